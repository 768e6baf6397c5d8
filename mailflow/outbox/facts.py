"""The facts of one letter, in words: its event, and its bookings, questions, answers and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailflow.domain.booking import Booking
from mailflow.domain.letter import Answered, BookingLetter, Letter, Query
from mailflow.outbox.booking_view import BookingView, booking_view, no_more
from mailflow.outbox.people import shortened, without_links
from mailflow.outbox.view import EventView, RoundView, SessionView, event_view, mailto, sessions_by_id


@dataclass(frozen=True, slots=True)
class QueryView:
    """A question of ours, with what to choose from: sessions where they are known, else words.

    `said`: the writer's own words that the question is about. The doubt itself is told in the templates' words: those
    of the reading are for the organizers, in one language. `names`: whose choice, where not everybody's.
    """

    about: str
    round: RoundView | None
    sessions: tuple[SessionView, ...]
    options: tuple[str, ...]
    said: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """An answer from the event's facts. `free`: seats to be had, by session (None: the event itself)."""

    about: str
    text: str
    session: SessionView | None
    free: tuple[tuple[SessionView | None, int], ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One person's place. `name` is empty where nobody told it: `count` are alike. `session` None: at the event."""

    name: str
    session: SessionView | None
    count: int = 1


_QUOTED = re.compile(r"“([^”]+)”")
SAID_WIDTH = 120
PARTICLE = 3  # letters: 'de la Cruz'; not 'Lia Conti is not booked'
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")


def _said(words: str, mail: str) -> tuple[str, ...]:
    """What a doubt quotes between “ and ”, in its sentence; or the words themselves where they are a name."""
    name = (words,) if words[:1].isupper() and all(_of_a_name(word) for word in words.split()) else ()
    found = _QUOTED.findall(words)
    return tuple(dict.fromkeys(without_links(_sentence(said, mail)) for said in found)) or name


def _of_a_name(word: str) -> bool:
    return word[:1].isupper() or len(word) <= PARTICLE


def _sentence(words: str, mail: str) -> str:
    """The sentence of the mail that holds these words; where it is long, what stands around them."""
    sentences = (" ".join(part.split()) for part in _SENTENCES.split(mail))
    sentence = next((s for s in sentences if " ".join(words.split()) in s), words).rstrip(".")
    if len(sentence) <= SAID_WIDTH:
        return sentence
    start = sentence.find(" ".join(words.split()))
    before = sentence[:start][-SAID_WIDTH // 3 :]
    head = before if len(before) == start else f"…{before.partition(' ')[2]}"
    return shortened(head + sentence[start:], SAID_WIDTH)


class Facts:
    """One letter's facts. `reply_to`: the address that answers go to."""

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
        if query.about == "choices" and not query.options:
            known = round_.sessions if round_ else tuple(self.sessions.values())
        return QueryView(
            about=query.about,
            round=round_,
            sessions=known,
            options=tuple(option for option in query.options if option not in self.sessions),
            said=_said(query.words, answering.text if (answering := self.letter.answering) else ""),
            names=query.names,
        )

    def answers(self, answers: Iterable[Answered]) -> tuple[AnsweredView, ...]:
        """Answers from the event's facts."""
        return tuple(self._answer(answer) for answer in answers)

    def _answer(self, answer: Answered) -> AnsweredView:
        free = tuple((self.sessions.get(session or ""), seats) for session, seats in answer.free)
        return AnsweredView(answer.about, answer.text, self.sessions.get(answer.session or ""), free)

    def places(self, booking: Booking, places: Iterable[tuple[int, str | None]]) -> tuple[PlaceView, ...]:
        """Places told by (attendee number, session): person by person, in the order of the day; those of nobody by name
        together."""
        names = {attendee.number: attendee.name or "" for attendee in booking.attendees}
        day = {session: at for at, session in enumerate(("", *self.sessions))}
        told = sorted(places, key=lambda place: (place[0], day.get(place[1] or "", len(day))))
        gone = {
            (a.number, p.session): no_more(p, self.letter.event)
            for a, p in booking.places
            if p.session not in self.sessions
        }
        views = Counter(
            PlaceView(
                names.get(number, ""), (self.sessions.get(session) or gone.get((number, session))) if session else None
            )
            for number, session in told
        )
        return tuple(replace(view, count=alike) for view, alike in views.items())

    def mailto(self, words: str, code: str = "") -> str:
        """A link that opens an answer with the words filled in, and the booking's code in its subject."""
        title = self.letter.event.title
        return mailto(self.reply_to, f"{title} [{code}]" if code else title, words)
