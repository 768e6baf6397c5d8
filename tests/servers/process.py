"""Starting real servers as unprivileged processes in temporary folders, and stopping them by their pid."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"
START_SECONDS = 30.0
WITH_US = ["setpriv", "--pdeathsig", "TERM"]  # a test run that is killed leaves no server behind


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def needs(program: str, package: str) -> str:
    """The path of a server's program. Where it is not installed, the test is left out, and says so by name."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"left out: {package} is not installed (sh tests/servers/apt.sh installs it as root)")
    return found


@contextmanager
def server_folder(name: str, owner: str | None = None) -> Iterator[Path]:
    """A short path (Unix sockets allow 107 characters) that `owner` may enter; removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=f"mailflow-{name}-"))
    try:
        folder.chmod(0o755)
        if owner is not None and os.geteuid() == 0:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def as_user(user: str) -> list[str]:
    """What to put before a command so that it does not run as root; as ourselves where we are not root."""
    if os.geteuid() != 0:
        return WITH_US
    return [*WITH_US, f"--reuid={user}", f"--regid={primary_group(user)}", "--clear-groups"]


def primary_group(user: str) -> str:
    return subprocess.run(["id", "-gn", user], check=True, capture_output=True, text=True).stdout.strip()


@dataclass(frozen=True)
class Running:
    """A server's main process."""

    process: subprocess.Popen[bytes]

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """Ends it at once, as a crash would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(
    command: Sequence[str], log: Path, is_up: Callable[[], bool], stop: signal.Signals = signal.SIGTERM
) -> Iterator[Running]:
    """The server, from the moment it answers until the block ends. AssertionError with its log if it does not start."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(log.parent), "LC_ALL": "C.UTF-8"}
    # its end of our standard streams would keep a test run open that was broken off
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=log.parent, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + START_SECONDS
        while not is_up():
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"{command[0]} did not start:\n{_tail(log)}")
            time.sleep(0.02)
        yield Running(process)
    finally:
        process.send_signal(stop)
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def answers(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:])
