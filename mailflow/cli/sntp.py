"""How far our clock is off, asked of a time server (SNTP, RFC 4330)."""

from __future__ import annotations

import socket
import struct
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
_CLIENT = b"\x1b" + bytes(47)  # version 3, mode 3
_SECONDS = 3.0  # a server that is silent for so long is not there


def clock_offset(host: str, port: int = 123) -> timedelta:
    """What is to be added to our clock to make it right. Raises OSError where the server does not answer."""
    with _udp(host, port) as asking:
        sent = datetime.now(UTC)
        asking.send(_CLIENT)
        answer = asking.recv(512)
        came = datetime.now(UTC)
    if len(answer) < 48:
        raise OSError(f"{host} gives no time")
    received, transmitted = (_time(answer[at : at + 8]) for at in (32, 40))
    return ((received - sent) + (transmitted - came)) / 2


def _udp(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    asking = socket.socket(family, kind, protocol)
    asking.settimeout(_SECONDS)
    asking.connect(address)
    return asking


def _time(stamp: bytes) -> datetime:
    seconds, fraction = struct.unpack("!II", stamp)
    return _EPOCH + timedelta(seconds=seconds + fraction / 2**32)
