"""Questions, answered from the event's own facts where they are; what is not surely answered is passed on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mailflow.decision.vocabulary import languages, vocabulary
from mailflow.domain.event import Event, Faq, Session
from mailflow.domain.letter import Answered

_STEM = 4  # letters of a word that must stay when its ending is cut


def answers(event: Event, text: str, language: str) -> tuple[tuple[Answered, ...], bool]:
    """The answers to the questions in a text, and whether something is left for a person.

    A sentence that asks for something no event file states (lunch, certificates, prices) is never answered with
    something else that it mentions besides.
    """
    found: list[Answered] = []
    passed_on = False
    for sentence in _questions(text):
        known = _from_faq(event, sentence, language) or _from_facts(event, sentence)
        found += known
        passed_on = passed_on or not known
    return tuple(dict.fromkeys(found)), passed_on or not found


def _questions(text: str) -> list[str]:
    sentences = [s.strip() for s in re.split(r"(?<=[?!.;\n])\s+|\n", text) if any(c.isalnum() for c in s)]
    asking = [s for s in sentences if "?" in s]
    return asking or sentences


def _from_faq(event: Event, sentence: str, language: str) -> list[Answered]:
    words = _words(sentence)
    return [
        Answered("faq", faq.answer.get(language) or faq.answer.get(event.language) or next(iter(faq.answer.values())))
        for faq in event.faq
        if _asks(faq, words)
    ]


def _asks(faq: Faq, words: list[str]) -> bool:
    return any(_has([_stem(w) for w in _words(phrase)], words, stems=True) for phrase in faq.words)


def _from_facts(event: Event, sentence: str) -> list[Answered]:
    words = _words(sentence)
    spoken = [vocabulary(language) for language in languages()]
    if any(_has(_words(word), words) for v in spoken for word in v.beyond):
        return []
    topics = [
        topic for v in spoken for topic, phrases in v.questions.items() if any(_has(_words(p), words) for p in phrases)
    ]
    if "deadline" in topics:
        topics = [topic for topic in topics if topic != "time"]
    session = _session(event, words)
    if session is not None and (not topics or "time" in topics or "place" in topics):
        return [Answered("session", session=session.id)] if topics else []
    return [Answered(topic) for topic in dict.fromkeys(topics)]  # type: ignore[arg-type]  # the files' topics are checked by a test


def _session(event: Event, words: list[str]) -> Session | None:
    """The one session the sentence names by its title."""
    named = [s for s in event.sessions if _has(_words(s.title), words)]
    return named[0] if len(named) == 1 else None


def _words(text: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", plain)


def _stem(word: str) -> str:
    stem = word.rstrip("aeious")
    return stem if len(stem) >= _STEM else word


def _has(phrase: Iterable[str], words: list[str], *, stems: bool = False) -> bool:
    """Whether the phrase's words follow each other there (with `stems`: begin them)."""
    wanted = list(phrase)
    if not wanted:
        return False
    width = len(wanted)
    windows = (words[i : i + width] for i in range(len(words) - width + 1))
    if stems:
        return any(all(w.startswith(p) for w, p in zip(window, wanted, strict=True)) for window in windows)
    return any(window == wanted for window in windows)
