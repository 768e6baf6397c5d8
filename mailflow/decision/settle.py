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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailflow.decision import asks
from mailflow.decision.case import Case
from mailflow.decision.decision import Book, Decision, Request
from mailflow.decision.desk import change_booking
from mailflow.decision.moves import spots
from mailflow.decision.names import same
from mailflow.decision.party import companions_choices, size_of
from mailflow.decision.policy import decide
from mailflow.decision.told import told
from mailflow.domain.address import address_key
from mailflow.domain.booking import Attendee, Booking, Choices
from mailflow.domain.letter import Answer, Answered, Ask, Cancelled, Letter
from mailflow.domain.place import HELD, Status
from mailflow.understanding.organizer.instruction import DOING, Instruction
from mailflow.understanding.reading import Intent, Person, Reading

LARGEST = 10_000  # people in a booking that an organizer vouches for
ASKED_FOR: Mapping[Intent, str] = {intent: intent.value for intent in Intent if intent.value in DOING}
GIVING_UP = frozenset({"cancel", "decline"})
NOT_SAID_WHICH = frozenset({"several bookings", "no booking found"})  # rules that found no one booking to act on


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an instruction cannot be followed: a key of `told`'s words, and the facts in them."""

    why: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def asks_how_many(self) -> bool:
        """Whether a number of places is wanted in answer to it."""
        return self.why == "missing" and self.facts.get("what") == "seats"

    def words(self, language: str) -> str:
        """The reason, for the organizer."""
        facts = dict(self.facts)
        if "what" in facts:
            facts["what"] = told(language, f"what.{facts['what']}")
        return told(language, f"refused.{self.why}", **facts)


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
    corrected = _only_some(reading, facts) if instruction.way == "cancel" else _corrected(reading, facts, booking)
    if isinstance(corrected, Refusal):
        return corrected
    carry = _in_line if instruction.way == "waitlist" else _as_understood
    return carry(corrected, request, book)


def overtaken(newer: Booking) -> Refusal:
    """Why a mail is not carried out whose writer has been given something else since."""
    if not newer.active:
        return Refusal("given_up_since", {"code": newer.code})
    return Refusal("altered_since", {"code": newer.code, "seats": len(newer.active)})


def outcome(instruction: Instruction, decision: Decision, sender: str, language: str) -> str:
    """What settling it did, in words for the organizer. `sender`: who wrote the mail."""
    said = [_did(instruction, decision, language)]
    said += [told(language, "done.code", code=booking.code) for booking in decision.bookings]
    recipients = dict.fromkeys(letter.to for letter in decision.letters)
    said += [told(language, "done.written", address=address) for address in recipients]
    if decision.bookings and not recipients:
        said.append(told(language, "done.nobody_told"))
    elif recipients and sender not in recipients:
        said.append(told(language, "done.not_written", address=sender))
    return "; ".join(said)


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
    letter = case.letter(Ask, queries=queries, booking=waits, held_until=until if _held(waits) else None)
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
    if isinstance(decision, Decision) and not any(_waiting(b) for b in decision.bookings):
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


# --- corrections ------------------------------------------------------------------------------------------------------


def _corrected(reading: Reading, facts: Reading | None, booking: Booking | None) -> Reading | Refusal:
    """The mail as the organizer puts it right: seats, names and sessions, each where it was told."""
    if facts is None:
        return reading
    people = facts.people or reading.people
    seats = facts.seats or reading.seats
    if _may_be_signed(facts, (*reading.people, *(booking.active if booking else ()))):
        return Refusal("unclear", {"words": facts.people[0].name})
    if facts.people and not facts.seats and seats not in {None, len(people)}:
        return Refusal("how_many", {"named": len(people), "seats": seats})
    if facts.seats and facts.seats < len(people):
        return Refusal("who", {"named": len(people), "seats": facts.seats})
    return replace(
        reading,
        seats=seats or len(people) or None,
        people=tuple(replace(p, choices=_wishes(p, reading, facts)) for p in people),
        choices={**companions_choices(reading), **facts.choices} if facts.choices else reading.choices,
        replaced={**reading.replaced, **_replaced(facts, booking)},
        more=None if facts.seats else reading.more,
        fewer=None if facts.seats else reading.fewer,
    )


def _may_be_signed(facts: Reading, there: Sequence[Person | Attendee]) -> bool:
    """Whether the only name told is one word and nobody's who is spoken of: 'ok, Laura' may be signed so."""
    names = [person.name for person in facts.people]
    alone = len(names) == 1 and " " not in names[0] and not facts.seats
    return alone and not any(one.name and same(names[0], one.name) for one in there)


def _only_some(reading: Reading, facts: Reading | None) -> Reading | Refusal:
    """A cancellation of those the organizer names: 'annulla solo Rossi'."""
    if facts is None:
        return reading
    if facts.seats or facts.choices or not facts.people:
        return Refusal("whom")
    return replace(reading, leaving=tuple(person.name for person in facts.people), people=())


def _wishes(person: Person, reading: Reading, facts: Reading) -> Choices:
    """What the mail says of the person, else of all; then what the organizer says, of all or of the person."""
    in_mail = next((p.choices for p in reading.people if same(p.name, person.name)), companions_choices(reading))
    told = next((p.choices for p in facts.people if p.name == person.name), {})
    return {**in_mail, **facts.choices, **told}


def _replaced(facts: Reading, booking: Booking | None) -> Mapping[str, str]:
    """Where all who come are named, they come in place of those who were booked and are not among them."""
    if booking is None or not facts.people or facts.seats != len(facts.people):
        return {}
    gone = [a.name for a in booking.active if a.name and not any(same(a.name, p.name) for p in facts.people)]
    new = [p.name for p in facts.people if not any(same(p.name, a.name) for a in booking.active)]
    return dict(zip(gone, new, strict=False))


# --- words ------------------------------------------------------------------------------------------------------------


def _did(instruction: Instruction, decision: Decision, language: str) -> str:
    if instruction.way == "self":
        return told(language, "done.self")
    if instruction.way == "answer":
        return told(language, "done.answered")
    if decision.why.startswith("asked: "):
        return told(language, "done.asked")
    if not decision.bookings:
        return told(language, "done.nothing_new")
    booking = decision.bookings[0]
    if not booking.active:
        return told(language, "done.cancelled")
    held, waiting = len(_held(booking)), len(_waiting(booking) - _held(booking))
    confirmed = told(language, "done.confirmed" if held > 1 else "done.confirmed_one", n=held) if held else ""
    waits = told(language, "done.waitlisted", n=waiting) if waiting else ""
    changed = told(language, "done.changed") if decision.why in {"changed", "partly cancelled"} else ""
    return ", ".join(filter(None, (changed, confirmed, waits)))


def _held(booking: Booking) -> set[int]:
    return {number for number, session in spots(booking, *HELD) if session is None}


def _waiting(booking: Booking) -> set[int]:
    return {number for number, _ in spots(booking, Status.WAITLISTED)}


def _what(asked: str) -> str:
    about = asked.strip().partition(":")[0]
    return about if about in {"seats", "names", "choices"} else "other"
