"""Entries for people's calendars: one for the event, one a confirmed session (RFC 5545, 5546, 6047).

A mail carries one entry as its invitation and the others as files, because iTIP allows one UID a REQUEST and Outlook
reads no more than the first; see docs/decisions/0005-calendar.md. Times are in UTC, so no clock change can move them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.edition import Told
from mailflow.domain.event import Event, Session
from mailflow.domain.letter import Already, BookingLetter, Cancelled, Changed, Confirmation, Letter, Promoted, Updated
from mailflow.domain.place import Status
from mailflow.outbox.dates import day
from mailflow.outbox.headers import parted
from mailflow.outbox.view import hours_are_its_own, session_label

Method = Literal["REQUEST", "CANCEL"]
SURE = frozenset({Status.CONFIRMED, Status.ATTENDED})
LINE_OCTETS = 75
_OUT_OF_PLACE = {**dict.fromkeys((*range(0x20), 0x7F)), ord('"'): "'"}  # in a quoted parameter value
A_DAY = timedelta(days=1)  # who goes to what lasts longer is not busy day and night


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One entry of one booking, at the event (`session` None) or in a session. Times are aware."""

    method: Method
    code: str
    session: str | None
    sequence: int
    summary: str
    starts: datetime
    ends: datetime
    location: str
    description: str
    contact: str

    @property
    def filename(self) -> str:
        """A name for the file, without characters that mail clients mangle."""
        return f"{self.session or 'event'}.ics"

    def uid(self, domain: str) -> str:
        """The same for ever: `<code>.<session or "event">@<domain of our address>`."""
        return f"{self.code}.{self.session or 'event'}@{domain}"


def entries(letter: Letter) -> tuple[CalendarEntry, ...]:
    """The entries a letter brings, the event's own first; what is no longer had is withdrawn."""
    match letter:
        case Confirmation() | Promoted() | Already():
            return tuple(_requests(letter))
        case Changed() | Cancelled() | Updated():
            return (*_requests(letter), *_withdrawn(letter))
    return ()


def _requests(letter: BookingLetter) -> Iterator[CalendarEntry]:
    for session in _targets(letter):
        if _sure(letter.booking, session):
            yield _entry(letter, session, "REQUEST")


def _withdrawn(letter: BookingLetter) -> Iterator[CalendarEntry]:
    """What stood in the calendar and does so no more: its SEQUENCE has grown, which that of a mere wish never does."""
    for session in _targets(letter):
        if not _sure(letter.booking, session) and _sequence(letter.booking, session):
            yield _entry(letter, session, "CANCEL")
    if isinstance(letter, Updated):
        gone = ((difference.session, difference.was) for difference in letter.news if difference.now is None)
        yield from (_no_more(letter, s, was) for s, was in gone if s and _sequence(letter.booking, s))


def _no_more(letter: Updated, session_id: str, was: Told) -> CalendarEntry:
    """The entry of a session that the event's file no longer has, withdrawn as it was told."""
    told = _entry(letter, None, "CANCEL")
    location = ", ".join(part for part in (was.where, told.location) if part)
    return replace(
        told,
        session=session_id,
        sequence=_sequence(letter.booking, session_id),
        summary=f"{was.title} – {letter.event.title}",
        starts=was.starts,
        ends=was.ends,
        location=location,
    )


def _targets(letter: Letter) -> Iterator[str | None]:
    yield None
    for round_ in letter.event.rounds:
        for session in round_.sessions:
            if hours_are_its_own(session, round_):
                yield session.id


def _sure(booking: Booking, session: str | None) -> tuple[Attendee, ...]:
    """Attendees with a certain place there."""
    return tuple(a for a in booking.attendees if any(p.session == session and p.status in SURE for p in a.places))


def _entry(letter: BookingLetter, session_id: str | None, method: Method) -> CalendarEntry:
    event, booking = letter.event, letter.booking
    what: Event | Session = event
    summary, room = event.title, None
    if session_id is not None:
        what = session = event.session(session_id)
        summary, room = f"{session_label(session)} – {event.title}", session.room
    return CalendarEntry(
        method=method,
        code=booking.code,
        session=session_id,
        sequence=_sequence(booking, session_id),
        summary=summary,
        starts=what.starts,
        ends=what.ends,
        location=", ".join(part for part in (room, event.venue.name, event.venue.address) if part),
        description=_description(letter, session_id),
        contact=", ".join((event.organizer.name, *event.organizer.phones)),
    )


