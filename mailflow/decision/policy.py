"""What is done about a mail: the first rule whose condition holds decides.

The order is the policy. Machines come first, so that nothing below ever answers one; a yes to a question of ours
before anything that a yes could be taken for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mailflow.decision import pending, privacy, which_event
from mailflow.decision.beside_a_yes import with_the_yes
from mailflow.decision.book import new_booking
from mailflow.decision.calendar_reply import calendar_reply
from mailflow.decision.cancel import cancel
from mailflow.decision.case import Case, belongs
from mailflow.decision.change import again, answer, change, open_questions, states, unsettled
from mailflow.decision.context import context_of
from mailflow.decision.decision import Book, Decision, Request, ReviewItem
from mailflow.decision.names import same, written
from mailflow.decision.offers import accept, decline
from mailflow.decision.once_more import gave_it_up, once_more
from mailflow.decision.vocabulary import is_no, is_thanks, is_yes, only_asks, takes
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Already, Answer, Received
from mailflow.understanding.reading import MACHINES, Intent, Reading

CONFIRMATIONS = frozenset({"confirm-cancel", "confirm-change"})
PRIVATE = frozenset({privacy.ACCESS, privacy.ERASE})
PURE_THANKS = 20  # a feedback of fewer words is not answered
FEW_WORDS = 12  # an answer that is little more than a no


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy."""

    when: Callable[[Case], bool]
    do: Callable[[Case], Decision]


def decide(reading: Reading, request: Request, book: Book) -> Decision:
    """What is to be done about a mail."""
    case = Case(_a_question_alone(_well_written(reading)), request, book)
    return next(rule.do(case) for rule in POLICY if rule.when(case))


def _well_written(reading: Reading) -> Reading:
    """With names as letters, lists and certificates show them."""
    contact = reading.contact
    return replace(
        reading,
        people=tuple(replace(person, name=written(person.name)) for person in reading.people),
        replaced={leaves: written(comes) for leaves, comes in reading.replaced.items()},
        contact=replace(contact, name=written(contact.name)) if contact.name else contact,
    )


def _a_question_alone(reading: Reading) -> Reading:
    """Who only asks something has said neither yes nor what is to be: 'is there a place now?' takes up no offer."""
    facts = (
        reading.seats,
        reading.choices,
        reading.leaving,
        reading.replaced,
        reading.dropped,
        reading.fewer,
        reading.more,
    )
    if not reading.question or reading.intent not in {Intent.ACCEPT, Intent.CHANGE} or any(facts):
        return reading
    names = " ".join((reading.contact.name or "", *(person.name for person in reading.people)))
    return (
        replace(reading, intent=Intent.QUESTION) if only_asks(reading.text, reading.question_text, names) else reading
    )


# --- conditions -------------------------------------------------------------------------------------------------------


def _is(*intents: Intent) -> Callable[[Case], bool]:
    return lambda case: case.reading.intent in intents


def _calendar(case: Case) -> bool:
    reply = case.reading.calendar
    return reply is not None and reply.method.upper() in {"REPLY", "COUNTER"}


def _undelivered(case: Case) -> bool:
    return case.reading.bounce is not None and case.reading.bounce.permanent


def _confirms(case: Case) -> bool:
    """Said to the question itself: 'I confirm' to a reminder is a word about something else."""
    booking = _asked(case)
    if booking is None or not CONFIRMATIONS & set(booking.asked) or not (case.by_link or case.request.answers == "ask"):
        return False
    if case.by_link and takes(case.reading.text):
        return False  # the link of an offer
    if _says_no(case) or case.reading.intent is Intent.ACCEPT:
        return True
    if "confirm-cancel" in booking.asked:
        return case.reading.intent is Intent.CANCEL
    return case.reading.intent is Intent.CHANGE and not states(case.reading)


