"""Random bookings, changes, cancellations, offers, expiries and capacity changes; what must hold after each.

`DeskMachine` plays against whatever keeps the bookings: give it a `Keeper` by overriding `keeper_for`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mailflow.decision import Book, Decision, Request, decide, expire, serve
from mailflow.decision.due import agenda
from mailflow.decision.seats import may_split
from mailflow.domain.booking import NO_CHOICES, Booking, Choices, Contact
from mailflow.domain.event import Event
from mailflow.domain.place import HELD, Status
from mailflow.understanding.reading import Doubt, Intent, Person, Reading
from tests.decision.making import CLOSES, STARTS, event_with

WRITERS = [f"w{number}@people.example" for number in range(7)]
CAPACITIES = st.fixed_dictionaries(
    {None: st.integers(2, 7), "a": st.integers(1, 3), "b": st.integers(1, 3), "c": st.integers(1, 4)}
)
WISHES = st.fixed_dictionaries(
    {}, optional={"one": st.sampled_from([("a",), ("b",), ("a", "b"), ("b", "a")]), "two": st.just(("c",))}
)
CHOSEN = st.sampled_from([{"one": ("a",)}, {"one": ("b",)}, {"one": ("b", "a")}, {"two": ("c",)}])


class Keeper(Protocol):
    """Keeps the bookings of one event, as the ledger does."""

    def book(self, event: Event, code: str | None, found_by: Any, address: str) -> Book:
        """The desk's book, with the bookings of that address; queues where a seat is free and somebody waits."""
        ...

    def write(self, event: Event, bookings: Sequence[Booking]) -> None:
        """New or altered bookings."""
        ...

    def bookings(self, event: Event) -> Sequence[Booking]:
        """All of them, in the order received."""
        ...

    def ran_out(self, event: Event, now: datetime) -> Mapping[str, Booking]:
        """By code, those with an offer or a hold that ran out."""
        ...

    def capacities(self, event: Event) -> None:
        """The event's file was changed."""
        ...

    def close(self) -> None:
        """Nothing more is asked."""
        ...


@dataclass(frozen=True)
class Mail:
    """What a writer sent."""

    reading: Reading
    sender: str
    code: str | None = None


