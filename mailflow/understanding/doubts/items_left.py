"""One of a row of sessions that was not understood: 'sollevamento + casa sicura + notti'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.doubts.round_doubts import settled
from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.tokens import Kind


def items_left(gist: Gist) -> list[Doubt]:
    """The first item between pluses, beside sessions that are chosen, that tells none, where a round has no choice."""
    page, chosen = gist.page, gist.chosen
    if "+" not in page.text or len(settled(chosen)) >= len(gist.parts.at.rounds):
        return []
    told = {m.start for mentions in chosen.said.values() for m in mentions}
    for row in _rows(gist):
        if any(start <= n < end for n in told for start, end in row):
            for start, end in row:
                if _tells_something(gist, start, end):
                    return [Doubt("choices", f"which session is meant: “{page.words(start, end)}”")]
    return []


def _rows(gist: Gist) -> Iterator[list[tuple[int, int]]]:
    """The items of each row: what stands between pluses, back to a mark or the sentence's begin, on to the next."""
    page = gist.page
    for start, end in page.sentences:
        row: list[tuple[int, int]] = []
        begun, joined = start, False
        for n in range(start, end + 1):
            over = n == end or page.tokens[n].kind in (Kind.MARK, Kind.LINE)
            if not over:
                continue
            plus = n < end and page.tokens[n].text == "+"
            if (plus or joined) and begun < n:
                row.append((begun, n))
            if not plus and len(row) > 1:
                yield row
            row = row if plus else []
            begun, joined = n + 1, plus


def _tells_something(gist: Gist, start: int, end: int) -> bool:
    """Whether it has a word of its own, and nobody, no session, number or time is told in it."""
    page, common = gist.page, gist.page.voc.common
    known = gist.found.tokens | page.dated | {n for r in gist.cast.refs for n in range(r.start, r.end)}
    if known & set(range(start, end)) or any(page.numbers[n] is not None for n in range(start, end)):
        return False
    words = [page.tokens[n].fold for n in page.content.at if start <= n < end]
    return bool(words) and not any(word in common for word in words)
