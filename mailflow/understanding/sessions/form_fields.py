"""The fields of a form that are the event's own, as lines of text."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.stems import stems_of
from mailflow.understanding.text.tokens import tokenize


def field_line(label: str, value: str, at: Index) -> str:
    """'Instrument (1-5): 3' as 'Instrument (1-5): cello', by the number that the event's file gives a session.

    Empty where nothing is filled in, or a number that means no session: it would be taken for places.
    """
    value = value.strip()
    if not value.isdigit():
        return f"{label}: {value}" if any(letter.isalnum() for letter in value) else ""
    sessions = at.numbers.get(int(value), ())
    asked = {at.round_words[word] for word in stems_of(tokenize(label), at.stop).stems if word in at.round_words}
    meant = [s for s in sessions if at.round_of[s] in asked] or ([] if asked else list(sessions))
    if len(meant) != 1 or not (asked or _names_a_round(label, at)):
        return ""
    title = next(session.title for session in at.event.sessions if session.id == meant[0])
    return f"{label}: {title}"


def _names_a_round(label: str, at: Index) -> bool:
    """Whether the label has a word of the title of the only round, or of any of them."""
    said = set(stems_of(tokenize(label), at.stop).stems)
    return any(said & set(stems_of(tokenize(round_.title), at.stop).stems) for round_ in at.rounds)
