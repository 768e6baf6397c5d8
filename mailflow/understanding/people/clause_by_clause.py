"""What a mail says of the people in it, clause by clause: what one says goes on in the next, until another is told."""

from __future__ import annotations

from itertools import takewhile

from mailflow.understanding.people.elsewhere import is_elsewhere
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.stances import STAYING, Stance, own_stance, tells
from mailflow.understanding.people.wished_in_vain import wished_in_vain
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page


def stances(
    page: Page,
    wishes: frozenset[int] = frozenset(),
    own_name: frozenset[int] = frozenset(),
    rounds: frozenset[int] = frozenset(),
) -> list[Stance]:
    """What each clause says; a clause without a verb follows the one before in its sentence.

    `rounds`: words for a round in which somebody is not there ('al secondo turno Luca non si ferma').
    """
    own = _own_stances(page, wishes, own_name, rounds)
    found: list[Stance] = []
    current, sentence = Stance.SILENT, -1
    for n, clause in enumerate(page.clauses):
        if clause.sentence != sentence:
            sentence, current = clause.sentence, _begins_with(page, own, n)
        if own[n] is Stance.SILENT:
            wished = any(clause.start <= n < clause.end for n in wishes)
            tells_much = tells(page, clause) and not wished
            stance, current = _followed(page, own, n, current, tells_much=tells_much)
            if stance is Stance.STAYS and wished and _another_behind(page, own, n):
                stance = current = Stance.COMES
        else:
            stance, current = _told_here(page, own, n, current)
        found.append(stance)
    return found


def _own_stances(page: Page, wishes: frozenset[int], own_name: frozenset[int], rounds: frozenset[int]) -> list[Stance]:
    """What each clause says by itself."""
    own = [own_stance(page, c, wishes) for c in page.clauses]
    if "is_in" in page.marks:
        for n, clause in enumerate(page.clauses):
            if own[n] is Stance.SILENT and is_elsewhere(page, clause, wishes | own_name):
                own[n] = Stance.STAYS
    for clause in (page.clauses[page.clause_of(n)] for n in rounds):
        _only_then(page, clause, own)
    told = {page.clause_of(n) for n in wishes}
    for mark in page.marks.get("aside", ()):  # 'Ada dice che i gialli sono più divertenti'
        n = page.clause_of(mark.start)
        over = page.clause_of(mark.end - 1) == n + 1 and page.clauses[n].sentence == page.clauses[n + 1].sentence
        if over and n + 1 in told and own[n] is own[n + 1] is Stance.SILENT:
            own[n] = own[n + 1] = Stance.ASIDE
    for n in wished_in_vain(page, wishes):
        own[n] = own[n + 1] = Stance.STAYS
    _share_subjects(page, own)
    return own


def _begins_with(page: Page, own: list[Stance], n: int) -> Stance:
    """The stance that holds from the first clause of a sentence on: that of the first that tells one."""
    subordinate, clauses = page.voc.words["subordinate"], page.clauses
    rest = (m for m in range(n, len(clauses)) if clauses[m].opener not in subordinate)
    following = takewhile(lambda m: clauses[m].sentence <= clauses[n].sentence, rest)
    first = next((m for m in following if own[m] is not Stance.SILENT and not but_not_me(page, clauses[m])), n)
    here = clauses[first]
    if first > n and own[first] is Stance.STAYS and _tie_before_verb(page, here):
        return Stance.SILENT  # '…, il papà ci aspetta al bar' is said of him alone
    if first > n and own[first] is Stance.ASIDE and page.has("correction", here.start, here.end):
        return Stance.SILENT  # 'Ada Neri, age 8, guitar, wait no, …' takes back what stands before, and no more
    return own[first]


def _followed(page: Page, own: list[Stance], n: int, current: Stance, *, tells_much: bool) -> tuple[Stance, Stance]:
    """The stance of a clause that tells none, and what holds from there on: that of the one before, as a rule."""
    clause, words = page.clauses[n], page.voc.words
    if clause.opener in words["therefore"]:  # '… is ill, so my mother and I come': told by what follows
        sized = page.has_any(("places", "it_is_us"), clause.start, clause.end)  # 'so four places', 'so it's me'
        current = _next_told(page, own, n, Stance.COMES if sized else current)
    aside = clause.opener in words["subordinate"]
    stance = Stance.SILENT if aside or tells_much else current
    if stance is Stance.STAYS and _but_for(page, n):
        stance = current = Stance.COMES
    now = stance is Stance.ASIDE and page.has("this_time", clause.start, clause.end)
    if now and page.has_any(("me", "us", "total"), clause.start, clause.end):
        stance = current = Stance.COMES  # 'l'altra volta eravamo in sei, adesso solo io e mia moglie'
    if aside and not tells_much and _one_subject(page, own, n):
        stance = own[n + 1]  # 'that he | and his wife will come'
    return stance, current


