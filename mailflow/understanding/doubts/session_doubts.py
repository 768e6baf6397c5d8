"""Which session: doubts about words and letters that may tell one, and were not read as any."""

from __future__ import annotations

from mailflow.understanding.doubts.numbers_left import explained
from mailflow.understanding.doubts.round_doubts import settled
from mailflow.understanding.gist import Gist
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

# A 'not' within these leaves no doubt whether the session beside it is wanted.
FINE = ("alternative", "not_negation", "nothing", "exclude", "the_rest", "instead_of", "total_first",
        "not_wanted_after", "leaves")  # fmt: skip

YEAR = 4  # digits of a year
ASKING = ("self", "book", "request")  # "I'd like to register", where a title has 'the new register'
LEAVING = 4  # tokens behind a 'then' in which somebody is said to leave
BESIDE = 1  # tokens from a 'not' to the session it is said of


def letters_left(gist: Gist) -> list[Doubt]:
    """Letters that look like codes and were not read as any."""
    page, at, found = gist.page, gist.parts.at, gist.found
    chosen = {s for rounds in gist.chosen.by.values() for sessions in rounds.values() for s in sessions}
    codes = {c for c, ids in at.codes.items() if len(c) == 1 and not chosen.issuperset(ids)}
    if not codes or page.shouting:
        return []
    for n, token in enumerate(page.tokens):
        if (
            token.text.isupper()
            and token.fold in codes
            and n not in found.tokens
            and token.fold not in page.voc.words["lone_letters"]
        ):
            after = page.tokens[n + 1].text if n + 1 < len(page.tokens) else ""
            if after != ".":
                return [Doubt("choices", f"“{token.text}” may mean a session")]
    return []


def topics_left(gist: Gist) -> list[Doubt]:
    """'prima dove si parla di …, poi …': a session told by its subject that was not recognised."""
    page, at, found, chosen = gist.page, gist.parts.at, gist.found, gist.chosen
    if not at.rounds:
        return []
    chosen_rounds = settled(chosen)
    if len(chosen_rounds) == len(at.rounds):
        return []
    heads = ("topic_strict", "topic_head") if chosen_rounds else ("topic_strict", "topic_head", "topic_of")
    for mark in (m for cls in heads for m in page.marks.get(cls, ())):
        clause = page.clauses[page.clause_of(mark.start)]
        if _only_dated(page, found, mark) or _of_something_else(page, mark):
            continue
        if not any(mark.start <= m.start < max(clause.end, mark.end + 12) for m in found.mentions):
            return [Doubt("choices", f"which session is meant: “{page.words(clause.start, clause.end).strip()}”")]
    known = set(found.tokens) | set(page.dated) | {n for r in found.rounds for n in range(r.start, r.end)}
    plain = (page.voc.words["stop"] | page.voc.function_words, page.voc.common, page.voc.ordinals)
    for mark in page.marks.get("the_one", ()):
        span = range(mark.start + 1, mark.end - 1)
        words = [page.tokens[n].fold for n in span if page.tokens[n].kind is Kind.WORD]
        unknown = any(not any(word in some for some in plain) for word in words)
        if unknown and not known & set(span):
            return [Doubt("choices", f"which session is meant: “{page.words(mark.start, mark.end)}”")]
    if len(at.rounds) == 2 and len(chosen_rounds) == 1:
        for then in page.marks.get("then", ()):
            start, end = page.sentences[page.sentence_of(then.start)]
            if page.has("but", max(0, then.start - 1), then.start):
                continue  # 'ma poi ho letto meglio'
            if page.has_any(("spent_elsewhere", "and_no_more"), max(0, then.start - 1), min(end, then.end + LEAVING)):
                continue  # 'e poi torniamo a casa'
            told = [m.start for m in found.mentions if start <= m.start < end]
            leaving = any(page.has(cls, then.start, end) for cls in ("leaves", "goes", "absent", "absent_self"))
            first = page.has("before", start, end) or (told and not leaving and max(told) < then.start)
            if told and first:
                return [Doubt("choices", "two sessions seem to be meant, and only one is clear")]
    return []


