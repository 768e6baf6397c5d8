"""Readers: processes that read mail ahead, so that more than one core does while a backlog lasts.

Reading is pure and costs more than all else. A reader is asked in chunks over a socket; when we end, however that is,
the socket ends, and so does it. What a reader does not tell, because it died or met what it does not know, is read by
whoever asked: so a mail that kills is counted as one that killed us.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from socket import socket, socketpair
from subprocess import DEVNULL, Popen
from threading import Lock

import structlog

from mailflow.flow import reader
from mailflow.flow.foresight import Foreseen, Standpoint

log = structlog.get_logger()

CHUNK = 10  # mails asked for at once: the pipe costs less than the reading by far


class Readers:
    """So many processes, shared by whoever has a backlog; they end when nobody has one any more. Thread-safe."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._free: SimpleQueue[_Reader] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None  # one a reader, which waits for its answers
        self._programs: list[Popen[bytes]] = []  # each ends with the last of its readers
        self._users = 0
        self._lock = Lock()

    @contextmanager
    def at_hand(self) -> Iterator[Readers]:
        """The readers, running until the block ends."""
        with self._lock:
            self._users += 1
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._count, "reader")
                for one in self._start(self._count):
                    self._free.put(one)
        try:
            yield self
        finally:
            with self._lock:
                self._users -= 1
                if not self._users:
                    self._threads.shutdown()
                    self._threads = None
                    while not self._free.empty():
                        self._free.get().close()
                    while self._programs:
                        self._programs.pop().wait()

    def foresee(self, contents: Sequence[bytes], standpoint: Standpoint) -> list[Future[list[Foreseen | None]]]:
        """What these mails state, in chunks in their order; None where a reader could not tell. Within `at_hand`."""
        assert self._threads is not None
        chunks = (list(contents[start : start + CHUNK]) for start in range(0, len(contents), CHUNK))
        return [self._threads.submit(self._ask, chunk, standpoint) for chunk in chunks]

    def _ask(self, chunk: list[bytes], standpoint: Standpoint) -> list[Foreseen | None]:
        one = self._free.get()
        try:
            return one.ask(chunk, standpoint)
        except (EOFError, OSError, pickle.PickleError) as error:
            log.warning("a reader died over a mail", why=repr(error))
            one.close()
            [one] = self._start(1)
            return [None] * len(chunk)
        finally:
            self._free.put(one)

    def _start(self, count: int) -> list[_Reader]:
        """So many processes, of one program that is loaded once."""
        pairs = [socketpair() for _ in range(count)]
        theirs = [their.fileno() for _, their in pairs]
        command = [sys.executable, "-m", reader.__name__, *map(str, theirs)]
        # a session of its own: Ctrl-C is for the service, which will end its readers
        program = Popen(command, stdin=DEVNULL, pass_fds=theirs, start_new_session=True)  # noqa: S603 - ourselves
        self._programs.append(program)
        for _, their in pairs:
            their.close()
        return [_Reader(ours) for ours, _ in pairs]


class _Reader:
    """One process, asked over a socket."""

    def __init__(self, ours: socket) -> None:
        self._socket = ours
        self._asks, self._answers = ours.makefile("wb"), ours.makefile("rb")

    def ask(self, chunk: list[bytes], standpoint: Standpoint) -> list[Foreseen | None]:
        events = pickle.dumps((standpoint.events, standpoint.main, standpoint.settled), pickle.HIGHEST_PROTOCOL)
        pickle.dump((chunk, events, standpoint.now), self._asks, pickle.HIGHEST_PROTOCOL)
        self._asks.flush()
        answer: list[Foreseen | None] = pickle.load(self._answers)  # noqa: S301 - from a process of ours
        return answer

    def close(self) -> None:
        """Ends it: it waits to be asked, or is dead."""
        with suppress(OSError):  # what it was still to be asked, nobody hears
            self._asks.close()
        self._answers.close()
        self._socket.close()
