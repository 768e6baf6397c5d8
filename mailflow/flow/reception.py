"""Whom a mail is for: what organizers answer or write to those who are booked is done, every other mail is taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from mailflow.crash import point
from mailflow.decision import Decision, ReviewItem, context_of
from mailflow.decision.limits import longest
from mailflow.decision.notices.answer import answer_of
from mailflow.decision.told import told
from mailflow.domain.booking import Booking, Contact
from mailflow.domain.event import Event
from mailflow.flow.digest import show_digest_again
from mailflow.flow.fax import is_from_gateway, take_fax
from mailflow.flow.finding import Mail
from mailflow.flow.foresight import Foreseen, foresee
from mailflow.flow.handed_on import bookings_told_of, hands_on
from mailflow.flow.intake import Taken, answering_of, take_in, take_in_under
from mailflow.flow.notice_mail import (
    Order,
    answer_to_check,
    lost_answer,
    order_in_answer,
    order_of,
    show_once_again,
    take_down,
)
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.flow.review_answers import answer_to_digest, answer_to_review, show_once_more
from mailflow.flow.reviews import open_review, tell_it_is_gone
from mailflow.flow.roll import answer_to_attendance, ask_who_came
from mailflow.flow.saying_back import may_say_more, short
from mailflow.flow.slips import Slip, slip_of
from mailflow.ledger import Expected, Inbound, Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Intent, Reading, read
from mailflow.understanding.organizer.instruction import is_content, is_thanks


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
            return _expose(office, tx, raw, slip, message)
        taken = (_show_again if slip.lost else _obey)(office, tx, raw, slip, message)
    return taken or take_in(office, raw, door, replace(foreseen, events=(slip.event.id,), reading=None))


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
    return Expected(
        origin=raw.origin,
        message_id=message.message_id,
        digest=foreseen.digest,
        addresses=tuple(sorted(addresses)),
        name=contact.name,
    )


def _take_down(office: Office, raw: Raw, order: Order, foreseen: Foreseen) -> Taken:
    """An organizer writes to those who are booked: it is shown to them, and nothing goes out before their yes."""
    message = foreseen.message
    with office.ledger.transaction(order.event) as tx:
        if known := tx.seen(raw.origin, message.message_id, foreseen.digest):
            return Taken(known.settled, known.why, known.id, again=True)
        why = take_down(office, tx, order, message)
        return _recorded(office, tx, raw, order.event, message, "handled", f"organizer: {why}")


def _obey(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken | None:
    """An organizer's answer is followed; whoever names nothing to do is told, and nobody else. None, and nothing done,
    where it tells news of who is booked: that is handed on like a mail of its own."""
    done = _done(office, tx, slip, message, parse(raw.content, links=True))
    if done is None and _hands_news_on(office, tx, slip, message):
        return None
    if done is None:
        done = _names_nothing(office, tx, slip, message)
    return _recorded(office, tx, raw, slip.event, message, "handled", f"organizer: {done}")


def _hands_news_on(office: Office, tx: Transaction, slip: Slip, message: Message) -> bool:
    """Whether an answer to a digest tells news of who is booked: 'Luca Verdi cannot come'."""
    event = slip.event
    reading = read(message, event)
    if slip.kind != "digest" or not hands_on(office, event, message, reading):
        return False

    def in_light_of(booking: Booking) -> Reading:
        return read(message, event, context_of(booking, event))

    return bool(bookings_told_of(tx, event, message, reading, in_light_of))


def _names_nothing(office: Office, tx: Transaction, slip: Slip, message: Message) -> str:
    name = message.sender.name
    if is_content(message.text, name) or (answer_of(message.text, name) == "yes" and not tx.reviews(slip.event.id)):
        return "thanks"
    if may_say_more(office, tx, slip.by):
        show_digest_again(office, tx, slip, message)
    return "an answer that names nothing to do"


def _show_again(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken | None:
    """An organizer's answer that has lost its thread: they get what it speaks of in a mail whose answer counts. None
    as above."""
    if slip.kind == "notice-check":
        why = show_once_again(office, tx, slip, message)
        return _recorded(office, tx, raw, slip.event, message, "handled", f"organizer: {why}")
    asked = slip.kind == "attendance" or bool(slip.matters)
    if (is_thanks if asked else is_content)(message.text, message.sender.name):
        return _recorded(office, tx, raw, slip.event, message, "handled", "organizer: thanks")
    if not asked and _hands_news_on(office, tx, slip, message):
        return None
    if slip.gone:
        return _tell_it_is_gone(office, tx, raw, slip, message)
    why = "organizer: asked once more" if asked else "organizer: an answer that names nothing to do"
    taken = _recorded(office, tx, raw, slip.event, message, "handled", why)
    if not may_say_more(office, tx, slip.by):
        return taken
    if slip.kind == "attendance":
        ask_who_came(office, tx, slip, message)
    for token, words in slip.matters:
        show_once_more(office, tx, slip, message, token, words)
    if not asked:
        show_digest_again(office, tx, slip, message)
    return taken


def _tell_it_is_gone(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken:
    """An organizer answers what is not kept any more."""
    if may_say_more(office, tx, slip.by):
        reading = Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text)
        tell_it_is_gone(office, tx, slip, short(message.text or message.subject), answering_of(message, reading))
    return _recorded(office, tx, raw, slip.event, message, "handled", "organizer: an answer to a mail that is not kept")


def _expose(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken:
    """Somebody else answers a mail that only organizers got: nothing is done, nobody is answered, they are told."""
    taken = _recorded(office, tx, raw, slip.event, message, "review", "not an organizer's answer")
    row = tx.review_by_token(slip.token) if slip.lost else None
    language = slip.event.language
    why = told(language, "refused.no_thread", number=row.number) if row else told(language, "refused.impostor")
    _lay_before(office, tx, slip, message, taken, why)
    return taken


def _lay_before(office: Office, tx: Transaction, slip: Slip, message: Message, taken: Taken, why: str) -> None:
    """Shown to the organizers as a matter of its own. `why`: in words."""
    item = ReviewItem(why=(why,), ways=("self",), kind="odd")
    decision = Decision(settled="review", why=taken.why, review=item)
    reading = Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text)
    open_review(office, tx, slip.event, message, reading, decision, inbound=taken.inbound, code=None)


def _done(office: Office, tx: Transaction, slip: Slip, message: Message, linked: Message) -> str | None:
    """What came of it, in short; None where it names nothing to do. `linked`: the same mail, as its words go on to
    people."""
    if slip.kind != "notice-check" and (order := order_in_answer(slip, message)) is not None:
        return take_down(office, tx, order_in_answer(slip, linked) or order, message)
    match slip.kind:
        case "notice-check":
            return answer_to_check(office, tx, slip, message, linked)
        case "review":
            return answer_to_review(office, tx, slip, message, linked)
        case "digest":
            done = answer_to_digest(office, tx, slip, message, linked)
            return done or answer_to_attendance(office, tx, slip, message)  # the two arrive the same evening
        case "attendance":
            return answer_to_attendance(office, tx, slip, message)


def _recorded(
    office: Office, tx: Transaction, raw: Raw, event: Event, message: Message, settled: Settled, why: str
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
            event=event.id,
            intent="organizer",
            settled=settled,
            why=why,
            raw=raw.not_elsewhere,
            arrival=raw.arrival,
        )
    )
    return Taken(settled, why, inbound)
