"""The LMTP door (RFC 2033): an MTA hands mail straight to us.

250 is said once the mail is kept, 4xx where it cannot be kept just now: the MTA holds it and tries again. It is for an
MTA of ours on this machine or the next, never for the internet: who may come in is a list of networks, and there is
neither TLS nor login. aiosmtpd speaks the protocol, safe against smuggled ends of mail since 1.4.5; what RFC 2033 asks
besides, an answer for each recipient, is in `_Session`.
"""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import re
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from mailflow.mailbox.handed_over import HandedOver, Keep, LmtpAccount
from mailflow.mailbox.port import Finding, MailboxRefused
from mailflow.mailbox.words import say

log = structlog.get_logger()

LINE = 1_000_000  # bytes of one line; RFC 5321 allows 1,000, and what people's programs send does not keep to it
IDENT = "mailflow LMTP"
GRACE = 5.0  # seconds that mails in the middle of being handed over are waited for when the door closes
LATER = "451 4.3.0 Not kept: {why}; try again later"


@dataclass(slots=True)
class _Waiting:
    mail: HandedOver
    answer: asyncio.Future[str] = field(default_factory=asyncio.Future)


class LmtpDoor:
    """Serves in a thread of its own, from `open` to `close`."""

    def __init__(self, account: LmtpAccount, keep: Keep) -> None:
        self.account = account
        self._keep = keep
        self._networks = [ipaddress.ip_network(network) for network in account.networks]
        self._thread = threading.Thread(target=self._run, name="lmtp")
        self._open = threading.Event()
        self._loop: asyncio.AbstractEventLoop
        self._closing: asyncio.Event
        self._sessions = 0
        self._receiving: set[_Session] = set()
        self._waiting: list[_Waiting] = []
        self._keeper: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """For people."""
        return f"lmtp {self.account.host}:{self.account.port}"

    @property
    def waiting(self) -> int:
        """Mails that are here and not being committed yet."""
        return len(self._waiting)

    def open(self) -> None:
        """Begins to listen. Raises MailboxRefused where it cannot."""
        self._listener = listening(self.account)
        self._thread.start()
        self._open.wait()
        log.info("the LMTP door is open", host=self.account.host, port=self.account.port)

    def close(self) -> None:
        """Takes no more mail; what was kept is still answered for."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._closing.set)
            self._thread.join()

    def _run(self) -> None:
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd logs every line, words of people too
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        server = await self._loop.create_server(lambda: _Session(self), sock=self._listener)
        self._open.set()
        await self._closing.wait()
        server.close()
        if self._receiving:
            await asyncio.wait([session.done for session in self._receiving], timeout=GRACE)

    # --- hooks of aiosmtpd, by its names ------------------------------------------------------------------------------

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """LHLO: who may come in, and how many."""
        if not self._may_enter(session.peer):
            return ["554 5.7.1 This door is not for you"]
        if self._closing.is_set() or self._sessions > self.account.sessions:
            return ["421 4.3.2 Too busy, or closing; try again later"]
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", "250-ENHANCEDSTATUSCODES", responses[-1]]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """250 once the mail is kept."""
        mail = HandedOver(
            content=b"Return-Path: <%s>\r\n" % _one_line(envelope.mail_from) + (envelope.original_content or b""),
            recipients=tuple(address.strip("<>") for address in envelope.rcpt_tos),
            arrived=datetime.now(UTC),
        )
        why = "closing" if self._closing.is_set() else await self._kept(mail)
        if why:
            log.warning("a mail was sent back to the MTA for a while", why=why)
        return LATER.format(why=re.sub(r"[^ -~]+", " ", why)[:200]) if why else "250 2.0.0 Kept"

    async def handle_exception(self, error: Exception) -> str:
        """A fault of ours is no reason to lose a mail: the MTA keeps it."""
        log.error("the LMTP door met what it does not know", exc_info=error)
        return LATER.format(why="a fault of ours")

    # --- inside -------------------------------------------------------------------------------------------------------

    async def _kept(self, mail: HandedOver) -> str:
        """Mails that come while others are being committed are committed together, after them."""
        waiting = _Waiting(mail)
        self._waiting.append(waiting)
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_all())
        return await waiting.answer

    async def _keep_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                why = await asyncio.to_thread(self._keep, [waiting.mail for waiting in batch])
            except Exception as error:  # noqa: BLE001 - told by each session, through handle_exception
                for waiting in batch:
                    if not waiting.answer.done():  # its session has gone
                        waiting.answer.set_exception(error)
            else:
                for waiting in batch:
                    if not waiting.answer.done():
                        waiting.answer.set_result(why)

    def _may_enter(self, peer: Any) -> bool:
        address = ipaddress.ip_address(peer[0])
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[None]:
        """Counts a session."""
        self._sessions += 1
        try:
            yield
        finally:
            self._sessions -= 1

    @asynccontextmanager
    async def receiving(self, session: _Session) -> AsyncIterator[None]:
        """A session in the middle of a mail."""
        session.done = self._loop.create_future()
        self._receiving.add(session)
        try:
            yield
        finally:
            self._receiving.discard(session)
            session.done.set_result(None)


class _Session(LMTP):
    """One MTA's session. After the dot there is one answer for each recipient (RFC 2033 section 4.2)."""

    line_length_limit = LINE
    done: asyncio.Future[None]

    def __init__(self, door: LmtpDoor) -> None:
        account = door.account
        super().__init__(
            door,
            hostname=socket.gethostname(),
            ident=IDENT,
            data_size_limit=account.largest,
            enable_SMTPUTF8=True,
            timeout=account.timeout,
            loop=asyncio.get_running_loop(),
        )
        self._door = door
        self._answers = 0  # that are owed for the mail that is being received

    async def _handle_client(self) -> None:
        async with self._door.session():
            await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        async with self._door.receiving(self):
            await super().smtp_DATA(arg)

    async def push(self, status: str | bytes) -> None:
        text = status if isinstance(status, str) else status.decode()
        if text.startswith("354") and self.envelope is not None:
            self._answers = len(self.envelope.rcpt_tos)
        elif self._answers:
            text, self._answers = "\r\n".join([text] * self._answers), 0
        await super().push(text)


def listening(account: LmtpAccount) -> socket.socket:
    """A socket that listens there. Raises MailboxRefused."""
    try:
        return socket.create_server(
            (account.host, account.port), family=socket.AF_INET6 if ":" in account.host else socket.AF_INET
        )
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise MailboxRefused(f"lmtp.port: {account.host} port {account.port} cannot be listened on ({why})") from error


def _one_line(sender: str | None) -> bytes:
    return re.sub(r"[\x00-\x20<>]", "", sender or "").encode("utf-8", "surrogateescape")


def check(account: LmtpAccount) -> Finding:
    """Whether the door is open, or could be opened."""
    where = f"{account.host} port {account.port}"
    try:
        with socket.create_connection((account.host, account.port), timeout=5) as client:
            if IDENT.encode() in client.recv(512):
                return Finding(True, f"lmtp: {say('found.door_open', where=where)}")
            return Finding(False, f"lmtp.port: {say('found.door_taken', where=where)}")
    except OSError:
        try:
            listening(account).close()
        except MailboxRefused as error:
            return Finding(False, str(error))
        return Finding(True, f"lmtp: {say('found.door_free', where=where)}")
