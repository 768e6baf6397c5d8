"""An SMTP server that keeps what it is given, and answers as a test tells it to."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailflow.outbox.smtp import SmtpAccount
from tests.servers.process import LOOPBACK, free_port

PASSWORD = "secret"
Step = Literal["mail", "rcpt", "data", "after-dot"]


@dataclass(frozen=True)
class Say:
    """Answers one step of one mail with these words, such as `451 4.7.1 Greylisted`."""

    step: Step
    words: str


@dataclass(frozen=True)
class Drop:
    """Cuts the connection instead of answering. After the dot, the mail has been taken all the same."""

    step: Step


@dataclass(frozen=True)
class Stall:
    """Never answers this step, and holds the connection."""

    step: Step


@dataclass(frozen=True)
class Slow:
    """Answers this step as usual, after so many seconds."""

    step: Step
    seconds: float


Entry = Say | Drop | Stall | Slow | None


@dataclass(frozen=True)
class Received:
    sender: str
    recipient: str
    raw: bytes


class _Envelope(Envelope):
    step: Entry = None


class _Smtp(SMTP):
    def _create_envelope(self) -> Envelope:
        return _Envelope()

    async def _call_handler_hook(self, command: str, *args: Any) -> Any:
        self.event_handler.commands.append(command)
        return await super()._call_handler_hook(command, *args)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  aiosmtpd has no hook before the content
        words = await self.event_handler.play(self, self.envelope, "data")
        if words is None:
            await super().smtp_DATA(arg)
        else:
            await self.push(words)


class Sink:
    """Takes everything, unless `script` says otherwise: for a recipient, one entry a mail, in order."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.commands: list[str] = []
        self.sessions = 0
        self.port = 0
        self._script: dict[str, deque[Entry]] = defaultdict(deque)
        self._news = threading.Condition()

    def account(self, **changes: Any) -> SmtpAccount:
        settings: dict[str, Any] = {
            "host": LOOPBACK,
            "port": self.port,
            "security": "none",
            "sender": "info@mailflow.example",
            "timeout": timedelta(seconds=10),
        }
        return SmtpAccount(**{**settings, **changes})

    def script(self, recipient: str, *steps: Entry) -> None:
        """What happens to the next mails to `recipient`; None takes one as usual."""
        self._script[recipient].extend(steps)

    def greylist(self, recipient: str, times: int = 1) -> None:
        self.script(recipient, *[Say("rcpt", "451 4.7.1 Greylisted, try again later")] * times)

    def wait_for(self, count: int, seconds: float = 10.0) -> list[Received]:
        """All that was received, as soon as it is `count` mails. AssertionError if they do not come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.received) >= count, seconds), f"only {self.received}"
            return list(self.received)

    def wait_for_recipient(self, recipient: str, count: int = 1, seconds: float = 10.0) -> list[Received]:
        """Likewise, of one recipient's mail alone."""

        def mine() -> list[Received]:
            return [mail for mail in self.received if mail.recipient == recipient]

        with self._news:
            assert self._news.wait_for(lambda: len(mine()) >= count, seconds), f"only {mine()}"
            return mine()

    # hooks of aiosmtpd, by its names

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        entries = self._script[address]
        assert isinstance(envelope, _Envelope)
        envelope.step = entries.popleft() if entries else None
        words = await self.play(server, envelope, "rcpt") or "250 OK"
        if words.startswith("250"):
            envelope.rcpt_tos.append(address)
        return words

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        step = getattr(envelope, "step", None)
        refused = isinstance(step, Say) and step.step == "after-dot"
        if not refused:
            with self._news:
                for recipient in envelope.rcpt_tos:
                    raw = envelope.original_content or b""
                    self.received.append(Received((envelope.mail_from or "").strip("<>"), recipient, raw))
                self._news.notify_all()
        return await self.play(server, envelope, "after-dot") or "250 2.0.0 Kept"

    async def play(self, server: SMTP, envelope: Envelope, at: Step) -> str | None:
        """Does what the script says of this step: the words to answer with, or None for the usual ones."""
        step = getattr(envelope, "step", None)
        if step is None or step.step != at:
            return None
        if isinstance(step, Say):
            return step.words
        if isinstance(step, Slow):
            await asyncio.sleep(step.seconds)
            return None
        if isinstance(step, Drop):
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        await asyncio.Event().wait()  # until the connection ends, which cancels it
        return None


class _Controller(Controller):
    def __init__(self, sink: Sink, tls: ssl.SSLContext | None, more: dict[str, Any]) -> None:
        super().__init__(sink, hostname=LOOPBACK, port=sink.port, ssl_context=tls)
        self._more = more

    def factory(self) -> SMTP:
        return _Smtp(self.handler, hostname="sink.example", enable_SMTPUTF8=True, **self._more)


@contextmanager
def start_sink(
    *, login: bool = False, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, size: int = 0
) -> Iterator[Sink]:
    """`login`: only with the password; `tls` from the start, or by `starttls`; `size`: the largest mail in bytes."""
    sink = Sink()
    sink.port = free_port()
    more: dict[str, Any] = {"tls_context": starttls, "auth_require_tls": False}
    if login:
        more |= {"auth_required": True, "authenticator": _authenticate}
    if size:
        more["data_size_limit"] = size
    controller = _Controller(sink, tls, more)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=isinstance(data, LoginPassword) and data.password == PASSWORD.encode(), handled=False)


@pytest.fixture
def smtp_sink() -> Iterator[Sink]:
    """A sink for this test alone, without TLS and login."""
    with start_sink() as sink:
        yield sink