class DeskMachine(RuleBasedStateMachine):
    """The rules of the desk, against a keeper."""

    def __init__(self) -> None:
        super().__init__()
        self.now = STARTS - timedelta(days=19)
        self.codes = 0
        self.last: Mail | None = None

    def keeper_for(self, event: Event) -> Keeper:
        raise NotImplementedError

    @initialize(
        capacities=CAPACITIES,
        party=st.sampled_from(["together", "split"]),
        waitlist=st.sampled_from(["promote", "offer"]),
        large=st.sampled_from(["pass", "wait"]),
    )
    def an_event(self, capacities: Mapping[str | None, int], party: Any, waitlist: Any, large: Any) -> None:
        self.event = event_with(capacities, party=party, waitlist=waitlist, large_party=large, max_party=4)
        self.keeper = self.keeper_for(self.event)
        self.ceiling: dict[str | None, int] = dict(capacities)

    def teardown(self) -> None:
        if hasattr(self, "keeper"):
            self.keeper.close()

    # --- mails --------------------------------------------------------------------------------------------------------

    @rule(writer=st.sampled_from(WRITERS), seats=st.integers(1, 4), choices=WISHES)
    def somebody_books(self, writer: str, seats: int, choices: Choices) -> None:
        self.deliver(Mail(a_booking(writer, seats, choices), writer))

    @rule(
        writer=st.sampled_from(WRITERS), choices=WISHES, doubt=st.sampled_from(["seats", "date", "choices", "intent"])
    )
    def somebody_books_unclearly(self, writer: str, choices: Choices, doubt: str) -> None:
        doubts = (Doubt(doubt, "two or three?", round="one" if doubt == "choices" else None),)
        reading = replace(a_booking(writer, 2, choices), confident=False, doubts=doubts)
        self.deliver(Mail(reading, writer))

    @rule(data=st.data(), seats=st.integers(1, 4))
    def a_thread_answers_with_a_number(self, data: st.DataObject, seats: int) -> None:
        self.reply(data, Reading(intent=Intent.CHANGE, language="en", confident=True, seats=seats))

    @rule(data=st.data(), choices=CHOSEN)
    def a_thread_chooses(self, data: st.DataObject, choices: Choices) -> None:
        self.reply(data, Reading(intent=Intent.CHANGE, language="en", confident=True, choices=choices))

    @rule(data=st.data(), more=st.integers(1, 2))
    def a_thread_asks_for_more(self, data: st.DataObject, more: int) -> None:
        self.reply(data, Reading(intent=Intent.CHANGE, language="en", confident=True, more=more))

    @rule(data=st.data())
    def a_thread_gives_one_back(self, data: st.DataObject) -> None:
        self.reply(data, Reading(intent=Intent.CHANGE, language="en", confident=True, fewer=1))

    @rule(data=st.data(), dropped=st.sampled_from(["one", "two", "a"]))
    def a_thread_drops_a_session(self, data: st.DataObject, dropped: str) -> None:
        self.reply(data, Reading(intent=Intent.CHANGE, language="en", confident=True, dropped=(dropped,)))

    @rule(data=st.data())
    def a_thread_substitutes(self, data: st.DataObject) -> None:
        booking = self.some_booking(data)
        if booking and (names := [a.name for a in booking.active if a.name]):
            replaced = {names[0]: f"{names[0]} Senior"}
            reading = Reading(intent=Intent.CHANGE, language="en", confident=True, replaced=replaced)
            self.deliver(Mail(reading, booking.contact.email or "", booking.code))

    @rule(data=st.data(), intent=st.sampled_from([Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE]))
    def a_thread_says(self, data: st.DataObject, intent: Intent) -> None:
        self.reply(data, Reading(intent=intent, language="en", confident=True))

    @rule(writer=st.sampled_from(WRITERS), intent=st.sampled_from([Intent.CANCEL, Intent.CHANGE, Intent.ACCEPT]))
    def an_address_alone_says(self, writer: str, intent: Intent) -> None:
        seats = 1 if intent is Intent.CHANGE else None
        self.deliver(Mail(Reading(intent=intent, language="en", confident=True, seats=seats), writer))

    @rule(data=st.data())
    def a_stranger_cancels(self, data: st.DataObject) -> None:
        booking = self.some_booking(data)
        if booking:
            before = self.keeper.bookings(self.event)
            reading = Reading(intent=Intent.CANCEL, language="en", confident=True)
            self.deliver(Mail(reading, "stranger@elsewhere.example", booking.code))
            assert list(self.keeper.bookings(self.event)) == list(before)

    @precondition(lambda self: self.last is not None)
    @rule()
    def the_last_mail_comes_again(self) -> None:
        """Without the ledger's memory of it: stating a thing twice changes nothing."""
        assert self.last is not None
        reading = self.last.reading
        if reading.more or reading.fewer or reading.intent in {Intent.ACCEPT, Intent.DECLINE}:
            return  # 'one more', or yes to an offer, twice: only the record of the mail can tell
        before = sorted_places(self.keeper.bookings(self.event))
        self.deliver(self.last)
        assert sorted_places(self.keeper.bookings(self.event)) == before

    # --- time and capacity --------------------------------------------------------------------------------------------

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.last = None
        ran_out = self.keeper.ran_out(self.event, self.now)
        book = replace(self.keeper.book(self.event, None, None, ""), queued=ran_out)
        self.carry_out(expire(book, self.now))
        assert not self.keeper.ran_out(self.event, self.now)

    @rule(session=st.sampled_from([None, "a", "b", "c"]), capacity=st.integers(1, 8))
    def the_capacity_changes(self, session: str | None, capacity: int) -> None:
        capacities = {s: self.event.capacity_of(s) or 0 for s in (None, "a", "b", "c")}
        self.event = event_with(
            capacities | {session: capacity},
            party=self.event.booking.party,
            waitlist=self.event.booking.waitlist,
            large_party=self.event.booking.large_party,
            max_party=4,
        )
        self.last = None
        self.keeper.capacities(self.event)
        self.ceiling[session] = max(capacity, self.taken()[session])
        self.serve()

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def never_more_people_than_seats(self) -> None:
        if not hasattr(self, "event"):
            return
        taken = self.taken()
        for session, ceiling in self.ceiling.items():
            assert taken[session] <= ceiling, f"{taken[session]} in {session}, of {ceiling}"
            self.ceiling[session] = max(self.event.capacity_of(session) or 0, taken[session])

    @invariant()
    def nobody_has_two_seats_in_a_round(self) -> None:
        for _, attendee in self.people():
            for round_id in (None, "one", "two"):
                assert len(attendee.held_in(round_id)) <= 1
            sessions = [p.session for p in attendee.places]
            assert len(sessions) == len(set(sessions)), "one place a session, given up or not"

    @invariant()
    def a_session_needs_a_place_at_the_event(self) -> None:
        for booking, attendee in self.people():
            at_event = attendee.place(None)
            for place in attendee.places:
                if place.session is None or place.status is Status.CANCELLED:
                    continue
                assert at_event is not None, "given up at the event, and not in a session"
                if place.status in {Status.CONFIRMED, Status.WAITLISTED}:
                    assert at_event.status is Status.CONFIRMED
                if place.status is Status.WANTED and at_event.status is Status.CONFIRMED:
                    assert booking.asked_until is not None, "a wish waits for nothing"

    @invariant()
    def nobody_waits_while_a_place_that_fits_is_free(self) -> None:
        if not hasattr(self, "event") or self.now >= self.event.starts:
            return
        taken = self.taken()
        for session in (None, "a", "b", "c"):
            free = max(0, (self.event.capacity_of(session) or 0) - taken[session])
            waiting = list(self.queue(session))
            heads = waiting[:1] if self.event.booking.large_party == "wait" else waiting
            for code, people in heads:
                assert self.needs(session, people) > free, f"{code} waits for {session} with {people}, {free} are free"

    @invariant()
    def one_booking_a_person(self) -> None:
        if hasattr(self, "event"):
            active = Counter(b.contact.email for b in self.keeper.bookings(self.event) if b.active)
            assert not [address for address, bookings in active.items() if bookings > 1]

    @invariant()
    def only_who_comes_is_reminded(self) -> None:
        if hasattr(self, "event"):
            bookings = self.keeper.bookings(self.event)
            items = agenda(self.event, bookings, STARTS - timedelta(days=30), STARTS + timedelta(days=3)).due
            keys = [item.key for item in items]
            assert len(keys) == len(set(keys))
            reminded = [item.booking for item in items if item.booking is not None]
            assert all(any(a.held_in(None) for a in b.attendees) for b in reminded)

    # --- how it is played ---------------------------------------------------------------------------------------------

    def reply(self, data: st.DataObject, reading: Reading) -> None:
        booking = self.some_booking(data)
        if booking:
            self.deliver(Mail(reading, booking.contact.email or "", booking.code))

    def some_booking(self, data: st.DataObject) -> Booking | None:
        bookings = sorted(self.keeper.bookings(self.event), key=lambda b: b.code)
        return data.draw(st.sampled_from(bookings)) if bookings else None

    def deliver(self, mail: Mail) -> None:
        self.now += timedelta(minutes=1)
        self.codes += 1
        mine = [b for b in self.keeper.bookings(self.event) if b.contact.email == mail.sender]
        by_address = ([b for b in mine if b.active] or mine)[-1:]
        code, found_by = (mail.code, "thread") if mail.code else (next((b.code for b in by_address), None), "address")
        book = self.keeper.book(self.event, code, found_by if code else None, mail.sender)
        request = Request(sender=mail.sender, new_code=f"N{self.codes:03}-AA", arrived=self.now, now=self.now)
        decision = decide(mail.reading, request, book)
        note(f"{self.now:%d %H:%M} {mail.sender} {mail.reading.intent} {mail.code}: {decision.why}")
        assert len(decision.letters) <= 1, "one answer a mail"
        assert all(letter.to == mail.sender for letter in decision.letters if mail.code is None)
        self.carry_out(decision)
        # what completed a waiting change, or answered what was asked of some, is by itself another statement; and so is
        # what asked for a booking that was given up: told again, it answers what was asked of that
        known = book.booking
        answers = known is not None and (known.pending or known.asked or (mail.code and not known.active))
        self.last = None if answers else mail

    def carry_out(self, decision: Decision) -> None:
        self.write(decision)
        if decision.freed:
            self.serve()

    def serve(self) -> None:
        for _ in range(50):
            book = self.keeper.book(self.event, None, None, "")
            before = {b.code: b for b in self.keeper.bookings(self.event)}
            served = serve(book, self.now)
            self.write(served)
            self.in_order(before, {b.code: b for b in self.keeper.bookings(self.event)})
            if not served.bookings:
                return
        raise AssertionError("serving never ends")

    def write(self, decision: Decision) -> None:
        note(f"  {decision.why}: {[(b.code, b.asked) for b in decision.bookings]}")
        self.keeper.write(self.event, decision.bookings)
        kept = {b.code: b for b in self.keeper.bookings(self.event)}
        for booking in decision.bookings:
            assert kept[booking.code] == booking, "what is read back is what was written"

    def in_order(self, before: Mapping[str, Booking], after: Mapping[str, Booking]) -> None:
        """Who was served passed nobody who could have been served instead."""
        for session in (None, "a", "b", "c"):
            queue = list(waiting_in(before.values(), session))
            left = dict(waiting_in(after.values(), session))
            served = set(seated_from_queue(before, after, session))
            for place, (party, people) in enumerate(queue):
                for earlier, size in queue[:place] if party in served else ():
                    still_waits = earlier != party and left.get(earlier, 0) == size
                    too_large = self.needs(session, size) > self.needs(session, people)
                    passed_over = self.event.booking.large_party == "pass" and too_large
                    assert passed_over or not still_waits, f"{party} was served in {session} before {earlier}"

    def needs(self, session: str | None, people: int) -> int:
        """Free seats without which a party is not served."""
        return 1 if may_split(self.event, session, people) else people

    def people(self) -> Iterator[tuple[Booking, Any]]:
        if hasattr(self, "event"):
            yield from ((b, a) for b in self.keeper.bookings(self.event) for a in b.attendees)

    def taken(self) -> Counter[str | None]:
        return Counter(p.session for _, a in self.people() for p in a.places if p.status in HELD)

    def queue(self, session: str | None) -> Iterator[tuple[str, int]]:
        return waiting_in(self.keeper.bookings(self.event), session)


