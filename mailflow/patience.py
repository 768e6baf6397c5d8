"""No mail holds up the others for ever: one that takes too long ends the program.

Python cannot stop a thread that is lost in a pattern or a loop. So the program ends itself, saying where it was lost
(files and lines, no word of the mail); whoever keeps it starts it again, what it died over is tried alone from then on,
and set aside in the end (decision 0008). The watch is kept by the interpreter's own C code: a thread that lets no other
run is found too.
"""

from __future__ import annotations

import faulthandler
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 300.0  # five times as long as a transaction waits for the database; no real mail ever took a whole one


class Patience:
    """Watches over any number of threads: the one whose time ends first counts."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until: dict[int, float] = {}
        self._lock = threading.Lock()

    @contextmanager
    def over(self) -> Iterator[None]:
        """What is done within the block has to end in time."""
        me = threading.get_ident()
        self._watch(me, time.monotonic() + self.seconds)
        try:
            yield
        finally:
            self._watch(me, None)

    def _watch(self, thread: int, until: float | None) -> None:
        with self._lock:
            if until is None:
                del self._until[thread]
            else:
                self._until[thread] = until
            if self._until:
                left = max(0.001, min(self._until.values()) - time.monotonic())
                faulthandler.dump_traceback_later(left, exit=True, file=sys.__stderr__ or sys.stderr)
            else:
                faulthandler.cancel_dump_traceback_later()


PATIENCE = Patience(SECONDS)
