"""Views of what organizers write to those who are booked, and of the mail that shows it to them first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Notice
from mailflow.domain.notice import Audience
from mailflow.domain.organizer_letter import NoticeCheck
from mailflow.outbox.view import SessionView, moment, session_label, telephone

Sessions = Mapping[str, SessionView]

_BULLET = re.compile(r"\s*[-*•–]\s+")


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it was written; `item`: one of a list, without its bullet."""

    words: str
    item: bool


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A booking that no mail reaches: its code, whose it is, and how else they are reached."""

    code: str
    who: str
    phone: str
    email: str


def group_words(audience: Audience, event: Event, language: str) -> str:
    """For whom it is, in words: 'to everybody in “Logistics”'."""
    group = "waiting" if audience.waiting else "all" if audience.session is None else "session"
    if audience.session is None:
        return told(language, f"notice.{group}")
    label = session_label(event.session(audience.session))
    return told(language, "notice.waiting_session" if audience.waiting else "notice.session", session=label)


def notice(letter: Notice, sessions: Sessions) -> dict[str, Any]:
    """The letter: the organizers' words, paragraph by paragraph."""
    return {
        "words": tuple(_paragraphs(letter.words)),
        "title": letter.title,
        "waiting": letter.audience.waiting,
        "session": sessions.get(letter.audience.session or ""),
    }


def check(letter: NoticeCheck, sessions: Sessions) -> dict[str, Any]:
    """What is shown to the organizer."""
    group = group_words(letter.audience, letter.event, letter.language) if letter.audience else ""
    return {
        "token": letter.token,
        "whom": letter.whom,
        "group": group,
        "lines": tuple(line.strip() for line in letter.words.split("\n")) if letter.words else (),
        "title": letter.title,
        "asks": letter.asks,
        "done": letter.done,
        "letters": letter.letters,
        "people": letter.people,
        "names": letter.names,
        "more": letter.letters - len(letter.names),
        "had": letter.had,
        "waiting": letter.waiting,
        "to_phone": tuple(map(_reader, letter.to_phone)),
        "unreached": tuple(map(_reader, letter.unreached)),
        "attached": letter.attached,
        "sessions": tuple(sessions.values()),
        "due": moment(letter.due, letter.event, letter.language) if letter.due else None,
        "drafts": letter.drafts,
    }


def _paragraphs(words: str) -> Iterator[tuple[LineView, ...]]:
    for paragraph in re.split(r"\n\s*\n", words.strip()):
        yield tuple(
            LineView(_BULLET.sub("", line, count=1).strip(), item=bool(_BULLET.match(line)))
            for line in paragraph.split("\n")
        )


def _reader(booking: Booking) -> ReaderView:
    contact = booking.contact
    named = next((attendee.name for attendee in booking.attendees if attendee.name), "")
    return ReaderView(
        code=booking.code,
        who=contact.name or named or "",
        phone=telephone(contact.phone) if contact.phone else "",
        email=contact.email or "",
    )
