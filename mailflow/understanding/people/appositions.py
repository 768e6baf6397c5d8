"""The name beside a tie: 'mia figlia Matilde', 'Ursula, la mia vicina', 'la sua compagna si chiama Petra'."""

from __future__ import annotations

from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

BEHIND = 5  # tokens between a tie and the name behind it
BEFORE = 3  # ... and the name before it


def apposition(page: Page, start: int, end: int, names_at: dict[int, Ref], names_end: dict[int, Ref]) -> int:
    """The person a tie at [start, end) stands beside; -1 for none."""
    signed = _signs_as_kin(page, start, end, names_at, names_end)
    if signed is not None:
        return signed
    after = _up_to_name(page, start, end, names_at)
    if after > end and page.tokens[after - 1].fold in page.voc.words["of"] and not page.has("named", end, after):
        return _behind_owner(page, names_at.get(after), names_at)
    if after in names_at and page.sentence_of(after) == page.sentence_of(end - 1):
        return -1 if _heads_a_list(page, end, after, names_at) else names_at[after].person
    called = _said_to_be_called(page, end, names_at)
    return called if called is not None else _name_before(page, start, end, names_end)


def _signs_as_kin(page: Page, start: int, end: int, names_at: dict[int, Ref], names_end: dict[int, Ref]) -> int | None:
    """'Ada Neri (la mamma di Leo Sala)', "Dylan Prunty, Sophie's dad" at the end of a line: who stands before."""
    tokens, words = page.tokens, page.voc.words
    head, tail = start, end
    if end + 1 < len(tokens) and tokens[end].fold in words["of"] and end + 1 in names_at:
        tail = names_at[end + 1].end
    elif owner := names_end.get(start - 1) or names_end.get(start):
        head = owner.start
    else:
        return None
    head -= head > 0 and tokens[head - 1].fold in words["article"]
    bracketed = head > 1 and tokens[head - 1].text == "("
    closed = tail >= len(tokens) or tokens[tail].kind is Kind.LINE or (bracketed and tokens[tail].text in ",)")
    named = names_end.get(head - 1) if head > 1 and tokens[head - 1].text in ",(" and closed else None
    return named.person if named is not None else None


def _behind_owner(page: Page, owner: Ref | None, names_at: dict[int, Ref]) -> int:
    """'la mamma di Leo, Sara Neri, …': who stands between commas behind whose kin it is; -1 for 'la badante di Bruno'
    and for a row, 'la badante di Bruno, Ada Neri e Ugo Sala'."""
    if owner is None or owner.end + 1 >= len(page.tokens) or page.tokens[owner.end].text not in ",(":
        return -1
    at = owner.end + 1
    while at < len(page.tokens) and page.tokens[at].fold in page.voc.words["title"] | {"."}:
        at += 1
    named = names_at.get(at)
    if named is None or page.sentence_of(at) != page.sentence_of(owner.start):
        return -1
    rowed = named.end < len(page.tokens) and page.tokens[named.end].fold in page.voc.words["and"]
    return -1 if rowed else named.person


def _up_to_name(page: Page, start: int, end: int, names_at: dict[int, Ref]) -> int:
    """The token behind all that may stand between a tie and the name of who it is."""
    tokens, words = page.tokens, page.voc.words
    plain = words["role"] | words["title"] | words["adjective"] | words["of"]
    after, paused = end, False
    while after < len(tokens) and after - end < BEHIND and after not in names_at:
        token = tokens[after]
        if token.text == ")" and start and tokens[start - 1].text == "(":
            break  # 'Silvia Bini (my wife) at 8.00'
        if token.text in ",(:" and not paused:
            paused = True
        elif after == end and _of_an_office(page, after):
            after += 1  # 'l'assessora alla cultura, Prof. Ada Neri'
        elif token.fold in words["who"] or _within_named(page, end, after) or _says_who(page, end, after, names_at):
            pass
        elif page.sentence_of(after) != page.sentence_of(end - 1):
            break
        elif token.fold in words["of"] and _tells_where(page, after + 1):
            after += 1
        elif (owner := _of_somebody(page, after)) > after:
            after = owner - 1  # 'il figlio della mia vicina, Tommaso Vieri'
        elif not (token.fold in plain or token.text in '.)"«“' or (paused and token.fold in words["article"])):
            break  # 'mia madre, la sig.ra Elide Ferretti' goes on
        after += 1
    return after


def _within_named(page: Page, end: int, place: int) -> bool:
    return any(m.start <= place < m.end for m in page.within("named", max(end, place - 3), place + 3))


