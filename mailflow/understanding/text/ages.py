"""Ages told one after the other: 'di 3, 5 e 8 anni', 'aged 4, 7 and 9', 'three kids (9, 7 and 4)'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import islice

from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

OLDEST = 20  # years; of whom ages are told in rows
MOST = 12  # young people told with their ages
OPENS = frozenset("(:,")  # between young people and their names
BEFORE_AGE = frozenset("(,")  # between a name and an age


def ages(voc: Vocabulary, tokens: Sequence[Token], told: Sequence[Mark], kin: Sequence[Sequence[Mark]]) -> list[Mark]:
    """The marks of ages, each with the whole row it is of, and the numbers in brackets behind words for `kin`: of one
    person, of several."""
    rows = [_in_a_row(voc, tokens, mark) for mark in told]
    told = [
        *rows,
        *_in_brackets(voc, tokens, *kin),
        *_told_of(voc, tokens, kin[1]),
        *_beside_names(voc, tokens, kin[1]),
    ]
    return sorted(told, key=lambda m: m.start)


def _in_a_row(voc: Vocabulary, tokens: Sequence[Token], mark: Mark) -> Mark:
    """'3, 5 e 8 anni' of '5 e 8 anni', 'aged 4, 7 and 9' of 'aged 4': numbers told beside the first or the last."""
    start, end, numbers = mark.start, mark.end, list(mark.numbers)
    joints = voc.words["and"] | {","}
    while start > 1 and _age(voc, tokens[start]) and tokens[start - 1].fold in joints and _age(voc, tokens[start - 2]):
        start -= 2
        numbers.insert(0, voc.number(tokens[start]) or 0)
    last, more = end, []
    while last + 1 < len(tokens) and _age(voc, tokens[end - 1]) and tokens[last].text == ",":
        if not _age(voc, tokens[last + 1]):
            break
        more.append(voc.number(tokens[last + 1]) or 0)
        last += 2
    closes = more and last + 1 < len(tokens) and tokens[last].fold in voc.words["and"] and _age(voc, tokens[last + 1])
    if closes:
        end, numbers = last + 2, [*numbers, *more, voc.number(tokens[last + 1]) or 0]
    return mark if (start, end) == (mark.start, mark.end) else Mark("age", start, end, tuple(numbers))


def _told_of(voc: Vocabulary, tokens: Sequence[Token], relations: Sequence[Mark]) -> Iterator[Mark]:
    """'my kids are 3, 5 and 8 now', 'my two boys, 7 and 9, …': two numbers or more, told of several persons by no more
    than a verb or a comma."""
    for mark in relations:
        start = mark.end + 1
        if start >= len(tokens) or not _age(voc, tokens[start]):
            continue
        young = tokens[mark.end - 1].fold in voc.words["offspring"]
        if tokens[mark.end].fold not in voc.words["age_verb"] and not (young and tokens[mark.end].text == ","):
            continue
        end, numbers = start + 1, [voc.number(tokens[start]) or 0]
        while end + 1 < len(tokens) and tokens[end].fold in voc.words["and"] | {","} and _age(voc, tokens[end + 1]):
            numbers.append(voc.number(tokens[end + 1]) or 0)
            end += 2
        end += end < len(tokens) and tokens[end].fold in voc.words["now_word"]
        if len(numbers) > 1 and (end == len(tokens) or tokens[end].kind in (Kind.MARK, Kind.LINE)):
            yield Mark("age", start, end, tuple(numbers))


def _beside_names(voc: Vocabulary, tokens: Sequence[Token], relations: Sequence[Mark]) -> Iterator[Mark]:
    """'my kids (Tom 14, Lia 12)', 'i miei figli Leo, 7, e Ada, 5': a number behind each of two names or more."""
    ends = {mark.end for mark in relations if tokens[mark.end - 1].fold in voc.words["offspring"]}
    joints, told = voc.words["and"] | {","}, set[int]()
    for n in sorted(ends):
        start = n + (n < len(tokens) and tokens[n].text in OPENS)
        places = [*islice(_pairs(voc, tokens, start, joints), MOST)]
        if len(places) > 1 and told.isdisjoint(places):
            told.update(places)
            yield from (Mark("age", place, place + 1, (voc.number(tokens[place]) or 0,)) for place in places)


def _pairs(voc: Vocabulary, tokens: Sequence[Token], n: int, joints: Set[str]) -> Iterator[int]:
    """The places of ages behind names, one after the other."""
    while n + 1 < len(tokens):
        age = next((k for k in range(n + 1, min(n + 4, len(tokens))) if _age(voc, tokens[k])), None)
        if age is None:
            return
        name = [t for t in tokens[n:age] if t.text not in BEFORE_AGE]
        if not name or len(name) > 2 or any(t.kind is not Kind.WORD or t.fold in joints for t in name):
            return
        yield age
        n = age + 1
        while n < len(tokens) and (tokens[n].text == ")" or tokens[n].fold in joints):
            n += 1


def _age(voc: Vocabulary, token: Token) -> bool:
    return 0 < (voc.number(token) or 0) <= OLDEST


def _in_brackets(
    voc: Vocabulary, tokens: Sequence[Token], relation: Sequence[Mark], relations: Sequence[Mark]
) -> Iterator[Mark]:
    """'three kids (9, 7 and 4)', 'mio figlio (12)': numbers alone in brackets behind persons."""
    one, ends = {m.end for m in relation}, {m.end for m in (*relation, *relations)}
    joints = voc.words["and"] | {","}
    for n in sorted(ends):
        if n >= len(tokens) or tokens[n].text != "(":
            continue
        end = n + 1
        while end < len(tokens) and (tokens[end].kind is Kind.NUMBER or tokens[end].fold in joints):
            end += 1
        closed = end > n + 1 and end < len(tokens) and tokens[end].text == ")"
        twins = tokens[n - 1].fold in voc.words["pair"] & voc.words["offspring"]
        if closed and (n in one or twins or end > n + 2):  # 'i bambini (2)' counts them
            numbers = tuple(number for t in tokens[n + 1 : end] if (number := voc.number(t)) is not None)
            yield Mark("age", n, end + 1, numbers)
