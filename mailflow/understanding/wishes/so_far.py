"""How a session ranks beside what was told of its round before."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.ranks import (
    comes_first,
    is_ordered,
    is_second_best,
    or_too,
    replaces_another,
    under_condition,
)

ASKING = ("wished", "first_rank", "request", "decided", "prefers")


@dataclass(frozen=True, slots=True)
class Rank:
    """`first`: said to come first; `ordered`: after the one before; `last`: second best, even if named first;
    `replaces`: taken instead of the one before."""

    first: bool
    ordered: bool
    last: bool
    replaces: bool


@dataclass(slots=True)
class SoFar:
    """What was met of each round until now.

    `before`: the mention last met; `other`: the one from which on that session was spoken of; `ranked`: the rounds
    whose last mention comes after another; `second`: sessions that came after another; `rows`: by round and person,
    what several were last told to want.
    """

    before: dict[str, Mention] = field(default_factory=dict)
    other: dict[str, Mention] = field(default_factory=dict)
    ranked: frozenset[str] = frozenset()
    second: set[str] = field(default_factory=set)
    rows: dict[tuple[str, int], Mention] = field(default_factory=dict)

    def rank(self, page: Page, found: Found, mention: Mention, round_: str, owners: tuple[int, ...]) -> Rank:
        """Of the next mention, which is one of that round from then on."""
        before = self.before.get(round_)
        ordered = mention.how == "any" or is_ordered(page, mention, before)
        if before is not None and round_ in self.ranked and or_too(page, before, mention):
            ordered = True  # 'le 9, in alternativa le 8.30 o le 9.30'
        feared = self.second.issuperset(mention.sessions) and under_condition(page, mention)  # '…; if B is full, none'
        row = self.rows.get((round_, owners[0])) if len(owners) == 1 and not ordered else None
        rank = Rank(
            first=not feared and comes_first(page, found, mention, before),
            ordered=ordered,
            last=is_second_best(page, mention, before),
            replaces=(row is not None and _leaves_the_row(page, row, mention))
            or replaces_another(page, mention, self.other.get(round_)),
        )
        self._add(mention, round_, owners, ordered)
        return rank

    def _add(self, mention: Mention, round_: str, owners: tuple[int, ...], ordered: bool) -> None:
        self.ranked = self.ranked | {round_} if ordered else self.ranked - {round_}
        if ordered:
            self.second |= set(mention.sessions)
        if len(owners) > 1:
            self.rows.update(((round_, owner), mention) for owner in owners)
        if round_ not in self.before or self.before[round_].sessions != mention.sessions:
            self.other[round_] = mention  # 'C … no, my data is lost: B'
        self.before[round_] = mention


def _leaves_the_row(page: Page, row: Mention, mention: Mention) -> bool:
    """'Ada e io al 2. … Ah, Ada preferisce il 3', '… ma Ada al 3': one of several has a session of his own told."""
    start, end = page.sentences[page.sentence_of(mention.start)]
    clause, words = page.clauses[page.clause_of(mention.start)], page.voc.words
    too = any(t.fold in words["level_too"] for t in page.tokens[clause.start : clause.end])  # 'va bene anche il 3'
    iffy = any(t.fold in words["conditional"] | words["condition_head"] for t in page.tokens[start:end])
    asked = page.has_any(ASKING, clause.start, mention.start) or _bare(page, clause.start, mention.start)
    later = row.start < start or page.has_any(("but", "but_that"), max(start, clause.start - 1), mention.start)
    return asked and later and mention.sessions != row.sessions and not too and not iffy


def _bare(page: Page, start: int, end: int) -> bool:
    """'Ada al 3', 'so track C for him': not 'Ada conosce il relatore del 3'."""
    words = page.voc.words
    small = words["determiner"] | words["preposition"] | words["clause_opener"] | words["and"] | words["goes_for"]
    small = small | words["session_head"] | words["round_head"] | words["part_of_day"] | words["does_too"]
    told = (t for t in page.tokens[start:end] if t.kind is Kind.WORD and not t.capital)
    return all(t.fold in small or t.fold in page.voc.ordinals for t in told)
