"""A desk to try the rules on: mails in, decisions out, queues served, everything kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from mailflow.decision import Book, Decision, Request, decide, expire, serve
from mailflow.domain.booking import Booking, Contact
from mailflow.domain.event import Event
from mailflow.domain.letter import Letter
from mailflow.understanding.reading import Doubt, Intent, Person, Reading
from tests.decision.keeper import MemoryKeeper
from tests.decision.making import STARTS

ANNA = "anna@people.example"
LUCA = "luca@people.example"
NOON = STARTS.replace(day=3, hour=12)


@dataclass
class Desk:
    """One event's desk. `told`: all letters so far, in their order."""

    event: Event
    now: datetime = NOON
    keeper: MemoryKeeper = field(default_factory=MemoryKeeper)
    told: list[Letter] = field(default_factory=list)

    def mail(
        self,
        sender: str,
        reading: Reading,
        *,
        thread: str | None = None,
        found_by: Literal["thread", "code", "address", "name"] | None = None,
        proven: bool | None = None,
        answers: str | None = None,
    ) -> Decision:
        """One mail, decided and carried out. `thread`: the code of the booking it answers; `answers`: the kind of our
        mail, that of the last one where it is in a thread."""
        self.now += timedelta(minutes=1)
        book = self.book(sender, thread, found_by)
        in_thread = book.found_by == "thread" and self.told
        request = Request(
            sender=sender,
            new_code=f"CODE-{len(self.keeper.kept) + 1}",
            arrived=self.now,
            now=self.now,
            proven=proven,
            answers=answers or (self.told[-1].kind if in_thread else None),
        )
        decision = decide(reading, request, book)
        self.carry_out(decision)
        return decision

    def book(self, sender: str, thread: str | None = None, found_by: Any = None) -> Book:
        mine = [b for b in self.keeper.kept.values() if b.contact.email == sender]
        known = next((b.code for b in mine if b.active), mine[-1].code if mine else None)
        by = found_by or ("thread" if thread else "address")
        code = thread or known
        return self.keeper.book(self.event, code, by if code else None, sender)

    def carry_out(self, decision: Decision) -> None:
        self.keeper.write(self.event, decision.bookings)
        self.told += decision.letters
        if decision.freed:
            self.serve()

    def serve(self) -> None:
        while (served := serve(self.keeper.book(self.event), self.now)).bookings:
            self.keeper.write(self.event, served.bookings)
            self.told += served.letters

    def wait(self, **time: float) -> None:
        """Time passes, and what runs out runs out."""
        self.now += timedelta(**time)
        book = replace(self.keeper.book(self.event), queued=self.keeper.ran_out(self.event, self.now))
        self.carry_out(expire(book, self.now))

    def kinds(self) -> list[tuple[str, str]]:
        """Letters so far, kind and to whom."""
        return [(letter.kind, letter.to.partition("@")[0]) for letter in self.told]

    def booking(self, code: str) -> Booking:
        return self.keeper.kept[code]

    def stands(self, code: str) -> list[dict[str, str]]:
        """Person by person, session -> status ('event' the event itself), without what is given up."""
        return [
            {p.session or "event": p.status.value for p in a.places if p.status != "cancelled"}
            for a in self.booking(code).attendees
        ]


def books(name: str, *others: str, seats: int | None = None, **choices: str) -> Reading:
    """A clear booking. Choices by round: `one="a b"`, in the order of preference; they hold for all."""
    wishes = {round_id: tuple(sessions.split()) for round_id, sessions in choices.items()}
    return Reading(
        intent=Intent.BOOK,
        language="en",
        confident=True,
        seats=seats or 1 + len(others),
        people=tuple(Person(n, wishes) for n in (name, *others)),
        contact=Contact(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@people.example"),
    )


def unclear(reading: Reading, about: str, words: str = "one or two?", **facts: Any) -> Reading:
    """The same, in doubt."""
    return replace(reading, confident=False, doubts=(Doubt(about, words, **facts),))


def says(intent: Intent, **facts: Any) -> Reading:
    """A clear mail that alters a booking, or asks."""
    return Reading(intent=intent, language="en", confident=True, **facts)
