"""Persons told by their number, with nouns no list knows: 'io e i due garzoni'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.people.by_age import heads_wishes
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.one_besides import one_besides
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

LARGEST = 60  # a group
# what a number may tell besides, or who is counted already
COUNTS_OTHERWISE = (
    "places", "number_noun", "price", "age", "address", "total_first", "number_range",
    "us", "others", "pair_total", "total", "sum", "me_and",
)  # fmt: skip


def one_each(page: Page, cast: Cast) -> None:
    """'Fausto e Nello con le rispettive consorti': as many as are named right before."""
    for number, ref in enumerate(cast.refs):
        each = any(t.fold in page.voc.words["respective"] for t in page.tokens[ref.start : ref.end])
        if ref.kind != "relation" or ref.n is not None or not each:
            continue
        named = 0
        while named < number and cast.refs[number - 1 - named].kind == "name":
            named += 1
        if named >= 2 and page.sentence_of(cast.refs[number - 1].start) == page.sentence_of(ref.start):
            cast.refs[number] = replace(ref, n=named)


def unknown_groups(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'io e i due garzoni', 'me and my fella': persons that no list knows, told by their number or as 'my'."""
    if any(2 <= (value or 0) <= LARGEST for value in page.numbers):
        _counted_groups(page, cast, blocked)
        cast.refs += one_besides(page, cast)
    _unknown_ties(page, cast)
    cast.refs.sort(key=lambda r: (r.start, -r.end))


