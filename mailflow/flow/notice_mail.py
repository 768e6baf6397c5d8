"""An organizer writes to those who are booked, from their own mail program: it is shown to them, and sent on their yes.

Nothing goes out at once: the address of an organizer can be forged, and our question goes to the real one. Every text
that is shown is kept by itself, so that a yes sends what stood in the mail it answers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from mailflow.decision.limits import Limit, longest, may_answer
from mailflow.decision.notices.answer import answer_of
from mailflow.decision.notices.opening import audience_of, opening_of
from mailflow.decision.notices.own_words import own_words
from mailflow.domain.address import address_key, mailbox_key
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering
from mailflow.domain.notice import Audience
from mailflow.domain.organizer_letter import Asks, Done, NoticeCheck
from mailflow.domain.subject import is_answer
from mailflow.flow.answering import answering_of
from mailflow.flow.foresight import Standpoint, events_of
from mailflow.flow.notes import note
from mailflow.flow.notices import Plan, goes_out, named, planned, send
from mailflow.flow.office import Door, Office
from mailflow.flow.post import post
from mailflow.flow.proof import proven
from mailflow.flow.saying_back import may_say_more
from mailflow.flow.slips import Slip, new_token, organizer_of
from mailflow.ledger import Notice, NoticeRow, Transaction
from mailflow.message import Message
from mailflow.understanding import Intent, Reading, which_of_them
from mailflow.understanding.organizer.instruction import is_content

log = structlog.get_logger()

LATELY = timedelta(days=7)  # so far back an answer without its thread may speak of what was shown
SHOWN = (Limit(20, timedelta(hours=1)),)  # texts that one organizer is shown: what answers may be a machine


@dataclass(frozen=True, slots=True)
class Order:
    """A letter to those who are booked, as one organizer (`by`) wants it. `subject`: '' for ours.

    `among`: the events between which it does not tell, `event` the first of them; empty where it is clear.
    """

    event: Event
    by: str
    whom: str
    subject: str
    text: str
    among: tuple[Event, ...] = ()


def order_of(office: Office, message: Message, door: Door) -> Order | None:
    """What a mail that answers none of ours orders; None for a mail like any other, or of anybody who may not."""
    if message.automatic is not None or not _organizes(office, message.sender.email):
        return None
    sender = message.sender.email
    theirs = tuple(event for event in office.events_of(door) if organizer_of(office, event, sender) is not None)
    to = (*message.to, *message.cc)
    ours_alone = len(to) <= 1 or all(office.is_ours(one.email) or _organizes(office, one.email) for one in to)
    opening = opening_of(message) if theirs and ours_alone else None  # to others they have written themselves
    if opening is None or proven(message, door.authserv_id) is False:
        return None
    among = _among(office, message, theirs)
    text = own_words(opening.text, message.sender.name)
    by = organizer_of(office, among[0], sender)
    assert by is not None
    return Order(among[0], by, opening.whom, opening.subject, text, among if len(among) > 1 else ())


def order_in_answer(slip: Slip, message: Message) -> Order | None:
    """The same, of what an organizer answers to another mail of ours: it is about that event."""
    opening = opening_of(message)
    if opening is None:
        return None
    return Order(slip.event, slip.by, opening.whom, opening.subject, own_words(opening.text, message.sender.name))


def take_down(office: Office, tx: Transaction, order: Order, message: Message) -> str:
    """Show it to the organizer; in short, what came of it. The event's row must be locked."""
    audience = None if order.among else audience_of(order.whom, order.event)
    return _show(office, tx, order, audience, message)


def answer_to_check(office: Office, tx: Transaction, slip: Slip, message: Message, linked: Message) -> str | None:
    """Do what the organizer answers to the letter that was shown; None where it is not kept any more. `linked`: the
    answer with the addresses of its links, as a text that takes the place of the first goes on."""
    row = tx.notice(slip.token)
    if row is None:
        return None
    order = Order(slip.event, slip.by, row.whom, row.subject, row.text)
    answer, anew = answer_of(message.text, message.sender.name), opening_of(message) is not None
    if row.became and not anew:
        return _settled_before(office, tx, row, order, message)
    if answer == "no":
        tx.settle_notice(row.token, "dropped", office.now())
        return _tell(office, tx, order, message, row.audience, done="dropped")
    if row.audience is not None and row.text and not anew and answer == "yes":
        return _send(office, tx, row, order, message)
    if row.audience is not None and not anew and answer != "text":
        return _show(office, tx, order, row.audience, message, again=True)
    order, audience = _altered(office, row, order, linked)
    return _show(office, tx, order, audience, message, instead_of=row)


