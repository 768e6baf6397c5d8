"""What the sessions of an event may be called: their titles and pieces of them, their aliases, and who holds them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from mailflow.domain.event import Event, Session
from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.event_words import EventWords
from mailflow.understanding.sessions.sessions import pieces
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import fold, tokenize
from mailflow.understanding.text.vocabulary import languages, vocabulary

Stems = tuple[str, ...]
HOLDER = re.compile(r"(?<=\s)(?:[A-ZÀ-Þ][\w'’]+\s+){1,3}[A-ZÀ-Þ][\w'’]+")  # a name in an objective, not its first word


def phrases_of(event: Event, words: EventWords) -> dict[str, tuple[tuple[Stems, frozenset[str], str], ...]]:
    """The phrases by their first stem, the longest first: the stems, the sessions, and how it tells them."""
    by_alias: dict[Stems, set[str]] = defaultdict(set)
    for session in event.sessions:
        for alias in session.aliases:
            by_alias[words.stems(alias)].add(session.id)
    found: dict[Stems, tuple[set[str], str]] = {}
    for session in event.sessions:
        for text, how in _texts(session, words):
            stems = words.stems(text)
            if _tells(stems, how, words) and not _piece_of_little(stems, text, how, session, words, by_alias):
                found.setdefault(stems, (set(), how))[0].add(session.id)
    phrases: dict[str, list[tuple[Stems, frozenset[str], str]]] = defaultdict(list)
    for stems, (sessions, how) in found.items():
        if how == "alias" or len(sessions) == 1:
            phrases[stems[0]].append((stems, frozenset(sessions), how))
    return {first: tuple(sorted(some, key=lambda one: -len(one[0]))) for first, some in phrases.items()}


def _texts(session: Session, words: EventWords) -> Iterator[tuple[str, str]]:
    """All that it may be called, and how."""
    part_of = {one.tail: one.session for one in words.compounds}
    for piece in pieces(session.title):
        if part_of.get(fold(piece), session.id) == session.id:  # 'carta' alone, beside a 'Piegacarta'
            yield piece, "title"
    yield from ((alias, "alias") for alias in session.aliases)
    for name in holders(session):
        yield name, "alias"
        if stem(fold(tokenize(name)[-1].text)) not in words.everyday:  # 'Salve' is no word of Rocco Salvi's
            yield name.split()[-1], "alias"


def holders(session: Session) -> Iterator[str]:
    """The names in its objectives: who holds it, or whom it is about."""
    for objective in session.objectives:
        yield from HOLDER.findall(" " + objective[1:])


def given_names_of(event: Event) -> dict[str, str]:
    """The given names of those who hold one session alone, folded, and the session."""
    titled = {t.fold for s in event.sessions for text in (s.title, *s.aliases) for t in tokenize(text)}
    titles = frozenset().union(*(vocabulary(language).words["title"] for language in languages()))
    told: dict[str, set[str]] = defaultdict(set)
    for session in event.sessions:
        for name in (name.split() for name in holders(session)):
            for word in map(fold, name[:-1]):
                if word not in titled | titles and (is_given(word) or len(name) == 2):
                    told[word].add(session.id)
    return {name: next(iter(ids)) for name, ids in told.items() if len(ids) == 1}


def _tells(stems: Stems, how: str, words: EventWords) -> bool:
    """Whether they tell more than any session's name would."""
    if not stems or all(s.isdigit() or s in words.counting for s in stems):
        return False
    if how != "alias" and set(stems) <= words.generic | words.own:
        return False
    common = (words.heads | words.numerals) - words.apart if how == "alias" else words.generic | words.all_of_us
    return not set(stems) <= common


def _piece_of_little(
    stems: Stems, text: str, how: str, session: Session, words: EventWords, by_alias: Mapping[Stems, set[str]]
) -> bool:
    """Whether it is a piece of a title that tells little, or is what another session is called."""
    if how != "title" or text == session.title:
        return False
    if len(stems) == 1 and stems[0] in words.verbs:
        return True  # the 'go' of 'Somewhere for young people to go'
    return session.id not in by_alias.get(stems, {session.id})  # 'voce', beside 'archivio delle voci'


def said_of(event: Event, words: EventWords) -> dict[str, set[str]]:
    """The sessions by the stems of their titles and aliases."""
    said: dict[str, set[str]] = defaultdict(set)
    for session in event.sessions:
        for text in (session.title, *session.aliases):
            for one in words.stems(text):
                said[one].add(session.id)
    for compound in words.compounds:
        said[stem(compound.tail)].add(compound.session)
    return said


def topics_of(event: Event, words: EventWords) -> dict[str, frozenset[str]]:
    """The sessions by the stems of titles, aliases and objectives."""
    topics: dict[str, set[str]] = defaultdict(set, {one: set(ids) for one, ids in said_of(event, words).items()})
    for session in event.sessions:
        for objective in session.objectives:
            for one in words.stems(objective):
                topics[one].add(session.id)
    return {one: frozenset(ids) for one, ids in topics.items() if one not in words.generic and len(one) > 2}


def names_of(event: Event) -> set[str]:
    """Words that name people and places of the event."""
    names = {fold(t.text) for session in event.sessions for name in holders(session) for t in tokenize(name)}
    agenda = (item.title for item in event.agenda)
    texts = (event.venue.name, event.venue.address, event.organizer.name, *agenda, event.title)
    return names | {t.fold for text in texts for t in tokenize(text) if t.capital}