def _told_here(page: Page, own: list[Stance], n: int, current: Stance) -> tuple[Stance, Stance]:
    """The stance of a clause that tells one, and what holds from there on."""
    clause, stance, words = page.clauses[n], own[n], page.voc.words
    if stance is Stance.STAYS and clause.opener in words["conditional"]:
        return Stance.SILENT, current
    if but_not_me(page, clause):
        return stance, current
    if clause.depth:
        return (current if current is Stance.ASIDE else stance), current  # 'last time I came (2019, for my eldest)'
    goes_on = clause.opener not in words["subordinate"] or stance is Stance.COMES  # 'Ugo, who holds the bag, and Ada'
    return stance, stance if goes_on else current


def _another_behind(page: Page, own: list[Stance], n: int) -> bool:
    """'io non vengo: Ugo al 2, mia figlia al 3', "I'm not coming, Tom at ten": who is told behind the writer."""
    clause = page.clauses[n]
    before = next((page.clauses[m] for m in range(n - 1, -1, -1) if own[m] is not Stance.SILENT), clause)
    mine = page.has("absent_self", before.start, before.end)
    told = page.tokens[clause.start].capital or page.has("relation", clause.start, clause.start + 3)
    return mine and (told or clause.opener == ":")  # 'non è per me: un posto al 2'


def _only_then(page: Page, away: Clause, own: list[Stance]) -> None:
    """Who is away for a round comes all the same, and so does who goes on 'il pomeriggio no, ho il treno'."""
    for n, clause in enumerate(page.clauses):
        goes_on = clause.sentence == away.sentence and clause.start > away.start
        other = page.has_any(("relation", "relations"), clause.start, clause.end)
        other = other or any(t.capital for t in page.tokens[clause.start : clause.end])
        if own[n] is Stance.STAYS and (clause is away or (goes_on and not other)):
            own[n] = Stance.SILENT


def _but_for(page: Page, n: int) -> bool:
    """'il posto non è per me | ma per Ugo Sala', "I'm not coming | but my sister": who comes instead of the writer."""
    clause, before = page.clauses[n], page.clauses[n - 1]
    mine = page.has("absent_self", before.start, before.end)
    return mine and clause.sentence == before.sentence and clause.opener in page.voc.words["contrast"]


def _one_subject(page: Page, own: list[Stance], n: int) -> bool:
    """Whether the next clause goes on with 'and' to the verb of both, and says that they come."""
    if n + 1 >= len(own) or own[n + 1] is not Stance.COMES:
        return False
    clause, after = page.clauses[n], page.clauses[n + 1]
    return (
        clause.sentence == after.sentence and after.opener in page.voc.words["and"] and clause.end - clause.start <= 4
    )


def _next_told(page: Page, own: list[Stance], n: int, current: Stance) -> Stance:
    """The stance of the first clause behind the one given that tells any, in its sentence."""
    here = [m for m in range(n + 1, len(own)) if page.clauses[m].sentence == page.clauses[n].sentence]
    return next((own[m] for m in here if own[m] is not Stance.SILENT), current)


def _tie_before_verb(page: Page, clause: Clause) -> bool:
    """Whether somebody told by a tie stands in the clause before the words of staying away."""
    marks = (m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end))
    return page.has("relation", clause.start, min(marks, default=clause.start))


def _share_subjects(page: Page, own: list[Stance]) -> None:
    """'mio marito lavora e non viene': who stands before the first of two verbs is meant by the second as well."""
    joints = page.voc.words["and"] | page.voc.words["contrast"] | {","}
    persons = page.voc.words["me"] | page.voc.words["pronoun_he"] | page.voc.words["pronoun_she"]
    for n in range(1, len(own)):
        before, clause = page.clauses[n - 1], page.clauses[n]
        if own[n] is not Stance.STAYS or own[n - 1] is Stance.STAYS or before.sentence != clause.sentence:
            continue
        mine = any(t.fold in page.voc.words["me"] for t in page.tokens[before.start : before.end])
        ours = mine or page.has("self", before.start, before.end) or page.has("we", before.start, before.end)
        third = page.has("relation", before.start, before.end) and not ours
        if own[n - 1] is not Stance.SILENT and not third:
            continue
        if clause.opener not in joints or before.depth != clause.depth:
            continue
        if page.has("absent_self", clause.start, clause.end):
            continue
        marks = [m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end)]
        verb = min(marks, default=clause.end)
        subject = any(
            page.tokens[k].fold in persons or page.tokens[k].capital for k in range(clause.start, verb)
        ) or page.has("relation", clause.start, verb)
        told = tells(page, before) or clause.opener in page.voc.words["contrast"] or third
        if not subject and told:
            own[n - 1] = Stance.STAYS
