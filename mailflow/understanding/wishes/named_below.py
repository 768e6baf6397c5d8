"""Who is named below a session that heads his line or list."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.breaths import Chain
from mailflow.understanding.wishes.whom import UNKNOWN, meant_by

COLONS = frozenset(":=→")
ROW = 3  # tokens of a row before its name: a dash, a number


def named_below(
    page: Page, cast: Cast, start: int, end: int, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[int, ...]:
    """'B: Anna Rossi, Luca Bianchi', '10:00 boat: …': who is named behind the colon of a session's own line."""
    last = mentions[-1]
    marks = COLONS | page.voc.words["dash"] if mentions[0].start - start <= 1 else COLONS  # 'ore 7.30 - Ugo Sala'
    colon = next((n for n in range(last.end, min(end, last.end + 3)) if page.tokens[n].text in marks), None)
    if colon is None or mentions[0].start - start > 3 or any(c.start < colon for c in chains):
        return ()
    named = [r for c in chains for r in c.refs if r.kind in ("name", "i", "me", "relation", "us")]
    return tuple(sorted({p for r in named for p in meant_by(cast, r)} - {UNKNOWN}))


def listed_below(page: Page, cast: Cast, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """'Energy:' and, in the rows below it, those who go there."""
    last = mentions[-1]
    beyond = page.tokens[last.end : last.end + 2]
    opens = mentions[0].start - page.sentences[page.sentence_of(last.start)][0] <= 1
    if not opens or len(beyond) < 2 or beyond[0].text != ":" or beyond[1].kind is not Kind.LINE:
        return ()
    found: list[int] = []
    for start, end in page.sentences[page.sentence_of(last.start) + 1 :]:
        row = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "i", "me")]
        blank = page.tokens[start - 1].kind is Kind.LINE and page.tokens[start - 2].kind is Kind.LINE
        if not row or row[0].start - start > ROW or (found and blank):
            break
        found += [p for r in row for p in meant_by(cast, r)]
    return tuple(sorted(set(found)))
