"""Those told before who are put down, or brought, by a word for several: 'iscriverli', 'could you book them in?'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.by_age import party_noun_before
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark


def several_told(page: Page, start: int = 0) -> Iterator[Mark]:
    """Such words from a token on."""
    yield from page.within("brings_them", start, len(page.tokens))
    yield from several_put_down(page, start)


def several_put_down(page: Page, start: int = 0) -> Iterator[Mark]:
    """Those of booking for them, from a token on; 'iscriverla' is one."""
    ending = page.voc.words["them_ending"]
    for mark in page.within("enrols_them", start, len(page.tokens)):
        if any(ending.end(t.fold) for t in page.tokens[mark.start : mark.end]):
            yield mark


def party_told_again(page: Page, start: int) -> bool:
    """'ho una classe di 24 bambini. Vorrei iscriverli': whether those at a token are all of a party, and told again."""
    return party_noun_before(page, start) is not None and any(several_told(page, start))
