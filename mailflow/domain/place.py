"""The life of a place.

    wanted ──▶ confirmed ──▶ attended ◀──▶ absent
      │ ╲          ▲
      │  ╲         │ accept (the person) · promote (a place came free)
      ▼   ╲        │
    waitlisted ──▶ offered
      │            │ decline (the person) · expire (the hold ran out)
      └────────────┴──────▶ cancelled ──▶ wanted (asked for again)

Confirmed and offered places take a seat; no session ever has more of them than its capacity. Every move there is, and
who may cause it, stands in `MOVES`; any other raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Where a place stands."""

    WANTED = "wanted"  # asked for; waits for the place at the event itself, or for a fact we asked back
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"  # held for an answer until `offer_until`
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


class Cause(StrEnum):
    """What moves a place."""

    SEAT = "seat"  # a seat is free: it is theirs
    HOLD = "hold"  # a seat is free: it is held while we ask for what is missing
    QUEUE = "queue"  # no seat is free
    PROMOTE = "promote"  # a seat came free and is given
    OFFER = "offer"  # a seat came free and is held for an answer
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    CANCEL = "cancel"
    RENEW = "renew"  # what was given up is asked for again
    ATTEND = "attend"
    MISS = "miss"


class Actor(StrEnum):
    """Who causes a move."""

    PERSON = "person"
    ORGANIZER = "organizer"
    DESK = "desk"  # the rules of the event
    CLOCK = "clock"


_W, _C, _L, _O, _X = Status.WANTED, Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.CANCELLED
_PEOPLE = frozenset({Actor.PERSON, Actor.ORGANIZER})
_DESK, _CLOCK, _ORGANIZER = frozenset({Actor.DESK}), frozenset({Actor.CLOCK}), frozenset({Actor.ORGANIZER})

# from, cause -> to, and who may cause it
MOVES: Mapping[tuple[Status, Cause], tuple[Status, frozenset[Actor]]] = MappingProxyType({
    (_W, Cause.SEAT): (_C, _DESK),
    (_W, Cause.HOLD): (_O, _DESK),
    (_W, Cause.QUEUE): (_L, _DESK),
    (_W, Cause.CANCEL): (_X, _PEOPLE | _DESK),  # the desk: another of their preferences was given
    (_W, Cause.EXPIRE): (_X, _CLOCK),  # the question it waited for was not answered
    (_L, Cause.PROMOTE): (_C, _DESK),
    (_L, Cause.OFFER): (_O, _DESK),
    (_L, Cause.CANCEL): (_X, _PEOPLE | _DESK),  # likewise
    (_L, Cause.EXPIRE): (_X, _CLOCK),  # the place at the event was offered and not taken
    (_O, Cause.ACCEPT): (_C, _PEOPLE),
    (_O, Cause.DECLINE): (_X, _PEOPLE),
    (_O, Cause.EXPIRE): (_X, _CLOCK),
    (_O, Cause.CANCEL): (_X, _PEOPLE | _DESK),
    (_C, Cause.CANCEL): (_X, _PEOPLE | _DESK),  # the desk: the session they changed to was given
    (_X, Cause.RENEW): (_W, _PEOPLE),
    (_C, Cause.ATTEND): (Status.ATTENDED, _ORGANIZER),
    (_C, Cause.MISS): (Status.ABSENT, _ORGANIZER),
    (Status.ABSENT, Cause.ATTEND): (Status.ATTENDED, _ORGANIZER),  # corrected
    (Status.ATTENDED, Cause.MISS): (Status.ABSENT, _ORGANIZER),  # corrected
})  # fmt: skip

HELD = frozenset({Status.CONFIRMED, Status.OFFERED, Status.ATTENDED, Status.ABSENT})
LIVING = frozenset(Status) - {Status.CANCELLED}


def moved(status: Status, cause: Cause) -> Status:
    """Where that cause leads from there. ValueError for a move that does not exist."""
    try:
        return MOVES[status, cause][0]
    except KeyError:
        raise ValueError(f"a place that is {status} cannot be moved by {cause!r}") from None


def may(actor: Actor, status: Status, cause: Cause) -> bool:
    """Whether that one may cause this move."""
    to = MOVES.get((status, cause))
    return to is not None and actor in to[1]
