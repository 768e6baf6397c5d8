"""A person is forgotten: their data erased, the places they held given to who waits."""

from __future__ import annotations

from datetime import datetime

from mailflow.domain.letter import Erased
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.queues import serve_queues
from mailflow.ledger import Forgotten, Transaction


def forget(office: Office, tx: Transaction, address: str, now: datetime, *, tell: bool) -> Forgotten:
    """Erases all that the ledger keeps under an address and serves the queues, within the caller's transaction.

    `tell`: the person gets one last mail that says so, itself erased once it is out. Raises ValueError for no address.
    """
    last = max(tx.bookings(address=address), key=lambda booking: booking.received, default=None)
    event = (office.event(last.event) if last else None) or office.main_event()
    forgotten = tx.forget(address, now, [event.id for event in office.events if event.ends <= now])
    for freed in forgotten.freed:
        if (theirs := office.event(freed)) is not None:
            serve_queues(office, tx, theirs, now)
    if tell:
        post(office, tx, [Erased(event=event, to=address, language=last.language if last else event.language)])
    return forgotten
