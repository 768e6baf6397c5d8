"""Names known by the row they stand in: 'Rosa Lenzi, Mia Bo e Alba Re', 'two mates, Woody and Jas', 'Ben 9, Mia 4'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.understanding.gazetteer import wordlike
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

OLD = 100  # years
BRACKETS = 10  # tokens at most that stand in brackets behind a name: 'Bianca Neri (mia figlia, la grande)'


def with_rows(of: NameWords, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names found, and those that go on a row of them, everyday words though they be: two capital words, or one
    with its age; and those behind words for as many people: 'two mates, Woody and Jas'."""
    full = [name for name in found if len(name.key) > 1]
    starts = {name.start for name in full}
    taken = {k for name in full for k in range(name.start, name.end)}
    families = {of.word(name.end - 1) for name in full}
    more: list[list[int]] = []
    queue = [_behind_joint(of, name.end) for name in full]
    for mark in of.page.marks.get("relations", ()):
        opened = _opened(of, mark.end)
        more += [run for run in _as_many(of, mark, opened) if run[0] not in starts]
        queue.append(opened)
    while queue:
        at = queue.pop()
        if at is None or at in taken:
            continue
        pair = _two_words(of, at) and at + 1 not in taken
        if pair and (_first_name(of, at) or of.word(at + 1) in families or _behind_joint(of, at + 2) in starts):
            more.append([at, at + 1])
        elif _aged(of, at):
            more.append([at])
        else:
            continue
        taken.update(more[-1])
        queue.append(_behind_joint(of, more[-1][-1] + 1))
    inside = {k for run in more for k in run}
    whole = {name.start: name for name in found if name.start not in inside}
    alone = {name.start: name for name in found if name.end - name.start == 1}
    for run in more:
        single = alone.get(run[0]) if len(run) == 1 else None
        whole[run[0]] = single or of.name(run, False, False)
    return tuple(sorted(whole.values(), key=lambda name: name.start))


def _opened(of: NameWords, n: int) -> int | None:
    """The place behind a mark that names may follow."""
    return n + 1 if n + 1 < len(of.tokens) and of.tokens[n].text in ",:(" else None


def _as_many(of: NameWords, mark: Mark, at: int | None) -> Iterator[list[int]]:
    """'due amici, Gigi e Lello', '(my three lads: Woody, Jas and Taz)': as many capital words as people are told."""
    numbers = [of.page.numbers[n] for n in range(max(0, mark.start - 3), mark.start) if n not in of.page.dated]
    number = next((n for n in reversed(numbers) if n is not None), None)
    row: list[int] = []
    while at is not None and _one_word(of, at):
        row.append(at)
        at = _behind_joint(of, at + 1)
    if number == len(row) > 1 and of.tokens[row[-1] - 1].fold in of.words["and"]:
        yield from ([n] for n in row)


def _one_word(of: NameWords, n: int) -> bool:
    """Whether a capital word stands there alone that may be a first name."""
    if n >= len(of.tokens) or n in of.blocked or of.everyday(n) or of.several_kin(n) or of.in_place(n):
        return False
    token, word, voc = of.tokens[n], of.word(n), of.page.voc
    after = of.tokens[n + 1 : n + 2]
    goes_on = after and after[0].kind is Kind.WORD and (after[0].capital and after[0].fold not in of.words["and"])
    plain = AnyOf(of.words["not_names"], of.words["stop"], voc.function_words, voc.common)
    told = is_given(word) or word in wordlike() or word not in plain
    others = AnyOf(of.offices, of.words["title"], of.words["particle"], of.not_people)
    capital = token.kind is Kind.WORD and token.capital and len(token.text) > 2
    return capital and told and not goes_on and (word not in others or is_given(word))


def _aged(of: NameWords, n: int) -> bool:
    """'Bertie (6)', 'Mia 4 anni', 'Ben 9': one word and its age."""
    if not _one_word(of, n):
        return False
    at = n + 1 + [t.text for t in of.tokens[n + 1 : n + 2]].count("(")
    told = of.page.at("age", at) or of.page.at("age", n + 1)
    years = of.page.numbers[at] if at < len(of.tokens) else None
    after = of.tokens[at + 1].text if at + 1 < len(of.tokens) else "."
    alone = years is not None and years < OLD and (after in "),.;" or of.tokens[at + 1].fold in of.words["and"])
    return told is not None or (alone and at not in of.page.dated)


def _behind_joint(of: NameWords, n: int) -> int | None:
    """The place behind what joins a name to the next, its age or a remark in brackets before that."""
    tokens = of.tokens
    if n < len(tokens) and tokens[n].text == "(":
        n = next((k + 1 for k in range(n, min(n + BRACKETS, len(tokens))) if tokens[k].text == ")"), n)
    if n + 1 < len(tokens) and tokens[n].text == "," and tokens[n + 1].kind is Kind.NUMBER:
        age = of.page.at("age", n + 1)
        n = age.end if age is not None else n + 2
    elif n < len(tokens) and (of.page.at("age", n) or tokens[n].kind is Kind.NUMBER):
        age = of.page.at("age", n)
        n = age.end if age is not None else n + 1
    first = n
    while n < len(tokens) and (tokens[n].text in (",", ";") or tokens[n].fold in of.words["and"]):
        n += 1
    return of.title_at(n) if first < n < len(tokens) else None


def _two_words(of: NameWords, at: int) -> bool:
    """Whether two capital words stand there, and no third: none of an office, a place or the event."""
    if at + 1 >= len(of.tokens) or {at, at + 1} & of.blocked or of.in_place(at):
        return False
    pair = of.tokens[at : at + 2]
    after = of.tokens[at + 2 : at + 3]
    third = after and after[0].kind is Kind.WORD and after[0].capital and after[0].fold not in of.words["and"]
    others = AnyOf(of.offices, of.words["title"], of.words["saint"], of.words["street"], of.not_people)
    return not third and all(
        t.kind is Kind.WORD and t.capital and len(t.text) > 1 and t.fold not in others for t in pair
    )


def _first_name(of: NameWords, at: int) -> bool:
    """Whether the first of the two is a first name, an everyday word too perhaps, and the second may be a surname."""
    first, last, small = of.word(at), of.word(at + 1), of.words["stop"] | of.page.voc.function_words
    told = is_given(first) or first in wordlike()
    closes = of.in_full_row(at) and not (of.tokens[at + 2 : at + 3] and of.tokens[at + 2].kind is Kind.WORD)
    return (told or closes) and last not in small and not of.everyday(at + 1)
