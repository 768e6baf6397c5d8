"""What the rules of the policy do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mailflow.decision import pending, privacy
from mailflow.decision.answered import answer, open_questions
from mailflow.decision.ask_first import unsettled
from mailflow.decision.beside_a_yes import with_the_yes
from mailflow.decision.book import new_booking
from mailflow.decision.calendar_reply import calendar_reply
from mailflow.decision.cancel import cancel, only_gives_up_once_begun
from mailflow.decision.case import Case, belongs
from mailflow.decision.change import again, change
from mailflow.decision.decision import Decision, ReviewItem
from mailflow.decision.offers import accept, decline
from mailflow.decision.once_more import gave_it_up, once_more
from mailflow.decision.stated import states
from mailflow.decision.vocabulary import is_no
from mailflow.decision.which_booking import booking_asked, concerns, says_no, that_fit, which_of
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Already, Answer, Cancelled, Received
from mailflow.understanding.reading import Intent, Reading

PURE_THANKS = 20  # a feedback of fewer words is not answered


def reply_of_a_calendar(case: Case) -> Decision:
    """What the calendar says is done."""
    assert case.reading.calendar is not None
    return calendar_reply(case, case.reading.calendar)


def note_undelivered(case: Case) -> Decision:
    """Nobody is answered."""
    assert case.reading.bounce is not None
    return Decision(settled="handled", why="undelivered", failed_recipients=case.reading.bounce.recipients)


def nothing(case: Case) -> Decision:
    """Nobody is answered, and nothing is done."""
    return case.silent(f"{case.reading.intent.value}: not answered")


def junk(case: Case) -> Decision:
    """A person looks where it is not certain."""
    if case.reading.confident:
        return case.silent("spam: not answered")
    return case.silent("spam, perhaps", ReviewItem(why=(case.says("spam"),), ways=("self",), kind="odd", quiet=True))


def confirmed_privacy(case: Case) -> Decision:
    """Yes, or no, to what becomes of their data."""
    booking = booking_asked(case)
    assert booking is not None
    if case.reading.intent is Intent.DECLINE:
        return _left_as_it_is(case, booking)
    return privacy.confirmed(case, booking)


def confirmed(case: Case) -> Decision:
    """Yes, no, or the word itself ('annullo') to 'is it really you?'."""
    booking = booking_asked(case)
    assert booking is not None
    waiting = pending.unpack(booking.pending)
    if says_no(case) or waiting is None:
        return _left_as_it_is(case, booking)
    if waiting.intent in {Intent.CHANGE, Intent.BOOK} and states(case.reading):
        waiting = with_the_yes(waiting, case.reading, booking)
    return _carry_on(case, booking, waiting)


def completed(case: Case) -> Decision:
    """What waited is done, with what was lacking."""
    booking = booking_asked(case)
    assert booking is not None
    waiting = pending.unpack(booking.pending)
    assert waiting is not None
    if case.reading.intent is Intent.DECLINE and not is_no(case.reading.text):
        return cancel(case, booking, replace(case.reading, intent=Intent.CANCEL, confident=False))
    if case.reading.intent is Intent.DECLINE:
        return _left_as_it_is(case, booking)
    if open_questions(booking, booking, case.reading):
        return unsettled(case)
    return _carry_on(case, booking, pending.completed(waiting, case.reading))


def _carry_on(case: Case, booking: Booking, reading: Reading) -> Decision:
    """Does what had waited."""
    if reading.intent is Intent.DECLINE:
        return decline(case.but(reading=reading), booking)
    if reading.intent is Intent.CANCEL or only_gives_up_once_begun(case.but(reading=reading)):
        return cancel(case, booking, reading)
    if reading.intent is Intent.BOOK:
        return again(case.but(reading=reading), booking)
    return change(case, booking, reading)


def answer_to_ask(case: Case) -> Decision:
    """The booking that lacked it, with what was asked for."""
    booking = booking_asked(case)
    assert booking is not None
    if case.request.proven is False:
        return case.to_a_person("an answer that is forged", case.says("stranger"), kind="identity")
    return answer(case, booking)


def feedback(case: Case) -> Decision:
    """Kept for the organizers. Pure thanks want no answer, nor does a stranger; who wrote at length is thanked."""
    reading = case.reading
    item = ReviewItem(why=(case.says("feedback"),), ways=("self",), kind="feedback")
    if case.passed_on or case.answers:
        return question(case)
    known = case.book.booking is not None or case.mine
    at_length = len(reading.text.split()) >= PURE_THANKS
    letter = case.letter(Received, why="feedback") if known and at_length else ()
    return case.decided("feedback", letter, review=item)


def give_up(case: Case) -> Decision:
    """A cancellation."""
    return _about_a_booking(case, cancel)


def take_up(case: Case) -> Decision:
    """A yes."""
    return _about_a_booking(case, accept)


def after_all(case: Case) -> Decision:
    """A yes, or 'is there still a place?', after they gave everything up. One more yes to 'shall we really cancel?' is
    none to coming."""
    booking = case.book.booking
    assert booking is not None
    if case.request.answers == "ask":
        return case.decided("cancelled before", case.letter(Cancelled, booking=booking, given_up=(), whole=True))
    return once_more(case, booking)


def turn_down(case: Case) -> Decision:
    """A no."""
    return _about_a_booking(case, decline)


def alter(case: Case) -> Decision:
    """A change."""
    return _about_a_booking(case, _change_or_book)


def _change_or_book(case: Case, booking: Booking) -> Decision:
    """A booking given up before cannot be altered: who says plainly how many come, or who, books anew; who does not
    is asked whether it is to be as it was. Who only corrects their telephone number books nothing. Once the event has
    begun, who only leaves something out gives it up, as far as it is still to come."""
    if only_gives_up_once_begun(case):
        return cancel(case, booking)
    if booking.active or not belongs(case.sender, booking):
        return change(case, booking)
    known, told = booking.contact.phone, case.reading.contact.phone
    if known and told and known != told and not states(replace(case.reading, question=False)):
        return case.to_a_person("given up before", case.says("given_up"), ways=("answer", "self"))
    if case.reading.confident and (case.reading.seats or case.reading.people):
        return new_booking(case)
    return once_more(case, booking)


def _about_a_booking(case: Case, do: Callable[[Case, Booking], Decision]) -> Decision:
    """Finds the booking meant: that of the thread or the code while it lives, else the one of the address that fits."""
    booking = case.book.booking
    if case.request.perhaps or len(case.request.named) > 1:
        return which_of(case, case.request.perhaps)
    by_token = booking is not None and case.book.found_by in {"thread", "code"}
    if booking is not None and by_token and (booking.active or not case.mine):
        return do(case, booking)
    fitting = that_fit(case)
    if len(fitting) > 1:
        return which_of(case, fitting)
    if fitting:
        return do(case, fitting[0])
    if booking is not None and belongs(case.sender, booking):
        return do(case, booking)  # given up before
    return case.to_a_person("no booking found", case.says("stranger" if booking else "nothing"), kind="identity")


def book(case: Case) -> Decision:
    """A new booking; or, of the same person, the one there is."""
    if case.unanswerable:
        return case.to_a_person("no address to answer", case.says("no_address"), ways=("confirm", "waitlist", "self"))
    known = case.book.booking
    by_token = known is not None and case.book.found_by in {"thread", "code"}
    if known and by_token and known.asked_until is not None and not belongs(case.sender, known):
        return case.to_a_person("our question, answered by another", case.says("stranger"), kind="identity")
    booking = next((b for b in case.mine if concerns(case, b)), None)
    if booking is not None:
        return again(case, booking)
    if known and by_token and not case.reading.confident and gave_it_up(known) and belongs(case.sender, known):
        return once_more(case, known)
    return new_booking(case)


def note_needs(case: Case) -> Decision:
    """The booking with what they need, and the answers to what they ask."""
    told = case.reading
    needs = Reading(
        intent=Intent.CHANGE, language=told.language, confident=True, contact=told.contact, text=told.text,
        question=True, question_text=told.question_text, requests=told.requests, request_text=told.request_text,
    )  # fmt: skip
    return alter(case.but(reading=needs))


def question(case: Case) -> Decision:
    """Answered from the event's facts, or with the booking as it stands; what is left goes to the organizers."""
    if case.asks_for_booking:
        return _how_it_stands(case)
    if any(answer.about != "booking" for answer in case.answers):
        # an answer that is wanted elsewhere tells nothing of the booking there: From is a claim
        booking = next((b for b in case.mine if belongs(address_key(case.reply_to), b)), None)
        return case.decided("question", case.letter(Answer, to=case.reply_to, booking=booking))
    return case.decided("question passed on", case.letter(Received, why="question"))


