"""Idea-proposals in the answer to the evening mail, gathered under the group each stands below.

Gruppo 1:                   a heading: the group by its number, code, title or alias, alone on its line
- less waste of heat        a proposal a line; where some lines carry a bullet, those without one go on the line above
Green energy: solar roofs   a heading and its first proposal on one line
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailflow.domain.event import Event, Session
from mailflow.understanding.organizer import organizer_words
from mailflow.understanding.text.tokens import fold

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BULLET = re.compile(r"\s*(?:[-*•–—·]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_QUOTES = "«»“”\"'"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """`by_session`: the proposals of each group, as written. `rest`: the lines that stand under no heading."""

    by_session: Mapping[str, tuple[str, ...]]
    rest: str = ""


def proposals_of(text: str, event: Event) -> Proposals:
    """The proposals of a text, by session id."""
    names = dict(_names(event))
    blocks: dict[str, list[str]] = {}
    rest: list[str] = []
    below: str | None = None
    for line in text.split("\n"):
        session, said = _heading(line, names)
        below = session or below
        if below is None:
            rest.append(line)
        elif said.strip():
            blocks.setdefault(below, []).append(said)
    return Proposals({session: _told(lines) for session, lines in blocks.items()}, "\n".join(rest).strip())


def session_spoken_of(text: str, event: Event) -> str | None:
    """The one session whose number, code, title or alias stands in a text; None where there is none, or several."""
    words = _words(text)
    found = {
        session
        for name, session in _names(event)
        if any(words[at : at + len(name)] == name for at in range(len(words) - len(name) + 1))
    }
    return found.pop() if len(found) == 1 else None


def _heading(line: str, names: Mapping[Words, str]) -> tuple[str | None, str]:
    """The session a line is the heading of, and what else it says."""
    head, colon, said = line.partition(":")
    if session := names.get(_words(head)):
        return session, said if colon else ""
    return (names.get(_words(line)), "") if names.get(_words(line)) else (None, line)


def _names(event: Event) -> Iterator[tuple[Words, str]]:
    """What a session is called, where no other one is called so; a number only after a word such as 'group'."""
    called: dict[Words, set[str]] = {}
    for session in event.sessions:
        for name in _names_of(session):
            called.setdefault(name, set()).add(session.id)
    return ((name, next(iter(sessions))) for name, sessions in called.items() if len(sessions) == 1)


def _names_of(session: Session) -> Iterator[Words]:
    titles = [_words(name) for name in (session.title, *session.aliases)]
    labels = [_words(label) for label in (session.code, str(session.number or "")) if label and _words(label)]
    groups = [(_group, *label) for label in labels for _group in organizer_words().group]
    yield from titles
    yield from groups
    yield from (_words(session.code),) if session.code else ()
    yield from ((*label, *title) for label in [*labels, *groups] for title in titles)


def _words(text: str | None) -> Words:
    return tuple(fold(word) for word in _WORD.findall(text or ""))


def _told(lines: list[str]) -> tuple[str, ...]:
    bulleted = any(_BULLET.match(line) for line in lines)
    told: list[str] = []
    for line in lines:
        said = _BULLET.sub("", line, count=1).strip().strip(_QUOTES)
        if bulleted and told and not _BULLET.match(line):
            told[-1] = f"{told[-1]} {said}"
        elif said:
            told.append(said)
    return tuple(told)
