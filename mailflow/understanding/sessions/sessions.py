"""What an event's file says of its sessions, and the words of a mail that mean them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from mailflow.domain.event import Event, Round
from mailflow.understanding.sessions.notions import Notions, notions_of
from mailflow.understanding.sessions.session_nouns import nouns_of, nouns_of_one_round
from mailflow.understanding.sessions.subjects import Subjects, subjects_of
from mailflow.understanding.text.days import DayRef, days
from mailflow.understanding.text.hours import HourRef, hours
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.stems import Stems, alike, heard, stem, stems_of
from mailflow.understanding.text.tokens import Kind, fold, tokenize
from mailflow.understanding.text.vocabulary import languages, vocabulary
from mailflow.understanding.text.words import Words

OF = re.compile(  # what parts the head of a title from what it is of
    r"\s(?:dell['’]|(?:di|del|della|dei|delle|degli|sul|sulla|sui|sugli|per|of|for|on|in|from|to|with|that|around)\b)\s*"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at [start, end) that mean one of `sessions` (more than one: not told apart yet).

    `how`: code, number, title, alias, word (one word of a title), hour, place (among others), any (of several), topic
    (words of what it is about), notion (other words for it), ear.
    """

    start: int
    end: int
    sessions: tuple[str, ...]
    how: str

    @property
    def weak(self) -> bool:
        """Whether the words may well mean something else."""
        return self.how in ("word", "topic", "notion", "ear")


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session is, as its title, aliases or times tell it."""

    session: str
    day: date | None
    hour: int
    minute: int


@dataclass(frozen=True)
class Index:
    """What an event's file says of its sessions, ready for matching."""

    event: Event
    phrases: Mapping[
        str, tuple[tuple[tuple[str, ...], frozenset[str], str], ...]
    ]  # first stem -> (stems, sessions, how)
    words: Mapping[str, str]  # stem that only one session has -> session
    shared: Mapping[str, frozenset[str]]  # stem that some sessions have -> sessions
    topics: Mapping[str, frozenset[str]]  # stem of titles and objectives -> sessions
    codes: Mapping[str, tuple[str, ...]]
    code_pattern: re.Pattern[str] | None
    numbers: Mapping[int, tuple[str, ...]]
    slots: tuple[Slot, ...]
    days: tuple[date, ...]
    round_of: Mapping[str, str]
    order: Mapping[str, int]
    stop: frozenset[str]
    own: frozenset[str]  # stems of the event's own name: they tell no session
    compounds: Mapping[str, tuple[str, str]]  # stem of a compound's last word -> how its first begins, session
    names: frozenset[str]  # folded words of people and places the event file names
    given_names: Mapping[str, str]  # folded given name of who holds one session alone -> session
    round_words: Mapping[str, str]  # stem of a round's title that no other round has -> round
    half_of: Mapping[str, str]  # round -> am | pm | eve by its hours, where that tells rounds apart
    day_of: Mapping[str, date]  # round -> its day, where that tells rounds apart

    @kept
    def spoken(self) -> tuple[tuple[str, ...], ...]:
        """The event's own names, as stems: title, aliases, organizer, venue."""
        event = self.event
        texts = (event.title, *event.aliases, event.organizer.name, event.venue.name)
        return tuple(stems_of(tokenize(text), self.stop).stems for text in texts)

    @kept
    def spoken_from(self) -> Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]:
        """Those names from each of their stems on, by that stem, and how many stems in a row mean the event."""
        found: dict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
        for name in self.spoken:
            for begin, first in enumerate(name):
                found[first].add((name[begin:], 3 if begin else 2))
        return {first: tuple(tails) for first, tails in found.items()}

    @kept
    def subjects(self) -> Subjects:
        """What the sessions are about."""
        return subjects_of(self.event, self.stop)

    @kept
    def notions(self) -> Notions:
        """What the sessions are about, in other words than their own."""
        vocs = [vocabulary(language) for language in languages()]
        generic = frozenset(stem(w) for v in vocs for cls in ("generic", "session_head") for w in v.words[cls])
        everyday = frozenset().union(
            *(some for v in vocs for some in (v.words["verb"], v.words["whoever"], v.function_words, v.common))
        )
        return notions_of(self.event, self.stop, generic | (self.own - self.own_words), everyday)

    @kept
    def own_words(self) -> frozenset[str]:
        """Stems of the event's own name that one session's title has, too: 'la pietra' of 'Pietra su pietra'."""
        return frozenset(w for w in self.own if sum(w in names[0] for names in self.called.values()) == 1)

    @kept
    def called(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """The stems of each session's title, then of its aliases."""
        return {
            s.id: tuple(frozenset(stems_of(tokenize(text), self.stop).stems) for text in (s.title, *s.aliases))
            for s in self.event.sessions
        }

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The event's rounds, in order."""
        return self.event.rounds

    @kept
    def spelled(self) -> frozenset[str]:
        """The words of titles and aliases, folded, as they are written."""
        texts = (text for session in self.event.sessions for text in (session.title, *session.aliases))
        return frozenset(token.fold for text in texts for token in tokenize(text))

    @kept
    def written(self) -> Words:
        """The words of titles, aliases and objectives, folded, as they are written."""
        texts = (text for session in self.event.sessions for text in session.objectives)
        return Words(self.spelled.union(token.fold for text in texts for token in tokenize(text)))

    @kept
    def round_titles(self) -> frozenset[str]:
        """The words of rounds' titles, folded, that no title of a session has."""
        sessions = {token.fold for session in self.event.sessions for token in tokenize(session.title)}
        return frozenset(token.fold for round_ in self.rounds for token in tokenize(round_.title)) - sessions

    @kept
    def ranked_as(self) -> frozenset[str]:
        """The noun by which all rounds are ranked in their titles, no session's: 'First sitting', 'Second sitting'; and
        what another language may call it."""
        vocs = [vocabulary(language) for language in languages()]
        ordinals = frozenset(word for voc in vocs for word in voc.ordinals)
        heads = frozenset(word for voc in vocs for word in voc.words["session_head"])
        titles = [[token.fold for token in tokenize(round_.title)] for round_ in self.rounds]
        nouns = [{noun for rank, noun in pairwise(title) if rank in ordinals} for title in titles]
        ranked = frozenset.intersection(*map(frozenset, nouns)) - heads if len(nouns) > 1 else frozenset()
        abroad = [voc for voc in vocs if voc.language != self.event.language] if ranked else []
        return ranked | {word for voc in abroad for word in voc.words["ranked"] if stem(word) not in self.nouns}

    @kept
    def titles(self) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
        """Whole titles of two words and more, by their first word, the longest first, and the sessions so called."""
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for session in self.event.sessions:
            words = tuple(t.fold for t in tokenize(session.title) if t.kind in (Kind.WORD, Kind.NUMBER))
            if len(words) > 1:
                found[words].append(session.id)
        by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for words, ids in sorted(found.items(), key=lambda item: -len(item[0])):
            by_first[words[0]].append((words, tuple(ids)))
        return {first: tuple(entries) for first, entries in by_first.items()}

    @kept
    def tails(self) -> Mapping[str, tuple[str, ...]]:
        """How codes end that begin alike in a round, and the sessions: 'A' for D1-A and D2-A, '2' for T2 and W2."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, sessions in self.codes.items():
            parts = re.findall(r"[a-z]+|\d+", code)
            if len(parts) > 1:
                found[parts[-1]] += sessions
        return {tail: tuple(ids) for tail, ids in found.items()}

    @kept
    def nouns(self) -> frozenset[str]:
        """Stems of what this event calls its sessions."""
        return nouns_of(self.event, self.stop)

    @kept
    def round_heads(self) -> Mapping[str, str]:
        """Stems of nouns that one round's title alone has, and that round."""
        return nouns_of_one_round(self.event, self.stop, self.nouns)

    @kept
    def names_with(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The names of one session, of two stems and more, by each of these."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in (name for some in self.phrases.values() for name, ids, _ in some if len(name) > 1 == len(ids)):
            for one in name:
                found[one].add(name)
        return {one: tuple(names) for one, names in found.items()}

    @kept
    def qualifiers(self) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
        """What aliases call a part of the day beside its name ('dopo cena'), with the sessions of all days it means."""
        if len({s.day for s in self.slots if s.day is not None}) < 2:
            return ()
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        vocs = [vocabulary(language) for language in languages()]
        for session in self.event.sessions:
            for alias in session.aliases:
                tokens = tokenize(alias)
                for voc in vocs:
                    refs: list[DayRef | HourRef] = [*days(tokens, voc), *hours(tokens, voc)]
                    dated = {n for ref in refs for n in range(ref.start, ref.end)}
                    rest = stems_of([t for n, t in enumerate(tokens) if n not in dated], self.stop).stems
                    if dated and rest and not all(s.isdigit() for s in rest):
                        found[rest].add(session.id)
        ordered = sorted(found.items(), key=lambda item: -len(item[0]))
        return tuple((words, frozenset(ids)) for words, ids in ordered if len(ids) > 1)

    @kept
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """How titles and aliases sound, with the one session each means."""
        found: dict[str, set[str]] = defaultdict(set)
        for session in self.event.sessions:
            for text in (*pieces(session.title), *session.aliases):
                words = re.findall(r"\w+", text)
                for sound in (heard("".join(words)), *(heard(w) for w in words if stem(fold(w)) in self.words)):
                    if len(sound) >= 6:
                        found[sound].add(session.id)
        return tuple((sound, next(iter(ids))) for sound, ids in found.items() if len(ids) == 1)

    def ordered(self, sessions: Iterable[str]) -> tuple[str, ...]:
        """Sessions in the event's order."""
        return tuple(sorted(set(sessions), key=self.order.__getitem__))


def pieces(title: str) -> Iterator[str]:
    """A title and the parts of it people say: before a colon, either side of 'and', before 'of'."""
    yield title
    parts = [p for p in re.split(r"[:,;()–—/]|\s-\s", title) if p.strip()]
    for part in parts:
        yield part
        for small in re.split(r"\s(?:e|ed|and|&|und|et)\s", part):
            yield small
            head = OF.split(small)
            yield from head[:1] if len(head) > 1 else ()
            yield from head[-1:] if len(head) > 1 else ()


def code_key(code: str) -> str:
    """A code as it is compared: no marks, no case."""
    return re.sub(r"[^a-z0-9]", "", fold(code))


def event_tokens(content: Stems, at: Index) -> frozenset[int]:
    """Tokens that are part of the event's own name. `content`: the stems of a text."""
    stems, places = content.stems, content.at
    found: set[int] = set()
    for n, first in enumerate(stems):
        for name, least in at.spoken_from.get(first, ()):
            length = alike(stems[n : n + len(name)], name)
            if length >= least:
                found.update(range(places[n], places[n + length - 1] + 1))
    return frozenset(found)
