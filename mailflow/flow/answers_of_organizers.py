"""What becomes of an organizer's answer to a mail of ours: it is followed, shown once more, or laid before them all."""

from __future__ import annotations

import hashlib

from mailflow.decision import Decision, ReviewItem, context_of
from mailflow.decision.notices.answer import answer_of
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.answering import answering_of
from mailflow.flow.digest import show_digest_again
from mailflow.flow.handed_on import as_handed_on, bookings_told_of, hands_on
from mailflow.flow.notice_mail import (
    answer_to_check,
    order_in_answer,
    show_once_again,
    take_down,
)
from mailflow.flow.office import Office
from mailflow.flow.review_answers import answer_to_digest, answer_to_review, show_once_more
from mailflow.flow.reviews import open_review, tell_it_is_gone
from mailflow.flow.roll import answer_to_attendance, ask_who_came
from mailflow.flow.saying_back import may_say_more, short
from mailflow.flow.slips import Slip
from mailflow.flow.taken import Taken
from mailflow.ledger import Inbound, Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Intent, Reading, read
from mailflow.understanding.organizer.instruction import is_content, is_thanks


def obey(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken | None:
    """An organizer's answer is followed; whoever names nothing to do is told, and nobody else. None, and nothing done,
    where it hands on a booking, or news of who is booked: that is taken in like a mail of its own."""
    done = _done(office, tx, slip, message, parse(raw.content, links=True))
    if done is None and _hands_on(office, tx, slip, message):
        return None
    if done is None:
        done = _names_nothing(office, tx, slip, message)
    return recorded(office, tx, raw, slip.event, message, "handled", f"organizer: {done}")


def _hands_on(office: Office, tx: Transaction, slip: Slip, message: Message) -> bool:
    """Whether an answer to a digest hands something on: news of who is booked ('Luca Verdi cannot come'), or a booking
    of people it names ('add Anna Bianchi to group 3')."""
    if slip.kind != "digest":
        return False
    event, handed = slip.event, as_handed_on(message, slip.event)
    reading = read(handed, event)
    if not hands_on(office, event, handed, reading):
        return False

    def in_light_of(booking: Booking) -> Reading:
        return read(handed, event, context_of(booking, event))

    return handed is not message or bool(bookings_told_of(tx, event, handed, reading, in_light_of))


def _names_nothing(office: Office, tx: Transaction, slip: Slip, message: Message) -> str:
    name = message.sender.name
    if is_content(message.text, name) or (answer_of(message.text, name) == "yes" and not tx.reviews(slip.event.id)):
        return "thanks"
    if may_say_more(office, tx, slip.by):
        show_digest_again(office, tx, slip, message)
    return "an answer that names nothing to do"


def show_again(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken | None:
    """An organizer's answer that has lost its thread: they get what it speaks of in a mail whose answer counts. None
    as above."""
    if slip.kind == "notice-check":
        why = show_once_again(office, tx, slip, message)
        return recorded(office, tx, raw, slip.event, message, "handled", f"organizer: {why}")
    asked = slip.kind == "attendance" or bool(slip.matters)
    if (is_thanks if asked else is_content)(message.text, message.sender.name):
        return recorded(office, tx, raw, slip.event, message, "handled", "organizer: thanks")
    if not asked and _hands_on(office, tx, slip, message):
        return None
    if slip.gone:
        return _tell_it_is_gone(office, tx, raw, slip, message)
    why = "organizer: asked once more" if asked else "organizer: an answer that names nothing to do"
    taken = recorded(office, tx, raw, slip.event, message, "handled", why)
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
    return recorded(office, tx, raw, slip.event, message, "handled", "organizer: an answer to a mail that is not kept")


def expose(office: Office, tx: Transaction, raw: Raw, slip: Slip, message: Message) -> Taken:
    """Somebody else answers a mail that only organizers got: nothing is done, nobody is answered, they are told."""
    taken = recorded(office, tx, raw, slip.event, message, "review", "not an organizer's answer")
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


def recorded(
    office: Office, tx: Transaction, raw: Raw, event: Event, message: Message, settled: Settled, why: str
) -> Taken:
    """Written down as dealt with, whole where it lies nowhere else."""
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
