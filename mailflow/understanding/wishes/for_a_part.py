"""Who of a party is there for a part of it only: 'Ada va via dopo il primo turno', 'Mary leaves at two', 'Leo arriva
solo per cena', "Pia can't do the afternoon"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import chains
from mailflow.understanding.sessions.bounds import Side, side_told
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.whom import ONE, meant_by

GOES = ("goes_then", "stays_till")
COMES = ("comes_then",)
AWAY = ("busy_with", "spent_elsewhere", "engaged", "kept_away")
NOT_SO = ("uncertain", "perhaps_not", "comes_back")
NEAR = 3  # tokens between a time and what is said to be done then
FAR = 12  # tokens from where such words begin to the time
NOON, EVENING = 12, 17  # hours from which on it is afternoon, and evening
STARTING = timedelta(minutes=30)  # who comes so little before a round has missed the one before


@dataclass(frozen=True, slots=True)
class Time:
    """Words at [start, end) for a time of the event: `first` and `last` bound the rounds in it, `hour`: a point."""

    start: int
    end: int
    first: int
    last: int
    hour: datetime | None = None


def there_for_a_part(page: Page, cast: Cast, found: Found, at: Index) -> Iterator[tuple[int, str, int]]:
    """Every person that is away for a round, the round, and the place where it is told."""
    if len(at.rounds) < 2 or len(cast.attending) < 2 or not page.of(*GOES, *COMES, *AWAY):
        return
    for time in _times(page, found, at):
        start, end = page.sentences[page.sentence_of(time.start)]
        if "?" in page.words(start, end) or page.has_any(NOT_SO, start, end):
            continue
        near = max(start, time.start - FAR), min(end, time.end + NEAR + 1)
        for mark in (m for cls in (*GOES, *COMES, *AWAY) for m in page.within(cls, *near)):
            if not _beside(page, found, time, mark):
                continue
            missed = _missed(page, at, time, mark)
            if 0 < len(missed) < len(at.rounds):
                told = min(time.start, mark.start)
                yield from ((p, round_, told) for p in _who(page, cast, time, mark, start) for round_ in missed)


def _times(page: Page, found: Found, at: Index) -> Iterator[Time]:
    """The rounds that are named, and on an event of one day the hours and the parts of the day."""
    ids = [r.id for r in at.rounds]
    known: set[int] = set()
    for ref in found.rounds:
        if not known & set(range(ref.start - 1, ref.end)):  # not the 'morning' of 'Thursday morning'
            known |= set(range(ref.start, ref.end))
            yield Time(ref.start, ref.end, ids.index(ref.round), ids.index(ref.round) + 1)
    starts = [r.starts for r in at.rounds]
    if starts != sorted(starts) or starts[0].date() != starts[-1].date():
        return
    for hour in (h for h in page.hours if h.start not in known):
        of_day = hour.hour + 12 if hour.half_day == "pm" and hour.hour < NOON else hour.hour
        of_day += 12 if hour.half_day is None and of_day < starts[0].hour and of_day < NOON else 0
        when = starts[0].replace(hour=of_day % 24, minute=hour.minute)
        number = sum(s < when for s in starts)
        known |= set(range(hour.start, hour.end))
        yield Time(hour.start, hour.end, number, number, when)
    for mark in page.marks.get("break", ()) if len(starts) == 2 else ():
        if not known & set(range(mark.start, mark.end)):
            yield Time(mark.start, mark.end, 1, 1)
    bounds = {"noon": (NOON, NOON), "afternoon": (NOON, EVENING), "evening": (EVENING, 24), "supper": (EVENING + 1, 24)}
    for cls, (first, last) in bounds.items():
        for mark in page.marks.get(cls, ()):
            if not known & set(range(mark.start, mark.end)):
                yield Time(
                    mark.start, mark.end, sum(s.hour < first for s in starts), sum(s.hour < last for s in starts)
                )


def _beside(page: Page, found: Found, time: Time, mark: Mark) -> bool:
    """Whether the one is told next to the other: 'leaves at two', 'al pomeriggio non può'."""
    first, last = sorted(((time.start, time.end), (mark.start, mark.end)))
    if time.start <= mark.start and mark.end <= time.end:
        return False  # the 'parte' of 'seconda parte'
    between = range(first[1], last[0])
    if len(between) > NEAR or not found.tokens.isdisjoint(between) or not page.dated.isdisjoint(between):
        return False  # 'a meeting until nine in the morning'
    clause = page.clauses[page.clause_of(mark.start)]
    supposed = clause.opener in page.voc.words["conditional"] and clause.start < mark.start  # not 'se ne va'
    if supposed or _denied(page, mark):
        return False
    if mark.cls in COMES:
        return not any(clause.start <= m.start < clause.end for m in found.mentions)  # 'on Friday I join him for B'
    if mark.cls not in AWAY:
        return True
    if page.has("for_a_while", between.start, between.stop):
        return False  # 'works until the afternoon'
    goes = any(m.start < mark.end and mark.start < m.end for cls in GOES for m in page.within(cls, *_around(mark)))
    modal = page.marks.get("modal_not", ())
    bare = any(m.end == mark.end for m in modal)  # 'al pomeriggio non può', and not "can't do the afternoon"
    return not goes and not (bare and of_something_else(page, mark, clause.end))


def _around(mark: Mark) -> tuple[int, int]:
    return max(0, mark.start - NEAR), mark.end + NEAR


def _denied(page: Page, mark: Mark) -> bool:
    """'non deve andare via', "doesn't have to leave"."""
    denials = page.voc.words["not"]
    return mark.cls in (*GOES, *COMES) and any(
        t.fold in denials for t in page.tokens[max(0, mark.start - 2) : mark.start]
    )


def _missed(page: Page, at: Index, time: Time, mark: Mark) -> list[str]:
    """The rounds that who goes, comes or is away then does not attend."""
    words, side = page.voc.words, side_told(page, time.start)
    after, before = side is Side.BEHIND, side is Side.AHEAD
    bound = time.last if after else time.first
    ids = [r.id for r in at.rounds]
    if mark.cls in AWAY:
        return ids[bound:] if after else ids[:bound] if before else ids[time.first : time.last]
    if mark.cls in GOES:
        day = ids[time.first] in at.day_of if time.first < len(ids) and time.hour is None else False
        if day and not (after or before):  # 'goes home on Friday', 'riparte giovedì sera'
            late = any(t.fold in words["evening_noun"] for t in page.tokens[time.start : time.end + 1])
            return ids[time.last :] if late else []
        return ids[bound:]
    if time.hour and bound < len(ids) and at.rounds[bound].starts - time.hour > STARTING:
        bound -= 1
    return ids[: max(bound, 0)]


def _who(page: Page, cast: Cast, time: Time, mark: Mark, start: int) -> tuple[int, ...]:
    """Who is told last before it, of those who come; not everybody."""
    said, words = {t.fold for t in page.tokens[mark.start : mark.end]}, page.voc.words
    if mark.start and page.tokens[mark.start - 1].fold in words["article"] | words["of"]:
        return ()  # 'veniamo dal lavoro'
    if said & words["own_verb"]:
        return (0,) if 0 in cast.attending else ()  # '…, e dopo pranzo vado via'
    if said & words["our_verb"]:
        return ()
    inside = range(time.start, time.end)
    refs = [r for r in cast.refs if start <= r.start < mark.start and r.start not in inside]
    rows = chains(page, refs)
    if not rows or refs[-1].kind not in ONE or refs[-1] not in rows[-1]:
        return ()
    behind = rows[-1][-1].end
    if page.has_any(("we", "they", "us"), behind, mark.start):
        return ()
    row = rows[-1]
    if any(t.fold in words["who"] for t in page.tokens[behind : mark.start]):
        row = row[-1:]  # 'io e Ugo, che alle 16 ha il treno'
    people = {p for r in row for p in meant_by(cast, r)} & set(cast.attending)
    return tuple(sorted(people)) if len(people) < len(cast.attending) else ()
