"""Handing in one mail to one recipient, so that the phase of every failure is known (RFC 5321).

MAIL ─▶ RCPT ─▶ DATA ─▶ the mail and its last dot ─▶ 250
└────── before-data: certainly not taken ──────┘  └─ after-dot: nobody knows until the reply is here
"""

from __future__ import annotations

import re
import smtplib
import time
from dataclasses import dataclass
from datetime import timedelta

from mailflow.crash import point
from mailflow.domain.address import ascii_domain
from mailflow.outbox.smtp_account import Lost, Outcome, Phase, Refused, Sent, SmtpAccount, Unusable
from mailflow.outbox.smtp_login import log_in

__all__ = ["Lost", "Outcome", "Refused", "Sent", "SmtpAccount", "SmtpConnection", "Unusable"]

_QUOTED = re.compile(r"^\"(?:[^\"\\]|\\.)*\"(?=@)")  # may hold blanks and brackets (RFC 5321 section 4.1.2)
FRESH = 10.0  # seconds for which a session that was just used is taken to be alive without asking


@dataclass(frozen=True, slots=True)
class _Reply:
    code: int
    text: str

    def takes(self, phase: Phase) -> bool:
        return self.code == 354 if phase == "data" else 200 <= self.code < 300


class SmtpConnection:
    """One session, opened with the first mail and used again for the next ones. For one thread at a time."""

    def __init__(self, account: SmtpAccount) -> None:
        self._account = account
        self._session: smtplib.SMTP | None = None
        self._used = 0.0

    def send(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        """Hands in the mail. `sender` and `recipient` are bare addresses; `sender` may be empty."""
        used_before = self._alive()
        outcome = self._send(raw, sender, recipient)
        if used_before and _session_was_over(outcome):
            # servers end a session after so many mails or so much silence: that says nothing about this mail
            self._drop()
            outcome = self._send(raw, sender, recipient)
        self._used = time.monotonic()
        return outcome

    def check(self, sender: str, recipient: str) -> Lost | Unusable | None:
        """Whether a mail from one to the other could be handed in: None, or why not. Nothing is sent."""
        problem = self._open()
        if problem is not None or self._session is None:
            return problem
        envelope = _envelope(self._session, b"", sender, recipient)
        if isinstance(envelope, Refused):
            return Unusable(f"smtp.from: {envelope.text}")
        try:
            for line in envelope:
                self._session.send(line)
                reply = _reply(self._session)
                if reply.code >= 500:
                    problem = Unusable(f"smtp.from: {_no_mail(self._account.host, sender, recipient, reply)}")
                    break
            self._session.rset()
        except OSError as error:
            self._drop()
            return problem or Lost("before-data", str(error))
        return problem

    def _open(self) -> Lost | Unusable | None:
        """A session that is alive: None, or why there is none."""
        if self._alive():
            return None
        session = log_in(self._account)
        if isinstance(session, smtplib.SMTP):
            self._session, self._used = session, time.monotonic()
            return None
        return session

    def close(self) -> None:
        """Takes leave of the server."""
        if self._session is not None:
            try:
                self._session.quit()
            except OSError:
                self._session.close()  # it was gone already
            self._session = None

    def _alive(self) -> bool:
        if self._session is None:
            return False
        if time.monotonic() - self._used < FRESH:
            return True
        try:
            alive = self._session.noop()[0] == 250
        except OSError:
            alive = False
        if not alive:
            self._drop()
        return alive

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _send(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        problem = self._open() if self._session is None else None
        if problem is not None or self._session is None:
            return problem or Lost("before-data", "no session")
        session = self._session
        lines = in_lines(raw)
        envelope = _envelope(session, lines, sender, recipient)
        if isinstance(envelope, Refused):
            return envelope
        try:
            refused = self._offer(session, *envelope)
        except OSError as error:
            self._drop()
            return Lost("before-data", str(error))
        if refused is None:
            point("smtp.offered")
        return refused or self._deliver(session, on_the_wire(lines))

    def _offer(self, session: smtplib.SMTP, mail: bytes, rcpt: bytes) -> Refused | None:
        """MAIL, RCPT and DATA, in one packet where the server takes that (RFC 2920)."""
        commands: tuple[tuple[Phase, bytes], ...] = (("mail", mail), ("rcpt", rcpt), ("data", b"DATA\r\n"))
        refused: Refused | None = None
        if session.has_extn("pipelining"):
            session.send(b"".join(line for _, line in commands))
            replies = [(phase, _reply(session)) for phase, _ in commands]
            refused = next((_refused(reply, phase) for phase, reply in replies if not reply.takes(phase)), None)
            if refused and replies[-1][1].takes("data"):
                session.send(b".\r\n")  # it waits for a mail without recipients: none (section 3.1)
                _reply(session)
        else:
            for phase, line in commands:
                session.send(line)
                reply = _reply(session)
                if not reply.takes(phase):
                    refused = _refused(reply, phase)
                    break
        if refused:
            self._reset(session, refused)
        return refused

    def _deliver(self, session: smtplib.SMTP, content: bytes) -> Outcome:
        try:
            session.send(content)  # the dot is its last line: where this fails, the dot has not left
        except OSError as error:
            self._drop()
            return Lost("before-data", str(error))
        point("smtp.dotted")
        try:
            reply = _reply(session, self._account.dot_timeout)
        except OSError as error:
            self._drop()
            return Lost("after-dot", str(error))
        if reply.takes("after-dot"):
            return Sent(f"{reply.code} {reply.text}")
        refused = _refused(reply, "after-dot")
        self._reset(session, refused)
        return refused

    def _reset(self, session: smtplib.SMTP, refused: Refused) -> None:
        try:
            if refused.code == 421 or session.rset()[0] != 250:
                self._drop()
        except OSError:
            self._drop()  # the refusal stands; the next mail opens a new session


def in_lines(raw: bytes) -> bytes:
    """The mail with CRLF as its only line end, the last line's too."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    return lines if lines.endswith(b"\r\n") or not lines else lines + b"\r\n"


def on_the_wire(lines: bytes) -> bytes:
    """The lines as DATA carries them: dots doubled where they open a line, and the last dot (section 4.5.2)."""
    return (b"\n" + lines).replace(b"\n.", b"\n..")[1:] + b".\r\n"


def _envelope(session: smtplib.SMTP, lines: bytes, sender: str, recipient: str) -> tuple[bytes, bytes] | Refused:
    """The lines of MAIL and RCPT, with what the server has extensions for; Refused for what it cannot carry."""
    utf8 = session.has_extn("smtputf8")
    mail_from, rcpt_to = _address(sender, utf8), _address(recipient, utf8)
    if mail_from is None:
        return Refused(0, f"{sender!r} cannot stand in an envelope of this server", True, "mail")
    if rcpt_to is None or not recipient:
        return Refused(0, f"{recipient!r} cannot stand in an envelope of this server", True, "rcpt")
    limit = session.esmtp_features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < len(lines):
        return Refused(0, f"the mail has {len(lines)} bytes, and the server takes {limit}", True, "mail")
    options = b" SIZE=%d" % len(lines) if session.has_extn("size") else b""
    if not lines.isascii() and session.has_extn("8bitmime"):
        options += b" BODY=8BITMIME"
    if not (mail_from + rcpt_to).isascii():
        options += b" SMTPUTF8"
    return b"MAIL FROM:<%s>%s\r\n" % (mail_from, options), b"RCPT TO:<%s>\r\n" % rcpt_to


def _address(address: str, utf8: bool) -> bytes | None:
    """The address as this server can carry it; None where it cannot, or would break out of its brackets."""
    if re.search(r"[\x00-\x20<>\x7f]", _QUOTED.sub("", address)) or re.search(r"[\x00-\x1f\x7f]", address):
        return None
    if address.isascii() or utf8:
        return address.encode()
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{ascii_domain(domain)}".encode("ascii")
    except UnicodeError:
        return None


def _reply(session: smtplib.SMTP, within: timedelta | None = None) -> _Reply:
    usual = session.sock.gettimeout() if session.sock else None
    if within and session.sock:
        session.sock.settimeout(within.total_seconds())
    code, text = session.getreply()
    if within and session.sock:
        session.sock.settimeout(usual)
    if code < 200:
        raise smtplib.SMTPServerDisconnected(f"the server answers what is no reply: {text!r}")
    return _Reply(code, text.decode("utf-8", "replace"))


def _no_mail(host: str, sender: str, recipient: str, reply: _Reply) -> str:
    return f"{host} takes no mail from {sender} to {recipient} ({reply.code} {reply.text})"


def _refused(reply: _Reply, phase: Phase) -> Refused:
    return Refused(reply.code, reply.text, reply.code >= 500, phase)


def _session_was_over(outcome: Outcome) -> bool:
    match outcome:
        case Lost(phase="before-data"):
            return True
        case Refused(code=421, phase="mail"):
            return True
        case _:
            return False
