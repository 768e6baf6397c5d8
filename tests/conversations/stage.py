"""Plays a conversation told as a folder: mails in, in the order of their names; what is said back; the ledger after.

A folder holds steps, played in the order of their names, and `story.toml`: which event; `digest = true` where the
digest is told in words; what differs from the event's file, under `changes`, and the seats of single sessions, under
`capacities`; events booked there `besides`; the service's `mode` and fax `gateways`; a program it `needs`, with
its package. `expected.txt` is the whole conversation as it must come out. A step is

    NN-who.eml          a mail that arrives; its Date is the time
    NN-who.sent.eml     a mail that a person sends from the shared box; its Date is the time
    NN-draft.sent       our mail of that number, sent by a person from the drafts as it lies there
    NN-desk.sh          commands as a person types them, after the local time; files of the story lie beside them
    NN-away.trouble     a local time, and `part: why` for what cannot be reached then; whatever is not named works
    NN-tick.txt         a local time: the clock strikes
    NN-changes.toml     from here on the event's file differs so

In mails and files, `{reply:2}` is the Message-ID of our second mail and `{code:1}` the code of the first booking.
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
from threading import Event as Flag
from typing import Any

from mailflow.config.event_file import load_event, to_event
from mailflow.config.event_tables import EventFile
from mailflow.config.problems import read_toml, validate
from mailflow.decision.limits import parse_limit
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.colleagues import look_after
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.drafts import compare_drafts
from mailflow.flow.meter import Meter
from mailflow.flow.office import Door, Office
from mailflow.flow.reception import receive
from mailflow.flow.schedule import Clockwork
from mailflow.flow.trouble import SENDING, Watchman
from mailflow.ledger import Ledger
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates
from tests.conversations.service import Box, Post, lay_down, typed

EVENTS = Path(__file__).parent.parent / "events"


@dataclass
class Stage:
    """One played conversation. `room`: a folder for the service's own files; `away`: what cannot be reached, since."""

    folder: Path
    room: Path
    story: dict[str, Any]
    event: Event
    office: Office
    box: Box
    post: Post = field(default_factory=Post)
    away: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    sent: list[EmailMessage] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


def event_of(story: dict[str, Any]) -> Event:
    """The event of the story: a file of tests/events, with what the story changes in it."""
    path = EVENTS / f"{story['event']}.toml"
    written = _merged(read_toml(path), story.get("changes", {}))
    for session in (session for round_ in written.get("rounds", ()) for session in round_["sessions"]):
        session["capacity"] = story.get("capacities", {}).get(session["id"], session.get("capacity"))
    return to_event(validate(path, written, EventFile), path)


def _all_events(story: dict[str, Any], event: Event) -> tuple[Event, ...]:
    return (event, *(load_event(EVENTS / f"{name}.toml") for name in story.get("besides", ())))


def _merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in changes.items():
        merged[key] = (
            _merged(merged[key], value) if isinstance(value, dict) and isinstance(merged.get(key), dict) else value
        )
    return merged


def play(folder: Path, room: Path) -> str:
    """The whole conversation, as text. `room`: an empty folder."""
    story = tomllib.loads((folder / "story.toml").read_text(encoding="utf-8"))
    event = event_of(story)
    organizers = tuple(story.get("organizers", ("segreteria@ufficio.example",)))
    ledger = Ledger.open(f"sqlite:///{room}/ledger.db" if any(folder.glob("*.sh")) else "sqlite://")
    clock: list[datetime] = [event.starts]
    office = Office(
        events=_all_events(story, event),
        ledger=ledger,
        templates=Templates(),
        sender=f"{event.organizer.name} <{event.organizer.email}>",
        organizers=organizers,
        caps=(parse_limit("6 per hour"), parse_limit("20 per day")),
        meter=Meter([parse_limit("2000 per hour")]),
        now=lambda: clock[0],
        mode=story.get("mode", "send"),
        gateways=tuple(story.get("gateways", ())),
    )
    stage = Stage(folder, room, story, event, office, Box(room / "box"))
    lay_down(room, EVENTS / f"{story['event']}.toml", event.organizer.name, office.address, organizers)
    for number, step in enumerate(sorted(folder.glob("[0-9]*")), 1):
        _step(stage, step, number, clock)
    _ledger(stage)
    ledger.close()
    return "\n".join(stage.lines) + "\n"


def _step(stage: Stage, step: Path, number: int, clock: list[datetime]) -> None:
    if step.name.endswith(".sent.eml"):
        content = _filled(stage, step.read_bytes())
        clock[0] = _arrival(content)
        stage.box.append_sent(content)
        _look_into_the_box(stage)
        stage.lines.append(f"=== {step.name}: a person sends it")
    elif step.suffix == ".eml":
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
        stage.office = replace(stage.office, events=_all_events(stage.story, stage.event))
        stage.lines.append("=== the event's file is changed")
    else:
        _PLAYED[step.suffix](stage, step.read_text(encoding="utf-8").splitlines(), clock)
    by_name = step.suffix == ".txt"  # what one strike of the clock sends has no order of its own
    stage.lines += [line for number, how, mail in _collect(stage, by_name) for line in _told(stage, number, how, mail)]


