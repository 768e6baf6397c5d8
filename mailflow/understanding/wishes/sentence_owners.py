"""Whose wish each session of one sentence is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.breaths import Chain
from mailflow.understanding.wishes.goes_along import (
    adds_himself,
    for_a_round,
    has_own,
    join,
    told_together,
    unless_full,
    with_the_writer,
)
from mailflow.understanding.wishes.named_below import listed_below, named_below
from mailflow.understanding.wishes.tied import assigned, is_said_for, places_one_each
from mailflow.understanding.wishes.told import Told
from mailflow.understanding.wishes.whom import ALL, UNKNOWN, persons_of

BESIDE = 5  # tokens between persons and who goes along with them

Owners = tuple[int, ...]  # persons of the cast; (ALL,) for everybody


def owners_in_sentence(
    page: Page,
    cast: Cast,
    sentence: tuple[int, int],
    mentions: Sequence[Mention],
    chains: Sequence[Chain],
    told: Told,
    heading: Owners,
) -> list[Owners]:
    """Each chain between two sessions belongs to the one it is not parted from; without one, the last owners go on.

    `sentence`: tokens [start, end). `told`: what was told before, and is told here from now on. `heading`: who the
    sentence is for where it names nobody.
    """
    start, end = sentence
    below = named_below(page, cast, start, end, mentions, chains) or listed_below(page, cast, mentions)
    if below:
        return [below] * len(mentions)
    also = [c for c in chains if adds_himself(page, cast, c, mentions, chains)]
    ties = assigned(page, start, end, mentions, [c for c in chains if c not in also])
    return _Walk(page, cast, start, mentions, chains, told, also, ties, heading or (ALL,)).to_the_end()


class _Walk:
    """One who goes through the sessions of a sentence in order.

    `carried`: whose the next is that nobody is tied to; `subject`: who was told ahead of a session; `group`: the first
    session since the last one that somebody was told behind.
    """

    def __init__(
        self,
        page: Page,
        cast: Cast,
        start: int,
        mentions: Sequence[Mention],
        chains: Sequence[Chain],
        told: Told,
        also: list[Chain],
        ties: tuple[Sequence[Sequence[Chain]], Sequence[Sequence[Chain]]],
        carried: Owners,
    ) -> None:
        self.page, self.cast, self.start, self.mentions, self.chains = page, cast, start, mentions, chains
        self.told, self.also, self.carried = told, also, carried
        self.leading, self.trailing = ties
        self.found: list[Owners] = []
        self.subject: Owners = ()
        self.group = 0

    def to_the_end(self) -> list[Owners]:
        for n, mention in enumerate(self.mentions):
            while self.also and self.also[0].start < mention.start:
                self._joined_by(self.also.pop(0), n, mention)
            owners = self.carried
            if self.trailing[n]:
                owners = self._told_behind(n, mention)
            elif self.leading[n]:
                owners = self._told_ahead(n, mention)
            self.found.append(owners)
            self.told.add(mention, owners)
        for chain in self.also:
            people = persons_of(self.page, self.cast, chain, self.chains, ())
            last = told_together(self.page, self.mentions, self.told, people) if chain.beside else len(self.found)
            self.told.add(self.mentions[-1], join(self.found, last, people))
        return self.found

    def _persons(self, chain: Chain, mention: Mention) -> Owners:
        return persons_of(self.page, self.cast, chain, self.chains, self.told.beside(mention))

    def _joined_by(self, chain: Chain, n: int, mention: Mention) -> None:
        """'…, and so would Ada': who joins those of the sessions before."""
        people = self._persons(chain, mention)
        last = told_together(self.page, self.mentions[:n], self.told, people) if chain.beside else n
        joined = join(self.found, last, people)
        kept = self.carried if chain.beside and has_own(self.page, mention, self.chains) else joined
        alone = not chain.beside and unless_full(self.page, chain.end, mention)
        self.carried = people if alone else kept

    def _told_behind(self, n: int, mention: Mention) -> Owners:
        """'T1 for Luca'."""
        before, after = self.leading[n], self.trailing[n][0]
        owners = self._persons(after, mention)
        beside = any(c.beside for c in before)
        own = all(c.beside or {r.person for r in c.refs} == {0} for c in before)  # 'con me (Ada Neri) nella D'
        if beside and own and ALL not in owners:  # 'con me nella D viene Pia'
            owners = _together(owners, (p for c in before for p in self._persons(c, mention))) or owners
        nobody_ahead = not any(self.leading[self.group : n + 1])
        if places_one_each(self.page, after) or (nobody_ahead and is_said_for(self.page, after)):
            self.found[self.group :] = [owners] * (n - self.group)  # 'T1 + W2 for Luca, T3 + W2 for me'
        elif nobody_ahead:
            first = self._joined_from(n)
            self.found[first:] = [owners] * (n - first)  # 'A e G io, B e H lei'
        elif ALL in owners or set(self.subject) < set(owners):
            first = self._listed_from(n)
            self.found[first:] = [owners] * (n - first)  # 'I'd bring Tom: A and G for both of us'
        self.group = n + 1
        self.carried = self.carried if self.subject else owners
        return owners

    def _listed_from(self, n: int) -> int:
        """The first of the sessions that are joined to this one, where a colon opens them; this one where none does."""
        first = self._joined_from(n)
        place, small = (
            self.mentions[first].start - 1,
            self.page.voc.words["article"] | self.page.voc.words["preposition"],
        )
        while place > self.start and self.page.tokens[place].fold in small:
            place -= 1
        return first if self.page.tokens[place].text == ":" else n

    def _joined_from(self, n: int) -> int:
        """The first of the sessions that nothing but an 'and' joins to this one."""
        ands, first = self.page.voc.words["and"], n
        while first > self.group:
            between = self.page.tokens[self.mentions[first - 1].end : self.mentions[first].start]
            if not between or not all(t.fold in ands for t in between):
                break
            first -= 1
        return first

    def _told_ahead(self, n: int, mention: Mention) -> Owners:
        """'Luca T1', 'Luca T1, with Ada'."""
        before, owners = self.leading[n], self.carried
        plain = [c for c in before if not c.beside]
        if plain:
            owners = self.carried = self.subject = self._persons(plain[-1], mention)
            if self._with_me(plain[-1].end, mention.start):
                owners = self.subject = _together(owners, (0,)) or owners
        along = list(self._along(before, plain[-1].start if plain else -1, mention))
        if along and self.subject and ALL not in self.subject:
            owners = _together(self.subject, along)
            if plain and any(c.beside and 0 <= c.start - plain[-1].end <= BESIDE for c in before):
                self.carried = self.subject = owners  # 'Ada e Ugo, con il prof. Po, passano dalla A alla B'
        elif along and not self.subject:
            owners = with_the_writer(self.page, self.cast, self.start, mention.start, along)
        return owners

    def _with_me(self, start: int, end: int) -> bool:
        """'lui mi accompagna al 2', 'she joins me for D1-A': not 'mi accompagna e vuole il 2'."""
        words = self.page.voc.words
        small = words["preposition"] | words["article"] | words["for"] | words["session_head"]
        told = next(self.page.within("along_with_me", start, end), None)
        return told is not None and all(t.fold in small for t in self.page.tokens[told.end : end])

    def _along(self, before: Sequence[Chain], last: int, mention: Mention) -> Iterator[int]:
        """Who goes along, told behind the `last` who is told plainly; not 'viene con me ma …'."""
        for chain in before:
            ahead = chain.beside and chain.start > last and not self.page.has("but", chain.end, mention.start)
            if ahead and not for_a_round(self.page, chain, mention):
                yield from self._persons(chain, mention)


def _together(some: Owners, others: Iterator[int] | Sequence[int]) -> Owners:
    return tuple(sorted({*some, *others} - {ALL, UNKNOWN}))
