"""Whether the writer is one of the party."""

from __future__ import annotations

from mailflow.understanding.people.asked_leave import brings_besides
from mailflow.understanding.people.cast import Cast, by_phone
from mailflow.understanding.people.come_and_stay import told_to_come
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.own_wish import wishes_for_himself
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.places_for import places_for_others
from mailflow.understanding.people.put_down import several_put_down
from mailflow.understanding.people.stances import Stance, spared_a_session
from mailflow.understanding.people.under_text import under_text
from mailflow.understanding.people.with_others import (
    beside_me,
    brings_grown,
    introduced_to_enrol,
    names_others,
    on_behalf,
    one_more_for,
    other_place_for,
    others_for_me,
    same_for_another,
    sorted_by_age,
)
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

FOR_OTHERS = ("escort", "enrols_them", "asked_me", "enrols_for_me")
PARTS = ("part_of_day", "morning", "afternoon", "evening")


def writer_attends(page: Page, cast: Cast, booking: bool, form: bool) -> None:
    """Settle whether the writer comes. `booking`: places are asked for; `form`: he filled a form with his name."""
    writer = cast.writer
    places = places_for_others(page, cast)
    for_me = [*places, *((m.start, m.end) for m in (*page.marks.get("enrols_for_me", ()), *others_for_me(page, cast)))]
    says_self = any(
        cast.stances[page.clause_of(m.start)] is Stance.COMES
        and not any(start <= m.start < end for start, end in for_me)
        and not any(m.start < e.end and e.start < m.end for e in several_put_down(page))  # "I'd like to register them"
        for m in page.marks.get("self", ())
    )
    sends = page.voc.words["sends"]  # 'we'd like to send five of our volunteers'
    says_we = [
        m
        for m in page.marks.get("we", ())
        if cast.stances[page.clause_of(m.start)] is Stance.COMES
        and not (m.start and page.tokens[m.start - 1].fold in page.voc.words["not"])  # 'al pomeriggio non ci siamo'
        and not any(t.fold in sends for t in page.tokens[m.start : m.end + 2])
    ]
    mine = [r for r in cast.refs if r.kind == "me" and not for_others(page, r) and not _turned_to(page, cast, r)]
    me = any(_comes(page, cast, r) for r in mine)
    only_them = _only_them(page, cast)
    absent = only_them or stays_away(page, cast)
    me = me or _in_a_row(page, cast) or page.has("me_included") or other_place_for(page, cast)
    me = me or same_for_another(page, cast) or (booking and wishes_for_himself(page, cast, places))
    named = any(p.comes and not p.stays and p.name for p in cast.persons[1:])
    listed_self = any(
        r.kind == "name"
        and r.person == 0
        and cast.stances[page.clause_of(r.start)] is Stance.COMES
        and not introduced_to_enrol(page, cast, r)
        and (page.clause_of(r.start) in cast.rows or not under_text(page, r))
        and not (page.clauses[page.clause_of(r.start)].depth and by_phone(page, cast, 0))
        for r in cast.refs
    )
    cast.plural = bool(says_we) or any(r.kind == "us" for r in cast.refs)
    first = next(
        (r.start for r in cast.refs if r.person == 0 and cast.stances[page.clause_of(r.start)] is Stance.COMES), 10**6
    )
    writer.first = first if writer.first < 0 or first < writer.first else writer.first
    if absent:
        writer.comes = False
        writer.withdrawn = only_them or (named and not (form or me or listed_self or says_self))
    elif me or listed_self or (says_self and not on_behalf(page, cast) and not names_others(page, cast)):
        writer.comes = True
    elif says_we and not writer.name and named:
        writer.comes = False
    elif says_we or form or beside_me(page, cast) or one_more_for(page, cast) or brings_grown(page, cast):
        writer.comes = True
        cast.presumed = cast.lists and not form and not beside_me(page, cast)
    elif booking and brings_besides(page):
        writer.comes = cast.presumed = True
    elif named or (cast.guests and cast.unnamed and not cast.plural and not sorted_by_age(page, cast)):
        writer.comes = False
    else:
        writer.comes = booking or None
        cast.presumed = booking


