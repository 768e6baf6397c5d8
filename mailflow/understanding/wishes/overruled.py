"""Sessions thought better of: 'I was going to put A, but then I read on, so B', 'avevo segnato la A, volevo la B'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.whom import ALL, UNKNOWN
from mailflow.understanding.wishes.wish import Wish

SMALL = ("article", "preposition", "session_head", "from", "of", "hour_lead", "not", "no_after")
NEAR = 9  # tokens from the words of what was meant once to the session
BEHIND = 3  # tokens from where a session's words begin to what is said of it
AFTER = 8  # tokens from where its words begin to those that settle on it
FAR = 2  # sentences from it to the one that is taken instead


def overruled(page: Page, found: Found, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes, of which those are mere remarks that the writer or somebody had and gave up for a later one."""
    wishes = _of_another_round(page, found, _refused_together(page, found, wishes))
    wishes = _refused_by_one(page, _put_right_again(_outvoted(page, wishes)))
    if "inclined" not in page.marks and "inclined_after" not in page.marks:
        return [*wishes]
    given_up = {
        (w.owner, again.place)
        for w in wishes
        if w.positive and _inclined(page, w) and (later := _another(page, w, wishes)) is not None
        for again in wishes
        if again.session == w.session and w.place <= again.place < later.place
    }
    given_up |= {
        (w.owner, w.place) for w in wishes if w.positive and _inclined(page, w) and _told_before(page, w, wishes)
    }
    return [replace(w, remark=True) if (w.owner, w.place) in given_up else w for w in wishes]


def _refused_together(page: Page, found: Found, wishes: Sequence[Wish]) -> Sequence[Wish]:
    """'2 e 4 (non 2 e 5)': what is wanted with something else is no less wanted for not being so with another."""
    denied = [w for w in wishes if not w.positive]
    ends = {m.start: m.end for m in found.mentions}
    lost: set[int] = set()
    for no, other in pairwise(denied):
        begin, _ = page.sentences[page.sentence_of(no.place)]
        before = {w.session for w in wishes if w.positive and begin <= w.place < no.place}
        between = page.tokens[ends[no.place] : other.place]
        joined = bool(between) and all(t.fold in page.voc.words["and"] for t in between)
        if joined and no.session in before and other.session not in before:
            lost.add(no.place)
    return [w for w in wishes if w.place not in lost] if lost else wishes


def _outvoted(page: Page, wishes: Sequence[Wish]) -> list[Wish]:
    """'three for the green, four for the blue: so the blue it is': one that was named with others is the outcome."""
    words = page.voc.words
    heads = words["therefore"] | words["in_that_case"] - words["then_word"]
    lost: set[tuple[int, int]] = set()
    kept: set[int] = set()
    for wish in wishes:
        clause = page.clauses[page.clause_of(wish.place)]
        told = page.tokens[clause.start].fold in heads or page.has("decided", clause.start, wish.place)
        after = _decided_after(page, wish)
        if not (wish.positive and (told or after)):
            continue
        since = wish.place if after else clause.start
        before = [w for w in wishes if w.positive and w.round == wish.round and w.place < since]
        whose = (wish.owner, ALL, UNKNOWN)
        others = {(w.owner, w.place) for w in before if w.session != wish.session and w.owner in whose}
        again = any(w.session == wish.session for w in before)
        if others and again and not any(w.ordered or w.last or w.first for w in before):
            lost |= others
            kept.add(wish.place)
    return [
        replace(w, remark=w.place not in kept) if (w.owner, w.place) in lost or w.place in kept else w for w in wishes
    ]


def _decided_after(page: Page, wish: Wish) -> bool:
    """'e cucina sia', 'so the blue it is', 'it's the B after all'."""
    near = page.within("decided_after", wish.place + 1, wish.place + AFTER)
    return any(all(n in page.titles for n in range(wish.place + 1, m.start)) for m in near)


def _put_right_again(wishes: Sequence[Wish]) -> list[Wish]:
    """'the 11.30. No, Maud says the 13.00. The 13.00, then.': told again, what was put right is still put right."""
    told: list[Wish] = []
    for wish in wishes:
        before = next((w for w in reversed(told) if w.positive and w.round == wish.round), None)
        again = before is not None and before.replaces and before.session == wish.session
        told.append(replace(wish, replaces=True) if again and wish.positive else wish)
    return told


def _refused_by_one(page: Page, wishes: Sequence[Wish]) -> list[Wish]:
    """'C2 for us both. Oh, she says not C2: C1 for the pair of us': one does not want it, all have another."""
    lost: set[int] = set()
    for no in (w for w in wishes if not w.positive and w.owner not in (ALL, UNKNOWN)):
        ours = [w for w in wishes if w.positive and w.round == no.round and _of_several(wishes, w, no.owner)]
        before = [w for w in ours if w.session == no.session and w.place < no.place]
        later = next((w for w in wishes if w.place > no.place and w.positive and w.round == no.round), None)
        if not before or later is None or later.session == no.session or later.ordered:
            continue
        if page.sentence_of(later.place) - page.sentence_of(no.place) <= FAR and any(
            w.place == later.place for w in ours
        ):
            lost |= {no.place, *(w.place for w in before)}
    return [w for w in wishes if w.place not in lost]


def _of_several(wishes: Sequence[Wish], wish: Wish, one: int) -> bool:
    """Whether it is told of all, or of `one` and others."""
    owners = {w.owner for w in wishes if w.place == wish.place}
    return ALL in owners or (one in owners and len(owners) > 1)


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


def _told_before(page: Page, wish: Wish, wishes: Sequence[Wish]) -> bool:
    """'Afternoon: W2 … would have ticked W3, but I'm untrainable': another was told, and it stays."""
    _, end = page.sentences[page.sentence_of(wish.place)]
    others = [w for w in wishes if w.positive and w.round == wish.round and w.session != wish.session]
    if (
        wish.replaces
        or not others
        or any(w.place > wish.place or w.ordered or w.first or w.last or w.remark for w in others)
    ):
        return False
    but = next((m.start for m in page.within("but", wish.place, end)), None)
    iffy = page.voc.words["conditional"] | page.voc.words["level_too"]
    return but is not None and not any(t.fold in iffy for t in page.tokens[wish.place : end])


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
