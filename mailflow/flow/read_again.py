"""A mail that waits for a person, read once more."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.decision import Request, context_of
from mailflow.domain.event import Event
from mailflow.flow.answering import answering_of
from mailflow.flow.fax import fax_message, fax_reading
from mailflow.flow.handed_on import hands_on, of_them_alone
from mailflow.flow.office import Office
from mailflow.ledger import ReviewRow, Transaction
from mailflow.message import Address, Message, parse
from mailflow.understanding import Reading, read


@dataclass(frozen=True, slots=True)
class MailAgain:
    """The mail that waits, read once more, and who wrote it."""

    message: Message
    reading: Reading
    request: Request


def read_again(office: Office, tx: Transaction, row: ReviewRow, event: Event) -> MailAgain:
    """The mail that waits, from its bytes; where those are gone, from what the matter keeps of it."""
    now = office.now()
    raw = tx.raw_of(row.inbound) if row.inbound is not None else None
    kept = Message(text=row.text, subject=row.subject, sender=Address("", row.sender))
    is_fax = row.kind == "fax"
    message = fax_message(row.text) if is_fax else parse(raw) if raw is not None else kept
    inbound = tx.inbound(row.inbound) if row.inbound is not None else None
    booking = tx.booking(row.booking) if row.booking else None
    reading = fax_reading(message, row.subject, event) if is_fax else read(message, event, context_of(booking, event))
    if hands_on(office, event, message, reading):
        reading = of_them_alone(reading, message, booking)
    request = Request(
        sender=message.sender.email,
        new_code=tx.new_code(),
        arrived=min(inbound.arrived if inbound else row.opened, now),
        now=now,
        source="fax" if is_fax else "pec" if message.pec else "email",
        answering=None if is_fax else answering_of(message, reading),
    )
    return MailAgain(message, reading, request)
