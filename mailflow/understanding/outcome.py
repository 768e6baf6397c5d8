"""A reading before it is known whether it may be acted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Intent, Reading
from mailflow.understanding.second_opinion.calibration import hardness, odds_of
from mailflow.understanding.second_opinion.opinions import Opinions, of_the_outline
from mailflow.understanding.second_opinion.revision import Rightness, rightness
from mailflow.understanding.text.kept import kept


@dataclass(frozen=True)
class Outcome:
    """A reading, and what tells how sure it is. `doubtful`: something is left open; `plain`: said in so few words, or
    so clearly of a booking there is, that nothing is weighed."""

    reading: Reading
    final: Gist  # what the reading was made of
    doubtful: bool
    plain: bool = False
    signs: tuple[str, ...] = ()  # of the intent
    ruled: Intent = Intent.OTHER  # what the rules alone would say
    gist: Gist | None = None  # a booking or a change as the rules read it
    told: Opinions | None = None  # the second opinion, where its facts are weighed by it

    @kept
    def signs_of_certainty(self) -> Mapping[str, float]:
        """What is hard about the mail, and the second opinion on its facts."""
        return {**hardness(self.final), **odds_of(self._right())}

    def weighed(self) -> Outcome:
        """The same, its signs worked out by the weights that are in use now."""
        _ = self.signs_of_certainty
        return self

    def _right(self) -> Rightness:
        """How probable the second opinion makes its facts."""
        if self.gist is None or self.told is None:
            return Rightness()
        return rightness(self.gist, self.final, self.told, of_the_outline(self.gist, self.told.words))
