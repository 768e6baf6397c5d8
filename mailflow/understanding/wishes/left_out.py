"""Who is left out of what is said of all: 'tutti al 6 tranne Luca', 'Ugo, che il secondo turno lo salta'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, after_with, chains
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.declined import declined
from mailflow.understanding.wishes.for_a_part import there_for_a_part
from mailflow.understanding.wishes.whom import ONE, meant_by

HEAD = 3  # tokens before the round a sentence begins with
COMING = ("only", "they", "joins", "wished", "self")  # what may be said of who comes for one round
NEAR = 3  # tokens between the word and who is left out


def left_out(page: Page, cast: Cast, found: Found, at: Index) -> dict[int, dict[str, int]]:
    """By number of the person, the rounds whose session is said to be of all but him, or that he says he skips.

    With each round the place from which on a wish of his own still counts.
    """
    out: dict[int, dict[str, int]] = defaultdict(dict)
    for person, mention in excepted(page, cast, found):
        out[person].update((at.round_of[session], 0) for session in mention.sessions)
    for person, round_ in (*_skipping(page, cast, found), *_going(page, cast, found)):
        out[person][round_] = 0
    for person, rounds, place in _company_for_some(page, cast, found, at):
        out[person].update((other.id, place) for other in at.rounds if other.id not in rounds)
    for person, round_, place in _coming_for_one(page, cast, found):
        for other in at.rounds:
            if other.id != round_:
                out[person][other.id] = place
    for person, round_, place in _all_but_one(page, cast, found, at):
        out[person].setdefault(round_, place)
    for person, round_, place in there_for_a_part(page, cast, found, at):
        out[person].setdefault(round_, place)
    for told in declined(page, cast, found, at.round_of):
        for person in told.people:
            if person >= 0:
                out[person].setdefault(told.round, told.place)
    return dict(out)


def excepted(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, Mention]]:
    """Persons, and the session that is all the others': 'tutti al 6 tranne Luca', 'all but Ann go to B'."""
    less = page.voc.words["less"]  # 'tutti e quattro al 6, meno Luca'
    places = [(m.start, m.end) for m in page.marks.get("exclude", ())]
    places += [(r.start - 1, r.start) for r in cast.refs if r.start and page.tokens[r.start - 1].fold in less]
    rows = chains(page, cast.refs) if places else []
    for place, behind in places:
        start, end = page.sentences[page.sentence_of(place)]
        row = next((r for r in rows if behind <= r[0].start <= behind + NEAR and r[0].start < end), None)
        if row is None or any(behind <= m.start < row[0].start for m in found.mentions):
            continue
        if behind < row[0].start - 1 and page.tokens[row[0].start - 1].fold in page.voc.words["for"]:
            continue  # 'not the phones for me'
        before = [m for m in found.mentions if start <= m.start < place]
        after = [m for m in found.mentions if row[-1].end <= m.start < end]
        told = before[-1:] or after[:1]
        for ref in row if told else ():
            if ref.person >= 0:
                yield ref.person, told[0]


def _skipping(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, str]]:
    """'Ugo, che il secondo turno lo salta'."""
    for spoken in found.rounds:
        clause = page.clauses[page.clause_of(spoken.start)]
        start, _ = page.sentences[clause.sentence]
        named = any(clause.start <= m.start < clause.end for m in found.mentions)
        before = [r for r in cast.refs if start <= r.start < spoken.start and r.kind in ("name", "me", "i", "he")]
        skips = not named and page.has("skips", clause.start, clause.end)
        if skips and before and before[-1].person >= 0:
            yield before[-1].person, spoken.round


def _going(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, str]]:
    """'Nel secondo turno Ugo scappa, io vado al 5': of the round the sentence begins with, where another stays."""
    for mark in page.of("skips", "goes_away"):
        clause = page.clauses[page.clause_of(mark.start)]
        start, end = page.sentences[clause.sentence]
        rounds = {r.round for r in found.rounds if start <= r.start < end}
        head = next((r for r in found.rounds if start <= r.start <= start + HEAD), None)
        told = [r for r in cast.refs if start <= r.start < end and r.kind in ONE]
        gone = [meant_by(cast, r)[0] for r in told if clause.start <= r.start < mark.start][-1:]
        beside = [r for r in told if not clause.start <= r.start < clause.end]
        others = [r for r in beside if gone and gone[0] >= 0 and meant_by(cast, r)[0] != gone[0]]
        inside = [m for m in found.mentions if start <= m.start < end]
        stays = bool(inside and others) and not any(clause.start <= m.start < clause.end for m in inside)
        if head is not None and len(rounds) == 1 and stays:
            yield gone[0], head.round


