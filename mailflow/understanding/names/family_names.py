"""Surnames told apart from first names: once for two, before a list, behind 'di cognome'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.names import Name, is_given, key_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind, Token, fold


def siblings(page: Page, names: Sequence[Name]) -> list[Name]:
    """A surname said once for two or more: 'Asia e Nicole Ferrarini', '(Ada, Ugo, Lia Conti)'."""
    found = list(names)
    joined, particles = page.voc.words["and"], page.voc.words["particle"]
    full = {w for n in names if len(n.key) >= 2 for w in n.key}
    completed: set[int] = set()  # the names that the surname was given to already
    for n in range(len(found) - 2, -1, -1):
        one, two = found[n], found[n + 1]
        between = _between(page, one.end, two.start)
        row = n + 1 in completed or _closes_brackets(page, one, two)
        comma = len(between) == 1 and between[0].text == "," and row
        if _one_of_kin(page, one.start):
            continue
        whole = len(two.key - particles) == 2  # 'Lia, Pia e Rosa De Luca'
        if len(one.key) == 1 and whole and (comma or (len(between) == 1 and between[0].fold in joined)):
            first, last = two.text.split(" ", 1) if " " in two.text else (two.text, "")
            beside = fold(first)
            given = all(
                is_given(word) or word in wordlike() or page.voc.ordinals.get(word, 0) > 0
                for word in (next(iter(one.key)), beside)
            )
            unlisted = is_given(beside) and not surnames().places(one.key)  # 'Sapphire and Rex Cole'
            alone = next(iter(one.key))
            surname = alone in surnames() and not is_given(alone)
            opens = not surname and one.start > 0 and page.tokens[one.start - 1].text in ":(,"
            opens = opens and between[0].fold in joined  # ': Kai and Odile Dubois', 'Chike and Ngozi Achebe'
            inside = n > 0 and n + 1 in completed and first_only(found[n - 1]) and _follows(page, found[n - 1], one)
            if last and (given or unlisted or inside or opens or _of_kin(page, one.start)) and not (one.key & full):
                found[n] = Name(
                    one.start, one.end, f"{one.text} {last}", one.key | (two.key - {beside}), True, one.titled
                )
                completed.add(n)
    return found


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


def with_family_name(page: Page, names: Sequence[Name]) -> list[Name]:
    """A surname told apart from the first names: 'di cognome Lo Presti', 'famiglia Rossi: Anna, Marco e Lia'."""
    found = list(names)
    for told in (_labelled, _among_kin, _of_family):
        found = told(page, found)
    return _titled(page, found)


def _labelled(page: Page, found: list[Name]) -> list[Name]:
    """'di cognome Lo Presti', 'surname: Hale'."""
    labels = page.marks.get("name_label", ())
    for mark in page.marks.get("surname_word", ()):
        longer = (m for m in page.marks["surname_word"] if m.end - m.start > mark.end - mark.start)
        if any(m.start <= mark.start < m.end for m in (*labels, *longer)):
            continue
        near = [n for n, name in enumerate(found) if mark.start - 40 <= name.start < mark.end + 60]
        ahead = [n for n in near if found[n].start < mark.start and first_only(found[n])]
        here = page.sentence_of(mark.start)
        near = [n for n in ahead if page.sentence_of(found[n].start) == here] or near  # and not who signs
        if surname := _behind_label(page, mark.end):
            found = [f for f in found if not mark.end < f.start <= mark.end + len(surname)]
            near = _beside_label(page, found, mark)
        surname = surname or _capitals_before(page, mark.start) or _capitals(page, mark.end, 2, double=True)
        if surname:
            _give(found, near, surname)
            found = _without(found, surname, mark.start - 4, mark.start + 5)
    return found


def _among_kin(page: Page, found: list[Name]) -> list[Name]:
    """'the Patel brothers Nitin and Suresh', 'i fratelli Conti: Ivo e Lea'."""
    for mark in page.marks.get("relations", ()):
        behind = _capitals(page, mark.end, 0)
        behind = behind if _opens(page, mark.end + len(behind)) else []
        surname, begin = behind or _capitals_before(page, mark.start), mark.end + len(behind)
        inside = _row(page, found, begin + _opens(page, begin))
        if surname and len(inside) >= 2:
            _give(found, inside, surname, told=True)
            found = _without(found, surname, mark.start - len(surname), begin)
    return found


def _of_family(page: Page, found: list[Name]) -> list[Name]:
    """'famiglia Rossi: Anna, Marco e Lia', 'i coniugi Sella, Dario e Rita', 'the Starks (Joanne, Neil)'."""
    for mark in page.marks.get("family", ()):
        begin = mark.end + [t.text for t in page.tokens[mark.end : mark.end + 1]].count(".")  # 'Mr. and Mrs. Lee'
        called = page.tokens[mark.end - 1].fold in page.voc.words["family_word"]
        surname = _surname_of_all(page, mark, begin, called)
        after = begin + len(surname)
        inside = [n for n, name in enumerate(found) if after <= name.start < _end_of_row(page, begin, after)]
        inside = [n for n in inside if first_only(found[n])]
        told = page.tokens[after : found[inside[0]].start] if inside else []
        marks = ":(," if called else ":("
        ours = called and page.whispering and page.has("introduce_us", mark.start - 3, mark.end)
        told_so = any(t.text in marks or t.fold in page.voc.words["that_is"] for t in told)
        if surname and len(inside) >= 2 and (told_so or ours):
            _give(found, inside, surname)
            found = _without(found, surname, begin, after)
    return found


def _surname_of_all(page: Page, mark: Mark, begin: int, called: bool) -> list[str]:
    """The surname behind 'famiglia', 'the'; in the singular where it is told in the plural."""
    surname, before = _capitals(page, begin, 0), page.tokens[mark.end - 1].fold
    plural = bool(page.voc.words["noun_last"]) and (not called or before in page.voc.words["plural_article"])
    if surname and plural:
        surname = [*surname[:-1], singular(page, surname[-1])]
    if not surname and called and begin < len(page.tokens) and page.tokens[begin].capital:
        surname = [page.tokens[begin].text]
    return surname


def _end_of_row(page: Page, begin: int, after: int) -> int:
    """Where the first names end: with their brackets, else with the sentence."""
    _, end = page.sentences[page.sentence_of(begin)]
    opens = after < end and page.tokens[after].text == "("
    return next((n for n in range(after, end) if opens and page.tokens[n].text == ")"), end)


def _without(found: list[Name], surname: list[str], begin: int, end: int) -> list[Name]:
    """The names, less the surname alone where it stands in [begin, end): it is nobody by itself."""
    alone = frozenset(w for word in surname for w in key_of(word))
    return [f for f in found if f.key != alone or not begin <= f.start < end]


def _titled(page: Page, found: list[Name]) -> list[Name]:
    """'Lady Vickers (Philomena)', 'il dott. Sala (Ugo)': a title and the surname, and the first name in brackets."""
    for n in range(len(found) - 1):
        one, two = found[n], found[n + 1]
        between = [t.text for t in page.tokens[one.end : two.start]]
        closed = two.end < len(page.tokens) and page.tokens[two.end].text in "),;"
        if one.titled and len(one.key) == 1 and between == ["("] and closed and first_only(two):
            whole = replace(one, text=f"{two.text} {one.text}", key=one.key | two.key, titled=False)
            return _titled(page, [*found[:n], whole, *found[n + 2 :]])
    return found


def _behind_label(page: Page, n: int) -> list[str]:
    """'Cognome: De Santis': the words behind the colon, though lists know them for first names."""
    words: list[str] = []
    if page.tokens[n : n + 1] and page.tokens[n].text == ":":
        for token in page.tokens[n + 1 : n + 4]:
            if token.kind is not Kind.WORD or not token.capital or token.fold in page.voc.words["not_names"]:
                break
            words.append(token.text)
    return words


def _beside_label(page: Page, found: Sequence[Name], mark: Mark) -> list[int]:
    """'Nome: Ada Cognome: Neri', on one line or two: the name told right before the label, or else right behind."""
    marks = [m for m in page.marks["surname_word"] if m.end < len(page.tokens) and page.tokens[m.end].text == ":"]
    before = max((m.end for m in marks if m.end <= mark.start), default=0)
    after = min((m.start for m in marks if m.start >= mark.end), default=len(page.tokens))
    line = page.sentence_of(mark.start)
    ahead = [n for n, name in enumerate(found) if before <= name.start < mark.start and first_only(name)]
    behind = [n for n, name in enumerate(found) if mark.end <= name.start < after and first_only(name)]
    beside = [n for n in (*ahead[-1:], *behind[:1]) if page.sentence_of(found[n].start) == line]
    return (beside or ahead[-1:] or behind[:1])[:1]


def _opens(page: Page, n: int) -> bool:
    """Whether a mark stands there that names may follow."""
    return n < len(page.tokens) and page.tokens[n].text in ":(,"


def _row(page: Page, found: Sequence[Name], begin: int) -> list[int]:
    """The first names from a token on with commas and joining words between, by their place among those found."""
    row: list[int] = []
    joints = page.voc.words["and"] | {","}
    for n, name in enumerate(found):
        follows = name.start == begin or (
            row and len(between := page.tokens[found[row[-1]].end : name.start]) == 1 and between[0].fold in joints
        )
        if follows and (first_only(name) or (row and len(name.key) == 1)):
            row.append(n)
        elif row:
            break
    return row


def first_only(name: Name) -> bool:
    """Whether it is of one word, and that no surname."""
    word = next(iter(name.key), "")
    return len(name.key) == 1 and (is_given(word) or word not in surnames())


def _give(found: list[Name], whom: Sequence[int], surname: list[str], told: bool = False) -> None:
    """Add the surname to first names; `told`: to those as well that lists know for surnames."""
    key = frozenset(w for word in surname for w in key_of(word))
    for n in whom:
        name = found[n]
        if (told or first_only(name)) and not name.key & key:
            found[n] = replace(name, text=f"{name.text} {' '.join(surname)}", key=name.key | key)


def _capitals(page: Page, start: int, skip: int, double: bool = False) -> list[str]:
    """Words of a surname from the token on, after at most `skip` small ones ('di cognome fanno Mazzanti'); two of them
    where `double`: 'di cognome fanno Stanzani Leoni'."""
    tokens, voc = page.tokens, page.voc
    n = start
    while n < len(tokens) and n - start < skip + 1 and tokens[n].kind is not Kind.LINE:
        particle = tokens[n].capital and tokens[n].fold in voc.words["particle"] and _name_word(page, n + 1)
        small = tokens[n].text in ":" or (tokens[n].kind is Kind.WORD and not _name_word(page, n))
        if particle or not small or n - start >= skip:
            break
        n += 1
    words: list[str] = []
    while n < len(tokens) and len(words) < 3 and tokens[n].kind is Kind.WORD:
        particle = tokens[n].fold in voc.words["particle"] and n + 1 < len(tokens) and _name_word(page, n + 1)
        last = double and len(words) == 1 and n + 1 < len(tokens) and tokens[n + 1].kind is not Kind.WORD
        if not (particle or (_name_word(page, n) and (last or not is_given(tokens[n].fold)))) or (
            words
            and not page.shouting
            and words[-1].lower() not in voc.words["particle"]
            and not (double and len(words) == 1 and tokens[n].capital)
        ):
            break
        words.append(tokens[n].text)
        n += 1
    return words


def _capitals_before(page: Page, end: int) -> list[str]:
    n = end
    family = page.voc.words["noun_last"]  # 'the Kelly brothers'
    while n > 0 and end - n < 2 and _name_word(page, n - 1):
        word = page.tokens[n - 1].fold
        if is_given(word) and not (family and word in surnames()):
            break
        n -= 1
    if n < end and n > 0 and page.tokens[n - 1].capital and page.tokens[n - 1].fold in page.voc.words["particle"]:
        n -= 1
    return [t.text for t in page.tokens[n:end]]


def _name_word(page: Page, n: int) -> bool:
    if n >= len(page.tokens):
        return False
    token, voc = page.tokens[n], page.voc
    return (
        token.kind is Kind.WORD
        and len(token.text) > 1
        and (token.capital or page.whispering)
        and token.fold not in voc.words["not_names"]
        and (token.fold not in voc.common or token.fold in surnames())
        and token.fold not in voc.function_words
        and token.fold not in voc.words["organization"]
    )
