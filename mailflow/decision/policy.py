"""What is done about a mail: the first rule whose condition holds decides.

The order is the policy. Machines come first, so that nothing below ever answers one; a yes to a question of ours
before anything that a yes could be taken for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mailflow.decision import actions as do
from mailflow.decision import conditions as when
from mailflow.decision import privacy, which_event
from mailflow.decision.case import Case
from mailflow.decision.decision import Book, Decision, Request
from mailflow.decision.names import written
from mailflow.decision.vocabulary import only_asks
from mailflow.domain.event import Event
from mailflow.understanding.reading import MACHINES, Intent, Reading


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the policy."""

    when: Callable[[Case], bool]
    do: Callable[[Case], Decision]


def decide(reading: Reading, request: Request, book: Book) -> Decision:
    """What is to be done about a mail."""
    case = Case(_as_the_event_is(_a_question_alone(_well_written(reading)), book.event), request, book)
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


def _as_the_event_is(reading: Reading, event: Event) -> Reading:
    """Where there is nothing to choose, a doubt which session is meant is one of the whole mail."""
    if event.rounds or not reading.doubts:
        return reading
    doubts = (replace(doubt, about="") if doubt.about == "choices" else doubt for doubt in reading.doubts)
    return replace(reading, doubts=tuple(doubts))


POLICY: tuple[Rule, ...] = (
    # a calendar's answer: what it says is done, nobody is answered
    Rule(when.is_a_calendar, do.reply_of_a_calendar),
    # our mail did not reach somebody: noted, nobody is answered
    Rule(when.is_undelivered, do.note_undelivered),
    # machines are never answered: two of them would talk for ever
    Rule(when.of_intent(*MACHINES), do.nothing),
    # junk is not answered; where it is not certain, a person looks
    Rule(when.of_intent(Intent.SPAM), do.junk),
    # a yes to 'shall we send, or erase, your data?'
    Rule(when.confirms_privacy, do.confirmed_privacy),
    # somebody asks for their data, or for erasure: confirmed by reply first
    Rule(when.of_intent(Intent.PRIVACY), privacy.privacy),
    # which of several events is meant: asked before anything is done at one of them
    Rule(which_event.unclear, which_event.ask_which),
    # a yes or no to 'is it really you who cancels, or changes?'
    Rule(when.confirms, do.confirmed),
    # what an unclear change lacked
    Rule(when.completes_change, do.completed),
    # what an unclear booking lacked, its seats held meanwhile
    Rule(when.answers_ask, do.answer_to_ask),
    # a word of thanks: two polite sides would thank each other for ever
    Rule(when.only_thanks, do.nothing),
    # a yes where none was asked for: how the booking stands
    Rule(when.says_all_is_well, do.take_up),
    # likewise once it was given up: whether it is to be as it was
    Rule(when.says_yes_after_all, do.after_all),
    Rule(when.asks_for_it_after_all, do.after_all),
    # thanks, opinions, proposals: kept for the organizers
    Rule(when.of_intent(Intent.FEEDBACK), do.feedback),
    Rule(when.tells_of_it_afterwards, do.feedback),
    # a certificate, an invoice, once the event has begun: nothing is altered, a person sees to it
    Rule(when.only_wishes_once_begun, do.question),
    # alterations: who may, and of which booking, is seen to in each
    Rule(when.of_intent(Intent.CANCEL), do.give_up),
    Rule(when.of_intent(Intent.ACCEPT), do.take_up),
    Rule(when.of_intent(Intent.DECLINE), do.turn_down),
    Rule(when.takes_up_and_alters, do.take_up),
    Rule(when.of_intent(Intent.CHANGE), do.alter),
    # a booking, from anybody
    Rule(when.of_intent(Intent.BOOK), do.book),
    # what somebody needs, told beside a question: kept with the booking
    Rule(when.tells_needs_beside_a_question, do.note_needs),
    # a question alone
    Rule(when.of_intent(Intent.QUESTION), do.question),
    # anything else goes to a person, and the writer is told so
    Rule(lambda case: True, do.odd),
)
