"""A batch of waiting mails: what is recorded of it already, its new mails, and how they read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal

from mailflow.domain.event import Event
from mailflow.flow.foresight import Foreseen
from mailflow.flow.safely import ANSWERED
from mailflow.ledger import InboundRow
from mailflow.mailbox.port import Origin, Raw, Waiting


@dataclass(frozen=True, slots=True)
class Item:
    """A mail of a batch: how often the program died over it, and what was told of it ahead."""

    origin: Origin
    raw: Raw
    deaths: int
    foreseen: Foreseen | None

    @property
    def kind(self) -> Literal["plain", "answered", "alone"]:
        """With which others it may share a commit: mails like any other, or those a colleague has answered."""
        if self.deaths or self.raw.truncated:
            return "alone"
        if ANSWERED in self.raw.flags:
            return "answered"
        return "plain" if self.foreseen is not None and self.foreseen.event is not None else "alone"


@dataclass(slots=True)
class Batch:
    """A batch that is fetched: what is recorded of it already, its new mails, and how they read, as far as known.

    `new`: mails that were begun, also those that are gone meanwhile; `deaths`: how often the program died over them;
    `events`: as they were when the readers were asked.
    """

    new: set[Origin]
    recorded: dict[Origin, InboundRow]
    deaths: dict[Origin, int]
    raws: list[Raw]
    events: tuple[Event, ...]
    foreseen: list[Future[list[Foreseen | None]]] = field(default_factory=list)

    def items(self, foresee: Callable[[bytes], Foreseen | None]) -> Iterator[Item]:
        """The new mails, in order, as the readers told; where none was asked, as `foresee` tells."""
        told = (one for chunk in self.foreseen for one in chunk.result())
        for raw in self.raws:
            assert raw.origin is not None
            foreseen = None
            if is_read(raw):
                foreseen = next(told) if self.foreseen else foresee(raw.content)
            yield Item(raw.origin, raw, self.deaths.get(raw.origin, 0), foreseen)


def is_read(raw: Raw) -> bool:
    """Whether it has to be read: not where a colleague has answered it, or it is too large."""
    return ANSWERED not in raw.flags and not raw.truncated


def unread(mail: Waiting) -> Raw:
    """A mail that is not fetched: it is too large."""
    return Raw(mail.origin, b"", mail.arrived, mail.flags, truncated=True)
