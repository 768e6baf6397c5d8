"""A fax that came by mail: read like a mail, and always laid before an organizer with the picture of its page.

The gateway that handed it in is never answered; who sent the fax is told by phone, or by mail once an organizer has
confirmed and an address stands on the page.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import structlog

from mailflow.decision import Book, Decision, ReviewItem
from mailflow.decision.told import told
from mailflow.decision.ways import that_lead_on
from mailflow.domain.address import address_key, mailbox_key
from mailflow.domain.event import Event
from mailflow.flow.foresight import event_of
from mailflow.flow.office import Door, Office
from mailflow.flow.reviews import open_review
from mailflow.flow.taken import Taken
from mailflow.ledger import Inbound
from mailflow.mailbox.port import Raw
from mailflow.message import Address, Message
from mailflow.understanding import Intent, Reading, read
from mailflow.understanding.text.phones import phone_spans, region_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Fax:
    """`message`: as if its sender had written it, without an address. `page`: its picture, PNG."""

    message: Message
    page: bytes | None


def is_from_gateway(office: Office, message: Message) -> bool:
    """Whether one of the configured gateways handed it in."""
    sender = address_key(message.sender.email)
    return bool(sender) and any(mailbox_key(gateway) == sender for gateway in office.gateways)


def take_fax(office: Office, raw: Raw, door: Door, message: Message) -> Taken:
    """Lay a fax before the organizers. Doing it again changes nothing. Raises LedgerAway and LedgerRefused."""
    digest = hashlib.sha256(raw.content).digest()
    with office.ledger.reading() as tx:
        if known := tx.seen(raw.origin, message.message_id, digest):
            return Taken(known.settled, known.why, known.id, again=True)
    fax = _read(office, message)
    event = event_of(fax.message, office.standpoint(door))
    reading = fax_reading(fax.message, message.subject, event)
    with office.ledger.transaction(event) as tx:
        if known := tx.seen(raw.origin, message.message_id, digest):
            return Taken(known.settled, known.why, known.id, again=True)
        decision = _decision(tx.book(event), fax, reading)
        inbound = tx.record(
            Inbound(
                origin=raw.origin,
                message_id=message.message_id,
                digest=digest,
                sender=message.sender.email,
                subject=message.subject,
                arrived=raw.arrived,
                handled_at=office.now(),
                event=event.id,
                intent=reading.intent,
                settled="review",
                why=decision.why,
                confident=False,
                raw=raw.not_elsewhere,
                arrival=raw.arrival,
            )
        )
        shown = replace(message, text=fax.message.text, date=message.date or raw.arrived)
        open_review(office, tx, event, shown, reading, decision, inbound=inbound, code=None, page=fax.page)
    log.info("taken in", intent=str(reading.intent), settled="review", why=decision.why)
    return Taken("review", decision.why, inbound, reading=reading)


def fax_message(text: str) -> Message:
    """The words of a fax as a mail without sender."""
    return Message(sender=Address("", ""), text=text)


def fax_reading(fax: Message, subject: str, event: Event) -> Reading:
    """What a fax states. Who sent it is, if the page does not say, the first who comes, to be called at the number
    that the gateway tells in the subject."""
    reading = read(fax, event)
    numbers = [number for _, _, number in phone_spans(subject, region_of(event))]
    name = reading.people[0].name if reading.people else None
    contact = reading.contact
    return replace(
        reading,
        contact=replace(contact, name=contact.name or name, phone=contact.phone or next(iter(numbers), None)),
    )


def _read(office: Office, message: Message) -> _Fax:
    from mailflow.papers import scan  # noqa: PLC0415 - it loads Pillow, which faxes alone need

    scans = [a.content for a in message.attachments if scan.is_scan(a.content_type, a.filename)]
    found = [page for content in scans for page in scan.pages(content)][: scan.PAGES]
    text = "\n\n".join(filter(None, (scan.words(page, office.fax_language) for page in found)))
    return _Fax(fax_message(text if found else message.text), scan.picture(found))


def _decision(book: Book, fax: _Fax, reading: Reading) -> Decision:
    booking = reading.intent is Intent.BOOK
    why = "fax.read" if fax.message.text.strip() and fax.page else "fax.unread" if fax.page else "fax.no_page"
    item = ReviewItem(
        why=(told(book.event.language, why), *(doubt.words for doubt in reading.doubts)),
        ways=that_lead_on(("confirm", "waitlist", "self"), reading, book) if booking else ("self",),
        kind="fax",
    )
    return Decision(settled="review", why="a fax", review=item)
