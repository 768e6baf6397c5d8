"""When a rule of the policy holds."""

from __future__ import annotations

from collections.abc import Callable

from mailflow.decision import privacy
from mailflow.decision.case import Case, belongs
from mailflow.decision.context import context_of
from mailflow.decision.offers import offered
from mailflow.decision.once_more import gave_it_up
from mailflow.decision.stated import states
from mailflow.decision.vocabulary import is_thanks, is_yes, says_they_come, takes
from mailflow.decision.which_booking import booking_asked, says_no
from mailflow.domain.booking import Booking
from mailflow.understanding.reading import Intent

CONFIRMATIONS = frozenset({"confirm-cancel", "confirm-change"})
PRIVATE = frozenset({privacy.ACCESS, privacy.ERASE})


def of_intent(*intents: Intent) -> Callable[[Case], bool]:
    """Whether the mail wants one of these."""
    return lambda case: case.reading.intent in intents


def is_a_calendar(case: Case) -> bool:
    """Whether a calendar program answers an invitation of ours."""
    reply = case.reading.calendar
    return reply is not None and reply.method.upper() in {"REPLY", "COUNTER"}


def is_undelivered(case: Case) -> bool:
    """Whether it tells for good that our mail did not reach somebody."""
    return case.reading.bounce is not None and case.reading.bounce.permanent


def confirms(case: Case) -> bool:
    """Said to the question itself: 'I confirm' to a reminder is a word about something else."""
    booking = booking_asked(case)
    if booking is None or not CONFIRMATIONS & set(booking.asked) or not (case.by_link or case.request.answers == "ask"):
        return False
    if case.by_link and takes(case.reading.text):
        return False  # the link of an offer
    if says_no(case) or case.reading.intent is Intent.ACCEPT:
        return True
    if "confirm-cancel" in booking.asked:
        return case.reading.intent is Intent.CANCEL
    return case.reading.intent is Intent.CHANGE and not states(case.reading)


def confirms_privacy(case: Case) -> bool:
    """Said to the question itself, likewise: data once erased do not come back. A yes to no mail of ours, or to either
    of two questions, is for a person."""
    booking = booking_asked(case)
    if booking is None or not PRIVATE & set(booking.asked):
        return False
    about = privacy.question_of(case, booking)
    if about not in booking.asked:
        return case.book.found_by != "thread" and case.reading.intent is Intent.ACCEPT
    again = case.reading.intent is Intent.PRIVACY and case.reading.erase == (about == privacy.ERASE)
    return again or case.reading.intent in {Intent.ACCEPT, Intent.DECLINE}


def completes_change(case: Case) -> bool:
    """Whether it tells what an unclear change lacked."""
    booking = booking_asked(case)
    wanted = {Intent.BOOK, Intent.CHANGE, Intent.ACCEPT, Intent.DECLINE}
    waits = booking is not None and booking.pending and not CONFIRMATIONS & set(booking.asked)
    to_another = case.book.found_by == "thread" and case.request.answers != "ask"
    return bool(waits) and not to_another and case.reading.intent in wanted


def answers_ask(case: Case) -> bool:
    """Whether it tells what an unclear booking lacked."""
    booking = booking_asked(case)
    return (
        booking is not None and booking.asked_until is not None and case.reading.intent in {Intent.BOOK, Intent.CHANGE}
    )


def only_thanks(case: Case) -> bool:
    """Nothing but thanks, in the thread of a booking: 'thank you', 'perfect, see you on Friday'; given up or not."""
    reading, known = case.reading, case.book.booking
    if known is None or case.book.found_by != "thread":
        return False
    if not known.active:
        return gave_it_up(known) and not reading.question and is_thanks(reading.text, _names(known))
    wanted = {Intent.OTHER, Intent.CHANGE, Intent.FEEDBACK}
    if not known.asked_until and "offer" not in context_of(known).asked:
        wanted.add(Intent.ACCEPT)  # 'ok, thanks', where no yes is waited for
    return reading.intent in wanted and not states(reading) and is_thanks(reading.text, _names(known))


