"""Questions, answered from the event's own facts where they are; what is not surely answered is passed on."""

from __future__ import annotations

import re
from functools import cache

from mailflow.decision.vocabulary import Phrase, folded, has, languages, vocabulary
from mailflow.domain.event import Event, Faq, Session
from mailflow.domain.letter import Answered

STEM = 4  # letters of a word that must stay when its ending is cut


def answers(event: Event, text: str, language: str) -> tuple[tuple[Answered, ...], str]:
    """The answers to the questions in a text, and the words left for a person (empty: none).

    A sentence that asks for something no event file states (lunch, certificates, prices) is never answered with
    something else that it mentions besides. One with words that nothing here explains is answered and passed on.
    """
    found: list[Answered] = []
    left: list[str] = []
    for sentence in _questions(text):
        words = folded(sentence)
        if said := _from_faq(event, words, language):
            found += said
        else:
            found += (known := _from_facts(event, words))
            left += [] if known and _explained(event, words) else [sentence]
    return tuple(dict.fromkeys(found)), " ".join(left) or ("" if found else text)


def is_one(text: str) -> bool:
    """Whether a text is a single question."""
    return len(_questions(text)) == 1


def _questions(text: str) -> list[str]:
    sentences = [s.strip() for s in re.split(r"(?<=[?!.;\n])\s+|\n", text) if any(c.isalnum() for c in s)]
    asking = [s for s in sentences if "?" in s]
    return asking or sentences


def _from_faq(event: Event, words: Phrase, language: str) -> list[Answered]:
    def said(faq: Faq) -> str:
        return faq.answer.get(language) or faq.answer.get(event.language) or next(iter(faq.answer.values()))

    return [
        Answered("faq", said(faq)) for faq in event.faq if any(_begins(folded(phrase), words) for phrase in faq.words)
    ]


def _from_facts(event: Event, words: Phrase) -> list[Answered]:
    spoken = [vocabulary(language) for language in languages()]
    if any(_begins(phrase, words) for known in spoken for phrase in known.beyond):
        return []
    topics = dict.fromkeys(
        topic
        for known in spoken
        for topic, phrases in known.questions.items()
        if any(has(phrase, words) for phrase in phrases)
    )
    if "deadline" in topics:
        topics.pop("time", None)
    if "booking" in topics:  # which sessions are theirs, not which there are
        topics.pop("programme", None)
    if "time" in topics and _of_agenda(event, words):
        topics = {"programme": None}
    session = _session(event, words)
    if session is not None and topics.keys() & {"time", "place"}:
        return [Answered("session", session=session.id)]
    if session is not None and "seats" in topics:
        return [Answered("seats", session=session.id)]
    return [Answered(topic) for topic in topics]  # type: ignore[arg-type]  # the files' topics are checked by a test


def _explained(event: Event, words: Phrase) -> bool:
    """Whether every word of weight is plain, or of a question we know, or of the event's own names for things."""
    unexplained = {word for word in words if len(word) > STEM} - _plain() - _asking()
    if not unexplained:
        return True
    sessions = (title for session in event.sessions for title in (session.title, *session.aliases))
    titles = (event.title, event.venue.name, *event.aliases, *(r.title for r in event.rounds), *sessions)
    return unexplained <= {w for title in (*titles, *(item.title for item in event.agenda)) for w in folded(title)}


def _of_agenda(event: Event, words: Phrase) -> bool:
    """Whether a line of the programme is meant: a word of weight stands in it and not in the event's name."""
    weighty = {word for word in words if len(word) > STEM} - _plain() - set(folded(event.title))
    return any(not weighty.isdisjoint(folded(item.title)) for item in event.agenda)


@cache
def _plain() -> frozenset[str]:
    return frozenset(word for language in languages() for word in vocabulary(language).plain)


@cache
def _asking() -> frozenset[str]:
    """Every word of the questions we know."""
    known = (vocabulary(language).questions.values() for language in languages())
    return frozenset(word for topics in known for phrases in topics for phrase in phrases for word in phrase)


def _session(event: Event, words: Phrase) -> Session | None:
    """The one session the sentence names by its title."""
    named = [s for s in event.sessions if has(folded(s.title), words)]
    return named[0] if len(named) == 1 else None


def _begins(phrase: Phrase, words: Phrase) -> bool:
    """The same, whatever the endings: 'parcheggio' is meant by 'parcheggiare'."""
    windows = (words[i : i + len(phrase)] for i in range(len(words) - len(phrase) + 1))
    return bool(phrase) and any(all(map(_means, window, phrase)) for window in windows)


def _means(word: str, known: str) -> bool:
    stem = known.rstrip("aeious")
    return word.startswith(stem) if len(stem) >= STEM else word == known