def lost_answer(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """A yes or a no of an organizer that has lost its thread, and the last letter that was shown to them of late.
    Nothing is sent on it: it may be forged."""
    if message.automatic is not None or not is_answer(message.subject) or not _organizes(office, message.sender.email):
        return None
    if answer_of(message.text, message.sender.name) not in {"yes", "no"} or proven(message, door.authserv_id) is False:
        return None
    if tx.reply_target((*message.in_reply_to, *message.references)) is not None:
        return None
    for event in office.events_of(door):
        by = organizer_of(office, event, message.sender.email)
        if by and (row := tx.waiting_notice(event.id, by, office.now() - LATELY)) is not None:
            return Slip("notice-check", event, by, row.token, lost=True)
    return None


def show_once_again(office: Office, tx: Transaction, slip: Slip, message: Message) -> str:
    """The letter in a new mail, whose answer counts."""
    row = tx.notice(slip.token)
    assert row is not None
    among = tuple(event for event in map(office.event, row.among) if event is not None)
    order = Order(slip.event, slip.by, row.whom, row.subject, row.text, among)
    return _show(office, tx, order, row.audience, message, instead_of=row)


# --- what is missing --------------------------------------------------------------------------------------------------


def _altered(office: Office, row: NoticeRow, order: Order, message: Message) -> tuple[Order, Audience | None]:
    """The order with what the answer says: another one, the event meant, whom it is for, or another text."""
    opening, said = opening_of(message), own_words(message.text, message.sender.name)
    if opening is not None:
        text = own_words(opening.text, message.sender.name)
        order = replace(order, whom=opening.whom, text=text or row.text)
    elif row.audience is not None:
        return replace(order, text=said), row.audience
    elif not row.among:
        order = replace(order, whom=" ".join(said.split()))
    among = tuple(event for event in map(office.event, row.among) if event is not None)
    meant = which_of_them(message, among, office.now()) if among else None
    if meant is not None:
        by = organizer_of(office, meant.event, message.sender.email) or order.by
        order = replace(order, event=meant.event, by=by)
    elif among:
        return replace(order, among=among), None
    return order, audience_of(order.whom, order.event)


def _among(office: Office, message: Message, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of this organizer that the mail may be for, one where it is clear."""
    main = office.main_event()
    here = main if main in events else events[0]
    return events_of(message, Standpoint(events, here, office.now(), settled=here.id == office.default_event))


def _organizes(office: Office, address: str) -> bool:
    key = address_key(address)
    heads = {office.organizers, *(head.organizers for head in office.letterheads.values())}
    return any(key == mailbox_key(one) for head in heads for one in head)


# --- what the organizer is told ---------------------------------------------------------------------------------------


def _show(
    office: Office,
    tx: Transaction,
    order: Order,
    audience: Audience | None,
    message: Message,
    *,
    again: bool = False,
    instead_of: NoticeRow | None = None,
) -> str:
    """What would go to whom, or what is still missing. `again`: the answer to it was not understood; `instead_of`: what
    was shown before, and is sent no more, whatever is still answered to it."""
    now, event = office.now(), order.event
    if not may_answer(tx.shown_to(order.by, now - longest(SHOWN)), now, SHOWN):
        tx.note(event.id, now, note(event, "capped", address=order.by), once=True)
        return "a letter to those who are booked, one too many"
    if instead_of is not None:
        tx.settle_notice(instead_of.token, "replaced", now)
    plan = planned(tx, event, audience, order.subject, order.text) if audience else None
    token = new_token(office, tx, "notice-check", event)
    tx.add_notice(
        Notice(
            token=token,
            event=event.id,
            among=tuple(one.id for one in order.among),
            writer=order.by,
            whom=order.whom,
            audience=audience,
            subject=order.subject,
            text=order.text,
            opened=now,
        )
    )
    letter = replace(
        _letter(office, order, message, plan),
        token=token,
        audience=audience,
        among=order.among,
        asks="answer" if again and order.text else _missing(order, plan),
        attached=tuple(file.filename or file.content_type for file in message.attachments if not file.content_id),
    )
    _post(office, tx, letter)
    return f"a letter to those who are booked, {'asked: ' + letter.asks if letter.asks else 'shown'}"


def _missing(order: Order, plan: Plan | None) -> Asks:
    if plan is None:
        return "event" if order.among else "whom"
    if not order.text:
        return "text"
    return "" if plan.to.bookings else "nobody"


def _send(office: Office, tx: Transaction, row: NoticeRow, order: Order, message: Message) -> str:
    assert row.audience is not None
    plan = planned(tx, order.event, row.audience, row.subject, row.text)
    tx.settle_notice(row.token, "sent", office.now())
    letter = _letter(office, order, message, plan)
    count = send(office, tx, plan, order.by)
    _post(office, tx, replace(letter, token=row.token, audience=row.audience, done="sent", letters=count))
    return f"a letter to those who are booked, sent: {count}"


def _settled_before(office: Office, tx: Transaction, row: NoticeRow, order: Order, message: Message) -> str:
    """A second yes sends nothing; thanks need no answer."""
    thanks = row.became == "sent" and is_content(message.text, message.sender.name)
    if thanks or not may_say_more(office, tx, order.by):
        return f"a letter to those who are booked, {row.became} before"
    told: dict[str, Done] = {"sent": "sent-before", "dropped": "dropped-before"}
    done = told.get(row.became, "replaced")
    return _tell(office, tx, order, message, row.audience, done=done)


def _tell(
    office: Office, tx: Transaction, order: Order, message: Message, audience: Audience | None, *, done: Done
) -> str:
    letter = replace(_letter(office, order, message, None), audience=audience, done=done)
    post(office, tx, [letter])
    return f"a letter to those who are booked, {done}"


def _letter(office: Office, order: Order, message: Message, plan: Plan | None) -> NoticeCheck:
    event, now = order.event, office.now()
    due = goes_out(now, event)
    return NoticeCheck(
        event=event,
        to=order.by,
        language=event.language,
        answering=_answering(event, message),
        whom=order.whom,
        words=order.text,
        title=order.subject,
        letters=len(plan.to.bookings) if plan else 0,
        people=plan.to.people if plan else 0,
        names=named(plan) if plan else (),
        had=plan.to.had if plan else 0,
        waiting=plan.to.waiting if plan else 0,
        to_phone=plan.to.to_phone if plan else (),
        unreached=plan.to.unreached if plan else (),
        due=due if due > now else None,
        drafts=office.mode == "draft",
    )


def _answering(event: Event, message: Message) -> Answering:
    return answering_of(message, Reading(intent=Intent.OTHER, language=event.language, text=message.text))


def _post(office: Office, tx: Transaction, letter: NoticeCheck) -> None:
    """The key carries the token: an answer to it is known by its thread."""
    post(office, tx, [letter], key=f"notice-check:{letter.token}:{secrets.token_hex(4)}")
