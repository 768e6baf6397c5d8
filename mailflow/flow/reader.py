"""The program of the readers: it imports what reading needs and no more, for a backlog waits while it starts.

It reads what the first of its sockets brings; then it is warm, and forks a likeness of itself for each of the others.
What is loaded by then stays to the end, and is not gone through for garbage.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import socket
import sys
from collections.abc import Sequence

from mailflow.flow.foresight import Standpoint, foresee_or_leave
from mailflow.patience import PATIENCE


class Reading:
    """What one process does: it is asked over its socket until nobody asks any more."""

    def __init__(self, asked: socket.socket) -> None:
        self._asked, self._told = asked.makefile("rb"), asked.makefile("wb")
        self._known = b""  # the events it was told last

    def once(self) -> bool:
        """Reads what it is asked next; False where nobody asks."""
        try:
            contents, packed, now = pickle.load(self._asked)  # noqa: S301 - from the service that started us
        except (EOFError, ConnectionError):
            return False
        if packed != self._known:  # the same events, made anew, would have to be made ready for reading anew
            self._events, self._main, self._settled = pickle.loads(packed)  # noqa: S301 - likewise
            self._known = packed
        standpoint = Standpoint(self._events, self._main, now, self._settled)
        with PATIENCE.over():
            readings = [foresee_or_leave(content, standpoint) for content in contents]
        pickle.dump(readings, self._told, pickle.HIGHEST_PROTOCOL)
        self._told.flush()
        return True


def read_on(sockets: Sequence[socket.socket]) -> None:
    """What the program does, in as many processes as there are sockets."""
    first, *others = sockets
    reading = Reading(first)
    gc.disable()
    going = reading.once()
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a likeness that dies is missed by who asked it
    for number, other in enumerate(others):
        if os.fork() == 0:
            for foreign in (first, *others[:number], *others[number + 1 :]):
                foreign.close()
            reading, going = Reading(other), True
            break
        other.close()
    while going:
        going = reading.once()


if __name__ == "__main__":
    read_on([socket.socket(fileno=int(number)) for number in sys.argv[1:]])
