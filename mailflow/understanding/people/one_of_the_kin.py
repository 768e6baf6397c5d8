"""One of a group of kin told before: 'i miei genitori Ugo e Ada … papà al 3, mamma al 5', 'the kids … our son A'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.genders import HE, SHE, gender_of_name
from mailflow.understanding.people.party import ROW, Ref
from mailflow.understanding.text.page import Page

# Classes of words for a group of kin, and for one of it.
GROUPS = (
    ("parents", "parent"),
    ("grandparents", "grandparent"),
    ("children", "child"),
    ("grandchildren", "grandchild"),
    ("siblings", "sibling"),
    ("cousins", "cousin"),
    ("uncles", "uncle"),
    ("in_laws", "in_law"),
)
MOST = 6  # of one group
FAR = 14  # tokens from the group to the list of who they are


def group_of(page: Page, cast: Cast, noun: str) -> Ref | None:
    """The words for the group, told before, of which the word tells one."""
    words = page.voc.words
    several = [group for group, one in GROUPS if noun in words[one]]
    told = (r for r in reversed(cast.refs[-ROW:]) if r.kind == "relation" and r.n != 1) if several else ()
    return next((r for r in told if any(page.tokens[r.end - 1].fold in words[group] for group in several)), None)


def one_of(
    page: Page, cast: Cast, group: Ref, noun: str, names_at: Mapping[int, Ref], names_end: Mapping[int, Ref]
) -> int | None:
    """Who of the group it is: the only one of that sex by the names told beside it; None where that tells nobody."""
    who = [*_behind(page, _list_behind(page, group.end), names_at)] or [*_before(page, group.start, names_end)]
    told = {person: gender_of_name(page, cast.persons[person].name) for person in who[: group.n]}
    sex = _sex(page, noun)
    fit = [person for person, gender in told.items() if gender == sex] if sex and "" not in told.values() else []
    return fit[0] if len(fit) == 1 < len(told) else None


def _sex(page: Page, noun: str) -> str:
    words = page.voc.words
    she, he = noun in words["she_words"], noun in words["he_words"]
    return "" if she == he else SHE if she else HE


def _list_behind(page: Page, end: int) -> int:
    """Where their list begins behind what is said of them: 'i miei genitori, che non usano la mail: Ugo e Ada'."""
    _, last = page.sentences[page.sentence_of(end - 1)]
    colons = (n for n in range(end, min(last, end + FAR)) if page.tokens[n].text == ":")
    return next(colons, end) if end < last and page.tokens[end].text == "," else end


def _behind(page: Page, n: int, names_at: Mapping[int, Ref]) -> Iterator[int]:
    """The persons named right behind: 'my parents, Ugo and Ada', 'i miei figli sono Ugo e Ada'."""
    joints = page.voc.words["and"] | page.voc.words["be"] | {",", ":", "("}
    last = n + 4 * MOST
    while n < min(last, len(page.tokens)):
        if n in names_at:
            yield names_at[n].person
            n = names_at[n].end
        elif page.tokens[n].fold in joints:
            n += 1
        else:
            return


def _before(page: Page, n: int, names_end: Mapping[int, Ref]) -> Iterator[int]:
    """The persons named right before: 'Ugo e Ada, i miei genitori'."""
    joints = page.voc.words["and"] | {",", "("}
    last = n - 4 * MOST
    while n > max(last, 0):
        if n in names_end:
            yield names_end[n].person
            n = names_end[n].start
        elif page.tokens[n - 1].fold in joints:
            n -= 1
        else:
            return
