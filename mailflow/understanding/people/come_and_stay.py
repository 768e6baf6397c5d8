"""One clause of those who come and those who stay: 'io e mia figlia veniamo alle 11 mia moglie dorme'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import COMING, STAYING
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page


def told_to_come(page: Page, refs: Sequence[Ref], clause: Clause, ref: Ref) -> bool:
    """Whether words of coming are his, and others stand behind them, of whom alone it is told that they stay."""
    stays = min((m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end)), default=clause.start)
    comes = [m.end for cls in COMING for m in page.within(cls, clause.start, stays)]
    if not comes:
        return False
    inside = [r for r in refs if clause.start <= r.start and r.end <= stays]
    subject = next((chain[0] for chain in reversed(chains(page, inside))), None)
    return subject is not None and ref.start < subject.start and min(comes) <= subject.start
