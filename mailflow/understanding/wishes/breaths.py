"""Persons told in one breath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token

WISH = 4  # tokens behind 'she' in which it is said that she would like something
LONG = 6  # tokens of 'because of' with a little word behind
NEAR = 3  # tokens between a person and the next session


@dataclass(frozen=True, slots=True)
class Chain:
    """Persons told in one breath at tokens [start, end). `beside`: 'con me', 'with Luca': they go along."""

    start: int
    end: int
    refs: tuple[Ref, ...]
    beside: bool


def in_one_breath(page: Page, refs: Sequence[Ref], mentions: Sequence[Mention] = ()) -> list[Chain]:
    """References joined by no more than 'and' or a comma ('io e Luana', 'Iker, Maite e io'), and no session between."""
    groups: list[list[Ref]] = []
    for ref in refs:
        parted = bool(groups) and any(groups[-1][-1].end <= m.start < ref.start for m in mentions)  # 'io, alla A Ugo'
        parted = parted or (bool(groups) and _turns(page, groups[-1], ref, mentions))
        parted = parted or (bool(groups) and _spoken_of_again(page, groups[-1], ref))
        parted = parted or (bool(groups) and _who_only(page, groups[-1], ref, mentions))
        if groups and not parted and _linked(page, groups[-1][-1], ref, _listed(page, groups[-1])):
            groups[-1].append(ref)
        else:
            groups.append([ref])
    groups = [group[1:] if _named_in_brackets(page, group) else group for group in groups]
    return [
        Chain(g[0].start, g[-1].end, tuple(g), _beside(page, g[0]))
        for g in groups
        if not likened(page, g[0].start) and not _the_reason(page, g[0].start)
    ]


def _turns(page: Page, group: Sequence[Ref], ref: Ref, mentions: Sequence[Mention]) -> bool:
    """'T1 her, both W1', 'welfare io e Pia, Luca energia': behind the session first, then before the next."""
    if not any(t.text == "," for t in page.tokens[group[-1].end : ref.start]):
        return False
    behind = any(0 <= group[0].start - m.end <= 1 for m in mentions)
    joints = page.voc.words["and"]
    following = (page.tokens[ref.end : m.start] for m in mentions if 0 <= m.start - ref.end <= NEAR)
    return behind and any(all(t.kind is Kind.WORD and t.fold not in joints for t in words) for words in following)


def _spoken_of_again(page: Page, group: Sequence[Ref], ref: Ref) -> bool:
    """'con mia madre, lei 2 e 5', 'with my boss Tom he wants B', 'siamo io e Ugo, lui alla A': what he or I want."""
    several = ref.kind == "he" and len({r.person for r in group}) > 1
    several = several or any(r.kind in ("me", "i") for r in group)  # 'io e Ugo, io alla A'
    mine = ref.kind in ("me", "i") and group[-1].kind in ("me", "i")
    if mine and [t.text for t in page.tokens[group[-1].end : ref.start]] == [","]:
        return page.has("wished", ref.start, ref.end + WISH)  # 'A per tutti tranne me, io vorrei B'
    if ref.kind not in ("he", "me", "i") or not (several or _beside(page, group[0])):
        return False
    between = list(page.tokens[group[-1].end : ref.start])
    if several and between and between[0].text == "," and page.has("wished", ref.start, ref.end + WISH):
        between = [t for t in between if t.fold not in page.voc.words["and"]]  # '…, and she'd also like B'
    return all(t.text == "," or t.kind is Kind.LINE for t in between) and group[-1].kind in ("name", "relation")


def _who_only(page: Page, group: Sequence[Ref], ref: Ref, mentions: Sequence[Mention]) -> bool:
    """'A1 and B2 for Ada and Ugo, and Pia, who only wants B2': what was told before is not told of her."""
    n = ref.end + (ref.end < len(page.tokens) and page.tokens[ref.end].text == ",")
    if n >= len(page.tokens) or page.tokens[n].fold not in page.voc.words["who"]:
        return False
    behind = next((m.start for m in mentions if m.start > n), None)
    told_before = any(m.end <= group[0].start for m in mentions)
    sole = page.voc.words["sole"]
    return told_before and behind is not None and any(t.fold in sole for t in page.tokens[n:behind])


def _listed(page: Page, group: Sequence[Ref]) -> bool:
    """Whether several are told so far: 'Ada, Pia', 'io, Ada Neri'; of who goes along, 'con mia figlia Pia' is one."""
    return len({r.person for r in group} if _beside(page, group[0]) else group) > 1


def _named_in_brackets(page: Page, group: Sequence[Ref]) -> bool:
    """'due di loro (Rossi, Bellei)', 'two of us, Ada and Tom, …': who is meant by the first word stands behind it."""
    several = len(group) > 1 and group[0].kind in ("they", "others", "us")
    mark = page.tokens[group[0].end].text if several else ""
    counted = several and 1 < (group[0].n or 0) == len({r.person for r in group[1:]})
    return mark == "(" or (counted and mark in (",", ":", "–", "-"))


def likened(page: Page, place: int) -> bool:
    """'D e F come lui', 'the same workshop as Sir Alistair'."""
    words = page.voc.words
    while place > 1 and page.tokens[place - 1].fold.strip(".") in words["title"] | words["article"]:
        place -= 1
    return place > 0 and page.tokens[place - 1].fold in words["like"]


def _the_reason(page: Page, place: int) -> bool:
    """'because of her grandad', 'per via di suo nonno': no one's wish is told."""
    near = page.within("because_of", max(0, place - LONG), place)
    return any(all(t.fold in page.voc.words["determiner"] for t in page.tokens[m.end : place]) for m in near)


