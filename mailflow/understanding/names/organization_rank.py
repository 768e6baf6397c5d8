"""How surely words are the name of a firm, an office or an association."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailflow.understanding.names.names import is_given, key_of
from mailflow.understanding.text.tokens import Kind, Token, fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary


def rank_of(piece: str, voc: Vocabulary, domain: str, writer: frozenset[str]) -> int:
    """How surely the words are a firm's or body's name: 4 where the sender's address says so, 0 where nothing does."""
    rank = _rank_of_words(piece, voc, domain, writer)
    return 0 if rank and _greets(piece, voc) else rank


def _rank_of_words(piece: str, voc: Vocabulary, domain: str, writer: frozenset[str]) -> int:
    tokens = [t for t in tokenize(piece) if t.kind is Kind.WORD]
    if not 1 <= len(tokens) <= 9 or re.search(r"\d{3}|:", piece) or key_of(piece) <= writer:
        return 0
    if all(is_given(t.fold) or t.fold in voc.words["and"] or t.fold in writer for t in tokens):
        return 0
    if is_given(tokens[0].fold) and len(tokens) == 2 and not _of_a_kind(tokens, voc):
        return 0  # a person's name
    if any(not t.capital and (t.fold in voc.words["verb"] or t.fold in voc.words["pronoun_he"]) for t in tokens):
        return 0
    folds = [t.fold.strip(".") for t in tokens]
    letters = "".join(re.findall(r"[a-z0-9]", fold(piece)))
    small = voc.words["organization_form"] | voc.words["stop"]
    content = [f for f in folds if len(f) > 3 and f not in small]
    if tokens[0].text[0].isupper() or piece[0].isdigit():
        if len(letters) >= 5 and (letters in domain or (len(domain) > 4 and _begins_a_word(domain, piece))):
            return 4
        if len(content) >= 2 and all(f[:5] in domain for f in content):
            return 4
    if len(tokens) < 2 or not tokens[0].text[0].isupper() or folds[-1] in voc.words["role"]:
        return 0  # 'Practice Manager', 'Circolo Dipendenti - Segreteria'
    if folds[0] in voc.words["role"] | voc.words["place_head"] | voc.words["office"] | voc.words["family_word"]:
        return 0
    if any(
        t.fold in voc.words["organization_form"] or f in voc.words["organization_form"]
        for t, f in zip(tokens, folds, strict=True)
    ):
        return 3
    if folds[0] in voc.words["organization"] and any(t.capital for t in tokens[1:]):
        return 2
    return 2 if folds[-1] in voc.words["organization"] and tokens[-1].capital else 0


def _begins_a_word(domain: str, piece: str) -> bool:
    """Whether a domain is written in the words, from the start of one: 'posta' is not in 'spostare'."""
    words = re.findall(r"[a-z0-9]+", fold(piece))
    return any("".join(words[n:]).startswith(domain) for n in range(len(words)))


def _of_a_kind(tokens: Sequence[Token], voc: Vocabulary) -> bool:
    kinds = voc.words["organization"] | voc.words["organization_form"]
    return any(t.fold in kinds or t.fold.strip(".") in kinds for t in tokens)


def _greets(piece: str, voc: Vocabulary) -> bool:
    """'Spett.le Comune', 'Dear Museum': who is addressed."""
    tokens = tokenize(piece)
    first = tokens[0].fold.strip(".") if tokens else ""
    return first in voc.words["greeting_word"] or first.startswith("spett") or bool(voc.marks_in(piece, "closing"))
