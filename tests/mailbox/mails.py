"""Mails for the tests of the mailbox."""

from __future__ import annotations


def mail(number: int = 1, *, lines: int = 1) -> bytes:
    """A small mail with the Message-ID `<mail-NUMBER@elsewhere.example>`."""
    head = (
        f"Message-ID: <mail-{number}@elsewhere.example>\r\n"
        "From: Anna Bianchi <anna@elsewhere.example>\r\n"
        "To: info@mailflow.example\r\n"
        f"Subject: Mail {number}\r\n"
        "\r\n"
    )
    return (head + f"Vorrei prenotare {number} posti.\r\n" * lines).encode()
