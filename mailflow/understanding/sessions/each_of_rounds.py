"""A place told once of several rounds that are named in a row: 'sia nel primo che nel secondo turno l'ultimo gruppo',
'the middle one, in the morning as well as in the afternoon'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mailflow.understanding.sessions.frames import Frame
from mailflow.understanding.sessions.places import Place
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

BESIDE = 6  # tokens between a place and a round, or two rounds, that only join them
Row = tuple[str, ...]


def in_each_of(page: Page, at: Index, groups: Sequence[Frame], place: Place) -> Row:
    """One session of each round of a row right behind the place, or right before it; none where there is no such row,
    or where more is said of those rounds."""
    words = page.voc.words
    leads = words["of_round"] | words["into"]
    ours = [g for g in groups if not g.rank or page.tokens[g.start - 1].fold in leads]
    behind = _row(page, place, (g for g in ours if g.start >= place.end))
    before = _row(page, place, (g for g in reversed(ours) if g.end <= place.start))
    for row, alone in ((behind, _closes(page, behind)), (before[::-1], _opens(page, before[::-1]))):
        told = [place.among(group.sessions) for group in row]
        rounds = {at.round_of[s] for sessions in told for s in sessions}
        if len(row) > 1 and len(rounds) == len(row) and all(len(one) == 1 for one in told):
            begin, end = min(row[0].start - 1, place.end), max(row[-1].end, place.start)
            if alone or any(t.fold in words["correlative"] for t in page.tokens[begin:end]):
                return tuple(s for sessions in told for s in sessions)
    return ()


def _row(page: Page, place: Place, groups: Iterable[Frame]) -> list[Frame]:
    """Those that follow one another from the place on, with nothing but joining words between them."""
    words = page.voc.words
    joints = words["and"] | words["correlative"] | words["correlative_joint"] | {","}
    small = words["article"] | words["preposition"] | words["of_round"] | words["round_lead"] | joints | {":"}
    small -= frozenset(page.voc.ordinals)
    row: list[Frame] = []
    for group in groups:
        last = row[-1] if row else place
        start, end = (last.end, group.start) if group.start >= last.end else (group.end, last.start)
        between = [t.fold for t in page.tokens[start:end]]
        if len(between) > BESIDE or not small.issuperset(between) or (row and joints.isdisjoint(between)):
            break
        row.append(group)
    return row


def _closes(page: Page, row: Sequence[Frame]) -> bool:
    """Whether no more is said of the rounds behind them: not 'il primo la mattina, e la sera il delitto'."""
    end = row[-1].end if row else len(page.tokens)
    after = page.tokens[end].text if end < len(page.tokens) else "."
    ranked = any(t.fold in page.voc.ordinals for t in page.tokens[end + 1 : end + 3])  # '…, l'ultimo la sera'
    return after in ".;!?" or (after == "," and ranked)


def _opens(page: Page, row: Sequence[Frame]) -> bool:
    """Whether the row opens a sentence or follows a mark: 'A la mattina e il pomeriggio il primo' are two wishes."""
    begin = row[0].start if row else 0
    words, (first, _) = page.voc.words, page.sentences[page.sentence_of(begin)]
    small = words["article"] | words["round_lead"] | words["preposition"]
    while begin > first and page.tokens[begin - 1].fold in small:
        begin -= 1
    return begin == first or page.tokens[begin - 1].kind is not Kind.WORD
