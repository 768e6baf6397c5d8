"""Who comes for whom: 'Anna al posto di Luca', 'can my sister have my place?'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, new_here
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page

NEAR = 3  # tokens from 'instead of' to a session


def swap(page: Page, roll: Roll, booked: list[str], new: list[str], start: int, end: int) -> None:
    """'Anna al posto di Luca', 'Luca will be replaced by Anna': who is booked goes, who is not comes."""
    if page.has("swap_mine", start, end):
        booked = [roll.me] if roll.me else []
    going = [name for name in booked if name != roll.me] or booked or roll.leaving or roll.last
    for old, name in zip(going, new, strict=False):
        roll.replaced.append((old, name))
    roll.leaving = [name for name in roll.leaving if name not in going]
    if len(going) != len(new):
        roll.doubts.append(Doubt("names", f"who comes instead of whom: “{page.words(start, end).strip()}”"))


def gives_a_place(page: Page, roll: Roll, start: int, end: int) -> bool:
    """Whether words say that one comes for another; 'wants the 13:00 instead of the 10:00' is of sessions."""
    marks = (m for cls in ("swap", "seat_given", "seat_passed") for m in page.within(cls, start, end))
    return any(roll.sessions.isdisjoint(range(m.end, m.end + NEAR)) for m in marks)


def unnamed_in_a_place(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> bool:
    """'can my sister have my place?', "Tom's sister comes instead of him", and no name of hers in the mail."""
    tied = any(r.kind == "relation" and start <= r.start < end for r in cast.refs)
    own = page.voc.words["speaks_of_self"] - page.voc.words["determiner"]  # 'il direttore mi manda al posto suo'
    told = any(t.fold in own for t in page.tokens[start:end])
    swaps = page.has("swap_mine", start, end) or (gives_a_place(page, roll, start, end) and not told)
    return tied and swaps and not new_here(page, cast, roll, 0, len(page.tokens))
