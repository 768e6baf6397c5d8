"""The words above a request that is handed on: who hands it on, whether he comes, and what is wished otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.domain.booking import Choices
from mailflow.understanding.gist import Gist
from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.self_told import stays_away
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.people.under_text import under_text
from mailflow.understanding.reading import Reading
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.declined import Declined, declined
from mailflow.understanding.wishes.owners import owners_of
from mailflow.understanding.wishes.persons_told import persons_told
from mailflow.understanding.wishes.whom import ALL, UNKNOWN

JOINS = ("adds", "joins", "one_more")
BESIDE = 2  # tokens between 'viene solo' and a name: 'la dott.ssa'


@dataclass(frozen=True)
class Above:
    """The words above a request. `change`, `altered`: read as what they change of it; `own`: as if they booked.
    `asker`: whose request it is; `alone`: whether nobody else is in it."""

    change: Reading
    altered: Gist
    own: Gist
    asker: str
    alone: bool = False

    @kept
    def writer(self) -> str:
        """The name of who hands it on, where he says that he comes; '' else."""
        page, cast = self.own.page, self.own.cast
        return cast.writer.name if not stays_away(page, cast) and (0 in self.wishes or comes_too(page, cast)) else ""

    @kept
    def wishes(self) -> Mapping[int, Choices]:
        """What the words above want, by whose wish it is: of somebody who alone is spoken of, too."""
        gist = self.altered
        mentions = gist.found.mentions
        persons = persons_told(gist.page, gist.cast, mentions)
        owners = owners_of(gist.page, gist.cast, mentions, gist.parts.at.round_of, persons, True)
        whose = dict(zip((m.start for m in mentions), owners, strict=True))
        told = {owner: dict(rounds) for owner, rounds in gist.chosen.by.items() if owner != ALL}
        for round_, sessions in gist.chosen.by.get(ALL, {}).items():
            said = {whose.get(m.start, (ALL,)) for m in gist.chosen.said[ALL, round_]}
            for owner in said.pop() if len(said) == 1 else (ALL,):
                told.setdefault(owner, {})[round_] = sessions
        if UNKNOWN in told and any(r.kind == "they" for r in gist.cast.refs):
            told[ALL] = {**told.pop(UNKNOWN), **told.get(ALL, {})}  # 'they would rather have B'
        return told

    def wishes_of(self, name: str) -> Choices:
        """What the words above want for somebody, of the request or added to it."""
        owners = self._owners(name, self.altered.cast)
        return {round_: sessions for n in owners for round_, sessions in self.wishes.get(n, {}).items()}

    def given_up(self, name: str) -> frozenset[str]:
        """The rounds he does not attend after all: 'il secondo turno Ugo non lo fa'."""
        owners = set(self._owners(name, self.own.cast)) - {0}  # 'io venerdì non ci sono' is said of who hands it on
        return frozenset(d.round for d in self._declined if not owners.isdisjoint(d.people))

    @kept
    def _declined(self) -> tuple[Declined, ...]:
        return tuple(declined(self.own.page, self.own.cast, self.own.found, self.own.parts.at.round_of))

    def _owners(self, name: str, cast: Cast) -> list[int]:
        """By whose wishes it is told what somebody wants."""
        owners = [ALL] if self.writer else [ALL, 0]  # 'io direi il gruppo B', says who stays away
        if same(name, self.asker) or self.alone:
            owners.append(UNKNOWN)  # 'per lei', 'mio padre': whose mail it is
        if self.alone and not self.altered.page.has_any(JOINS):
            owners += [n for n, p in enumerate(cast.persons) if n and not p.name]  # 'our apprentice: he'd rather do B'
        named = (n for n, p in enumerate(cast.persons) if (not p.is_writer or self.writer) and same(p.name, name))
        return [*owners, *named]

    @property
    def size(self) -> int | None:
        """How many come in all, where so much is said: 'sono diventati tre', but not 'un posto in più'."""
        page, said = self.altered.page, self.altered.seats.said
        if said is None or any(m.start <= said.start < m.end for m in page.marks.get("one_more", ())):
            return None
        return said.value if said.value > 1 or page.has("only", said.start - 3, said.end) else None

    @property
    def unsure(self) -> Choices:
        """Wishes of which it is not told that all are meant, where who hands it on comes too."""
        return {**(self.wishes.get(UNKNOWN, {}) if self.writer else {}), **self.wishes.get(ALL, {})}

    def says_of(self, name: str) -> bool:
        """Whether anything is said of somebody, who does not only stand in a signature."""
        page, cast = self.own.page, self.own.cast
        refs = [r for r in cast.refs if r.kind == "name" and same(cast.persons[r.person].name, name)]
        own = {
            page.sentence_of(r.start) for r in cast.refs if r.person == 0 and r.kind == "name" and under_text(page, r)
        }
        at = {page.clause_of(r.start) for r in refs if page.sentence_of(r.start) not in own}
        told = any(
            page.has(cls, page.clauses[n].start, page.clauses[n].end) for n in at for cls in ("joins", "adds", "swap")
        )
        return told or any(cast.stances[n] is Stance.COMES for n in at)

    @kept
    def rounds(self) -> frozenset[str]:
        """The only rounds wanted, where so much is said: 'solo al mattino', 'for the talk only'."""
        page = self.own.page
        only = {page.sentence_of(m.start) for m in page.marks.get("only", ())}
        not_told = {d.place for d in self._declined}  # 'solo che il secondo turno non lo fa'
        rounds = (r for r in self.own.found.rounds if r.start not in not_told)
        return frozenset(r.round for r in rounds if page.sentence_of(r.start) in only)

    @kept
    def only_left(self) -> tuple[str, ...]:
        """Who alone comes of those asked for: 'alla fine viene solo Lia', 'only Mary can come'; () where all do."""
        page, cast = self.own.page, self.own.cast
        if page.has("adds"):
            return ()
        for mark in page.marks.get("one_left", ()):
            _, end = page.sentences[page.sentence_of(mark.start)]
            row = next((c for c in chains(page, cast.refs) if mark.start < c[0].start <= mark.end + BESIDE), [])
            named = [cast.persons[r.person].name for r in row if r.kind == "name" and r.person > 0 and r.start < end]
            if named and not page.idle(mark.start):
                return tuple(named)
        return ()

    @kept
    def swapped(self) -> str:
        """Whose place who hands it on takes: 'al posto di Ada vengo io'; '' where nobody's."""
        page, cast = self.own.page, self.own.cast
        for mark in page.marks.get("swap", ()) if self.writer else ():
            start, end = page.sentences[page.sentence_of(mark.start)]
            inside = [r for r in cast.refs if start <= r.start < end]
            mine = any(r.kind in ("me", "i") for r in inside) or page.has("sends_me", start, end)
            if mine and not page.has("swap_mine", start, end):
                named = [cast.persons[r.person].name for r in inside if r.kind == "name" and r.person > 0]
                return named[0] if named else self.asker
        return ""


