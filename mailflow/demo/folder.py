"""Every mail of the demo in a folder, with a page to read them in a browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from mailflow.domain.event import Event


@dataclass(frozen=True, slots=True)
class Kept:
    """A mail of the demo. `ours`: we sent it."""

    at: datetime
    raw: bytes
    ours: bool


def write_pages(folder: Path, event: Event, mails: Sequence[Kept]) -> Path:
    """Writes `mails/NNN.eml`, with `.html` and `.txt` beside it, and `index.html`; returns the latter."""
    target = folder / "mails"
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    rows = [_write(target, number, kept, event) for number, kept in enumerate(mails, 1)]
    loader = PackageLoader("mailflow.demo", "pages")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    index = folder / "index.html"
    index.write_text(environment.get_template("index.html").render(event=event, rows=rows), encoding="utf-8")
    return index


def _write(folder: Path, number: int, kept: Kept, event: Event) -> dict[str, str | bool]:
    name = f"{number:03}"
    (folder / f"{name}.eml").write_bytes(kept.raw)
    mail = message_from_bytes(kept.raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text = mail.get_body(("plain", "html"))
    html = mail.get_body(("html",))
    words = text.get_content() if text is not None else ""
    (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    if kept.ours and html is not None:
        (folder / f"{name}.html").write_text(html.get_content(), encoding="utf-8")
    return {
        "name": name,
        "ours": kept.ours,
        "at": f"{kept.at.astimezone(event.timezone):%a %d %b, %H:%M}",
        "who": str(mail["To"] if kept.ours else mail["From"]),
        "subject": str(mail["Subject"] or ""),
        "kind": str(mail["X-Mailflow-Kind"] or "") if kept.ours else "",
        "shown": f"mails/{name}.html" if kept.ours and html is not None else f"mails/{name}.txt",
    }
