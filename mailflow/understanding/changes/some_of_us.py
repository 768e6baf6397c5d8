"""So many of those booked, who are fewer than all: 'one of us is a vegetarian' tells no size of the whole, 'two of us
can't come' that two leave, 'two of us would rather have the 13:00' that it must be asked who."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.changes.gone import gone
from mailflow.understanding.changes.new_size import seats_after
from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen

NEAR = 3  # tokens from 'restano' to the session
PERSONS = ("name", "relation", "others", "me", "i")
LOOSE = ("total_loose", "pair_total", "places")  # 'the 13:00 for two', 'in due al gruppo 3'


def some_of_us(page: Page, size: int) -> Iterator[Mark]:
    """The words that count some, and not those that say how many they are now: 'only two of us', 'two of us come'."""
    for mark in page.marks.get("some_of_us", ()):
        if 0 < mark.numbers[-1] < size and not _all_there_are(page, mark):
            yield mark


def size_now(page: Page, cast: Cast, found: Found, size: int) -> Seats:
    """How many a booking of so many is to have, where that is told, and not of some or of how many fewer they are."""
    counted = page.marks.get("some_of_us", ())
    some = list(some_of_us(page, size))
    fewer = (
        m for m in page.marks.get("one_fewer", ()) if not any(m.start < c.end and c.start < m.end for c in counted)
    )
    aside = {n for mark in (*some, *fewer) for n in range(mark.start, mark.end)}
    told = seats_after(page, cast, found.tokens | aside)
    left = [mark for mark in counted if mark.numbers[-1] < size and mark not in some]
    if told.value is None and left:
        return Seats(left[-1].numbers[-1], said=Stated(left[-1].numbers[-1], left[-1].start, left[-1].end))
    by_pair = told.said is None or told.said.start in aside  # 'noi due non veniamo'
    return Seats(None) if by_pair and told.value in {mark.numbers[-1] for mark in some} else told


def fewer_of_us(page: Page, cast: Cast, size: int) -> int | None:
    """How many of them leave: those counted of whom it is said, or 'one fewer'."""
    some = list(some_of_us(page, size))
    within = {n for mark in page.marks.get("some_of_us", ()) for n in range(mark.start, mark.end)}
    leave = [mark for mark in some if _cannot(page, mark) or _gone(page, cast, mark)]
    plain = [mark for mark in page.marks.get("one_fewer", ()) if mark.start not in within]
    numbers = [min(mark.numbers, default=1) if mark in plain else mark.numbers[-1] for mark in (*leave, *plain)]
    return numbers[0] if numbers else None


def _gone(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether they are said to stay away; 'two of us will drive, two come by train' says how they come."""
    told = list(_told_of_them(page, cast, mark))
    drive = {m.start for m in page.marks.get("drives", ())}
    return any(gone(page, c.start, c.end, drive) for c in told)


def _cannot(page: Page, mark: Mark) -> bool:
    """'in due non possiamo', "two can't": the words that count them say it."""
    clause = page.clauses[page.clause_of(mark.start)]
    return page.has("modal_not", mark.start, mark.end) and not of_something_else(page, mark, clause.end)


def ask_which_of_us(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen, size: int) -> frozenset[int]:
    """Let nobody have the session to which only so many go, of whom nobody knows who they are. The tokens that count
    them are returned, for they are no size of the whole."""
    some = list(some_of_us(page, size))
    loose = [mark for mark in page.of(*LOOSE) if mark.numbers and 0 < mark.numbers[-1] < size]
    counted: set[int] = set()
    for mark in (*some, *(m for m in loose if not _all_there_are(page, m))):
        start, end = page.sentences[page.sentence_of(mark.start)]
        told = [m for m in found.mentions if start <= m.start < end and len(m.sessions) == 1 and not m.weak]
        named = any(r.kind == "name" and r.person > 0 for r in cast.refs if start <= r.start < end)
        rounds = {at.round_of[m.sessions[0]] for m in told}
        wanted = any(rounds & told_of.keys() for told_of in chosen.by.values())
        if named or not wanted or page.has("had_size") or _somebody_goes(page, found):
            continue
        for has in chosen.by.values():
            for round_ in rounds:
                has.pop(round_, None)
        chosen.doubts = [d for d in chosen.doubts if d.round not in rounds]
        chosen.dropped = [s for s in chosen.dropped if at.round_of.get(s, s) not in rounds]
        words = f"who of them has which: “{page.words(start, end).strip()}”"
        chosen.doubts += [Doubt("choices", words, round=r.id) for r in at.rounds if r.id in rounds]
        counted.update(range(mark.start, mark.end))
    return frozenset(counted)


def _all_there_are(page: Page, mark: Mark) -> bool:
    """Whether the number is that of all who come: 'we are two', 'just the two of us', 'two of us will come'."""
    clause = page.clauses[page.clause_of(mark.start)]
    if gone(page, clause.start, clause.end) or _cannot(page, mark):
        return False
    before = page.tokens[max(clause.start, mark.start - 2) : mark.start]
    if any(t.fold in page.voc.words["counts_all"] for t in before):
        return True
    if mark.cls in LOOSE:
        return False
    around = [*range(clause.start, mark.start), *range(mark.end, clause.end)]
    plain = page.voc.words["comes_plainly"]
    return all(page.tokens[n].kind is not Kind.WORD or page.tokens[n].fold in plain for n in around)


def _somebody_goes(page: Page, found: Found) -> bool:
    """Whether anybody is said to stay away, and not 'gli altri restano a Ceramica'."""
    stays = [mark.end for mark in page.marks.get("stays_in", ())]
    there = {page.clause_of(m.start) for m in found.mentions if any(0 <= m.start - end <= NEAR for end in stays)}
    return any(gone(page, c.start, c.end) for n, c in enumerate(page.clauses) if n not in there)


def _told_of_them(page: Page, cast: Cast, mark: Mark) -> Iterator[Clause]:
    """The thoughts of the sentence that speak of those counted, up to one that speaks of somebody else."""
    first = page.clause_of(mark.start)
    for number in range(first, len(page.clauses)):
        clause = page.clauses[number]
        others = any(r.kind in PERSONS and clause.start <= r.start < clause.end for r in cast.refs)
        if clause.sentence != page.clauses[first].sentence or (number > first and others):
            return
        yield clause
