"""Words of staying away that give no place up: 'Ugo is ill but will come', 'Ugo non viene in macchina con noi', 'Ugo is
away this week', 'take Ugo off the mailing list'."""

from __future__ import annotations

from collections.abc import Collection

from mailflow.understanding.changes.gone import GONE
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

OTHERS = ("name", "relation", "me", "i", "us", "others", "they", "these")
NEAR = 5  # tokens from 'cancel' to the thing
ELSEWISE = ("some_way", "for_now", "another_time", "undecided_choice")


def may_still_come(page: Page, cast: Cast, clause: Clause, on_the_day: Collection[str]) -> bool:
    """Whether it is of a thing, a way to come, a help or another time, or a 'but' behind says that he comes.
    `on_the_day`: words for the day of the event, as our reminder has them: 'Tomorrow'."""
    ends = [m.end for m in page.of(*GONE) if clause.start <= m.start < clause.end]
    thing = any(of_a_thing(page, end) for end in ends)
    return (
        thing
        or _only_helps(page, clause)
        or any(not _of_the_day(page, m, on_the_day) for c in ELSEWISE for m in page.within(c, clause.start, clause.end))
        or _comes_all_the_same(page, cast, clause)
    )


def _of_the_day(page: Page, mark: Mark, on_the_day: Collection[str]) -> bool:
    return all(t.fold in on_the_day for t in page.tokens[mark.start : mark.end])


def _only_helps(page: Page, clause: Clause) -> bool:
    """'Tom will drive us', 'Tom gets seasick': of who is booked it tells no more."""
    away = [m for cls in GONE for m in page.within(cls, clause.start, clause.end)]
    helps = list(page.within("lends_a_hand", clause.start, clause.end))
    return bool(helps) and all(any(h.start < m.end and m.start < h.end for h in helps) for m in away)


def of_a_thing(page: Page, place: int) -> bool:
    """Whether what is given up there is a meal, a mail or the like: 'rinuncio al pranzo', "remove Ugo's email"."""
    clause = page.clauses[page.clause_of(place - 1)]
    words = page.voc.words
    behind = [token.fold for token in page.tokens[place : min(clause.end, place + NEAR)]]
    if any(word in words["place_noun"] | words["place_of"] for word in behind):
        return False
    at = next((n for n, word in enumerate(behind) if word in words["thing_aside"]), None)
    return at is not None and not any(word in words["by_means"] for word in behind[max(0, at - 2) : at])


def _comes_all_the_same(page: Page, cast: Cast, clause: Clause) -> bool:
    behind = page.clauses[page.clause_of(clause.start) + 1 :]
    for other in (c for c in behind if c.sentence == clause.sentence):
        told = any(r.kind in OTHERS and other.start <= r.start < other.end for r in cast.refs)
        first = page.tokens[other.start].fold
        if told or first not in page.voc.words["but_word"]:
            return False
        coming = page.voc.words["comes_word"] | page.voc.words["all_the_same"]
        if any(token.fold in coming for token in page.tokens[other.start : other.end]):
            return not page.has("negation", other.start, other.end)
    return False
