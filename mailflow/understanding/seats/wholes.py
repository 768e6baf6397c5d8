"""A whole and its part: 'quaranta soci, di cui otto vengono', 'ten apprentices, of whom seven would like to come'."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.seats.but_fewer import but_fewer
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

NEAR = 2  # tokens from 'of whom' to the number of the part


@dataclass(frozen=True, slots=True)
class Part:
    """`value` of those counted at token `whole` come; the part is told at tokens [start, end)."""

    whole: int
    value: int
    start: int
    end: int


def parts(page: Page, cast: Cast | None) -> list[Part]:
    """The parts that come of wholes told right before, in order."""
    if cast is None:
        return []
    found = [_part(page, cast, mark) for mark in page.marks.get("of_whom", ())]
    found += [_taken_from(page, cast, n) for n, value in enumerate(page.numbers) if (value or 0) > 2]
    fewer = (Part(whole, said.value, said.start, said.end) for whole, said in but_fewer(page, cast))
    return [*(part for part in found if part is not None), *fewer]


def without_wholes(page: Page, cast: Cast) -> None:
    """Let nobody count the whole where a part of it is told."""
    wholes = {part.whole for part in parts(page, cast)}
    if wholes:
        cast.unnamed = [r for r in cast.unnamed if not any(r.start <= n < r.end for n in wholes)]


def _part(page: Page, cast: Cast, mark: Mark) -> Part | None:
    start, end = page.sentences[page.sentence_of(mark.start)]
    whole = next((n for n in range(mark.start - 1, start - 1, -1) if _counts(page, n)), None)
    at = next((n for n in range(mark.end, min(end, mark.end + NEAR)) if _counts(page, n)), None)
    if whole is None or at is None:
        return None
    value, of_all = page.numbers[at] or 0, page.numbers[whole] or 0
    if cast.stances[page.clause_of(at)] is Stance.COMES and value < of_all:
        return Part(whole, value, at, at + 1)
    return None


def _taken_from(page: Page, cast: Cast, whole: int) -> Part | None:
    """'dei nostri dodici volontari ne vengono quattro', 'of our twelve members four would like …'."""
    start, end = page.sentences[page.sentence_of(whole)]
    if whole in page.dated or not _of_all_at_head(page, start, whole):
        return None
    at = next((n for n in range(whole + 1, end) if _counts(page, n) or page.numbers[n] == 1), None)
    if at is None or at in cast.topics or not 0 < (page.numbers[at] or 0) < (page.numbers[whole] or 0):
        return None
    return Part(whole, page.numbers[at] or 0, at, at + 1) if cast.stances[page.clause_of(at)] is Stance.COMES else None


def _of_all_at_head(page: Page, start: int, whole: int) -> bool:
    """Whether a sentence begins with 'dei nostri' or 'of the' and the number."""
    words, lead = page.voc.words, page.tokens[start:whole]
    of_places = page.has("places", whole, whole + 2) and page.at("relations", whole + 1) is None
    if not lead or len(lead) > 3 or of_places:
        return False
    small = words["determiner"] | words["partitive"]
    of = lead[0].fold in words["of_the"] or (len(lead) > 1 and lead[0].fold in words["of"])
    return of and all(t.fold in small for t in lead[1:])


def _counts(page: Page, n: int) -> bool:
    """Whether the token tells how many, and no day or article."""
    return (page.numbers[n] or 0) > 1 and n not in page.dated
