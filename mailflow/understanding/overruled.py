"""Sessions thought better of: 'I was going to put A, but then I read on, so B', 'avevo segnato la A, volevo la B'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mailflow.understanding.found import Found
from mailflow.understanding.page import Page
from mailflow.understanding.tokens import Kind
from mailflow.understanding.whom import ALL, UNKNOWN

if TYPE_CHECKING:
    from mailflow.understanding.wishes import Wish

SMALL = ("article", "preposition", "session_head", "from", "of", "hour_lead", "not", "no_after")
NEAR = 9  # tokens from the words of what was meant once to the session
BEHIND = 3  # tokens from where a session's words begin to what is said of it
FAR = 2  # sentences from it to the one that is taken instead


def overruled(page: Page, found: Found, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes, of which those are mere remarks that the writer or somebody had and gave up for a later one."""
    wishes = _of_another_round(page, found, wishes)
    wishes = _outvoted(page, wishes)
    if "inclined" not in page.marks and "inclined_after" not in page.marks:
        return [*wishes]
    given_up = {
        (w.owner, again.place)
        for w in wishes
        if w.positive and _inclined(page, w) and (later := _another(page, w, wishes)) is not None
        for again in wishes
        if again.session == w.session and w.place <= again.place < later.place
    }
    return [replace(w, remark=True) if (w.owner, w.place) in given_up else w for w in wishes]


def _outvoted(page: Page, wishes: Sequence[Wish]) -> list[Wish]:
    """'three for the green, four for the blue: so the blue it is': one that was named with others is the outcome."""
    words = page.voc.words
    heads = words["therefore"] | words["in_that_case"] - words["then_word"]
    lost: set[tuple[int, int]] = set()
    kept: set[int] = set()
    for wish in wishes:
        clause = page.clauses[page.clause_of(wish.place)]
        told = page.tokens[clause.start].fold in heads or page.has("decided", clause.start, wish.place)
        if not (wish.positive and told):
            continue
        before = [w for w in wishes if w.positive and w.round == wish.round and w.place < clause.start]
        whose = (wish.owner, ALL, UNKNOWN)
        others = {(w.owner, w.place) for w in before if w.session != wish.session and w.owner in whose}
        again = any(w.session == wish.session for w in before)
        if others and again and not any(w.ordered or w.last or w.first for w in before):
            lost |= others
            kept.add(wish.place)
    return [
        replace(w, remark=w.place not in kept) if (w.owner, w.place) in lost or w.place in kept else w for w in wishes
    ]


def _inclined(page: Page, wish: Wish) -> bool:
    """'pensavo al digitale', 'at first I wanted A', 'nel menu ho toccato D': meant once, or put down."""
    start, _ = page.sentences[page.sentence_of(wish.place)]
    near = max(start, wish.place - NEAR)
    told = list(page.within("inclined", near, wish.place))
    if any(m.start - wish.place <= BEHIND for m in page.within("inclined_after", wish.place, wish.place + NEAR)):
        return True  # 'Spanish would have been nice, but …'
    return bool(told) and not page.has_any(("but", "correction"), told[-1].end, wish.place)


def _another(page: Page, wish: Wish, wishes: Sequence[Wish]) -> Wish | None:
    """The next of its round that is asked for behind it, of the same persons, and as no second best to it."""
    others = (w for w in wishes if w.place > wish.place and w.round == wish.round and w.session != wish.session)
    later = next((w for w in others if w.positive), None)
    if later is None or later.last or later.owner not in (wish.owner, ALL):
        return None
    if page.sentence_of(later.place) - page.sentence_of(wish.place) > FAR:
        return None
    turn = _turn(page, wish.place, later.place)
    words = page.voc.words
    small = words["conditional"] | words["level_too"]
    if turn is None or any(t.fold in small for t in page.tokens[turn : later.place + 1]):
        return None
    return later


def _turn(page: Page, start: int, end: int) -> int | None:
    """Where the thought turns: 'but', 'instead', words of correction or decision, a 'so' at the head of a sentence."""
    turns = [
        m.start for cls in ("but", "correction", "decided", "thinks_again") for m in page.within(cls, start + 1, end)
    ]
    words = page.voc.words
    heads = words["in_that_case"] | words["then_word"] | words["therefore"]
    for begin, _ in page.sentences[page.sentence_of(start) + 1 : page.sentence_of(end) + 1]:
        if page.tokens[begin].fold in heads:
            turns.append(begin)
    return min(turns, default=None)


def _of_another_round(page: Page, found: Found, wishes: Sequence[Wish]) -> Sequence[Wish]:
    """'crystals on Thursday, no wait, Thursday I work: then the bread on Wednesday': without what is put right."""
    for wish in wishes if "takes_back" in page.marks else ():
        before = max((w.place for w in wishes if w.place < wish.place), default=None)
        given_up = [w for w in wishes if w.place == before]
        if not (wish.positive and wish.replaces and given_up) or any(w.round == wish.round for w in given_up):
            continue
        if any(w.round == wish.round and w.place < wish.place for w in wishes):
            continue
        if any(_put_right(page, found, m.end, wish) for m in page.within("takes_back", given_up[0].place, wish.place)):
            wishes = [w for w in wishes if w not in given_up]
    return wishes


def _put_right(page: Page, found: Found, start: int, wish: Wish) -> bool:
    """Whether a correction ending there leads to the session at once, or by a reason and a 'then', 'so', 'instead'."""
    words, clause = page.voc.words, page.clauses[page.clause_of(wish.place)]
    behind = next((m.end for m in found.mentions if m.start == wish.place), wish.place)
    around = page.tokens[start : page.sentences[clause.sentence][1]]
    if any(t.fold in words["level_too"] for t in around):
        return False
    between = page.tokens[start : wish.place]
    if all(t.kind is Kind.MARK or any(t.fold in words[cls] for cls in SMALL) for t in between):
        return True
    concluded = words["in_that_case"] | words["therefore"]
    instead = page.has_any(("alters",), start, wish.place) or page.has_any(("alternative",), behind, behind + 4)
    return instead or page.tokens[clause.start].fold in concluded