def _sequence(booking: Booking, session: str | None) -> int:
    """Of the entry: the highest of its places. The desk counts it on whenever the entry says something new."""
    return max((p.sequence for a in booking.attendees for p in a.places if p.session == session), default=0)


def _description(letter: BookingLetter, session_id: str | None) -> str:
    """The booking code, and who sits where; people without a name who sit alike are counted."""
    lines = [letter.booking.code]
    sure = _sure(letter.booking, session_id)
    people = Counter((a.name or "", a.number if a.name else 0, _hours(letter, a, session_id)) for a in sure)
    for (name, _, hours), alike in people.items():
        lines += [name or (f"{alike} ×" if alike > 1 else "–"), *hours]
    return "\n".join(lines)


def _hours(letter: Letter, attendee: Attendee, session_id: str | None) -> tuple[str, ...]:
    """Their sessions, where the entry is the event's own."""
    sure = {place.session for place in attendee.places if place.status in SURE and session_id is None}
    return tuple(f"  {_hour(letter, session)}" for session in letter.event.sessions if session.id in sure)


def _hour(letter: Letter, session: Session) -> str:
    """A session and when it is, with its day where the event lasts more than one."""
    if not hours_are_its_own(session, letter.event.round(session.round)):
        return session_label(session)
    several_days = letter.event.starts.date() != letter.event.ends.date()
    first, last = (f"{day(moment.date(), letter.language)}, " for moment in (session.starts, session.ends))
    from_, to = first if several_days else "", last if session.ends - session.starts >= A_DAY else ""
    return f"{from_}{session.starts:%H:%M}–{to}{session.ends:%H:%M} {session_label(session)}"


def to_ics(entry: CalendarEntry, *, sender: str, recipient: str, name: str | None, stamp: datetime) -> bytes:
    """The entry as an iCalendar object, CRLF line ends, UTF-8. `sender`: the configured From; `stamp`: aware."""
    organizer_name, organizer = parted(sender)
    domain = organizer.rpartition("@")[2]
    lines = (
        "BEGIN:VCALENDAR",
        "PRODID:-//mailflow//mailflow//EN",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        f"METHOD:{entry.method}",
        "BEGIN:VEVENT",
        f"UID:{entry.uid(domain)}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(entry.starts)}",
        f"DTEND:{_utc(entry.ends)}",
        f"SUMMARY:{_text(entry.summary)}",
        f"LOCATION:{_text(entry.location)}",
        f"DESCRIPTION:{_text(entry.description)}",
        f"CONTACT:{_text(entry.contact)}",
        f"STATUS:{'CANCELLED' if entry.method == 'CANCEL' else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if entry.ends - entry.starts >= A_DAY else 'OPAQUE'}",
        f"ORGANIZER;CN={_parameter(organizer_name or organizer)}:mailto:{organizer}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
        f"CN={_parameter(name or recipient)}:{_uri(recipient)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(map(_folded, lines))


def _uri(address: str) -> str:
    """A mailto: URI; of an address in quotes they are written as numbers (RFC 6068 section 2)."""
    return f"mailto:{quote(address, safe='@') if address.startswith(chr(34)) else address}"


@lru_cache(maxsize=1024)  # most moments of a letter are the event's
def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """TEXT, escaped (RFC 5545 section 3.3.11)."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _parameter(value: str) -> str:
    """A quoted parameter value: it may hold neither quotes nor control characters (section 3.2)."""
    return f'"{value.translate(_OUT_OF_PLACE)}"'


@lru_cache(maxsize=1024)  # most lines of an entry are those of the entry before
def _folded(line: str) -> bytes:
    """A content line, folded at 75 octets, never inside a character (section 3.1)."""
    raw = line.encode()
    if len(raw) <= LINE_OCTETS:
        return raw + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, LINE_OCTETS
    while start < len(raw):
        end = min(start + room, len(raw))
        while end < len(raw) and raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, LINE_OCTETS - 1  # the folding space counts
    return b"\r\n ".join(pieces) + b"\r\n"
