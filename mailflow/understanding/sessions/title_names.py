"""Persons that are called as a title's words are: Ruby Parks, Rosa Pane, Evaristo Conti."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.text.words import AnyOf


def is_surname(page: Page, at: Index, mention: Mention) -> bool:
    """Whether it is a surname behind a first name: 'con Rosa Pane'; not 'con Rosa alla Pane', 'Rosa: Pane'."""
    token = page.tokens[mention.start]
    if not _may_be_one(page, at, mention) or not token.capital or page.shouting or not mention.start:
        return False
    before = page.tokens[mention.start - 1]
    small = AnyOf(page.voc.words["session_head"], page.voc.words["article"], page.voc.common)
    named = before.capital and is_given(before.fold) and before.fold not in small
    return named and before.fold not in at.spelled and len(before.text) > 1


def of_sender(page: Page, at: Index, mention: Mention, sender: str) -> bool:
    """Whether it is the sender's surname, beside his first name: 'EVARISTO CONTI', 'ruby parks'."""
    if not _may_be_one(page, at, mention) or " " not in sender:
        return False
    own = {fold(word) for word in sender.split()}
    beside = (page.tokens[n].fold for n in (mention.start - 1, mention.end) if 0 <= n < len(page.tokens))
    return page.tokens[mention.start].fold in own and any(word in own and is_given(word) for word in beside)


def _may_be_one(page: Page, at: Index, mention: Mention) -> bool:
    word = page.tokens[mention.start].fold
    alone = mention.end - mention.start == 1 and mention.how in ("word", "title", "alias")
    return alone and word in surnames() and word not in at.names
