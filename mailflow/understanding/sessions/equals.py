"""Sessions that are all the same to who writes: 'any of the others', 'whatever is left', 'una delle altre due'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.times import resolve, slot_sessions
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind

LEVEL = ("any_other", "any_at_all")
MOST = 20  # levelling words looked at in one text; no person writes more
REACH = 7  # tokens a 'not' reaches ahead
FROM_THEM = 7  # tokens from the last of those named to words that mean one of them
NEAR = 4  # tokens behind the words in which it is told of what they are any
DENIED = 3  # tokens from a 'not' to the session it denies
SUBJECT = 6  # tokens from the words to the subject of the one that is meant
SINCE = 2  # sentences back in which the round was named last


def equals(page: Page, at: Index, rounds: Sequence[RoundRef], mentions: Sequence[Mention]) -> list[Mention]:
    """The group each levelling word speaks of, whole: what is excluded of it, or named before, is taken out later."""
    if not at.rounds or not any(cls in page.marks for cls in LEVEL):
        return []
    taken = {n for m in mentions for n in range(m.start, m.end)}
    told_already = {page.sentence_of(m.start) for m in mentions if m.how == "any"}  # 'any boat after that'
    found: list[Mention] = []
    marks = sorted((m for cls in LEVEL for m in page.marks.get(cls, ())), key=lambda m: (m.start, -m.end))
    whole = {m.start: m for m in reversed(marks)}.values()  # the 'any' of 'any other questions' is no word by itself
    for mark in sorted(whole, key=lambda m: m.start)[:MOST]:
        span = range(mark.start, mark.end)
        if not taken.isdisjoint(span) or page.sentence_of(mark.start) in told_already or not _levels(page, mark, taken):
            continue
        if _of_those_named(page, at, mark, mentions) or _on_one_subject(page, mark, mentions):
            continue
        told = _told_by_day(page, at, mark, mentions) or _of_round(page, at, rounds, mentions, mark)
        told = _of_the_day(page, at, mark, mentions, told) if mark.cls == "any_other" else told
        if len(told) > 1:
            found.append(Mention(mark.start, mark.end, told, "equal"))
            taken.update(span)
    return found


def levelling(page: Page) -> frozenset[int]:
    """The tokens of levelling words: the 'thing' of 'any other thing' is no word of a title."""
    return frozenset(n for cls in LEVEL for m in page.marks.get(cls, ()) for n in range(m.start, m.end))


def pointed_out(page: Page, at: Index, mentions: Sequence[Mention]) -> list[Mention]:
    """'Di governance mi occupo per mestiere: ovunque, fuorché lì', 'anything but that': the one named last again."""
    found: list[Mention] = []
    for mark in page.marks.get("exclude", ()):
        if page.tokens[mark.end - 1 : mark.end + 1][-1].fold not in page.voc.words["pointing"]:
            continue
        before = [m for m in mentions if m.start < mark.start and len(m.sessions) == 1]
        stop = mark.end + 1 >= len(page.tokens) or page.tokens[mark.end + 1].kind is not Kind.WORD
        if before and stop:
            found.append(Mention(mark.end, mark.end + 1, before[-1].sessions, "place"))
    return found


def _of_those_named(page: Page, at: Index, mark: Mark, mentions: Sequence[Mention]) -> bool:
    """'CPR or falls, whichever has room', 'voce o montaggio, è uguale': of the two before, and not the whole round."""
    words = page.voc.words["or"]
    before = sorted((m for m in mentions if m.end <= mark.start), key=lambda m: m.start)[-2:]
    if len(before) < 2 or len({at.round_of[s] for m in before for s in m.sessions}) > 1:
        return False
    one, two = before
    if any(t.fold in words for t in page.tokens[two.end : mark.start]) or not any(
        t.fold in words for t in page.tokens[one.end : two.start]
    ):
        return False  # 'G, oppure H, oppure quello che resta'
    if mark.cls == "any_at_all" and mark.start - two.end <= 1 and not page.has("exclude", mark.start, mark.end + 2):
        return True
    near = page.sentence_of(mark.start) - page.sentence_of(two.start) <= 1 and mark.start - two.end <= FROM_THEM
    return near and any(m.start == mark.start for m in page.within("either", mark.start))


def _on_one_subject(page: Page, mark: Mark, mentions: Sequence[Mention]) -> bool:
    """'whichever group talks about the river', 'whatever you have on parking': the one that is told by its subject."""
    _, end = page.sentences[page.sentence_of(mark.start)]
    behind = next((m for m in mentions if mark.end <= m.start < min(end, mark.end + SUBJECT)), None)
    if behind is None or page.has_any(("exclude", "negation"), mark.start, behind.start):
        return False
    words = page.voc.words
    between = page.tokens[mark.end : behind.start]
    return any(t.fold in words["tells_of"] for t in between) and all(t.kind is Kind.WORD for t in between)


def _levels(page: Page, mark: Mark, named: set[int]) -> bool:
    """Not 'any other questions', 'per qualsiasi cosa chiamatemi', nor what is only asked."""
    words = page.voc.words
    _, end = page.sentences[page.sentence_of(mark.start)]
    last = page.tokens[mark.end - 1].fold
    after = page.tokens[mark.end] if mark.end < end else None
    if mark.start and page.tokens[mark.start - 1].fold in words["level_not_after"]:
        return False
    if page.numbers[mark.start] == 1 and mark.start and page.tokens[mark.start - 1].fold in words["being"]:
        return False  # 'we are eight, and I'm one of the eight'
    goes_on = after is None or after.kind is not Kind.WORD or after.fold in words["level_goes_on"]
    if not goes_on and (last in words["level_bare"] or page.numbers[mark.end - 1]):
        return False  # 'one of the ten days'
    if after is not None and last in words["left_to_you"] and after.fold in words["conditional"]:
        return False  # 'decidete voi se tenergli il posto'
    asked = page.tokens[end - 1].text == "?" and end - mark.end <= NEAR
    return not asked and not _supposed(page, mark, named) and not _denied(page, mark, named)


def _supposed(page: Page, mark: Mark, named: set[int]) -> bool:
    """'se avanza un posto in qualunque gruppo'; not 'se è piena una qualunque delle altre'."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    start = max((n + 1 for n in named if start <= n < mark.start), default=start)
    iffy = any(t.fold in page.voc.words["conditional"] for t in page.tokens[start : mark.start])
    level = levelling(page)  # the 'else' of 'if anything else is needed'
    told = (m for cls in ("alternative", "full") for m in page.within(cls, start, mark.start))
    return iffy and all(m.start in level for m in told)


