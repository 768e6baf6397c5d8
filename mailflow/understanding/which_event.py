"""Which of the open events a mail concerns, best first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.sessions.indexing import index
from mailflow.understanding.sessions.mentions import find_mentions
from mailflow.understanding.sessions.sessions import event_tokens
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import DayRef
from mailflow.understanding.text.language import language_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phones import region_of
from mailflow.understanding.text.vocabulary import languages, vocabulary

# What speaks for an event, the strongest first; who is ahead by one kind is meant
ADDRESS, NAMED, DATED, SESSION, QUOTED = 16, 8, 8, 2, 1
AFTERWARDS = timedelta(days=60)  # thanks and questions still come when an event is over


def which_event(message: Message, events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """The events a mail may concern, best first; exactly one where it is clear, all that are left where nothing tells,
    and each that it names where it names several.

    `now`: aware. An event over for long is left out unless the mail names it.
    """
    points = {n: _points(message, event) for n, event in enumerate(events)}
    current = [n for n, event in enumerate(events) if event.ends + AFTERWARDS > now]
    named = [n for n, value in points.items() if value >= NAMED]
    meant = [n for n in current if points[n]] or named
    if not meant:
        meant = [n for n in current if events[n].ends > now] or current
    ranked = sorted(meant, key=lambda n: (-points[n], abs(events[n].starts - now)))
    best = [n for n in ranked if points[n] == points[ranked[0]]]
    if ranked and points[ranked[0]] >= NAMED:
        still = [n for n in ranked if n not in best and points[n] >= NAMED and events[n].ends > now]
        beside = named_beside(message, events[best[0]], [events[n] for n in still])
        return (*(events[n] for n in best), *beside)
    if len(best) == 1 and points[best[0]] > QUOTED:
        return (events[best[0]],)
    return tuple(events[n] for n in ranked)


def named_beside(message: Message, event: Event, others: Sequence[Event]) -> tuple[Event, ...]:
    """Those of the others that its writer names too, by words or a day that speak of none of the event's own."""
    if not others:
        return ()
    page = _written(message, event)
    days = {n for ref in page.days if resolve(ref, event) for n in range(ref.start, ref.end)}
    known = _naming(message, event) | {page.tokens[n].start for n in days}
    sessions = find_mentions(page, index(event)).mentions
    known |= {token.start for one in sessions for token in page.tokens[one.start : one.end]}
    return tuple(other for other in others if _naming(message, other) - known)


def _naming(message: Message, event: Event) -> set[int]:
    """Where its writer's own words name the event, or a day of it: offsets of the words."""
    page, at = _written(message, event), index(event)
    days = (n for ref in page.days if _dates(ref, event) for n in range(ref.start, ref.end))
    return {page.tokens[n].start for n in (*event_tokens(page.content, at), *days)}


def _written(message: Message, event: Event) -> Page:
    """What the writer says, as it reads in the light of the event; not what somebody else wrote before."""
    form = (f"{name}: {value}" for name, value in message.form)
    return _page("\n".join((message.subject, message.text[:8000], *form)), message, event)


def _page(text: str, message: Message, event: Event) -> Page:
    language = language_of(f"{message.subject}\n{message.text}", event.language)
    voc = vocabulary(language if language in languages() else event.language)
    return Page("text", text, voc, region_of(event), frozenset(d.day for d in index(event).days))


def _dates(ref: DayRef, event: Event) -> bool:
    """Whether a day is named, by its month too, that is one of the event's."""
    whole = ref.month is not None and ref.day is not None and ref.year in (None, event.starts.year)
    return whole and resolve(ref, event) is not None


def _points(message: Message, event: Event) -> int:
    addresses = {a.email.lower() for a in (*message.to, *message.cc)}
    points = ADDRESS if event.organizer.email.lower() in addresses else 0
    at = index(event)
    forwarded = (forward.text[:4000] for forward in message.forwarded)
    page = _page("\n".join((_written(message, event).text, *forwarded)), message, event)
    if event_tokens(page.content, at):
        points += NAMED
    if any(_dates(ref, event) for ref in page.days):
        points += DATED
    if any(not m.weak for m in find_mentions(page, at).mentions):
        points += SESSION
    quoted = Page("quoted", message.quoted[:4000], page.voc, region_of(event))
    if message.quoted and (
        event_tokens(quoted.content, at) or any(ref.month and resolve(ref, event) for ref in quoted.days)
    ):
        points += QUOTED
    return points
