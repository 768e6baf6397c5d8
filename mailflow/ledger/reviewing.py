"""Matters that wait for a person: numbered within their event, settled once, by whoever holds the token."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from mailflow.domain.address import address_key
from mailflow.ledger import tables as t
from mailflow.ledger.values import Review, ReviewRow
from mailflow.ledger.work import Work

_NUMBER = (
    update(t.events)
    .where(t.events.c.id == bindparam("of"))
    .values(reviews=t.events.c.reviews + 1)
    .returning(t.events.c.reviews)
)
_OPEN = t.reviews.c.settled_at.is_(None)


class Reviewing(Work):
    """Keeps what waits for people."""

    def open_review(self, review: Review) -> int:
        """Lays a matter before people; its number within the event. Numbers are not used again, so that a late reply
        never settles another matter."""
        event = review.event or ""
        self._connection.execute(self._insert_new(t.events), {"id": event})
        number = int(self._connection.execute(_NUMBER, {"of": event}).scalar_one())
        columns = {name: getattr(review, name) for name in Review.__slots__}
        columns |= {"event": event, "number": number, "address": address_key(review.sender)}
        self._connection.execute(insert(t.reviews), columns)
        return number

    def reviews(self, event: str | None = None, open_only: bool = True) -> list[ReviewRow]:
        """Matters in the order of their numbers; of all events where none is named ('' names those without one)."""
        wanted = select(t.reviews).order_by(t.reviews.c.event, t.reviews.c.number)
        if event is not None:
            wanted = wanted.where(t.reviews.c.event == event)
        if open_only:
            wanted = wanted.where(_OPEN)
        return [_review(row) for row in self._connection.execute(wanted)]

    def opened_for(self, sender: str | None, since: datetime) -> list[datetime]:
        """When matters of that sender (None: of anybody) were laid before people, since then: for the caps."""
        wanted = select(t.reviews.c.opened).where(t.reviews.c.opened >= since)
        if sender is not None:
            wanted = wanted.where(t.reviews.c.address == address_key(sender))
        return list(self._connection.execute(wanted).scalars())

    def settled_since(self, since: datetime) -> list[ReviewRow]:
        """Matters that were settled then or later."""
        settled = select(t.reviews).where(t.reviews.c.settled_at >= since).order_by(t.reviews.c.id)
        return [_review(row) for row in self._connection.execute(settled)]

    def review(self, event: str | None, number: int) -> ReviewRow | None:
        """A matter by its number in the event."""
        named = (t.reviews.c.event == (event or ""), t.reviews.c.number == number)
        row = self._connection.execute(select(t.reviews).where(*named)).first()
        return None if row is None else _review(row)

    def review_by_token(self, token: str) -> ReviewRow | None:
        """A matter by the token its mail carries."""
        row = self._connection.execute(select(t.reviews).where(t.reviews.c.token == token)).first()
        return None if row is None else _review(row)

    def settle(self, token: str, how: str, by: str, now: datetime) -> bool:
        """Closes a matter. False where it was closed already (another person was quicker) or is not there."""
        closed = self._connection.execute(
            update(t.reviews)
            .where(t.reviews.c.token == token, _OPEN)
            .values(settled_at=now, settled_how=how, settled_by=by)
        )
        return closed.rowcount == 1


def _review(row: Row[Any]) -> ReviewRow:
    columns = {name: value for name, value in row._mapping.items() if name != "address"}
    return ReviewRow(**{**columns, "event": row.event or None})
