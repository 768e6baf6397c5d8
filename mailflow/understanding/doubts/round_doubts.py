"""Which session: doubts about rounds that are spoken of, and for which no choice was understood."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.domain.event import Event
from mailflow.understanding.gist import Gist
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.only_then import only_round
from mailflow.understanding.wishes.persons_told import one_and_other
from mailflow.understanding.wishes.spent_elsewhere import nobody_there, put_off, stays_booked

NO_CHOICE = "no choice understood"
BESIDE = 2  # tokens between a rank and the session that it ranks
JOINTS = frozenset({"-", "–", "—", "/", ","})  # between the days of a span


def rounds_left(gist: Gist) -> list[Doubt]:
    """A round that is spoken of, and no choice for it understood."""
    page, event, cast, found, chosen = gist.page, gist.parts.event, gist.cast, gist.found, gist.chosen
    chosen_rounds = settled(chosen)
    left = [*_no_such_round(page, event)]
    alone = only_round(page, found) if chosen.changing else None
    persons = {n for r in one_and_other(page, cast.refs) for n in range(r.start, r.end)}
    for ref in found.rounds:
        if ref.round in chosen_rounds or ref.start in persons or page.has("no_choice"):
            continue
        if any(m.how == "equal" and gist.parts.at.round_of[m.sessions[0]] == ref.round for m in found.mentions):
            continue  # 'nel secondo turno uno qualunque'
        if _from_first_to_last(page, event, ref):
            continue
        if nobody_there(page, cast, found, gist.parts.at, ref) or put_off(page, found, ref):
            continue
        number = page.clause_of(ref.start)
        clause = page.clauses[number]
        if cast.stances[number] is Stance.ASIDE:
            continue  # 'my sister came to the last one and said it was fun'
        start, end = page.sentences[clause.sentence]
        leaves = any(page.has(cls, start, end) for cls in ("leaves", "remains"))
        if leaves or page.has("absent", clause.start, _with_value(page, clause)):
            continue
        if _ranks_a_wish(page, found, chosen, ref):
            continue
        if chosen.changing and (stays_booked(page, found, ref) or (alone and ref.round == alone.round)):
            continue
        if any(t.fold in page.voc.words["no_wish"] for t in page.tokens[ref.end : end]):
            continue
        refused = any(
            page.tokens[m.start].fold in page.voc.words["not"] | page.voc.words["no_wish"]
            for m in page.within("negation", clause.start, clause.end)
        )
        if refused and not any(clause.start <= m.start < clause.end for m in found.mentions):
            continue  # 'domenica non ci sono'
        cues = ("self", "we", "they", "request", "book", "topic_cue", "then", "before")
        spoken = any(page.has(cls, start, end) for cls in cues)
        if spoken or not chosen_rounds or any(m.start >= start and m.end <= end for m in found.mentions):
            left.append(Doubt("choices", f"{NO_CHOICE} for “{page.words(ref.start, ref.end)}”", round=ref.round))
    return left[:1]


def _with_value(page: Page, clause: Clause) -> int:
    """Where a clause ends, with what stands behind its colon: 'Primo turno: | non partecipo'."""
    tokens = page.tokens
    labels = clause.end + 1 < len(tokens) and tokens[clause.end].text == ":"
    return page.clauses[page.clause_of(clause.end + 1)].end if labels else clause.end


def _ranks_a_wish(page: Page, found: Found, chosen: Chosen, ref: RoundRef) -> bool:
    """'La mia prima scelta è il pane, la seconda il vino', 'il vino al secondo': the rank of the wish beside it."""
    rank = page.voc.ordinals.get(page.tokens[ref.start].fold, 0)
    beside = [m for m in found.mentions if ref.end <= m.start <= ref.end + BESIDE or -BESIDE <= m.end - ref.start <= 0]
    lists = [wishes for rounds in chosen.by.values() for wishes in rounds.values()]
    return rank > 1 and any(wishes[rank - 1 : rank] == m.sessions for m in beside for wishes in lists)


def _from_first_to_last(page: Page, event: Event, ref: RoundRef) -> bool:
    """'the event on 16–17 September', 'nei giorni 16 e 17 settembre': the days of the whole event, and no wish."""
    joints = page.voc.words["and"] | JOINTS
    n, day = ref.start, ""
    while n and (page.tokens[n - 1].fold in joints or page.tokens[n - 1].text[0].isdigit()):
        n -= 1
        day = "".join(filter(str.isdigit, page.tokens[n].text)) or day
    last = any(r.id == ref.round and r.starts.date() == event.ends.date() for r in event.rounds)
    return last and ref.start in page.dated and day == str(event.starts.day)


def _no_such_round(page: Page, event: Event) -> Iterator[Doubt]:
    """'terzo turno', where there are two."""
    for n, token in enumerate(page.tokens[1:]):
        value = page.voc.ordinals.get(page.tokens[n].fold, 0)
        if token.fold in page.voc.words["round_only"] and value > len(event.rounds) > 1:
            yield Doubt("choices", f"there is no “{page.words(n, n + 2)}”")


def ranked_alone(gist: Gist) -> Iterator[Doubt]:
    """'the second workshop' where several rounds have a second one, and the mail names none of them."""
    page, found, rounds = gist.page, gist.found, gist.parts.at.rounds
    ranked = [m for m in found.mentions if m.how == "number" and page.tokens[m.start].fold in page.voc.ordinals]
    if len(rounds) < 2 or len(ranked) != 1 or len(found.mentions) > 1 or found.rounds:
        return
    rank = page.voc.ordinals[page.tokens[ranked[0].start].fold] - 1
    rows = tuple(r.sessions[rank].id for r in rounds if 0 <= rank < len(r.sessions))
    if len(rows) > 1:
        yield Doubt("choices", f"of which round is “{page.words(ranked[0].start, ranked[0].end)}”", options=rows)


def settled(chosen: Chosen) -> set[str | None]:
    """The rounds with a choice, or with a doubt already, or that stay as they are, or for which a party splits in
    numbers, or stays away."""
    told = {r for rounds in chosen.by.values() for r in rounds} | {d.round for d in chosen.doubts}
    return told | chosen.apart | chosen.declined | chosen.kept