def _confirms_privacy(case: Case) -> bool:
    """Said to the question itself, likewise: data once erased do not come back. A yes to no mail of ours, or to either
    of two questions, is for a person."""
    booking = _asked(case)
    if booking is None or not PRIVATE & set(booking.asked):
        return False
    about = privacy.question_of(case, booking)
    if about not in booking.asked:
        return case.book.found_by != "thread" and case.reading.intent is Intent.ACCEPT
    again = case.reading.intent is Intent.PRIVACY and case.reading.erase == (about == privacy.ERASE)
    return again or case.reading.intent in {Intent.ACCEPT, Intent.DECLINE}


def _completes_change(case: Case) -> bool:
    booking = _asked(case)
    wanted = {Intent.BOOK, Intent.CHANGE, Intent.ACCEPT, Intent.DECLINE}
    waits = booking is not None and booking.pending and not CONFIRMATIONS & set(booking.asked)
    to_another = case.book.found_by == "thread" and case.request.answers != "ask"
    return bool(waits) and not to_another and case.reading.intent in wanted


def _answers_ask(case: Case) -> bool:
    booking = _asked(case)
    return (
        booking is not None and booking.asked_until is not None and case.reading.intent in {Intent.BOOK, Intent.CHANGE}
    )


def _asked(case: Case) -> Booking | None:
    """The sender's booking that waits for an answer, if the mail is about it."""
    booking = case.book.booking
    if booking is None or not booking.asked or not belongs(case.sender, booking):
        return None
    return booking if _concerns(case, booking) else None


# --- what is done -----------------------------------------------------------------------------------------------------


def _reply_of_a_calendar(case: Case) -> Decision:
    assert case.reading.calendar is not None
    return calendar_reply(case, case.reading.calendar)


def _note_undelivered(case: Case) -> Decision:
    assert case.reading.bounce is not None
    return Decision(settled="handled", why="undelivered", failed_recipients=case.reading.bounce.recipients)


def _nothing(case: Case) -> Decision:
    return case.silent(f"{case.reading.intent.value}: not answered")


def _spam(case: Case) -> Decision:
    if case.reading.confident:
        return case.silent("spam: not answered")
    return case.silent("spam, perhaps", ReviewItem(why=(case.says("spam"),), ways=("self",), kind="odd", quiet=True))


def _confirmed_privacy(case: Case) -> Decision:
    booking = _asked(case)
    assert booking is not None
    if case.reading.intent is Intent.DECLINE:
        return _left_as_it_is(case, booking)
    return privacy.confirmed(case, booking)


def _confirmed(case: Case) -> Decision:
    """Yes, no, or the word itself ('annullo') to 'is it really you?'."""
    booking = _asked(case)
    assert booking is not None
    waiting = pending.unpack(booking.pending)
    if _says_no(case) or waiting is None:
        return _left_as_it_is(case, booking)
    if waiting.intent in {Intent.CHANGE, Intent.BOOK} and states(case.reading):
        waiting = with_the_yes(waiting, case.reading, booking)
    return _carry_on(case, booking, waiting)


def _completed(case: Case) -> Decision:
    booking = _asked(case)
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
    if reading.intent is Intent.CANCEL:
        return cancel(case, booking, reading)
    if reading.intent is Intent.BOOK:
        return again(case.but(reading=reading), booking)
    return change(case, booking, reading)


def _answer_to_ask(case: Case) -> Decision:
    booking = _asked(case)
    assert booking is not None
    if case.request.proven is False:
        return case.to_a_person("an answer that is forged", case.says("stranger"), kind="identity")
    return answer(case, booking)


def _feedback(case: Case) -> Decision:
    """Kept for the organizers. Pure thanks want no answer, nor does a stranger; who wrote at length is thanked."""
    reading = case.reading
    item = ReviewItem(why=(case.says("feedback"),), ways=("self",), kind="feedback")
    if case.passed_on or case.answers:
        return _question(case)
    known = case.book.booking is not None or case.mine
    at_length = len(reading.text.split()) >= PURE_THANKS
    letter = case.letter(Received, why="feedback") if known and at_length else ()
    return case.decided("feedback", letter, review=item)