def says_all_is_well(case: Case) -> bool:
    """A yes and nothing else about a booking, where perhaps none was asked for: 'I confirm', said to a reminder; a link
    of ours used after a reply."""
    known = case.book.booking
    by_token = case.book.found_by in {"thread", "code"}
    if known is None or not known.active or not (by_token or belongs(case.sender, known)):
        return False
    wanted = {Intent.OTHER, Intent.CHANGE, Intent.FEEDBACK} | ({Intent.BOOK} if by_token else set())
    return case.reading.intent in wanted and is_yes(case.reading.text, _names(known))


def says_yes_after_all(case: Case) -> bool:
    """A yes, or that they come, in the thread of a booking they have given up, and have no other: 'sì, vengo'."""
    reading, known = case.reading, case.book.booking
    if known is None or not _answers_what_they_gave_up(case, known):
        return False
    if reading.question or reading.intent not in {
        Intent.OTHER,
        Intent.ACCEPT,
        Intent.FEEDBACK,
        Intent.BOOK,
        Intent.CHANGE,
    }:
        return False
    wishes = (reading.choices, *(person.choices for person in reading.people), *reading.replaced, reading.more)
    says_so = reading.intent is Intent.ACCEPT or is_yes(reading.text, _names(known)) or says_they_come(reading.text)
    return says_so and not any(wishes)


def asks_for_it_after_all(case: Case) -> bool:
    """Likewise whether a place is left, all that our facts answer: 'she is well again: is there still a place?'"""
    known = case.book.booking
    asked = [(answer.about, answer.session) for answer in case.answers]
    of_places = case.reading.intent is Intent.QUESTION and asked == [("seats", None)]
    return of_places and known is not None and _answers_what_they_gave_up(case, known)


def _answers_what_they_gave_up(case: Case, booking: Booking) -> bool:
    """Whether somebody writes in the thread of a booking of theirs that they gave up, and they have no other."""
    in_thread = case.book.found_by == "thread" and not case.mine
    return in_thread and gave_it_up(booking) and belongs(case.sender, booking)


def only_wishes_once_begun(case: Case) -> bool:
    """Who is booked, or was, asks for a certificate or an invoice and nothing else, when bookings stand as they are."""
    reading = case.reading
    alters = (reading.choices, reading.leaving, reading.replaced, reading.dropped, reading.fewer, reading.more)
    booked = max((len(booking.attendees) for booking in _theirs(case)), default=0)
    wanted = {Intent.BOOK, Intent.CHANGE}
    return (
        case.begun
        and case.passed_on
        and reading.intent in wanted
        and not any(alters)
        and (reading.seats or 0) <= booked
    )


def tells_of_it_afterwards(case: Case) -> bool:
    """Who is booked says something of an event that is over, and alters nothing: 'Sorry that I did not come.'"""
    reading = case.reading
    over = case.request.now >= case.event.ends and bool(_theirs(case))
    return over and reading.intent is Intent.CHANGE and not reading.confident and not states(reading)


def takes_up_and_alters(case: Case) -> bool:
    """A yes to an offer that says who leaves or comes instead: 'I accept, but Ann cannot come'."""
    reading, known = case.reading, case.book.booking
    elsewhere = (reading.choices, reading.dropped, reading.seats, reading.fewer, reading.more)
    others = bool(reading.leaving or reading.replaced) and not any(elsewhere)
    to_offer = known is not None and bool(offered(known)) and case.book.found_by in {"thread", "code"}
    return to_offer and others and reading.intent is Intent.CHANGE and reading.confident and takes(reading.text)


def tells_needs_beside_a_question(case: Case) -> bool:
    """Who is booked asks something and tells besides what they need: 'When does it begin? I am a coeliac.'"""
    reading = case.reading
    new = set(reading.requests).difference(*(booking.requests for booking in case.mine))
    beside = bool(new) and reading.request_text not in reading.question_text
    return bool(case.mine) and beside and not case.begun and reading.intent is Intent.QUESTION


def _theirs(case: Case) -> tuple[Booking, ...]:
    """The writer's bookings, those they gave up too."""
    known = case.book.booking
    return (*case.mine, *((known,) if known is not None and belongs(case.sender, known) else ()))


def _names(booking: Booking) -> str:
    return " ".join(filter(None, (booking.contact.name, *(a.name for a in booking.attendees))))
