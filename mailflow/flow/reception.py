"""Whom a mail is for: what organizers answer or write to those who are booked is done, every other mail is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.crash import point
from mailflow.decision.limits import longest
from mailflow.domain.booking import Contact
from mailflow.flow.answers_of_organizers import expose, obey, recorded, show_again
from mailflow.flow.fax import is_from_gateway, take_fax
from mailflow.flow.finding import Mail
from mailflow.flow.foresight import Foreseen, foresee
from mailflow.flow.handed_on import as_handed_on
from mailflow.flow.intake import take_in, take_in_under
from mailflow.flow.notice_mail import (
    Order,
    lost_answer,
    order_of,
    take_down,
)
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.slips import slip_of
from mailflow.flow.taken import Taken
from mailflow.ledger import Expected, Transaction
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse


def receive(office: Office, raw: Raw, door: Door = ANY_DOOR, foreseen: Foreseen | None = None) -> Taken:
    """Deal with one mail. Doing a mail again changes nothing. Raises LedgerAway and LedgerRefused.

    `foreseen`: what was told of it ahead.
    """
    if foreseen is None:
        with office.turn:
            foreseen = foresee(raw.content, office.standpoint(door))
    message = foreseen.message
    if is_from_gateway(office, message):
        return take_fax(office, raw, door, message)
    with office.ledger.reading() as tx:
        slip = slip_of(office, tx, message, door) or lost_answer(office, tx, message, door)
    order = order_of(office, message, door) if slip is None or slip.lost else None
    if order is not None:
        order = order_of(office, parse(raw.content, links=True), door) or order
        return _take_down(office, raw, order, foreseen)
    if slip is None:
        return take_in(office, raw, door, foreseen)
    with office.ledger.transaction(slip.event) as tx:
        if known := tx.seen(raw.origin, message.message_id, foreseen.digest):
            return Taken(known.settled, known.why, known.id, again=True)
        if not slip.by:
            return expose(office, tx, raw, slip, message)
        taken = (show_again if slip.lost else obey)(office, tx, raw, slip, message)
    if taken is None:
        handed_on = as_handed_on(message, slip.event)
        taken = take_in(office, raw, door, replace(foreseen, message=handed_on, events=(slip.event.id,), reading=None))
    return taken


def receive_together(office: Office, mails: Sequence[tuple[Raw, Foreseen]], door: Door = ANY_DOOR) -> list[Taken]:
    """Deal with several mails in one commit: with the first ones, as far as they are for one event and like any other.

    Where one of them raises, none is dealt with. Raises what that one raises, LedgerAway and LedgerRefused.
    """
    taken: list[Taken] = []
    event = office.event(mails[0][1].event or "")
    if event is None:
        return taken
    expected, since = [_expected(*mail) for mail in mails], office.now() - longest(office.caps)
    with office.ledger.transaction(event) as tx, office.turn, tx.gathering(expected, since):
        for raw, foreseen in mails:
            if not _like_any_other(office, tx, foreseen.message, door):
                break
            outcome = take_in_under(office, tx, event, Mail.of(raw, door, foreseen))
            if not isinstance(outcome, Taken):
                break
            taken.append(outcome)
    point("intake.committed")
    return taken


def _like_any_other(office: Office, tx: Transaction, message: Message, door: Door) -> bool:
    if is_from_gateway(office, message) or slip_of(office, tx, message, door) is not None:
        return False
    return order_of(office, message, door) is None and lost_answer(office, tx, message, door) is None


def _expected(raw: Raw, foreseen: Foreseen) -> Expected:
    message, contact = foreseen.message, foreseen.reading.contact if foreseen.reading else Contact()
    addresses = {message.sender.email, contact.email or message.sender.email}
    people = foreseen.reading.people if foreseen.reading else ()
    return Expected(
        origin=raw.origin,
        message_id=message.message_id,
        digest=foreseen.digest,
        addresses=tuple(sorted(addresses)),
        name=contact.name,
        attendees=tuple(person.name for person in people if person.name != contact.name),
    )


def _take_down(office: Office, raw: Raw, order: Order, foreseen: Foreseen) -> Taken:
    """An organizer writes to those who are booked: it is shown to them, and nothing goes out before their yes."""
    message = foreseen.message
    with office.ledger.transaction(order.event) as tx:
        if known := tx.seen(raw.origin, message.message_id, foreseen.digest):
            return Taken(known.settled, known.why, known.id, again=True)
        why = take_down(office, tx, order, message)
        return recorded(office, tx, raw, order.event, message, "handled", f"organizer: {why}")
