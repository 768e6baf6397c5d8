"""Where the sentences of a text end."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from mailflow.understanding.text.tokens import SMILE, Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

BRACKET = 40  # tokens within brackets at most
SHORT = 4  # letters of an abbreviated title at most
LABELLED = re.compile(r"[^\W\d]\S*(?: \S+){0,3}:\s")  # up to four words and a colon


def sentences_of(
    text: str, tokens: Sequence[Token], voc: Vocabulary, titles: Collection[int]
) -> tuple[tuple[int, int], ...]:
    """Sentences as [start, end): they end at . ! ? ; and at lines that were meant to end, but not within `titles`."""
    found: list[tuple[int, int]] = []
    start, bracket = 0, -1  # where the brackets that are open close
    for n, token in enumerate(tokens):
        bracket = _closing(tokens, n) if token.text == "(" and n > bracket else bracket
        if n < bracket and token.text == ";":
            continue  # 'Ada Neri (sessione C; laboratorio E)'
        if token.kind in (Kind.MARK, Kind.LINE) and n not in titles and _ends(text, tokens, n, voc):
            if any(t.kind is not Kind.LINE for t in tokens[start : n + 1]):
                found.append((start, n + 1))
            start = n + 1
    if any(t.kind is not Kind.LINE for t in tokens[start:]):
        found.append((start, len(tokens)))
    return tuple(found)


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Where the brackets that open there close again, on one line; -1 if they do not."""
    for n in range(place + 1, min(place + BRACKET, len(tokens))):
        if tokens[n].kind is Kind.LINE or tokens[n].text == "(":
            return -1
        if tokens[n].text == ")":
            return n
    return -1


def _ends(text: str, tokens: Sequence[Token], n: int, voc: Vocabulary) -> bool:
    """Whether a thought ends at a mark or a line's end."""
    token = tokens[n]
    if token.kind is Kind.LINE:
        return _hard_line(text, token.start)
    if token.text == SMILE:  # in the place of a full stop; at the head of a line it leads a row
        return n > 0 and tokens[n - 1].kind is not Kind.LINE and (n + 1 == len(tokens) or tokens[n + 1].capital)
    if token.text != "." or text[token.start] == "…" or token.end - token.start > 1:
        return token.text in (".", "!", "?", ";")
    if n + 1 < len(tokens) and tokens[n + 1].start == token.end and tokens[n + 1].kind in (Kind.WORD, Kind.NUMBER):
        return False
    before = tokens[n - 1] if n else None
    row = n < 2 or tokens[n - 2].kind is Kind.LINE
    if before is not None and before.kind is Kind.NUMBER and row and before.end == token.start:
        return False  # the number of a row
    if before is not None and before.end == token.start:
        if before.fold in voc.words["abbreviation"] or _short_title(before.fold, voc):
            return False
        code = n >= 2 and tokens[n - 2].end == before.start and tokens[n - 2].kind is Kind.MARK  # 'D1-A.'
        initial = len(before.text) == 1 and before.text.isupper() and not code
        if initial and n + 1 < len(tokens) and tokens[n + 1].capital:
            if tokens[n + 1].fold in voc.words["not_names"]:
                return True  # 'D o, in mancanza, A. Pomeriggio …': no name's initial
            leads = ("session_head", "conjunction", "article")  # 'eccetto la E. Al mattino …'
            return n - 2 >= 0 and any(tokens[n - 2].fold in voc.words[cls] for cls in leads)
    return True


def _hard_line(text: str, end: int) -> bool:
    """A line end that the writer meant, not one a mail program made."""
    begin = text.rfind("\n", 0, end) + 1
    after_end = text.find("\n", end + 1)
    following = text[end + 1 : after_end if after_end >= 0 else len(text)]
    length = end - begin
    if not following.strip() or length == 0:
        return True
    if length < 55 or length > 85 or text[begin:end].rstrip().endswith(":"):
        return True
    first = following.split()[0]
    if text[begin : begin + 1] in ("-", "*", "•", "–") and first[0].isupper():
        return True  # the last row of a list
    if LABELLED.match(following):
        return True  # 'Ugo Neri: the kilns, then …'
    return length + 1 + len(first) <= 72 or first[0] in "-*•–" or first[0].isdigit()


def _short_title(word: str, voc: Vocabulary) -> bool:
    """Whether it is one as in 'dott.' and 'Capt.'; one in full ends a sentence: 'con la signora. Il presidente …'."""
    return word in voc.words["title"] and (len(word) <= SHORT or "." in word)
