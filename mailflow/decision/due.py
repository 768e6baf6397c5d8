"""What is due, as a question: pure, so that restarts, downtime, several workers and clock changes heal themselves.

Every item has a key (kind, event, person, local date); the ledger does a key once. Hours are local to the event and
found anew for each day, so the night the clocks change moves nothing. Mail to participants is never due in the night:
it waits for the morning. What was missed is caught up while it is still of use, otherwise dropped, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from mailflow.decision.quiet import by_day, in_the_night
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event, Moment
from mailflow.domain.place import Status

Kind = Literal["reminder", "digest", "proposals", "summary", "organizer-summary", "purge-needs", "purge"]

GOING = frozenset({Status.CONFIRMED, Status.ATTENDED, Status.ABSENT})
EXPECTANT = GOING | {Status.WAITLISTED, Status.OFFERED}  # they plan their day by whether a place comes free
LATE_SUMMARY = timedelta(days=14)  # a summary caught up later than this is of no use


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do, once. `at`: when it was due. `days`: of a reminder, how many days before. `booking`: whose."""

    kind: Kind
    key: str
    at: datetime
    booking: Booking | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be done now, and what was missed and is of no use any more."""

    due: tuple[Due, ...]
    dropped: tuple[Due, ...] = ()


def agenda(event: Event, bookings: Iterable[Booking], after: datetime, now: datetime) -> Agenda:
    """All that fell due after one instant up to another. `bookings`: all of the event's.

    At night there is nothing for participants, whatever was missed: who asks goes on asking from before the night.
    """
    todo: list[Due] = []
    dropped: list[Due] = []
    silent = event.called_off or in_the_night(now, event.timezone)
    people = [] if silent else [b for b in bookings if b.contact.email]
    for item in (*_reminders(event, people), *_summaries(event, people), *_for_organizers(event, after, now)):
        if after < item.at <= now:
            (todo if _of_use(event, item, now) else dropped).append(item)
    return Agenda(tuple(sorted(todo, key=_order)), tuple(sorted(dropped, key=_order)))


def may_be_due(event: Event, after: datetime, now: datetime) -> bool:
    """Whether anything at all can fall between two instants: told from the event alone, without reading a booking."""
    starts = {event.starts, *(session.starts for session in event.sessions)}
    hours = {
        *(_before(start, moment, event) for start in starts for moment in event.schedule.reminders),
        by_day(_summed_up(event), event.timezone),
        *(item.at for item in _for_organizers(event, after, now)),
    }
    return any(after < at <= now for at in hours)


def begins(event: Event, booking: Booking) -> datetime:
    """When the event begins for them: of an event of several days, the first day they come."""
    if event.ends - event.starts < timedelta(days=1):  # one that goes over midnight is one evening
        return event.starts
    sessions = {s.id: s.starts for s in event.sessions}
    own = [sessions[p.session] for _, p in booking.places if p.session in sessions and p.status in GOING]
    first = min(own, default=event.starts)
    return first if _day(first, event) > _day(event.starts, event) else event.starts


def never_in_time(event: Event) -> tuple[Moment, ...]:
    """Reminders that the event's file sets for when everybody's event has begun: nobody gets them."""
    starts = {event.starts, *(session.starts for session in event.sessions)}
    return tuple(m for m in event.schedule.reminders if all(_before(start, m, event) >= start for start in starts))


def days_to_go(event: Event, booking: Booking, now: datetime) -> int:
    """In how many days the event begins for them: 0 on the day itself."""
    return (_day(begins(event, booking), event) - _day(now, event)).days


def going(booking: Booking) -> bool:
    """Whether anybody of the booking has a place at the event."""
    return any(p.session is None and p.status in GOING for _, p in booking.places)


def reminded(booking: Booking) -> bool:
    """Whether anybody of the booking has a place at the event, or waits for one."""
    return any(p.session is None and p.status in EXPECTANT for _, p in booking.places)


def digest_days(event: Event, after: datetime, now: datetime) -> Iterator[datetime]:
    """The hours of the daily digest between two instants, as far as the event is alive."""
    last = _day(event.ends, event) + timedelta(days=max(event.schedule.summary.days, event.schedule.proposals.days))
    day = max(_day(after, event), (_day(event.booking.opens, event) if event.booking.opens else date.min))
    while day <= min(_day(now, event), last):
        yield datetime.combine(day, event.schedule.digest, event.timezone)
        day += timedelta(days=1)


def retention_ends(event: Event) -> datetime:
    """From when personal data are purged."""
    return event.ends + event.schedule.retention


def needs_end(event: Event) -> datetime:
    """From when special data are purged: they go first, once nothing is written from them any more."""
    return _summed_up(event) + timedelta(days=1)


def _reminders(event: Event, bookings: Iterable[Booking]) -> Iterator[Due]:
    for booking in bookings:
        if not reminded(booking):
            continue
        for name, moment in _named(event.schedule.reminders):
            start = begins(event, booking)
            at = _before(start, moment, event)
            if at < start and _day(booking.received, event) < _day(at, event):  # who booked that day knows
                yield Due("reminder", _key("reminder", event, name, booking, at), at, booking, moment.days)


def _named(reminders: Sequence[Moment]) -> Iterator[tuple[str, Moment]]:
    """Each by its day, which stands in its key; a second one of a day by its hour too."""
    for number, moment in enumerate(reminders):
        second = any(earlier.days == moment.days for earlier in reminders[:number])
        yield f"{moment.days}d{moment.at:-%H%M}" if second else f"{moment.days}d", moment


def _summaries(event: Event, bookings: Iterable[Booking]) -> Iterator[Due]:
    at = by_day(_summed_up(event), event.timezone)
    for booking in bookings:
        if going(booking):
            yield Due("summary", _key("summary", event, "", booking, at), at, booking)


def _for_organizers(event: Event, after: datetime, now: datetime) -> Iterator[Due]:
    proposals = max(_after(event.ends, event.schedule.proposals, event), event.ends)
    figures = _summed_up(event)
    needs = needs_end(event)
    if not event.called_off:
        yield Due("proposals", _key("proposals", event, "", None, proposals), proposals)
        yield Due("organizer-summary", _key("organizer-summary", event, "", None, figures), figures)
    yield Due("purge-needs", _key("purge-needs", event, "", None, needs), needs)
    purge = _last_purge(event, now)
    yield Due("purge", _key("purge", event, "", None, purge), purge)
    missed = [at for at in digest_days(event, after, now) if after < at <= now]
    yield from (Due("digest", _key("digest", event, "", None, at), at) for at in missed[-1:])  # one tells all


def _last_purge(event: Event, now: datetime) -> datetime:
    """Daily once retention is over: mail may still come in."""
    first = retention_ends(event)
    return first + max(timedelta(), (now - first) // timedelta(days=1) * timedelta(days=1))


def _of_use(event: Event, item: Due, now: datetime) -> bool:
    """Whether something missed is still worth sending."""
    if item.kind == "reminder" and item.booking is not None:
        start = begins(event, item.booking)
        others = ((_before(start, m, event), -m.days) for m in event.schedule.reminders)
        later = [other for other in others if (item.at, -(item.days or 0)) < other]
        overtaken = any(at <= now or (_day(at, event) == _day(now, event) and -days != item.days) for at, days in later)
        return now < start and not overtaken
    if item.kind == "summary":
        return now - item.at <= LATE_SUMMARY
    return True


def _summed_up(event: Event) -> datetime:
    """When thanks and figures are due: never before the end."""
    return max(_after(event.ends, event.schedule.summary, event), event.ends)


def _before(start: datetime, moment: Moment, event: Event) -> datetime:
    return by_day(_at(_day(start, event) - timedelta(days=moment.days), moment, event), event.timezone)


def _after(end: datetime, moment: Moment, event: Event) -> datetime:
    return _at(_day(end, event) + timedelta(days=moment.days), moment, event)


def _at(day: date, moment: Moment, event: Event) -> datetime:
    return datetime.combine(day, moment.at, event.timezone)


def _day(moment: datetime, event: Event) -> date:
    return moment.astimezone(event.timezone).date()


def _key(kind: str, event: Event, detail: str, booking: Booking | None, at: datetime) -> str:
    parts = (kind, event.id, booking.code if booking else "", detail, _day(at, event).isoformat())
    return ":".join(part for part in parts if part)


def _order(item: Due) -> tuple[float, str]:
    return item.at.timestamp(), item.key
