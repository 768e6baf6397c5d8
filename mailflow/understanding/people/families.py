"""Families told by a surname in the plural: 'i Bianchi', 'the four Hendersons', 'la famiglia Salvi, in tre'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf


def families(page: Page, cast: Cast) -> list[Ref]:
    """One for every family but the writer's, with its number where one is told; not those whose names follow."""
    taken = {n for r in cast.refs for n in range(r.start, r.end)}
    counted = {n for r in cast.refs if r.kind == "relation" and r.n for n in range(r.start, r.end)}
    found = []
    for n in range(1, len(page.tokens)):
        start = _article(page, n) if page.tokens[n].capital else None
        if (
            start is None
            or start in counted
            or n in taken
            or not _surname(page, cast, n)
            or _names_inside(page, cast, n + 1)
        ):
            continue
        found.append(Ref(start, n + 1, "family", -1, _number(page, start, n)))
    return found


def _article(page: Page, n: int) -> int | None:
    """Where the words before a plural surname begin: 'the', 'i', 'the four', 'la famiglia'; None for others."""
    words, tokens = page.voc.words, page.tokens
    at = n - 1
    if page.numbers[at] is not None and at > 0 and at not in page.dated:
        at -= 1
    begins = tokens[at].fold in words["plural_article"] or tokens[at].fold in words["family_word"]
    return at if begins else None


def _surname(page: Page, cast: Cast, n: int) -> bool:
    token, voc = page.tokens[n], page.voc
    endings = tuple(voc.words["plural_ending"])
    known = AnyOf(voc.words["not_names"], voc.words["organization"], voc.words["role"], voc.function_words, voc.common)
    alone = n + 1 >= len(page.tokens) or not (page.tokens[n + 1].capital and page.tokens[n + 1].kind is Kind.WORD)
    singular = {token.fold, token.fold[:-1], token.fold[:-2]}  # 'Walshes' of the Walsh family
    return (
        token.kind is Kind.WORD
        and token.capital
        and not token.text.isupper()
        and token.fold.endswith(endings)
        and len(token.text) > 3
        and token.fold not in known
        and not singular & cast.writer.key
        and n not in cast.topics
        and n not in page.dated
        and alone
    )


def _names_inside(page: Page, cast: Cast, at: int) -> bool:
    """'i Lancellotti (Bruno e Iside)': the members are named."""
    opens = at < len(page.tokens) and page.tokens[at].text in ":(,"
    return opens and any(r.kind == "name" and at < r.start <= at + 2 for r in cast.refs)


def _number(page: Page, start: int, n: int) -> int | None:
    """How many they are: between article and surname, or behind: 'i Salvi, in due', 'the Hardys (four of them)'."""
    voc, tokens = page.voc, page.tokens
    if n - start == 2 and voc.number(tokens[n - 1]) is not None:
        return voc.number(tokens[n - 1])
    _, end = page.sentences[page.sentence_of(n)]
    leads = voc.words["be"] | voc.words["how_many_lead"] | {"(", ":"}
    for at in range(n + 1, min(end, n + 10)):
        value = page.numbers[at]
        if value is not None and at not in page.dated and tokens[at - 1].fold in leads:
            return value
    return None
