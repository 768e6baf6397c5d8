"""A reminder that waited for the mail server may be true no more: it is written anew, or let go."""

from __future__ import annotations

from mailflow.decision.due import begins, reminded
from mailflow.decision.quiet import by_day
from mailflow.flow.notes import dropped
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.summary import reminder_letters
from mailflow.ledger import OutboxRow, Transaction


def let_go_where_late(office: Office, tx: Transaction, row: OutboxRow) -> bool:
    """Whether a claimed mail is such a reminder: it goes out by day, on the day it was written for, before the event,
    to who still has a place or waits for one."""
    event = office.event(row.event or "")
    if row.kind != "reminder" or event is None or row.booking is None:
        return False
    now = office.now()
    booking = tx.booking(row.booking)
    wanted = booking is not None and booking.contact.email and reminded(booking) and not event.called_off
    expected = booking if wanted else None
    morning = by_day(now, event.timezone)
    ahead = expected is not None and morning < begins(event, expected)
    written_today = row.created.astimezone(event.timezone).date() == now.astimezone(event.timezone).date()
    if ahead and morning == now and written_today:
        return False
    tx.let_go(row.id, now)
    if expected is not None and ahead and not row.doubts:  # one that may have gone out is not sent in other words
        letters = reminder_letters(event, expected, morning)
        post(office, tx, letters, key=f"{row.key}:{morning:%Y-%m-%d}", due=morning)
    elif expected is not None:
        tx.note(event.id, now, dropped(event, "reminder", [row.booking], row.created), once=True)
    return True
