"""The floor: what the same mails cost a program of the standard library that understands next to nothing of them.

Serial: fetched 200 at a time, each parsed with email.policy.default, recorded in a transaction of its own
(SQLite, synchronous=FULL), answered with an EmailMessage of text, HTML and calendar entry over one connection of
smtplib, and moved 200 at a time. Pipelined: the same with processes that parse and compose, four connections, and
commits and moves by the hundred.
"""

from __future__ import annotations

import imaplib
import multiprocessing
import queue
import re
import smtplib
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from benchmarks import mails
from benchmarks.place import Place
from tests.servers.dovecot import PASSWORD
from tests.servers.process import LOOPBACK

AT_ONCE = 200
CONNECTIONS = 4
PARSER = BytesParser(policy=policy.default)
SEATS = re.compile(r"\b(un posto|one place|due posti|two places)\b")
PARAGRAPH = (
    "Please arrive fifteen minutes early, bring this confirmation with you, and let us know at least two days in "
    "advance if you are not able to come. "
)
STYLE = "<style>body{font-family:sans-serif;color:#222}td{padding:4px 12px;border-bottom:1px solid #ddd}</style>"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//floor//EN\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:{code}@floor.example\r\n"
    "DTSTAMP:20261103T120000Z\r\nDTSTART:20261203T143000Z\r\nDTEND:20261203T163000Z\r\nSUMMARY:Workshop\r\n"
    "ORGANIZER:mailto:info@floor.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
Row = tuple[str, str, str, int, str, str, str]


def parsed(raw: bytes) -> Row:
    """What is recorded of a mail."""
    mail = PARSER.parsebytes(raw)
    body = mail.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    writer = mail["From"].addresses[0]
    found = SEATS.search(text)
    seats = 2 if found and found[1] in ("due posti", "two places") else 1
    day = str(mail["Date"].datetime)
    return str(mail["Message-ID"]), writer.addr_spec, writer.display_name, seats, day, str(mail["Subject"]), text


def composed(row: Row) -> bytes:
    """The answer: text, HTML and a calendar entry."""
    message_id, address, name, seats, _, subject, _ = row
    code = f"R-{abs(hash(message_id)) % 10**8:08d}"
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Info Desk <info@floor.example>", address, f"Re: {subject}"
    mail["Date"], mail["Message-ID"] = datetime.now(UTC), f"<{uuid.uuid4().hex}@floor.example>"
    mail["In-Reply-To"] = mail["References"] = message_id
    mail["Auto-Submitted"] = "auto-replied"
    facts = f"Code: {code}\nParticipants: {seats}\n\n"
    mail.set_content(
        f"Dear {name},\n\nthank you! (Grüße!)\n\n{facts}{(PARAGRAPH + chr(10) * 2) * 4}", cte="quoted-printable"
    )
    rows = f"<table><tr><td>Code</td><td>{code}</td></tr><tr><td>Participants</td><td>{seats}</td></tr></table>"
    html = f"<html><head>{STYLE}</head><body><p>Dear {name},</p>{rows}{f'<p>{PARAGRAPH}</p>' * 18}</body></html>"
    mail.add_alternative(html, subtype="html", cte="quoted-printable")
    calendar = CALENDAR.format(code=code).encode()
    mail.add_attachment(calendar, "text", "calendar", filename="booking.ics", params={"method": "PUBLISH"})
    return mail.as_bytes()


def answered(raw: bytes) -> tuple[Row, bytes]:
    row = parsed(raw)
    return row, composed(row)


class Box:
    """The box of one user, by imaplib."""

    def __init__(self, place: Place, user: str) -> None:
        self._imap = imaplib.IMAP4(LOOPBACK, place.dovecot.imap_port)
        self._imap.login(user, PASSWORD)
        self._imap.create("Processed")
        self._imap.select()

    def batches(self, size: int) -> Iterator[tuple[str, list[bytes]]]:
        uids = self._imap.uid("SEARCH", "ALL")[1][0].decode().split()
        for start in range(0, len(uids), size):
            some = ",".join(uids[start : start + size])
            data = self._imap.uid("FETCH", some, "(UID BODY.PEEK[])")[1]
            yield some, [part[1] for part in data if isinstance(part, tuple)]

    def move(self, uids: str) -> None:
        assert self._imap.uid("MOVE", uids, "Processed")[0] == "OK"

    def close(self) -> None:
        self._imap.logout()


def database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE bookings(id INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, address TEXT, name TEXT, "
        "seats INT, day TEXT, subject TEXT, body TEXT)"
    )
    connection.execute("CREATE INDEX by_address ON bookings(address)")
    return connection


INSERT = "INSERT INTO bookings(message_id, address, name, seats, day, subject, body) VALUES(?,?,?,?,?,?,?)"


def serial(place: Place, user: str) -> float:
    """Seconds for all mails of the box."""
    store = database(place.folder / f"{user}.floor.db")
    began = time.monotonic()
    box = Box(place, user)
    with smtplib.SMTP(LOOPBACK, place.sink.port) as smtp:
        for uids, raws in box.batches(AT_ONCE):
            for raw in raws:
                row, answer = answered(raw)
                store.execute("BEGIN IMMEDIATE")
                store.execute(INSERT, row)
                store.execute("COMMIT")
                smtp.sendmail(mails.ADDRESS, [row[1]], answer)
            box.move(uids)
    box.close()
    store.close()
    return time.monotonic() - began


def pipelined(place: Place, user: str) -> float:
    """Seconds for all mails of the box."""
    store = database(place.folder / f"{user}.floor.db")
    began = time.monotonic()
    reading, moving = Box(place, user), Box(place, user)
    to_send: queue.SimpleQueue[tuple[str, bytes] | None] = queue.SimpleQueue()

    def send() -> None:
        with smtplib.SMTP(LOOPBACK, place.sink.port) as smtp:
            while (mail := to_send.get()) is not None:
                smtp.sendmail(mails.ADDRESS, [mail[0]], mail[1])

    senders = [threading.Thread(target=send) for _ in range(CONNECTIONS)]
    for thread in senders:
        thread.start()
    with multiprocessing.get_context("forkserver").Pool(2) as pool, ThreadPoolExecutor(1) as mover:
        ahead = [(uids, pool.map_async(answered, raws, 10)) for uids, raws in reading.batches(100)]
        for uids, result in ahead:
            done = result.get()
            store.execute("BEGIN IMMEDIATE")
            store.executemany(INSERT, [row for row, _ in done])
            store.execute("COMMIT")
            for row, answer in done:
                to_send.put((row[1], answer))
            mover.submit(moving.move, uids)
    for _ in senders:
        to_send.put(None)
    for thread in senders:
        thread.join()
    for box in (reading, moving):
        box.close()
    store.close()
    return time.monotonic() - began
