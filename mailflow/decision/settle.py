"""A matter that waits, settled as an organizer says: under the rules of mail, with the organizer vouching.

| way       | what it does |
| --------- | ------------ |
| confirm   | carries out the mail as it was understood, with the organizer's corrections, above the largest party too |
| waitlist  | puts a booking in line |
| ask       | asks the writer back what is not clear |
| answer    | sends the organizer's words |
| self      | nothing: the organizer answers |
| cancel, change, accept, decline | carries out what a mail asked that did not come from the booking's own address |

What cannot be done is told, and nothing is written: the matter waits on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from mailflow.decision import asks
from mailflow.decision.case import Case
from mailflow.decision.corrections import as_corrected, of_some_alone
from mailflow.decision.decision import Book, Decision, Request
from mailflow.decision.desk import change_booking
from mailflow.decision.party import size_of
from mailflow.decision.policy import decide
from mailflow.decision.refusal import Refusal
from mailflow.decision.settled import in_line, with_a_place
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.letter import Answer, Answered, Ask, Cancelled, Letter
from mailflow.understanding.organizer.instruction import DOING, Instruction
from mailflow.understanding.reading import Intent, Reading

LARGEST = 10_000  # people in a booking that an organizer vouches for
ASKED_FOR: Mapping[Intent, str] = {intent: intent.value for intent in Intent if intent.value in DOING}
GIVING_UP = frozenset({"cancel", "decline"})
NOT_SAID_WHICH = frozenset({"several bookings", "no booking found"})  # rules that found no one booking to act on


def ways_to_settle(decision: Decision, reading: Reading) -> tuple[str, ...]:
    """The ways offered for a decision's review, in their order: those that can be gone."""
    item = decision.review
    assert item is not None
    if "confirm" not in item.ways:
        return item.ways
    if decision.why in NOT_SAID_WHICH:
        return ("answer", "self")
    if item.kind != "identity":
        return item.ways
    return (ASKED_FOR.get(reading.intent, "confirm"), "answer", "self")


def settle(instruction: Instruction, reading: Reading, request: Request, book: Book) -> Decision | Refusal:
    """What is to be done about a matter. `reading`: the mail that waits; `request`: who wrote it; `book`: with the
    booking it concerns, if there is one."""
    match instruction.way:
        case "self":
            return Decision(settled="handled", why="left to a person")
        case "answer":
            return _answer(instruction.words, Case(reading, request, book))
        case "ask":
            return _ask(reading, request, book)
    decision = _act(instruction, reading, request, book)
    if isinstance(decision, Refusal):
        return decision
    wrote = {address_key(address) for address in (request.sender, reading.contact.email) if address}
    return replace(decision, letters=tuple(_for_its_reader(letter, wrote) for letter in decision.letters))


def _for_its_reader(letter: Letter, wrote: Collection[str]) -> Letter:
    """Whoever did not write the mail is not answered as if they had."""
    if address_key(letter.to) in wrote:
        return letter
    letter = replace(letter, answering=None)
    return replace(letter, why="organizer") if isinstance(letter, Cancelled) else letter


def _act(instruction: Instruction, reading: Reading, request: Request, book: Book) -> Decision | Refusal:
    if instruction.way in DOING and book.booking is None:
        return Refusal("no_booking")
    facts, booking = instruction.facts, book.booking
    if instruction.way in DOING and booking is not None and not (booking.active or booking.asked):
        if instruction.way in GIVING_UP:
            return Decision(settled="handled", why="cancelled before")
        return Refusal("given_up", {"code": booking.code})
    corrected = of_some_alone(reading, facts) if instruction.way == "cancel" else as_corrected(reading, facts, booking)
    if isinstance(corrected, Refusal):
        return corrected
    carry = _in_line if instruction.way == "waitlist" else _as_understood
    return carry(corrected, request, book)


def overtaken(newer: Booking) -> Refusal:
    """Why a mail is not carried out whose writer has been given something else since."""
    if not newer.active:
        return Refusal("given_up_since", {"code": newer.code})
    return Refusal("altered_since", {"code": newer.code, "seats": len(newer.active)})


# --- the ways ---------------------------------------------------------------------------------------------------------


