"""Idea-proposals in the answer to the evening mail, gathered under the group each stands below.

Gruppo 1:                   a heading: the group by its number, code, title or alias, alone on its line
- less waste of heat        a proposal a line; where some lines carry a bullet, those without one go on the line above
Green energy: solar roofs   a heading and its first proposal on one line
Group 9: a market hall      one of a group there is not: its proposals are nobody's, and kept as such
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailflow.domain.event import Event, Session
from mailflow.understanding.organizer import organizer_words
from mailflow.understanding.text.tokens import fold

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_BULLET = re.compile(r"\s*(?:[-*•–—·]|\(?\d{1,2}[.)]|[a-z]\))\s+")
_QUOTES = "«»“”\"'"
HEADING = 6  # words of a heading at most

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposals:
    """`by_session`: the proposals of each group, as written. `rest`: the lines that stand under no heading. `strays`:
    the proposals under the heading of a group there is not, each with that heading."""

    by_session: Mapping[str, tuple[str, ...]]
    rest: str = ""
    strays: tuple[str, ...] = ()


def proposals_of(text: str, event: Event) -> Proposals:
    """The proposals of a text, by session id."""
    names = dict(_names(event))
    blocks: dict[str, list[str]] = {}
    strays: dict[str, list[str]] = {}
    rest: list[str] = []
    below, stray = "", ""
    for line in text.split("\n"):
        session, said = _heading(line, names)
        if session is not None:
            below, stray = session, ""
        elif (unknown := _of_no_group(line, after=blocks.get(below, ()))) is not None:
            stray, said = unknown
        if not below and not stray:
            rest.append(line)
        elif said.strip():
            (strays if stray else blocks).setdefault(stray or below, []).append(said)
    return Proposals(
        {session: ideas_of(lines) for session, lines in blocks.items()},
        "\n".join(rest).strip(),
        tuple(f"{heading}: {idea}" for heading, lines in strays.items() for idea in ideas_of(lines)),
    )


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


def _of_no_group(line: str, after: Sequence[str]) -> tuple[str, str] | None:
    """The heading of a group there is not, and what else it says: 'Gruppo 9: …'; or, `after` another group's ideas, a
    few words and a colon alone on their line."""
    head, colon, said = line.partition(":")
    words = _words(head)
    if not colon or is_bulleted(line) or len(words) > HEADING:
        return None
    numbered = len(words) == 2 and words[0] in organizer_words().group and (words[1].isdigit() or len(words[1]) == 1)
    return (head.strip(), said) if numbered or (after and words and not said.strip()) else None


def is_bulleted(line: str) -> bool:
    """Whether a line is one of a list."""
    return _BULLET.match(line) is not None


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


def ideas_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The proposals of these lines."""
    bulleted = any(_BULLET.match(line) for line in lines)
    ideas: list[str] = []
    for line in lines:
        said = _BULLET.sub("", line, count=1).strip().strip(_QUOTES)
        if bulleted and ideas and not _BULLET.match(line):
            ideas[-1] = f"{ideas[-1]} {said}"
        elif said:
            ideas.append(said)
    return tuple(ideas)
