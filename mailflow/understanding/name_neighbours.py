"""Names known by the names they stand beside: 'Diletta, Giovanni e Bianca', 'me niamh and rory'."""

from __future__ import annotations

from mailflow.understanding.firms import called_after
from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.name_words import NameWords
from mailflow.understanding.names import Name, is_given
from mailflow.understanding.tokens import Kind


def with_neighbours(of: NameWords, found: list[Name]) -> tuple[Name, ...]:
    """The names found, and those told only by standing in a row with them."""
    taken = {k for name in found for k in range(name.start, name.end)}

    def add(run: list[int]) -> Name:
        name = of.name(run, False, False)
        found.append(name)
        taken.update(run)
        return name

    lead = of.words["me"] | of.words["and"]
    for at in range(1, len(of.tokens)):
        before = of.tokens[at - 1]
        if not (before.fold in lead or before.text == ",") or at in taken or not of.tokens[at].text.islower():
            continue
        if _after_me(of, at, taken):
            add([at])
    for name in list(found):
        if _full_name_after(of, name, taken):
            add([name.end + 1, name.end + 2])
    queue = [
        name
        for name in found
        if (is_given(of.tokens[name.start].fold) and (name.end - name.start == 1 or len(name.key) == 2))
        or (name.end - name.start == 1 and of.pointed_at(name.start, strictly=True))  # 'the boys (Ianto and Macsen)'
    ]
    while queue:
        name = queue.pop()
        for step in (-1, 1):
            beside = _first_name_beside(of, name, step, taken)
            if beside is not None:
                queue.append(add([beside]))
    return tuple(sorted(found, key=lambda name: name.start))


def _after_me(of: NameWords, at: int, taken: set[int]) -> bool:
    """'me niamh and rory': first names in small letters behind 'me', or joined to such a one."""
    tokens, me = of.tokens, of.words["me"]
    before = tokens[at - 1].fold
    beside = before in me
    if at > 1 and (before in of.words["and"] or before == ","):
        beside = tokens[at - 2].fold in me or (at - 2 in taken and tokens[at - 2].text.islower())
    return beside and is_given(tokens[at].fold) and of.free(at)


def _full_name_after(of: NameWords, name: Name, taken: set[int]) -> bool:
    """'Serra Paolo, Conti Mariapia': two words behind a full name, the one known at least by a list."""
    tokens, at = of.tokens, name.end + 1
    if len(name.key) < 2 or not all(_row_word(of, k, taken) for k in (at, at + 1)) or called_after(of, [at, at + 1]):
        return False
    closed = at + 2 >= len(tokens) or not tokens[at + 2].capital
    known = tokens[at].fold in surnames() or tokens[at + 1].fold in surnames() or is_given(tokens[at].fold)
    joint = tokens[name.end]
    return (joint.text == "," or joint.fold in of.words["and"]) and closed and known


def _row_word(of: NameWords, n: int, taken: set[int]) -> bool:
    if n >= len(of.tokens) or n in taken or not of.fits(of.tokens[n], n):
        return False
    word = of.tokens[n].fold
    return len(word) > 2 and word not in of.not_people and (word not in of.page.voc.common or word in surnames())


def _first_name_beside(of: NameWords, name: Name, step: int, taken: set[int]) -> int | None:
    """'Diletta, Giovanni e Bianca', 'Baz and Steve': an unknown word with a capital beside a first name alone."""
    tokens = of.tokens
    between, at = name.start + step, name.start + 2 * step
    if step == 1 and _article(of, name.start - 1) and _article(of, at):
        at += 1  # 'la Bea, la Giuli e la Micol'
    if not 0 <= at < len(tokens) or at in taken:
        return None
    if len(name.key) == 2 and (step == 1 or not (is_given(tokens[at].fold) or _opens_row(of, at))):
        return None  # 'a nome di Carlo e Lina Bassi'
    if tokens[between].text != "," and tokens[between].fold not in of.words["and"]:
        return None
    further = at + step
    alone = not (0 <= further < len(tokens)) or not (tokens[further].capital and tokens[further].kind is Kind.WORD)
    word = tokens[at]
    may_be = (
        len(word.text) > 2
        and not word.text.isupper()
        and of.fits(word, at)
        and not of.begins_sentence(at)
        and word.fold not in of.page.voc.common
        and word.fold not in of.not_people
        and not of.in_place(at)
    )
    return at if alone and may_be else None


def _opens_row(of: NameWords, at: int) -> bool:
    """'(Hiro and Emi Tanaka)', 'the boys, Obi and Max Pell': a word no list knows, behind a mark."""
    return at > 0 and of.tokens[at - 1].text in "(:," and of.tokens[at].fold not in surnames()


def _article(of: NameWords, n: int) -> bool:
    """Whether the article stands there that people of the region give to first names."""
    return 0 <= n < len(of.tokens) and of.tokens[n].fold in of.words["name_article"]
