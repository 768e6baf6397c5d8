"""An embedded mail server on loopback: IMAP by pymap, SMTP by aiosmtpd, boxes in memory. For the demo and for tests.

Every address has a box: mail handed in by SMTP lands in its recipient's INBOX, which opens with the server's one
password. Nothing ever leaves this machine, and all is gone when the server stops.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, Envelope, Session
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Identity, Login
from pymap.backend.dict.mailbox import MailboxData
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

LOOPBACK = "127.0.0.1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A mail as it was handed in by SMTP: its envelope, its bytes, and the server's clock at that moment."""

    sender: str
    recipient: str
    raw: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail as it lies in a folder."""

    raw: bytes
    arrived: datetime
    flags: frozenset[str]


class EmbeddedServer:
    """Runs within `with`, in a thread of its own; `imap_port` and `smtp_port` are free ports of loopback.

    `clock` dates the mail that comes by SMTP, so that an event may be played in no time. `handed_in` holds every mail
    that came by SMTP, in order.
    """

    host = LOOPBACK
    password = "loopback"  # noqa: S105  no secret: the server hears nobody but this machine, and keeps nothing

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.clock = clock
        self.handed_in: list[HandedIn] = []
        self.imap_port = self.smtp_port = 0
        self._thread = threading.Thread(target=self._run, name="embedded-mail-server", daemon=True)
        self._ready: Future[None] = Future()
        self._loop: asyncio.AbstractEventLoop
        self._stopping: asyncio.Event
        self._login: Login

    def __enter__(self) -> EmbeddedServer:
        self._thread.start()
        self._ready.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def deliver(self, address: str, raw: bytes, arrived: datetime | None = None, folder: str = "INBOX") -> None:
        """Lays a mail into a box, with that INTERNALDATE (aware; default: the clock)."""
        self._call(self._keep(address, raw, arrived or self.clock(), folder))

    def box(self, address: str, folder: str = "INBOX") -> list[Kept]:
        """What lies in a folder, oldest first; KeyError if there is no such folder."""
        return self._call(self._kept(address, folder))

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        config = _config(self.password)
        config.apply_context()
        self._login = _AnyAddress(config)
        imap = IMAPServer(self._login, config)
        imap_listener = await asyncio.start_server(
            lambda reader, writer: imap(reader, writer, SocketInfo.get(writer, None)), sock=_listening()
        )
        smtp_listener = await self._loop.create_server(
            lambda: SMTP(self, hostname="localhost", ident="mailflow demo", enable_SMTPUTF8=True, loop=self._loop),
            sock=_listening(),
        )
        self.imap_port = imap_listener.sockets[0].getsockname()[1]
        self.smtp_port = smtp_listener.sockets[0].getsockname()[1]
        self._ready.set_result(None)
        await self._stopping.wait()
        imap_listener.close()  # and not wait_closed(): sessions that are open still, asyncio.run ends
        smtp_listener.close()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Takes a mail by SMTP and delivers it."""
        raw, sender = envelope.original_content or b"", (envelope.mail_from or "").strip("<>")
        for recipient in envelope.rcpt_tos:
            at = self.clock()
            self.handed_in.append(HandedIn(sender, recipient, raw, at))
            await self._keep(recipient, b"Return-Path: <%s>\r\n" % sender.encode() + raw, at, "INBOX")
        return "250 2.0.0 Delivered"

    async def _keep(self, address: str, raw: bytes, arrived: datetime, folder: str) -> None:
        content = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
        mailbox = await self._folder(address, folder)
        await mailbox.append(AppendMessage(content, arrived), recent=True)

    async def _kept(self, address: str, folder: str) -> list[Kept]:
        kept = []
        async for message in (await self._folder(address, folder)).messages():
            loaded = await message.load_content(FetchRequirement.CONTENT)
            flags = frozenset(flag.value.decode("ascii") for flag in message.permanent_flags)
            kept.append(Kept(bytes(loaded), message.internal_date, flags))
        return kept

    async def _folder(self, address: str, folder: str) -> MailboxData:
        identity = Identity(address, self._login, None, frozenset())
        async with identity.new_session() as session:
            return await session.mailbox_set.get_mailbox(folder)

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


class _AnyAddress(Login):
    """Knows every address, as soon as it is named."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.users_dict = _Users(config)


class _Users(dict[str, UserMetadata]):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def get(self, name: str, default: Any = None) -> UserMetadata:
        return self.setdefault(name, UserMetadata(self._config, name, password=self._config.demo_password))


class _Config(Config):
    greeting = b"mailflow demo"  # pymap's own asks the DNS for this machine's name, and may wait long for it


def _config(password: str) -> Config:
    arguments = Namespace(proxy_protocol=None, passlib_cfg=None, inherited_sockets=None)
    return _Config(
        arguments,
        host=LOOPBACK,
        port=0,
        demo_data=False,
        demo_user="",
        demo_password=password,
        tls_enabled=False,
        invalid_user_sleep=0.0,
        hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(),
    )


def _listening() -> socket.socket:
    # the protocol by its name: asyncio sets TCP_NODELAY only there, and each answer would wait 40 ms without
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind((LOOPBACK, 0))
    return listener
