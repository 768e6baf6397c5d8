"""Matters for a person: set down in the ledger, and shown to the organizers, one mail each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta

from mailflow.decision import Decision
from mailflow.decision.due import retention_ends
from mailflow.decision.limits import Limit, longest, may_answer
from mailflow.decision.settle import ways_to_settle
from mailflow.decision.told import told
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering
from mailflow.domain.organizer_letter import Review as ReviewLetter
from mailflow.flow.notes import note
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.slips import HOW_MANY, Slip
from mailflow.flow.understood import understood
from mailflow.ledger import Review, ReviewRow, Transaction
from mailflow.message import Attachment, Message
from mailflow.understanding import Reading

FORGOTTEN = ""  # of a mail that is not kept any more
NAMED, NAME_WIDTH = 5, 60  # attachments that are named, and characters of each name
IN_ALL = (Limit(60, timedelta(hours=1)),)  # mails about matters that organizers get; a storm comes from many addresses


def open_review(
    office: Office,
    tx: Transaction,
    event: Event,
    message: Message,
    reading: Reading,
    decision: Decision,
    *,
    inbound: int | None,
    code: str | None,
    page: bytes | None = None,
) -> int:
    """Open a review and tell every organizer of it, by mail as far as the caps on one sender go; the digest and the
    review folder show every one. Returns its number, small and per event."""
    item = decision.review
    assert item is not None
    review = Review(
        event=event.id,
        inbound=inbound,
        token=secrets.token_urlsafe(18),
        why=(*item.why, *(() if page else _besides(event, message, reading))),
        ways=ways_to_settle(decision, reading),
        kind=item.kind,
        booking=code,
        sender=reading.contact.email or message.sender.email,
        subject=message.subject,
        text=reading.text or message.text,
        understood=understood(reading, event),
        received=message.date or office.now(),
        opened=office.now(),
        page=page,
    )
    silenced = _silenced(office, tx, review)
    number = tx.open_review(review)
    if item.quiet:
        return number
    if silenced:
        tx.note(event.id, review.opened, note(event, silenced, address=review.sender), once=True)
        return number
    booking = next((b for b in decision.bookings if b.code == code), tx.booking(code) if code else None)
    row = tx.review_by_token(review.token)
    assert row is not None
    for organizer in office.letterhead(event.id).organizers:
        show_review(office, tx, event, row, organizer, booking=booking)
    return number


def _besides(event: Event, message: Message, reading: Reading) -> Iterator[str]:
    """What the words of a mail do not show: that whoever is to be answered has not sent it, and what came along."""
    sender, answered = message.sender.email, reading.contact.email
    if sender and answered and address_key(sender) != address_key(answered):
        yield told(event.language, "review.sent_by", sender=sender, address=answered)
    for file in message.attachments:
        if file.unreadable:
            yield told(event.language, "review.unreadable", name=_named(file))
    files = [_named(file) for file in message.attachments if not (file.content_id or file.read or file.unreadable)]
    if files:
        names = ", ".join((*files[:NAMED], *("…" for _ in files[NAMED : NAMED + 1])))
        yield told(event.language, "review.attached", names=names)


def _named(file: Attachment) -> str:
    name = file.filename or file.content_type
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1]}…"


def _silenced(office: Office, tx: Transaction, review: Review) -> str:
    """The line of the digest that stands in place of a mail to the organizers; empty where they get one."""
    now = review.opened
    if not may_answer(tx.opened_for(review.sender, now - longest(office.caps)), now, office.caps):
        return "capped"
    return "" if may_answer(tx.opened_for(None, now - longest(IN_ALL)), now, IN_ALL) else "capped-reviews-in-all"


def tell_it_is_gone(office: Office, tx: Transaction, slip: Slip, words: str, answering: Answering) -> None:
    """Whoever answers a mail of ours that is not kept any more is told so."""
    event = slip.event
    letter = ReviewLetter(
        event=event,
        to=slip.by,
        language=event.language,
        answering=answering,
        token=FORGOTTEN,
        number=0,
        sender=FORGOTTEN,
        subject=FORGOTTEN,
        text=FORGOTTEN,
        received=office.now(),
        why=(),
        gone=words,
        erased=retention_ends(event) <= office.now(),
    )
    post(office, tx, [letter])


def show_review(
    office: Office,
    tx: Transaction,
    event: Event,
    row: ReviewRow,
    organizer: str,
    *,
    booking: Booking | None = None,
    done: str = "",
    unclear: str = "",
    answering: Answering | None = None,
    how_many: bool = False,
) -> None:
    """Show one organizer a matter; what settling it did (`done`); or why their answer did not settle it (`unclear`),
    which may ask how many places.

    The key of the mail in the outbox carries the token: an answer to it is known by its thread.
    """
    organizers = {address_key(one) for one in office.letterhead(event.id).organizers}
    letter = ReviewLetter(
        event=event,
        to=organizer,
        language=event.language,
        answering=answering,
        token=row.token,
        number=row.number,
        sender=row.sender,
        subject=row.subject,
        text=row.text,
        received=row.received or row.opened,
        why=(unclear, *row.why) if unclear else row.why,
        understood=row.understood,
        booking=booking,
        ways=tuple((str(place), way) for place, way in enumerate(row.ways, 1)),
        done=done,
        page=row.page,
        answer_to=row.sender if row.kind == "question" and not (done or unclear) else "",
        of_event=row.kind == "edition",
        answerable=row.kind != "fax" and address_key(row.sender) not in organizers,
    )
    again = secrets.token_hex(4) if answering else ""
    asks = HOW_MANY if how_many else ":"
    post(office, tx, [letter], inbound=row.inbound, key=f"review:{row.token}:{organizer}{asks}{again}")