def _coming_for_one(page: Page, cast: Cast, found: Found) -> Iterator[tuple[int, str, int]]:
    """'lei solo per il secondo turno', 'Tom joins in the afternoon only': no other round is his, unless told later."""
    if "only" not in page.marks or not found.rounds or len(cast.attending) < 2:
        return
    words = page.voc.words
    for mark in page.marks["only"]:
        start, end = page.sentences[page.sentence_of(mark.start)]
        ahead = [r for r in found.rounds if 0 <= r.start - mark.end <= NEAR and r.start < end]
        behind = [r for r in found.rounds if start <= r.start and r.end == mark.start and not _leads(cast, found, mark)]
        told = (ahead[:1] or behind)[:1]
        if not told or page.tokens[mark.start].fold in words["no_wish"]:
            continue
        place = min(mark.start, told[0].start)
        row = _told_last(page, cast, start, place)
        after = max(mark.end, told[0].end)
        added = page.has("but", max(start, mark.start - 1), mark.start)  # 'the same on Friday, but only Friday'
        comes = added or (bool(row) and _only_comes(page, cast, row[-1].end, told[0].start))
        if row and comes and _is_over(page, found, after):
            yield from ((p, told[0].round, place) for r in row for p in meant_by(cast, r) if p >= 0)


def _company_for_some(page: Page, cast: Cast, found: Found, at: Index) -> Iterator[tuple[int, frozenset[str], int]]:
    """'vengo a tutte e tre le serate, alla prima con mio marito': who keeps company in some of the rounds told."""
    every = [m for m in found.mentions if m.how == "any" and len({at.round_of[s] for s in m.sessions}) > 1]
    for row in chains(page, cast.refs) if every else ():
        some = [m for m in found.mentions if m.end <= row[0].start and len(m.sessions) == 1]
        whole = next((m for m in reversed(every) if some and m.end <= some[-1].start), None)
        if whole is None or not after_with(page, row[0]) or row[0].start - some[-1].end > NEAR:
            continue
        if page.sentence_of(row[0].start) - page.sentence_of(whole.start) <= 1 and whole.end <= some[-1].start:
            rounds = frozenset(at.round_of[m.sessions[0]] for m in some if m.start >= whole.end)
            yield from ((p, rounds, row[0].start) for r in row for p in meant_by(cast, r) if p > 0)


def _only_comes(page: Page, cast: Cast, start: int, end: int) -> bool:
    """Whether nothing but that he comes is said between: not 'Tom needs a chair, only in the morning'."""
    words = page.voc.words
    told = {n for r in cast.refs if start <= r.start < end for n in range(r.start, r.end)}
    told |= {n for c in COMING for m in page.within(c, start, end) for n in range(m.start, m.end)}
    small = (
        page.voc.function_words | words["does_too"] | words["goes_with"] | words["determiner"] | words["preposition"]
    )
    rest = (page.tokens[n] for n in range(start, end) if n not in told)
    return all(t.fold in small or t.text == "," for t in rest)


def _is_over(page: Page, found: Found, n: int) -> bool:
    """Whether a thought ends there, or what it is that he comes for is told: not 'solo nel secondo turno conosce …'."""
    words = page.voc.words
    if n >= len(page.tokens) or page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in words["ditto"]:
        return True
    session = any(m.start - n <= NEAR for m in found.mentions if m.start >= n)
    session = session or page.tokens[n].fold in words["beside"]  # 'solo la seconda sera con me'
    return session or page.tokens[n].fold in words["clause_opener"] | words["and"]


def _leads(cast: Cast, found: Found, mark: Mark) -> bool:
    """'nel secondo turno solo io', 'in the afternoon only W2': it says who or what is alone there."""
    near = range(mark.end, mark.end + NEAR)
    return any(m.start in near for m in found.mentions) or any(r.start in near[:2] for r in cast.refs)


def _told_last(page: Page, cast: Cast, start: int, end: int) -> Sequence[Ref]:
    """The row of persons told last there, without whom they come with: 'Pia comes with me only …'."""
    refs = [r for r in cast.refs if start <= r.start < end and r.kind != "me" and not after_with(page, r)]
    rows = chains(page, refs)
    return rows[-1] if rows else []


def _all_but_one(page: Page, cast: Cast, found: Found, at: Index) -> Iterator[tuple[int, str, int]]:
    """'due posti al 3 … allora solo Ugo al 3': all who come but him, of a session named before for more."""
    rows = chains(page, cast.refs)
    for mark in page.marks.get("only", ()):
        row = next((r for r in rows if r[0].start == mark.end and r[0].kind in ("name", "me", "i")), None)
        end = page.clauses[page.clause_of(mark.start)].end
        told = [m for m in found.mentions if row and row[-1].end <= m.start < end and m.start - row[-1].end <= NEAR]
        if row is None or not told or len(told[0].sessions) > 1:
            continue
        if any(m.sessions == told[0].sessions for m in found.mentions if m.start < mark.start):
            kept = {r.person for r in row}
            others = (n for n, p in enumerate(cast.persons) if p.comes and not p.stays and n not in kept)
            yield from ((n, at.round_of[told[0].sessions[0]], mark.start) for n in others)
