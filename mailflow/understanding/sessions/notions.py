"""Sessions by their notions: told in other words than the title's, or in another language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mailflow.domain.event import Event
from mailflow.understanding.text.stems import Stems, stems_of
from mailflow.understanding.text.thesaurus import LONGEST, comparable, thesaurus
from mailflow.understanding.text.tokens import Token, tokenize

# How plainly words tell a session: words of its title or of what it is for; notions of its title, or of what it is for.
SAID, SAID_FOR, MEANT, MEANT_FOR = 3.0, 2.0, 1.0, 0.5
WIDE = 0.5  # of a whole field in common
CLEAR = 1.6  # times as plain as any other
FURTHER = 0.7  # what a further notion in common adds, of its own weight


@dataclass(frozen=True, slots=True)
class Notions:
    """The sessions that words and notions tell, and how plainly."""

    words: Mapping[str, Mapping[str, float]]  # comparable word -> session -> how plainly
    notions: Mapping[str, Mapping[str, float]]

    def told(self, words: Sequence[str]) -> tuple[dict[str, float], int]:
        """The sessions that the word or phrase at the beginning of `words` tells, and how many words it takes."""
        known = thesaurus()
        for length in range(min(LONGEST, len(words)), 0, -1):
            meant = known.of(words[:length])
            said = self.words.get(words[0], {}) if length == 1 else {}
            found: dict[str, float] = dict(said)
            shared: dict[str, list[float]] = defaultdict(list)
            for notion in meant:
                for session, weight in self.notions.get(notion, {}).items():
                    shared[session].append(weight * (WIDE if notion in known.wide else 1.0))
            for session, weights in shared.items():
                found.setdefault(session, (1 - FURTHER) * max(weights) + FURTHER * sum(weights))
            if found:
                return found, length
        return {}, 1


def notions_of(event: Event, stop: frozenset[str], idle: frozenset[str], everyday: frozenset[str]) -> Notions:
    """What the sessions of an event are about. `idle`: stems that tell no session; `everyday`: words that do in a
    title alone ('chi', 'people')."""
    words: dict[str, dict[str, float]] = defaultdict(dict)
    notions: dict[str, dict[str, float]] = defaultdict(dict)
    for session in event.sessions:
        texts = ((session.title, SAID, MEANT), *((alias, SAID, MEANT) for alias in session.aliases))
        for text, said, meant in (*texts, *((text, SAID_FOR, MEANT_FOR) for text in session.objectives)):
            tokens = tokenize(text)
            every = tuple(comparable_words(tokens, stems_of(tokens, stop)))
            content = [word for word in every if word.stem not in idle and not word.stem.isdigit()]
            for word in content:
                if said == SAID or word.fold not in everyday:
                    words[word.key].setdefault(session.id, said)
            telling = {word.key for word in content}
            for notion in _notions([word.key for word in every], telling):
                notions[notion].setdefault(session.id, meant)
    return Notions(words, notions)


class Word(NamedTuple):
    """A content word: as the thesaurus has it, its stem, and as it is written, folded."""

    key: str
    stem: str
    fold: str


def comparable_words(tokens: Sequence[Token], content: Stems) -> Iterator[Word]:
    """The content words of some tokens."""
    for stem, place in zip(content.stems, content.at, strict=True):
        fold = tokens[place].fold
        yield Word(comparable(fold, stem) if "-" not in fold else stem, stem, fold)


def _notions(words: Sequence[str], telling: set[str]) -> set[str]:
    """Those of words and phrases with one that is `telling`: 'first' tells nothing, 'first aid' does."""
    known = thesaurus()
    runs = (words[n : n + length] for n in range(len(words)) for length in range(1, LONGEST + 1))
    return {notion for run in runs if not telling.isdisjoint(run) for notion in known.of(run)}


def clearest(told: Mapping[str, float], within: Iterable[str]) -> str | None:
    """The session of `within` that is told much more plainly than any other there, and not less than any elsewhere."""
    here = sorted((told.get(session, 0.0), session) for session in within)
    if not here or not here[-1][0]:
        return None
    most, session = here[-1]
    second = here[-2][0] if len(here) > 1 else 0.0
    return session if most >= CLEAR * second and most >= max(told.values()) else None
