"""One logged-in IMAP connection, and every failure of it told as MailboxAway or MailboxRefused."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError
from imap_tools.utils import encode_folder

from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.port import MailboxAway, MailboxRefused
from mailflow.mailbox.wire import Box
from mailflow.oauth import Token
from mailflow.transport import current, is_loopback, tls_context, tls_refusal

# A refused login is final, unless the server says that it is only busy (RFC 5530; the words are Gmail's and Dovecot's).
_BUSY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|too many|temporar|try again|internal error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """A completed command: OK or NO, the server's own words where it said NO, and the data imaplib gathered."""

    ok: bool
    text: str
    data: list[Any]

    @property
    def code(self) -> str:
        """The response code, such as OVERQUOTA or TRYCREATE (RFC 3501 section 7.1); else empty."""
        found = re.match(r"\[([A-Z-]+)", self.text)
        return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Selected:
    """An opened folder: UIDVALIDITY, and whether new keywords may be kept on its mails."""

    uidvalidity: int
    keywords: bool


class Connection:
    """Logs in at once. Raises MailboxAway and MailboxRefused, here and from every method."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        if account.security == "none" and not is_loopback(account.host):
            raise MailboxRefused(f'mailbox.security: "none" would send the password to {account.host} in plain text')
        with told(account):
            context = tls_context(account.ca_file)
            self.box = Box(account.host, account.port, account.security, context, account.timeout.total_seconds())
            try:
                _log_in(self.box, account)
                # asked again: servers offer MOVE, UIDPLUS and IDLE only to those who have logged in
                self.capabilities = frozenset(self._words(self.box.client.capability()))
            except BaseException:
                self.drop()
                raise
        self.client = self.box.client

    @staticmethod
    def _words(answer: tuple[str, list[Any]]) -> list[str]:
        return str(answer[1][-1], "ascii", "replace").upper().split()

    def command(self, name: str, *arguments: str) -> Reply:
        """Any command as it stands; the arguments are quoted already."""
        with told(self.account):
            return _reply(*self.client.xatom(name, *arguments))

    def uid(self, name: str, *arguments: str) -> Reply:
        """A command on UIDs. FETCH and SEARCH give their data. Unasked news of other mails is left unread."""
        with told(self.account):
            self.client.untagged_responses.pop("FETCH", None)
            reply = _reply(*self.client.uid(name, *arguments))
            self.client.untagged_responses.pop("EXPUNGE", None)
            return reply

    def noop(self) -> None:
        """Brings the view of the folder up to date."""
        self.command("NOOP")

    def select(self, folder: str, setting: str) -> Selected:
        """Opens a folder for reading and writing. MailboxRefused names `setting` where it cannot be."""
        with told(self.account):
            try:
                reply = _reply(*self.client.select(quoted(folder)))
            except imaplib.IMAP4.readonly as error:
                raise MailboxRefused(
                    f"mailbox.{setting}: {self.account.user} may only read the folder {folder!r}"
                ) from error
            if not reply.ok:
                raise MailboxRefused(f"mailbox.{setting}: the folder {folder!r} cannot be opened ({reply.text})")
            validity = self.client.response("UIDVALIDITY")[1][-1]
            permanent = self.client.response("PERMANENTFLAGS")[1][-1] or b""
            if validity is None:
                raise MailboxAway(f"{self.account.host} gives no UIDVALIDITY for {folder!r}")
            return Selected(int(validity), keywords=b"\\*" in permanent)

    def close(self) -> None:
        """Takes leave of the server (LOGOUT) and ends the connection."""
        try:
            self.box.client.logout()
        except (OSError, imaplib.IMAP4.error):
            self.drop()  # it was dead already: nothing is lost that LOGOUT would have saved

    def drop(self) -> None:
        """Ends the connection without a word, for a server that no longer answers."""
        try:
            self.box.client.shutdown()
        except OSError:
            return  # the peer was faster: imaplib has closed the socket all the same


@contextmanager
def told(account: ImapAccount) -> Iterator[None]:
    """Whatever imaplib, ssl and the socket raise, in plain words, as one of the two exceptions of the port."""
    where = f"{account.host} port {account.port}"
    try:
        yield
    except (MailboxAway, MailboxRefused):
        raise
    except ssl.SSLError as error:
        refusal = tls_refusal(error, account.host, account.port, "mailbox")
        if refusal is not None:
            raise MailboxRefused(refusal) from error
        raise MailboxAway(f"TLS with {where} broke off ({error.reason or error})") from error
    except TimeoutError as error:
        raise MailboxAway(f"{where} did not answer within {account.timeout.total_seconds():g} s") from error
    except OSError as error:
        raise MailboxAway(f"{where} cannot be reached ({error.strerror or error})") from error
    except UnexpectedCommandStatusError as error:
        raise MailboxAway(f"{account.host} says no: {_said(error)}") from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise MailboxAway(f"{where}: {_said(error)}") from error


def quoted(folder: str) -> str:
    """A folder's name on the wire: modified UTF-7 (RFC 3501 section 5.1.3), quoted."""
    name = encode_folder(folder)
    return name.decode("ascii")


def _reply(typ: str, data: list[Any]) -> Reply:
    said = data[-1] if typ != "OK" and data and isinstance(data[-1], bytes) else b""
    return Reply(typ == "OK", said.decode("utf-8", "replace"), data)


def _log_in(box: Box, account: ImapAccount) -> None:
    password = current(account.password)
    try:
        if account.token is not None:
            _log_in_by_token(box, account.user, account.token)
        elif "LOGINDISABLED" in box.client.capabilities and "AUTH=PLAIN" not in box.client.capabilities:
            raise MailboxRefused(f"mailbox.security: {account.host} takes no password without TLS")
        elif (account.user + password).isascii():
            box.login(account.user, password, initial_folder=None)
        else:
            box.login_utf8(account.user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnexpectedCommandStatusError) as error:
        said = _said(error)
        if _BUSY.search(said):
            raise MailboxAway(f"{account.host} refuses logins just now ({said})") from error
        setting = "oauth" if account.token is not None else "password"
        raise MailboxRefused(
            f"mailbox.{setting}: {account.host} refused the login of {account.user} ({said})"
        ) from error


def _log_in_by_token(box: Box, user: str, token: Token) -> None:
    try:
        _show(box, user, token())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        if not token.forget():  # revoked before its time: another one may do
            raise
        _show(box, user, token())


def _show(box: Box, user: str, token: str) -> None:
    # a refusal comes as a challenge, which must be answered with nothing before the server says NO
    said = f"user={user}\1auth=Bearer {token}\1\1".encode()
    box.client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else said)


def _said(error: Exception) -> str:
    if isinstance(error, UnexpectedCommandStatusError):
        return b" ".join(part for part in error.command_result[1] if isinstance(part, bytes)).decode("utf-8", "replace")
    return re.sub(r"^command: \S+ => ", "", str(error))  # imaplib's own prefix
