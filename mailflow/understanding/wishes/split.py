"""A party that splits in numbers: 'four on T1 and two on T2', 'tre al 6, due all'8': nobody is told who goes where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

SMALL = (
    "preposition",
    "article",
    "session_head",
    "part_goes",
    "of_us_all",
    "not_hours",
    "grown_up",
    "from",
    "plural_article",
)
BETWEEN = 7  # tokens from a number of people to the session they go to


def split_in_numbers(page: Page, found: Found, at: Index) -> frozenset[int]:
    """The mentions, by number, of sessions of one round that parts of the party go to, told by how many they are.

    With those that are no sessions but such a number ('e due al gruppo 2').
    """
    counts = {n: place for n in range(len(found.mentions)) if (place := _count_before(page, found, n)) is not None}
    apart = {n for pair in _beside(page, found, at, [*counts]) for n in pair}
    numbers = {counts[n] for n in apart}
    return frozenset(apart | {n for n, m in enumerate(found.mentions) if m.start in numbers})


def _beside(page: Page, found: Found, at: Index, counted: list[int]) -> Iterator[tuple[int, int]]:
    """Counted sessions of one round in one breath, of which none is the other's second best."""
    for one, two in pairwise(counted):
        first, second = found.mentions[one], found.mentions[two]
        rounds = {at.round_of[m.sessions[0]] for m in (first, second)}
        if len(rounds) > 1 or first.sessions == second.sessions:
            continue
        near = page.sentence_of(second.start) - page.sentence_of(first.start) <= 1
        words = page.voc.words
        ranked = any(t.fold in words["or"] | words["conditional"] for t in page.tokens[first.end : second.start])
        if near and not ranked and not page.has("alternative", first.end, second.start):
            yield one, two


def _count_before(page: Page, found: Found, number: int) -> int | None:
    """Where a number of people stands right before a session: 'five go to', 'altri due sono per', '4 x'."""
    mention = found.mentions[number]
    if len(mention.sessions) > 1:
        return None
    start, _ = page.sentences[page.sentence_of(mention.start)]
    taken = {
        n for m in found.mentions[max(0, number - 2) : number] if not _bare(page, m) for n in range(m.start, m.end)
    }
    for place in range(mention.start - 1, max(start, mention.start - BETWEEN) - 1, -1):
        token = page.tokens[place]
        if place in taken or token.text in ".;:()" or token.kind is Kind.LINE:
            return None
        if page.numbers[place] is not None and place not in page.dated:
            ranked = place == mention.start - 1 and token.kind is Kind.NUMBER  # '1 History, 2 Drama'
            return place if not ranked and _leads_to(page, mention, place) else None
    return None


def _bare(page: Page, mention: Mention) -> bool:
    """Whether a session is told by a number alone, to which no 'gruppo', 'al', 'n.' leads."""
    words, before = page.voc.words, page.tokens[max(0, mention.start - 1)].fold
    led = before in words["session_head"] | words["preposition"] | words["article"]
    return mention.how == "number" and mention.end - mention.start == 1 and not led


def _leads_to(page: Page, mention: Mention, place: int) -> bool:
    """Whether no more than small words, people and going stand between the number and the session."""
    words = page.voc.words
    return all(
        token.text in ("x", "×", "'")
        or token.fold in page.voc.function_words
        or any(token.fold in words[cls] for cls in SMALL)
        or page.at("relations", n) is not None
        for n, token in enumerate(page.tokens[place + 1 : mention.start], place + 1)
    )
