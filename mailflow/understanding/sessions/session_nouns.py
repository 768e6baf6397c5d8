"""What an event calls its sessions: 'Passeggiate con la guida', 'Morning tutorials', 'Entrata delle 21.00'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mailflow.domain.event import Event, Round, Session
from mailflow.understanding.text.stems import stem, stems_of
from mailflow.understanding.text.tokens import fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, languages, vocabulary

SHORT = 2  # letters of a stem that is no noun
FIRST = 2  # words of a round's title that may be one
TIMES = ("round_head", "part_of_day", "clock", "ordinals")  # words that tell when a round is


def nouns_of(event: Event, stop: frozenset[str]) -> frozenset[str]:
    """Stems of what this event calls its sessions: the nouns of its rounds' titles, and of most titles of sessions."""
    told = _often(tuple(event.sessions), _undated(stop)).union(*(_of_round(r, stop) for r in event.rounds))
    return frozenset(w for w in told if not w.isdigit() and len(w) > SHORT) - _times()


def nouns_of_one_round(event: Event, stop: frozenset[str], nouns: frozenset[str]) -> Mapping[str, str]:
    """Stems of nouns that one round's title alone has ('Giro in burchio'), and that round."""
    heads = frozenset(stem(w) for v in map(vocabulary, languages()) for w in v.words["session_head"])
    own = {
        r.id: (_of_round(r, stop) & nouns) | heads.intersection(stems_of(tokenize(r.title), stop).stems)
        for r in event.rounds
    }
    said: dict[str, set[str]] = defaultdict(set)
    for round_ in event.rounds:
        titles = (round_.title, *(s.title for s in round_.sessions))
        for word in {w for title in titles for w in stems_of(tokenize(title), stop).stems}:
            said[word].add(round_.id if word in own[round_.id] else "")
    return {word: next(iter(ids)) for word, ids in said.items() if len(ids) == 1 and "" not in ids}


def _of_round(round_: Round, stop: frozenset[str]) -> frozenset[str]:
    """By the first words of a round's title that don't tell when it is, and by most titles of its sessions."""
    stems = stems_of(tokenize(round_.title), _undated(stop)).stems
    first = [w for w in stems if w not in _times() and not w.isdigit()][:FIRST]
    return _often(tuple(round_.sessions), _undated(stop)).union(first)


def _often(sessions: Sequence[Session], stop: frozenset[str]) -> frozenset[str]:
    """Stems that most titles of some sessions have."""
    titles = [frozenset(stems_of(tokenize(s.title), stop).stems) for s in sessions]
    return frozenset(w for title in titles for w in title if 2 * sum(w in t for t in titles) > len(titles) > 2)


def _undated(stop: frozenset[str]) -> frozenset[str]:
    return stop | {fold(w) for v in map(vocabulary, languages()) for table in (v.months, v.weekdays) for w in table}


def _times() -> frozenset[str]:
    """Stems of words of a round's title that tell when it is."""
    return frozenset(stem(w) for v in map(vocabulary, languages()) for cls in TIMES for w in _words_of(v, cls))


def _words_of(voc: Vocabulary, cls: str) -> Iterable[str]:
    return voc.ordinals if cls == "ordinals" else voc.words[cls]
