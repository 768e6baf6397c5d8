"""The event's file was changed: organizers are asked whether those who are booked are to be told, and then they are.

What people were told is kept, edition after edition. A letter goes to whoever knows an older one, once, by day.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog

from mailflow.crash import point
from mailflow.decision import asks
from mailflow.decision.news import brought_up_to_date, choices_anew, concerning
from mailflow.decision.quiet import by_day
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.edition import Difference, differences, edition_of
from mailflow.domain.event import Event
from mailflow.domain.letter import Cancelled, Updated
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.reviews import show_review
from mailflow.ledger import Review, Transaction
from mailflow.outbox.news import news_lines
from mailflow.outbox.view import telephone

log = structlog.get_logger()

WHY = "the event has changed"  # in the journal; no change that anybody asked for


def notice(office: Office, now: datetime) -> None:
    """What the event files say now is what people are told from now on; where some were told otherwise, organizers are
    asked. Noticing again changes nothing."""
    for event in office.events:
        edition = edition_of(event)
        with office.ledger.reading() as tx:
            last = tx.editions(event.id)[-1:]
        if last and last[0].edition == edition:
            continue
        with office.ledger.transaction(event) as tx:
            last = tx.editions(event.id)[-1:]
            if not last or last[0].edition != edition:
                number = tx.add_edition(event.id, now, edition)
                _overtake(tx, event, now)
                if number > 1 and now < event.ends:
                    _ask(office, tx, event, now)


def tell(office: Office, event: Event, now: datetime) -> None:
    """Write to everybody who knows an older edition than the last, which is to be told. By day, but in any case before
    the event begins."""
    morning = by_day(now, event.timezone)
    if morning > now and morning < event.starts:
        return
    with office.ledger.reading() as tx:
        number, news_for = tx.editions(event.id)[-1].number, _whats_new(tx, event)
        behind = concerned(tx, event)
    for code in (booking.code for booking in behind):
        with office.ledger.transaction(event) as tx:
            booking = tx.booking(code)
            news = news_for(booking) if booking else ()
            if booking and news and tx.mark_told(event.id, code, number, now):
                _tell_one(office, tx, event, booking, news, now)
                point("clock.written")
        point("clock.committed")
    with office.ledger.transaction(event) as tx:
        if not concerned(tx, event):
            tx.settle_edition(event.id, number, "told")
    log.info("the event's news was told", of=event.id, bookings=len(behind))


def concerned(tx: Transaction, event: Event) -> list[Booking]:
    """The bookings whose people know the event otherwise than it is."""
    news_for = _whats_new(tx, event)
    return [booking for booking in tx.bookings(event.id, active_only=True) if news_for(booking)]


def _whats_new(tx: Transaction, event: Event) -> Callable[[Booking], tuple[Difference, ...]]:
    """What is new for a booking since the edition that its people know."""
    known, now = tx.edition_known(event.id), edition_of(event)
    since = {row.number: differences(row.edition, now) for row in tx.editions(event.id)}
    return lambda booking: concerning(booking, since[known.get(booking.code, 1)])


def decide(office: Office, tx: Transaction, event: Event, *, tells: bool) -> str:
    """What an organizer said of the last edition; in words, what becomes of it."""
    number = tx.editions(event.id)[-1].number
    if not tells:
        tx.settle_edition(event.id, number, "left")
        return told(event.language, "done.self")
    tx.settle_edition(event.id, number, "tell")
    bookings = concerned(tx, event)
    by_mail = sum(1 for booking in bookings if booking.contact.email)
    to_phone = "; ".join(_to_phone(booking) for booking in bookings if not booking.contact.email)
    said = told(event.language, "edition.told_one" if by_mail == 1 else "edition.told", n=by_mail) if by_mail else ""
    phoned = told(event.language, "edition.to_phone", who=to_phone) if to_phone else ""
    return "; ".join(filter(None, (said, phoned))) or told(event.language, "edition.nobody")


def _to_phone(booking: Booking) -> str:
    contact = booking.contact
    return " ".join(filter(None, (booking.code, contact.name, telephone(contact.phone) if contact.phone else "")))


def _tell_one(
    office: Office, tx: Transaction, event: Event, booking: Booking, news: tuple[Difference, ...], now: datetime
) -> None:
    after = brought_up_to_date(booking, news)
    tx.write([after], now=now, why=WHY)
    if booking.contact.email is None:
        return
    facts: dict[str, Any] = {
        "event": event,
        "to": booking.contact.email,
        "to_name": booking.contact.name,
        "language": booking.language,
        "booking": after,
    }
    letter = (
        Updated(
            **facts,
            news=news,
            queries=asks.merged(choices_anew(booking, after, event), asks.still_missing(event, after)),
        )
        if after.active
        else Cancelled(**facts, given_up=(), whole=True, why="off")
    )
    post(office, tx, [letter])


def _overtake(tx: Transaction, event: Event, now: datetime) -> None:
    """What was asked of an earlier edition is asked no more: there is another."""
    for row in tx.reviews(event.id):
        if row.kind == "edition":
            tx.settle(row.token, "self", told(event.language, "edition.overtaken"), now)


def _ask(office: Office, tx: Transaction, event: Event, now: datetime) -> None:
    bookings, news_for = concerned(tx, event), _whats_new(tx, event)
    if not bookings:
        return
    news = dict.fromkeys(difference for booking in bookings for difference in news_for(booking))
    review = Review(
        event=event.id,
        token=secrets.token_urlsafe(18),
        kind="edition",
        why=(*news_lines(tuple(news), event), told(event.language, "edition.booked", n=len(bookings))),
        ways=("tell", "self"),
        sender="",
        subject=told(event.language, "edition.subject"),
        text="",
        received=now,
        opened=now,
    )
    tx.open_review(review)
    row = tx.review_by_token(review.token)
    assert row is not None
    for organizer in office.letterhead(event.id).organizers:
        show_review(office, tx, event, row, organizer)
