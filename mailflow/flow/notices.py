"""Organizers write to those who are booked: who is written to, and the letters, one a booking, the same words once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import structlog

from mailflow.decision.notices import folded
from mailflow.decision.notices.recipients import Recipients, recipients
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Notice
from mailflow.domain.notice import Audience, from_text, to_text
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.queues import unless_urgent
from mailflow.ledger import OutboxRow, Transaction
from mailflow.outbox.notices import group_words

log = structlog.get_logger()

NAMED = 12  # bookings that are named of those written to
QUOTED = 100  # characters of the words in a line of the digest


@dataclass(frozen=True, slots=True)
class Plan:
    """A letter to those who are booked, and who would get it now. `subject`: '' for ours."""

    event: Event
    audience: Audience
    subject: str
    text: str
    to: Recipients


def planned(tx: Transaction, event: Event, audience: Audience, subject: str, text: str) -> Plan:
    """Who would get the letter now."""
    bookings = tx.bookings(event.id, active_only=True)
    to = recipients(audience, bookings, tx.unreached(event.id), tx.noticed(event.id, _known_by(text)))
    return Plan(event, audience, subject, text, to)


def send(office: Office, tx: Transaction, plan: Plan, by: str) -> int:
    """Write to them all, by day; how many letters. The event's row must be locked. The same words go to nobody twice.

    `by`: who writes, for the digest.
    """
    event, now = plan.event, office.now()
    count = 0
    for booking in plan.to.bookings:
        if tx.mark_noticed(event.id, _known_by(plan.text), booking.code, now):
            key = f"notice:{event.id}:{_known_by(plan.text)}:{booking.code}:{to_text(plan.audience)}"
            count += post(office, tx, [_letter(plan, booking)], key=key, due=goes_out(now, event))
    if count:
        group = group_words(plan.audience, event, event.language)
        facts = {"group": group, "n": count, "by": by, "words": _short(plan.text)}
        tx.note(event.id, now, told(event.language, "notice.written", **facts))
    log.info("organizers wrote to those who are booked", of=event.id, letters=count)
    return count


def named(plan: Plan) -> tuple[str, ...]:
    """The first of those who are written to: whose booking it is, and of how many people where of several."""
    return tuple(_named(booking, plan.audience) for booking in plan.to.bookings[:NAMED])


def goes_out(now: datetime, event: Event) -> datetime:
    """Nobody is woken for it, unless the event begins before the morning."""
    return unless_urgent(now, event)


def let_go_where_not_meant(office: Office, tx: Transaction, row: OutboxRow) -> bool:
    """Whether a claimed letter waited, and its booking is no more among those it is for: it does not go out."""
    booking = tx.booking(row.booking) if row.kind == "notice" and row.booking else None
    if booking is None or not row.key or from_text(row.key.split(":", 4)[4]).members(booking):
        return False
    tx.let_go(row.id, office.now())
    return True


def _letter(plan: Plan, booking: Booking) -> Notice:
    assert booking.contact.email is not None
    return Notice(
        event=plan.event,
        to=booking.contact.email,
        to_name=booking.contact.name,
        language=booking.language,
        booking=booking,
        words=plan.text,
        title=plan.subject,
        audience=plan.audience,
    )


def _named(booking: Booking, audience: Audience) -> str:
    members = audience.members(booking)
    name = next((one for one in (booking.contact.name, *(a.name for a in members)) if one), booking.contact.email)
    return f"{name} ({len(members)})" if len(members) > 1 else f"{name}"


def _known_by(text: str) -> str:
    """What tells these words from others: not blanks, capitals and stops."""
    return hashlib.blake2b(" ".join(folded(text)).encode(), digest_size=12).hexdigest()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 1]}…"
