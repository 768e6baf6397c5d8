"""Nouns that stand as what is wanted does: led by a little word, a mark or a wish, and with nothing more that belongs
to them: 'the comics for both', 'mattina: fumetti', but not 'the comics shop', 'I read comics'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.vocabulary import Vocabulary

# What asks, and what joins one wish to another.
ASKING = (
    *("self", "we", "they", "book", "request", "question_request", "enrolling", "i_wish", "wished", "wished_by_one"),
    *("then", "before", "morning", "afternoon", "evening", "topic_cue", "topic_head", "topic_strict", "topic_named"),
    *("one_place", "places", "all_of_them", "too_before"),
)
PARTS = ("morning", "afternoon", "evening")
FOLLOWING = ("then", "before", "us", "too_after", "alternative", *PARTS)
LONG = 12  # tokens of what asks
NOUN = 8  # tokens of a noun with what belongs to it


def nouns_apart(page: Page) -> Iterator[tuple[int, int]]:
    """What may be one, as tokens [start, end), without the little words before it; one may begin within another."""
    leads = _leads(page.voc)
    for n, token in enumerate(page.tokens):
        if token.kind is Kind.WORD and token.fold not in leads and _led(page, n):
            end = _end(page, n)
            if end is not None:
                yield n, end


def _end(page: Page, start: int) -> int | None:
    """Where the noun that begins there ends; None where it is none, or more belongs to it."""
    words, none = page.voc.words, _of_no_noun(page.voc)
    small = words["article"] | words["preposition"] | words["of"]
    for n in range(start, min(start + NOUN, len(page.tokens))):
        token, led = page.tokens[n], n > 0 and page.tokens[n - 1].fold in small
        if token.fold in none or (token.fold in words["verb"] and not led):
            return None
        if _closed(page, n + 1):
            return n + 1
    return None


def _led(page: Page, start: int) -> bool:
    if not start:
        return True
    before, words = page.tokens[start - 1], page.voc.words
    if before.fold in words["indefinite"]:
        return False  # 'for a beginner', 'I run a small business'
    if before.kind is not Kind.WORD or before.fold in _leads(page.voc):
        return True
    if any(m.end == start for cls in ASKING for m in page.within(cls, max(0, start - LONG), start)):
        return True
    if before.capital and not page.shouting and before.fold not in words["me_subject"]:
        return True  # 'Ann the gears, Tom paper folding'
    if start - 1 in page.dated or (before.fold in words["round_head"] and _ranked(page, start - 1)):
        return True  # 'first round tourism'
    described = start > 1 and page.tokens[start - 2].fold in words["place_lead"] - words["indefinite"]
    return described and before.fold in words["describing"]


def _ranked(page: Page, n: int) -> bool:
    return n > 0 and (page.tokens[n - 1].fold in page.voc.ordinals or page.numbers[n - 1] is not None)


def _closed(page: Page, end: int) -> bool:
    if end >= len(page.tokens):
        return True
    after, words = page.tokens[end], page.voc.words
    if after.kind is not Kind.WORD or after.fold in _ends(page.voc):
        return True
    if any(page.at(cls, end) for cls in FOLLOWING):
        return True
    if after.fold in words["for"] and _somebody(page, end + 1):
        return True
    small = words["preposition"] | words["round_lead"] | words["article"]
    n = next((n for n in range(end, min(end + 3, len(page.tokens))) if page.tokens[n].fold not in small), end)
    word = page.tokens[n].fold
    timed = word in page.voc.ordinals or (n > end and word in words["round_head"])
    return timed or n in page.dated or any(page.at(cls, n) for cls in PARTS)


def _somebody(page: Page, n: int) -> bool:
    """'for Ann', 'for both', 'for my wife'."""
    if n >= len(page.tokens):
        return False
    token = page.tokens[n]
    told = (token.capital and not page.shouting) or token.fold in page.voc.words["own_one"]
    return told or any(page.at(cls, n) for cls in ("me", "us", "relation", "relations", "all_of_them"))


@cache
def _leads(voc: Vocabulary) -> frozenset[str]:
    words = voc.words
    small = (
        words["article"] | words["preposition"] | words["from"] | words["for"] | words["goes_to"] | words["kind_lead"]
    )
    joints = words["and"] | words["or"] | words["then_word"] | words["both"] | words["together"] | words["contrast"]
    persons = words["me"] | words["pronoun_he"] | words["pronoun_she"]  # 'io fumetti', 'me comics'
    every = small | joints | words["of"] | words["session_head"] | (persons - words["me_subject"])
    return frozenset(every - words["indefinite"])


@cache
def _of_no_noun(voc: Vocabulary) -> frozenset[str]:
    words = voc.words
    persons = words["me_subject"] | words["pronoun_he"] | words["pronoun_she"] | words["pronoun_they"]
    return frozenset(persons | words["own_one"] | words["indefinite"] | words["auxiliary"] | words["be"])


@cache
def _ends(voc: Vocabulary) -> frozenset[str]:
    words = voc.words
    joints = words["and"] | words["or"] | words["then_word"] | words["both"] | words["contrast"] | words["also"]
    return frozenset(joints | words["session_head"] | words["asking_word"])
