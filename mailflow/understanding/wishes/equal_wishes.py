"""What one owner wants of a set of equals: what is excluded taken out, what is named first put first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.understanding.sessions.equals import LEVEL
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.wish import Wish

ASKING = ("self", "we", "book", "request", "question_request", "wished", "decided")
BEHIND = ("alternative", "fallback_first", "full", "rank_after")
NEAR = 5  # tokens behind the levelling words in which an 'also' belongs to them
SAYS_MORE = 3  # words beside a session that only tell of it


@dataclass(frozen=True, slots=True)
class Equals:
    """`named`: the wishes for what is named, `out`: what is left out, `sessions`: all that are the same."""

    named: list[Wish]
    out: frozenset[str]
    sessions: Sequence[str]

    def behind(self, first: tuple[str, ...], whole: Sequence[str]) -> tuple[str, ...]:
        """The choice: `first`, and behind it the equals; none where all of the round is the same."""
        left = tuple(s for s in self.sessions if s not in self.out and s not in first)
        return first if not first and len(left) == len(whole) else (*first, *left)


def equals_of(page: Page, mine: Sequence[Wish], theirs: Sequence[Wish]) -> Equals | None:
    """The equals among the wishes of one owner for one round; None where none are told, or something else is asked."""
    equal = [w for w in mine if w.equal]
    if not equal:
        return None
    place = equal[0].place
    named = [w for w in mine if not w.equal]
    out = {w.session for w in named if not w.positive}
    before = [w for w in named if w.positive and w.session not in out and w.place < place]
    other = page.at("any_other", place) is not None
    if other and not before:  # 'T1 for me, either of the other two for Tom'
        near = page.sentence_of(place) - 1
        out |= {w.session for w in theirs if w.place < place and page.sentence_of(w.place) >= near and not w.equal}
    if before and not _comes_behind(page, before[-1].place, place):
        if not other:
            return None  # 'la A … per il resto va bene tutto'
        spoken = [w for w in before if _only_spoken_of(page, w)]
        out |= {w.session for w in spoken}
        named = [w for w in named if w not in spoken]
    return Equals(named, frozenset(out), list(dict.fromkeys(w.session for w in equal)))


def _comes_behind(page: Page, before: int, place: int) -> bool:
    """'A, or failing that any other', 'any other is fine too': the equals are the second best."""
    words = page.voc.words
    start, end = page.sentences[page.sentence_of(place)]
    since = max(before + 1, start)
    behind = next(m.end for cls in LEVEL if (m := page.at(cls, place)))
    near = min(end, behind + NEAR)
    told = page.has_any(BEHIND, since, place) or page.has_any(BEHIND, behind, near)
    joined = any(t.fold in words["level_behind"] for t in page.tokens[since:place])
    return told or joined or any(t.fold in words["level_too"] for t in page.tokens[place:near])


def _only_spoken_of(page: Page, wish: Wish) -> bool:
    """'Di logistica mi occupo tutti i giorni', 'I've heard enough of hydrogen': what any other is other than."""
    clause = page.clauses[page.clause_of(wish.place)]
    start, _ = page.sentences[clause.sentence]
    if page.has_any(ASKING, start, clause.end):
        return False
    said = [t for t in page.tokens[start : clause.end] if t.fold not in page.voc.words["stop"] and t.fold.isalpha()]
    return wish.remark or wish.told_of or len(said) >= SAYS_MORE
