"""The clock strikes: what ran out, what came free, and what is due are questions to the ledger; asking twice does no harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import structlog

from mailflow.decision import expire
from mailflow.flow.intake import carry_out, serve_queues
from mailflow.flow.office import Office

log = structlog.get_logger()


def strike(office: Office) -> None:
    """Do all that is due now. Raises LedgerAway and LedgerRefused."""
    now = office.now()
    _serve_raised_capacities(office, now)
    _expire(office, now)


def _serve_raised_capacities(office: Office, now: datetime) -> None:
    with office.ledger.transaction(None) as tx:
        to_serve = tx.sync_capacities(office.events)
    for event in (event for event in office.events if event.id in to_serve):
        with office.ledger.transaction(event) as tx:
            serve_queues(office, tx, event, now)


def _expire(office: Office, now: datetime) -> None:
    with office.ledger.reading() as tx:
        events = [event for event_id in tx.expired(now) if (event := office.event(event_id))]
    for event in events:
        with office.ledger.transaction(event) as tx:
            ran_out = {booking.code: booking for booking in tx.expiring(event.id, now)}
            decision = expire(replace(tx.book(event), queued=ran_out), now)
            carry_out(office, tx, event, decision, now=now)
            log.info("offers ran out", event=event.id, bookings=list(ran_out))
