"""Names known by the names they stand beside: 'Diletta, Giovanni e Bianca', 'me niamh and rory'."""

from __future__ import annotations

from collections.abc import Callable

from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.firms import called_after, signs_for
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.names.settled_names import SettledNames
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf


def with_neighbours(of: SettledNames, found: list[Name]) -> tuple[Name, ...]:
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
        small = (before.fold in lead or before.text == ",") and of.tokens[at].text.islower()
        if small and at not in taken and _after_me(of, at, taken):
            add([at, at + 1] if _small_surname(of, at + 1) else [at])
    for name in list(found):
        if _full_name_after(of, name, taken):
            add([name.end + 1, name.end + 2])
    for name in (name for name in list(found) if _tells_more(of, name)):
        _spread(of, name, taken, add)
    for at in range(1, len(of.tokens)):
        run = _joined_on(of, at, taken) if of.tokens[at].capital and at not in taken else []
        if run:
            _spread(of, add(run), taken, add)
    return tuple(sorted(found, key=lambda name: name.start))


def _tells_more(of: NameWords, name: Name) -> bool:
    """Whether what stands beside the name may be known by it: a first name, or words that kin point at."""
    alone = name.end - name.start == 1
    given = is_given(of.tokens[name.start].fold) and (alone or len(name.key) == 2)
    pair = len(name.key) == 2 and name.start > 0 and of.tokens[name.start - 1].fold in of.words["and"]
    return given or pair or (alone and of.pointed_at(name.start, strictly=True))  # 'the boys (Ianto and Macsen)'


def _spread(of: NameWords, name: Name, taken: set[int], add: Callable[[list[int]], Name]) -> None:
    """Find the names beside a name, and those beside these."""
    queue = [name]
    while queue:
        name = queue.pop()
        for step in (-1, 1):
            beside = _first_name_beside(of, name, step, taken)
            if beside is not None:
                queue.append(add([beside]))


def _after_me(of: NameWords, at: int, taken: set[int]) -> bool:
    """'me niamh and rory': first names in small letters behind 'me', or joined to such a one."""
    tokens, me = of.tokens, of.words["me"]
    before = tokens[at - 1].fold
    beside = before in me
    if at > 1 and (before in of.words["and"] or before == ","):
        beside = tokens[at - 2].fold in me or (at - 2 in taken and tokens[at - 2].text.islower())
    return beside and is_given(tokens[at].fold) and of.free(at)


def _small_surname(of: SettledNames, at: int) -> bool:
    """'io e marta neri', in a mail with capitals: a surname in small letters too, with no word behind it but 'and'."""
    if at >= len(of.tokens) or not of.tokens[at].text.islower() or not of.told_surname(at):
        return False
    after = of.tokens[at + 1 : at + 2]
    closed = not after or after[0].kind is not Kind.WORD or after[0].fold in of.words["and"]
    return closed and of.word(at) not in of.page.voc.frequent  # 'io e marta insieme'


