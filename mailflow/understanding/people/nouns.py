"""Nouns that may stand for persons."""

from __future__ import annotations

from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def plain_noun(page: Page, n: int) -> bool:
    """Whether the token is a word of small letters that no class of the vocabulary claims."""
    if n >= len(page.tokens):
        return False
    token, voc = page.tokens[n], page.voc
    return (
        token.kind is Kind.WORD
        and len(token.text) > 3
        and (not token.capital or page.shouting or _counted_noun(page, n))
        and voc.number(token) is None
        and token.fold not in voc.function_words
        and token.fold not in voc.words["stop"] | voc.words["then_word"]
        and token.fold not in voc.words["not_a_person"]
        and token.fold not in voc.words["session_head"] | voc.words["round_head"]
        and n not in page.dated
    )


def _counted_noun(page: Page, n: int) -> bool:
    """'12 Brownies': a plural with a capital right behind its number."""
    plural, token = tuple(page.voc.words["plural_ending"]), page.tokens[n]
    behind = n > 0 and (page.voc.number(page.tokens[n - 1]) or 0) > 1
    return bool(page.voc.words["noun_last"]) and behind and token.fold.endswith(plural)
