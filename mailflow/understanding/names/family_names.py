"""Surnames told once for two: 'Anna e Marco Rossi'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.names import Name, is_given, key_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token, fold
from mailflow.understanding.text.words import Words


def siblings(page: Page, names: Sequence[Name]) -> list[Name]:
    """A surname said once for two or more: 'Asia e Nicole Ferrarini', '(Ada, Ugo, Lia Conti)'."""
    found = list(names)
    joined, particles = page.voc.words["and"], page.voc.words["particle"]
    full = {w for n in names if len(n.key) >= 2 and not _alone(page, n) for w in n.key}
    completed: set[int] = set()  # the names that the surname was given to already
    for n in range(len(found) - 2, -1, -1):
        one, two = found[n], found[n + 1]
        between = _between(page, one.end, two.start)
        row = n + 1 in completed or _closes_brackets(page, one, two)
        comma = len(between) == 1 and between[0].text == "," and row
        if _one_of_kin(page, one.start) or (two.titled and not one.titled):
            continue  # 'my wife Honoria and Iain Purvis', 'Rob and Dr Ann Lee'
        first, last = _parts(two.text, particles)
        if _alone(page, one) and last and (comma or (len(between) == 1 and between[0].fold in joined)):
            beside, alone = fold(first), fold(one.text)
            given = all(
                is_given(word) or word in wordlike() or page.voc.ordinals.get(word, 0) > 0
                for word in (*alone.split(), *beside.split())
            )
            unlisted = is_given(beside) and not surnames().places(one.key)  # 'Sapphire and Rex Cole'
            surname = alone in surnames() and not is_given(alone)
            opens = not surname and one.start > 0 and page.tokens[one.start - 1].text in ":(,"
            opens = opens and between[0].fold in joined  # ': Kai and Odile Dubois', 'Chike and Ngozi Achebe'
            inside = n > 0 and n + 1 in completed and first_only(found[n - 1]) and _follows(page, found[n - 1], one)
            if (given or unlisted or inside or opens or _of_kin(page, one.start)) and not (one.key & full):
                text = f"{one.text} {last}"
                found[n] = Name(one.start, one.end, text, key_of(text), True, one.titled)
                completed.add(n)
    return found


def _parts(name: str, particles: Words) -> tuple[str, str]:
    """The first names of a name and its surname: 'Anna-Lisa' and 'Galli', 'Maria Pia' and 'Galli', 'Rosa' and 'De
    Luca'; no surname where none is told, or where two may be."""
    words = name.split()
    first = 2 if len(words) == 3 and all(is_given(fold(w)) and fold(w) not in particles for w in words[:2]) else 1
    family = words[first:]
    plain = [word for word in family if fold(word) not in particles]
    return " ".join(words[:first]), " ".join(family) if len(plain) == 1 else ""


def _alone(page: Page, name: Name) -> bool:
    """Whether it is a first name alone: 'Lia', 'Anna-Lisa'; of two words among kin, where the second is nobody's
    surname: 'i miei figli Pier Luigi e …', not 'i miei nonni Jane Parker e …'."""
    words = fold(name.text).split()
    double = len(words) == 2 and all(map(is_given, words)) and words[1] not in surnames() and _of_kin(page, name.start)
    return double or (len(words) == 1 and (len(name.key) == 1 or is_given(words[0])))


def _between(page: Page, start: int, end: int) -> list[Token]:
    """What stands between two names but for ages, brackets, titles and small words: 'Maggie and young Seth Lumb'."""
    words = page.voc.words
    ages = {k for m in page.within("age", start, end) for k in range(m.start, m.end)}
    small = words["title"] | words["adjective"]
    return [
        page.tokens[k]
        for k in range(start, end)
        if page.tokens[k].kind not in (Kind.LINE, Kind.NUMBER)
        and k not in ages
        and page.tokens[k].text not in "()."
        and page.tokens[k].fold.strip(".") not in small
    ]


def _closes_brackets(page: Page, one: Name, two: Name) -> bool:
    """Whether the second of two names ends the brackets that the first stands in."""
    opened = any(t.text == "(" for t in page.tokens[max(0, one.start - 8) : one.start])
    return opened and two.end < len(page.tokens) and page.tokens[two.end].text == ")"


def _follows(page: Page, one: Name, two: Name) -> bool:
    """Whether no more than a comma stands between two names."""
    return two.start - one.end == 1 and page.tokens[one.end].text == ","


def singular(page: Page, surname: str) -> str:
    """'Stark' of 'Starks', 'Davies' of 'Davies': the surname of a family told by its plural."""
    for ending in page.voc.words["plural_ending"]:
        one = surname.removesuffix(ending)
        if one != surname and (one.lower() in surnames() or surname.lower() not in surnames()):
            return one
    return surname


def _of_kin(page: Page, start: int) -> bool:
    """'i fratelli Learco e Ivo Bonezzi', 'my parents, Wilf and Dot Lee': several of a family, told right before."""
    end = start - 1 if start and page.tokens[start - 1].text in ":,(" else start
    return any(m.end == end for m in page.within("relations", max(0, end - 3), end))


def _one_of_kin(page: Page, start: int) -> bool:
    """'my wife Honoria and Iain Purvis', 'me, our Kath and Len Fitch': a tie of one alone before the first of two."""
    one = any(m.end == start for m in page.within("relation", max(0, start - 4), start))
    ours = start > 1 and page.tokens[start - 1].fold in page.voc.words["own_one"] and page.tokens[start - 2].text == ","
    return (one or ours) and not _of_kin(page, start)  # 'le mie nipotine Ada e Lia Neri', a word for one or several


def first_only(name: Name) -> bool:
    """Whether it is of one word, and that no surname."""
    word = fold(name.text)
    return (len(name.key) == 1 and (is_given(word) or word not in surnames())) or ("-" in word and is_given(word))
