"""What people were told of an event, edition after edition, and who was told of which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from sqlalchemy import and_, func, insert, select, update

from mailflow.domain.edition import Edition, from_text, to_text
from mailflow.ledger import tables as t
from mailflow.ledger.reporting import Reporting
from mailflow.ledger.values import Became, EditionRow

_LAST = (
    select(t.editions.c.event, func.max(t.editions.c.number).label("number")).group_by(t.editions.c.event).subquery()
)


class Editions(Reporting):
    """Keeps the editions."""

    def editions(self, event: str) -> list[EditionRow]:
        """All of an event, in their order."""
        rows = select(t.editions).where(t.editions.c.event == event).order_by(t.editions.c.number)
        return [
            EditionRow(row.number, row.since, from_text(row.told), row.became) for row in self._connection.execute(rows)
        ]

    def add_edition(self, event: str, now: datetime, edition: Edition) -> int:
        """From now on people are told this. The event's row must be locked. Its number."""
        number = len(self.editions(event)) + 1
        columns = {"event": event, "number": number, "since": now, "told": to_text(edition)}
        self._connection.execute(insert(t.editions), columns)
        return number

    def known_since(self, event: str) -> datetime | None:
        """When anything of the event was first written down here; None where nothing is."""
        dates = ((t.editions, "since"), (t.journal, "at"), (t.notes, "at"), (t.reviews, "opened"))
        firsts = [select(func.min(table.c[at])).where(table.c.event == event) for table, at in dates]
        return min(filter(None, (self._value(first) for first in firsts)), default=None)

    def moved_at(self, event: str) -> datetime | None:
        """When it was last noticed that the event, or a session of it, begins at another time; None where none does."""
        editions = self.editions(event)
        moved = (now.since for was, now in pairwise(editions) if _begins(was.edition) != _begins(now.edition))
        return max(moved, default=None)

    def settle_edition(self, event: str, number: int, became: Became) -> None:
        """What becomes of it."""
        named = (t.editions.c.event == event, t.editions.c.number == number)
        self._connection.execute(update(t.editions).where(*named).values(became=became))

    def events_to_tell(self) -> list[str]:
        """The events whose last edition is to be told to those who are booked."""
        last = and_(t.editions.c.event == _LAST.c.event, t.editions.c.number == _LAST.c.number)
        wanted = select(t.editions.c.event).join(_LAST, last).where(t.editions.c.became == "tell")
        return list(self._connection.execute(wanted.order_by(t.editions.c.event)).scalars())

    def mark_told(self, event: str, code: str, number: int, now: datetime) -> bool:
        """Whoever booked that was told of that edition. False where they were before."""
        return self.mark(f"edition:{event}:{number:06}:{code}", now, event)

    def edition_known(self, event: str) -> Mapping[str, int]:
        """The last edition that the people of each booking know: the one they booked by, or were told of since."""
        editions = self.editions(event)
        left = max((row.number for row in editions if row.became in {"told", "left"}), default=1)
        known: dict[str, int] = {}
        for change in self.journal(event):
            if change.kind == "new":
                booked_by = max((row.number for row in editions if row.since <= change.at), default=1)
                known[change.booking] = max(left, booked_by)
        for key in self.marked(f"edition:{event}:"):
            number, code = key.removeprefix(f"edition:{event}:").split(":", 1)
            known[code] = max(known.get(code, 1), int(number))
        return known


def _begins(edition: Edition) -> Mapping[str, datetime]:
    return {"": edition.event.starts, **{id_: told.starts for id_, told in edition.sessions.items()}}
