"""What the sessions of an event are about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.domain.event import Event
from mailflow.understanding.text.stems import stems_of
from mailflow.understanding.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Subjects:
    """The stems of each session's title, aliases and objectives; each weighs the more the fewer sessions have it."""

    stems: Mapping[str, frozenset[str]]
    weight: Mapping[str, float]

    def shared(self, session: str, said: frozenset[str]) -> float:
        """How much of a session's subject is said."""
        return math.fsum(self.weight[stem] for stem in self.stems[session] & said)


def subjects_of(event: Event, stop: frozenset[str]) -> Subjects:
    """The subjects of an event's sessions."""
    texts = {s.id: " ".join((s.title, *s.aliases, *s.objectives)) for s in event.sessions}
    stems = {session: frozenset(stems_of(tokenize(text), stop).stems) for session, text in texts.items()}
    often = Counter(stem for said in stems.values() for stem in said)
    return Subjects(stems, {stem: 1.0 / count for stem, count in often.items()})
