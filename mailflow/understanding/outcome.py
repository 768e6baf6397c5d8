"""A reading before it is known whether it may be acted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Intent, Reading
from mailflow.understanding.second_opinion.calibration import odds_of
from mailflow.understanding.second_opinion.revision import Rightness

UNTOLD = Rightness()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading, and what tells how sure it is. `doubtful`: something is left open; `plain`: said in so few words, or
    so clearly of a booking there is, that nothing is weighed."""

    reading: Reading
    hardness: Mapping[str, float]
    doubtful: bool
    plain: bool = False
    signs: tuple[str, ...] = ()  # of the intent
    ruled: Intent = Intent.OTHER  # what the rules alone would say
    gist: Gist | None = None  # a booking or a change as the rules read it
    right: Rightness = UNTOLD  # how probable the second opinion makes its facts

    @property
    def signs_of_certainty(self) -> Mapping[str, float]:
        """What is hard about the mail, and the second opinion on its facts."""
        return {**self.hardness, **odds_of(self.right)}
