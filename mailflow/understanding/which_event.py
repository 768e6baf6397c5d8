"""Which of an office's events a mail is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.tokens import Kind, tokenize

Rule = Callable[[Message, Sequence[Event], datetime], list[Event]]


def which_event(message: Message, events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """The events the mail may concern; exactly one where that is clear. Never empty where there are events.

    The rules narrow the events down, one after the other, until one is left; a rule that leaves none says nothing.
    """
    left = list(events)
    for rule in RULES:
        if len(left) == 1:
            break
        left = rule(message, left, now) or left
    return tuple(left)


def _written_to(message: Message, events: Sequence[Event], _now: datetime) -> list[Event]:
    addressed = {address.email.casefold() for address in (*message.to, *message.cc)}
    return [event for event in events if event.organizer.email.casefold() in addressed]


def _named(message: Message, events: Sequence[Event], _now: datetime) -> list[Event]:
    """Title or alias: whoever is named with the most letters."""
    words = _folded(message.subject, message.text, *(forwarded.text for forwarded in message.forwarded))
    longest = {event.id: _longest_name(event, words) for event in events}
    most = max(longest.values(), default=0)
    return [event for event in events if most and longest[event.id] == most]


def _longest_name(event: Event, words: str) -> int:
    names = (event.title, event.title.partition(":")[0], *event.aliases)
    return max((len(name) for name in map(_folded, names) if name in words), default=0)


def _session_named(message: Message, events: Sequence[Event], _now: datetime) -> list[Event]:
    words = _folded(message.subject, message.text)
    return [event for event in events if any(_folded(session.title) in words for session in event.sessions)]


def _still_open(_message: Message, events: Sequence[Event], now: datetime) -> list[Event]:
    return [event for event in events if now < event.ends]


def _folded(*texts: str) -> str:
    """The words alone, between spaces, so that one text can be looked for in another."""
    words = [token.fold for text in texts for token in tokenize(text) if token.kind in {Kind.WORD, Kind.NUMBER}]
    return f" {' '.join(words)} "


# From the surest sign to the weakest.
RULES: tuple[Rule, ...] = (_written_to, _named, _session_named, _still_open)
