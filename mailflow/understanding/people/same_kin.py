"""One and the same kin in other words: 'my mother' and 'Mum', 'mio padre' and 'papà'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.vocabulary import Vocabulary

SAME = (
    "kin_mother",
    "kin_father",
    "kin_grandmother",
    "kin_grandfather",
    "kin_aunt",
    "kin_uncle",
    "kin_brother",
    "kin_sister",
    "kin_wife",
    "kin_husband",
    "kin_son",
    "kin_daughter",
)


def same_kin(voc: Vocabulary, one: str, two: str) -> bool:
    """Whether two words for a tie are the same, or mean the same."""
    return one == two or any(one in voc.words[kin] and two in voc.words[kin] for kin in SAME)


def known_by_tie(voc: Vocabulary, cast: Cast, noun: str) -> int | None:
    """The person who was told by that tie before, if there is one."""
    return next((n for n, one in enumerate(cast.persons) if one.relation and same_kin(voc, one.relation, noun)), None)
