"""Every mail of the demo in a folder, with a page to read them in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from mailflow.domain.event import Event
from mailflow.ledger import Seats

MANY = 3  # more mails of one kind at once stand behind one line


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail of the demo. `ours`: we sent it."""

    at: datetime
    raw: bytes
    ours: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A mail on the page: where it is shown, when it came or went, who the other is, and what it is about."""

    shown: str
    ours: bool
    day: str
    hour: str
    who: str
    subject: str
    kind: str


def write_pages(folder: Path, event: Event, mails: Sequence[Kept], seats: Sequence[Seats]) -> Path:
    """Writes `mails/NNN.eml`, a page for each, what is attached to it, and `index.html`; returns the latter."""
    target = folder / "mails"
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    pages = Environment(
        loader=PackageLoader("mailflow.demo", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = [_write(target, f"{number:03}", kept, event, pages) for number, kept in enumerate(mails, 1)]
    days = [
        (day, [list(same) for _, same in groupby(some, key=lambda row: (row.ours, row.hour, row.kind))])
        for day, some in groupby(rows, key=lambda row: row.day)
    ]
    first = next((row.shown for row in rows if row.ours), "")
    stand = [(event.session(s.session).title if s.session else "In all", s) for s in _in_order(event, seats)]
    index = folder / "index.html"
    page = pages.get_template("index.html")
    index.write_text(page.render(event=event, days=days, first=first, stand=stand, many=MANY), encoding="utf-8")
    return index


def _in_order(event: Event, seats: Sequence[Seats]) -> list[Seats]:
    ids = [None, *(session.id for session in event.sessions)]
    return sorted((s for s in seats if s.session in ids and s.capacity), key=lambda s: ids.index(s.session))


def _write(folder: Path, name: str, kept: Kept, event: Event, pages: Environment) -> Row:
    (folder / f"{name}.eml").write_bytes(kept.raw)
    mail = message_from_bytes(kept.raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text, html = mail.get_body(("plain", "html")), mail.get_body(("html",))
    words = text.get_content() if text is not None else ""
    (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    files, shown = _attachments(folder, name, mail), html.get_content() if kept.ours and html is not None else ""
    for file, cid in files:
        shown = shown.replace(f"cid:{cid}", file) if cid else shown
    if shown:
        (folder / f"{name}.html").write_text(shown, encoding="utf-8")
    at = kept.at.astimezone(event.timezone)
    other = str(mail["To"] if kept.ours else mail["From"])
    row = Row(
        shown=f"mails/{name}.page.html",
        ours=kept.ours,
        day=f"{at:%A %d %B}",
        hour=f"{at:%H:%M}",
        who=parseaddr(other)[0] or parseaddr(other)[1],
        subject=str(mail["Subject"] or "(no subject)"),
        kind=str(mail["X-Mailflow-Kind"] or "") if kept.ours else "",
    )
    heads = [(head, str(mail[head])) for head in ("From", "To", "Subject", "Date") if mail[head]]
    body = f"{name}.html" if shown else ""
    page = pages.get_template("mail.html")
    attached = [file for file, cid in files if not cid]
    whole = page.render(row=row, heads=heads, body=body, words=words, files=attached, name=name)
    (folder / f"{name}.page.html").write_text(whole, encoding="utf-8")
    return row


def _attachments(folder: Path, name: str, mail: EmailMessage) -> list[tuple[str, str]]:
    """Written beside the mail: (file, content id where the HTML shows it itself)."""
    written: list[tuple[str, str]] = []
    for part in mail.walk():
        file, content = part.get_filename(), part.get_payload(decode=True)
        if file and isinstance(content, bytes):
            kept = f"{name}-{Path(file).name}"
            (folder / kept).write_bytes(content)
            written.append((kept, (part["Content-ID"] or "").strip("<>")))
    return written
