"""What was found of the sessions in a text."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.kept import kept


@dataclass(frozen=True)
class Found:
    """Session mentions and round words of a text, in order. `odd_hours`: hours asked for that no session has."""

    mentions: tuple[Mention, ...]
    rounds: tuple[RoundRef, ...]
    odd_hours: tuple[str, ...] = ()
    loose_days: tuple[int, ...] = ()  # days of the event at these tokens that tell no session by themselves

    @kept
    def tokens(self) -> frozenset[int]:
        """Tokens that are part of a mention."""
        return frozenset(n for m in self.mentions for n in range(m.start, m.end))
