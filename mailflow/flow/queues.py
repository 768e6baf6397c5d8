"""What is free is given or offered to those who wait."""

from __future__ import annotations

from datetime import datetime

from mailflow.decision import serve
from mailflow.decision.quiet import by_day
from mailflow.domain.event import Event
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.ledger import Transaction


def serve_queues(office: Office, tx: Transaction, event: Event, now: datetime) -> None:
    """Give or offer what is free to those who wait, until nothing moves: whoever is given a place may leave another."""
    while True:
        served = serve(tx.book(event), now)
        if not served.bookings:
            return
        tx.write(served.bookings, now=now, why=served.why)
        post(office, tx, served.letters, due=unless_urgent(now, event))


def unless_urgent(now: datetime, event: Event) -> datetime:
    """Nobody is woken for a place that came free or ran out, unless the event begins before the morning."""
    morning = by_day(now, event.timezone)
    return morning if morning < event.starts else now
