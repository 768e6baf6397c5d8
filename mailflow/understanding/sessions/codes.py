"""Sessions by their code, whole or its end."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.sessions import Index, Mention, code_key
from mailflow.understanding.text.code_neighbours import counts_something, word_before
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary


def code_mentions(text: str, tokens: Sequence[Token], at: Index, voc: Vocabulary) -> list[Mention]:
    """Codes of two characters and more, wherever they stand: 'T1', 'd1-a', 'D1 A', and not 'a 2 passi'."""
    hits = [*at.code_pattern.finditer(text)] if at.code_pattern is not None else []
    if not hits:
        return []
    starts = {t.start: n for n, t in enumerate(tokens)}
    ends = {t.end: n + 1 for n, t in enumerate(tokens)}
    found = []
    for hit in hits:
        if hit.start() in starts and hit.end() in ends:
            first, end = starts[hit.start()], ends[hit.end()]
            apart = end - first > 1 and tokens[first + 1].start > tokens[first].end  # 'a 2', and not 'a2'
            small = apart and tokens[first].text in voc.words["stop"]
            if small and end < len(tokens) and counts_something(tokens, end, voc):
                continue
            if hit.group()[0].isdigit() and any(t.fold in voc.words["rank_noun"] for t in tokens[end : end + 1]):
                continue  # '1a scelta'
            found.append(Mention(starts[hit.start()], ends[hit.end()], at.codes[code_key(hit.group())], "code"))
    return found


def spoken_codes(tokens: Sequence[Token], at: Index, voc: Vocabulary) -> list[Mention]:
    """Codes said figure by figure ('la uno-zero-due', 'uno zero due') or with the number in a word ('T due')."""
    found: list[Mention] = []
    told = [token for token in tokens if token.fold in voc.numbers or "-" in token.fold]
    if not (at.codes or at.numbers) or not any(_figures(token, voc) for token in told):
        return found
    small = voc.words["preposition"] | voc.words["article"] | voc.words["and"] | voc.words["or"]
    n = 0
    while n < len(tokens):
        end, digits = n, ""
        while end < len(tokens) and (said := _figures(tokens[end], voc)):
            digits += said
            end += 1
        if not digits:
            n += 1
            continue
        if len(digits) > 1 and int(digits) in at.numbers:
            found.append(Mention(n, end, at.numbers[int(digits)], "code"))
        letter = tokens[n - 1].fold if n and not _glued(tokens, n - 1) else ""  # the 's' of 'it's three of us'
        letter = "" if letter in small and not tokens[n - 1].text.isupper() else letter  # 'canti a quattro parti'
        if len(letter) == 1 and end == n + 1 and letter + digits in at.codes:
            found.append(Mention(n - 1, end, at.codes[letter + digits], "code"))
        n = end
    return found


def _figures(token: Token, voc: Vocabulary) -> str:
    """The figures that number words say, joined by hyphens or alone; '' for other words."""
    if not (token.fold in voc.numbers or "-" in token.fold) or token.kind is not Kind.WORD:
        return ""
    values = [voc.numbers.get(piece, -1) for piece in token.fold.split("-")]
    return "".join(str(value) for value in values) if all(0 <= value < 10 for value in values) else ""


def tail_mentions(tokens: Sequence[Token], at: Index, voc: Vocabulary, taken: frozenset[int]) -> list[Mention]:
    """'Thursday A', 'tutorial 2': the end of a code, where the beginning goes without saying in its round.

    Only behind a head word of a round, or as a capital letter; which session is meant, the round beside it must tell.
    """
    found: list[Mention] = []
    for n, token in enumerate(tokens):
        if n in taken or token.fold not in at.tails or token.fold in voc.words["me_subject"]:
            continue
        if _glued(tokens, n) or _an_article(tokens, n, voc):
            continue
        before = word_before(tokens, n)
        head = at.round_heads.get(stem(tokens[before].fold)) if before is not None else None
        sessions = at.tails[token.fold]
        if head is not None:
            told = tuple(s for s in sessions if at.round_of[s] == head)
            if len(told) == 1:
                found.append(Mention(n, n + 1, told, "code"))
        elif token.kind is Kind.WORD and len(token.text) == 1 and token.text.isupper():
            found.append(Mention(n, n + 1, sessions, "tail"))
    return found


def _glued(tokens: Sequence[Token], n: int) -> bool:
    """Whether no space parts it from what is no word before it, or a number behind it: 'it's', the end of 'D3-A'."""
    before = n > 0 and tokens[n - 1].end == tokens[n].start and tokens[n - 1].text[-1] in "'’-"
    behind = n + 1 < len(tokens) and tokens[n + 1].start == tokens[n].end and tokens[n + 1].kind is Kind.NUMBER
    return before or behind


def _an_article(tokens: Sequence[Token], n: int, voc: Vocabulary) -> bool:
    """'A seat on the Friday': the first word of a sentence."""
    small = voc.words["article"]
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    opens = n == 0 or tokens[n - 1].kind is Kind.LINE or tokens[n - 1].text[-1] in ".!?"
    goes_on = (
        after is not None and after.kind is Kind.WORD and not after.capital and after.fold not in voc.words["stop"]
    )
    return opens and tokens[n].fold in small and goes_on
