"""Everything that looks like a fact must be explained: what is left over is a doubt, told in a secretary's words."""

from __future__ import annotations

from mailflow.domain.event import Event
from mailflow.understanding.choices import Chosen
from mailflow.understanding.form import Form
from mailflow.understanding.intent import Thread, Wanted
from mailflow.understanding.mentions import Found
from mailflow.understanding.page import Page
from mailflow.understanding.people import Cast, Stance
from mailflow.understanding.reading import Context, Doubt, Intent
from mailflow.understanding.seats import Seats
from mailflow.understanding.sessions import Index, resolve


def doubts_of(
    page: Page, subject: Page, event: Event, at: Index, cast: Cast, found: Found, chosen: Chosen, seats: Seats,
    wanted: Wanted, thread: Thread, context: Context, form: Form,
) -> tuple[Doubt, ...]:  # fmt: skip
    """The doubts left after all steps, the same one once."""
    doubts = list(wanted.doubts)
    if wanted.intent in (Intent.BOOK, Intent.CHANGE):
        doubts += seats.doubts
        doubts += chosen.doubts
        doubts += _dates(page, subject, event)
        doubts += [Doubt("choices", f"no session is at “{hour}”") for hour in found.odd_hours]
        doubts += [Doubt("names", f"it is not clear whether {name} comes", options=(name,)) for name in cast.leftovers]
    if wanted.intent is Intent.BOOK and seats.value is None and not seats.doubts:
        doubts.append(Doubt("seats", "how many come is not told"))
    return tuple(dict.fromkeys(doubts))


def _dates(page: Page, subject: Page, event: Event) -> list[Doubt]:
    """A day asked for that is not the event's."""
    found = []
    for part in (page, subject):
        for ref in part.days:
            if ref.day is None or resolve(ref, event) is not None:
                continue
            if ref.month is None and ref.weekday is None:
                continue
            if part is page:
                clause = part.clauses[part.clause_of(ref.start)]
                near = any(part.has(cls, clause.start, clause.end) for cls in ("self", "we", "book", "request", "they"))
                if not near:
                    continue
            found.append(Doubt("date", f"“{part.words(ref.start, ref.end)}” is not a day of the event"))
    return found
