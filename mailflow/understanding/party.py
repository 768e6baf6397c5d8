"""Persons told one after the other: 'io, mia moglie e due amici', 'siamo due adulti e un bambino'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.page import Page
from mailflow.understanding.people import Cast, Ref
from mailflow.understanding.tokens import Kind

PERSONS = ("name", "relation", "me", "us", "i", "he")


def chains(page: Page, refs: Sequence[Ref]) -> list[list[Ref]]:
    """Words for persons with no more than a comma, a joining word or an age between them."""
    found: list[list[Ref]] = []
    for ref in refs:
        if ref.kind not in PERSONS:
            continue
        if found and _joined(page, found[-1][-1].end, ref.start):
            found[-1].append(ref)
        else:
            found.append([ref])
    return found


def _joined(page: Page, end: int, start: int) -> bool:
    joints = page.voc.words["and"] | page.voc.words["with"]
    between = page.tokens[end:start]
    ages = {n for m in page.within("age", end, start) for n in range(m.start, m.end)}
    links = [t for n, t in enumerate(between, end) if n not in ages]
    determiner = page.voc.words["determiner"]
    return (
        bool(links)
        and len(links) <= 3
        and all(t.text in ",:(" or t.fold in joints or t.fold in determiner for t in links)
        and any(t.text in ",:(" or t.fold in joints for t in links)
    )


def count_writer_once(page: Page, cast: Cast) -> None:
    """'siamo tre amici', 'per noi: due adulti e un bambino': the writer is one of those counted, not one more."""
    if not cast.writer.comes:
        return
    for chain in chains(page, cast.refs):
        if any(r.kind in ("me", "us", "i") or r.person == 0 for r in chain) or not _makes_up_the_party(page, chain):
            continue
        grown = page.voc.words["grown_up"]
        mine = [r for r in chain if r in cast.unnamed and (r.n or 0) >= 1]
        whose = next((r for r in mine if any(t.fold in grown for t in page.tokens[r.start : r.end])), None) or next(
            (r for r in mine if (r.n or 0) >= 2), None
        )
        if whose is not None:
            number = (whose.n or 1) - 1
            at = cast.unnamed.index(whose)
            cast.unnamed[at : at + 1] = [replace(whose, n=number)] if number else []
            return


def _makes_up_the_party(page: Page, chain: Sequence[Ref]) -> bool:
    """Whether the words before say 'we are', or the chain sorts the party by age and nobody brings it along."""
    first = chain[0].start
    start, _ = page.sentences[page.sentence_of(first)]
    before = first
    while before > start and (
        page.tokens[before - 1].fold in page.voc.words["opening"] | page.voc.words["determiner"]
        or page.tokens[before - 1].kind is not Kind.WORD
    ):
        before -= 1
    if any(m.start <= first and m.end >= before for m in page.within("we_are", max(start, before - 4), first)):
        return True
    with_words = page.voc.words["with"] | page.voc.words["and"]
    grown = page.voc.words["grown_up"]
    sorted_by_age = any(t.fold in grown for r in chain for t in page.tokens[r.start : r.end])
    brought = first > start and page.tokens[first - 1].fold in with_words
    return sorted_by_age and not brought and not page.has("carry", start, first)
