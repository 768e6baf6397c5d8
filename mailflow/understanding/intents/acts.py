"""What the clauses of a mail do to a booking: ask for it, alter it, give it up, and whether wholly or in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.understanding.names.names import Name
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

GIVING_UP = ("quits", "cancel_strict", "cancel")
KEEPING = ("keeps", "change_strict")
HOLDING = ("book", "self", "we", "still", "keeps", "remains", "alters", "change_strict", "yes_then")


@dataclass(frozen=True, slots=True)
class Acts:
    """Counts of clauses and marks that hold: nothing asked, nothing under an 'if', nothing of another year.

    `told`, `firm`: places asked for, and 'I', 'we' come, outside of questions. `alters`: orders to alter what is
    booked, polite questions too; `keeps`: a part is kept; `sizes`: one fewer, two more. `quits`: giving up, `plainly`
    in words that say nothing else. `limited`: all of it speaks of one session, day, hour or companion only. `holds`:
    besides, something is kept or asked for. `sessions`: sessions named outside of questions and suppositions.
    `facts`: words that only a booking has.
    """

    told: int = 0
    firm: int = 0
    alters: int = 0
    keeps: int = 0
    sizes: int = 0
    quits: int = 0
    plainly: bool = False
    limited: bool = False
    holds: bool = False
    sessions: int = 0
    facts: int = 0


def acts_of(
    page: Page,
    found: Found,
    names: Sequence[Name],
    writer: frozenset[str],
    asked: Sequence[tuple[int, int]],
    booked: bool,
    confirmed: frozenset[str] = frozenset(),
) -> Acts:
    """The acts of a text. `asked`: what asks something, as tokens.

    `booked`: whether it answers a confirmation; `confirmed`: the sessions that one named.
    """
    reader = _Clauses(page, found, names, writer, asked, confirmed)
    gone = list(reader.giving_up((*GIVING_UP, "no_go") if booked else GIVING_UP))
    places = {page.clause_of(m.start) for m in gone}
    holding = [m for cls in HOLDING for m in reader.stands(cls) if page.clause_of(m.start) not in places]
    kept = [m for m in found.mentions if not m.weak and page.clause_of(m.start) not in places and not reader.denied(m)]
    return Acts(
        told=sum(1 for _ in reader.stands("book")),
        firm=sum(1 for cls in ("self", "we") for _ in reader.stands(cls)),
        alters=sum(1 for m in page.marks.get("alters", ()) if not (negated(page, m.start) or reader.rethinks(m))),
        keeps=sum(1 for cls in KEEPING for m in reader.stands(cls) if page.clause_of(m.start) not in places),
        sizes=sum(1 for cls in ("one_fewer", "one_more") for _ in reader.stands(cls)),
        quits=len(gone),
        plainly=any(m.cls != "cancel" for m in gone),
        limited=bool(gone) and all(reader.limited(m) for m in gone),
        holds=bool(holding or kept),
        sessions=sum(1 for m in found.mentions if not (m.weak or reader.is_asked(m.start) or reader.supposed(m))),
        facts=reader.facts(),
    )


@dataclass(frozen=True, slots=True)
class _Clauses:
    page: Page
    found: Found
    names: Sequence[Name]
    writer: frozenset[str]
    asked: Sequence[tuple[int, int]]
    confirmed: frozenset[str]

    def is_asked(self, place: int) -> bool:
        """Whether the words there are part of a question."""
        return any(start <= place < end for start, end in self.asked)

    def stands(self, cls: str) -> Iterator[Mark]:
        """The marks of a class that state something now."""
        page = self.page
        for mark in page.marks.get(cls, ()):
            denied = negated(page, mark.start) or page.idle(mark.start) or self.rethinks(mark)
            if not (denied or self.is_asked(mark.start) or self.elsewhen(mark)):
                yield mark

    def giving_up(self, classes: Sequence[str]) -> Iterator[Mark]:
        """Words by which something is given up, the same place once."""
        page, last = self.page, -1
        marks = [m for cls in classes for m in page.marks.get(cls, ())]
        open_ended = [m for cls in ("conditional_cancel", "not_negation", "wonders") for m in page.marks.get(cls, ())]
        for mark in sorted(marks, key=lambda m: (m.start, classes.index(m.cls), -m.end)):
            if mark.start < last or page.idle(mark.start) or self.is_asked(mark.start):
                continue
            if any(o.start < mark.end and mark.start < o.end for o in open_ended):
                continue
            last = mark.end
            yield mark

    def rethinks(self, mark: Mark) -> bool:
        """Whether the words only say that plans have changed."""
        return any(r.start < mark.end and mark.start < r.end for r in self.page.marks.get("rethink", ()))

    def elsewhen(self, mark: Mark) -> bool:
        """Whether the clause speaks of another year or another time."""
        clause = self._clause(mark)
        return self.page.has("another_time", clause.start, clause.end)

    def limited(self, mark: Mark) -> bool:
        """Whether the clause speaks of one session, day or hour, or of somebody who is not the writer."""
        page, clause = self.page, self._clause(mark)
        start, end = clause.start, max(clause.end, mark.end)
        if mark.cls in ("quits", "no_go") and self._all_confirmed(clause):
            return False
        sessions = any(start <= m.start < end for m in self.found.mentions)
        hours = any(start <= h.start < end and h.start not in self.found.tokens for h in page.hours)
        rounds = any(start <= r.start < end for r in self.found.rounds)
        others = any(start <= n.start < end and not n.key <= self.writer for n in self.names)
        one = len(page.event_days) == 1
        days = any(start <= d.start < end and not (one and d.day in (None, *page.event_days)) for d in page.days)
        pronouns = page.voc.words["pronoun_he"] | page.voc.words["pronoun_she"] | page.voc.words["pronoun_they"]
        others = others or page.has("relation", start, end) or any(t.fold in pronouns for t in page.tokens[start:end])
        return sessions or hours or days or rounds or (others and (mark.cls != "quits" or self._of_kin(clause, mark)))

    def _of_kin(self, clause: Clause, mark: Mark) -> bool:
        """ "My sister can't make it": whether somebody told by a tie does it, and not the writer with him."""
        page, words = self.page, self.page.voc.words
        tie = next(page.within("relation", clause.start, mark.start), None)
        mine = words["me_subject"] | words["me"] | words["we_here"] | words["and"]
        return tie is not None and mine.isdisjoint(t.fold for t in page.tokens[clause.start : mark.end])

    def _all_confirmed(self, clause: Clause) -> bool:
        """Whether the sentence names all that was confirmed, and keeps nothing of it."""
        start, end = self.page.sentences[clause.sentence]
        named = {s for m in self.found.mentions if start <= m.start < end for s in m.sessions}
        kept = any(self.page.has(cls, start, end) for cls in ("yes_then", "still", "keeps"))
        return bool(self.confirmed) and self.confirmed <= named and not kept

    def supposed(self, mention: Mention) -> bool:
        """Whether the sentence only says who would come, if."""
        start, end = self.page.sentences[self.page.sentence_of(mention.start)]
        return self.page.has("hypothetical", start, end)

    def denied(self, mention: Mention) -> bool:
        """Whether the clause of a session mention has a 'not'."""
        clause = self.page.clauses[self.page.clause_of(mention.start)]
        return self.is_asked(mention.start) or self.page.has("negation", clause.start, clause.end)

    def facts(self) -> int:
        """Rounds, totals, places and people's names told outside of questions."""
        page = self.page
        told = [r.start for r in self.found.rounds] + [n.start for n in self.names if not n.key <= self.writer]
        told += [m.start for cls in ("total", "places", "alone", "one_place") for m in page.marks.get(cls, ())]
        return sum(not self.is_asked(place) for place in told)

    def _clause(self, mark: Mark) -> Clause:
        return self.page.clauses[self.page.clause_of(mark.start)]


def negated(page: Page, place: int) -> bool:
    """Whether a 'not' stands right before, or a 'nobody' a few words before."""
    before = range(max(page.clauses[page.clause_of(place)].start, place - 5), place)
    words, folds = page.voc.words, [page.tokens[n].fold for n in before]
    return not words["not"].isdisjoint(folds[-2:]) or not words["nobody"].isdisjoint(folds)
