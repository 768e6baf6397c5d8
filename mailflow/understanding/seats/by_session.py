"""Places counted session by session: 'due posti sabato alle 10 e uno domenica', 'two on T1 and three on T2'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

NEAR = 6  # tokens from a number to its session


def by_session(page: Page, mentions: Sequence[Mention], round_of: Mapping[str, str]) -> list[Stated]:
    """The sum of the places told each right before another session of one round; nothing where they are not."""
    if not page.marks.get("places") or len(mentions) < 2:
        return []
    row: list[tuple[Stated, Mention]] = []
    for said, mention in _counted(page, mentions):
        if row and not _goes_on(page, row[-1], said, mention, round_of):
            if len(row) > 1:
                break
            row = []
        if row or page.has("places", said.start, mention.start):
            row.append((said, mention))
    return [Stated(sum(s.value for s, _ in row), row[0][0].start, row[-1][0].end)] if len(row) > 1 else []


def _counted(page: Page, mentions: Sequence[Mention]) -> Iterator[tuple[Stated, Mention]]:
    """The sessions with a number of places right before them."""
    inside = {n for m in mentions for n in range(m.start, m.end)}
    small = page.voc.words["preposition"] | page.voc.words["article"] | page.voc.words["for"]
    nouns = {n for m in page.marks.get("places", ()) for n in range(m.start, m.end) if page.numbers[n] is None}
    for mention in mentions:
        at = mention.start - 1
        while mention.start - at <= NEAR and (at in page.dated | nouns or page.tokens[at].fold in small):
            at -= 1
        value = page.numbers[at] if at >= 0 and at not in inside | page.dated else None
        if value is not None and 0 < value <= MOST and len(mention.sessions) == 1:
            yield Stated(value, at, at + 1), mention


def _goes_on(
    page: Page, last: tuple[Stated, Mention], said: Stated, mention: Mention, round_of: Mapping[str, str]
) -> bool:
    """Whether a number follows right behind the session of the one before, and its own is another of that round."""
    before = last[1]
    one, other = before.sessions[0], mention.sessions[0]
    joints = page.voc.words["and"] | {",", ";"}
    between = page.tokens[before.end : said.start]
    joined = len(between) <= 2 and all(t.fold in joints or t.text in joints or t.kind is Kind.LINE for t in between)
    return joined and one != other and round_of[one] == round_of[other]