def _cancel(case: Case) -> Decision:
    return _about_a_booking(case, cancel)


def _accept(case: Case) -> Decision:
    return _about_a_booking(case, accept)


def _decline(case: Case) -> Decision:
    return _about_a_booking(case, decline)


def _change(case: Case) -> Decision:
    return _about_a_booking(case, _change_or_book)


def _change_or_book(case: Case, booking: Booking) -> Decision:
    """A booking given up before cannot be altered: who says plainly how many come, or who, books anew; who does not
    is asked whether it is to be as it was."""
    if booking.active or not belongs(case.sender, booking):
        return change(case, booking)
    if case.reading.confident and (case.reading.seats or case.reading.people):
        return new_booking(case)
    return once_more(case, booking)


def _about_a_booking(case: Case, do: Callable[[Case, Booking], Decision]) -> Decision:
    """Finds the booking meant: that of the thread or the code while it lives, else the one of the address that fits."""
    booking = case.book.booking
    by_token = booking is not None and case.book.found_by in {"thread", "code"}
    if booking is not None and by_token and (booking.active or not case.mine):
        return do(case, booking)
    fitting = _fitting(case)
    if len(fitting) > 1:
        return case.to_a_person("several bookings", case.says("several"), kind="identity")
    if fitting:
        return do(case, fitting[0])
    if booking is not None and belongs(case.sender, booking):
        return do(case, booking)  # given up before
    return case.to_a_person("no booking found", case.says("stranger" if booking else "nothing"), kind="identity")


def _book(case: Case) -> Decision:
    """A new booking; or, of the same person, the one there is."""
    if case.unanswerable:
        return case.to_a_person("no address to answer", case.says("no_address"), ways=("confirm", "waitlist", "self"))
    known = case.book.booking
    by_token = known is not None and case.book.found_by in {"thread", "code"}
    if known and by_token and known.asked_until is not None and not belongs(case.sender, known):
        return case.to_a_person("our question, answered by another", case.says("stranger"), kind="identity")
    booking = next((b for b in case.mine if _concerns(case, b)), None)
    if booking is not None:
        return again(case, booking)
    if known and by_token and not case.reading.confident and gave_it_up(known) and belongs(case.sender, known):
        return once_more(case, known)
    return new_booking(case)


def _question(case: Case) -> Decision:
    """Answered from the event's facts, or with the booking as it stands; what is left goes to the organizers."""
    if case.asks_for_booking:
        return _how_it_stands(case)
    if any(answer.about != "booking" for answer in case.answers):
        # an answer that is wanted elsewhere tells nothing of the booking there: From is a claim
        booking = next((b for b in case.mine if belongs(address_key(case.reply_to), b)), None)
        return case.decided("question", case.letter(Answer, to=case.reply_to, booking=booking))
    return case.decided("question passed on", case.letter(Received, why="question"))


def _how_it_stands(case: Case) -> Decision:
    known = case.book.booking
    by_token = known in case.mine and case.book.found_by in {"thread", "code"}
    fitting = [known] if known is not None and by_token else _fitting(case)
    if len(fitting) > 1:
        return case.to_a_person("several bookings", case.says("several"), kind="question", ways=("answer", "self"))
    return case.decided("their booking", case.letter(Already, booking=fitting[0]))


def _odd(case: Case) -> Decision:
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


def _says_no(case: Case) -> bool:
    reading = case.reading
    short = len(reading.text.split()) <= FEW_WORDS and not reading.question
    return reading.intent is Intent.DECLINE or (reading.intent is Intent.OTHER and short and is_no(reading.text))


def _thanks(case: Case) -> bool:
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


