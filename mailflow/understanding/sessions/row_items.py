"""Where a row of sessions has an item that names none: 'eruzioni, robot e stelle' beside robots that are a session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.cues import Cue
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

ITEM = 5  # tokens of an item at most
REST = 3  # tokens of its neighbour that are no session's
LEADS = ("self", "we", "book", "request", "question_request", "wished", "enrolling", "topic_cue")  # before the first
ASKED = ("book", "place_word", "places", "request", "self")  # said before a colon behind which sessions stand
SUBJECTS = ("title", "alias", "word", "topic", "notion")
Item = tuple[int, int]


def row_items(page: Page, found: Found, refs: Sequence[Ref], left: frozenset[str]) -> Iterator[Cue]:
    """Short items beside one that is a session, in which nobody, no number and no verb stands, for a round that is
    still open."""
    persons = {n for r in refs for n in range(r.start, r.end)}
    for start, end in page.sentences:
        inside = [m for m in found.mentions if start <= m.start < end]
        asked = page.has_any(ASKED, start, end)
        items = _items(page, start, end) if inside or asked else []
        named = [_is_named(inside, item) for item in items]
        for n, item in enumerate(items):
            heads = page.tokens[item[1] : item[1] + 1]  # 'Anna, ceramista: vorrei green energy' tells of Anna
            ahead = n + 1 < len(items) and named[n + 1] and not (heads and heads[0].text == ":")
            beside = (n > 0 and named[n - 1]) or ahead
            beside = beside or (asked and item[0] > start and page.tokens[item[0] - 1].text == ":")  # 'un posto: lane'
            if beside and _is_plain(page, inside, persons, item):
                yield Cue(*item, left, 0, alone=True)


def _items(page: Page, start: int, end: int) -> list[Item]:
    """What stands between commas, pluses, colons and joining words, and behind words that ask."""
    words = page.voc.words
    joints = words["and"] | words["then_word"]
    asked = {m.end for cls in LEADS for m in page.within(cls, start, end)}
    items: list[Item] = []
    begin = start
    for n in range(start, end + 1):
        over = n == end or page.tokens[n].kind in (Kind.MARK, Kind.LINE) or page.tokens[n].fold in joints
        if over or n in asked:
            items += [(begin, n)] if begin < n and over else []
            begin = n + over
    return [item for item in items if item[0] >= min(asked, default=start)]


def _is_named(mentions: Sequence[Mention], item: Item) -> bool:
    """Whether the item is a session told by its subject, and little more; not 'terza partenza, gruppo alpini'."""
    inside = (m for m in mentions if item[0] <= m.start < item[1] and len(m.sessions) == 1)
    told = next((m for m in inside if m.how in SUBJECTS), None)
    return told is not None and item[1] - item[0] - (told.end - told.start) <= REST


def _is_plain(page: Page, mentions: Sequence[Mention], persons: set[int], item: Item) -> bool:
    span = range(*item)
    if len(span) > ITEM or not persons.isdisjoint(span) or not page.dated.isdisjoint(span):
        return False
    if any(item[0] <= m.start < item[1] for m in mentions) or any(page.numbers[n] is not None for n in span):
        return False
    return not any(page.tokens[n].fold in page.voc.words["auxiliary"] for n in span)
