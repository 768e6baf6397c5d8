"""Who comes of all the persons met, by what the clauses around them say."""

from __future__ import annotations

from mailflow.understanding.people.by_age import heads_wishes, of_a_party, told_by_age
from mailflow.understanding.people.cast import Cast, by_phone
from mailflow.understanding.people.groups import counts, named_beside
from mailflow.understanding.people.party import Ref, after_with, chains, row_around
from mailflow.understanding.people.put_down import several_told
from mailflow.understanding.people.stance_of_one import is_contact, stance_of, tells_whose
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.people.with_others import booked_for
from mailflow.understanding.text.page import Page

ELSEWHERE = ("stays_elsewhere", "spent_elsewhere", "absent")
ROOM = ("if_possible", "full", "places", "place_word", "asks_room")  # what it hangs on is ours to see


def attend(page: Page, cast: Cast) -> None:
    """Let every person come or stay as the clauses say that name him; who is left unexplained is kept as that."""
    for ref in cast.refs:
        if ref.kind == "he":
            _pronoun(page, cast, ref)
        elif ref.kind == "relation" and ref.person < 0:
            _group(page, cast, ref)
        elif ref.kind in ("name", "relation") and ref.person > 0:
            _person(page, cast, ref)
    for family in cast.families:
        if family.n is None and stance_of(page, cast, family) is Stance.COMES:
            cast.vague.append(page.words(family.start, family.end))
    several = {mark.start for mark in several_told(page)}
    for mark in page.of("enrols_them", "brings_them"):
        _enrolled(page, cast, mark.start, several=mark.start in several)
    for mark in booked_for(page):
        _booked_for(page, cast, mark.end)
    gone = {n for n, person in enumerate(cast.persons) if n and person.stays and not person.name}
    cast.unnamed = [r for r in cast.unnamed if r.person not in gone]
    for n, person in enumerate(cast.persons):
        if not n or not person.name or person.comes is not None or person.stays or by_phone(page, cast, n):
            continue
        if all(is_contact(page, cast, r) for r in cast.refs if r.person == n):
            continue
        if _whose_kin_comes(page, cast, n):
            continue
        if not _presumed(page, cast, n) and not _mentioned(page, cast, n):
            cast.leftovers.append(person.name)


def _whose_kin_comes(page: Page, cast: Cast, number: int) -> bool:
    """'io e la mamma di Zoe', "me and Zoe's mum, Kay Burns": named only to tell whose kin it is that comes."""
    refs = [r for r in cast.refs if r.person == number]
    coming = [r for r in cast.refs if r.kind == "relation" and r.person > 0 and cast.persons[r.person].comes]
    beside = {n for r in coming for n in (r.start, r.start - 1, r.end + 1)}
    return all(r.kind == "name" and tells_whose(page, cast, r) and {r.start, r.end} & beside for r in refs)


def _enrolled(page: Page, cast: Cast, place: int, *, several: bool) -> None:
    """'sono il papà di Nour e Karim Haddad; vorrei iscriverli': the row of names told last before, or of `several` told
    by their number."""
    clause = page.clauses[page.clause_of(place)]
    if cast.stances[page.clause_of(place)] is not Stance.COMES or clause.opener in page.voc.words["conditional"]:
        return
    rows = [c for c in chains(page, cast.refs) if c[0].start < place and any(_others(r) for r in c)]
    told = [r for r in (rows[-1] if rows else ()) if _others(r)]
    if several and len(told) == 1 and told[0].n == 1:  # 'Leo is seven and Mia is five'
        there = page.sentence_of(told[0].start)
        told = [r for row in rows for r in row if _others(r) and page.sentence_of(r.start) == there]
    named = [r for r in told if r.kind == "name"]
    for ref in named:
        cast.persons[ref.person].comes = True
    counted = [r for r in told if (r.n or 0) > 1] if several and not named else []
    words = {page.words(r.start, r.end) for r in counted}
    cast.vague[:] = [group for group in cast.vague if group not in words]
    cast.unnamed += [r for r in counted if r not in cast.unnamed]


def _others(ref: Ref) -> bool:
    """Whether the words mean somebody by his name, or a group."""
    return ref.person > 0 or (ref.kind == "relation" and ref.person < 0)


