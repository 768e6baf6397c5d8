"""Whom a mail is for: an organizer's answer to a mail of ours is obeyed, every other mail is taken in."""

from __future__ import annotations

import hashlib

from mailflow.decision import Decision, ReviewItem
from mailflow.decision.told import told
from mailflow.flow.fax import is_from_gateway, take_fax
from mailflow.flow.intake import Taken, take_in
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.reviews import open_review
from mailflow.flow.roll import answer_to_attendance
from mailflow.flow.settle import answer_to_digest, answer_to_review
from mailflow.flow.slips import Slip, slip_of
from mailflow.ledger import Inbound, Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Intent, Reading


def receive(office: Office, raw: Raw, door: Door = ANY_DOOR) -> Taken:
    """Deal with one mail. Doing a mail again changes nothing. Raises LedgerAway and LedgerRefused."""
    message = parse(raw.content)
    if is_from_gateway(office, message):
        return take_fax(office, raw, door, message)
    with office.ledger.reading() as tx:
        slip = slip_of(office, tx, message, door)
    if slip is None:
        return take_in(office, raw, door)
    with office.ledger.transaction(slip.event) as tx:
        digest = hashlib.sha256(raw.content).digest()
        if known := tx.seen(raw.origin, message.message_id, digest):
            return Taken(known.settled, known.why, known.id, again=True)
        return _obey(office, tx, raw, slip, message) if slip.by else _expose(office, tx, raw, slip, message)


def _obey(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken:
    """An organizer's answer is followed; one that names nothing to do is left for a person to look at."""
    done = _done(office, tx, slip, message)
    why = f"organizer: {done or 'an answer that names nothing to do'}"
    return _recorded(office, tx, raw, slip, message, "handled" if done else "review", why)


def _expose(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken:
    """Somebody else answers a mail that only organizers got: nothing is done, nobody is answered, they are told."""
    why = "not an organizer's answer"
    taken = _recorded(office, tx, raw, slip, message, "review", why)
    item = ReviewItem(why=(told(slip.event.language, "refused.impostor"),), ways=("self",), kind="odd")
    decision = Decision(settled="review", why=why, review=item)
    reading = Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text)
    open_review(office, tx, slip.event, message, reading, decision, inbound=taken.inbound, code=None)
    return taken


def _done(office: Office, tx: Transaction, slip: Slip, message: Message) -> str | None:
    """What came of it, in short; None where a person should look."""
    match slip.kind:
        case "review":
            return answer_to_review(office, tx, slip, message)
        case "digest":
            done = answer_to_digest(office, tx, slip, message)
            return done or answer_to_attendance(office, tx, slip, message)  # the two arrive the same evening
        case "attendance":
            return answer_to_attendance(office, tx, slip, message)


def _recorded(
    office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message, settled: Settled, why: str
) -> Taken:
    inbound = tx.record(
        Inbound(
            origin=raw.origin,
            message_id=message.message_id,
            digest=hashlib.sha256(raw.content).digest(),
            sender=message.sender.email,
            subject=message.subject,
            arrived=raw.arrived,
            handled_at=office.now(),
            event=slip.event.id,
            intent="organizer",
            settled=settled,
            why=why,
            raw=raw.not_elsewhere,
            arrival=raw.arrival,
        )
    )
    return Taken(settled, why, inbound)
