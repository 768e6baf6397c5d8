"""Who comes of all the persons met, by what the clauses around them say."""

from __future__ import annotations

from mailflow.understanding.cast import Cast, by_phone
from mailflow.understanding.clauses import Clause
from mailflow.understanding.come_and_stay import told_to_come
from mailflow.understanding.groups import counts, named_beside
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref, after_with, chains, row_to
from mailflow.understanding.rows_with_me import comes_with_me
from mailflow.understanding.stances import STAYING, Stance, tells

KIN = ("relation", "relations")
LED = 3  # tokens from 'as agreed with' to the name
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
        if family.n is None and _stance(page, cast, family) is Stance.COMES:
            cast.vague.append(page.words(family.start, family.end))
    for mark in page.marks.get("enrols_them", ()):
        _enrolled(page, cast, mark.start)
    for mark in page.marks.get("on_behalf", ()):
        _booked_for(page, cast, mark.end)
    gone = {n for n, person in enumerate(cast.persons) if n and person.stays and not person.name}
    cast.unnamed = [r for r in cast.unnamed if r.person not in gone]
    for n, person in enumerate(cast.persons):
        if not n or not person.name or person.comes is not None or person.stays or by_phone(page, cast, n):
            continue
        if not _presumed(page, cast, n) and not _mentioned(page, cast, n):
            cast.leftovers.append(person.name)


def _enrolled(page: Page, cast: Cast, place: int) -> None:
    """'sono il papà di Nour e Karim Haddad; vorrei iscriverli': the row of names told last before."""
    clause = page.clauses[page.clause_of(place)]
    if cast.stances[page.clause_of(place)] is not Stance.COMES or clause.opener in page.voc.words["conditional"]:
        return
    rows = [c for c in chains(page, cast.refs) if c[0].start < place and any(r.person > 0 for r in c)]
    named = [r for r in (rows[-1] if rows else ()) if r.kind == "name" and r.person > 0]
    for ref in named:
        cast.persons[ref.person].comes = True


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


def _stance(page: Page, cast: Cast, ref: Ref) -> Stance:
    """What the clause of a person's words says of this one person."""
    number = page.clause_of(ref.start)
    clause, stance = page.clauses[number], cast.stances[number]
    before = page.tokens[ref.start - 1].fold if ref.start else ""
    if stance in (Stance.COMES, Stance.STAYS) and ref.kind == "name" and _tells_whose(page, cast, ref):
        return Stance.ASIDE
    led = any(0 <= ref.start - m.end <= LED for m in page.marks.get("led_by", ()))
    if led and stance in (Stance.COMES, Stance.SILENT):
        return Stance.ASIDE  # 'come da accordi con il dott. Sala iscrivo …', 'con la delega di Ugo Sala'
    if stance is Stance.COMES and _says(page, ref, "no_after"):
        return Stance.STAYS
    if stance is Stance.SILENT and _says(page, ref, "yes_after"):
        return Stance.COMES
    if stance is Stance.COMES and (
        _who_stays(page, cast, ref) or _goes_elsewhere(page, cast, ref) or before in page.voc.words["without"]
    ):
        return Stance.STAYS
    if stance is Stance.STAYS and page.has("instead_of", clause.start, clause.end):
        return _replacement(page, clause, ref)
    if stance is Stance.STAYS and told_to_come(page, cast.refs, clause, ref):
        return Stance.COMES
    if stance is Stance.STAYS and _before_who_stays(page, cast, clause, ref):
        return cast.stances[number - 1]
    if stance is Stance.SILENT and comes_with_me(page, cast, ref):
        return Stance.COMES
    return stance


def _says(page: Page, ref: Ref, word: str) -> bool:
    """'mia moglie no, mia figlia sì', 'Ugo Sala: no'."""
    at = ref.end + (ref.end < len(page.tokens) and page.tokens[ref.end].text == ":")
    told, after = page.tokens[at : at + 1], page.tokens[at + 1 : at + 2]
    but = page.voc.words["contrast"] | page.voc.words["subordinate"]  # '… no perché lavora'
    closed = not after or after[0].text in ",.;" or after[0].fold in but  # no row of a table
    return bool(told) and closed and told[0].fold in page.voc.words[word]