def _answer(words: str, case: Case) -> Decision | Refusal:
    if not any(letter.isalpha() for letter in words):  # 'risposta 1' names a way, and is no letter to anybody
        return Refusal("unclear", {"words": words})
    letters = case.letter(Answer, answers=(Answered("faq", text=words),), passed_on=False, by_hand=True)
    return Decision(settled="handled", why="answered", letters=letters) if letters else Refusal("no_address")


def _ask(reading: Reading, request: Request, book: Book) -> Decision | Refusal:
    """Asks back; a booking that holds seats for an answer holds them on."""
    if not Case(reading, request, book).reply_to and not (book.booking and book.booking.contact.email):
        return Refusal("no_address")
    booking = book.booking
    if booking is None or not booking.asked:
        unsure = replace(reading, confident=False, intent=Intent.BOOK)
        return _checked(_decided(unsure, replace(request, proven=True), replace(book, booking=None)), may_ask=True)
    case = Case(reading, _vouched(request, booking), book)
    queries = asks.merged(asks.doubts(reading), asks.asked_before(book.event, booking))
    until = asks.hold_until(book.event, request.now) if booking.asked_until else None
    waits = replace(booking, asked=asks.asked(queries), asked_until=until)
    letter = case.letter(Ask, queries=queries, booking=waits, held_until=until if with_a_place(waits) else None)
    return case.decided("asked: " + ", ".join(waits.asked), letter, before=booking, booking=waits)


def _in_line(reading: Reading, request: Request, book: Book) -> Decision | Refusal:
    """In the queues, as if every limited place were taken; not where they would be served at once."""
    event = book.event
    limited = [s for s in (None, *(s.id for s in event.sessions)) if event.capacity_of(s) is not None]
    size, free = size_of(reading), book.free(None)
    if not limited:
        return Refusal("no_waitlist")
    fits = size is not None and free is not None and (free >= size or (free > 0 and event.booking.party == "split"))
    if fits and not book.waiting.get(None):
        return Refusal("free")
    full = {session: event.capacity_of(session) or 0 for session in limited}
    decision = _checked(_carried_out(reading, request, replace(book, taken={**book.taken, **full})))
    if isinstance(decision, Decision) and not any(in_line(b) for b in decision.bookings):
        return Refusal("free")
    return decision


def _as_understood(reading: Reading, request: Request, book: Book) -> Decision | Refusal:
    return _checked(_carried_out(reading, request, book))


def _carried_out(reading: Reading, request: Request, book: Book) -> Decision:
    """The mail's own rule, with the organizer's word for whoever wrote it."""
    sure = replace(reading, confident=True, doubts=())
    booking = book.booking
    if booking is None or not (booking.active or booking.asked):
        new = sure if sure.intent is Intent.BOOK else replace(sure, intent=Intent.BOOK)
        return _decided(new, replace(request, proven=True), book)
    known = {Intent.BOOK, *ASKED_FOR}
    sure = sure if sure.intent in known else replace(sure, intent=Intent.CHANGE)
    return _decided(sure, _vouched(request, booking), replace(book, found_by="code"))


def _decided(reading: Reading, request: Request, book: Book) -> Decision:
    """Decided for a party of any size; the letters speak of the event as it is."""
    event = book.event
    generous = replace(event, booking=replace(event.booking, max_party=LARGEST))
    wide = replace(book, event=generous)
    decision = (
        change_booking(wide, reading, now=request.now)
        if book.booking is not None and not request.sender
        else decide(reading, request, wide)
    )
    return replace(decision, letters=tuple(replace(letter, event=event) for letter in decision.letters))


def _vouched(request: Request, booking: Booking) -> Request:
    """As if the booking's own address had asked."""
    return replace(request, sender=booking.contact.email or "", proven=True)


def _checked(decision: Decision, *, may_ask: bool = False) -> Decision | Refusal:
    """What the rules would refuse, ask back or lay before a person: told to the one who is there."""
    if decision.why.startswith("closed: "):
        return Refusal("closed")
    asked = decision.why.removeprefix("asked: ") if decision.why.startswith("asked: ") else ""
    if asked and not may_ask:
        return Refusal("missing", {"what": _what(asked.split(",")[0])})
    if decision.review is not None and not decision.bookings and decision.settled == "review":
        return Refusal("missing", {"what": "other"})
    return decision


def _what(asked: str) -> str:
    about = asked.strip().partition(":")[0]
    return about if about in {"seats", "names", "choices"} else "other"
