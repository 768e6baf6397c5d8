"""What systemd is told of us, where it started us: datagrams to the socket it names (sd_notify(3))."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

import structlog

log = structlog.get_logger()


class Systemd:
    """Says nothing where nobody listens: outside systemd, or where the unit is not of `Type=notify`."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        name = environ.get("NOTIFY_SOCKET", "")
        self._address = f"\0{name[1:]}" if name.startswith("@") else name  # `@` stands for the abstract namespace

    def ready(self, status: str) -> None:
        """The service is up; `status` is what `systemctl status` shows."""
        self._tell(f"READY=1\nSTATUS={status}")

    def alive(self, status: str) -> None:
        """Feeds the watchdog (`WatchdogSec=`)."""
        self._tell(f"WATCHDOG=1\nSTATUS={status}")

    def stopping(self) -> None:
        """The service was told to stop, and finishes what it holds."""
        self._tell("STOPPING=1\nSTATUS=finishing what it holds")

    def _tell(self, words: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as teller:
                teller.sendto(words.encode(), self._address)
        except OSError as error:  # mail is handled all the same; if systemd misses us, it starts us again
            log.warning("systemd does not hear us", why=str(error))
            self._address = ""