def _all_is_well(case: Case) -> bool:
    """A yes and nothing else about a booking, where perhaps none was asked for: 'I confirm', said to a reminder; a link
    of ours used after a reply."""
    known = case.book.booking
    by_token = case.book.found_by in {"thread", "code"}
    if known is None or not known.active or not (by_token or belongs(case.sender, known)):
        return False
    wanted = {Intent.OTHER, Intent.CHANGE} | ({Intent.BOOK} if by_token else set())
    return case.reading.intent in wanted and is_yes(case.reading.text, _names(known))


def _names(booking: Booking) -> str:
    return " ".join(filter(None, (booking.contact.name, *(a.name for a in booking.attendees))))


def _fitting(case: Case) -> list[Booking]:
    """Of the address's bookings those of whom the mail speaks, else of who signs it, else all."""
    named = [b for b in case.mine if _named(case, b)]
    return named or [b for b in case.mine if _signed(case, b)] or list(case.mine)


def _signed(case: Case, booking: Booking) -> bool:
    """Whether it is signed by somebody of the booking: the name beside an address is that of all who write from it."""
    name, mail = case.reading.contact.name, case.request.answering
    beside_the_address = mail is not None and same(name, mail.sender)
    known = (booking.contact.name, *(a.name for a in booking.active))
    return not beside_the_address and any(same(name, theirs) for theirs in known)


def _named(case: Case, booking: Booking) -> bool:
    reading = case.reading
    names = (*reading.leaving, *reading.replaced, *(p.name for p in reading.people))
    return any(same(name, a.name) for name in names for a in booking.active)


def _concerns(case: Case, booking: Booking) -> bool:
    """Whether a mail of the booking's own address is about it, and not a booking for others."""
    reading = case.reading
    known = case.book.booking
    if known is not None and case.book.found_by in {"thread", "code"} and known.code == booking.code:
        return True
    if not reading.people or _named(case, booking):
        return True
    by_contact = any(same(person.name, booking.contact.name) for person in reading.people)
    return by_contact or any(not a.name for a in booking.active)


POLICY: tuple[Rule, ...] = (
    # a calendar's answer: what it says is done, nobody is answered
    Rule(_calendar, _reply_of_a_calendar),
    # our mail did not reach somebody: noted, nobody is answered
    Rule(_undelivered, _note_undelivered),
    # machines are never answered: two of them would talk for ever
    Rule(_is(*MACHINES), _nothing),
    # junk is not answered; where it is not certain, a person looks
    Rule(_is(Intent.SPAM), _spam),
    # a yes to 'shall we send, or erase, your data?'
    Rule(_confirms_privacy, _confirmed_privacy),
    # somebody asks for their data, or for erasure: confirmed by reply first
    Rule(_is(Intent.PRIVACY), privacy.privacy),
    # which of several events is meant: asked before anything is done at one of them
    Rule(which_event.unclear, which_event.ask_which),
    # a yes or no to 'is it really you who cancels, or changes?'
    Rule(_confirms, _confirmed),
    # what an unclear change lacked
    Rule(_completes_change, _completed),
    # what an unclear booking lacked, its seats held meanwhile
    Rule(_answers_ask, _answer_to_ask),
    # a word of thanks: two polite sides would thank each other for ever
    Rule(_thanks, _nothing),
    # thanks, opinions, proposals: kept for the organizers
    Rule(_is(Intent.FEEDBACK), _feedback),
    # a yes where none was asked for: how the booking stands
    Rule(_all_is_well, _accept),
    # alterations: who may, and of which booking, is seen to in each
    Rule(_is(Intent.CANCEL), _cancel),
    Rule(_is(Intent.ACCEPT), _accept),
    Rule(_is(Intent.DECLINE), _decline),
    Rule(_is(Intent.CHANGE), _change),
    # a booking, from anybody
    Rule(_is(Intent.BOOK), _book),
    # a question alone
    Rule(_is(Intent.QUESTION), _question),
    # anything else goes to a person, and the writer is told so
    Rule(lambda case: True, _odd),
)
