"""The daily digest: what happened, how the seats stand, and what waits for the organizers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailflow.decision import why_waiting
from mailflow.decision.asks import change_waits
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Letter
from mailflow.domain.organizer_letter import Digest, DigestItem, SeatLine
from mailflow.domain.place import Status
from mailflow.flow.answering import answering_of
from mailflow.flow.drafts import drafts_note
from mailflow.flow.editions import WHY
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.saying_back import short
from mailflow.flow.slips import Slip, new_token
from mailflow.ledger import Change, ReviewRow, Transaction
from mailflow.message import Message
from mailflow.understanding import Intent, Reading

DAY = timedelta(days=1)
# who came alters no booking, nor does what people are told of the event
UNASKED = frozenset({"attendance", "brought forward", WHY})
LEFT = ("left as it is", "nothing new")  # what came of a question whose answer altered nothing
EVER = datetime(1970, 1, 1, tzinfo=UTC)


def digest_letters(
    office: Office, tx: Transaction, event: Event, since: datetime | None, now: datetime
) -> list[Letter]:
    """What happened since the last digest, to every organizer; nothing where there is nothing to tell."""
    digest = digest_of(tx, event, since or EVER, now)
    if office.mode == "draft" and (drafts := drafts_note(tx, event)) is not None:
        digest = replace(digest, notes=(*digest.notes, drafts))
    happened = digest.new or digest.changed or digest.cancelled or digest.items or digest.bounced
    if not (happened or digest.to_phone or digest.running_out or digest.notes):
        return []
    return list(to_organizers(office, replace(digest, token=new_token(office, tx, "digest", event))))


def show_digest_again(office: Office, tx: Transaction, slip: Slip, message: Message) -> None:
    """An answer that names nothing to do: whoever gave it is told, and how things stand now."""
    event, now = slip.event, office.now()
    reading = Reading(intent=Intent.OTHER, language=event.language, text=message.text)
    letter = replace(
        digest_of(tx, event, now - DAY, now),
        to=slip.by,
        token=new_token(office, tx, "digest", event),
        unclear=told(event.language, "refused.nothing", words=short(message.text or message.subject)),
        answering=answering_of(message, reading),
    )
    post(office, tx, [letter])


def to_organizers(office: Office, letter: Digest) -> Sequence[Letter]:
    """One mail each."""
    return [replace(letter, to=organizer) for organizer in office.letterhead(letter.event.id).organizers]


def digest_of(tx: Transaction, event: Event, since: datetime, now: datetime) -> Digest:
    """What happened since then, as a letter still without a reader."""
    kinds: dict[str, str] = {}
    for change in filter(_alters, tx.journal(event.id, since)):
        first = kinds.get(change.booking)
        kinds[change.booking] = change.kind if first != "new" or change.kind == "cancelled" else "new"
    bookings = {booking.code: booking for booking in tx.bookings(event.id)}

    def of(kind: str) -> tuple[Booking, ...]:
        return tuple(bookings[code] for code, what in kinds.items() if what == kind and code in bookings)

    active = tuple(booking for booking in bookings.values() if booking.active)
    return Digest(
        event=event,
        to="",
        language=event.language,
        day=now.astimezone(event.timezone).date(),
        seats=seat_lines(tx, event, now),
        new=of("new"),
        changed=of("changed"),
        cancelled=of("cancelled"),
        items=tuple(
            DigestItem(row.number, row.token, row.sender or row.subject, "; ".join(row.why), _words(row), row.ways)
            for row in tx.reviews(event.id)
        ),
        bounced=tuple((bounced.booking, bounced.address) for bounced in tx.bounces(event.id, since)),
        to_phone=tuple(b for b in (*of("new"), *of("changed"), *of("cancelled")) if not b.contact.email),
        running_out=() if event.called_off else tuple(_running_out(active, now)),
        unanswered=tuple(filter(change_waits, active)),
        notes=tuple(note.text for note in tx.notes(event.id, since)),
        bookings=active,
    )


def seat_lines(tx: Transaction, event: Event, now: datetime) -> tuple[SeatLine, ...]:
    """How every session stands, the event itself first, and why nobody of a queue moved."""
    reasons = why_waiting(tx.book(event, with_queues=True), now)
    stand = {seats.session: seats for seats in tx.seats(event.id)}
    return tuple(
        SeatLine(
            session=session,
            capacity=event.capacity_of(session),
            confirmed=stand[session].confirmed if session in stand else 0,
            offered=stand[session].offered if session in stand else 0,
            waitlisted=stand[session].waiting if session in stand else 0,
            why_waiting=reasons.get(session, ""),
        )
        for session in (None, *(s.id for s in event.sessions))
    )


def _alters(change: Change) -> bool:
    """Whether anything of a booking was altered; not where it was only asked about, and then left as it is."""
    only_asked = change.kind == "changed" and change.why.startswith(("asked: ", *LEFT))
    return change.why not in UNASKED and not (only_asked and change.before == change.after)


def _words(row: ReviewRow) -> str:
    """The mail's words; none where the reason quotes them."""
    return "" if row.kind == "question" else row.text


def _running_out(bookings: Sequence[Booking], now: datetime) -> list[tuple[Booking, datetime, str]]:
    tomorrow = now + 2 * DAY
    offers = [
        (booking, place.offer_until, place.session or "")
        for booking in bookings
        for _, place in booking.places
        if place.status is Status.OFFERED and place.offer_until is not None and place.offer_until <= tomorrow
    ]
    return sorted(offers, key=lambda offer: offer[1])
