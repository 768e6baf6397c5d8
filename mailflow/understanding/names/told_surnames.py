"""A surname told apart from the first names: 'di cognome Lo Presti', 'famiglia Rossi: Anna, Marco e Lia'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.family_names import first_only, singular
from mailflow.understanding.names.names import Name, is_given, key_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind, fold


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
        if labelled := _behind_label(page, mark.end):
            found = [f for f in found if not mark.end < f.start <= mark.end + len(labelled)]
            near = _beside_label(page, found, mark)
        surname = labelled or _capitals_before(page, mark.start) or _capitals(page, mark.end, 2, double=True)
        if surname:
            _give(found, near, surname, told=bool(labelled))
            found = _without(found, surname, mark.start - 4, mark.start + 5)
    return found


def _among_kin(page: Page, found: list[Name]) -> list[Name]:
    """'the Patel brothers Nitin and Suresh', 'i fratelli Conti: Ivo e Lea'."""
    for mark in page.marks.get("relations", ()):
        behind = _capitals(page, mark.end, 0)
        opens = mark.end + len(behind)
        closed = any(t.text in ":(" for t in page.tokens[opens : opens + 1])
        known = behind and (closed or behind[-1].lower() in surnames())
        behind = behind if known and _opens(page, opens) else []  # 'the kids Zed, Tom and Ivy'
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
        if not surname:
            continue
        after = begin + len(surname)
        end = _end_of_row(page, begin, after)
        inside = [n for n, name in enumerate(found) if after <= name.start < end]
        inside = [n for n in inside if first_only(found[n])]
        told = page.tokens[after : found[inside[0]].start] if inside else []
        marks = ":(," if called else ":("
        ours = called and page.whispering and page.has("introduce_us", mark.start - 3, mark.end)
        told_so = any(t.text in marks or t.fold in page.voc.words["that_is"] for t in told)
        told_so = told_so and not any(t.capital for t in told[:1])  # 'the Youth Council: Ali, Bea'
        if len(inside) >= 2 and (told_so or ours):
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
    """'Cognome: De Santis', 'van der Berg': the words behind the colon, though lists know them for first names."""
    words: list[str] = []
    if page.tokens[n : n + 1] and page.tokens[n].text == ":":
        particles, others = page.voc.words["particle"], page.voc.words["not_names"]
        for token in page.tokens[n + 1 : n + 4]:
            if token.kind is not Kind.WORD or not (
                token.fold in particles or (token.capital and token.fold not in others)
            ):
                break
            words.append(token.text)
    while words and fold(words[-1]) in page.voc.words["particle"] and not words[-1][0].isupper():
        words.pop()
    return words


def _beside_label(page: Page, found: Sequence[Name], mark: Mark) -> list[int]:
    """'Nome: Ada Cognome: Neri', on one line or two: the name told right before the label, or else right behind."""
    marks = [m for m in page.marks["surname_word"] if m.end < len(page.tokens) and page.tokens[m.end].text == ":"]
    before = max((m.end for m in marks if m.end <= mark.start), default=0)
    after = min((m.start for m in marks if m.start >= mark.end), default=len(page.tokens))
    line = page.sentence_of(mark.start)
    first = [n for n, name in enumerate(found) if first_only(name) or _labelled_first(page, name)]
    ahead = [n for n in first if before <= found[n].start < mark.start]
    behind = [n for n in first if mark.end <= found[n].start < after]
    beside = [n for n in (*ahead[-1:], *behind[:1]) if page.sentence_of(found[n].start) == line]
    return (beside or ahead[-1:] or behind[:1])[:1]


def _labelled_first(page: Page, name: Name) -> bool:
    """'Nome: Maria Pia Cognome: …': two first names behind a label of their own."""
    double = len(name.key) == 2 and all(map(is_given, name.key))
    return double and name.start > 0 and page.tokens[name.start - 1].text == ":"


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
