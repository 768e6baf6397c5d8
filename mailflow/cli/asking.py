"""What is missing from a booking at the desk, asked at the terminal, question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from rich.console import Console
from rich.prompt import Confirm, Prompt
from rich.text import Text

from mailflow.cli.wishes import Unreadable, email_of, labels, phone_of, sessions_of
from mailflow.cli.words import say
from mailflow.domain.booking import Choices
from mailflow.domain.event import Event, Round
from mailflow.flow.desk_order import Order
from mailflow.ledger import Seats
from mailflow.understanding import Person

T = TypeVar("T")


def completed(console: Console, event: Event, seats: Mapping[str | None, Seats], order: Order) -> Order:
    """The order with what was missing: who comes, to which sessions, whom to tell. Each once, Enter for nothing."""
    if not order.people and order.seats is None:
        order = _people(console, event, order)
    if order.people and not order.contact.name:
        order = replace(order, contact=replace(order.contact, name=order.people[0].name))
    if event.rounds and not order.choices and not any(person.choices for person in order.people):
        order = _sessions(console, event, seats, order)
    if not (order.contact.email or order.contact.phone):
        order = _contact(console, event, order)
    return order


def event_among(console: Console, events: tuple[Event, ...]) -> Event:
    """The event meant; not asked where there is one."""
    if len(events) == 1:
        return events[0]
    chosen = Prompt.ask(say("ask.event"), console=console, choices=[event.id for event in events])
    return next(event for event in events if event.id == chosen)


def confirmed(console: Console, question: str) -> bool:
    """Yes or no."""
    return Confirm.ask(Text(question), console=console)


def _people(console: Console, event: Event, order: Order) -> Order:
    names_needed = event.booking.names == "required"

    def read(text: str) -> Order:
        if text.strip().isdecimal() and int(text) > 0 and not names_needed:
            return replace(order, seats=int(text))
        names = [name.strip() for name in text.split(",") if name.strip() and not name.strip().isdecimal()]
        if not names:
            raise Unreadable(say("again.people"))
        return replace(order, people=tuple(Person(name) for name in names))

    return _asked(console, say("ask.people_named" if names_needed else "ask.people"), read)


def _sessions(console: Console, event: Event, seats: Mapping[str | None, Seats], order: Order) -> Order:
    for round_ in event.rounds:
        _show(console, round_, seats)
        if len(order.people) < 2:
            order = replace(
                order, choices=_choice(console, round_, order.choices, say("ask.sessions", round=round_.title))
            )
            continue
        first, *others = order.people
        question = say("ask.sessions_of", round=round_.title, name=first.name)
        chosen = _choice(console, round_, first.choices, question)
        alike = chosen == first.choices or confirmed(console, say("ask.alike"))
        people = [Person(first.name, chosen)]
        for person in others:
            question = say("ask.sessions_of", round=round_.title, name=person.name)
            wish = (
                {**person.choices, **_of_round(chosen, round_)}
                if alike
                else _choice(console, round_, person.choices, question)
            )
            people.append(Person(person.name, wish))
        order = replace(order, people=tuple(people))
    return order


def _choice(console: Console, round_: Round, known: Choices, question: str) -> Choices:
    chosen = _asked(console, question, lambda text: sessions_of(round_, text), default="")
    return {**known, round_.id: chosen} if chosen else known


def _of_round(choices: Choices, round_: Round) -> Choices:
    return {round_.id: choices[round_.id]} if round_.id in choices else {}


def _show(console: Console, round_: Round, seats: Mapping[str | None, Seats]) -> None:
    for label, session in zip(labels(round_), round_.sessions, strict=True):
        stands = seats.get(session.id)
        taken, waiting = (stands.taken, stands.waiting) if stands else (0, 0)
        if session.capacity is None:
            room = say("ask.unlimited")
        elif taken >= session.capacity:
            room = say("ask.full", waiting=waiting)
        else:
            room = say("ask.free", free=session.capacity - taken)
        console.print(f"  {label:>3}  {session.title} ({room})", markup=False)


def _contact(console: Console, event: Event, order: Order) -> Order:
    contact = order.contact
    if not contact.name:
        contact = replace(contact, name=_asked(console, say("ask.contact"), str.strip, default="") or None)
    email = _asked(console, say("ask.email"), lambda text: email_of(text) if text.strip() else None, default="")
    phone = _asked(console, say("ask.phone"), lambda text: phone_of(event, text) if text.strip() else None, default="")
    organization = contact.organization or _asked(console, say("ask.organization"), str.strip, default="") or None
    return replace(order, contact=replace(contact, email=email, phone=phone, organization=organization))


def _asked(console: Console, question: str, read: Callable[[str], T], default: str | None = None) -> T:
    """Asks until it can be read."""
    while True:
        answer = Prompt.ask(Text(question), console=console, default=default, show_default=False) or ""
        try:
            return read(answer)
        except Unreadable as error:
            console.print(str(error), style="red", markup=False)
