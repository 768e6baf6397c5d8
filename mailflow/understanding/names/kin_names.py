"""Names known by the kin that stands before them: 'i fratelli Conti: Primo, Ivo e Lea', 'MIA MOGLIE NELLA SALA'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.gazetteer import given, surnames, wordlike
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

MARKS = ":(,"
ONE = ("relation", "introduce_self", "named")  # whom one name follows


def with_kin(of: NameWords, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names found, and those that stand behind words for kin though no list or capital tells them."""
    taken = {k for name in found for k in range(name.start, name.end)}
    starts = {name.start: name for name in found}
    inverted = any(_surname_first(of, name) for name in found)
    more: list[list[int]] = []
    for mark in of.page.marks.get("relations", ()):
        more += _before_full(of, mark.end, starts, taken)
        more += _own_row(of, mark, taken)
        more += _below_surname(of, mark.end, taken)
        more += _inverted(of, mark.end, taken) if inverted else ()
    for mark in (m for cls in ONE for m in of.page.marks.get(cls, ())):
        more += _small_word(of, mark.end, taken)
        more += _inverted(of, mark.end, taken) if inverted else ()
    for n in range(len(of.tokens) - 1) if not of.words["own_one"].isdisjoint(of.page.folds) else ():
        more += _ours(of, n, taken)
    names = [of.name(run, True, False) for run in {tuple(run): run for run in more}.values()]
    return tuple(sorted([*found, *names], key=lambda name: name.start))


def _before_full(of: NameWords, at: int, starts: dict[int, Name], taken: set[int]) -> Iterator[list[int]]:
    """'i miei figli Iacopo e Dafne Bonini': words of one name each, up to one that is told in full, if only by them."""
    opened = at < len(of.tokens) and of.tokens[at].text in MARKS
    at += opened
    row: list[int] = []
    while _of_one_name(of, at, opened) and at not in starts:
        row.append(at)
        at += 2
    last = starts.get(at)
    first = of.word(last.start) if last is not None else ""
    if last is not None and len(last.key) == 2 and (is_given(first) or first not in surnames()):
        yield from ([n] for n in row if n not in taken)
    elif row and last is None and not {at, at + 1} & taken and _full(of, at):
        yield from ([n] for n in row if n not in taken)
        yield [at, at + 1]


def _own_row(of: NameWords, mark: Mark, taken: set[int]) -> Iterator[list[int]]:
    """'my daughters Abena and Esi', 'i miei nipoti Xian, Bo e Taz': names no list knows, right behind one's own kin."""
    own = of.words["own_one"] | of.words["own"]
    if not any(of.tokens[n].fold in own for n in range(max(0, mark.start - 2), mark.end)):
        return
    row, at = [mark.end], mark.end + 1
    while _joint(of, at):
        row.append(at + 1)
        at += 2
    last = [t.capital for t in of.tokens[row[-1] + 1 : row[-1] + 2] if t.kind is Kind.WORD]
    ends = not any(last) and _may_be_first(of, row[-1], ends=True)  # 'Abena and Esi will be with me'
    if (
        len(row) > 1
        and of.tokens[row[-1] - 1].fold in of.words["and"]
        and ends
        and all(_may_be_first(of, n) for n in row[:-1])
    ):
        yield from ([n] for n in row if n not in taken)


def _of_one_name(of: NameWords, at: int, opened: bool) -> bool:
    """Whether a capital word stands there alone that a joint follows, and no surname: 'the sisters Price and Neri'."""
    if at + 1 >= len(of.tokens) or at in of.blocked or not _joint(of, at + 1):
        return False
    token, word, voc = of.tokens[at], of.word(at), of.page.voc
    small = voc.function_words | of.words["stop"] | of.words["me"]
    surname = word in surnames() and not is_given(word) and word not in voc.common
    plain = word in small and word not in wordlike()
    return token.kind is Kind.WORD and token.capital and len(word) > 2 and not plain and (opened or not surname)


def _full(of: NameWords, at: int) -> bool:
    """'Gift Adeyemi': a capital word before a surname that a list or the headers know."""
    if (
        at + 1 >= len(of.tokens)
        or {at, at + 1} & of.blocked
        or not (of.tokens[at].capital and of.tokens[at + 1].capital)
    ):
        return False
    first, last = of.word(at), of.word(at + 1)
    small = of.page.voc.function_words | of.words["stop"] | of.words["not_names"]
    return first not in small and (last in surnames() or last in of.known_words) and last not in small


def _below_surname(of: NameWords, at: int, taken: set[int]) -> Iterator[list[int]]:
    """'tre fratelli Conti: Learco, Secondo e Ivo': two or more words of one name each behind a surname."""
    if at + 1 >= len(of.tokens) or of.tokens[at + 1].text not in MARKS or not of.tokens[at].capital:
        return
    if is_given(of.word(at)) or not (_may_be_first(of, at) or of.word(at) in surnames()):
        return
    row, at = [at + 2], at + 3
    while _joint(of, at):
        row.append(at + 1)
        at += 2
    while row and not _may_be_first(of, row[-1]):
        row.pop()
    if len(row) >= 2 and all(_may_be_first(of, n) for n in row):
        yield from ([n] for n in row if n not in taken)


