"""Plays a conversation told as a folder: mails in, in the order of their names; what is said back; the ledger after.

A folder holds `NN-who.eml` (a mail; its Date is the time it arrives), `NN-tick.txt` (a local time: the clock strikes),
`NN-changes.toml` (from here on the event's file differs so) and `story.toml`: which event; `digest = true` where the
digest is told in words; what differs from the event's file, under `changes`, and the seats of single sessions, under
`capacities`. In a mail, `{reply:2}` is the Message-ID of
our second mail and `{code:1}` the code of the first booking. `expected.txt` is the whole conversation as it must come
out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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
from mailflow.flow.meter import Meter
from mailflow.flow.office import Door, Office
from mailflow.flow.reception import receive
from mailflow.flow.schedule import Clockwork
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"


@dataclass
class Stage:
    """One played conversation."""

    folder: Path
    story: dict[str, Any]
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
    written = _merged(read_toml(path), story.get("changes", {}))
    for session in (session for round_ in written.get("rounds", ()) for session in round_["sessions"]):
        session["capacity"] = story.get("capacities", {}).get(session["id"], session.get("capacity"))
    return to_event(validate(path, written, EventFile), path)


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
        meter=Meter([parse_limit("2000 per hour")]),
        now=lambda: clock[0],
    )
    stage = Stage(folder, story, event, office)
    for number, step in enumerate(sorted(folder.glob("[0-9]*")), 1):
        _step(stage, step, number, clock)
    _ledger(stage)
    ledger.close()
    return "\n".join(stage.lines) + "\n"


def _step(stage: Stage, step: Path, number: int, clock: list[datetime]) -> None:
    if step.suffix == ".eml":
        content = _filled(stage, step.read_bytes())
        clock[0] = _arrival(content)
        taken = receive(
            stage.office,
            Raw(Origin("test", 1, number), content, clock[0], frozenset()),
            Door(authserv_id="mx.ufficio.example"),
        )
        stage.lines.append(f"=== {step.name}: {taken.settled}, {taken.why}")
    elif step.suffix == ".toml":
        stage.story = _merged(stage.story, read_toml(step))
        stage.event = event_of(stage.story)
        stage.office = replace(stage.office, events=(stage.event,))
        stage.lines.append("=== the event's file is changed")
    else:
        local = datetime.fromisoformat(step.read_text(encoding="utf-8").strip())
        clock[0] = local.replace(tzinfo=stage.event.timezone)
        Clockwork(stage.office).strike()
        stage.lines.append(f"=== the clock strikes {local:%Y-%m-%d %H:%M}")
    by_name = step.suffix == ".txt"  # what one strike of the clock sends has no order of its own
    stage.lines += [line for number, mail in _collect(stage, by_name) for line in _told(stage, number, mail)]


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


def _collect(stage: Stage, by_name: bool) -> list[tuple[int, EmailMessage]]:
    """What waits to be sent, numbered through the conversation, as handed in."""
    with stage.office.ledger.transaction(None) as tx:
        stage.tokens += [review.token for review in tx.reviews(None) if review.token not in stage.tokens]
        rows = tx.claim(stage.office.now(), 1000, "stage")
        kinds = [row.kind for row in rows]
        rows = sorted(rows, key=lambda row: (kinds.index(row.kind), row.to)) if by_name else rows
        for row in rows:
            tx.sent(row.id, stage.office.now(), "250 ok")
    return [_sent(stage, row.raw or b"") for row in rows]


def _sent(stage: Stage, raw: bytes) -> tuple[int, EmailMessage]:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    stage.sent.append(mail)
    code = mail["X-Mailflow-Booking"]
    if code and code not in stage.codes:
        stage.codes.append(code)
    return len(stage.sent), mail


def _told(stage: Stage, number: int, mail: EmailMessage) -> Iterator[str]:
    yield f"--- {number}: {mail['X-Mailflow-Kind']} to {mail['To']}"
    if mail["X-Mailflow-Kind"] == "digest" and not stage.story.get("digest"):
        return  # its words are told where a story is about them
    yield _calm(stage, f"Subject: {mail['Subject']}")
    if stage.event.organizer.email not in mail["Reply-To"]:
        yield f"Reply-To: {mail['Reply-To']}"
    text = mail.get_body(("plain",))
    assert text is not None
    yield _calm(stage, text.get_content().replace("\r\n", "\n").strip())
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
