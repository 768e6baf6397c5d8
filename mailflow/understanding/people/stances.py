"""What each clause says of the people in it: they come, they stay away, they are only spoken of."""

from __future__ import annotations

from collections.abc import Sequence, Set
from enum import StrEnum
from itertools import takewhile

from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.people.elsewhere import is_elsewhere
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.wished_in_vain import wished_in_vain
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.questions import REQUESTS


class Stance(StrEnum):
    """What a clause says of the people in it."""

    COMES = "comes"
    STAYS = "stays"  # does not come
    ASIDE = "aside"  # a remark: nobody takes a place by it
    SILENT = "silent"


COMING = ("self", "we", "they", "request", "book", "remains")
STAYING = ("absent_self", "absent")


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
    own = [_own_stance(page, c, wishes) for c in page.clauses]
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


def _own_stance(page: Page, clause: Clause, wishes: frozenset[int]) -> Stance:
    start, end = clause.start, clause.end
    comma = end < len(page.tokens) and page.tokens[end].text == ","  # "Tom can't, he's at work"
    away = [m for m in page.of(*STAYING) if start <= m.start and m.end <= end + comma]
    if away and page.has_any(REQUESTS, *page.sentences[clause.sentence]):  # 'Pia non può fare le scale' comes
        away = [m for m in away if not of_something_else(page, m, end)]
    stays = [m for m in away if not _of_a_session(page, m, wishes)]
    if stays and clause.opener in page.voc.words["subordinate"] and page.has("at_present", start, end):
        return Stance.SILENT  # '… che in questi giorni è all'estero': why another writes
    comes = [m for m in page.of(*COMING) if start <= m.start and m.end <= end and not _past(page, m)]
    if (
        stays
        and not page.has("for_a_while", start, end)
        and not (
            page.has("they", start, end)
            and not page.has("absent_self", start, end)
            and any(page.tokens[m.start].fold in page.voc.words["instead_head"] for m in stays)
        )
    ):
        return Stance.STAYS
    beside = page.voc.words["beside"]
    if comes and all(page.tokens[m.start].fold in beside for m in comes) and page.has("had", start, end):
        return Stance.ASIDE  # 'avevo con me Calvino'
    like = page.voc.words["like"]
    remarks = [m for m in page.within("aside", start, end) if not _counts(page, clause, m)]
    if any(not (m.start and page.tokens[m.start - 1].fold in like and comes) for m in remarks):
        return Stance.ASIDE
    if comes:
        return Stance.ASIDE if _only_asks(page, clause, comes) else Stance.COMES
    return Stance.ASIDE if page.has("led_by", start, end) else Stance.SILENT


def _counts(page: Page, clause: Clause, remark: Mark) -> bool:
    """'six of us all told', 'a friend of mine': no remark."""
    told = any(m.end == remark.end for m in page.within("total", clause.start, clause.end))
    return told or (remark.end < clause.end and page.tokens[remark.end].fold in page.voc.words["of_mine"])


def _only_asks(page: Page, clause: Clause, comes: Sequence[Mark]) -> bool:
    """'my wife Ama would like to know whether there is a lift'; but not whether she may come."""
    _, stop = page.sentences[clause.sentence]
    asks = [m for m in page.within("asks_only", clause.start, clause.end) if not page.has("they", m.end, stop)]
    return bool(asks) and all(m.cls == "they" and m.start < asks[-1].end for m in comes)


def _of_a_session(page: Page, mark: Mark, wishes: frozenset[int]) -> bool:
    """'would like hydrogen rather than kilns': it is a session that is given up, or a size ('three instead of two'),
    and nobody stays."""
    instead = any(m.start <= mark.start < m.end for m in page.within("instead_of", mark.start, mark.end))
    small = page.voc.words["article"] | page.voc.words["session_head"] | page.voc.words["preposition"]
    place = mark.end
    while instead and place < len(page.tokens) and page.tokens[place].fold in small:
        place += 1
    told = instead and (place in wishes or (place < len(page.tokens) and bool(page.numbers[place])))
    return told or spared_a_session(page, mark, wishes)


def spared_a_session(page: Page, mark: Mark, wishes: Set[int]) -> bool:
    """'A for everyone except me, I'd like B', 'la A per tutti tranne Ugo, che va alla B': who goes to another one."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    excludes = any(m.start <= mark.start < m.end for m in page.within("exclude", start, end))
    before, behind = (any(n in wishes for n in some) for some in (range(start, mark.start), range(mark.end, end)))
    return excludes and before and behind


def _past(page: Page, mark: Mark) -> bool:
    """'ci siamo trasferiti', 'siamo nati': what was, told with the words of coming."""
    voc = page.voc
    if page.tokens[mark.end - 1].fold not in voc.words["be_we"] or mark.end >= len(page.tokens):
        return False
    after = page.tokens[mark.end].fold
    return voc.words["past_ending"].end(after) and after not in voc.common


def tells(page: Page, clause: Clause, topics: frozenset[int] = frozenset()) -> bool:
    """Whether the clause has a verb of its own that says nothing of coming ('mia suocera dice …'). `topics`: tokens
    that speak of sessions, whose titles may have verbs."""
    tokens = page.tokens
    places = [n for n in page.verbs if clause.start <= n < clause.end and n not in topics]
    return any(
        (n == clause.start or page.shouting or not tokens[n].capital)
        and not _in_mark(page, n)
        and not (n > clause.start and tokens[n - 1].fold in page.voc.words["of"])  # 'a pal from work'
        and page.at("age", n + 1) is None
        for n in places
    )


def _in_mark(page: Page, place: int) -> bool:
    """Whether the word belongs to words of coming, or of who is meant ('che si chiama', 'cioè')."""
    marks = page.of(*COMING, "we_are", "introduce_self", "introduce_us", "named", "total")
    return any(place - 5 <= m.start <= place < m.end <= place + 6 for m in marks)


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
