"""Opening a session with the submission server: greeting, TLS, login."""

from __future__ import annotations

import base64
import smtplib
import ssl

from mailflow.outbox.smtp_account import Lost, SmtpAccount, Unusable
from mailflow.transport import current, is_loopback, tls_context, tls_refusal


def log_in(account: SmtpAccount) -> smtplib.SMTP | Lost | Unusable:
    """A session ready for mail, or why there is none."""
    if account.security == "none" and not is_loopback(account.host):
        return Unusable(f'smtp.security: "none" would send mail and password to {account.host} in plain text')
    session: smtplib.SMTP | None = None
    try:
        session = _connect(account)
        problem = _start_tls(session, account) or _authenticate(session, account)
    except OSError as error:  # ssl's and smtplib's exceptions are among them
        problem = _why(error, account)
    if session is not None and problem is None:
        return session
    if session is not None:
        session.close()
    return problem or Lost("before-data", "no session")


def _why(error: OSError, account: SmtpAccount) -> Lost | Unusable:
    where = f"{account.host} port {account.port}"
    if isinstance(error, ssl.SSLError):
        refusal = tls_refusal(error, account.host, account.port, "smtp")
        return Unusable(refusal) if refusal else Lost("before-data", f"TLS with {where} broke off ({error.reason})")
    if isinstance(error, smtplib.SMTPException):
        return Lost("before-data", f"{where}: {error}")
    if isinstance(error, TimeoutError):
        return Lost("before-data", f"{where} did not answer within {account.timeout.total_seconds():g} s")
    return Lost("before-data", f"{where} cannot be reached ({error.strerror or error})")


def _connect(account: SmtpAccount) -> smtplib.SMTP:
    # named after our own domain: the default asks the DNS for this machine's name, and may wait long for it
    name = account.sender.rpartition("@")[2].strip("> ") or "localhost"
    seconds = account.timeout.total_seconds()
    if account.security == "tls":
        context = tls_context(account.ca_file)
        return smtplib.SMTP_SSL(account.host, account.port, local_hostname=name, timeout=seconds, context=context)
    return smtplib.SMTP(account.host, account.port, local_hostname=name, timeout=seconds)


def _start_tls(session: smtplib.SMTP, account: SmtpAccount) -> Unusable | None:
    session.ehlo_or_helo_if_needed()
    if account.security == "starttls":
        if not session.has_extn("starttls"):
            return Unusable(f"smtp.security: {account.host} port {account.port} offers no STARTTLS")
        session.starttls(context=tls_context(account.ca_file))
        session.ehlo()
    return None


def _authenticate(session: smtplib.SMTP, account: SmtpAccount) -> Lost | Unusable | None:
    if not account.user:
        return None
    offered = session.esmtp_features.get("auth", "").upper().split()
    if account.token is not None:
        code, text = _xoauth2(session, account.user, account.token())
        if code == 535 and account.token.forget():  # revoked before its time: another one may do
            code, text = _xoauth2(session, account.user, account.token())
    elif "PLAIN" in offered:
        code, text = session.docmd("AUTH", "PLAIN " + _base64(f"\0{account.user}\0{current(account.password)}"))
    elif "LOGIN" in offered:
        code, text = _login(session, account.user, current(account.password))
    else:
        return Unusable(f"smtp.user: {account.host} offers no login by password here (AUTH PLAIN or LOGIN)")
    words = f"{code} {text.decode('utf-8', 'replace')}"
    if 200 <= code < 300:
        return None
    if 400 <= code < 500:
        return Lost("before-data", f"{account.host} refuses logins just now ({words})")
    setting = "password" if account.token is None else "oauth"
    return Unusable(f"smtp.{setting}: {account.host} refused the login of {account.user} ({words})")


def _login(session: smtplib.SMTP, user: str, password: str) -> tuple[int, bytes]:
    code, text = session.docmd("AUTH", "LOGIN " + _base64(user))
    return session.docmd(_base64(password)) if code == 334 else (code, text)


def _xoauth2(session: smtplib.SMTP, user: str, token: str) -> tuple[int, bytes]:
    code, text = session.docmd("AUTH", "XOAUTH2 " + _base64(f"user={user}\1auth=Bearer {token}\1\1"))
    # a refusal comes as a challenge, which must be answered with nothing before the server says its code
    return session.docmd("") if code == 334 else (code, text)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
