"""Runs mailflow's commands as processes of their own without starting Python anew for each.

`python -m tests.docs.commands SOCKET` has everything imported, and forks for every command it is asked for by
`tests/docs/bin/mailflow`. A command gets the folder, the environment, the arguments and the three streams of whoever
asks, and answers with its status.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def at_call(address: Path) -> Iterator[None]:
    """That process, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.docs.commands", str(address)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield
    finally:
        process.terminate()
        process.communicate()


def serve(address: str) -> None:
    """Forks for every caller; the child does what is asked for, and the caller waits for it."""
    from mailflow.cli.app import COMMANDS

    for module in sorted({*COMMANDS.values(), "tests.warm"}):
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(address)
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            caller, _ = listening.accept()
            with caller:
                if os.fork() == 0:
                    listening.close()
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    _answer(caller)


def _answer(caller: socket.socket) -> None:
    """In the child. A grandchild is the command, so that its end can be told, however it ends."""
    told, streams, _, _ = socket.recv_fds(caller, 1_000_000, 3)
    asked = json.loads(told)
    command = os.fork()
    if command == 0:
        caller.close()
        _become(asked["words"], asked["folder"], asked["environ"], streams)
    _, status = os.waitpid(command, 0)
    caller.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(words: Sequence[str], folder: str, environ: dict[str, str], streams: Sequence[int]) -> None:
    from mailflow.cli import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    status: int | str | None = 1
    try:
        main(words)
    except SystemExit as ended:
        status = ended.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 0 if status is None else 1)


def call(address: str, words: Sequence[str], streams: Sequence[int] = (0, 1, 2)) -> int:
    """Asks for a command and waits for its status."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking:
        asking.connect(address)
        asked = {"words": list(words), "folder": str(Path.cwd()), "environ": dict(os.environ)}
        socket.send_fds(asking, [json.dumps(asked).encode()], list(streams))
        return int(asking.recv(16) or b"1")


if __name__ == "__main__":
    serve(sys.argv[1])
