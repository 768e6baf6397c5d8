"""Who has had a session named for him so far: 'the others' are those who have not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailflow.understanding.sessions.sessions import Mention


@dataclass(slots=True)
class Told:
    """By round, in reading order. `round_of`: the round of each session."""

    round_of: Mapping[str, str]
    by_round: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    last: str = ""  # the round spoken of last

    def add(self, mention: Mention, owners: Sequence[int]) -> None:
        """Whose session that is."""
        self.last = self.round_of[mention.sessions[0]]
        row = self.by_round[self.last]
        row += [p for p in owners if p not in row]

    def beside(self, mention: Mention) -> Sequence[int]:
        """Who has one in the mention's round; where nobody has, in the round spoken of last."""
        round_ = self.round_of[mention.sessions[0]]
        return self.by_round.get(round_) or self.by_round.get(self.last, [])
