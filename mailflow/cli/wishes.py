"""Facts as people type them at the desk, checked: sessions, phones, mail addresses. Each raises Unreadable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from mailflow.cli.words import say
from mailflow.domain.booking import Choices
from mailflow.domain.event import Event, Round, Session
from mailflow.understanding.text.phones import international, region_of


class Unreadable(ValueError):  # noqa: N818  it is told to a person, who types it again
    """What was typed is none of what it should be; the message says so."""


def choices_of(event: Event, texts: Iterable[str]) -> tuple[Choices, Mapping[str, Choices]]:
    """`ROUND=SESSION[,SESSION]` or `NAME: ROUND=…`: what all want, and what the people named want, by name."""
    for_all: dict[str, tuple[str, ...]] = {}
    by_name: dict[str, dict[str, tuple[str, ...]]] = {}
    for text in texts:
        name, colon, wish = text.rpartition(":")
        round_id, sessions = _wish(event, wish)
        wishes = by_name.setdefault(name.strip(), {}) if colon else for_all
        wishes[round_id] = tuple(dict.fromkeys((*wishes.get(round_id, ()), *sessions)))
    return for_all, by_name


def labels(round_: Round) -> tuple[str, ...]:
    """What its sessions are called in a list to choose from: their codes or numbers, else their places in the list."""
    own = tuple(
        session.code or (str(session.number) if session.number is not None else "") for session in round_.sessions
    )
    return own if all(own) else tuple(str(place) for place, _ in enumerate(round_.sessions, 1))


def sessions_of(round_: Round, text: str) -> tuple[str, ...]:
    """Session ids in order of preference, from `3, 1`: labels of the list, else ids, titles or aliases."""
    listed = {_folded(label): session.id for label, session in zip(labels(round_), round_.sessions, strict=True)}
    found = [listed.get(_folded(word)) or _session(round_.sessions, word).id for word in _parts(text)]
    return tuple(dict.fromkeys(found))


def round_or_session(event: Event, text: str) -> str:
    """The id of a round or a session to be given up."""
    if any(round_.id == text for round_ in event.rounds):
        return text
    return _session(tuple(event.sessions), text).id


def session_meant(event: Event, text: str) -> str:
    """The id of a session, by id, number, code, title or alias."""
    return _session(tuple(event.sessions), text).id


def phone_of(event: Event, text: str) -> str:
    """The number in international form, `+39…`."""
    number = international(text.strip(), region_of(event))
    if number is None:
        raise Unreadable(say("again.phone", text=text))
    return number


def email_of(text: str) -> str:
    """The address, without blanks around it."""
    address = text.strip()
    local, _, domain = address.rpartition("@")
    bare = domain if len(local) > 2 and local[0] == local[-1] == '"' else address  # in quotes all may stand
    if not local or "." not in domain.strip(".") or any(c.isspace() or c in ",;<>" for c in bare):
        raise Unreadable(say("again.email", text=text))
    return address


def _wish(event: Event, text: str) -> tuple[str, tuple[str, ...]]:
    named, equals, wanted = text.partition("=")
    if equals:
        round_ = _round(event, named.strip())
        return round_.id, tuple(dict.fromkeys(_session(round_.sessions, part).id for part in _parts(wanted)))
    sessions = [_session(tuple(event.sessions), part) for part in _parts(text)]
    if len({session.round for session in sessions}) != 1:
        raise Unreadable(say("again.round", text=text, known=", ".join(r.id for r in event.rounds)))
    return sessions[0].round, tuple(dict.fromkeys(session.id for session in sessions))


def _round(event: Event, text: str) -> Round:
    found = [r for r in event.rounds if _folded(text) in {_folded(r.id), _folded(r.title)}]
    if len(found) != 1:
        raise Unreadable(say("again.round", text=text, known=", ".join(r.id for r in event.rounds)))
    return found[0]


def _session(sessions: Sequence[Session], text: str) -> Session:
    """By id, code or number; else by title or alias; else by what only one title begins with."""
    wanted = _folded(text)
    known = ", ".join(session.id for session in sessions)
    for found in (
        [s for s in sessions if wanted in {_folded(s.id), _folded(s.code or ""), str(s.number)} and wanted],
        [s for s in sessions if wanted in {_folded(s.title), *(_folded(alias) for alias in s.aliases)} and wanted],
        [s for s in sessions if _folded(s.title).startswith(wanted) and wanted],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(say("again.session_twice", text=text, found=", ".join(s.id for s in found)))
    raise Unreadable(say("again.session", text=text, known=known))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if c.isalnum())
