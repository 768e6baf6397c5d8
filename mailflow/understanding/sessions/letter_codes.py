"""Sessions by a letter."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.code_neighbours import word_before
from mailflow.understanding.text.tokens import Kind, Token, fold
from mailflow.understanding.text.vocabulary import Vocabulary


def letter_mentions(
    tokens: Sequence[Token], at: Index, voc: Vocabulary, shouting: bool, listed: frozenset[int]
) -> list[Mention]:
    """Codes of one letter: after a head word, an article or preposition, beside another, or in a list."""
    letters = {c: ids for c, ids in at.codes.items() if len(c) == 1}
    if not letters:
        return []
    heads, small, joined = (
        voc.words["session_head"],
        voc.words["preposition"] | voc.words["article"],
        voc.words["conjunction"],
    )
    little = joined | small | voc.words["lone_letters"]
    rows = heads | voc.words["part_of_day"] | at.round_titles
    sure: dict[int, str] = {}
    maybe: dict[int, str] = {}
    for n, token in enumerate(tokens):
        key = fold(token.text)
        if token.kind is not Kind.WORD or key not in letters or len(token.text) != 1:
            continue
        if n + 1 < len(tokens) and tokens[n + 1].kind is Kind.OPAQUE:
            continue  # 'il mio numero e 347 …'
        before = word_before(tokens, n)
        upper = (
            token.text.isupper()
            and not (key in little and _in_capitals(tokens, n))
            and not _opens(tokens, n, joined | small)
        )
        after = tokens[n + 1].text if n + 1 < len(tokens) else ""
        if (after and after in "'’") or (
            after == "."
            and n + 2 < len(tokens)
            and tokens[n + 2].start == tokens[n + 1].end
            and tokens[n + 2].kind is Kind.WORD
        ):
            continue
        filled_in = n > 0 and tokens[n - 1].text == ":" and not (after and tokens[n + 1].kind is Kind.WORD)
        if _in_a_row(tokens, n, rows, at, little, joined):
            sure[n] = key
            continue
        if (
            not upper
            and key in joined | small
            and _leads_on(tokens, n, joined | voc.words["closing_word"] | voc.words["like"])
        ):
            continue
        if (
            (
                before is not None
                and tokens[before].fold in heads
                and not (key in joined and not upper and _between_names(tokens, n))
            )
            or (not upper and sure and _ends_behind(tokens, n, voc.words["article"]))
            or (not upper and key not in little and _ends_behind(tokens, n, voc.words["part_of_day"]))
            or (upper and filled_in)  # 'MATTINA: C'
            or (
                upper
                and (not shouting or key not in joined | small)
                and before is not None
                and (tokens[before].fold.strip(":") in small or n in listed)
            )
            or (
                upper
                and not shouting
                and (
                    key not in voc.words["lone_letters"]
                    or (
                        (n > 0 and tokens[n - 1].kind in (Kind.WORD, Kind.NUMBER))
                        or (n > 0 and tokens[n - 1].text in ",:;(+&/-")
                    )
                )
            )
        ):
            sure[n] = key
        elif upper and not shouting and key in voc.words["article"] and after.lower() in voc.words["preposition"]:
            sure[n] = key  # 'A in the morning': no article stands before a preposition
        elif upper:
            maybe[n] = key
    grew = True
    while grew:  # 'A ed E', 'B, H': a letter beside a letter is one too
        grew = False
        for n in list(maybe):
            for step in (1, -1):
                m = n + step
                while 0 <= m < len(tokens) and (
                    (tokens[m].fold in joined and m not in maybe)
                    or tokens[m].text in ",/+&-"
                    or tokens[m].kind is Kind.LINE
                ):
                    m += step
                if m != n + step and (m in sure or (m in maybe and not shouting)):
                    sure[n] = maybe.pop(n)
                    if m in maybe:
                        sure[m] = maybe.pop(m)
                    grew = True
                    break
            if grew:
                break
    for n in list(maybe):  # a sentence of its own, or before a word of round: 'B la mattina'
        if n in listed and not shouting:
            sure[n] = maybe.pop(n)
    return [Mention(n, n + 1, letters[key], "code") for n, key in sorted(sure.items())]


def _opens(tokens: Sequence[Token], n: int, small: Collection[str]) -> bool:
    """'A che ora si finisce?': a small word at the beginning of a sentence."""
    first = n == 0 or tokens[n - 1].kind is Kind.LINE or tokens[n - 1].text in ".!?"
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    spelled = n + 2 < len(tokens) and tokens[n + 2].capital  # 'A come Ancona'
    if after is None or spelled or after.kind is not Kind.WORD or after.capital:
        return False
    return first and tokens[n].fold in small and after.fold not in small


def _in_capitals(tokens: Sequence[Token], n: int) -> bool:
    """'I WOULD LIKE A PLACE': a small word that is in capitals as those around it are."""
    beside = [tokens[k] for k in (n - 1, n + 1) if 0 <= k < len(tokens)]
    return len(beside) == 2 and all(t.kind is Kind.WORD and len(t.text) > 2 and t.text.isupper() for t in beside)


def _in_a_row(
    tokens: Sequence[Token], n: int, rows: Collection[str], at: Index, little: Collection[str], joined: Collection[str]
) -> bool:
    """'sessione a laboratorio g', 'MATTINA B POMERIGGIO E': each noun with its letter, of another round."""

    def goes_on(m: int, small: Collection[str]) -> bool:
        return tokens[m].fold in small and m + 1 < len(tokens) and tokens[m + 1].kind is Kind.WORD

    def letter(m: int) -> str:
        told = 0 < m < len(tokens) and len(tokens[m].text) == 1 and tokens[m - 1].fold in rows
        return tokens[m].fold if told and tokens[m].fold in at.codes and not goes_on(m, joined) else ""

    if not letter(n):
        return False
    for first, last in ((n - 2, n), (n - 3, n), (n, n + 2), (n, n + 3)):
        one, other = letter(first), letter(last)
        if (
            one
            and other
            and {at.round_of[s] for s in at.codes[one]}.isdisjoint(at.round_of[s] for s in at.codes[other])
        ):
            return not goes_on(last, little) or bool(letter(last + 2))
    return False


def _ends_behind(tokens: Sequence[Token], n: int, leads: Collection[str]) -> bool:
    """'fascia c, sennò la e', 'morning c': a small letter behind a word that leads to it, and nothing that goes on."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return n > 0 and tokens[n - 1].fold in leads and (after is None or after.kind is not Kind.WORD)


def _between_names(tokens: Sequence[Token], n: int) -> bool:
    """'Lia Sala e Ugo Neri': an 'and' between names, though a surname is a word for a room."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is not None and after.capital and n > 0 and tokens[n - 1].capital


def _leads_on(tokens: Sequence[Token], n: int, ends: Collection[str]) -> bool:
    """'cambiare laboratorio e seguire me', 'sessioni e orari': a small word that another one follows."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is not None and after.kind is Kind.WORD and after.fold not in ends