def _linked(page: Page, one: Ref, two: Ref, listed: bool) -> bool:
    """Whether two references are one enumeration, or the second tells how many the first are ('noi altri due')."""
    words = page.voc.words
    between = _without_brackets(page, one, two)
    if one.kind == "relation" and two.kind == "name" and _is_called(page, one, two):
        return True
    if one.person == two.person and [t.text for t in between] == ["("]:
        return True  # 'con me (Ada Neri)'
    if len(between) == 1 and between[0].fold in words["like"]:
        return True
    if two.kind == "others" and [t.text for t in between] == [","]:
        return False  # 'then W2 for Ann, the rest free'
    if one.start and page.tokens[one.start - 1].fold in words["like"]:
        return False  # 'Maria come Luca, Gino 3 e 4'
    if len(between) == 2 and between[0].text == "," and between[1].fold in words["and"] and not listed:
        return False  # 'pests for Darragh, and Sorcha has a job to keep up'
    for_one = one.start > 0 and page.tokens[one.start - 1].fold in words["for"]
    if two.kind in ("me", "i") and for_one and [t.text for t in between] == [","]:
        return False  # 'qualunque gruppo per lui, io il 2'
    if two.kind == "i" and for_one and two.end < len(page.tokens) and page.tokens[two.end].kind is Kind.WORD:
        return False  # 'testing for her and I'll do licences'
    if two.kind in ("me", "i") and one.kind == "he" and len(between) == 1 and between[0].fold in words["with"]:
        return False
    if _beside(page, one) and not any(t.fold in words["and"] for t in between):
        return False  # 'con me mia figlia'
    two_for = bool(between) and between[-1].fold in words["for"]
    if between and between[0].fold in words["that_too"] and _sia(page, one.start):
        between = between[1:]  # 'sia per me che per mio figlio'
    return len(between) <= 4 and all(
        t.fold in words["and"]
        or t.text in ",&+()."
        or t.fold.strip(".") in words["title"]
        or t.fold in words["article"]
        or t.fold in words["for"]
        or t.kind is Kind.LINE
        or (two_for and t.fold in words["article_number"])  # 'one for me and one for my friend'
        or (t is between[-1] and t.fold in words["adjective"])  # 'Tom Hill and little Mia'
        for t in between
    )


def _sia(page: Page, start: int) -> bool:
    """Whether 'sia' or 'tanto' stands before somebody, and so one more is told."""
    words = page.voc.words
    small = words["for"] | words["article"] | words["determiner"] | words["title"]
    while start > 0 and page.tokens[start - 1].fold in small:
        start -= 1
    return start > 0 and page.tokens[start - 1].fold in words["that_too_head"]


def _without_brackets(page: Page, one: Ref, two: Ref) -> list[Token]:
    """The words between two persons, without what is said of the first in brackets: 'Mum (Ada Stott, 71) and I'."""
    between = page.tokens[one.end : two.start]
    if one.kind not in ("name", "relation") or not any(t.text == ")" for t in between):
        return list(between)
    start, _ = page.sentences[page.sentence_of(one.start)]
    depth = sum((t.text == "(") - (t.text == ")") for t in page.tokens[start : one.start])
    outside: list[Token] = []
    for token in between:
        depth += token.text == "("
        if depth <= 0:
            outside.append(token)
        depth -= token.text == ")"
    return outside


def _is_called(page: Page, tie: Ref, name: Ref) -> bool:
    """'suo padre, Ugo Sala', 'due amiche Ada e Pia': a name that says who is meant by the words before it."""
    if tie.person == name.person:
        small = page.voc.words["article"] | page.voc.words["title"] | {","}
        return all(t.fold.strip(".") in small or t.text in "(.,:" for t in page.tokens[tie.end : name.start])
    return tie.person < 0 and tie.end == name.start


def _beside(page: Page, ref: Ref) -> bool:
    words, place = page.voc.words, ref.start - 1
    while place > 0 and page.tokens[place].fold.strip(".") in words["title"] | words["determiner"] | words[
        "article"
    ] | {""}:
        place -= 1  # 'con il prof. Bigi'
    return place >= 0 and page.tokens[place].fold in words["beside"] | words["goes_with"] and ref.kind != "us"
