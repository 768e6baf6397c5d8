"""Parts of a party told by sex or age: 'le donne', 'the gentleman', 'noi grandi', 'i piccoli', 'the boys'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import or_

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.genders import HE, SHE, tell_genders
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.vocabulary import Vocabulary
from mailflow.understanding.text.words import Words

GROWN, YOUNG = "grown", "young"
# Class of words, sex, age, whether they tell several; the first that fits is meant: 'i ragazzi' are boys beside 'le
# ragazze', and all the young otherwise.
KINDS = (
    ("men", HE, "", True),
    ("women", SHE, "", True),
    ("man", HE, "", False),
    ("woman", SHE, "", False),
    ("boys", HE, YOUNG, True),
    ("girls", SHE, YOUNG, True),
    ("boy", HE, YOUNG, False),
    ("girl", SHE, YOUNG, False),
    ("young", "", YOUNG, True),
    ("grown", "", GROWN, True),
)
OF_AGE = 18
BEHIND = 2  # tokens from a name to the age
AGE = 6  # ... to its end


@cache
def _of_kinds(voc: Vocabulary) -> Words:
    """All words of KINDS."""
    return reduce(or_, (voc.words[cls] for cls, *_ in KINDS))


def of_a_kind(page: Page, cast: Cast) -> Mapping[int, tuple[int, ...]]:
    """By token, whom a word for those of one sex or age means, in a party of whom all are named."""
    told = _of_kinds(page.voc)
    if told.isdisjoint(page.folds):
        return {}
    said = [n for n, token in enumerate(page.tokens) if token.fold in told]
    guests = [ref for ref in cast.unnamed if ref.end - 1 not in said]
    if guests or len(cast.named_attending) < len(cast.attending):
        return {}
    tell_genders(page, cast)
    young = frozenset(_young(page, cast))
    return {n: who for n in said if (who := _meant(page, cast, young, n))}


def _meant(page: Page, cast: Cast, young: frozenset[int], n: int) -> tuple[int, ...]:
    """Whom the word at `n` means; nobody where it would not be as many as it tells, or would be all."""
    words, word = page.voc.words, page.tokens[n].fold
    girls = not words["girls"].isdisjoint(page.folds)
    lead = [t.fold for t in page.tokens[max(0, n - 2) : n]]
    for cls, sex, age, several in KINDS:
        if word not in words[cls] or (cls == "boys" and word in words["young"] and not girls):
            continue
        if word in words["women"] & words["man"] and several != any(t in words["the_several"] for t in lead):
            continue  # 'le signore', 'il signore'
        who = _fit(cast, young, sex, age)
        if 0 < len(who) < len(cast.attending) and (len(who) > 1) == several:
            return who if page.numbers[n - 1] in (None, len(who)) else ()
    return ()


def _fit(cast: Cast, young: frozenset[int], sex: str, age: str) -> tuple[int, ...]:
    """Those who come of that sex and age, where both are told of everybody."""
    who = cast.attending
    if age and young:
        who = [n for n in who if (n in young) == (age == YOUNG)]
    elif not sex:
        return ()
    genders = [cast.persons[n].gender for n in who]
    if sex and "" in genders:
        return ()
    return tuple(n for n in who if not sex or cast.persons[n].gender == sex)


def _young(page: Page, cast: Cast) -> Iterator[int]:
    """'i figli Luca e Sara', 'our daughter Pia', 'Barnaby (15)'."""
    minor = page.voc.words["minor"]
    yield from (n for n, person in enumerate(cast.persons) if person.relation in minor)
    for row in chains(page, cast.refs):
        for at, ref in enumerate(row):
            if ref.kind == "relation" and ref.n != 1 and page.tokens[ref.end - 1].fold in minor:
                yield from _named(page, row[at + 1 :], ref.n)
            if ref.kind == "name" and (_years(page, ref) or OF_AGE) < OF_AGE:
                yield ref.person


def _named(page: Page, row: Sequence[Ref], count: int | None) -> Iterator[int]:
    """The persons of the names that follow: as many as are told, else up to the one behind an 'and'."""
    for at, ref in enumerate(row):
        if ref.kind != "name" or (count is not None and at >= count):
            return
        yield ref.person
        if count is None and at and page.tokens[ref.start - 1].fold in page.voc.words["and"]:
            return


def _years(page: Page, ref: Ref) -> int | None:
    """'Pia, 9 anni', 'Tom (15)'."""
    told = next((m for m in page.within("age", ref.end, ref.end + AGE) if m.start - ref.end < BEHIND), None)
    if told is not None and told.numbers:
        return told.numbers[0]
    bracket = page.tokens[ref.end : ref.end + 3]
    alone = len(bracket) == 3 and bracket[0].text == "(" and bracket[2].text == ")"
    return page.numbers[ref.end + 1] if alone else None
