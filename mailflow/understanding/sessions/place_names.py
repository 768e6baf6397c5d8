"""Streets and towns that have a title's word in their name: 'via dei Giardini 4', 'River Lane', 'Market Tarrow'."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold


def of_a_place(page: Page, at: Index, mention: Mention) -> bool:
    """Whether the words are part of such a name."""
    if page.shouting or mention.how == "topic" or not any(t.capital for t in page.tokens[mention.start : mention.end]):
        return False
    return _of_a_street(page, mention) or _of_the_venue(page, at, mention)


def _of_a_street(page: Page, mention: Mention) -> bool:
    words, tokens = page.voc.words, page.tokens
    if words["noun_last"]:  # 'Market Street', not 'High street' where that is the session
        after = tokens[mention.end : mention.end + 1]
        return bool(after) and after[0].capital and after[0].fold in words["street"]
    before = mention.start - 1
    while before >= 0 and tokens[before].fold in words["of"] | words["article"] | words["of_round"]:
        before -= 1
    if before < 0 or tokens[before].fold not in words["street"] - words["session_head"]:
        return False
    behind = next((t for t in tokens[mention.end : mention.end + 2] if t.text != ","), None)
    numbered = behind is not None and behind.kind is Kind.NUMBER
    return numbered or (before > 0 and tokens[before - 1].fold in words["in_town"])


def _of_the_venue(page: Page, at: Index, mention: Mention) -> bool:
    """'Market Tarrow' where the event is, and a title speaks of the Tarrow."""
    if mention.how != "word" or not at.event.venue.address:
        return False
    address = f" {fold(at.event.venue.address).replace(',', ' , ')} "
    for start in (mention.start - 1, mention.start):
        pair = page.tokens[max(0, start) : start + 2]
        if len(pair) == 2 and all(t.capital for t in pair) and f" {pair[0].fold} {pair[1].fold} " in address:
            return True
    return False
