"""A size told anew: 'Siamo in quattro. Anzi no, Lia ha la febbre: tre.', 'Five of us. Hang on, Dad won't. 4 then.'"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NEAR = 2  # sentences from the words of correction to the number
APART = 3  # places by which the two numbers differ at most; what differs more counts something else


def recounted(page: Page, blocked: frozenset[int], said: Sequence[Stated]) -> Iterator[Stated]:
    """The numbers that stand alone behind another one and words of correction, and were not told yet."""
    told = sorted(_told(page, said))
    turns = [m for m in page.marks.get("correction", ()) if any(end <= m.start for end, _ in told)]
    for n in range(turns[0].end, len(page.tokens)) if turns else ():
        value = page.numbers[n]
        if value is None or not 0 < value <= MOST or n in page.dated or n in blocked or not _alone(page, n):
            continue
        before = [size for end, size in told if end <= n]
        turned = [m for m in turns if m.end <= n and page.sentence_of(n) - page.sentence_of(m.start) <= NEAR]
        known = any(s.start <= n < s.end for s in said)
        if turned and before and not known and 0 < abs(value - before[-1]) <= APART:
            yield Stated(value, n, n + 1)


def _told(page: Page, said: Sequence[Stated]) -> Iterator[tuple[int, int]]:
    """Where each number told ends, and what it is; places that are shared out ('2 for Ada and Leo') with them."""
    yield from ((s.end, s.value) for s in said)
    yield from ((m.end, m.numbers[-1]) for m in page.marks.get("places", ()) if m.numbers)


def _alone(page: Page, n: int) -> bool:
    """': due.', '4 then.', 'so just 1 then, me': nothing is counted by the number, and nothing stands before it."""
    words, tokens = page.voc.words, page.tokens
    start, _ = page.sentences[page.sentence_of(n)]
    lead = n
    while lead > start and tokens[lead - 1].fold in words["opening"] | words["in_that_case"]:
        lead -= 1
    so = any(t.fold in words["in_that_case"] for t in tokens[lead:n])
    opens = so or lead == start or tokens[lead - 1].text in ":," or tokens[lead - 1].kind is Kind.LINE
    behind = n + 1
    while behind < len(tokens) and tokens[behind].fold in words["in_that_case"] | words["closing_word"]:
        behind += 1
    closes = behind >= len(tokens) or tokens[behind].text in ".!?;," or tokens[behind].kind is Kind.LINE
    told = lead < n or behind > n + 1 or lead == start or tokens[lead - 1].text == ":"
    return opens and closes and told
