"""What persons are called once they have been named: 'i Rossi', 'i due operatori', 'il professore', 'papà'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.kinds import of_a_kind
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

BEFORE = 4  # tokens before a row of names in which its noun stands
ROW = 30  # names of one row
SHORT = 3  # letters of a word by which nobody is known
TITLE = 3  # letters of a title that tells the word it is short for


def called(page: Page, cast: Cast, taken: frozenset[int]) -> list[Ref]:
    """The later words for persons named before, each with those it means. `taken`: tokens of sessions and rounds."""
    surnames = _surnames(cast)
    nouns = _nouns(page, cast)
    titles = _titles(page, cast)
    kinds = of_a_kind(page, cast)
    if not (surnames or nouns or titles or kinds):
        return _plus_one(page, cast)
    named = {n for r in cast.refs if r.kind == "name" for n in range(r.start, r.end) if r.end - r.start > 1}
    found: list[Ref] = []
    for n, token in enumerate(page.tokens):
        if token.kind is not Kind.WORD or n in named or n in taken or len(token.fold) < SHORT:
            continue
        stems = [stem for stem in titles if token.fold.startswith(stem)]
        if not (stems or token.fold in nouns or n in kinds or (token.capital and surnames)):
            continue
        start = _lead(page, n)
        who: tuple[int, ...] = ()
        if token.capital and start is not None:
            who = next((surnames[w] for w in _singular(page, token.fold) if w in surnames), ())
        if not who and (start is not None or _opens(page, n)):
            first, who = nouns.get(token.fold, (n, ()))
            who = who if n > first else ()
            if not who:
                who = next((titles[stem] for stem in stems if _is_title(page, n)), ())
        if not who and n in kinds and not _of_others(page, n):
            start = n if start is None else start
            who = kinds[n]
        if who and not _named_next(cast, n):
            found.append(Ref(n if start is None else start, n + 1, "these", -1, len(who), who))
    return found + _plus_one(page, cast)


def _plus_one(page: Page, cast: Cast) -> list[Ref]:
    """'il +1 solo alla C', 'my +1 takes B': the one who comes with the writer."""
    plus = [n for n in range(1, len(page.tokens) - 1) if page.tokens[n].text == "+" and page.numbers[n + 1] == 1]
    who = _one_beside(cast) if plus else ()
    return [Ref(start, n + 2, "these", -1, 1, who) for n in plus if who and (start := _lead(page, n)) is not None]


def _surnames(cast: Cast) -> Mapping[str, tuple[int, ...]]:
    """Words that several of those who come have in their names."""
    found: dict[str, list[int]] = defaultdict(list)
    for n in cast.attending:
        for word in cast.persons[n].key:
            found[word].append(n)
    return {word: tuple(who) for word, who in found.items() if len(who) > 1}


def _of_others(page: Page, n: int) -> bool:
    """'le donne del quartiere', 'tre donne': who need not be of those named."""
    words = page.voc.words
    after = page.tokens[n + 1 : n + 2]
    return bool(after) and after[0].fold in words["of"] | words["genitive"]


def _singular(page: Page, word: str) -> Iterator[str]:
    """'Coyne' for 'Coynes', where surnames take an ending."""
    yield word
    if page.voc.words["noun_last"] and page.voc.words["plural_ending"].end(word):
        yield word[:-1]
        yield word[:-2]


def _nouns(page: Page, cast: Cast) -> Mapping[str, tuple[int, tuple[int, ...]]]:
    """Nouns that stand before a row of names, and ties of one person: the noun, where it stands, whom it means."""
    found: dict[str, tuple[int, tuple[int, ...]]] = {}
    told: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for row in chains(page, cast.refs):
        names = [r for r in row if r.kind in ("name", "me")]
        for at, first in enumerate(names[:-1]):
            noun = _noun_before(page, first.start)
            for one, who in _of_nouns(page, names[at : at + ROW], noun) if noun is not None else ():
                told[page.tokens[one].fold].add(who)
                found[page.tokens[one].fold] = (first.start, who)
    for number, person in enumerate(cast.persons):
        if person.relation and person.name:
            told[person.relation].add((number,))
            found[person.relation] = (max(person.first, 0), (number,))
    for office, who in _offices(page, cast):
        told[office].add(who)
        found.setdefault(office, (cast.persons[who[0]].first, who))
    return _companion(page, cast) | {noun: at for noun, at in found.items() if len(told[noun]) == 1}


def _offices(page: Page, cast: Cast) -> Iterator[tuple[str, tuple[int, ...]]]:
    """'l'assessora all'agricoltura Ada Neri', 'the mayor Tom Hill': what a name is told to be, with whom it means."""
    words, tokens = page.voc.words, page.tokens
    times = words["session_head"] | words["round_head"] | words["part_of_day"]
    for ref in cast.refs if cast.topics else ():
        n = ref.start - 1
        while n > 1 and (tokens[n].text == "." or tokens[n].fold.strip(".") in words["title"]):
            n -= 1
        if n > 2 and tokens[n - 1].fold in words["preposition"]:
            n -= 2
        lead, noun = tokens[n - 1].fold, tokens[n]
        plain = noun.kind is Kind.WORD and not noun.capital and len(noun.fold) > SHORT and noun.fold not in times
        known = n in cast.topics or n in page.dated
        if ref.kind == "name" and n > 0 and plain and not known and lead in words["determiner"] - words["indefinite"]:
            yield noun.fold, (ref.person,)


def _companion(page: Page, cast: Cast) -> dict[str, tuple[int, tuple[int, ...]]]:
    """'Ugo Neri ed io … il collega al 5': who comes with the writer, where it is one, and he has a name."""
    who = _one_beside(cast)
    if not who or cast.persons[who[0]].relation:
        return {}
    first = max(cast.persons[who[0]].first, 0)
    return {t.fold: (first, who) for t in page.tokens if t.fold in page.voc.words["companion"]}


def _one_beside(cast: Cast) -> tuple[int, ...]:
    """Who comes with the writer, where it is one, and he has a name."""
    others = tuple(n for n in cast.attending if not cast.persons[n].is_writer)
    return others if not cast.guests and len(others) == 1 and cast.persons[others[0]].name else ()


def _noun_before(page: Page, at: int) -> int | None:
    """'due operatori, Ada e Ugo', 'the drivers, Tom and Ann', 'due del direttivo (io e Ugo)': where the noun stands."""
    words, tokens = page.voc.words, page.tokens
    n = at - 1
    while n > 0 and (tokens[n].text in ",(:." or tokens[n].fold.strip(".") in words["title"] | words["article"]):
        n -= 1
    if at - 1 - n > BEFORE or n < 1 or tokens[n].kind is not Kind.WORD or len(tokens[n].fold) <= SHORT:
        return None
    heads = words["session_head"] | words["round_head"] | words["place_noun"] | words["not_a_person"]
    if tokens[n].fold in heads or (tokens[n].capital and not page.shouting):
        return None
    counted = _count(page, n) is not None
    known = any(page.at(cls, n) is not None for cls in ("relation", "relations"))
    several = tokens[n - 1].fold in words["the_several"] and tokens[n + 1].text in ",("
    return n if counted or known or several else None


def _count(page: Page, noun: int) -> int | None:
    """How many the noun counts: 'due operatori', 'two of her staff'."""
    return next((page.numbers[n] for n in range(noun - 1, max(-1, noun - BEFORE), -1) if page.numbers[n]), None)


def _of_nouns(page: Page, names: Sequence[Ref], noun: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each noun with several of the names behind it: 'two drivers and two cooks: Ann, Tom, Pia and Lou'."""
    row, n, joints = [noun], noun, page.voc.words["and"] | {","}
    while n > 3 and page.numbers[n - 1] and page.tokens[n - 2].fold in joints and page.numbers[n - 4]:
        n -= 3
        row.insert(0, n)
    if len(row) == 1:
        row_of_one = _members(page, names, noun)
        if len(row_of_one) > 1:
            yield noun, row_of_one
        return
    who = [name.person for name in names]
    if sum(page.numbers[n - 1] or 0 for n in row) == len(who):
        for n in row:
            count = page.numbers[n - 1] or 0
            yield n, tuple(sorted(who[:count]))
            who = who[count:]


