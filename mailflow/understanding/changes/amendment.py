"""What a mail changes of a booking, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.reading import Doubt

MINE_OR_ALL = Doubt("intent", "whether the writer alone gives up, or all")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a mail changes of the people of a booking.

    `leaving`, `staying`: names as booked. `joining`: names of people not booked yet; `more` counts them and those
    without a name. `in_full`: whole names of people booked by one word. `fewer`: places given back whose people have no
    name. `dropped`: rounds or sessions given up while the rest stays. `whole`: nobody is left. `in_part`: one alone
    gives up a part.
    """

    leaving: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    joining: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()
    fewer: int | None = None
    more: int | None = None
    dropped: tuple[str, ...] = ()
    whole: bool = False
    in_part: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it changes anything."""
        told = self.leaving or self.replaced or self.more or self.fewer or self.dropped
        return bool(told or self.in_full or self.whole or self.doubts)

    @property
    def of_no_more(self) -> bool:
        """Whether it would leave nobody, as far as is known."""
        return self.whole or self.doubts == (MINE_OR_ALL,)

    @property
    def of_some(self) -> bool:
        """Whether it speaks of some by name, or gives a part up, so that no yes or no is meant for all."""
        return bool(self.replaced or (self.leaving and not self.whole) or self.dropped)
