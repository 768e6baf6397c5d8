"""The two sets of mail servers that tests of the contract run on: the embedded one, and Dovecot with the sink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import pytest
from imap_tools import MailBoxUnencrypted

from mailflow.demo.server import EmbeddedServer
from mailflow.mailbox.account import ImapAccount
from mailflow.outbox.smtp import SmtpAccount
from tests.servers.dovecot import Dovecot, new_user
from tests.servers.process import LOOPBACK
from tests.servers.sink import Received, Sink

SENDER = "info@mailflow.example"


class MailServers(Protocol):
    """A box that mail is laid into, and a server that mail is handed in to."""

    def imap(self, user: str | None = None, **changes: Any) -> ImapAccount:
        """An account, with a new and empty box unless `user` is given."""
        ...

    def smtp(self, **changes: Any) -> SmtpAccount: ...

    def deliver(self, user: str, raw: bytes, arrived: datetime | None = None) -> None:
        """Lays a mail into the user's inbox, with that INTERNALDATE."""
        ...

    def colleague(self, user: str) -> MailBoxUnencrypted:
        """A person's own session with the same box."""
        ...

    def handed_in(self) -> list[Received]:
        """Every mail that was handed in by SMTP, in order."""
        ...


@dataclass
class Embedded:
    server: EmbeddedServer

    def imap(self, user: str | None = None, **changes: Any) -> ImapAccount:
        settings: dict[str, Any] = {
            "host": LOOPBACK,
            "port": self.server.imap_port,
            "security": "none",
            "user": user or f"{new_user()}@mailflow.example",
            "password": self.server.password,
            "timeout": timedelta(seconds=10),
            "poll": timedelta(milliseconds=200),
        }
        return ImapAccount(**{**settings, **changes})

    def smtp(self, **changes: Any) -> SmtpAccount:
        settings: dict[str, Any] = {"host": LOOPBACK, "port": self.server.smtp_port, "security": "none"}
        return SmtpAccount(**{**settings, "sender": SENDER, "timeout": timedelta(seconds=10), **changes})

    def deliver(self, user: str, raw: bytes, arrived: datetime | None = None) -> None:
        self.server.deliver(user, raw, arrived)

    def colleague(self, user: str) -> MailBoxUnencrypted:
        box = MailBoxUnencrypted(LOOPBACK, self.server.imap_port, timeout=10)
        box.login(user, self.server.password)
        return box

    def handed_in(self) -> list[Received]:
        return [Received(mail.sender, mail.recipient, mail.raw) for mail in self.server.handed_in]


@dataclass
class DovecotAndSink:
    dovecot: Dovecot
    sink: Sink

    def imap(self, user: str | None = None, **changes: Any) -> ImapAccount:
        return self.dovecot.account(user, **changes)

    def smtp(self, **changes: Any) -> SmtpAccount:
        return self.sink.account(**changes)

    def deliver(self, user: str, raw: bytes, arrived: datetime | None = None) -> None:
        self.dovecot.append(user, raw, arrived)

    def colleague(self, user: str) -> MailBoxUnencrypted:
        return self.dovecot.colleague(user)

    def handed_in(self) -> list[Received]:
        return list(self.sink.received)


@pytest.fixture
def embedded() -> Iterator[EmbeddedServer]:
    """The embedded server of the demo, for this test alone."""
    with EmbeddedServer() as server:
        yield server


@pytest.fixture
def embedded_servers(embedded: EmbeddedServer) -> MailServers:
    return Embedded(embedded)


@pytest.fixture
def dovecot_servers(dovecot: Dovecot, smtp_sink: Sink) -> MailServers:
    return DovecotAndSink(dovecot, smtp_sink)


@pytest.fixture(params=["embedded", "dovecot"])
def mail_servers(request: pytest.FixtureRequest) -> MailServers:
    """Both sets, one after the other."""
    servers: MailServers = request.getfixturevalue(f"{request.param}_servers")
    return servers
