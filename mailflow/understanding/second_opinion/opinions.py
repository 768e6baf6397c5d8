"""A second opinion on each fact: how probable the words make it that somebody comes, or how many, or which session.

The rules name who may come, which sessions are spoken of and how many places may be asked for. Weights learnt from
mails that no rule was made on look at the words around (`seats`, `comes`, `wanted`) and at all words for the outline of
a booking (`rounds`, `ordered`, `apart`), trees at what the rules make of them (`people`, `sizes`, `new_sizes` of
changes, `sessions`); all come from `python -m benchmarks.calibrate`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailflow.domain.event import Event
from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import Asked, odds, trees
from mailflow.understanding.learnt.weights import weights
from mailflow.understanding.reading import Intent
from mailflow.understanding.second_opinion.outline import APART, ORDERED, ROUNDS, YES
from mailflow.understanding.second_opinion.person_signs import named, signs_of_people
from mailflow.understanding.second_opinion.seat_signs import LARGEST, signs_of_sizes
from mailflow.understanding.second_opinion.session_signs import signs_of_sessions
from mailflow.understanding.second_opinion.word_signs import (
    MOST,
    UNTOLD,
    signs_of_mention,
    signs_of_person,
    signs_of_seats,
    signs_of_the_outline,
    words_by_kind,
)

SEATS, COMES, WANTED = "seats", "comes", "wanted"  # the files of weights
OUTLINE = (ROUNDS, ORDERED, APART)  # ... of a booking's outline
PEOPLE, SIZES, NEW_SIZES, SESSIONS = "people", "sizes", "new_sizes", "sessions"  # the files of trees


@dataclass(frozen=True, slots=True)
class ByWords:
    """What the words alone make of it: that each named person comes, by number; that each size is meant (None: none is
    told); that anybody wants each session, by the place of its mention. `words`: those it was made of, by kind."""

    people: Mapping[int, float] = field(default_factory=dict)
    sizes: Mapping[int | None, float] = field(default_factory=dict)
    mentions: Mapping[int, float] = field(default_factory=dict)
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Opinions:
    """How probable it is that each named person comes, that each size is meant, and that anybody wants each session.

    By number of the person, by size, by id of the session.
    """

    people: Mapping[int, float] = field(default_factory=dict)
    sizes: Mapping[int, float] = field(default_factory=dict)
    sessions: Mapping[str, float] = field(default_factory=dict)
    words: ByWords = field(default_factory=ByWords)


def opinions(gist: Gist, event: Event) -> Opinions:
    """The second opinion on a booking or a change."""
    words, booking = words_of(gist), gist.intent is Intent.BOOK
    people = of_people(gist, words.people, trees(PEOPLE)) if booking else {}
    of_sizes, of_sessions = trees(SIZES if booking else NEW_SIZES), trees(SESSIONS)
    sizes = signs_of_sizes(gist, people, words.sizes)
    sessions = signs_of_sessions(gist, event, words.mentions)
    return Opinions(
        people,
        {size: of_sizes.probability(signs) for size, signs in sizes.items()},
        {session: of_sessions.probability(signs) for session, signs in sessions.items()},
        words,
    )


def words_of(gist: Gist) -> ByWords:
    """What the words alone make of a booking; of a change, of its size and its sessions."""
    words, booking = words_by_kind(gist), gist.intent is Intent.BOOK
    comes, wanted = weights(COMES), weights(WANTED)
    return ByWords(
        people={
            person: comes.probabilities(signs_of_person(gist, words, person))[YES]
            for person in (named(gist.cast) if booking else ())
        },
        sizes=by_size(weights(SEATS).probabilities(signs_of_seats(gist, words))),
        mentions={
            mention.start: wanted.probabilities(signs_of_mention(gist, words, mention))[YES]
            for mention in gist.found.mentions
        },
        words=words,
    )


def of_the_outline(gist: Gist, by_words: ByWords) -> dict[str, Mapping[str, float]]:
    """How probable the words make each value of each part of a booking's outline; nothing of a change."""
    signs = signs_of_the_outline(gist, by_words.words) if gist.intent is Intent.BOOK else []
    return {part: weights(part).probabilities(signs) for part in OUTLINE if signs}


def of_people(gist: Gist, by_words: Mapping[int, float], grown: Asked) -> dict[int, float]:
    """How probable it is of each named person that he or she comes. `by_words`: what the words around make it."""
    return {
        person: grown.probability(signs | {"by_words": odds(by_words[person])})
        for person, signs in signs_of_people(gist).items()
    }


def by_size(shares: Mapping[str, float]) -> dict[int | None, float]:
    """The probabilities of the weights by size, None for none told; sizes from the largest on share what it has."""
    found: dict[int | None, float] = dict.fromkeys(range(1, LARGEST + 1), shares.get(str(MOST), 0.0))
    found.update((size, shares.get(str(size), 0.0)) for size in range(1, MOST))
    return found | {None: shares.get(UNTOLD, 0.0)}
