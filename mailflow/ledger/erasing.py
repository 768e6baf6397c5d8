"""A person's data: told, erased, purged. Bookings stay as numbers, without a word that leads to somebody.

A mail that is erased stays known (its Message-ID as a hash, the digest of its bytes), so that it is not handled again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, func, or_, select, update

from mailflow.domain.address import address_key
from mailflow.domain.booking import Attendee, Booking, Contact
from mailflow.domain.place import Status
from mailflow.ledger import tables as t
from mailflow.ledger.receiving import erased_id
from mailflow.ledger.sending import Sending
from mailflow.ledger.values import Forgotten
from mailflow.ledger.writing import Writing

_GIVEN_UP = frozenset({Status.WANTED, Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED})
_OURS = frozenset({"id", "address", "digest", "page", "token", "claimed_by", "claimed_at", "uid", "uidvalidity"})
_WAITING = ("queued", "claimed", "failed", "unknown")
_LISTS = (
    "digest",
    "attendance",
    "organizer-summary",
    "notice-check",
)  # mails to organizers that name everybody who is booked


class Erasing(Writing, Sending):
    """Tells what is kept of a person, and erases it."""

    def export(self, address: str) -> dict[str, Any]:
        """All that is kept under an address, in values JSON knows: bookings, mails both ways, reviews, feedback."""
        key = address_key(address)
        return {
            "address": address,
            "bookings": [
                {**_plain(booking), "changes": self._told(t.journal, t.journal.c.booking == booking.code)}
                for _, booking in self._each(t.bookings.c.address == key)
            ],
            "received": self._told(t.inbound, t.inbound.c.address == key, raw=t.inbound_raw.c.raw),
            "sent": self._told(t.outbox, t.outbox.c.address == key, raw=t.outbox_raw.c.raw),
            "reviews": self._told(t.reviews, t.reviews.c.address == key),
            "words": self._told(t.words, t.words.c.address == key),
            "notes": self._told(t.notes, _names(t.notes.c.text, key)),
        }

    def copies_of(self, address: str) -> tuple[str, ...]:
        """Message-IDs of every mail from, to and about the person of that address, as they lie in the mailboxes too.

        People choose the Message-IDs of their mails: one that somebody else's mail bears is left out. A mail of theirs
        under it is found by its address.
        """
        key = address_key(address)
        others = select(t.inbound.c.message_id).where(t.inbound.c.address != key)
        received = self._ids(t.inbound, and_(t.inbound.c.address == key, t.inbound.c.message_id.not_in(others)))
        return (*received, *self._ids(t.outbox, or_(t.outbox.c.address == key, self._about(key))))

    def copies_of_event(self, event: str) -> tuple[str, ...]:
        """Likewise, of every mail of an event."""
        return (*self._ids(t.inbound, t.inbound.c.event == event), *self._ids(t.outbox, t.outbox.c.event == event))

    def forget(self, address: str, now: datetime, over: Iterable[str] = ()) -> Forgotten:
        """Erases all that is kept under an address, and gives up the places it holds. Where attendance was marked, and
        at events that are `over`, places stay, for the figures. What waits to be sent to the address is discarded;
        the mail that says so is put afterwards, and erased once it is out."""
        key = address_key(address)
        if not key:
            raise ValueError("no address: nobody to forget")
        self._erase_what_organizers_got(key, now)
        bookings, freed = self._forget_bookings(key, now, frozenset(over))
        forgotten = Forgotten(
            bookings=bookings,
            freed=freed,
            received=self._erase_inbound(t.inbound.c.address == key),
            sent=self._erase_outbox(t.outbox.c.address == key, now),
            reviews=self._erase_reviews(t.reviews.c.address == key, now),
            words=self._delete(t.words, t.words.c.address == key, t.words.c.kind == "feedback"),
        )
        self._connection.execute(update(t.words).where(t.words.c.address == key).values(address=""))
        self._connection.execute(update(t.notices).where(func.lower(t.notices.c.writer) == key).values(writer=""))
        self._delete(t.notes, _names(t.notes.c.text, key))
        self._connection.execute(delete(t.marks).where(_names(t.marks.c.key, key)))
        return forgotten

    def forget_requests(self, events: Iterable[str]) -> int:
        """Erases diet, access and other needs from the bookings of events that are over, and the words of mails that
        tell of them: they are special data (GDPR article 9), and nobody needs them any more. How many bookings had any.
        """
        touched = []
        for row_id, booking in list(self._each(t.bookings.c.event.in_(list(events)))):
            bare = _without(booking, lambda attendee: replace(attendee, requests=()))
            if bare != booking:
                self._rewrite(row_id, bare, booking)
                touched.append(booking.code)
        self._drop_words(t.outbox.c.booking.in_(touched), t.inbound.c.booking.in_(touched))
        return len(touched)

    def purge(self, events: Iterable[str], *, eventless: datetime | None = None) -> int:
        """Erases events past their retention, whole; of their mail only that it was handled stays. `eventless`: mail
        of no event that came before then goes likewise. How many bookings and mails went. A mail of ours that is just
        being sent goes the next time."""
        gone, settled = list(events), t.outbox.c.status != "claimed"
        count = self._delete(t.bookings, t.bookings.c.event.in_(gone)) + self._erase_inbound(
            t.inbound.c.event.in_(gone)
        )
        self._delete(t.outbox, t.outbox.c.event.in_(gone), settled)
        for table in (t.reviews, t.journal, t.words, t.notes, t.notices):
            self._delete(table, table.c.event.in_(gone))
        self._connection.execute(delete(t.marks).where(t.marks.c.event.in_(gone)))
        self._connection.execute(delete(t.events).where(t.events.c.id.in_(gone)))
        if eventless is not None:
            count += self._erase_inbound(t.inbound.c.event.is_(None), t.inbound.c.arrived < eventless)
            self._delete(t.outbox, t.outbox.c.event.is_(None), t.outbox.c.created < eventless, settled)
            self._delete(t.reviews, t.reviews.c.event == "", t.reviews.c.opened < eventless)
            self._delete(t.notes, t.notes.c.event == "", t.notes.c.at < eventless)
        return count

    # --- inside -------------------------------------------------------------------------------------------------------

    def _forget_bookings(self, key: str, now: datetime, over: frozenset[str]) -> tuple[int, tuple[str, ...]]:
        concerned = t.bookings.c.address == key
        for event in sorted(set(self._connection.execute(select(t.bookings.c.event).where(concerned)).scalars())):
            self._lock(event)
        count, freed = 0, set()
        for row_id, booking in list(self._each(concerned)):
            given_up = booking if booking.event in over else _given_up(booking)
            if given_up != booking:
                self.write([given_up], now=now, why="erased")
                freed.add(booking.event)
            bare = _without(given_up, lambda attendee: replace(attendee, name=None, requests=()))
            nobody = replace(bare, contact=Contact(), addresses=(), asked=(), asked_until=None, pending="")
            self._rewrite(row_id, nobody, given_up)
            count += 1
        written = t.bookings.c.id.in_(select(t.writers.c.booking).where(t.writers.c.address == key))
        for row_id, booking in list(self._each(written)):
            others = tuple(address for address in booking.addresses if address_key(address) != key)
            self._rewrite(row_id, replace(booking, addresses=others), booking)
        return count, tuple(sorted(freed))

    def _rewrite(self, row_id: int, booking: Booking, stored: Booking) -> None:
        """What is said in a booking, not where it stands: no counter moves, and the journal has nothing to tell."""
        self._forget_all()
        self._write_booking(row_id, booking, stored)
        self._write_writers(row_id, booking, stored)
        self._write_attendees(row_id, booking, stored)
        self._connection.execute(update(t.bookings).where(t.bookings.c.id == row_id).values(undelivered=None))

    def _about(self, key: str) -> ColumnElement[bool]:
        """What organizers got that tells of a person: matters of theirs, and the lists of events they are booked in."""
        own = select(t.bookings.c.code).where(t.bookings.c.address == key)
        events = select(t.bookings.c.event).where(t.bookings.c.address == key)
        written = select(t.inbound.c.id).where(t.inbound.c.address == key)
        matter = or_(t.outbox.c.booking.in_(own), t.outbox.c.inbound.in_(written))
        return or_(
            and_(t.outbox.c.kind == "review", matter), and_(t.outbox.c.kind.in_(_LISTS), t.outbox.c.event.in_(events))
        )

    def _erase_what_organizers_got(self, key: str, now: datetime) -> None:
        """A matter that still waits to be sent is moot; of what went out, the words are erased."""
        waiting = and_(t.outbox.c.kind == "review", t.outbox.c.status.in_(_WAITING))
        self._connection.execute(
            update(t.outbox).where(self._about(key), waiting).values(status="discarded", done_at=now)
        )
        self._drop_words(self._about(key))

    def _drop_words(self, ours: ColumnElement[bool], theirs: ColumnElement[bool] | None = None) -> None:
        """Mails stay in the books, without their words; those that wait to be sent, or for a person, keep them."""
        out = select(t.outbox.c.id).where(ours, t.outbox.c.status.not_in(_WAITING))
        self._connection.execute(delete(t.outbox_raw).where(t.outbox_raw.c.outbox.in_(out)))
        if theirs is not None:
            has_mail = t.reviews.c.inbound.is_not(None)
            still_open = select(t.reviews.c.inbound).where(t.reviews.c.settled_at.is_(None), has_mail)
            settled = select(t.inbound.c.id).where(theirs, t.inbound.c.id.not_in(still_open))
            self._connection.execute(delete(t.inbound_raw).where(t.inbound_raw.c.inbound.in_(settled)))

    def _ids(self, table: Table, concerned: ColumnElement[bool]) -> tuple[str, ...]:
        found = self._connection.execute(select(table.c.message_id).where(concerned).order_by(table.c.id)).scalars()
        return tuple(message_id for message_id in found if message_id and not message_id.startswith("erased:"))

    def _erase_inbound(self, *concerned: ColumnElement[bool]) -> int:
        unless = t.inbound.c.message_id.not_like("erased:%")
        wanted = select(t.inbound.c.id, t.inbound.c.message_id).where(*concerned, unless)
        mails = self._connection.execute(wanted).all()
        for mail in mails:
            known_by = erased_id(mail.message_id)
            self._connection.execute(delete(t.inbound_raw).where(t.inbound_raw.c.inbound == mail.id))
            self._connection.execute(
                update(t.inbound)
                .where(t.inbound.c.id == mail.id)
                .values(message_id=known_by, sender="", address="", subject="", why="", booking=None)
            )
        return len(mails)

    def _erase_outbox(self, concerned: ColumnElement[bool], now: datetime) -> int:
        waiting = t.outbox.c.status.in_(_WAITING)
        self._connection.execute(update(t.outbox).where(concerned, waiting).values(status="discarded", done_at=now))
        ids = self._connection.execute(select(t.outbox.c.id).where(concerned)).scalars().all()
        self._scrub(ids)
        return len(ids)

    def _erase_reviews(self, concerned: ColumnElement[bool], now: datetime) -> int:
        still_open = t.reviews.c.settled_at.is_(None)
        self._connection.execute(
            update(t.reviews).where(concerned, still_open).values(settled_at=now, settled_how="erased")
        )
        nothing = {"sender": "", "address": "", "subject": "", "text": "", "understood": (), "why": (), "page": None}
        return self._connection.execute(update(t.reviews).where(concerned).values(**nothing)).rowcount

    def _delete(self, table: Table, *concerned: ColumnElement[bool]) -> int:
        self._forget_all()
        return self._connection.execute(delete(table).where(*concerned)).rowcount

    def _each(self, concerned: ColumnElement[bool]) -> Iterator[tuple[int, Booking]]:
        ids = self._connection.execute(select(t.bookings.c.id).where(concerned).order_by(t.bookings.c.id)).scalars()
        for row_id in ids.all():
            yield row_id, self._load([row_id])[row_id]

    def _told(
        self, table: Table, concerned: ColumnElement[bool], raw: Column[bytes] | None = None
    ) -> list[dict[str, Any]]:
        wanted = select(table).where(concerned).order_by(table.c.id)
        if raw is not None:
            wanted = wanted.add_columns(raw.label("mail")).outerjoin(raw.table, next(iter(raw.table.c)) == table.c.id)
        return [
            {name: _plain(value) for name, value in row._mapping.items() if name not in _OURS}
            for row in self._connection.execute(wanted)
        ]


def _given_up(booking: Booking) -> Booking:
    return replace(
        booking,
        attendees=tuple(
            attendee
            if attendee.attended is not None
            else replace(
                attendee,
                places=tuple(
                    replace(place, status=Status.CANCELLED, offer_until=None) if place.status in _GIVEN_UP else place
                    for place in attendee.places
                ),
            )
            for attendee in booking.attendees
        ),
    )


def _without(booking: Booking, bare: Callable[[Attendee], Attendee]) -> Booking:
    """The booking without needs and notes, its attendees laid bare."""
    bare_attendees = tuple(bare(attendee) for attendee in booking.attendees)
    return replace(booking, requests=(), notes="", attendees=bare_attendees)


def _names(column: Column[str], key: str) -> ColumnElement[bool]:
    return func.lower(column).contains(key, autoescape=True)


def _plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, datetime) else value
