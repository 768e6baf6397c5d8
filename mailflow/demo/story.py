"""The demo's story: what people write, as their mail programs send it, and who calls."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

_NUMBER_OF = re.compile(r"\{number of ([^}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One mail of the story. `at` is local time; `reply`: it answers the last mail the person got from us.

    `answers`: it answers the last one of that kind, such as `digest`; `review 3` is the review of that number.
    """

    at: datetime
    sender: str
    subject: str
    body: str
    client: str = "plain"
    signature: str = ""
    reply: bool = False
    answers: str = ""

    @property
    def address(self) -> str:
        """The sender's bare address."""
        return parseaddr(self.sender)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody calls, and an organizer takes the booking. `said`: on the telephone; `choices`: session by round."""

    at: datetime
    name: str
    said: str
    phone: str
    email: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def load_story() -> tuple[Scene | Call, ...]:
    """The scenes, in order of time."""
    story = tomllib.loads(resources.files("mailflow.demo").joinpath("story.toml").read_text(encoding="utf-8"))
    scenes: list[Scene | Call] = [*map(_scene, story["mail"]), *(Call(**call) for call in story["call"])]
    return tuple(sorted(scenes, key=lambda scene: scene.at))


def _scene(table: Mapping[str, Any]) -> Scene:
    answers = table.get("answers", "")
    return Scene(
        at=table["at"],
        sender=table["from"],
        subject=table.get("subject", ""),
        body=table["body"].strip(),
        client=table.get("client", "plain"),
        signature=table.get("signature", "").strip(),
        reply=table.get("reply", False) or bool(answers),
        answers=answers,
    )


def is_answered_by(scene: Scene, mail: EmailMessage) -> bool:
    """Whether the scene can be an answer to this mail of ours."""
    kind, _, number = scene.answers.partition(" ")
    return kind in {"", mail["X-Mailflow-Kind"]} and (not number or f" {number}:" in mail["Subject"])


AGREEING = {"it": "Sì, è tutto giusto. Grazie!", "en": "Yes, that is all right. Thank you!"}


def agreeing(asked: EmailMessage, now: datetime) -> Scene:
    """What people say who are asked whether they were understood rightly, and were."""
    language = str(asked.get("Content-Language", "it"))[:2]
    return Scene(
        at=now.replace(tzinfo=None),
        sender=str(asked["To"]),
        subject="",
        body=AGREEING[language],
        reply=True,
        answers="ask",
    )


def mail_of(scene: Scene, number: str, zone: ZoneInfo, to: str, last: EmailMessage | None) -> bytes:
    """The scene as bytes. `last`: the mail of ours that a reply answers, quoted below it."""
    mail = EmailMessage()
    mail["From"] = scene.sender
    mail["To"] = to
    mail["Date"] = format_datetime(scene.at.replace(tzinfo=zone))
    mail["Message-ID"] = f"<demo-{number}@{scene.address.rpartition('@')[2]}>"
    text = scene.body
    if scene.signature:
        text += f"\n\n-- \n{scene.signature}"
    if scene.reply and last is not None:
        mail["Subject"] = f"Re: {last['Subject'].removeprefix('Re: ')}"
        mail["In-Reply-To"] = last["Message-ID"]
        mail["References"] = f"{last.get('References', '')} {last['Message-ID']}".strip()
        text = _NUMBER_OF.sub(lambda name: _number_of(name[1], _words_of(last)), text) + _quoted(last)
    else:
        mail["Subject"] = scene.subject
    CLIENTS[scene.client](mail, text)
    return mail.as_bytes()


def _number_of(name: str, words: str) -> str:
    """The number that a list of ours gives a person: what `{number of NAME}` in a scene stands for."""
    line = re.search(rf"^- (\d+) {re.escape(name)}\b", words, re.MULTILINE)
    assert line is not None, f"{name} is not on the list"
    return line[1]


def _words_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    words: str = body.get_content()
    return words.strip()


def _quoted(last: EmailMessage) -> str:
    lines = "\n".join(f"> {line}" for line in _words_of(last).splitlines())
    return f"\n\nIl giorno {last['Date']} {last['From']} ha scritto:\n{lines}\n"


def _plain(mail: EmailMessage, text: str) -> None:
    mail.set_content(text + "\n")


def _iphone(mail: EmailMessage, text: str) -> None:
    mail["X-Mailer"] = "iPhone Mail (8B117)"
    head, mark, quote = text.partition("\n\nIl giorno ")
    mail.set_content(f"{head}\n\nInviato da iPhone{mark}{quote}\n")


def _outlook(mail: EmailMessage, text: str) -> None:
    mail["X-Mailer"] = "Microsoft Office Outlook 12.0"
    mail.set_content(text + "\n")
    mail.add_alternative(_html(text), subtype="html")


def _only_html(mail: EmailMessage, text: str) -> None:
    mail.set_content(_html(text), subtype="html")


def _automatic(mail: EmailMessage, text: str) -> None:
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text + "\n")


def _newsletter(mail: EmailMessage, text: str) -> None:
    domain = parseaddr(mail["From"])[1].rpartition("@")[2]
    mail["List-Id"] = f"Newsletter <news.{domain}>"
    mail["List-Unsubscribe"] = f"<mailto:leave@{domain}>"
    mail["Precedence"] = "bulk"
    mail.set_content(_html(text), subtype="html")


def _pec(mail: EmailMessage, text: str) -> None:
    """The envelope of certified mail (RFC 6109), around the mail itself."""
    inner = EmailMessage()
    for name in ("From", "To", "Date", "Message-ID", "Subject"):
        inner[name] = mail[name]
    inner.set_content(text + "\n")
    address = parseaddr(mail["From"])[1]
    del mail["From"]
    mail["From"] = f'"Per conto di: {address}" <posta-certificata@gestore.pec.example>'
    mail["Reply-To"] = address
    subject = mail["Subject"]
    del mail["Subject"]
    mail["Subject"] = f"POSTA CERTIFICATA: {subject}"
    mail["X-Trasporto"] = "posta-certificata"
    mail.set_content(f'Il messaggio "{subject}" è stato inviato da "{address}" ed è contenuto in allegato.\n')
    mail.add_attachment(inner, filename="postacert.eml")


def _html(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))
    return f"<html><body>{paragraphs}</body></html>"


CLIENTS: dict[str, Callable[[EmailMessage, str], None]] = {
    "plain": _plain,
    "iphone": _iphone,
    "outlook": _outlook,
    "html": _only_html,
    "auto": _automatic,
    "newsletter": _newsletter,
    "pec": _pec,
}
