"""Words for kin and company that are nobody who comes: 'vicino alla porta', 'una cooperativa di sette soci'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.led_up_to import Tie, joined
from mailflow.understanding.people.one_of_the_kin import group_of
from mailflow.understanding.people.party import row_to
from mailflow.understanding.people.put_down import party_told_again
from mailflow.understanding.people.same_kin import known_by_tie
from mailflow.understanding.people.stances import COMING
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

OFFICE = 4  # words of a line that tells somebody's office
WANTS = 5  # tokens from a word for kin to the end of what he wants
NAME = 5  # ... and of his name below


def no_tie(page: Page, cast: Cast, mark: Mark, single: bool) -> bool:
    """Whether the word tells nobody, whatever leads up to it."""
    tokens, voc = page.tokens, page.voc
    words, place = voc.words, mark.start
    if single and any(m.start == mark.end for m in page.within("relation", mark.end, mark.end + 3)):
        return True  # 'my eldest girl'
    if place in cast.topics and not (_owned(page, place) or _beside_us(page, place)):
        return True  # 'il cliente arrabbiato', a session
    kin = tokens[place].fold in words["kin_called"]  # 'Mum A1, Dad A2'
    if single and not kin and mark.end in cast.topics and tokens[mark.end].capital and not _owned(page, place):
        return True  # 'il laboratorio con l'ingegnere Sgarbi', who teaches there
    several = any(t.fold in words["several"] or (voc.number(t) or 0) > 1 for t in tokens[max(0, place - 2) : place])
    if single == several and all(page.at(cls, place) is not None for cls in ("relation", "relations")):
        return True  # 'i nipotini', 'mio papà': a word that may be one or several
    ours = page.within("us", max(0, place - 3), mark.end + 3)
    if any(m.start < place < m.end or m.start <= place < m.end - 1 for m in ours):
        return True  # 'a couple of us'
    small = words["article"] | words["preposition"]
    if tokens[place].fold in words["near"] and mark.end < len(tokens) and tokens[mark.end].fold in small:
        return True  # 'vicino alla porta'
    return tokens[place].fold in words["pronoun_they"]


def of_another_tie(page: Page, cast: Cast, tie: Tie) -> bool:
    """'two members of our staff', 'il figlio della mia vicina', 'una cooperativa di sette soci': it says whose."""
    start = tie.start
    if not start or page.tokens[start - 1].fold not in page.voc.words["of"]:
        return False
    if any(r.kind == "relation" and r.end == start - 1 for r in cast.refs):
        return True
    if tie.single or tie.number is None or tie.determined:
        return False
    if any(m.end == start for m in page.within("enrolling", max(0, start - 4), start)):
        return False  # 'l'iscrizione di tre soci'
    if party_told_again(page, start):
        return False
    return not any(m.start < start <= m.end for m in page.marks.get("total", ()))


def who_writes(page: Page, cast: Cast, tie: Tie) -> bool:
    """Whether it says who the writer is, or one of those who are told already."""
    start, place = tie.start, tie.mark.start
    if tie.single and any(m.end == start for m in page.within("introduce_self", max(0, start - 4), start)):
        return True
    return _kin_of(page, cast, start) or _signs_as(page, place) or _ranked(page, cast, start, place)


def _kin_of(page: Page, cast: Cast, start: int) -> bool:
    """ "I'm Zoe's mum", "this is Leo Hart's gran": behind the name of whose kin the writer says he is."""
    whose = next((r for r in cast.refs if r.kind == "name" and r.end == start), None)
    if whose is None or page.tokens[start].fold not in page.voc.words["genitive"]:
        return False
    first = row_to(page, cast.refs, whose)[0].start  # 'Zoe and Leo's mum'
    return any(m.end == first for m in page.within("introduce_self", max(0, first - 4), first))


def somebody(page: Page, cast: Cast, tie: Tie) -> bool:
    """Whether what stands before and behind shows that somebody is meant: 'mia moglie', 'due figli', 'Mum and I'."""
    words, start, place = page.voc.words, tie.start, tie.mark.start
    before = page.tokens[start - 1].fold if start else ""
    if not tie.determined and tie.number is None:
        called = start == place and _called(page, cast, start)
        if not (called or joined(page, cast, tie)):
            return False
        if before not in words["beside"] and _self_description(page, start):
            return False
    if tie.single and tie.number in (None, 1):
        liked = before in words["like"] and known_by_tie(page.voc, cast, page.tokens[place].fold) is None
        return not liked and not _occupation(page, start, place)
    return True


def _owned(page: Page, place: int) -> bool:
    """Whether a number or a 'my' stands right before."""
    before = page.tokens[place - 1] if place else None
    return before is not None and (before.fold in page.voc.words["own"] or page.voc.number(before) is not None)


def _beside_us(page: Page, place: int) -> bool:
    """'noi due più i bambini', 'me and the kids': joined to words for the writer."""
    words, n = page.voc.words, place - 1
    while n > 0 and page.tokens[n].fold in words["article"]:
        n -= 1
    if n < 1 or page.tokens[n].fold not in words["and"] | words["with"]:
        return False
    ours = words["me"] | words["me_subject"] | words["weak_us"]
    return any(t.fold in ours for t in page.tokens[max(0, n - 2) : n])


def _called(page: Page, cast: Cast, n: int) -> bool:
    """'Mum and I', 'Dad (Ugo)', 'Dad A2', 'i miei nonni … nonna A2': a word for kin in place of a name; not 'Nonna
    Iole'."""
    after, word, leads = page.tokens[n + 1 : n + 2], page.tokens[n], n + 1 in cast.topics | page.dated
    listed = bool(after) and after[0].text == ":"  # 'my parents … Father: A2'
    if (leads or listed) and group_of(page, cast, word.fold) is not None:
        return True
    known = known_by_tie(page.voc, cast, word.fold) is not None  # 'mia nonna Pia … nonna A2'
    if word.fold not in page.voc.words["kin_called"] and not known:
        return False
    if leads and (word.capital or known):
        return True
    follows = bool(after) and (after[0].text in ",(" or after[0].fold in page.voc.words["and"] or not after[0].capital)
    wants = page.whispering and page.has("wished", n + 1, n + WANTS)  # 'mum just wants B'
    return follows and (
        known or wants or page.tokens[n].capital or bool(after and after[0].fold in page.voc.words["and"])
    )