def _tells_whose(page: Page, cast: Cast, ref: Ref) -> bool:
    """'genitori di Mia Bianchi', "Leo Hart's parents": the name only says whose kin somebody is."""
    behind = page.tokens[ref.end : ref.end + 2]
    if behind and behind[0].fold in page.voc.words["genitive"]:
        return _is_kin(page, ref.end + 1)
    if not page.has_any(KIN) and page.voc.words["pair"].isdisjoint(page.folds):
        return False
    first = next(r.start for r in row_to(page, cast.refs, ref) if r.kind == "name")
    of = first > 1 and page.tokens[first - 1].fold in page.voc.words["of"]
    return of and _is_kin(page, first - 2)


def _is_kin(page: Page, place: int) -> bool:
    """Whether the word there is one for a tie or a pair."""
    pair = place < len(page.tokens) and page.tokens[place].fold in page.voc.words["pair"]
    return pair or any(m.start <= place < m.end for cls in KIN for m in page.marks.get(cls, ()))


def _pronoun(page: Page, cast: Cast, ref: Ref) -> None:
    """'… con Ugo: lui verrebbe', 'io e mio marito, solo che lui lavora': the person met last is meant."""
    stance = cast.stances[page.clause_of(ref.start)]
    if stance is Stance.COMES:
        met = [r.person for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person > 0]
        for person in ref.persons or met[-1:]:
            cast.persons[person].comes = True
    elif stance is Stance.STAYS and ref.start and page.sentence_of(ref.start) == page.sentence_of(ref.start - 1):
        start, _ = page.sentences[page.sentence_of(ref.start)]
        here = [r for r in cast.refs if start <= r.start < ref.start and r.kind in ("name", "relation")]
        if here and here[-1].person > 0 and here[-1].n == 1:
            cast.persons[here[-1].person].stays = True


def _group(page: Page, cast: Cast, ref: Ref) -> None:
    """A tie that means no single person met: so many guests, or a group without a number."""
    stance = _stance(page, cast, ref)
    if any(r.kind == "us" and r.start <= ref.start < r.end for r in cast.refs) or named_beside(page, cast, ref):
        return  # 'noi due cognate'; 'quattro amiche: Licia, …'
    counts_them = (ref.n or 0) > 2 and page.tokens[ref.start].fold in page.voc.words["article"]
    if ref.n is not None and (stance is Stance.COMES or (counts_them and _group_before(page, cast, ref))):
        cast.unnamed.append(ref)
    elif stance is Stance.COMES:
        whose = {t.fold for t in page.tokens[max(0, ref.start - 1) : ref.end]}
        others = page.tokens[ref.end - 1].fold in page.voc.words["others_word"]
        if whose & page.voc.words["own"] and not others and not _counted_later(page, cast, ref):
            cast.vague.append(page.words(ref.start, ref.end))
    elif stance is Stance.SILENT and counts(page, ref) and not tells(page, page.clauses[page.clause_of(ref.start)]):
        cast.vague.append(page.words(ref.start, ref.end))  # a number of people, and nothing said of them


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
        r.kind == "relation" and r.n is None and r.end < ref.start and _stance(page, cast, r) is Stance.COMES
        for r in cast.refs
    )


def _person(page: Page, cast: Cast, ref: Ref) -> None:
    clause = page.clauses[page.clause_of(ref.start)]
    if ref.kind == "name" and clause.depth and by_phone(page, cast, ref.person):
        return
    person, stance = cast.persons[ref.person], _stance(page, cast, ref)
    counted = any(r.person == ref.person for r in cast.unnamed)
    if stance is Stance.COMES:
        if not person.name and not counted:
            cast.unnamed.append(ref)
        person.comes, person.stays = True, False
        person.maybe = person.maybe or page.has("uncertain", clause.start, clause.end) or _if_he_can(page, ref)
    elif stance is Stance.SILENT and not person.name and ref.n == 1 and after_with(page, ref):
        cast.vague.append(page.words(ref.start, ref.end))  # 'vorrei il gruppo 1 con la mia bambina'
    elif stance is Stance.STAYS:
        person.stays = True