def _joined_on(of: NameWords, at: int, taken: set[int]) -> list[int]:
    """'io e la Vale', 'me, Hass and Mia', 'Ugo Sala e la piccola Sole': the words joined to 'me' or to the row of names
    before them that have the article of first names, or are one though an everyday word too."""
    tokens, words, word, voc = of.tokens, of.words, of.tokens[at].fold, of.page.voc
    lead = at - 1
    while lead > 0 and at - lead < 3 and (_article(of, lead) or tokens[lead].fold in words["adjective"]):
        lead -= 1
    familiar = any(_article(of, n) or tokens[n].fold in words["adjective"] for n in range(lead + 1, at))
    mine = lead > 0 and tokens[lead - 1].fold in words["me"] | words["me_subject"]
    alone = mine or lead - 2 not in taken  # a first name alone
    added = tokens[lead].fold in words["and"]
    lead -= added and familiar and lead > 1 and tokens[lead - 1].text == ","  # 'me, Rob, Ellie, plus little Mo'
    joint = added or (tokens[lead].text == "," and (familiar or alone or _between(of, at, taken)))
    told = familiar and tokens[lead].fold in words["me"] | words["me_subject"]  # 'io la Vale'
    if not (told or (joint and (mine or lead - 1 in taken))) or not _may_join(of, at):
        return []
    if familiar and _surname_after(of, at):
        return [at, at + 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.kind is Kind.WORD and after.capital:
        return []
    if lead == at - 1 and joint and _between(of, at, taken):
        return [at]
    small = words["stop"] | voc.function_words
    closed = after is None or after.kind is not Kind.WORD or after.fold in words["and"]
    if word in words["not_names"] | small:
        little = tokens[at - 1].fold in words["adjective"] and not tokens[at].text.islower()  # 'la piccola Mia'
        return [at] if (closed or little) and word in wordlike() else []
    short = len(word) < 4 and after is not None and after.text == "."  # 'Bro. Wayne Lund and Sis. Carol Hibbert'
    plain = word not in voc.common and not short and (mine or tokens[lead].text != "&")
    known = is_given(word) or word in wordlike() or ((added or mine) and plain)
    goes_on = familiar and (
        closed or (after is not None and (after.fold in small or of.followed_by_person_verb(at + 1)))
    )
    return [at] if goes_on or (closed and known) else []


def _long_enough(of: NameWords, at: int) -> bool:
    """Three letters; or two, as 'Mo', where they are no small word."""
    word, voc = of.tokens[at].fold, of.page.voc
    small = voc.words["stop"] | voc.words["closing_word"] | voc.words["title"] | voc.words["abbreviation"]
    return len(word) > 2 or (len(word) == 2 and word.isalpha() and word not in voc.function_words | small)


def _between(of: NameWords, at: int, taken: set[int]) -> bool:
    """'io, Fede e Lalla', 'Lucian Neri, Perdita and me': an everyday word that another person is joined to."""
    words, after = of.words, of.tokens[at + 1 : at + 3]
    if len(after) < 2 or after[0].fold not in words["and"] or of.tokens[at].fold in words["stop"] | words["not_names"]:
        return False
    return at + 2 in taken or after[1].fold in words["me"] | words["me_subject"] or _may_join(of, at + 2)


def _surname_after(of: NameWords, at: int) -> bool:
    """'l'Ombretta Zanni': one more capital word that may be a surname."""
    after = at + 1
    closed = after + 1 >= len(of.tokens) or not of.tokens[after + 1].capital
    return after < len(of.tokens) and closed and of.fits(of.tokens[after], after) and of.fits(of.tokens[at], at)


def _may_join(of: NameWords, at: int) -> bool:
    """Whether a capital word stands there that is no tie, office, place or word of the event."""
    token, word = of.tokens[at], of.tokens[at].fold
    return (
        token.kind is Kind.WORD
        and _long_enough(of, at)
        and not token.text.isupper()
        and at not in of.blocked
        and word not in AnyOf(of.offices, of.not_people, of.words["title"])
        and not of.everyday(at)
        and not of.several_kin(at)
        and not of.begins_sentence(at)
        and not of.in_place(at)
    )


def _full_name_after(of: NameWords, name: Name, taken: set[int]) -> bool:
    """'Serra Paolo, Conti Mariapia': two words behind a full name, the one known at least by a list."""
    tokens, at = of.tokens, name.end + 1
    if len(name.key) < 2 or not all(_row_word(of, k, taken) for k in (at, at + 1)):
        return False
    if called_after(of, [at, at + 1]) or signs_for(of, [at, at + 1]):
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
    if step == -1:
        at = _before_age(of, at)
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
        _long_enough(of, at)
        and not word.text.isupper()
        and of.fits(word, at)
        and not of.begins_sentence(at)
        and word.fold not in of.page.voc.common
        and word.fold not in of.not_people
        and not of.in_place(at)
    )
    return at if alone and may_be else None


def _before_age(of: NameWords, at: int) -> int:
    """'Leo (9) e Ada (7) Neri': the place before an age in brackets."""
    if at < 3 or of.tokens[at].text != ")":
        return at
    opened = next((n for n in range(at - 1, max(0, at - 4), -1) if of.tokens[n].text == "("), at)
    age = any(of.tokens[n].kind is Kind.NUMBER for n in range(opened, at))
    return opened - 1 if age else at


def _opens_row(of: NameWords, at: int) -> bool:
    """'(Hiro and Emi Tanaka)', 'the boys, Obi and Max Pell': a word no list knows, behind a mark."""
    return at > 0 and of.tokens[at - 1].text in "(:," and of.tokens[at].fold not in surnames()


def _article(of: NameWords, n: int) -> bool:
    """Whether the article stands there that people of the region give to first names."""
    return 0 <= n < len(of.tokens) and of.tokens[n].fold in of.words["name_article"]
