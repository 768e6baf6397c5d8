"""What says more of a tie: how many they are, and whether it is somebody who was told before."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.same_kin import known_by_tie
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind


def predicate(page: Page, at: int, topics: frozenset[int]) -> int | None:
    """'gli studenti sono 17', 'children: 3'; not 'i miei genitori: ore 17', 'my parents: 3. The long walk'.
    `topics`: the tokens of sessions."""
    following = page.tokens[at : at + 2]
    ages = page.at("age", at)
    if ages is not None and page.tokens[at].text == "(":
        return sum(t.kind is Kind.NUMBER for t in page.tokens[at : ages.end])  # 'three kids (9, 7 and 4)'
    if (
        len(following) == 2
        and following[0].text == "("
        and page.tokens[at + 2 : at + 3]
        and page.tokens[at + 2].text == ")"
    ):
        return page.voc.number(following[1])  # 'i loro bambini (due)'
    of_them = how_many(page, at)
    if of_them is not None:
        return of_them.numbers[-1]  # 'my pupils (five of them)', 'i praticanti: sono tre', 'i ragazzi sono in 6'
    told = page.at("total", at + 1) is not None
    if len(following) == 2 and not told and (following[0].fold in page.voc.words["be"] or following[0].text == ":"):
        number = None if _ages_of_two(page, at + 2) or at + 1 in page.dated else page.voc.number(following[1])
        return number if number != 1 and not topics.issuperset((at + 1, at + 2)) else None
    return None


def _ages_of_two(page: Page, at: int) -> bool:
    """'the lads are 17 and 19', where the second number counts nobody."""
    after = page.tokens[at : at + 2]
    two = len(after) == 2 and after[0].fold in page.voc.words["and"] and page.numbers[at + 1] is not None
    return two and not plain_noun(page, at + 2) and page.at("relations", at + 2) is None


def how_many(page: Page, at: int) -> Mark | None:
    """The words right behind a group that tell how many they are, where they end the thought or the bracket."""
    tokens, pause = page.tokens, at < len(page.tokens) and page.tokens[at].text in ",:("
    told = page.at("how_many_of_them", at + pause)
    if told is None or any(n in page.dated for n in range(told.start, told.end)):
        return None
    if any(m.start <= told.start < m.end for m in page.within("age", max(0, told.start - 2), told.end + 6)):
        return None  # 'i nostri bambini (6 e 9 anni)'
    verb = any(t.fold in page.voc.words["be"] for t in tokens[told.start : told.end])
    bare = page.numbers[told.start] is not None or not verb
    after = tokens[told.end] if told.end < len(tokens) else None
    closed = after is None or after.kind is not Kind.WORD or after.fold in page.voc.words["and"]
    closed = closed and not _ages_of_two(page, told.end)
    return told if closed and (not bare or (pause and tokens[at].text == "(")) else None


def ages_told(page: Page, start: int, at: int) -> int | None:
    """'i miei figli di 4 e 7 anni', 'the kids (6 and 9 years old)': as many of them as ages are told."""
    words, tokens = page.voc.words, page.tokens
    if tokens[at - 1].fold not in words["offspring"]:
        return None
    bracket = at < len(tokens) and tokens[at].text == "("
    joints = words["and"] | words["with"]
    own = any(t.fold in words["own"] for t in tokens[start:at]) or (start and tokens[start - 1].fold in joints)
    led = at < len(tokens) and (tokens[at].text in "(," or tokens[at].fold in words["of"])
    ages = page.at("age", at) or (page.at("age", at + 1) if led else None)
    if ages is None or len(ages.numbers) < 2 or not (own or bracket):
        return None
    either = any(t.fold in words["or"] for t in tokens[ages.start : ages.end])
    return None if either else len(ages.numbers)


def of_whom(page: Page, at: int) -> int:
    """The end of 'di amici' after 'una coppia'."""
    end = at
    while (
        end < len(page.tokens)
        and end - at < 3
        and page.tokens[end].fold in (page.voc.words["of"] | page.voc.words["determiner"] | page.voc.words["adjective"])
    ):
        end += 1
    persons = end > at and any(m.start == end for c in ("relation", "relations") for m in page.within(c, end, end + 1))
    return end + 1 if persons else at


def said_to_be(page: Page, cast: Cast, start: int) -> int:
    """'Put Ada down, she's my niece', 'lui è il nostro tecnico': of whom it is said, named last; -1 if of nobody."""
    words, tokens = page.voc.words, page.tokens
    contracted = start > 1 and tokens[start - 1].fold in words["genitive"] and tokens[start - 2].text[-1] in "'’"
    if not start > 1 or not (contracted or tokens[start - 1].fold in words["be"]):
        return -1
    who = tokens[start - 2].fold.strip("'’")
    if who not in words["pronoun_he"] | words["pronoun_she"]:
        return -1
    named = [r.person for r in cast.refs if r.kind == "name" and r.end < start]
    tied = [
        r.person for r in cast.refs if r.kind == "relation" and r.n == 1 and r.end < start
    ]  # 'my wife (she's the …)'
    return next((told[-1] for told in (named, tied) if told and told[-1] > 0), -1)


def points_back(page: Page, cast: Cast, start: int, mark: Mark) -> bool:
    """'il dottore', 'il ragazzo' after somebody was named: the same person, unless it stands in an enumeration."""
    words, tokens = page.voc.words, page.tokens
    if start == mark.start or any(t.fold not in words["article"] for t in tokens[start : mark.start]):
        return False
    before = tokens[start - 1] if start else None
    if before is not None and (before.fold in words["and"] or before.fold in words["with"] or before.text in ",+"):
        return False
    lead = tokens[start - 2].text if start > 1 else ""
    if before is not None and before.fold in words["for"] and (lead == "," or lead in words["and"]):
        return False  # 'per lui, per la moglie e per il figlio'
    known = known_by_tie(page.voc, cast, tokens[mark.start].fold) is not None  # 'mia suocera … la suocera'
    return not known and any(p.name and p.first < start for p in cast.persons[1:] if p.first >= 0)


def definite(page: Page, start: int, end: int) -> bool:
    """Whether the words before a tie point at somebody met already ('mia moglie') rather than 'un altro'."""
    return not any(t.fold in page.voc.words["indefinite"] for t in page.tokens[start:end])
