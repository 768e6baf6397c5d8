"""Why what an organizer says cannot be done, in words for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailflow.decision.told import told


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an instruction cannot be followed: a key of `told`'s words, and the facts in them."""

    why: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def asks_how_many(self) -> bool:
        """Whether a number of places is wanted in answer to it."""
        return self.why == "missing" and self.facts.get("what") == "seats"

    def words(self, language: str) -> str:
        """The reason, for the organizer."""
        facts = dict(self.facts)
        if "what" in facts:
            facts["what"] = told(language, f"what.{facts['what']}")
        return told(language, f"refused.{self.why}", **facts)