def _if_he_can(page: Page, ref: Ref) -> bool:
    """'Ada Neri e, se si rimette, Ugo Sala': his coming hangs on more than on whether there is room."""
    number = page.clause_of(ref.start)
    here, before = page.clauses[number], page.clauses[max(0, number - 2) : number]  # 'if he's well by | then'
    told = next((c for c in reversed(before) if c.opener in page.voc.words["conditional"]), None)
    if told is None or told.sentence != here.sentence or ref.start - here.start > 2:
        return False
    joined = any(t.fold in page.voc.words["and"] for t in page.tokens[max(0, told.start - 2) : told.start])
    return joined and not page.has_any(ROOM, told.start, here.start)


def _goes_elsewhere(page: Page, cast: Cast, ref: Ref) -> bool:
    """'mi accompagna mia figlia, che poi va al mercato', 'my wife comes along, but only for the beach'."""
    if ref.n != 1 or ref.person == 0:
        return False
    clause = page.clauses[page.clause_of(ref.start)]
    _, end = page.sentences[clause.sentence]
    others = [r.start for r in cast.refs if ref.end <= r.start < end and r.kind in ("name", "relation")]
    stop = min([end, *others])
    brought = page.has("accompanies", clause.start, clause.end)
    away = brought and (page.has("goes", ref.end, stop) or page.has("moves_on", ref.end, stop))
    for mark in page.within("only_elsewhere", ref.end, stop):
        there = page.clauses[page.clause_of(mark.end - 1)].end
        ours = page.has("part_of_day", mark.start, there) or any(mark.start <= n < there for n in cast.topics)
        away = away or not ours
    return away and not (brought and any(ref.end <= n < stop for n in cast.topics))


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
        if _stance(page, cast, ref) is not Stance.SILENT or tells(page, page.clauses[at]):
            return False
        if page.tokens[ref.end : ref.end + 1] and page.tokens[ref.end].fold in words["genitive"]:
            return False  # "I'm Leo Hart's mother"
        if any(m.end == ref.start for m in page.within("named", max(0, ref.start - 4), ref.start)):
            return False
        if lead & (words["of"] | words["greeting_word"] | words["place_before"]):
            return False
    person.comes, person.maybe = True, person.maybe or any(_if_he_can(page, ref) for ref in refs)
    return True


def _who_stays(page: Page, cast: Cast, ref: Ref) -> bool:
    """'… da due educatori (i quali attendono fuori)': the clause about the person says no."""
    number = page.clause_of(ref.start) + 1
    if number >= len(page.clauses) or cast.stances[number] is not Stance.STAYS:
        return False
    clause = page.clauses[number]
    if any(
        s is Stance.COMES
        and page.clauses[n].opener in page.voc.words["and"]
        and page.clauses[n].sentence == clause.sentence
        for n, s in enumerate(cast.stances[number + 1 : number + 2], number + 1)
    ):
        return False  # 'che ci porta in macchina e poi entra con noi'
    about = clause.depth > 0 or any(
        t.fold in page.voc.words["who"] for t in page.tokens[max(0, clause.start - 1) : clause.start + 2]
    )
    inside = [r for r in cast.refs if clause.start <= r.start < clause.end]
    others = any(r.kind in ("name", "relation", "me", "i", "us") for r in inside)
    return about and not others and 0 <= clause.start - ref.end <= 2


def _before_who_stays(page: Page, cast: Cast, clause: Clause, ref: Ref) -> bool:
    """'… mio marito e i suoceri i bimbi li lasciamo a casa': whose words end before those of who stays begin."""
    marks = [m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end)]
    number = page.clause_of(ref.start)
    if not marks or not number or page.clauses[number - 1].sentence != clause.sentence:
        return False
    subject = next((c for c in reversed(chains(page, cast.refs)) if c[-1].end <= min(marks)), None)
    return subject is not None and clause.start < subject[0].start and ref.start < subject[0].start


def _replacement(page: Page, clause: Clause, ref: Ref) -> Stance:
    """'al posto di Morandi viene Setti': who is named after the words goes, the other comes."""
    mark = next(page.within("instead_of", clause.start, clause.end))
    return Stance.STAYS if mark.end <= ref.start <= mark.end + 4 else Stance.COMES