def _members(page: Page, names: Sequence[Ref], noun: int) -> tuple[int, ...]:
    """Who the names behind a noun are: as many as it counts, or those of its brackets, or all of the row."""
    who = [names[0].person]
    for one, two in pairwise(names):
        if any(t.text == ")" for t in page.tokens[one.end : two.start]):
            break
        who.append(two.person)
    bracket = page.tokens[names[0].start - 1].text == "("
    count = _count(page, noun)
    if count is not None:
        who = who[:count] if 1 < count <= len(who) else []
    elif not bracket:
        who = [p for p, r in zip(who, names, strict=False) if r.kind == "name"]  # 'my friends Ann and Tom, and me'
    return tuple(sorted(set(who))) if -1 not in who else ()


def _titles(page: Page, cast: Cast) -> Mapping[str, tuple[int, ...]]:
    """Titles that one person alone of the mail has, as they are shortened ('prof', 'dott')."""
    found: dict[str, set[int]] = defaultdict(set)
    for ref in cast.refs:
        n = ref.start - 1
        while ref.kind == "name" and n >= 0 and page.tokens[n].text == ".":
            n -= 1
        if ref.kind == "name" and n >= 0 and page.tokens[n].fold.strip(".") in page.voc.words["title"]:
            found[page.tokens[n].fold.partition(".")[0]].add(ref.person)
    return {title: tuple(who) for title, who in found.items() if len(title) >= TITLE and len(who) == 1}


def _is_title(page: Page, n: int) -> bool:
    """'il professore' of 'prof. Bigi', 'la dottoressa' of 'dott.ssa Neri'."""
    words, word = page.voc.words, page.tokens[n].fold
    known = words["title"] | words["role"]
    return word in known or page.at("relation", n) is not None


def _lead(page: Page, n: int) -> int | None:
    """Where the words before begin that point at somebody met: 'i', 'la mia', 'the two'; None where none do."""
    words = page.voc.words
    pointing = (words["determiner"] - words["indefinite"]) | words["the_several"]
    at = n - 1
    if at > 0 and page.numbers[at] is not None and at not in page.dated:
        at -= 1
    start = at + 1
    pointing |= words["we_here"] | words["sole_one"]  # 'noi grandi', 'us girls', 'la sola assessora'
    while start > 0 and page.tokens[start - 1].fold in pointing and at - start < 3:
        start -= 1
    return start if start <= at else None


def _opens(page: Page, n: int) -> bool:
    """'Day 1: me A / professor B', 'operatori al 3, direttivo al 5': a noun alone at the head of a thought."""
    return n > 0 and (page.tokens[n - 1].text in ":;,/(" or page.tokens[n - 1].kind is Kind.LINE)


def _named_next(cast: Cast, n: int) -> bool:
    """'la collega Ada Neri': the name says who is meant."""
    return any(r.kind == "name" and r.start == n + 1 for r in cast.refs)


def in_place_of(refs: Sequence[Ref], told: Sequence[Ref]) -> list[Ref]:
    """The references with these in place of what they overlap."""
    spans = {n for r in told for n in range(r.start, r.end)}
    return [r for r in refs if spans.isdisjoint(range(r.start, r.end))] + list(told)
