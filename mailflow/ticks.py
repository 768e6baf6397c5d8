"""The wake-up clock: APScheduler ticks, and is woken where somebody sets the machine's clock.

APScheduler reckons by the wall clock: set back by a day, it would not tick for a day. So whoever keeps it asks `look`
now and then, which compares the wall clock with the monotonic one. What a tick does must be harmless to do again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

STEP = 5.0  # seconds that the two clocks may drift apart between two looks; more, and the clock was set


class Ticks:
    """Calls `work` at once and then every `seconds`, in a thread of its own, one call at a time."""

    def __init__(self, work: Callable[[], None], seconds: float, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._apart = self._drift()
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._job = self._scheduler.add_job(
            work,
            IntervalTrigger(seconds=seconds),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def look(self) -> bool:
        """Whether the machine's clock was set since the last look; if so, there is a tick now."""
        apart = self._drift()
        was_set = abs(apart - self._apart) > STEP
        self._apart = apart
        if was_set:
            self.now()
        return was_set

    def now(self) -> None:
        """One tick out of turn."""
        self._job.modify(next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """No more ticks; waits for one that is under way."""
        self._scheduler.shutdown(wait=True)

    def _drift(self) -> float:
        return self._wall() - time.monotonic()
