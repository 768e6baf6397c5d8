"""mailflow as a process that can be ended like any other, and is started in no time: forked from one that is loaded."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from mailflow import crash
from mailflow.cli import main
from mailflow.patience import PATIENCE, SECONDS
from tests.forked import processes

WAIT_AT_MOST = 300.0  # seconds that anything may take on a busy machine


class Program:
    """A running `mailflow ARGUMENTS`, and all it has said."""

    def __init__(self, arguments: tuple[str, ...], crash_at: str, patience: float, room: int) -> None:
        self._ear, mouth = multiprocessing.Pipe(duplex=False)
        self.process = processes.Process(target=_main, args=(arguments, mouth, crash_at, patience, room))
        self.process.start()
        mouth.close()  # ours: theirs is the only one left, and ends with them
        self.heard = ""
        self._read = 0  # how much of it was asked about

    def says(self, *words: str, times: int = 1) -> bool:
        """Waits until that many more lines hold one of the words; False where it ends before."""
        until = time.monotonic() + WAIT_AT_MOST
        while True:
            while (end := self.heard.find("\n", self._read)) >= 0:
                line, self._read = self.heard[self._read : end], end + 1
                times -= any(word in line for word in words)
                if times <= 0:
                    return True
            assert self._ear.poll(until - time.monotonic()), f"it never says {words}: {self.heard[-3000:]}"
            if not self._hear():
                return False

    def exit_code(self) -> int:
        """Waits until it ends."""
        while self._ear.poll(WAIT_AT_MOST) and self._hear():
            pass
        self.process.join(WAIT_AT_MOST)
        assert self.process.exitcode is not None, f"it does not end: {self.heard[-3000:]}"
        return self.process.exitcode

    def stop(self) -> None:
        """Asks it to stop, and waits until it has, with nothing left in its hands."""
        self.process.terminate()
        assert self.exit_code() == 0, self.heard[-3000:]

    def kill(self) -> None:
        """Ends it at once."""
        self.process.kill()
        self.process.join()

    def close(self) -> None:
        """Hears no more of it."""
        self._ear.close()

    def _hear(self) -> bool:
        said = os.read(self._ear.fileno(), 65536)
        self.heard += said.decode("utf-8", "replace")
        return bool(said)


@contextmanager
def started(*arguments: str, crash_at: str = "", patience: float = SECONDS, room: int = 0) -> Iterator[Program]:
    """The program; gone when the block ends, however that is. `patience`: seconds that it has with one mail; `room`:
    bytes of memory that it has besides what it begins with, where there is a limit."""
    program = Program(arguments, crash_at, patience, room)
    try:
        yield program
    finally:
        program.kill()
        program.close()


def _main(arguments: tuple[str, ...], mouth: Connection, crash_at: str, patience: float, room: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        os.dup2(mouth.fileno(), stream.fileno())
    mouth.close()
    crash.arm(crash_at)
    PATIENCE.seconds = patience
    if room:
        _narrow(room)
    main(arguments)


def _narrow(room: int) -> None:
    """Leaves this process so many bytes for its data: from the first moment, so that no start is quicker than the
    limit, and with small stacks, which a thread asks for whole."""
    threading.stack_size(512 * 1024)
    data = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (data + room, data + room))