def _small_word(of: NameWords, at: int, taken: set[int]) -> Iterator[list[int]]:
    """'MIA MOGLIE NELLA SALA', 'my daughter May and me': a first name that is a small or an everyday word too."""
    if at >= len(of.tokens) or {at, at + 1} & taken or of.free(at) or at in of.blocked:
        return
    first, after = of.word(at), at + 1
    if first not in given() and first not in wordlike():
        return
    if not (of.page.shouting or of.page.whispering or of.tokens[at].capital):
        return  # 'my daughter as well'
    if _may_be_first(of, at) and not of.page.shouting:
        yield [at]
    elif after < len(of.tokens) and of.tokens[after].kind is Kind.WORD and not is_given(of.word(after)):
        small = of.words["preposition"] | of.words["of"] | of.words["particle"] | of.words["and"]
        small |= of.words["article"] | of.words["indefinite"]  # 'SONO UN MURATORE'
        ends = after + 1 >= len(of.tokens) or not of.free(after + 1)
        everyday = of.page.whispering and of.word(after) in of.page.voc.common  # 'my daughter as well'
        surname = (of.word(after) in surnames() and not everyday) or (of.page.shouting and ends and of.free(after))
        if of.word(after) in of.known_words or (surname and first not in small):
            yield [at, after]  # 'MIA NUORA SARA TRALDI.'


def _ours(of: NameWords, n: int, taken: set[int]) -> Iterator[list[int]]:
    """'e il nostro Michele', 'me and our Bertie': a first name behind 'our'; one that no list knows where it is joined
    to what stands before."""
    if of.tokens[n].fold not in of.words["own_one"]:
        return
    at = n + 1
    while at + 1 < len(of.tokens) and of.tokens[at].fold in of.words["adjective"]:
        at += 1
    if at in taken or at + 1 in taken or at in of.blocked or of.everyday(at) or of.several_kin(at):
        return
    token, word = of.tokens[at], of.word(at)
    after = of.tokens[at + 1 : at + 2]
    goes_on = bool(after) and after[0].kind is Kind.WORD and (after[0].capital or not token.capital)
    small = of.words["stop"] | of.page.voc.function_words | of.words["closing_word"]
    if goes_on and not of.page.shouting and (after[0].capital or after[0].fold not in small):
        return  # 'our Grace Darling Trust', 'il nostro luca toni'
    joined = n > 0 and (of.tokens[n - 1].fold in of.words["and"] or (n > 1 and _joint(of, n - 2)))
    joined = joined or (
        n > 1 and of.tokens[n - 1].text == "," and (n - 2 in taken or of.tokens[n - 2].fold in of.words["me"])
    )  # 'Ray Lee, our Kath and me'
    unknown = joined and not goes_on and token.capital and not of.page.shouting and of.fits(token, at)
    told = is_given(word) and (token.capital or (of.page.whispering and of.free(at)))
    everyday = word in of.offices | of.words["session_head"] | of.words["round_head"] or word in of.not_people
    if token.kind is Kind.WORD and not everyday and (told or (unknown and word not in of.page.voc.common)):
        yield [at]


def _inverted(of: NameWords, at: int, taken: set[int]) -> Iterator[list[int]]:
    """'I NIPOTI COSTI LUCA E COSTI SARA': everyday words before first names, in a mail that puts surnames first."""
    while at + 1 < len(of.tokens) and not {at, at + 1} & taken:
        word = of.tokens[at]
        plain = of.words["adjective"] | of.words["stop"] | of.page.voc.function_words | of.words["not_names"]
        surname = word.kind is Kind.WORD and len(word.text) > 3 and word.fold not in plain
        if not surname or is_given(of.word(at)) or not is_given(of.word(at + 1)) or not of.free(at + 1):
            return
        yield [at, at + 1]
        if not _joint(of, at + 2):
            return
        at += 3


def _surname_first(of: NameWords, name: Name) -> bool:
    first, last = of.word(name.start), of.word(name.end - 1)
    return name.end - name.start == 2 and is_given(last) and not is_given(first)


def _joint(of: NameWords, at: int) -> bool:
    return at < len(of.tokens) and (of.tokens[at].text == "," or of.tokens[at].fold in of.words["and"])


def _may_be_first(of: NameWords, at: int, ends: bool = False) -> bool:
    """Whether a word with a capital stands there that may be a first name: no everyday word, but 'Secondo', 'Gioia'.

    `ends`: whatever follows it.
    """
    if at >= len(of.tokens) or at in of.blocked:
        return False
    token, word, voc = of.tokens[at], of.word(at), of.page.voc
    everyday = word in AnyOf(of.words["not_names"], of.words["stop"], voc.function_words, voc.common, of.not_people)
    alone = ends or at + 1 >= len(of.tokens) or of.tokens[at + 1].kind is not Kind.WORD or _joint(of, at + 1)
    told = not everyday or word in wordlike() or voc.ordinals.get(word, 0) > 0
    return token.kind is Kind.WORD and token.capital and len(word) > 2 and told and alone
