"""What leads up to a word for kin or company: 'i nostri due', 'my wife's', 'two of our'."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.same_kin import known_by_tie
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

FURTHEST = 6  # tokens that lead up to it at most


@dataclass(frozen=True, slots=True)
class Tie:
    """A word that ties somebody to the writer. `single`: it tells one; `start`: the first of the words that lead up
    to it; `number`: how many they tell; `determined`: whether they show that somebody is meant: 'my', 'both'."""

    mark: Mark
    single: bool
    start: int
    number: int | None = None
    determined: bool = False


def led_up_to(page: Page, mark: Mark, single: bool, named: set[int]) -> Tie:
    """The word with all that leads up to it. `named`: tokens that are somebody already."""
    tokens, voc = page.tokens, page.voc
    words, start, number, determined = voc.words, mark.start, None, False
    ages = page.within("age", max(0, mark.start - FURTHEST), mark.start)
    aged = {n: age for age in ages for n in range(age.start, age.end)}
    while start > 0 and mark.start - start < FURTHEST:
        word = tokens[start - 1]
        value = voc.number(word)
        if word.kind is Kind.LINE or start - 1 in named:
            break
        if value is not None and start > 1 and tokens[start - 2].fold in words["school_year"]:
            start -= 2  # 'eight Year 10 pupils'
            if start and number is None and voc.number(tokens[start - 1]) is not None:
                number, start = voc.number(tokens[start - 1]), start - 1
            continue
        if word.fold == "s" and start > 1 and _owner(page, start - 2):
            determined, start = True, start - (1 if start - 2 in named else 2)  # "my sister's husband"
            continue
        if start - 1 in aged and voc.number(word) != 1:
            start = aged[start - 1].start  # 'my 14 year old son'
            continue
        if word.fold in words["times_mark"] and start > 1 and voc.number(tokens[start - 2]) is not None:
            start -= 1  # '2 x adulti'
            continue
        if word.fold in words["determiner"]:
            determined = True
        elif word.fold in words["both"] and not single and not mark.numbers:
            number, determined = 2, True  # 'myself and both grandparents'
        elif value is not None and (start - 1) not in page.dated:
            if number is not None or (start < mark.start and tokens[start].fold in words["article"]):
                break  # 'siamo in otto 5 grandi', 'gruppo 2 la nostra dipendente'
            if single and value > 1 and start > 1 and tokens[start - 2].fold in words["in_that_case"]:
                break  # '… and the twins so 5 nan wont take up much room'
            number = value
        elif (word.fold not in words["adjective"] or word.fold in words["plus"]) and not _compounded(page, mark, start):
            break
        start -= 1
    return _some_of(page, Tie(mark, single, start, number, determined))


def _compounded(page: Page, mark: Mark, start: int) -> bool:
    """'four committee members', 'three team leaders': a noun between a number and the word, which it goes before."""
    if start != mark.start or start < 2 or mark.cls != "relations" or not page.voc.words["noun_last"]:
        return False
    return (page.voc.number(page.tokens[start - 2]) or 0) > 1 and plain_noun(page, start - 1)


def _some_of(page: Page, tie: Tie) -> Tie:
    """'two of our carers', 'tre dei nostri ragazzi'."""
    tokens, words, start = page.tokens, page.voc.words, tie.start
    if tie.single or tie.number is not None or start < 2:
        return tie
    if tokens[start - 1].fold not in words["of"] | words["of_the"] or start - 2 in page.dated:
        return tie
    some = page.voc.number(tokens[start - 2])
    return tie if some is None else replace(tie, start=start - 2, number=some, determined=True)


def shown(page: Page, cast: Cast, tie: Tie) -> Tie:
    """The same, determined also where it is 'the' one told of, or stands by the writer's side."""
    tokens, words, start = page.tokens, page.voc.words, tie.start
    before = tokens[start - 1].fold if start else ""
    told = before in words["article"] and known_by_tie(page.voc, cast, tokens[tie.mark.start].fold) is not None
    by_side = any(m.end == start for m in page.within("by_side", max(0, start - 3), start))
    with_them = by_side and before in words["from"] | words["beside"]
    if told or with_them:  # 'unitamente al minore', of whom the name was told; 'accompagnato dalla consorte'
        return replace(tie, determined=True)
    return tie


def joined(page: Page, cast: Cast, tie: Tie) -> bool:
    """Whether it is joined to what stands beside it: 'and wife', 'con moglie', 'me, wife, 3 kids'."""
    words, start, end = page.voc.words, tie.start, tie.mark.end
    before = page.tokens[start - 1].fold if start else ""
    if before in words["and"] or before in words["with"]:
        return True
    if before == "," and any(r.kind == "relation" and r.end == start - 1 for r in cast.refs):
        return True
    if _and_me(page, end) or (start == tie.mark.start and _after_me(page, start, end)):
        return True
    return before == ":" and end < len(page.tokens) and page.tokens[end].text == ","  # ': wife, son, …'


def _owner(page: Page, n: int) -> bool:
    """Whether the word before an apostrophe and 's' is somebody or something, no 'that's' or 'it's'."""
    token, voc = page.tokens[n], page.voc
    word = token.fold.strip("'’")
    return token.text[-1] in "'’" and word not in voc.function_words | voc.words["stop"] and len(word) > 2


def _and_me(page: Page, n: int) -> bool:
    """'Wife and self', 'moglie e io': joined to the writer right behind."""
    words, after = page.voc.words, page.tokens[n : n + 3]
    if len(after) < 2 or after[0].fold not in words["and"] or after[1].fold not in words["me"] | words["me_subject"]:
        return False
    return len(after) < 3 or after[2].kind is not Kind.WORD or not after[2].capital  # 'mamma e io Ada Neri'


def _after_me(page: Page, start: int, end: int) -> bool:
    """'me, wife, 3 kids', 'io moglie e 2 figli': right behind the writer, and a row goes on; not 'io, mamma di Lia'."""
    words, tokens = page.voc.words, page.tokens
    before = start - 2 if start > 1 and tokens[start - 1].text == "," else start - 1
    if before < 0 or end + 1 >= len(tokens) or tokens[before].fold not in words["me"] | words["me_subject"]:
        return False
    goes_on = end + 1 if tokens[end].text == "," else end
    kin = any(page.at(cls, goes_on) is not None for cls in ("relation", "relations"))
    return kin or tokens[goes_on].fold in words["and"] or (page.numbers[goes_on] or 0) > 1