def _says_who(page: Page, end: int, place: int, names_at: dict[int, Ref]) -> bool:
    """'mia figlia è Alice Neri': right between the tie and the name."""
    return place == end and place + 1 in names_at and page.tokens[place].fold in page.voc.words["be"]


def _tells_where(page: Page, place: int) -> bool:
    """'di laboratorio', 'of the office': a place or a noun, behind 'of'."""
    there = place < len(page.tokens)
    return there and (page.tokens[place].fold in page.voc.words["tie_place"] or plain_noun(page, place))


def _heads_a_list(page: Page, end: int, after: int, names_at: dict[int, Ref]) -> bool:
    """'i miei figli: Ada, Ugo': the first of several names behind a colon."""
    behind = names_at[after].end
    listed = behind < len(page.tokens) and page.tokens[behind].text == "," and behind + 1 in names_at
    return listed and any(t.text == ":" for t in page.tokens[end:after])


def _said_to_be_called(page: Page, end: int, names_at: dict[int, Ref]) -> int | None:
    """'la sua compagna, di cui so che si chiama Petra': who is named so in this sentence or the next."""
    tokens, words = page.tokens, page.voc.words
    _, stop = page.sentences[page.sentence_of(end - 1)]
    after = page.sentences[page.sentence_of(stop)][1] if stop < len(tokens) else stop
    for mark in page.within("named", end, after):
        between = any(m.start < mark.start for m in page.within("relation", end, after))
        here = mark.start < stop and tokens[mark.start].fold not in words["stop"]
        here = here or tokens[mark.start - 1].fold in words["their"] or _opens_sentence(page, mark)
        if mark.end in names_at and not between and here:
            return names_at[mark.end].person
    return None


def _name_before(page: Page, start: int, end: int, names_end: dict[int, Ref]) -> int:
    """'Ursula Prampolini, la mia vicina'; not 'Neil, his boy and me' or 'Pia Lund, another postdoc'."""
    tokens, words = page.tokens, page.voc.words
    ages = {mark.end: mark.start for mark in page.within("age", max(0, start - 2 * BEFORE), start)}
    before, between = start, 0
    while before > 0 and between < BEFORE and before not in names_end:
        if before in ages:
            before = ages[before]  # 'Medea, 8 anni, la sua amica'
            continue
        if tokens[before - 1].text not in ",(" and tokens[before - 1].fold not in words["article"]:
            break
        before, between = before - 1, between + 1
    another = words["indefinite"] & words["others_word"]
    other = any(t.fold in another for t in tokens[start:end])
    if before not in names_end or before == start or other:
        return -1
    named = names_end[before]
    if any(t.fold in words["their"] for t in tokens[start:end]) and not _last_of_a_row(page, named, end):
        return -1
    return named.person if named.person != 0 or tokens[before].text == "(" else -1


def _last_of_a_row(page: Page, named: Ref, end: int) -> bool:
    """'Ada e Medea, la sua amica: M3': the row is closed, so that who belongs to the first is the last."""
    joins, behind = page.voc.words["and"], page.tokens[end : end + 1]
    closed = not behind or behind[0].fold not in joins
    return closed and named.start > 0 and page.tokens[named.start - 1].fold in joins


def _of_an_office(page: Page, at: int) -> bool:
    """'alla cultura,', 'for Culture,': what an office is for, before the name of who holds it."""
    words, tokens = page.voc.words, page.tokens
    office = tokens[at - 1].fold in words["role"] | words["title"]
    told = office and at + 2 < len(tokens) and tokens[at].fold in words["article"] | words["for"]
    return told and tokens[at + 1].kind is Kind.WORD and tokens[at + 2].text in ",("


def _opens_sentence(page: Page, mark: Mark) -> bool:
    """'… mio padre per domenica. Si chiama Ugo Sala': words of a name that speak of who was told before."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    return mark.end - mark.start == 2 and all(t.kind is not Kind.WORD for t in page.tokens[start : mark.start])


def _of_somebody(page: Page, at: int) -> int:
    """The end of 'della mia vicina', 'of my neighbour'; `at` where no such words begin there."""
    words, n = page.voc.words, at + 1
    if page.tokens[at].fold not in words["of"]:
        return at
    while n < len(page.tokens) and page.tokens[n].fold in words["determiner"]:
        n += 1
    tie = next((m for cls in ("relation", "relations") for m in page.within(cls, n, n + 4) if m.start == n), None)
    return tie.end if tie is not None else at
