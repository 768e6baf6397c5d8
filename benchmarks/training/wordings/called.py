"""By what people call a session: its label, its code, the title, another name, a part of these."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailflow.domain.event import Event, Session
from mailflow.papers.sessions import label

ARTICLE = re.compile(r"^(?:(?:il|lo|la|i|gli|le|un|una|the|a|an)\s+|l['’])", re.IGNORECASE)
NUMBERED = {"it": "il numero {}", "en": "number {}"}
TELLING = {"it": "quello su {}", "en": "the {} one"}
LONG, ROOT = 6, 5  # letters of a word that tells a session alone, and of those that others may not have


def called(event: Event, session: Session, turn: int, language: str) -> str:
    """The words for it, other ones each turn."""
    ways = [label(session), session.code or session.title, session.title, *session.aliases[:2]]
    ways += _in_other_ways(event, session, language)
    return ways[turn % len(ways)]


def _in_other_ways(event: Event, session: Session, language: str) -> Iterator[str]:
    """Other ways in which people say it, where no other session of the event can be meant."""
    if session.number is not None:
        yield NUMBERED[language].format(session.number)
    code = re.fullmatch(r"([A-Z]+)-?(\d+)", session.code or "")
    if code is not None:
        yield from (f"{code[1]} {code[2]}".lower(), f"{code[1]}-{code[2]}")
    if re.search(r"\d", session.title):
        return  # an hour or a day, or a part of one
    yield session.title.lower()
    first = session.title.partition(":")[0]
    if first != session.title and _is_its_own(event, session, first):
        yield ARTICLE.sub("", first).lower()
    misspelt = _with_two_letters_changed(session.title)
    if misspelt:
        yield misspelt
    telling = [word for word in _words(session.title) if word in {w for a in session.aliases for w in _words(a)}]
    word = max(telling, key=len, default="")
    if len(word) >= LONG and _is_its_own(event, session, word):
        yield TELLING[language].format(word)


def _is_its_own(event: Event, session: Session, words: str) -> bool:
    """Whether none of the words that tell anything stands in what the event's file says of anything else."""
    others = [text for one in event.sessions if one.id != session.id for text in _texts(one)]
    others += [event.title, *event.aliases, event.venue.name, event.organizer.name]
    others += [*(one.title for one in event.rounds), *(one.title for one in event.agenda)]
    said = {word[:ROOT] for text in others for word in _words(text)}
    return any(len(word) >= LONG for word in _words(words)) and said.isdisjoint(w[:ROOT] for w in _words(words))


def _texts(session: Session) -> Iterator[str]:
    yield from (session.title, *session.aliases, *session.objectives)


def _words(text: str) -> list[str]:
    """The words that tell something, by their length."""
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 3]


def _with_two_letters_changed(title: str) -> str:
    """The title as who types in haste writes it, '' where it has no word long enough, or no other."""
    word = max(re.findall(r"[^\W\d_]+", title), key=len, default="")
    middle = len(word) // 2
    if len(word) < LONG + 2 or len(_words(title)) < 2 or word[middle] == word[middle - 1]:
        return ""
    return title.replace(word, word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :], 1)
