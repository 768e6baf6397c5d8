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
from mailflow.understanding import Reading, read, which_event


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a mail is read from: the events booked there, and the one of them that is meant in doubt."""

    events: tuple[Event, ...]
    main: Event
    now: datetime


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A mail, and what it states to whoever knows of no booking of its writer.

    `event` (its id) and `reading` are None where the mail answers another: then its conversation must be known first.
    """

    message: Message
    digest: bytes
    event: str | None = None
    reading: Reading | None = None


def foresee(content: bytes, standpoint: Standpoint) -> Foreseen:
    """The mail in these bytes. Raises what the reading raises: a fault of ours, told of that mail."""
    message = parse(content)
    digest = hashlib.sha256(content).digest()
    if message.in_reply_to or message.references:
        return Foreseen(message, digest)
    event = event_of(message, standpoint)
    return Foreseen(message, digest, event.id, read(message, event))


def foresee_or_leave(content: bytes, standpoint: Standpoint) -> Foreseen | None:
    """The same; None where that raises: the mail is read again when its turn comes, and what it raises told then."""
    try:
        return foresee(content, standpoint)
    except Exception:  # noqa: BLE001 - likewise
        return None


def event_of(message: Message, standpoint: Standpoint) -> Event:
    """The event a mail is for that belongs to no booking yet."""
    if len(standpoint.events) == 1:
        return standpoint.main
    candidates = which_event(message, standpoint.events, standpoint.now)
    return candidates[0] if len(candidates) == 1 else standpoint.main


def _read_only(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(items)


# What is foreseen passes from process to process, and read-only mappings do not pickle by themselves. They are named by
# a function of this module: a type without a public name, and what the main program defines, the other end cannot find.
copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))