def _booked_for(page: Page, cast: Cast, place: int) -> None:
    """'vi scrivo per conto del dott. Sala, che …': who is named right behind, unless he is said to stay."""
    for chain in chains(page, cast.refs):
        lead = page.tokens[place : chain[0].start]
        small = page.voc.words["title"] | page.voc.words["determiner"] | {".", ","}
        if chain[0].start < place or not all(t.fold in small for t in lead):
            continue
        for ref in (r for r in chain if r.kind == "name" and r.person > 0):
            told = [page.clauses[page.clause_of(r.start)] for r in cast.refs if r.person == ref.person]
            stays = any(page.has("absent", clause.start, clause.end) for clause in told)
            cast.persons[ref.person].comes, cast.persons[ref.person].stays = not stays, stays
        return


def _pronoun(page: Page, cast: Cast, ref: Ref) -> None:
    """'… con Ugo: lui verrebbe', 'io e mio marito, solo che lui lavora': the person met last is meant."""
    number = page.clause_of(ref.start)
    stance = cast.stances[number]
    if stance is Stance.SILENT and _beside_me(page, cast, ref) and not tells(page, page.clauses[number]):
        stance = Stance.COMES  # 'mia madre fa festa: venerdì alle 21 per me e per lei'
    if stance is Stance.COMES:
        met = [r.person for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person > 0]
        for person in ref.persons or met[-1:]:
            cast.persons[person].comes = True
        if not (ref.persons or met) and _beside_me(page, cast, ref):
            _the_kin_met(cast, ref)
    elif stance is Stance.STAYS and ref.start and page.sentence_of(ref.start) == page.sentence_of(ref.start - 1):
        start, _ = page.sentences[page.sentence_of(ref.start)]
        here = [r for r in cast.refs if start <= r.start < ref.start and r.kind in ("name", "relation")]
        if here and here[-1].person > 0 and here[-1].n == 1:
            cast.persons[here[-1].person].stays = True


def _beside_me(page: Page, cast: Cast, ref: Ref) -> bool:
    """'he and I', 'per me e per lei': in a row with the writer."""
    if any(r.kind in ("me", "i") for r in row_around(page, cast.refs, ref)):
        return True
    lead = [t.fold for t in page.tokens[max(0, ref.start - 2) : ref.start]]
    rowed = len(lead) == 2 and lead[0] in page.voc.words["and"] and lead[1] in page.voc.words["for"]
    return rowed and any(r.kind == "me" and r.end == ref.start - 2 for r in cast.refs)


def _the_kin_met(cast: Cast, ref: Ref) -> None:
    """'My husband did A last year; this time he and I …': who was told by a tie alone comes, and is counted."""
    met = [r for r in cast.refs if r.start < ref.start and r.kind == "relation" and r.person > 0 and r.n == 1]
    if met and not any(r.person == met[-1].person for r in cast.unnamed):
        cast.persons[met[-1].person].comes, cast.persons[met[-1].person].stays = True, False
        cast.unnamed.append(met[-1])


def _group(page: Page, cast: Cast, ref: Ref) -> None:
    """A tie that means no single person met: so many guests, or a group without a number."""
    stance = stance_of(page, cast, ref)
    if any(r.kind == "us" and r.start <= ref.start < r.end for r in cast.refs) or named_beside(page, cast, ref):
        return  # 'noi due cognate'; 'quattro amiche: Licia, …'
    counts_them = (ref.n or 0) > 2 and page.tokens[ref.start].fold in page.voc.words["article"]
    if ref.n is not None and (stance is Stance.COMES or (counts_them and _group_before(page, cast, ref))):
        cast.unnamed.append(ref)
    elif stance is Stance.COMES:
        whose = {t.fold for t in page.tokens[max(0, ref.start - 1) : ref.end]}
        others = page.tokens[ref.end - 1].fold in page.voc.words["others_word"]
        mine = any(r.kind in ("me", "i") for r in row_around(page, cast.refs, ref))  # 'me and the boys'
        if (mine or whose & page.voc.words["own"]) and not others and not _counted_later(page, cast, ref):
            cast.vague.append(page.words(ref.start, ref.end))
    elif stance is Stance.SILENT and counts(page, ref) and not _told_of(page, ref):
        if ref.n is not None and any(told(page, cast, ref) for told in (told_by_age, of_a_party, heads_wishes)):
            cast.unnamed.append(ref)
        else:
            cast.vague.append(page.words(ref.start, ref.end))  # a number of people, and nothing said of them


def _told_of(page: Page, ref: Ref) -> bool:
    """'I've got two sons and five grandchildren': whether something else is told of them, of who stands before, too."""
    number = page.clause_of(ref.start)
    clause, before = page.clauses[number], page.clauses[max(0, number - 1)]
    row = number > 0 and clause.opener in page.voc.words["and"] and before.sentence == clause.sentence
    return tells(page, clause) or (row and tells(page, before))


