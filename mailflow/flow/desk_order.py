"""A booking as it is told at the desk, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mailflow.decision.desk import (
    Door,
)
from mailflow.domain.booking import Booking, Choices, Contact, no_choices
from mailflow.domain.letter import Letter
from mailflow.understanding import Person

Why = Literal["early", "late", "begun", "over", "off", "party", "twice", "names", "who", "given-up", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A booking as it was told at the desk. `choices` hold for whoever has none of their own.

    `large`: above the event's largest party all the same. `again`: though the same person is booked already. `late`:
    though booking is closed, until the event ends.
    """

    source: Door
    people: tuple[Person, ...] = ()
    seats: int | None = None
    choices: Choices = field(default_factory=no_choices)
    contact: Contact = field(default_factory=Contact)
    language: str | None = None
    requests: tuple[str, ...] = ()
    large: bool = False
    again: bool = False
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The booking as it stands now, and what is sent.

    `positions` of its waitlisted places, from 1: (attendee, session) -> position.
    `why`: the rule that decided. `notes`: what the organizer should know besides, in the event's language.
    """

    why: str
    booking: Booking
    positions: Mapping[tuple[int, str | None], int]
    letters: tuple[Letter, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was done. `what`: names, or open questions, the reason speaks of; `code`: the booking it is about."""

    why: Why
    what: tuple[str, ...] = ()
    code: str = ""
