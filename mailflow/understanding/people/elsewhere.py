"""Who is said to be in another town: 'I genitori sono a Parigi', 'Ailsa Kerr will be in Oslo'."""

from __future__ import annotations

from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

COMING = ("they", "we", "self", "book", "remains")
PEOPLE = ("relation", "relations")


def is_elsewhere(page: Page, clause: Clause, ours: frozenset[int]) -> bool:
    """Whether the clause says of somebody that he is in a town. `ours`: tokens of sessions and of the event's own."""
    if clause.depth or clause.opener in page.voc.words["subordinate"] or page.has("for_a_while", clause.start):
        return False
    start, end = page.sentences[clause.sentence]
    for mark in page.within("is_in", clause.start, clause.end):
        if _town(page, mark.end, ours) and not page.has_any(COMING, start, end):
            several = page.tokens[mark.start].fold in page.voc.words["be_several"]  # 'sono a Parigi': I, or they
            if several and not page.has("relations", start, mark.start):
                continue
            return _somebody(page, start, mark.start)
    return False


def _town(page: Page, place: int, ours: frozenset[int]) -> bool:
    """Whether a capital word stands there that is no everyday one: no room, group or month."""
    if place >= len(page.tokens) or place in ours or place in page.dated:
        return False
    token, words, voc = page.tokens[place], page.voc.words, page.voc
    plain = AnyOf(words["not_names"], words["organization"], words["room"], voc.function_words, voc.common)
    word = token.kind is Kind.WORD and token.capital and len(token.text) > 2
    return word and not page.shouting and token.fold not in plain and token.fold not in voc.ordinals


def _somebody(page: Page, start: int, end: int) -> bool:
    """Whether a person is told there: by a tie, by a name, or by 'he' and 'she'."""
    pronouns = page.voc.words["pronoun_he"] | page.voc.words["pronoun_she"] | page.voc.words["pronoun_they"]
    return page.has_any(PEOPLE, start, end) or any(
        (t.capital and n > start) or t.fold in pronouns for n, t in enumerate(page.tokens[start:end], start)
    )