def _denied(page: Page, mark: Mark, named: set[int]) -> bool:
    """'don't put me on any other boat'; not 'if not, any other', 'not the first one any other'."""
    start = page.clauses[page.clause_of(mark.start)].start
    fine = [m for cls in ("not_negation", "alternative", *LEVEL) for m in page.within(cls, start, mark.end)]
    no = page.within("negation", max(start, mark.start - REACH), mark.start)
    return any(
        named.isdisjoint(range(m.end, mark.start)) and not any(f.start <= m.start < f.end for f in fine) for m in no
    )


def _told_by_day(page: Page, at: Index, mark: Mark, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """'una qualunque di domenica', 'any other in the afternoon', 'domenica? A qualunque ora': of one day or half."""
    if not at.slots:
        return ()
    _, end = page.sentences[page.sentence_of(mark.start)]
    near = range(mark.start, min(end, mark.end + NEAR))
    excluded = [m.start for m in page.within("exclude", mark.start, near.stop)]
    excluded += [m.start for m in page.within("negation", mark.end, near.stop)]  # 'any, but not on Friday'
    stop = min(excluded, default=near.stop)
    days = [d for d in page.days if mark.start <= d.start < stop]
    half = next(
        (h for cls, h in (("morning", "am"), ("afternoon", "pm")) if page.has(cls, mark.start, stop)),
        None,
    )
    if not days and mark.cls == "any_at_all" and page.tokens[mark.end - 1].fold in page.voc.words["hour_word"]:
        since = page.sentences[max(0, page.sentence_of(mark.start) - 1)][0]
        told = {n for m in mentions for n in range(m.start, m.end)}
        days = [d for d in page.days if since <= d.start < mark.start and d.start not in told][-1:]
    day = resolve(days[0], at.event) if days else None
    if (days and day is None) or (day is None and half is None):
        return ()
    return slot_sessions(at, day, None, half)


def _of_the_day(
    page: Page, at: Index, mark: Mark, mentions: Sequence[Mention], told: tuple[str, ...]
) -> tuple[str, ...]:
    """'Sunday, but not at ten: either of the others': as many as are left of the day that was named."""
    inside = range(mark.start, mark.end)
    both = any(page.tokens[k].fold in page.voc.words["two_of"] for k in inside)
    n = next((value for k in inside if (value := page.numbers[k])), 2 if both else 0)
    since = page.sentences[max(0, page.sentence_of(mark.start) - SINCE)][0]
    named = [m for m in mentions if since <= m.start < mark.start]
    near = {m.sessions[0] for m in named if len(m.sessions) == 1}
    told_days = [{slot.day for slot in at.slots if slot.session in m.sessions} for m in named]
    days = {day for found in told_days if len(found) == 1 for day in found}
    if n < 2 or len(days) != 1:
        return told
    that_day = tuple(s for s in told if any(slot.session == s and slot.day in days for slot in at.slots))
    return that_day if len(set(that_day) - near) == n else told


def _of_round(
    page: Page, at: Index, rounds: Sequence[RoundRef], mentions: Sequence[Mention], mark: Mark
) -> tuple[str, ...]:
    """All sessions of the round that is meant, none where that is not clear."""
    if len(at.rounds) == 1:
        return tuple(s.id for s in at.rounds[0].sessions)
    number = page.sentence_of(mark.start)
    start, end = page.sentences[number]
    sure = [m for m in mentions if len({at.round_of[s] for s in m.sessions}) == 1]
    spoken = [(m.start, at.round_of[m.sessions[0]]) for m in sure if m.start < mark.start]
    spoken += [(r.start, r.round) for r in rounds if r.start < mark.start]
    place, last = max(spoken, default=(-1, ""))
    named = (
        _without(page, at, mentions, mark, mark.end + 1)  # 'T3 and then anything but W2'
        or _behind(page, rounds, mark, end)
        or next((h for t in page.tokens[mark.start : mark.end + 1] if (h := at.round_heads.get(stem(t.fold)))), "")
        or (last if place >= start else "")
        or _without(page, at, mentions, mark, end)
        or (last if place >= page.sentences[max(0, number - SINCE)][0] else "")
    )
    return tuple(s.id for s in at.event.round(named).sessions) if named else ()


def _behind(page: Page, rounds: Sequence[RoundRef], mark: Mark, end: int) -> str:
    """'anything else in the first round'."""
    words = page.voc.words
    small = words["preposition"] | words["round_lead"] | words["of_round"]
    near = (r for r in rounds if mark.end <= r.start < min(end, mark.end + NEAR))
    return next((r.round for r in near if all(t.fold in small for t in page.tokens[mark.end : r.start])), "")


def _without(page: Page, at: Index, mentions: Sequence[Mention], mark: Mark, near: int) -> str:
    """The round of what is excluded in the sentence, by words that begin up to `near`."""
    _, end = page.sentences[page.sentence_of(mark.start)]
    excluded = next((m.end for m in page.within("exclude", mark.start, end) if m.start <= near), end)
    denied = [m.end for m in page.within("negation", mark.end, end) if m.start <= near]  # 'anywhere, but not T1'
    return next(
        (
            at.round_of[m.sessions[0]]
            for m in mentions
            if excluded <= m.start < end or any(0 <= m.start - n <= DENIED for n in denied)
        ),
        "",
    )
