"""A decision is carried out: what it books is written, its letters are posted, and what it frees goes to who waits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from mailflow.decision import Decision
from mailflow.domain.event import Event
from mailflow.domain.letter import Access, Letter
from mailflow.flow.erasing import remember_to_erase
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.queues import serve_queues
from mailflow.ledger import Transaction


def carry_out(
    office: Office,
    tx: Transaction,
    event: Event,
    decision: Decision,
    *,
    now: datetime,
    inbound: int | None = None,
    due: datetime | None = None,
) -> None:
    """Write a decision, serve the queues of what it freed, and post all letters, not to go out before `due`; within the
    caller's transaction."""
    tx.write(decision.bookings, now=now, why=decision.why)
    for recipient in decision.failed_recipients:
        tx.bounced(recipient, now, decision.why)
    for line in decision.notes:
        tx.note(event.id, now, line, once=True)
    freed = _forget(office, tx, decision.erase, now) if decision.erase else ()
    post(office, tx, [_with_data(tx, letter, decision) for letter in decision.letters], inbound=inbound, due=due)
    if decision.freed:
        serve_queues(office, tx, event, now)
    for theirs in (theirs for theirs in office.events if theirs.id in freed and theirs.id != event.id):
        serve_queues(office, tx, theirs, now)


def _forget(office: Office, tx: Transaction, address: str, now: datetime) -> tuple[str, ...]:
    """Erases a person's data; returns the events where they gave up places. The mail that says so is posted after."""
    copies = tx.copies_of(address)
    freed = tx.forget(address, now, [event.id for event in office.events if event.ends <= now]).freed
    remember_to_erase(office, tx, copies, address=address)
    return freed


def _with_data(tx: Transaction, letter: Letter, decision: Decision) -> Letter:
    """The letter that tells a person their data, with all that is kept of them."""
    if not (isinstance(letter, Access) and decision.access):
        return letter
    return replace(letter, data_json=json.dumps(tx.export(decision.access), ensure_ascii=False, indent=1))
