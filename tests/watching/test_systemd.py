"""What systemd hears: datagrams at the socket it named."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailflow.watching.systemd import Systemd


@contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.settimeout(60)
        ear.bind(address)
        yield ear


def test_it_hears_that_we_are_ready_alive_and_stopping(tmp_path: Path) -> None:
    with listening(str(tmp_path / "notify")) as ear:
        systemd = Systemd({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        systemd.ready("all parts work")
        systemd.alive("sending: away")
        systemd.stopping()
        heard = [ear.recv(4096).decode() for _ in range(3)]
    assert heard == [
        "READY=1\nSTATUS=all parts work",
        "WATCHDOG=1\nSTATUS=sending: away",
        "STOPPING=1\nSTATUS=finishing what it holds",
    ]


def test_a_name_that_begins_with_an_at_is_an_abstract_one() -> None:
    name = f"mailflow-test-{os.getpid()}"
    with listening(f"\0{name}") as ear:
        Systemd({"NOTIFY_SOCKET": f"@{name}"}).alive("well")
        assert ear.recv(4096) == b"WATCHDOG=1\nSTATUS=well"


def test_nobody_who_listens_stops_nothing(tmp_path: Path) -> None:
    Systemd({}).ready("all parts work")
    gone = Systemd({"NOTIFY_SOCKET": str(tmp_path / "gone")})
    gone.alive("well")
    with listening(str(tmp_path / "gone")) as ear:
        gone.alive("well")  # it was said once that nobody listens
        ear.setblocking(False)
        assert _nothing(ear)


def _nothing(ear: socket.socket) -> bool:
    try:
        ear.recv(1)
    except BlockingIOError:
        return True
    return False