def comes_too(page: Page, cast: Cast) -> bool:
    """'anche per me', 'ci sono anch'io', 'lui, sua moglie e io', 'noi due'; 'rispondete a me' does not say so."""
    me = [r for r in cast.refs if r.kind in ("me", "i") or (r.kind == "name" and r.person == 0)]
    coming = [c for c, stance in zip(page.clauses, cast.stances, strict=True) if stance is Stance.COMES]
    if any(
        m.start <= r.start < page.clauses[page.clause_of(m.start)].end for r in me for m in page.marks.get("adds", ())
    ):
        return True
    taking = [c for c in page.clauses if page.has("swap", c.start, c.end)]  # "I'll come in his place"
    if any(page.has("self", c.start, c.end) for c in (*coming, *taking)):
        return True
    if any(_we_are_so_many(page, cast, c.start, c.end) for c in coming):
        return True
    mine = [r for r in me if _is_booked(page, r) or _in_a_row(page, cast, r)]
    mine += [r for r in cast.refs if r.kind == "us"]
    return any(c.start <= r.start < c.end for c in coming for r in mine)


def _in_a_row(page: Page, cast: Cast, me: Ref) -> bool:
    """'lui, sua moglie e io', 'me and my wife'."""
    joints = page.voc.words["and"]
    joined = {
        t.fold for t in (*page.tokens[max(0, me.start - 1) : me.start], *page.tokens[me.end : me.end + 1])
    } & joints
    return bool(joined) and any(me in row and len(row) > 1 for row in chains(page, cast.refs))


def _we_are_so_many(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'siamo in tre', but not 'there will be three of them'."""
    theirs = any(r.kind == "they" and start <= r.start < end for r in cast.refs)
    return page.has("we", start, end) and page.has("total", start, end) and not theirs


def _is_booked(page: Page, me: Ref) -> bool:
    """'mettete me', 'prenoto per me': whom the words of booking are about."""
    small = page.voc.words["for"]
    booked = page.within("book", max(0, me.start - 5), me.start)
    return me.kind == "me" and any(all(t.fold in small for t in page.tokens[m.end : me.start]) for m in booked)


def same(one: str, other: str) -> bool:
    """Whether two names may be one person's: a first name alone is that of the full one."""
    a, b = key_of(one), key_of(other)
    return bool(a and b) and (a <= b or b <= a)
