"""Ordinals that are a session's number: 'terzo gruppo', 'il secondo e il sesto gruppo', '… io nel primo'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

RANKS = 16  # tokens between sessions that are told by rank alone and the one that is told with its noun


def noun_of_rank(tokens: Sequence[Token], n: int, voc: Vocabulary) -> str:
    """The noun behind an ordinal, or of two with one noun: 'il secondo e il sesto gruppo'."""
    m = n + 1
    if m < len(tokens) and tokens[m].fold in voc.words["and"] | voc.words["or"]:
        m += 1 + (m + 1 < len(tokens) and tokens[m + 1].fold in voc.words["article"])
        m += 1 if m < len(tokens) and tokens[m].fold in voc.ordinals else len(tokens)
    return tokens[m].fold if m < len(tokens) and tokens[m].kind is Kind.WORD else ""


def heads_a_number(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'per il secondo gruppo 5': the noun behind the ordinal belongs to the number behind it."""
    behind = tokens[n + 2] if n + 2 < len(tokens) else None
    return behind is not None and behind.kind is Kind.NUMBER and len(behind.text) < 4 and int(behind.text) in at.numbers


def ranks_on(tokens: Sequence[Token], n: int, at: Index, voc: Vocabulary) -> bool:
    """'Lui nel terzo gruppo e poi nel quarto. Io nel primo': ranked as the sessions before it are, by their number."""
    if not at.numbers or n == 0 or tokens[n - 1].fold not in voc.words["preposition"]:
        return False
    rounds, sessions = voc.words["round_head"], voc.words["session_head"]
    behind = tokens[n + 1].fold if n + 1 < len(tokens) else ""
    if behind in rounds | sessions:
        return False
    ranks = [m for m in range(max(0, n - RANKS), n) if tokens[m].fold in voc.ordinals]
    heads = [tokens[m + 1].fold for m in ranks if tokens[m + 1].fold in rounds | sessions]
    return bool(heads) and all(head not in rounds and head not in at.round_titles for head in heads)