def _comes(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether the clause of the writer's words says that he comes."""
    number = page.clause_of(ref.start)
    stance, clause = cast.stances[number], page.clauses[number]
    return stance is Stance.COMES or (stance is Stance.STAYS and told_to_come(page, cast.refs, clause, ref))


def _turned_to(page: Page, cast: Cast, ref: Ref) -> bool:
    """'scrivete a me', 'tocca a me', 'the computer will only talk to me', and no place is asked for in it."""
    clause = page.clauses[page.clause_of(ref.start)]
    to = ref.start > clause.start and page.tokens[ref.start - 1].fold in page.voc.words["towards"]
    to = to and (ref.end >= clause.end or page.tokens[ref.end].kind is not Kind.WORD)  # 'a me ne basta una'
    return (
        to
        and not page.has("places", clause.start, clause.end)
        and not any(clause.start <= n < clause.end for n in cast.topics)
    )


def for_others(page: Page, ref: Ref) -> bool:
    """'io li accompagno', 'li iscrivo io', 'he asked me to book': what the writer does for others, and comes not by."""
    near = max(0, ref.start - 8), ref.end + 6
    return any(m.start <= ref.start < m.end for cls in FOR_OTHERS for m in page.within(cls, *near))


def _in_a_row(page: Page, cast: Cast) -> bool:
    """'Stan Cole and I would like …', 'Guido e Maria Pini': the writer stands in a row with others who come."""
    for chain in chains(page, cast.refs):
        others = [r for r in chain if r.kind in ("name", "relation") and r.person != 0]
        coming = [r for r in others if r.person < 0 or cast.persons[r.person].comes]
        me = (r for r in chain if r.kind in ("me", "i") and not for_others(page, r))
        mine = [*me, *(r for r in chain if r.kind == "name" and r.person == 0)]
        told = any(cast.stances[page.clause_of(r.start)] is not Stance.SILENT for r in mine) or len(coming) == len(
            others
        )
        stays = any(cast.stances[page.clause_of(r.start)] in (Stance.STAYS, Stance.ASIDE) for r in (*mine, *others))
        signed = all(r.kind == "name" and under_text(page, r) for r in mine)
        if mine and coming and told and not stays and not signed:
            return True
    return False


def stays_away(page: Page, cast: Cast) -> bool:
    """'io non vengo', and not only late or to a part: 'alla cena non partecipo' beside what is wanted."""
    for mark in page.marks.get("absent_self", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        part = _of_a_part(page, clause) or page.has("stays_along", mark.start, clause.end)
        elsewhere = any(not clause.start <= n < clause.end for n in cast.topics)
        if but_not_me(page, clause) and _wants_one(page, cast):
            continue  # 'io A, Ugo B. Al pomeriggio Ugo, non io'
        if spared_a_session(page, mark, cast.topics):
            continue
        if not page.has("for_a_while", mark.start, clause.end) and not (part and elsewhere):
            return True
    return False


def _wants_one(page: Page, cast: Cast) -> bool:
    """Whether the writer stands beside a session."""
    mine = (page.clauses[page.clause_of(r.start)] for r in cast.refs if r.kind in ("me", "i"))
    return any(clause.start <= n < clause.end for clause in mine for n in cast.topics)


def _only_them(page: Page, cast: Cast) -> bool:
    """'vorrei portare mia figlia. Solo lei, grazie', said of no day or session alone: 'sabato solo lei, grazie'."""
    told = [m for m in page.marks.get("only_them", ()) if not page.idle(m.start) and not _of_some(page, cast, m.start)]
    others = [r.start for r in cast.refs if r.person > 0 and not cast.persons[r.person].stays]
    return any(min(others, default=m.end) < m.start and page.clause_of(m.start) not in cast.rows for m in told)


def _of_some(page: Page, cast: Cast, place: int) -> bool:
    """Whether the sentence tells a day, a part of it or a session."""
    start, end = page.sentences[page.sentence_of(place)]
    named = any(n in cast.topics or n in page.dated for n in range(start, end))
    return named or any(start <= d.start < end for d in page.days) or page.has_any(PARTS, start, end)


def _of_a_part(page: Page, clause: Clause) -> bool:
    """'alla cena non ci sarò', 'non parteciperò al secondo turno', "I won't be there on the second day"."""
    words = page.voc.words["round_head"] | page.voc.words["part_of_day"]
    return page.has_any(PARTS, clause.start, clause.end) or any(
        t.fold in words for t in page.tokens[clause.start : clause.end]
    )
