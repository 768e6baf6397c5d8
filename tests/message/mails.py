"""Mails written in place, so that a test shows the whole of what it reads."""

from __future__ import annotations

HEAD = """From: Anna Rossi <anna@posta.example>
To: info@fabbrica.example
Subject: {subject}
Message-ID: <1@posta.example>
"""


def mail(
    body: str, *, subject: str = "Prenotazione", headers: str = "", content_type: str = "text/plain; charset=utf-8"
) -> bytes:
    """A whole mail; `headers` as lines that end in a newline."""
    return f"{HEAD.format(subject=subject)}{headers}Content-Type: {content_type}\n\n{body}".encode()


def html_mail(body: str, *, subject: str = "Prenotazione") -> bytes:
    """The same in HTML alone."""
    return mail(f"<html><body>{body}</body></html>", subject=subject, content_type="text/html; charset=utf-8")
