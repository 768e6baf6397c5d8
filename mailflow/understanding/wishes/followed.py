"""Second best is where somebody else goes: 'if that's full I'll join Tom', 'se non c'è posto seguo lei'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL, meant_by
from mailflow.understanding.wishes.wish import Wish

NEAR = 4  # tokens behind the words to who is followed
SINGLE = ("name", "he", "relation")
WHOSE = ("name", "he", "relation", "i", "me")


def follow_if_full(
    page: Page, cast: Cast, found: Found, at: Index, wishes: Sequence[Wish], chosen: Chosen
) -> frozenset[int]:
    """Let who says so come to what the other has, behind what he wants; gives the tokens that said it."""
    said: set[int] = set()
    for mark in page.marks.get("goes_after", ()) if "full" in page.marks or "alternative" in page.marks else ():
        start, end = page.sentences[page.sentence_of(mark.start)]
        if not _if_full(page, start, mark.start):
            continue
        behind = [r for r in cast.refs if mark.end <= r.start < min(mark.end + NEAR, end) and r.kind in SINGLE]
        whom = meant_by(cast, behind[0])[0] if behind else ALL
        owner = _who(page, cast, mark, whom)
        round_ = _round_in_question(found, at, wishes, owner, start, mark.start)
        mine, theirs = chosen.by.get(owner, {}), chosen.by.get(whom, chosen.by.get(ALL, {}))
        if whom < 0 or owner == whom or round_ not in mine or not theirs.get(round_):
            continue
        mine[round_] = tuple(dict.fromkeys((*mine[round_], *theirs[round_])))
        chosen.doubts = [d for d in chosen.doubts if d.round != round_ or d.options]  # 'which is the other'
        said |= set(range(mark.start, behind[0].end))
    return frozenset(said)


def _if_full(page: Page, start: int, end: int) -> bool:
    """Whether what stands before says that there may be no place."""
    iffy = any(t.fold in page.voc.words["conditional"] for t in page.tokens[start:end])
    return page.has("alternative", start, end) or (iffy and page.has("full", start, end))


def _who(page: Page, cast: Cast, mark: Mark, whom: int) -> int:
    """Who follows: whoever stands before the words in their clause, else the writer."""
    clause = page.clauses[page.clause_of(mark.start)]
    told = [r for r in cast.refs if clause.start <= r.start < mark.start and r.kind in WHOSE]
    people = [p for r in told for p in meant_by(cast, r) if p != whom]
    return people[-1] if people else 0


def _round_in_question(found: Found, at: Index, wishes: Sequence[Wish], owner: int, start: int, end: int) -> str:
    """The round of the session that may be full: named in the sentence, or else wanted last."""
    here = [at.round_of[m.sessions[0]] for m in found.mentions if start <= m.start < end and len(m.sessions) == 1]
    mine = [w.round for w in wishes if w.place < end and w.owner in (owner, ALL) and w.positive]
    return (here or mine or [""])[-1]