def _of_something_else(page: Page, mark: Mark) -> bool:
    """'the one in 2019', 'I live at number 12, the one with the green door': of another year, or no session."""
    after = page.tokens[mark.end : mark.end + 1]
    year = bool(after) and after[0].kind is Kind.NUMBER and len(after[0].text) == YEAR
    start, _ = page.sentences[page.sentence_of(mark.start)]
    return year or page.has_any(("house_number", "address"), start, mark.start)


def _only_dated(page: Page, found: Found, mark: Mark) -> bool:
    """'the guitar lesson on 9 January', 'the dye workshop on the Saturday': its name stands before its day."""
    small = page.voc.words["article"]
    day = next((n for n in range(mark.end, len(page.tokens)) if page.tokens[n].fold not in small), mark.end)
    of_day = day in page.dated or any(r.start <= day < r.end for r in found.rounds)
    return of_day and any(not m.weak and mark.start - 1 <= m.end <= mark.end for m in found.mentions)


def themes_left(gist: Gist) -> list[Doubt]:
    """One round is chosen, and words of another round's sessions stand unexplained where wishes are told."""
    page, at, cast, found, chosen = gist.page, gist.parts.at, gist.cast, gist.found, gist.chosen
    chosen_rounds = settled(chosen)
    if not chosen_rounds or len(chosen_rounds) == len(at.rounds) or page.has("no_choice"):
        return []
    said_so = page.of("alternative", "in_order", "no_choice", *ASKING)
    known = explained(page, found) | {n for r in cast.refs for n in range(r.start, r.end)}
    known |= {n for m in said_so for n in range(m.start, m.end)}
    rest = page.content
    for said, place in zip(rest.stems, rest.at, strict=True):
        sessions = at.topics.get(said, frozenset())
        if len(sessions) != 1 or place in known or said in at.own or len(said) < 4:
            continue
        word = page.tokens[place].fold
        everyday = word in page.voc.common or place in page.verbs
        if (everyday and word not in at.spelled) or word in page.voc.words["polite"]:
            continue  # 'know', 'happens', where an objective has it
        session = next(iter(sessions))
        if at.round_of[session] in chosen_rounds or cast.stances[page.clause_of(place)] is Stance.ASIDE:
            continue
        return [
            Doubt(
                "choices",
                f"“{page.tokens[place].text}” may mean a session",
                round=at.round_of[session],
                options=(session,),
            )
        ]
    return []


def negations_left(gist: Gist) -> list[Doubt]:
    """A 'not' beside a session that was read as wanted, or not read at all."""
    page, found, chosen = gist.page, gist.found, gist.chosen
    fine = [(m.start, m.end) for cls in FINE for m in page.marks.get(cls, ())]
    wanted = {m.start for mentions in chosen.said.values() for m in mentions}
    for mark in page.marks.get("negation", ()):
        weak = page.tokens[mark.start].text.lower() in page.voc.words["weak_not"]
        if weak or any(s <= mark.start < e for s, e in fine) or _if_full(page, mark):
            continue
        clause = page.clauses[page.clause_of(mark.start)]
        near = [m for m in found.mentions if clause.start <= m.start < clause.end and m.start in wanted]
        other = any(0 <= m.start - mark.end <= BESIDE and m.start not in wanted for m in found.mentions)
        if (
            near
            and not other  # 'la D non la B'
            and not any(mark.end <= m.start and m.start - mark.end <= 7 for m in near)
            and all(m.end <= mark.start for m in near)
        ):
            return [Doubt("choices", f"wanted or not: “{page.words(clause.start, clause.end).strip()}”", round=None)]
    return []


def _if_full(page: Page, no: Mark) -> bool:
    """'se in A non si entra', 'if B won't take us': of the case that there is no room."""
    full = any(m.start <= no.start < m.end for m in page.within("full", max(0, no.start - 1), no.end + LEAVING))
    return full and page.clauses[page.clause_of(no.start)].opener in page.voc.words["conditional"]


def nothing_instead(gist: Gist) -> list[Doubt]:
    """Another session is wanted, and not told."""
    untold = gist.page.has("change_session") and not gist.chosen.by
    return [Doubt("choices", "which session is wanted instead is not told")] if untold else []
