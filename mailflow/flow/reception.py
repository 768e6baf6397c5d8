"""Whom a mail is for: an organizer's answer to a mail of ours is obeyed, every other mail is taken in."""

from __future__ import annotations

import hashlib

from mailflow.flow.intake import Taken, take_in
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.settle import answer_to_digest, answer_to_review
from mailflow.flow.slips import Slip, organizer_of, slip_of
from mailflow.ledger import Inbound, Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse


def receive(office: Office, raw: Raw, door: Door = ANY_DOOR) -> Taken:
    """Deal with one mail. Doing a mail again changes nothing. Raises LedgerAway and LedgerRefused."""
    message = parse(raw.content)
    if organizer_of(office, message.sender.email) is None:
        return take_in(office, raw, door)
    with office.ledger.reading() as tx:
        slip = slip_of(office, tx, message, door)
    return take_in(office, raw, door) if slip is None else _obey(office, raw, slip, message)


def _obey(office: Office, raw: Raw, slip: Slip, message: Message) -> Taken:
    digest = hashlib.sha256(raw.content).digest()
    with office.ledger.transaction(slip.event) as tx:
        if known := tx.seen(raw.origin, message.message_id, digest):
            return Taken(known.settled, known.why, known.id, again=True)
        done = _do(office, tx, slip, message)
        settled: Settled = "handled" if done is not None else "review"
        why = f"organizer: {done or 'an answer that names nothing to settle'}"
        inbound = tx.record(
            Inbound(
                origin=raw.origin,
                message_id=message.message_id,
                digest=digest,
                sender=message.sender.email,
                subject=message.subject,
                arrived=raw.arrived,
                handled_at=office.now(),
                event=slip.event.id,
                intent="organizer",
                settled=settled,
                why=why,
            )
        )
        return Taken(settled, why, inbound)


def _do(office: Office, tx: Transaction, slip: Slip, message: Message) -> str | None:
    """What came of it, in short; None where a person should look."""
    match slip.kind:
        case "review":
            return answer_to_review(office, tx, slip, message)
        case "digest":
            return answer_to_digest(office, tx, slip, message)
    return None