def _how_it_stands(case: Case) -> Decision:
    """Their booking as it is; which, where the address has several, is for a person."""
    known = case.book.booking
    by_token = known in case.mine and case.book.found_by in {"thread", "code"}
    fitting = [known] if known is not None and by_token else that_fit(case)
    if len(fitting) > 1:
        return case.to_a_person("several bookings", case.says("several"), kind="question", ways=("answer", "self"))
    return case.decided("their booking", case.letter(Already, booking=fitting[0]))


def odd(case: Case) -> Decision:
    """Only who writes about the event, or in a thread of ours, hears that a person looks at it."""
    about_it = states(replace(case.reading, requests=())) or case.reading.codes
    if not (case.book.booking or case.mine or about_it):
        item = ReviewItem(why=(case.says("odd"),), ways=("self",), kind="odd")
        return case.silent("odd, and no sign of the event", item)
    return case.to_a_person("odd", case.says("odd"), kind="odd", ways=("self",))


def _left_as_it_is(case: Case, booking: Booking) -> Decision:
    """A no to a question of ours about a booking that stands: it stands."""
    open_still = tuple(q for q in booking.asked if q.startswith("choices"))
    stands = replace(booking, asked=booking.asked if booking.asked_until else open_still, pending="")
    return case.decided("left as it is", case.letter(Already, booking=stands), before=booking, booking=stands)
