"""Those without whom the others come: 'ci saremo, ma senza Ugo', 'we'll be there without Dot'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, booked_here, new_here
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.page import Page

COMES = ("self", "we", "they", "book", "keeps", "still")
NEAR = 2  # tokens from 'without' to the name or 'my husband'


def without_some(page: Page, cast: Cast, roll: Roll, start: int, end: int) -> set[str]:
    """Let those of a sentence leave without whom the others come; the names of those who are not booked."""
    places = [n for n in range(start, end) if page.tokens[n].fold in page.voc.words["without"] and not page.idle(n)]
    if not places or gone(page, start, end) or not page.has_any(COMES, start, places[0]):
        return set()
    place = places[0]
    if page.has("negation", start, place):
        return set()  # 'non veniamo senza Ugo'
    refs = [r for r in cast.refs if place < r.start < end and r.kind in ("name", "relation", "he")]
    stop = page.clauses[page.clause_of(place)].end if page.has_any((*COMES, "others"), place, end) else end
    if not refs or refs[0].start > place + NEAR or any(place < n < stop for n in roll.parts):
        return set()
    booked, new = (told(page, cast, roll, place + 1, stop) for told in (booked_here, new_here))
    roll.leaving += [name for name in booked if name not in roll.leaving]
    if new:
        roll.doubts.append(Doubt("names", f"{new[0]} is not booked", options=roll.booked))
    return set(new)
