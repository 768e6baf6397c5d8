"""The words by which an organizer settles what waits, in answer to a digest: what we print is what we read."""

from __future__ import annotations

from collections.abc import Mapping

# way -> language -> the word to answer with
WAYS: Mapping[str, Mapping[str, str]] = {
    "confirm": {"it": "conferma", "en": "confirm"},
    "waitlist": {"it": "lista", "en": "list"},
    "ask": {"it": "chiedi", "en": "ask"},
    "answer": {"it": "rispondi", "en": "answer"},
    "cancel": {"it": "annulla", "en": "cancel"},
    "change": {"it": "cambia", "en": "change"},
    "decline": {"it": "rinuncia", "en": "decline"},
    "accept": {"it": "accetta", "en": "accept"},
    "self": {"it": "fatto", "en": "done"},
}

SAID_AS: Mapping[str, str] = {"tell": "confirm"}  # the event's news goes to those who are booked: the organizers say so


def word_for(way: str, language: str) -> str:
    """The word to answer with; the way itself where there is none."""
    words = WAYS.get(SAID_AS.get(way, way), {})
    return words.get(language) or words.get("en") or way


def way_of(word: str) -> str | None:
    """The way a word means, in whatever language; None where it means none."""
    said = word.strip().casefold()
    return next((way for way, words in WAYS.items() if said == way or said in words.values()), None)
