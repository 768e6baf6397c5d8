"""A cap on answers in all: a safety net of this process against storms from many addresses at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from mailflow.decision.limits import Limit, longest, may_answer


class Meter:
    """Counts answers as they are decided. Kept in memory: counting rows would cost every mail more as mail grows."""

    def __init__(self, limits: Sequence[Limit]) -> None:
        self._limits = tuple(limits)
        self._answers: deque[datetime] = deque()
        self._lock = Lock()

    def take(self, now: datetime) -> bool:
        """Whether one more answer may go; if so, it is counted."""
        with self._lock:
            while self._answers and self._answers[0] <= now - longest(self._limits):
                self._answers.popleft()
            if len(self._answers) < min((limit.answers for limit in self._limits), default=1):
                allowed = True  # below every limit, whatever its span
            else:
                allowed = may_answer(self._answers, now, self._limits)
            if allowed:
                self._answers.append(now)
            return allowed
