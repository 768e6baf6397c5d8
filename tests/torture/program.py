"""mailflow as a process that can be ended like any other, and is started in no time: forked from one that is loaded."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

from mailflow import crash
from mailflow.cli import main

PATIENCE = 120  # seconds that anything may take on a busy machine
_fresh = multiprocessing.get_context("forkserver")
_fresh.set_forkserver_preload(["tests.torture.program", "mailflow.cli.run", "mailflow.wiring"])


def start(*arguments: str, log: Path, crash_at: str = "") -> BaseProcess:
    """`mailflow ARGUMENTS`; what it says goes to `log`."""
    program = _fresh.Process(target=_main, args=(arguments, log, crash_at))
    program.start()
    return program


def run(*arguments: str, log: Path, crash_at: str = "") -> int:
    """Likewise, until it ends; its exit code, minus the signal where one ended it."""
    with ended(start(*arguments, log=log, crash_at=crash_at)) as program:
        program.join(PATIENCE)
        assert program.exitcode is not None, f"it does not end: {log.read_text()[-2000:]}"
        return program.exitcode


@contextmanager
def ended(program: BaseProcess) -> Iterator[BaseProcess]:
    """The program is gone when the block ends, however that is."""
    try:
        yield program
    finally:
        program.kill()
        program.join()


def _main(arguments: tuple[str, ...], log: Path, crash_at: str) -> None:
    with log.open("ab") as out:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(out.fileno(), stream.fileno())
    crash.arm(crash_at)
    main(arguments)
