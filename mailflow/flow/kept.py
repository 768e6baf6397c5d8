"""Until when the data of an event are kept, written down: they go on their day though its file is gone by then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mailflow.decision.due import needs_end, retention_ends
from mailflow.flow.office import Office
from mailflow.ledger import Transaction

KEPT = "kept:"


@dataclass(frozen=True, slots=True)
class Kept:
    """An event by its id: from when its special data go, and from when all do."""

    id: str
    needs: datetime
    purge: datetime


def write_down(office: Office, now: datetime) -> None:
    """The dates as the event files have them now."""
    for event in office.events:
        key = f"{_of(event.id)}{_date(needs_end(event))}:{_date(retention_ends(event))}"
        with office.ledger.reading() as tx:
            known = tx.marked(_of(event.id))
        if known != [key]:
            with office.ledger.transaction(None) as tx:
                if known:
                    tx.unmark(known)
                tx.mark(key, now, event.id)


def kept_without_file(office: Office, tx: Transaction) -> list[Kept]:
    """The events of which something is kept, and whose file is gone."""
    return [event for event in _all(tx) if office.event(event.id) is None]


def _all(tx: Transaction) -> Iterator[Kept]:
    for key in tx.marked(KEPT):
        _, id_, needs, purge = key.split(":")
        yield Kept(id_, datetime.fromisoformat(needs), datetime.fromisoformat(purge))


def _of(event_id: str) -> str:
    return f"{KEPT}{event_id}:"


def _date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"  # without a colon
