"""Plays a conversation told as a folder: mails in, in the order of their names; what is said back; the ledger after.

A folder holds `NN-who.eml` (a mail; its Date is the time it arrives), `NN-tick.txt` (a local time: the clock strikes),
and `story.toml` (which event, and what differs from its file). In a mail, `{reply:2}` is the Message-ID of our second
mail and `{code:1}` the code of the first booking. `expected.txt` is the whole conversation as it must come out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from mailflow.config.event_file import EventFile, to_event
from mailflow.config.problems import read_toml, validate
from mailflow.decision.limits import parse_limit
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.intake import take_in
from mailflow.flow.office import Door, Office
from mailflow.flow.schedule import Clockwork
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"


@dataclass
class Stage:
    """One played conversation."""

    folder: Path
    event: Event
    office: Office
    lines: list[str] = field(default_factory=list)
    sent: list[EmailMessage] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    now: datetime | None = None


def event_of(story: dict[str, Any]) -> Event:
    """The event of the story: a file of tests/events, with what the story changes in it."""
    path = EVENTS / f"{story['event']}.toml"
    return to_event(validate(path, _merged(read_toml(path), story.get("changes", {})), EventFile), path)


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        merged[key] = (
            _merged(merged[key], value) if isinstance(value, dict) and isinstance(merged.get(key), dict) else value
        )
    return merged


def play(folder: Path) -> str:
    """The whole conversation, as text."""
    story = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    event = event_of(story)
    ledger = Ledger.open("sqlite://")
    clock: list[datetime] = [event.starts]
    office = Office(
        events=(event,),
        ledger=ledger,
        templates=Templates(),
        sender=f"{event.organizer.name} <{event.organizer.email}>",
        organizers=tuple(story.get("organizers", ("segreteria@ufficio.example",))),
        caps=(parse_limit("6 per hour"), parse_limit("20 per day")),
        caps_in_all=(parse_limit("2000 per hour"),),
        now=lambda: clock[0],
    )
    stage = Stage(folder, event, office)
    for number, step in enumerate(sorted(folder.glob("[0-9]*")), 1):
        _step(stage, step, number, clock)
    _ledger(stage)
    ledger.close()
    return "\n".join(stage.lines) + "\n"


def _step(stage: Stage, step: Path, number: int, clock: list[datetime]) -> None:
    if step.suffix == ".eml":
        content = _filled(stage, step.read_bytes())
        clock[0] = _arrival(content)
        taken = take_in(
            stage.office,
            Raw(Origin("test", 1, number), content, clock[0], frozenset()),
            Door(authserv_id="mx.ufficio.example"),
        )
        stage.lines.append(f"=== {step.name}: {taken.settled}, {taken.why}")
    else:
        local = datetime.fromisoformat(step.read_text(encoding="utf-8").strip())
        clock[0] = local.replace(tzinfo=stage.event.timezone)
        Clockwork(stage.office).strike()
        stage.lines.append(f"=== the clock strikes {local:%Y-%m-%d %H:%M}")
    stage.lines += [line for mail in _collect(stage) for line in _told(stage, mail)]


def _filled(stage: Stage, content: bytes) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        kind, number = found[1], int(found[2])
        if kind == b"code":
            return stage.codes[number - 1].encode()
        if kind == b"token":
            return stage.tokens[number - 1].encode()
        return str(stage.sent[number - 1]["Message-ID"]).encode()

    return re.sub(rb"\{(reply|code|token):(\d+)\}", fill, content)


def _arrival(content: bytes) -> datetime:
    return parsedate_to_datetime(message_from_bytes(content)["Date"])


def _collect(stage: Stage) -> Iterator[EmailMessage]:
    with stage.office.ledger.transaction(None) as tx:
        for row in tx.claim(stage.office.now(), 1000, "stage"):
            assert row.raw is not None
            tx.sent(row.id, stage.office.now(), "250 ok")
            mail = message_from_bytes(row.raw, policy=policy.default)
            assert isinstance(mail, EmailMessage)
            stage.sent.append(mail)
            code = mail["X-Mailflow-Booking"]
            if code and code not in stage.codes:
                stage.codes.append(code)
            yield mail


def _told(stage: Stage, mail: EmailMessage) -> Iterator[str]:
    yield f"--- {len(stage.sent)}: {mail['X-Mailflow-Kind']} to {mail['To']}"
    yield _calm(stage, f"Subject: {mail['Subject']}")
    text = mail.get_body(("plain",))
    assert text is not None
    yield _calm(stage, text.get_content().strip())
    for part in mail.walk():
        if part.get_content_type() == "text/calendar" and not part.get_filename():
            events = re.findall(
                r"^(SUMMARY|DTSTART|SEQUENCE|STATUS)(?:;[^:]*)?:(.*)$", part.get_content(), re.MULTILINE
            )
            yield f"[calendar {part.get_param('method')}: " + ", ".join(f"{k} {v.strip()}" for k, v in events) + "]"


def _calm(stage: Stage, text: str) -> str:
    """What is made by chance, under the name it has in the story."""
    for number, code in enumerate(stage.codes, 1):
        text = text.replace(code, f"CODE-{number}")
    with stage.office.ledger.reading() as tx:
        for review in tx.reviews(None):
            if review.token not in stage.tokens:
                stage.tokens.append(review.token)
    for number, token in enumerate(stage.tokens, 1):
        text = text.replace(token, f"TOKEN-{number}")
    return text


def _ledger(stage: Stage) -> None:
    stage.lines.append("=== the ledger")
    with stage.office.ledger.reading() as tx:
        for booking in tx.bookings(stage.event.id):
            stage.lines += _booking(stage, booking)
        problems = tx.fsck()
    assert problems == []


def _booking(stage: Stage, booking: Booking) -> Iterator[str]:
    if booking.code not in stage.codes:
        stage.codes.append(booking.code)
    asked = f" asked {', '.join(booking.asked)}" if booking.asked else ""
    yield _calm(stage, f"{booking.code} {booking.contact.name} <{booking.contact.email}>{asked}")
    for attendee in booking.attendees:
        places = ", ".join(f"{p.session or 'event'} {p.status}" for p in attendee.places)
        yield f"  {attendee.number}. {attendee.name}: {places}"
