"""A size that stands alone at the end of a count: 'Four, then.', '…, tre figlie e due fidanzati: sette.'"""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.seats.recounted import recounted
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def settled_at_last(page: Page, cast: Cast | None, blocked: frozenset[int], said: list[Stated]) -> list[Stated]:
    """With a number that stands alone at the end of a count: 'Four, then.', '…, tre figlie e due fidanzati: sette.'"""
    if cast is None:
        return said
    if len(cast.refs) < 2 or all((number or 0) < 2 for number in page.numbers):
        return sorted([*said, *recounted(page, blocked, said)], key=lambda s: s.start)
    words = page.voc.words
    alone: list[Stated] = []
    dates = {page.numbers[n] for n in page.dated}  # 'le dieci … scrivi dieci, mamma. Dieci.'
    small = words["opening"] | words["after_total"] | words["stop"] | words["then_word"] | words["closing_word"]
    for start, end in page.sentences:
        places = [n for n in range(start, end) if page.tokens[n].kind in (Kind.WORD, Kind.NUMBER)]
        if not places:
            continue
        last = places[-1]
        by_itself = len(places) <= 3 and [n for n in places if page.tokens[n].fold not in small]
        if by_itself and len(by_itself) == 1 and start > cast.refs[1].start:
            last = by_itself[0]
        elif page.tokens[last - 1].text != ":" or not (alone or sum(start <= r.start < last for r in cast.refs) > 1):
            continue
        value = page.numbers[last] if page.tokens[last].kind is Kind.WORD else None
        if (
            value is None
            or value < 2
            or value in dates
            or last in page.dated | blocked
            or any(s.start <= last < s.end for s in said)
        ):
            continue
        alone.append(Stated(value, last, last + 1))
    alone += [s for s in _concluded(page, blocked) if not any(t.start <= s.start < t.end for t in (*said, *alone))]
    alone += recounted(page, blocked, sorted([*said, *alone], key=lambda s: s.start))
    return sorted([*said, *alone], key=lambda s: s.start) if alone else said


def _concluded(page: Page, blocked: frozenset[int]) -> Iterator[Stated]:
    """'…, no aspetta, papà lavora, quindi due.', '… per tre, quindi.': a number alone beside words that conclude."""
    tokens, lead = page.tokens, page.voc.words["opening"] | page.voc.words["for"]
    for mark in page.marks.get("concluding", ()):
        behind = mark.end + any(t.text == "," for t in tokens[mark.end : mark.end + 1])
        behind += any(t.fold in lead for t in tokens[behind : behind + 1])
        ahead = mark.start - 2 if mark.start > 1 and tokens[mark.start - 1].text == "," else -1
        for n, end in ((behind, behind + 1), (ahead, mark.end)):
            value = page.numbers[n] if 0 <= n < len(tokens) and tokens[n].kind is Kind.WORD else None
            closed = end >= len(tokens) or tokens[end].text in ".!?;\n" or tokens[end].kind is Kind.LINE
            if value is not None and 1 < value <= MOST and closed and n not in page.dated | blocked:
                yield Stated(value, n, end)
