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
from mailflow.understanding.text.language import language_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phones import region_of
from mailflow.understanding.text.vocabulary import languages, vocabulary

# What speaks for an event, the strongest first; who is ahead by one kind is meant
ADDRESS, NAMED, DATED, SESSION, QUOTED = 16, 8, 8, 2, 1
AFTERWARDS = timedelta(days=60)  # thanks and questions still come when an event is over


def which_event(message: Message, events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """The events a mail may concern, best first; exactly one where it is clear, all that are left where nothing tells.

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
    if points[ranked[0]] >= NAMED or (len(best) == 1 and points[ranked[0]] > QUOTED) if ranked else False:
        return tuple(events[n] for n in best)
    return tuple(events[n] for n in ranked)


def _points(message: Message, event: Event) -> int:
    addresses = {a.email.lower() for a in (*message.to, *message.cc)}
    points = ADDRESS if event.organizer.email.lower() in addresses else 0
    at = index(event)
    language = language_of(f"{message.subject}\n{message.text}", event.language)
    voc = vocabulary(language if language in languages() else event.language)
    own = "\n".join(
        (
            message.subject,
            message.text[:8000],
            *(f"{k}: {v}" for k, v in message.form),
            *(f.text[:4000] for f in message.forwarded),
        )
    )
    page = Page("text", own, voc, region_of(event), frozenset(d.day for d in at.days))
    if event_tokens(page.content, at):
        points += NAMED
    if any(
        ref.month is not None
        and ref.day is not None
        and resolve(ref, event)
        and (ref.year in (None, event.starts.year))
        for ref in page.days
    ):
        points += DATED
    if any(not m.weak for m in find_mentions(page, at).mentions):
        points += SESSION
    quoted = Page("quoted", message.quoted[:4000], voc, region_of(event))
    if message.quoted and (
        event_tokens(quoted.content, at) or any(ref.month and resolve(ref, event) for ref in quoted.days)
    ):
        points += QUOTED
    return points
