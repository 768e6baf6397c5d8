"""Who would have come, and does not: 'my wife fancied the candles but it's our granddaughter's christening', 'mia
cognata voleva venire, ma ha il nipotino'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.text.page import Page

COMING = ("they", "we", "self", "book", "remains", "request")  # 'but she comes all the same'
OTHERS = ("full", "praised", "correction")  # it is the session that fails, or the mail that is put right
MYSELF = ("self", "alone", "me")  # '…, so just me for the swarms'
SOON = 4  # clauses behind in which another session may be taken instead


def wished_in_vain(page: Page, wishes: frozenset[int]) -> Iterator[int]:
    """The numbers of the clauses that tell what somebody else once wished; behind each stands why it comes to nothing.
    `wishes`: tokens of sessions."""
    wished = {page.clause_of(m.start) for m in page.of("wished_once") if not _own(page, m.start)}
    if not wished:
        return
    told = {page.clause_of(n) for n in wishes}
    no_reason = told | {page.clause_of(m.start) for m in page.of(*COMING, *OTHERS)}
    mine = {page.clause_of(m.start) for m in page.of(*MYSELF)}
    contrast = page.voc.words["contrast"]
    for n in sorted(wished):
        same = [m for m in range(n + 1, n + 1 + SOON) if m < len(page.clauses)]
        same = [m for m in same if page.clauses[m].sentence == page.clauses[n].sentence]
        reason = bool(same) and page.clauses[same[0]].opener in contrast and same[0] not in no_reason
        then = next((m for m in same if m in told or m in mine), None)  # of whom it goes on
        if reason and (then is None or then in mine):
            yield n


def _own(page: Page, place: int) -> bool:
    """Whether the writer stands before the wish, alone or with others: 'Ann and I fancied the candles'."""
    own = page.voc.words["me_subject"] | page.voc.words["we_here"]
    start = page.clauses[page.clause_of(place)].start
    return any(t.fold.strip("'’") in own for t in page.tokens[max(start, place - 4) : place])