def _counted_groups(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'io e i due garzoni', 'con tre doctoral students': a number and a noun no list knows, joined to persons."""
    taken = {n for r in cast.refs for n in range(r.start, r.end)} | set(page.dated) | set(blocked)
    for cls in COUNTS_OTHERWISE:
        taken |= {n for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    things = {n for m in page.marks.get("place_word", ()) for n in range(m.start, m.end)}
    starts, ends = {r.start for r in cast.refs if r.kind != "they"}, {r.end for r in cast.refs if r.kind != "they"}
    for n, value in enumerate(page.numbers):
        if value is None or not 2 <= value <= LARGEST or n in taken:
            continue
        some = _of_ours(page, n + 1)
        noun, end = _noun(page, n, some)
        if not all(plain_noun(page, k) for k in range(noun, end)) or any(k in taken | things for k in range(n, end)):
            continue
        if cast.topics.issuperset(range(n, end)):
            continue  # 'iscrivo Ugo Sala a sette fonti', a title
        start = _with_determiners(page, n)
        if (
            _joined(page, start, end, starts, ends)
            or _carried(page, start)
            or _led(page, cast, n, noun, end, bool(some))
            or (_of_a_body(page, noun, end) and heads_wishes(page, cast, Ref(start, end, "relation", -1, value)))
        ):
            cast.refs.append(Ref(start, end, "relation", -1, value))
            taken.update(range(start, end))
            starts.add(start)
            ends.add(end)


def _noun(page: Page, n: int, some: int) -> tuple[int, int]:
    """Where the noun behind the number at `n` begins, and where it ends. `some`: behind 'of our', 0 without it."""
    words, tokens = page.voc.words, page.tokens
    noun = some or n + 1
    while noun < len(tokens) and noun - n < 3 and tokens[noun].fold in words["adjective"]:
        noun += 1
    if some and not plain_noun(page, noun):
        return noun, noun  # 'quattro dei nostri'
    whole = noun < len(tokens) and tokens[noun].fold.endswith(tuple(words["plural_ending"]))
    if noun + 1 < len(tokens) and words["noun_last"] and not whole and plain_noun(page, noun + 1):
        return noun, noun + 2  # 'doctoral students'
    return noun, noun + 1


def _with_determiners(page: Page, n: int) -> int:
    """Where 'i due' begins."""
    tokens, determiners = page.tokens, page.voc.words["determiner"]
    while n > 0 and tokens[n - 1].fold in determiners and tokens[n - 1].kind is Kind.WORD:
        n -= 1
    return n


def _joined(page: Page, start: int, end: int, starts: set[int], ends: set[int]) -> bool:
    """Whether they stand in a row with persons: 'io e i due garzoni'."""
    words, tokens = page.voc.words, page.tokens
    joints = words["and"] | words["with"]
    before, after = start - 1, end
    while before >= 0 and (tokens[before].text in ",()" or tokens[before].fold in joints) and start - before <= 2:
        before -= 1
    while after < len(tokens) and tokens[after].fold in joints | words["article"] | {","}:
        after += 1
    return (before + 1 < start and before + 1 in ends) or (after > end and after in starts)


def _carried(page: Page, start: int) -> bool:
    """'porto due garzoni', 'con tre colleghi'."""
    if any(m.end == start for m in page.within("carry", max(0, start - 5), start)):
        return True
    before = page.tokens[start - 1] if start > 0 else None
    return before is not None and before.fold in page.voc.words["with"] and before.text != "+"


def _led(page: Page, cast: Cast, n: int, noun: int, end: int, some: bool) -> bool:
    """'book nine cadets', 'iscrivo nove cadetti'."""
    comes = cast.stances[page.clause_of(n)] is Stance.COMES
    return comes and _enrolled_by_number(page, n, noun, end, some)


def _of_ours(page: Page, at: int) -> int:
    """Where the noun of 'six of our parishioners', 'quattro dei nostri' begins; 0 where no such words stand there."""
    words, end = page.voc.words, at
    while end < len(page.tokens) and end - at < 2 and page.tokens[end].fold in words["of_us_all"]:
        end += 1
    return end if end - at == 2 or (end > at and page.tokens[at].fold in words["of_the"]) else 0


def _enrolled_by_number(page: Page, n: int, noun: int, end: int, some: bool) -> bool:
    """'book nine cadets', 'manda alla cena quattro soprani', 'six of our parishioners would like': who comes, told by a
    number and a noun in the plural with the words of enrolling right before them."""
    clause = page.clauses[page.clause_of(n)]
    if not (some or _plural(page, noun, end)):
        return False
    if some and n - clause.start <= 1:
        return True
    for mark in page.within("enrolling", max(clause.start, n - 8), n):
        between = [k for k in range(mark.end, n) if page.tokens[k].kind is not Kind.MARK]
        if len(between) <= 3 and not any(page.numbers[k] is not None for k in between if k not in page.dated):
            return True
    return False


def _of_a_body(page: Page, noun: int, end: int) -> bool:
    """'two inspectors from our office', 'due gestori del rifugio': a plural, and of whose they are."""
    words = page.voc.words
    of = end < len(page.tokens) and page.tokens[end].fold in words["of"] | words["from"]
    behind = {t.fold for t in page.tokens[end : end + 4]}
    return of and _plural(page, noun, end) and not behind.isdisjoint(words["organization"] | words["office"])


def _plural(page: Page, noun: int, end: int) -> bool:
    """Whether a noun is in the plural, and no evening or talk."""
    occasions = page.voc.words["occasions"]
    plural = page.tokens[end - 1].fold.endswith(tuple(page.voc.words["plural_ending"]))
    return plural and not any(t.fold in occasions for t in page.tokens[noun:end])


def _unknown_ties(page: Page, cast: Cast) -> None:
    """'me, my fella and two kids': a noun no list knows behind 'my', in a row with the writer."""
    words, tokens = page.voc.words, page.tokens
    if words["own_one"].isdisjoint(page.folds):
        return
    joints = words["and"] | words["with"] | {","}
    taken = {n for r in cast.refs for n in range(r.start, r.end)}
    ends = {r.end for r in cast.refs if r.kind in ("me", "i", "relation", "name")}
    starts = {r.start for r in cast.refs if r.kind in ("me", "i", "relation", "name")}
    plural = tuple(words["plural_ending"]) if words["noun_last"] else ()
    for n in range(1, len(tokens) - 1):
        if tokens[n].fold not in words["own_one"] or {n, n + 1} & taken or not plain_noun(page, n + 1):
            continue
        lead = n - 1 if tokens[n - 1].fold in words["article"] else n
        before = lead - 1 if lead and tokens[lead - 1].fold in joints else lead
        after = n + 3 if n + 2 < len(tokens) and tokens[n + 2].fold in joints else n + 2
        if any(r.kind == "name" and r.start == n + 2 for r in cast.refs):
            continue  # 'my collaborator Ann Lee'
        rowed = before < lead and before in ends
        closed = after in starts or n + 2 >= len(tokens) or tokens[n + 2].kind is not Kind.WORD
        if rowed and closed and not (plural and tokens[n + 1].fold.endswith(plural)):
            cast.refs.append(Ref(n, n + 2, "relation", -1, 1))
            ends.add(n + 2)
