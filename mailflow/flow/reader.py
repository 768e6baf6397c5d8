"""The process of a reader: it imports what reading needs and no more, for a backlog waits while it starts."""

from __future__ import annotations

import pickle
import sys
from typing import IO

from mailflow.flow.foresight import Standpoint, foresee_or_leave
from mailflow.patience import PATIENCE


def read_on(asked: IO[bytes], told: IO[bytes]) -> None:
    """What a reader does until nobody asks any more."""
    known = b""
    while True:
        try:
            contents, packed, now = pickle.load(asked)  # noqa: S301 - from the service that started us
        except EOFError:
            return
        if packed != known:  # the same events, made anew, would have to be made ready for reading anew
            events, main = pickle.loads(packed)  # noqa: S301 - likewise
            known = packed
        standpoint = Standpoint(events, main, now)
        with PATIENCE.over():
            readings = [foresee_or_leave(content, standpoint) for content in contents]
        pickle.dump(readings, told, pickle.HIGHEST_PROTOCOL)
        told.flush()


if __name__ == "__main__":
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # nothing but answers goes there
    read_on(sys.stdin.buffer, answers)
