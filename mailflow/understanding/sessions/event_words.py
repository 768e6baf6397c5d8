"""The words of an event's file by what they can tell: those that any event or any session has tell no session."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mailflow.domain.event import Event, Session
from mailflow.understanding.text.stems import stem, stems_of
from mailflow.understanding.text.tokens import tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, languages, stop_words, vocabulary

PART = 5  # letters of either word of a compound at least
LITTLE = ("article", "preposition", "of", "from", "for", "clause_opener", "small_in_titles")
OFFICES = ("role", "office", "organization", "title")


@dataclass(frozen=True, slots=True)
class Compound:
    """A word of a session's title that is made of two, of which another title has the last: 'Piegacarta', 'carta'."""

    session: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class EventWords:
    """Stems by class. `own`: of the event's name; `numerals`: of numbers, days and months; `counting`: these and the
    clock's; `heads`: what sessions are called ('laboratorio'); `apart`: those of them that only one session has;
    `generic`: what any event has; `offices`: of roles and offices; `small`: little words that stand in titles;
    `verbs`: what people do; `all_of_us`: 'tutti', 'noi'; `everyday`: what anybody says. `stop`: words, no stems."""

    stop: frozenset[str]
    own: frozenset[str]
    numerals: frozenset[str]
    counting: frozenset[str]
    heads: frozenset[str]
    apart: frozenset[str]
    generic: frozenset[str]
    offices: frozenset[str]
    small: frozenset[str]
    verbs: frozenset[str]
    all_of_us: frozenset[str]
    everyday: frozenset[str]
    compounds: tuple[Compound, ...]

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of a text's telling words."""
        return stems_of(tokenize(text), self.stop).stems


def event_words(event: Event) -> EventWords:
    """The words of the event, in all languages there are."""
    vocs, stop = [vocabulary(language) for language in languages()], stop_words()

    def stems(*classes: str) -> frozenset[str]:
        return frozenset(stem(w) for v in vocs for cls in classes for w in v.words[cls])

    spelled = frozenset(t.fold for s in event.sessions for text in (s.title, *s.aliases) for t in tokenize(text))
    clock = frozenset(w for v in vocs for w in v.words["clock"])
    alike = frozenset(stem(w) for w in spelled - clock)  # 'menù' is no 'meno' of the clock's
    numerals = _numerals(vocs, spelled)
    heads = stems("session_head")  # 'sessioni' alone is no round
    generic = stems("generic") | numerals
    little = frozenset().union(*(v.words[cls] for v in vocs for cls in LITTLE), *(v.function_words for v in vocs))
    return EventWords(
        stop=stop,
        own=frozenset(stems_of(tokenize(" ".join((event.title, *event.aliases))), stop).stems),
        numerals=numerals,
        counting=numerals | (frozenset(map(stem, clock)) - alike),
        heads=heads,
        apart=_apart(event, heads & generic),
        generic=generic,
        offices=stems(*OFFICES),
        small=frozenset(stem(w) for w in spelled & little),
        verbs=stems("verb", "goes_verb") | frozenset(stem(w) for v in vocs for w in v.function_words),
        all_of_us=stems("together", "weak_us"),  # 'for all'
        everyday=stems("greeting_word") | frozenset(stem(w) for v in vocs for w in v.function_words | v.frequent),
        compounds=tuple(found for session in event.sessions for found in _compounds(session, spelled)),
    )


def _compounds(session: Session, spelled: Collection[str]) -> Iterator[Compound]:
    for word in (t.fold for t in tokenize(session.title) if t.fold.isalpha()):
        tails = (w for w in spelled if len(w) >= PART and len(word) >= len(w) + PART and word.endswith(w))
        yield from (Compound(session.id, word[: -len(w)], w) for w in tails)


def _apart(event: Event, heads: frozenset[str]) -> frozenset[str]:
    """Of the words that any session may be called by, those that only one is: 'the lab', 'the tour' among talks."""
    spoken = [{stem(t.fold) for text in (s.title, *s.aliases) for t in tokenize(text)} for s in event.sessions]
    common = {stem(t.fold) for text in (event.title, *(r.title for r in event.rounds)) for t in tokenize(text)}
    return frozenset(w for w in heads - common if sum(w in said for said in spoken) == 1)


def _numerals(vocs: Sequence[Vocabulary], spelled: Collection[str]) -> frozenset[str]:
    """Stems of number words, days and months: alone they tell no session.

    `spelled`: words of titles; where one of them only looks like a number ('trees', 'tre'), its stem is left out.
    """
    words = {w for v in vocs for table in (v.numbers, v.ordinals, v.hours, v.months, v.weekdays) for w in table}
    return frozenset(stem(w) for w in words) - frozenset(stem(w) for w in spelled if w not in words)
