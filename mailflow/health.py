"""How the parts of a running service are: what is wrong just now, and when each was last heard of.

Every part says it from its own thread; whoever asks gets a copy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

log = structlog.get_logger()

# A part is heard of after every mail it reads and every walk over the outbox; the longest it may do without is one
# wait for the mailbox (five minutes) and one server that takes its time over it.
SILENT_AT_MOST = 1200.0  # seconds


@dataclass(slots=True)
class Health:
    """What is wrong just now, by part: in words, and since when. Empty where all is well."""

    troubles: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    well: set[str] = field(default_factory=set)  # parts that have worked, and do
    standing_by: dict[str, str] = field(default_factory=dict)  # mailbox → the program that watches it
    clock: Callable[[], float] = time.monotonic
    _heard: dict[str, float] = field(default_factory=dict)

    def say(self, part: str, trouble: str | None, now: datetime) -> None:
        """The part is in trouble, or well again."""
        self.stirs(part)
        known = self.troubles.get(part)
        if trouble is None:
            self.well.add(part)
            if self.troubles.pop(part, None):
                log.info("works again", part=part)
        elif known is None or known[0] != trouble:
            self.well.discard(part)
            self.troubles[part] = (trouble, known[1] if known else now)
            log.warning("in trouble", part=part, why=trouble)

    def stands_by(self, part: str, watched_by: str) -> None:
        """Another program watches the mailbox: how that goes, that one tells."""
        self.stirs(part)
        self.well.discard(part)
        self.troubles.pop(part, None)
        if self.standing_by.get(part) != watched_by:
            log.info("stands by: another program watches this mailbox", part=part, by=watched_by)
        self.standing_by[part] = watched_by

    def takes_over(self, part: str) -> None:
        """The mailbox is ours to watch from now on."""
        if self.standing_by.pop(part, None) is not None:
            log.info("takes over this mailbox", part=part)

    def stirs(self, part: str) -> None:
        """The part is at work, whatever may come of it."""
        self._heard[part] = self.clock()

    def silent(self) -> tuple[str, ...]:
        """Parts that hang: not heard of for longer than any wait of theirs."""
        now = self.clock()
        return tuple(sorted(part for part, heard in self._heard.copy().items() if now - heard > SILENT_AT_MOST))

    def parts(self) -> tuple[str, ...]:
        """Every part that was ever heard of."""
        return tuple(sorted(self._heard.copy()))
