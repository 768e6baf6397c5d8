"""The session that the words behind a cue tell, by the notions they share with its title or subject."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from mailflow.understanding.sessions.cues import Cue
from mailflow.understanding.sessions.notions import SAID, clearest, comparable_words
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import Stems
from mailflow.understanding.text.thesaurus import LONGEST
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.vocabulary import Vocabulary

SHORTEST = 3  # letters of a word that tells
APART = 3  # tokens between words of one phrase


def told_behind(page: Page, at: Index, cue: Cue, skip: frozenset[int]) -> Mention | None:
    """The session that the first words behind the cue tell. `skip`: tokens that are names."""
    content, left, heads = page.content, cue.unknown, page.voc.words["session_head"]
    told: dict[str, float] = defaultdict(float)
    places: list[int] = []
    n = bisect_left(content.at, cue.start)
    while n < len(content.at) and (place := content.at[n]) < cue.end:
        if places and place - places[-1] > APART:
            break
        last = bisect_left(content.at, cue.end, n, min(n + LONGEST, len(content.at)))
        found: dict[str, float] = {}
        length = 1
        if (
            (content.stems[n] not in at.own or content.stems[n] in at.own_words)
            and may_tell(page, place, skip)
            and (left or places or _bound(page, cue.start, place))
        ):
            words = comparable_words(page.tokens, Stems(content.stems[n:last], content.at[n:last]))
            found, length = at.notions.told([word.key for word in words])
        if found:
            places += content.at[n : n + length]
            for session, weight in found.items():
                told[session] += weight
        elif page.tokens[place].fold in heads and not places:
            pass  # 'la stanza delle ossa'
        elif places or not left:
            break
        else:
            left -= 1
        n += length
    meant = clearest(told, cue.within)
    if meant is None:
        return None
    whole = not cue.alone or _closed(page, places[-1] + 1, cue.end) or (cue.noun and _of_the_title(page, places, told))
    return Mention(places[0], places[-1] + 1, (meant,), "notion") if whole else None


def may_tell(page: Page, place: int, skip: frozenset[int] = frozenset(), noun: bool = False) -> bool:
    """Whether the word there may be a subject: no name, no number, no word of the language's frame, no verb unless it
    stands in a `noun`."""
    token, words = page.tokens[place], page.voc.words
    if token.kind is not Kind.WORD or len(token.fold) < SHORTEST or place in skip or place in page.dated:
        return False
    frame = page.voc.function_words | words["session_head"]
    if token.fold in frame or token.fold in page.voc.ordinals or page.numbers[place] is not None:
        return False
    before = page.tokens[place - 1] if place else None
    if token.fold in words["verb"] and not noun:  # 'lavoro in banca' tells nothing, 'quello sul lavoro' does
        return before is not None and before.fold in words["preposition"] | words["article"]
    return not (token.capital and before is not None and before.capital and not page.shouting)  # 'Bar Sport'


def _bound(page: Page, start: int, place: int) -> bool:
    """Whether the word stands right behind the cue, with no more than 'to the' between; everyday words with that."""
    words, small = page.voc.words, _before_subjects(page.voc)
    between = page.tokens[start:place]
    if any(t.fold not in small and t.text not in ":-–—=" for t in between):
        return False
    everyday = any(page.tokens[place].fold in some for some in (words["verb"], page.voc.common))
    return not everyday or any(t.kind is Kind.WORD or t.text in ":=" for t in between)


@cache
def _before_subjects(voc: Vocabulary) -> frozenset[str]:
    """What may stand before the word that tells: 'to the', 'alla stanza delle'."""
    words = voc.words
    small = words["stop"] | words["article"] | words["preposition"] | words["from"] | words["for"]
    small -= words["and"] | words["or"] | words["not"] | words["me"] | words["be"] | words["auxiliary"]
    return frozenset(small | words["with"] | words["session_head"] | words["of"])


def _of_the_title(page: Page, places: Sequence[int], told: Mapping[str, float]) -> bool:
    """Whether a word of a title tells it, and no everyday one."""
    return max(told.values()) >= SAID and not any(page.tokens[n].fold in page.voc.everyday for n in places)


def _closed(page: Page, place: int, end: int) -> bool:
    """Whether nothing that belongs to it follows: the end, a mark, a joining word."""
    if place >= end:
        return True
    token = page.tokens[place]
    joins = page.voc.words["and"] | page.voc.words["or"] | page.voc.words["then_word"] | page.voc.words["contrast"]
    return token.kind is not Kind.WORD or token.fold in joins
