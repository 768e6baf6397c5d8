"""What we ask back: doubts of the reading and missing facts, all in one mail, once.

What must be known before a seat is theirs is asked with the seats held (`blocking`); what only makes the booking
better, such as the sessions of who has a place at the event, is asked besides (`wishes`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailflow.domain.booking import Attendee, Booking
from mailflow.domain.event import Event, Round
from mailflow.domain.letter import Query
from mailflow.understanding.reading import Doubt, Intent, Reading

# what a doubt is about -> what is asked
QUESTIONS = {"seats": "seats", "names": "names", "choices": "choices", "date": "date", "event": "which-event"}

SITTING = timedelta(hours=1)  # rounds with no longer pause between them are attended in one go


def doubts(reading: Reading) -> tuple[Query, ...]:
    """The reading's doubts as questions; a reading that is unsure and cannot say why is repeated for a yes."""
    if reading.confident:
        return ()
    return merged(tuple(_query(doubt, reading) for doubt in reading.doubts)) or (Query(about="other"),)


def perhaps_no_booking(reading: Reading) -> bool:
    """Whether it is in doubt that seats are wanted at all, or at this event: nobody else is to wait for them then."""
    return not reading.confident and any(doubt.about in {"intent", "event"} for doubt in reading.doubts)


def _query(doubt: Doubt, reading: Reading) -> Query:
    about = QUESTIONS.get(doubt.about, "other")
    if about == "names" and reading.intent is Intent.BOOK:  # the one of whom it is not clear, not those who are
        return Query(about=about, names=doubt.options, words=doubt.words)
    return Query(
        about=about, round=doubt.round if about == "choices" else None, options=doubt.options, words=doubt.words
    )


def missing(event: Event, size: int | None, attendees: Iterable[Attendee]) -> tuple[Query, ...]:
    """Facts without which no seat is given."""
    queries = []
    if size is None:
        queries.append(Query(about="seats"))
    if event.booking.names == "required" and not all(a.name for a in attendees):
        queries.append(Query(about="names"))
    return tuple(queries)


def wishes(event: Event, attendees: Iterable[Attendee], joined: Iterable[Attendee] = ()) -> tuple[Query, ...]:
    """Rounds for which nothing was chosen: all, of who chose nothing; else those of the same sitting.

    `joined`: those it is asked of, where not of all.
    """
    people = list(attendees)
    asked_of = list(joined) or people
    missed = {r: [a for a in asked_of if _misses(event, r, a)] for r in event.rounds}
    return tuple(
        Query(about="choices", round=r.id, options=tuple(s.id for s in r.sessions), names=_names(missing, people))
        for r, missing in missed.items()
        if missing
    )


def _names(some: Collection[Attendee], people: Collection[Attendee]) -> tuple[str, ...]:
    """The names of some of the people; none where it is all of them, or where one has no name to tell."""
    names = tuple(a.name for a in some if a.name)
    return names if len(some) == len(names) < len(people) else ()


def of_whom(queries: Iterable[Query], people: Collection[Attendee]) -> tuple[Query, ...]:
    """The questions, with the names of those who lack a choice where the others have theirs."""

    def asked_of(query: Query) -> Query:
        missing = [a for a in people if query.round not in a.choices]
        return replace(query, names=_names(missing, people)) if query.about == "choices" and query.round else query

    return tuple(map(asked_of, queries))


def _misses(event: Event, round_: Round, attendee: Attendee) -> bool:
    if round_.id in attendee.choices:
        return False
    chosen = [event.round(r) for r in attendee.choices]
    return not chosen or any(_one_sitting(round_, other) for other in chosen)


def _one_sitting(one: Round, other: Round) -> bool:
    first, second = sorted((one, other), key=lambda r: r.starts)
    return timedelta(0) <= second.starts - first.ends <= SITTING


def merged(*queries: tuple[Query, ...]) -> tuple[Query, ...]:
    """All the questions, each matter once: a doubt says more than a missing fact."""
    found: dict[tuple[str, str | None], Query] = {}
    for query in (q for group in queries for q in group):
        found.setdefault((query.about, query.round), query)
    return tuple(found.values())


def in_order(event: Event, queries: Iterable[Query]) -> tuple[Query, ...]:
    """Questions about choices in the order of the rounds."""
    rounds = [round_.id for round_ in event.rounds]
    return tuple(sorted(queries, key=lambda query: rounds.index(query.round) if query.round in rounds else -1))


def asked(queries: Iterable[Query]) -> tuple[str, ...]:
    """The questions as a booking keeps them: what they are about, a choice with its round."""
    return tuple(dict.fromkeys(f"{q.about}:{q.round}" if q.round else q.about for q in queries))


def asked_before(event: Event, booking: Booking) -> tuple[Query, ...]:
    """The questions a booking keeps, to be put once more; a choice with the sessions there are."""
    sessions = {round_.id: tuple(session.id for session in round_.sessions) for round_ in event.rounds}
    parted = (kept.partition(":") for kept in booking.asked)
    return tuple(
        Query(about=about, round=round_id or None, options=sessions.get(round_id, ())) for about, _, round_id in parted
    )


def still_missing(event: Event, booking: Booking) -> tuple[Query, ...]:
    """What a letter that tells how a booking stands asks once more: what keeps it from being confirmed; else the
    sessions still to be chosen."""
    asked = asked_before(event, booking)
    if booking.asked_until:
        return tuple(query for query in asked if not query.about.startswith("confirm-"))
    return of_whom((query for query in asked if query.about == "choices"), booking.active)


def change_waits(booking: Booking) -> bool:
    """Whether a change that its own people asked for waits for what we asked them; not what others wish for it."""
    theirs = (about for about in booking.asked if not about.startswith(("choices", "confirm-")))
    return bool(booking.pending) and any(theirs)


def hold_until(event: Event, now: datetime) -> datetime:
    """Until when seats are held while we ask: never beyond the end of booking."""
    return min(now.astimezone(UTC) + event.booking.ask_hold, max(now, event.booking.closes))
