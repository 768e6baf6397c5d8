"""How two sessions next to each other are joined, and where the words of one begin."""

from __future__ import annotations

from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Token

MOST = 12  # tokens between two sessions in which brackets are looked for


def are_joined(page: Page, one: Mention, two: Mention) -> bool:
    """Whether two sessions are joined by no more than 'and', 'nor' or a comma."""
    words = page.voc.words
    between = _outside_brackets(page, one.end, two.start)
    joints = words["and"] | words["nor"] | words["or"]
    return all(t.fold in joints | words["article"] | words["preposition"] or t.text == "," for t in between) and any(
        t.fold in joints or t.text == "," for t in between
    )


def _outside_brackets(page: Page, start: int, end: int) -> list[Token]:
    """The tokens there, less what brackets say: 'tranne il primo (dormiamo) e l'ultimo'."""
    depth, left = 0, []
    for token in page.tokens[start : min(end, start + MOST)]:
        depth += token.text == "("
        if not depth:
            left.append(token)
        depth -= token.text == ")"
    return left if end - start <= MOST else list(page.tokens[start:end])


def head_of(page: Page, mention: Mention) -> int:
    """Where the hour itself begins, behind the preposition that is told with it ('invece [delle 10]')."""
    words, start = page.voc.words, mention.start
    if mention.end - start == 1:
        return start
    small = words["preposition"] | words["article"] | words["from"] | words["of"] | words["hour_lead"]
    while start < mention.end - 1 and page.tokens[start].fold in small:
        start += 1
    return start


def is_exchanged(page: Page, mention: Mention) -> bool:
    """'change T2 with T1', 'scambiare il 3 con il 4': what is given for something else."""
    words, before = page.voc.words, mention.start - 1
    while before > 0 and page.tokens[before].fold in words["article"] | words["session_head"]:
        before -= 1
    verb = before >= 0 and page.tokens[before].fold in words["exchange"]
    return verb and page.tokens[mention.end].fold in words["exchange_for"]
