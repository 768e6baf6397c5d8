"""Whether words of joining tell of somebody more, and not of a phone, a meal or somebody who is booked already."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, names_booked, new_here
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stance_of_one import stance_of
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.words import Words

SAID = ("self", "we", "they", "book", "remains", "total")  # what tells that somebody comes
NEAR = 3  # tokens from 'venire anche' to the day
SPOKEN = ("question", "led_by", "network_invite")


def more_come(page: Page, cast: Cast, roll: Roll) -> int:
    """How many more are told without a number of places, with or without a name: 'posso portare due amici?'."""
    told = [_tied(page, cast, m) for m in page.marks.get("joins", ()) if _somebody(page, cast, roll, m)]
    return max([*told, int(any(not of_no_guest(page, m) for m in page.marks.get("one_more", ())))])


def of_no_guest(page: Page, mark: Mark) -> bool:
    """'one more question', 'altre due domande'."""
    return any(t.fold in _no_guests(page) for t in page.tokens[mark.end : mark.end + 1])


def _no_guests(page: Page) -> Words:
    return page.voc.words["no_guest"] | page.voc.words["animal"]


def _tied(page: Page, cast: Cast, mark: Mark) -> int:
    """How many the words behind the mark, or before it, tell by a tie: two of 'two friends'; one otherwise."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    ties = [r.n or 1 for r in cast.refs if r.kind == "relation" and r.person < 0 and start <= r.start < end]
    return ties[0] if len(ties) == 1 else 1


def _somebody(page: Page, cast: Cast, roll: Roll, mark: Mark) -> bool:
    """'viene anche mia sorella', 'aggiungete una persona'; not 'viene anche Lia', who is booked."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    if start in roll.swapped:
        return False  # 'take Tom off and add Kit'
    unnamed = page.voc.words["somebody"]
    dates = page.dated | roll.sessions  # 'posso venire anche il 28?'
    counted = any(
        (page.numbers[n] is not None and n not in dates) or page.tokens[n].fold in unnamed for n in range(start, end)
    )
    tied = any(r.kind == "relation" and start <= r.start < end for r in cast.refs)
    if not tied and any(t.fold in _no_guests(page) for t in page.tokens[start:end]):
        return bool(new_here(page, cast, roll, start, end))  # 'viene anche il cane'
    if any(t.fold in page.voc.words["bring_word"] for t in page.tokens[mark.start : mark.end]):
        return tied or bool(new_here(page, cast, roll, start, end))  # and no dog, no lunch
    if counted or tied or new_here(page, cast, roll, start, end):
        return True
    if any(n in dates for n in range(mark.end, min(end, mark.end + NEAR))):
        return False
    named = any(name != roll.me for _, _, name in names_booked(page, cast, roll, start, end))
    adds = any(t.fold in page.voc.words["puts_in"] for t in page.tokens[mark.start : mark.end])
    return not (named or adds)


def said_to_come(page: Page, cast: Cast, roll: Roll, name: str, place: int) -> bool:
    """Whether a sentence says of somebody new that he comes; 'Mark Reed told me of it' speaks of him, and 'Mark Reed'
    alone leaves it open."""
    start, end = page.sentences[page.sentence_of(place)]
    refs = [r for r in cast.refs if start <= r.start < end and r.person >= 0 and cast.persons[r.person].name == name]
    clauses = [page.clauses[page.clause_of(r.start)] for r in refs]
    stances = [stance_of(page, cast, r) for r in refs]
    if any(s is Stance.COMES and page.has_any(SAID, c.start, c.end) for s, c in zip(stances, clauses, strict=True)):
        return True
    silent = (s is Stance.SILENT and not tells(page, c) for s, c in zip(stances, clauses, strict=True))
    if any(silent) and not page.has_any(SPOKEN, start, end):
        roll.doubts.append(Doubt("names", f"whether {name} comes too"))
    return False
