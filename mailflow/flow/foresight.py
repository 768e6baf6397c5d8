"""What can be told of a mail before the ledger is asked: pure, so that it may be done ahead, and by other processes."""

from __future__ import annotations

import copyreg
import hashlib
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from mailflow.domain.event import Event
from mailflow.message import Message, parse
from mailflow.understanding import Reading, named_beside, read, which_event


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a mail is read from: the events booked there, and the main one, whose language we speak.

    `settled`: the main one is meant where a mail names none; else its writer is asked.
    """

    events: tuple[Event, ...]
    main: Event
    now: datetime
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A mail, and what it states to whoever knows of no booking of its writer.

    `events`: the ids of those it may be for, one where it is clear; `reading` is that of the first. Neither is there
    where the mail answers another: then its conversation must be known first.
    """

    message: Message
    digest: bytes
    events: tuple[str, ...] = ()
    reading: Reading | None = None

    @property
    def event(self) -> str | None:
        """The event in whose light it was read."""
        return self.events[0] if self.events else None


def foresee(content: bytes, standpoint: Standpoint) -> Foreseen:
    """The mail in these bytes. Raises what the reading raises: a fault of ours, told of that mail."""
    message = parse(content)
    digest = hashlib.sha256(content).digest()
    if message.in_reply_to or message.references:
        return Foreseen(message, digest)
    events = events_of(message, standpoint)
    return Foreseen(message, digest, tuple(event.id for event in events), read(message, events[0]))


def foresee_or_leave(content: bytes, standpoint: Standpoint) -> Foreseen | None:
    """The same; None where that raises: the mail is read again when its turn comes, and what it raises told then."""
    try:
        return foresee(content, standpoint)
    except Exception:  # noqa: BLE001 - likewise
        return None


def event_of(message: Message, standpoint: Standpoint) -> Event:
    """The event a mail is for that belongs to no booking yet; in doubt the main one."""
    return events_of(message, standpoint)[0]


def events_of(message: Message, standpoint: Standpoint) -> tuple[Event, ...]:
    """The events it may be for: one where that is clear or settled; else all between which the mail does not tell, or
    all that it names, the main one first if it is among them."""
    if len(standpoint.events) == 1:
        return (standpoint.main,)
    candidates = which_event(message, standpoint.events, standpoint.now)
    if len(candidates) == 1:
        return candidates
    if not any(event.ends > standpoint.now for event in candidates):
        return (standpoint.main,)  # of events that are all over nobody need say which
    ordered = sorted(candidates, key=lambda event: event.id != standpoint.main.id)
    if standpoint.settled and not named_beside(message, standpoint.main, [e for e in ordered if e != standpoint.main]):
        return (standpoint.main,)
    return tuple(ordered)


def _read_only(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(items)


# What is foreseen passes from process to process, and read-only mappings do not pickle by themselves. They are named by
# a function of this module: a type without a public name, and what the main program defines, the other end cannot find.
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
