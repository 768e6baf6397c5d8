"""One number, or one joining word, in several tokens: '2 (due) posti', 'four (4) seats', 'mezza dozzina', '2 x posti',
'n. 2 adulti', 'as well as', 'oltre che'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

DOZEN = 12
Rule: TypeAlias = Callable[[Vocabulary, Sequence[Token], int], Token | None]


def as_one(voc: Vocabulary, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, each such number or word as one: nothing that looks for one beside its noun need know of them."""
    folds = {token.fold for token in tokens}
    rules = [rule for rule, classes in RULES if not all(voc.words[cls].isdisjoint(folds) for cls in classes)]
    if "(" in folds:
        rules.append(_twice)
    return tuple(_joined(voc, tokens, rules)) if rules else tokens


def _joined(voc: Vocabulary, tokens: Sequence[Token], rules: Sequence[Rule]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        for rule in rules:
            if (one := rule(voc, tokens, at)) is not None:
                yield one
                at += sum(one.start <= t.start < one.end for t in tokens[at : at + 4])
                break
        else:
            yield tokens[at]
            at += 1


def _twice(voc: Vocabulary, tokens: Sequence[Token], at: int) -> Token | None:
    """'2 (due)': the same number once more in brackets, in digits and in a word."""
    if at + 3 >= len(tokens) or tokens[at + 1].text != "(" or tokens[at + 3].text != ")":
        return None
    one, two = tokens[at], tokens[at + 2]
    same = {one.kind, two.kind} == {Kind.WORD, Kind.NUMBER} and voc.number(one) == voc.number(two)
    return replace(one, end=tokens[at + 3].end) if same else None


def _counting(voc: Vocabulary, tokens: Sequence[Token], at: int) -> Token | None:
    """'2 x posti', '4x people', 'n. 2 adulti', 'nr 3 posti': the number before those it counts."""
    signed = tokens[at].fold.rstrip(".") in voc.words["number_sign"]
    n = at + 1 + (tokens[at + 1 : at + 2] != () and tokens[at + 1].text in (".", "°")) if signed else at
    number = tokens[n] if n < len(tokens) and tokens[n].kind is Kind.NUMBER else None
    times = tokens[n + 1 : n + 2] != () and tokens[n + 1].fold in voc.words["times_mark"]
    end = n + 2 if times else n + 1
    if number is None or not (signed or times) or end >= len(tokens):
        return None
    if tokens[end].fold not in voc.words["heads"] | voc.words["grown_up"] | voc.words["minor"]:
        return None
    return replace(number, start=tokens[at].start, end=tokens[end - 1].end)


def _and(voc: Vocabulary, tokens: Sequence[Token], at: int) -> Token | None:
    """'as well as', 'oltre che': no more than an 'and'."""
    if at + 1 >= len(tokens) or tokens[at + 1].fold not in voc.words["and_last"]:
        return None
    for end in (at + 2, at + 3):
        row = tokens[at:end]
        if len(row) == end - at and "_".join([t.fold for t in row]) in voc.words["and_in_words"]:
            (joint,) = voc.words["and_plain"]
            return Token(joint, joint, Kind.WORD, row[0].start, row[-1].end)
    return None


def _dozen(voc: Vocabulary, tokens: Sequence[Token], at: int) -> Token | None:
    """'half a dozen', 'mezza dozzina' are six, 'a dozen' is twelve; 'una dozzina' is about as many."""
    words = voc.words
    for end in (at + 2, at + 3):
        if end > len(tokens) or tokens[end - 1].fold not in words["dozen"]:
            continue
        first, article = tokens[at].fold, all(t.fold in words["indefinite"] for t in tokens[at + 1 : end - 1])
        number = DOZEN // 2 if first in words["half"] and article else DOZEN if first in words["dozen_lead"] else None
        if number is not None and (first in words["half"] or end == at + 2):
            return Token(str(number), str(number), Kind.NUMBER, tokens[at].start, tokens[end - 1].end)
    return None


# Each with the classes of which it takes a word.
RULES: Sequence[tuple[Rule, tuple[str, ...]]] = (
    (_dozen, ("dozen",)),
    (_and, ("and_last",)),
    (_counting, ("number_sign", "times_mark")),
)
