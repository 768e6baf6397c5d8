"""What became of a mail, and what the ledger keeps of it."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.decision import Decision
from mailflow.flow.finding import Found, Mail
from mailflow.flow.office import Office
from mailflow.ledger import Inbound, InboundRow
from mailflow.ledger.values import Settled
from mailflow.understanding import Reading

KEPT = 2_000_000  # bytes of a mail that is kept as it came, while a person has to look at it, or its writer to answer
ANSWERED_BY_A_PERSON = "a colleague has answered it already"
OF_ORGANIZERS = "our own mail to organizers, who read it here"
STAYING = {ANSWERED_BY_A_PERSON, OF_ORGANIZERS}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail: where it goes, and why. `again`: it had been taken in before. `stays`: it is not moved.

    `reading`: what it stated, where it was read.
    """

    settled: Settled
    why: str
    inbound: int
    again: bool = False
    stays: bool = False
    reading: Reading | None = None


def known(row: InboundRow) -> Taken:
    """A mail that had been taken in before."""
    return Taken(row.settled, row.why, row.id, again=True, stays=row.why in STAYING)


def record_of(office: Office, mail: Mail, found: Found, decision: Decision, code: str | None) -> Inbound:
    """What the ledger keeps of a mail that was read: whole where a person still has to look at it, or it lies nowhere
    else."""
    waits = decision.review is not None or decision.unfinished
    return Inbound(
        origin=mail.raw.origin,
        message_id=mail.message.message_id,
        digest=mail.digest,
        sender=mail.message.sender.email,
        subject=mail.message.subject,
        arrived=mail.raw.arrived,
        handled_at=office.now(),
        event=found.event.id,
        booking=code,
        intent=found.reading.intent,
        settled=decision.settled,
        why=decision.why,
        confident=found.reading.confident,
        raw=mail.raw.content if waits and len(mail.raw.content) <= KEPT else mail.raw.not_elsewhere,
        arrival=mail.raw.arrival,
    )