def _counted_later(page: Page, cast: Cast, ref: Ref) -> bool:
    """'porto i miei ragazzi … gli studenti sono 17': the group is counted in another sentence."""
    article = page.voc.words["article"]
    return any(
        r.kind == "relation" and (r.n or 0) > 2 and r.start > ref.end and page.tokens[r.start].fold in article
        for r in cast.refs
    )


def _group_before(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether a group that comes was told without its number before."""
    return any(
        r.kind == "relation" and r.n is None and r.end < ref.start and stance_of(page, cast, r) is Stance.COMES
        for r in cast.refs
    )


def _person(page: Page, cast: Cast, ref: Ref) -> None:
    clause = page.clauses[page.clause_of(ref.start)]
    if ref.kind == "name" and clause.depth and by_phone(page, cast, ref.person):
        return
    person, stance = cast.persons[ref.person], stance_of(page, cast, ref)
    counted = any(r.person == ref.person for r in cast.unnamed)
    if stance is Stance.COMES:
        if not person.name and not counted:
            cast.unnamed.append(ref)
        person.comes, person.stays = True, False
        person.maybe = person.maybe or page.has("uncertain", clause.start, clause.end) or _if_he_can(page, ref)
    elif stance is Stance.SILENT and not person.name and not counted and told_by_age(page, cast, ref):
        cast.unnamed.append(ref)  # '2 adults and 1 child, please'
        person.comes = True
    elif stance is Stance.SILENT and not person.name and ref.n == 1 and after_with(page, ref):
        if page.has_any(ELSEWHERE, clause.start, ref.start):
            return  # 'the dog stays at home with my brother'
        cast.vague.append(page.words(ref.start, ref.end))  # 'vorrei il gruppo 1 con la mia bambina'
    elif stance is Stance.STAYS:
        person.stays = True


def _if_he_can(page: Page, ref: Ref) -> bool:
    """'Ada Neri e, se si rimette, Ugo Sala': his coming hangs on more than on whether there is room."""
    _, end = page.sentences[page.sentence_of(ref.start)]
    if any(m.start - ref.end <= 1 for m in page.within("if_able", ref.end, end)):
        return True  # 'and my mother, if her hip allows'
    number = page.clause_of(ref.start)
    here, before = page.clauses[number], page.clauses[max(0, number - 2) : number]  # 'if he's well by | then'
    told = next((c for c in reversed(before) if c.opener in page.voc.words["conditional"]), None)
    if told is None or told.sentence != here.sentence or ref.start - here.start > 2:
        return False
    joined = any(t.fold in page.voc.words["and"] for t in page.tokens[max(0, told.start - 2) : told.start])
    return joined and not page.has_any(ROOM, told.start, here.start)


def _mentioned(page: Page, cast: Cast, number: int) -> bool:
    """Whether somebody called by one name is only spoken of: greeted, or met in remarks and in what others do."""
    if len(cast.persons[number].key) > 1:
        return False
    for ref in (r for r in cast.refs if r.person == number and r.kind == "name"):
        at = page.clause_of(ref.start)
        clause = page.clauses[at]
        lead = {t.fold for t in page.tokens[max(0, ref.start - 3) : ref.start]}
        greeted = clause.start <= page.sentences[0][1] and lead & page.voc.words["greeting_word"]
        if not greeted and cast.stances[at] is not Stance.ASIDE and not tells(page, clause):
            return False
    return True


def _presumed(page: Page, cast: Cast, number: int) -> bool:
    """Somebody named in full in a clause without a verb, of whom nothing is said, is named because he comes."""
    person = cast.persons[number]
    refs = [r for r in cast.refs if r.person == number]
    if len(person.key) < 2 or any(r.kind not in ("name", "relation") for r in refs):
        return False
    for ref in refs:
        at = page.clause_of(ref.start)
        words, n = page.voc.words, ref.start - 1
        while n > 0 and (page.tokens[n].fold.strip(".") in words["title"] or page.tokens[n].text == "."):
            n -= 1
        lead = {page.tokens[n].fold} if n >= 0 else set()
        if stance_of(page, cast, ref) is not Stance.SILENT or tells(page, page.clauses[at]):
            return False
        if page.tokens[ref.end : ref.end + 1] and page.tokens[ref.end].fold in words["genitive"]:
            return False  # "I'm Leo Hart's mother"
        if any(m.end == ref.start for m in page.within("named", max(0, ref.start - 4), ref.start)):
            return False
        if lead & (words["of"] | words["greeting_word"] | words["place_before"]):
            return False
    person.comes, person.maybe = True, person.maybe or any(_if_he_can(page, ref) for ref in refs)
    return True