def waiting_in(bookings: Any, session: str | None) -> Iterator[tuple[str, int]]:
    """The queue of a session by parties that nothing hinders: code and since, how many, in order."""
    found: Counter[tuple[datetime, str]] = Counter()
    for booking in bookings:
        for attendee in booking.attendees:
            place = attendee.place(session)
            if place is None or place.status is not Status.WAITLISTED or booking.asked_until is not None:
                continue
            if any(p.status is Status.OFFERED and p.round == place.round for p in attendee.places):
                continue
            found[place.since, booking.code] += 1
    for since, code in sorted(found):
        yield f"{code} {since:%d %H:%M}", found[since, code]


def seated_from_queue(
    before: Mapping[str, Booking], after: Mapping[str, Booking], session: str | None
) -> Iterator[str]:
    """Parties of which somebody waited there before and has a seat there now."""
    for code, booking in before.items():
        now = {a.number: a.place(session) for a in after[code].attendees}
        for attendee in booking.attendees:
            was, is_now = attendee.place(session), now.get(attendee.number)
            if was and was.status is Status.WAITLISTED and is_now and is_now.status in HELD:
                yield f"{code} {was.since:%d %H:%M}"


def sorted_places(bookings: Sequence[Booking]) -> list[Any]:
    """Every place of everybody, to compare."""
    return sorted(
        (b.code, a.number, a.name or "", p.session or "", p.status.value)
        for b in bookings
        for a in b.attendees
        for p in a.places
    )


def a_booking(writer: str, seats: int, choices: Choices) -> Reading:
    """A clear booking: the writer, and companions without a name."""
    name = f"Person {writer.partition('@')[0].upper()}"
    return Reading(
        intent=Intent.BOOK,
        language="en",
        confident=True,
        seats=seats,
        people=(Person(name, choices),),
        choices=choices or NO_CHOICES,
        contact=Contact(name=name, email=writer),
    )


assert CLOSES <= STARTS