def _ranked(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'… da n. 3 operatori: …; un terzo operatore, da definire': one of those counted before."""
    ranks = [page.voc.ordinals.get(t.fold, 0) for t in page.tokens[max(0, start - 1) : end]]
    return any(rank > 1 and any(r.n and r.n >= rank for r in cast.refs if r.end <= start) for rank in ranks)


def _signs_as(page: Page, place: int) -> bool:
    """'Andrea Zuffi, il papà' on one of the last lines: what the writer is."""
    line = page.text[: page.tokens[place].start].rfind("\n")
    if line < 0 or page.text[page.tokens[place].end :].strip(" .!").count("\n") > 1:
        return False
    tail = page.text[line:]
    office, _, name = tail.strip().partition("\n")
    if name and page.tokens[place].fold in page.voc.words["role"]:  # 'Il responsabile', and his name below
        return len(office.split()) <= OFFICE and office[:1].isupper() and len(name.split()) <= NAME
    return (
        len(tail.split()) <= 7
        and "\n" not in tail.strip()
        and (tail.split() or [""])[0][:1].isupper()
        and not any(
            line < page.tokens[m.start].start for cls in (*COMING, "me", "total") for m in page.marks.get(cls, ())
        )
    )


def _self_description(page: Page, start: int) -> bool:
    """'siamo marito e moglie', 'sono nonna di …': who they are, no further persons."""
    sentence = page.sentences[page.sentence_of(start)][0]
    return any(
        start - m.end <= 3 for cls in ("introduce_self", "introduce_us") for m in page.within(cls, sentence, start)
    )


def _occupation(page: Page, start: int, end: int) -> bool:
    """'faccio il magazziniere', 'I am a nurse': what the writer is."""
    return any(start <= m.end <= end for m in page.within("occupation", max(0, start - 4), end))
