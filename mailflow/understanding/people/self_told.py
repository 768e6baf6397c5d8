"""Whether the writer is one of the party."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.asked_leave import brings_besides
from mailflow.understanding.people.cast import Cast, by_phone
from mailflow.understanding.people.come_and_stay import told_to_come
from mailflow.understanding.people.kin_wishes import adopt_kin, only_kin
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.own_wish import wishes_for_himself
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.places_for import places_for_others
from mailflow.understanding.people.stance_of_one import stance_of
from mailflow.understanding.people.stances import COMING, Stance, spared_a_session
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


def adopt(page: Page, cast: Cast, mentions: Sequence[tuple[int, list[int]]]) -> None:
    """Who is said to want a session comes. `mentions`: place of the session, and whose wish it is."""
    told = {owner for _, owners in mentions for owner in owners}
    idle = any(n and n not in told for n in cast.named_attending)  # 'Tom and Ruth. Dad: A. Mum: B'
    for place, owners in mentions:
        for owner in owners:
            if owner > 0 and not cast.persons[owner].name and not idle:
                adopt_kin(page, cast, owner, place)
            if (
                owner >= 0
                and cast.persons[owner].name
                and cast.stances[page.clause_of(place)] not in (Stance.STAYS, Stance.ASIDE)
                and not cast.persons[owner].stays
            ):
                if (
                    owner == 0
                    and cast.writer.comes is False
                    and (
                        page.has("absent_self")
                        or on_behalf(page, cast)
                        or names_others(page, cast)
                        or _signs_off(page, cast, place)
                    )
                ):
                    continue
                own = [r for r in cast.refs if r.person == owner] if owner else []
                if own and all(stance_of(page, cast, r) is Stance.ASIDE for r in own):
                    continue  # 'come d'accordo con la vostra collega Carla, mi iscrivo al gruppo 1'
                person = cast.persons[owner]
                person.comes = True
                cast.presumed = cast.presumed and not (owner == 0 and _wants_himself(page, cast, place))
                person.first = person.first if person.first >= 0 else place
                if person.name in cast.leftovers:
                    cast.leftovers.remove(person.name)
    only_kin(cast, mentions)


def _wants_himself(page: Page, cast: Cast, place: int) -> bool:
    """'I'd like A, Tom would like B': the writer says of himself that he would like the session at the token."""
    start, _ = page.sentences[page.sentence_of(place)]
    mine = [r for r in cast.refs if r.kind in ("i", "me") and start <= r.start < place]
    return bool(mine) and page.has("wished", mine[-1].start, place)


def _signs_off(page: Page, cast: Cast, place: int) -> bool:
    """Whether the writer is met by his name under the text alone, beside the session, and never says 'I'."""
    start, end = page.sentences[page.sentence_of(place)]
    own = [r for r in cast.refs if r.person == 0]
    beside = any(start <= r.start < end for r in own)
    return beside and all(r.kind == "name" and under_text(page, r) for r in own) and not page.has("self")


def under_text(page: Page, ref: Ref) -> bool:
    """Whether a name is the sign-off below the text."""
    line_start = page.text.rfind("\n", 0, page.tokens[ref.start].start) + 1
    below = page.text[page.tokens[ref.end - 1].end :].strip()
    first, last = page.sentences[page.sentence_of(ref.start)]
    if page.has_any(COMING, ref.end, last):
        return False  # 'Fergus and Dympna Neri would like to attend'
    after = page.tokens[ref.end : ref.end + 1]
    if after and after[0].fold in page.voc.words["preposition"] | page.voc.words["article"]:
        return False  # 'Ada Neri alle 10 e Ugo Sala alle 11'
    if first > 0 and last == len(page.tokens) and _closes(page, ref, first):
        return True  # '… 8 anni. Barbara Selleri'
    if _signs_as_kin(page, ref, first) or _thanks(page, ref):
        return True
    return (
        page.text[line_start : page.tokens[ref.start].start].strip(" .,–-") == "" and len(below) < 90 and line_start > 0
    )


def _closes(page: Page, ref: Ref, start: int) -> bool:
    """Whether a sentence at the end says no more than a name and what he is: 'Il coordinatore Ugo Sala', 'Ada Neri,
    presidente'."""
    before, behind = page.tokens[start : ref.start], page.tokens[ref.end :]
    rest = [t for t in (*before, *behind) if t.kind is Kind.WORD]
    if not rest:
        return all(t.text in ".!" or t.kind is Kind.LINE for t in behind)
    words = page.voc.words
    bodies = words["organization"] | words["organization_form"]
    titled = words["role"] | words["title"] | words["article"] | words["of"] | words["of_the"] | bodies
    known = any(t.fold in words["role"] | bodies for t in rest) and all(t.fold in titled or t.capital for t in rest)
    by_noun = len(rest) == len(before) == 2 and before[0].fold in words["article"]
    return (known or by_noun) and not page.has_any(COMING, start, len(page.tokens))


def _thanks(page: Page, ref: Ref) -> bool:
    """'… agli origami, grazie ada neri', '… for A thanks Ann Cole': a name behind words of closing ends the text."""
    closes = any(m.end == ref.start for m in page.within("closing", max(0, ref.start - 5), ref.start))
    return closes and all(t.kind is not Kind.WORD for t in page.tokens[ref.end :])


def _signs_as_kin(page: Page, ref: Ref, start: int) -> bool:
    """'…, mamma Ada Neri 340 5550689', 'Il papà, Ugo Neri, cell. …': no more than a telephone number behind it."""
    words, place = page.voc.words, ref.start - 1
    comma = place > start and page.tokens[place].text == ","
    place -= comma
    if place < start or page.tokens[place].fold not in words["signs_as_kin"]:
        return False
    lead = words["article"] | words["determiner"] | words["their"]
    if comma and (place == start or not all(t.fold in lead for t in page.tokens[start:place])):
        return False  # 'papà, mamma, Ada Neri' are a row
    cues = {n for m in page.marks.get("phone_cue", ()) for n in range(m.start, m.end)}
    return all(t.kind is not Kind.WORD or n in cues for n, t in enumerate(page.tokens[ref.end :], ref.end))