def _tick(stage: Stage, lines: list[str], clock: list[datetime]) -> None:
    clock[0] = _local(stage, lines[0])
    Clockwork(stage.office).strike()
    stage.lines.append(f"=== the clock strikes {clock[0]:%Y-%m-%d %H:%M}")


def _sent_as_it_lies(stage: Stage, lines: list[str], clock: list[datetime]) -> None:
    """A person sends drafts of ours, each told by its number."""
    for number in map(int, lines):
        mail = stage.sent[number - 1]
        drafts = [path for path in (stage.room / "box" / "drafts").glob("*.eml") if _id_of(path) == mail["Message-ID"]]
        [draft] = drafts
        stage.box.append_sent(draft.read_bytes())
        draft.unlink()
        stage.lines.append(f"=== {number} is sent from the drafts as it lies there")
    _look_into_the_box(stage)


def _id_of(path: Path) -> str:
    return str(message_from_bytes(path.read_bytes(), policy=policy.default)["Message-ID"])


def _look_into_the_box(stage: Stage) -> None:
    look_after(stage.office, stage.box, None)
    if stage.office.mode == "draft":
        compare_drafts(stage.office, stage.box)


def _typed(stage: Stage, lines: list[str], clock: list[datetime]) -> None:
    assert "changes" not in stage.story, "commands read the event's file as it stands"
    clock[0] = _local(stage, lines[0])
    stage.lines.append(f"=== typed on {clock[0]:%Y-%m-%d %H:%M}")
    for path in stage.folder.iterdir():
        if not (path.name[0].isdigit() or path.name in {"story.toml", "expected.txt"}):
            (stage.room / path.name).write_bytes(_filled(stage, path.read_bytes()))
    for line in lines[1:]:
        command = _filled(stage, line.encode()).decode().replace("{now}", f"{clock[0]:%Y-%m-%dT%H:%M}")
        shown = typed(stage.room, command)
        _learn_codes(stage)
        stage.lines += [_calm(stage, told).rstrip() for told in (f"$ {line}", *shown.splitlines())]


def _trouble(stage: Stage, lines: list[str], clock: list[datetime]) -> None:
    now = clock[0] = _local(stage, lines[0])
    away = dict(line.split(": ", 1) for line in lines[1:])
    stage.away = {part: (why, stage.away.get(part, (why, now))[1]) for part, why in away.items()}
    stage.lines.append(f"=== {now:%Y-%m-%d %H:%M}: " + ("; ".join(lines[1:]) or "all works"))
    parts = (stage.office.address, SENDING)
    Watchman(stage.office, parts[:1], stage.box).look(stage.away, [part for part in parts if part not in stage.away])


_PLAYED = {".txt": _tick, ".sent": _sent_as_it_lies, ".sh": _typed, ".trouble": _trouble}


def _local(stage: Stage, text: str) -> datetime:
    return datetime.fromisoformat(text.strip()).replace(tzinfo=stage.event.timezone)


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


def _collect(stage: Stage, by_name: bool) -> list[tuple[int, str, EmailMessage]]:
    """What was sent or laid into the box since, numbered through the conversation, and how."""
    with stage.office.ledger.reading() as tx:
        stage.tokens += [review.token for review in tx.reviews(None) if review.token not in stage.tokens]
    if SENDING not in stage.away:
        Dispatcher(stage.office, stage.post, stage.box, "stage").send_waiting(Flag())
    out = [(how, _parsed(raw)) for how, raw in (*stage.post.taken, *stage.box.laid)]
    stage.post.taken.clear()
    stage.box.laid.clear()
    if by_name:
        kinds = [mail["X-Mailflow-Kind"] for _, mail in out]
        out.sort(key=lambda sent: (kinds.index(sent[1]["X-Mailflow-Kind"]), sent[1]["To"].addresses[0].addr_spec))
    return [(_numbered(stage, mail), how, mail) for how, mail in out]


def _parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def _numbered(stage: Stage, mail: EmailMessage) -> int:
    stage.sent.append(mail)
    code = mail["X-Mailflow-Booking"]
    if code and code not in stage.codes:
        stage.codes.append(code)
    return len(stage.sent)


def _learn_codes(stage: Stage) -> None:
    """Bookings that nobody was written to about have a number in the story as well."""
    with stage.office.ledger.reading() as tx:
        stage.codes += [b.code for b in tx.bookings(stage.event.id) if b.code not in stage.codes]


def _told(stage: Stage, number: int, how: str, mail: EmailMessage) -> Iterator[str]:
    yield f"--- {number}: {mail['X-Mailflow-Kind']} to {mail['To']}{how}"
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
        for event in stage.office.events:
            stage.lines += [f"-- {event.id}"] if len(stage.office.events) > 1 else []
            stage.lines += [line for booking in tx.bookings(event.id) for line in _booking(stage, booking)]
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
