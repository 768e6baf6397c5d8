"""Which session the persons told in one breath go with: the one they lead to, or the one they end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.breaths import Chain

EXCEPT = 6  # tokens of words that leave somebody out, and a title before his name
FAR = 3  # tokens from a session to words that belong to the next one, where these stand before it
ROUND = 5  # tokens of a round told behind a person, and the colon
TOO = 3  # tokens between 'too' and the person: 'anche per la dott.ssa Neri', 'Tom does too'


def assigned(
    page: Page, start: int, end: int, mentions: Sequence[Mention], chains: Sequence[Chain]
) -> tuple[list[list[Chain]], list[list[Chain]]]:
    """For each session the chains before it that lead to it, and those behind it that end it."""
    leading: list[list[Chain]] = [[] for _ in mentions]
    trailing: list[list[Chain]] = [[] for _ in mentions]
    led = False  # whether the chain before led to its session
    for chain in chains[_heads(page, mentions, chains) :]:
        n = sum(m.start < chain.start for m in mentions)  # the session that follows
        if _in_passing(page, chain, mentions) or _wants_nothing(page, chain):
            continue
        if _left_out(page, chain):
            if n < len(mentions) and _goes_on(page, chain):
                leading[n].append(chain)  # 'all on B except Luca, who prefers C', 'tutti alla B tranne Luca (C)'
                led = True
            continue
        if 0 < n == len(mentions):
            ended = len(mentions) > 1 and bool(trailing[-2])  # 'four of us: in B Ada and I, in C Ugo and Pia'
            if not chain.beside and _closes(page, mentions[-1], chain, led and not ended):
                trailing[-1].append(chain)
        elif n == 0 or chain.beside or _opens(page, mentions[n - 1], mentions[n], chain, led):
            leading[n].append(chain)
            led = led or not chain.beside
        else:
            trailing[n - 1].append(chain)
    return leading, trailing


def _heads(page: Page, mentions: Sequence[Mention], chains: Sequence[Chain]) -> int:
    """1 where the first row of persons only says who comes: 'iscrivo me e Ada: A e G per me, B e H per lei'."""
    if len(chains) < 3 or len(mentions) < 2 or len(chains[0].refs) < 2:
        return 0
    first, second = chains[:2]
    n = sum(m.start < second.start for m in mentions)
    closed = page.tokens[first.end].text == ":" and first.end < mentions[0].start < second.start
    behind = 0 < n < len(mentions) and not _parted(page, mentions[n - 1].end, second.start)
    return int(closed and behind and not _opens(page, mentions[n - 1], mentions[n], second, led=False))


def _left_out(page: Page, chain: Chain) -> bool:
    """'tranne la dott.ssa Neri', 'meno Luca', 'all but Ann'."""
    told = page.within("exclude", max(0, chain.start - EXCEPT), chain.start)
    return page.tokens[chain.start - 1].fold in page.voc.words["less"] or any(chain.start - m.end <= 1 for m in told)


def _goes_on(page: Page, chain: Chain) -> bool:
    """Whether what follows is told of him: 'Luca, who …', 'Luca (…', 'Luca: …', 'Luca in the afternoon: …'."""
    if _who(page, chain.end):
        return True
    n = chain.end + (page.tokens[chain.end].text == "," if chain.end < len(page.tokens) else 0)
    marks = (t.text for t in page.tokens[n : n + ROUND] if t.kind is not Kind.WORD)
    return next(marks, "") in ("(", ":")


def _who(page: Page, n: int) -> bool:
    """', who', 'che', ', for whom', ', per la quale'."""
    words = page.voc.words
    n += n < len(page.tokens) and page.tokens[n].text == ","
    if any(t.fold in words["for"] for t in page.tokens[n : n + 1]):
        whom = words["who"] | words["whom"]
        n += 1 + any(t.fold in words["article"] for t in page.tokens[n + 1 : n + 2])
        return any(t.fold in whom for t in page.tokens[n : n + 1])
    return n < len(page.tokens) and page.tokens[n].fold in words["who"]


def _in_passing(page: Page, chain: Chain, mentions: Sequence[Mention]) -> bool:
    """Whether a chain stands in brackets that do not follow a session at once and hold none ('(my husband …)')."""
    number = page.clause_of(chain.start)
    clause = page.clauses[number]
    if not clause.depth or chain.refs[0].kind not in ("relation", "he"):
        return False
    holds = any(clause.start <= m.start < clause.end for m in mentions)
    return not holds and not any(0 <= clause.start - m.end <= 1 for m in mentions) and chain.start - clause.start < 3


def _wants_nothing(page: Page, chain: Chain) -> bool:
    """'lei kayak, io niente'."""
    return any(t.fold in page.voc.words["no_wish"] for t in page.tokens[chain.end : chain.end + 1])


def _opens(page: Page, before: Mention, following: Mention, chain: Chain, led: bool) -> bool:
    """Whether a chain between two sessions goes with the following one. `led`: a chain before led to its session."""
    parted = _parted(page, before.end, chain.start)
    parts = _parted(page, chain.end, following.start)
    if parted != parts:
        return parted
    if parted and (_who(page, chain.end) or following.start - chain.end < chain.start - before.end):
        return True  # 'alle 8.30, e porto mia sorella, che preferisce le 9'
    if following.start == chain.end and chain.start - before.end > FAR and not chain.beside:
        return True  # 'gruppo 3 e gruppo 4 vengo con la mia prof Ada Neri lei 3 e 5'
    said_for = page.tokens[before.end].fold in page.voc.words["for"] and chain.start - before.end <= 2
    return led and not (said_for and not parted)  # 'B for Anna C for Luca'


def _closes(page: Page, mention: Mention, chain: Chain, led: bool) -> bool:
    """Whether a chain behind the last session of a sentence goes with it: 'al 2 va lui', 'B for Anna', 'B (Anna)'."""
    around = page.tokens[chain.start - 1 : chain.start] + page.tokens[chain.end : chain.end + 1]
    if [t.text for t in around] == ["(", ")"] and chain.start - mention.end == 1:
        return True
    if places_one_each(page, chain):
        return True
    if is_said_for(page, chain) and page.has("only", chain.start - TOO, chain.end + 1):
        return True  # 'photography, that is for me only'
    if _parted(page, mention.end, chain.start):
        return False
    between = [t.fold for t in page.tokens[mention.end : chain.start]]
    said_for = any(b in page.voc.words["for"] for b in between) or is_said_for(page, chain)
    if chain.refs[0].kind in ("us", "others") and len(between) <= 1:
        return True
    if said_for:
        return len(between) <= 5
    return not led and len(between) <= 3


def said_too(page: Page, chain: Chain) -> bool:
    """'so would I', 'anche Luca', 'per me pure', 'Tom too': what was told of another holds for him as well."""
    if not ("too_before" in page.marks or "too_after" in page.marks):
        return False
    words = page.voc.words
    small = words["article"] | words["determiner"] | words["title"] | words["for"] | {"."}
    joints = words["and"] | words["article_number"]
    for mark in page.within("too_before", max(0, chain.start - TOO), chain.end):
        before = page.tokens[max(0, mark.start - 1)]
        joined = before.kind in (Kind.MARK, Kind.LINE) or before.fold in joints  # not 'porto anche mio cugino'
        joined = joined or mark.start == 0 or mark.end - mark.start > 1
        if joined and mark.start <= chain.start and all(t.fold in small for t in page.tokens[mark.end : chain.start]):
            return _says_no_more(page, chain.end)
    for mark in page.within("too_after", chain.end, chain.end + TOO + 1):
        between = page.tokens[chain.end : mark.start]
        if all(t.fold in words["does_too"] or t.text in "()" or t.kind is Kind.NUMBER for t in between):
            return _says_no_more(page, mark.end)
    return False


def _says_no_more(page: Page, n: int) -> bool:
    """Whether a thought ends there: not 'anche Luca è celiaco'."""
    words = page.voc.words
    if n >= len(page.tokens) or page.tokens[n].kind is not Kind.WORD:
        return True
    return page.tokens[n].fold in words["clause_opener"] | words["and"] | words["preposition"] | words["does_too"]


def places_one_each(page: Page, chain: Chain) -> bool:
    """'two for the 11:30, one for me and one for Luca': the places of one booking, told one by one."""
    words = page.voc.words
    inside = page.tokens[max(0, chain.start - 2) : chain.end]
    counted = sum(one.fold in words["article_number"] and two.fold in words["for"] for one, two in pairwise(inside))
    return len(chain.refs) > 1 and counted > 1


def is_said_for(page: Page, chain: Chain) -> bool:
    """'for Anna', 'for Dr. Neri', 'per la signora'."""
    words, before = page.voc.words, chain.start - 1
    lead = words["title"] | words["article"] | words["determiner"]
    while (
        before > 0
        and page.tokens[before].fold not in words["for"]
        and (_of_a_title(page, before) or page.tokens[before].fold.strip(".") in lead)
    ):
        before -= 1
    return page.tokens[before].fold in words["for"] or page.tokens[chain.start].fold in words["for"]


def _parted(page: Page, start: int, end: int) -> bool:
    """Whether a comma, a joining word or a new thought stands there."""
    words = page.voc.words
    joints = (words["and"] | words["clause_opener"] | words["then_word"]) - words["with"]
    return any(
        (t.kind in (Kind.MARK, Kind.LINE) and t.text not in "()\"'«»“”" and not _of_a_title(page, n))
        or t.fold in joints
        for n, t in enumerate(page.tokens[start:end], start)
    )


def _of_a_title(page: Page, n: int) -> bool:
    """The full stop of 'Dr.'."""
    dot, before = page.tokens[n], page.tokens[n - 1]
    return dot.text == "." and n > 0 and before.end == dot.start and before.fold in page.voc.words["title"]
