"""What the LMTP door is told and hands on; the door itself, with all it loads, is `lmtp.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LmtpAccount:
    """Where the door is. `networks`: who may come in; `largest`: bytes of a mail; `sessions`: how many at once;
    `timeout`: seconds of silence before a session is ended."""

    host: str = "127.0.0.1"
    port: int = 8024
    networks: tuple[str, ...] = ("127.0.0.0/8", "::1")
    largest: int = 30_000_000
    sessions: int = 50
    timeout: float = 300.0


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A mail as it was handed over, its envelope's sender as Return-Path before it (RFC 5321 section 4.4)."""

    content: bytes
    recipients: tuple[str, ...]
    arrived: datetime


Keep = Callable[[Sequence[HandedOver]], str]
"""Commits mails, all or none: "" once they are kept, else why not. Called from one thread at a time."""
