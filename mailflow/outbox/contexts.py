"""What each kind of letter adds to the facts that all share: letter → the names its templates may use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mailflow.domain.booking import Booking
from mailflow.domain.letter import (
    Access,
    Answer,
    Answered,
    Ask,
    Attendance,
    BookingLetter,
    Cancelled,
    Changed,
    Closed,
    Digest,
    Erased,
    Letter,
    Offer,
    OrganizerSummary,
    Promoted,
    Query,
    Received,
    Reminder,
    Review,
    Summary,
)
from mailflow.outbox import organizers
from mailflow.outbox.changes import changes
from mailflow.outbox.people import quoted, without_links
from mailflow.outbox.view import (
    BookingView,
    EventView,
    RoundView,
    SessionView,
    booking_view,
    event_view,
    mailto,
    moment,
    sessions_by_id,
)


@dataclass(frozen=True, slots=True)
class QueryView:
    """A question of ours, with what to choose from: sessions where they are known, else words."""

    about: str
    round: RoundView | None
    sessions: tuple[SessionView, ...]
    options: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """An answer from the event's facts."""

    about: str
    text: str
    session: SessionView | None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One person's place. `name` is empty where nobody told it, `session` None at the event itself."""

    name: str
    session: SessionView | None


class Views:
    """Builds the views of one letter; the event's are made once."""

    def __init__(self, letter: Letter, reply_to: str) -> None:
        self.letter = letter
        self.reply_to = reply_to
        self.event: EventView = event_view(letter.event, letter.language)
        self.sessions = sessions_by_id(self.event)

    def booking(self, booking: Booking) -> BookingView:
        """A booking, with the queue positions where the letter has them."""
        positions = self.letter.positions if isinstance(self.letter, BookingLetter) else {}
        return booking_view(booking, self.letter.event, self.sessions, self.letter.language, positions)

    def queries(self, queries: Iterable[Query]) -> tuple[QueryView, ...]:
        """Our questions."""
        rounds = {round_.id: round_ for round_ in self.event.rounds}
        return tuple(self._query(query, rounds.get(query.round or "")) for query in queries)

    def _query(self, query: Query, round_: RoundView | None) -> QueryView:
        known = tuple(self.sessions[option] for option in query.options if option in self.sessions)
        return QueryView(
            about=query.about,
            round=round_,
            sessions=known or (round_.sessions if round_ and not query.options else ()),
            options=tuple(option for option in query.options if option not in self.sessions),
            words=without_links(query.words),
        )

    def answers(self, answers: Iterable[Answered]) -> tuple[AnsweredView, ...]:
        """Answers from the event's facts."""
        return tuple(AnsweredView(a.about, a.text, self.sessions.get(a.session or "")) for a in answers)

    def places(self, booking: Booking, places: Iterable[tuple[int, str | None]]) -> tuple[PlaceView, ...]:
        """Places told by (attendee number, session)."""
        names = {attendee.number: attendee.name or "" for attendee in booking.attendees}
        return tuple(PlaceView(names.get(number, ""), self.sessions.get(session or "")) for number, session in places)

    def mailto(self, words: str, code: str = "") -> str:
        """A link that opens an answer with the words filled in, and the booking's code."""
        title = self.letter.event.title
        return mailto(self.reply_to, f"{title} [{code}]" if code else title, words)


def context(letter: Letter, reply_to: str) -> dict[str, Any]:
    """The names the templates of this letter may use."""
    views = Views(letter, reply_to)
    answering = letter.answering
    common: dict[str, Any] = {
        "language": letter.language,
        "event": views.event,
        "name": letter.to_name or "",
        "privacy_notice": views.event.privacy_notice if letter.first else "",
        "mailto": views.mailto,
        "reply_to": reply_to,
        "quote": quoted(answering.text) if answering else (),
        "quoted_at": moment(answering.date, letter.event, letter.language) if answering and answering.date else None,
    }
    return common | _of_kind(letter, views)


def _of_kind(letter: Letter, views: Views) -> dict[str, Any]:
    if isinstance(letter, BookingLetter):
        return _dialogue(letter, views) | {"booking": views.booking(letter.booking)} | _of_booking(letter, views)
    match letter:
        case Ask():
            held = moment(letter.held_until, letter.event, letter.language) if letter.held_until else None
            booking = views.booking(letter.booking) if letter.booking else None
            return _dialogue(letter, views) | {"booking": booking, "held_until": held}
        case Answer():
            return _dialogue(letter, views) | {"booking": views.booking(letter.booking) if letter.booking else None}
        case Closed():
            return _dialogue(letter, views) | {"why": letter.why, "wanted": letter.wanted}
        case Received():
            return _dialogue(letter, views) | {"why": letter.why, "seats": letter.seats}
        case Access():
            return {"bookings": tuple(views.booking(b) for b in letter.bookings), "confirm": letter.confirm}
        case Erased():
            return {"confirm": letter.confirm}
        case Review():
            return organizers.review(letter)
        case Digest():
            return organizers.digest(letter, views.sessions)
        case Attendance():
            return organizers.attendance(letter, views.sessions)
        case OrganizerSummary():
            return organizers.figures(letter, views.sessions)
    raise TypeError(f"no view for a letter of kind {letter.kind!r}")


def _dialogue(letter: Letter, views: Views) -> dict[str, Any]:
    """Questions and answers that may go with any answer to a person."""
    return {
        "queries": views.queries(getattr(letter, "queries", ())),
        "answers": views.answers(getattr(letter, "answers", ())),
        "passed_on": getattr(letter, "passed_on", False),
    }


def _of_booking(letter: BookingLetter, views: Views) -> dict[str, Any]:
    match letter:
        case Offer():
            until = moment(letter.until, letter.event, letter.language)
            return {"offered": views.places(letter.booking, letter.offered), "until": until}
        case Promoted():
            return {"given": views.places(letter.booking, letter.given)}
        case Changed():
            return {"changes": changes(letter.before, letter.booking, views.sessions)}
        case Cancelled():
            given_up = views.places(letter.booking, letter.given_up)
            return {"given_up": given_up, "whole": letter.whole, "why": letter.why}
        case Reminder():
            return {"days": letter.days}
        case Summary():
            return _summary(letter, views)
    return {}


def _summary(letter: Summary, views: Views) -> dict[str, Any]:
    numbers = {attendee.number: attendee.name or "" for attendee in letter.booking.attendees}
    came = letter.came
    return {
        "marked": came is not None,
        "came": tuple(name for number, name in numbers.items() if came is not None and number in came),
        "absent": tuple(a.name or "" for a in letter.booking.active if came is not None and a.number not in came),
        "proposals": organizers.proposals(letter.proposals, views.sessions),
        "certificates": tuple(numbers.get(number, "") for number in letter.certificates),
    }
