"""Who comes of all the persons met, by what the clauses around them say."""

from __future__ import annotations

from mailflow.understanding.cast import Cast, by_phone
from mailflow.understanding.groups import counts, names_follow
from mailflow.understanding.page import Clause, Page
from mailflow.understanding.party import Ref, after_with, chains
from mailflow.understanding.stances import STAYING, Stance, tells


def attend(page: Page, cast: Cast) -> None:
    """Let every person come or stay as the clauses say that name him; who is left unexplained is kept as that."""
    tied: dict[int, bool] = {}
    for ref in cast.refs:
        if ref.kind == "he" and cast.stances[page.clause_of(ref.start)] is Stance.COMES:
            meant = [r for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person > 0][-1:]
            for r in meant:
                cast.persons[r.person].comes = True
        if ref.kind not in ("name", "relation"):
            continue
        clause = page.clauses[page.clause_of(ref.start)]
        stance = cast.stances[page.clause_of(ref.start)]
        if ref.kind == "name" and ref.person > 0 and clause.depth and by_phone(page, cast, ref.person):
            continue
        before = page.tokens[ref.start - 1].fold if ref.start else ""
        if stance is Stance.COMES and (_who_stays(page, cast, ref) or before in page.voc.words["without"]):
            stance = Stance.STAYS
        maybe = page.has("uncertain", clause.start, clause.end)
        if stance is Stance.STAYS and page.has("instead_of", clause.start, clause.end):
            stance = _replacement(page, clause, ref)
        elif stance is Stance.STAYS and _before_who_stays(page, cast, clause, ref):
            stance = cast.stances[page.clause_of(ref.start) - 1]
        if ref.kind == "relation" and ref.person < 0:
            if stance is Stance.COMES and names_follow(page, cast, ref):
                continue
            if stance is Stance.COMES:
                if ref.n is None:
                    whose = {t.fold for t in page.tokens[max(0, ref.start - 1) : ref.end]}
                    if (
                        whose & page.voc.words["own"]
                        and page.tokens[ref.end - 1].fold not in page.voc.words["others_word"]
                    ):
                        cast.vague.append(page.words(ref.start, ref.end))
                else:
                    cast.unnamed.append(ref)
            elif (
                stance is Stance.SILENT
                and counts(page, ref)
                and not tells(page, clause)
                and not names_follow(page, cast, ref)
            ):
                cast.vague.append(page.words(ref.start, ref.end))  # a number of people, and nothing said of them
            continue
        if ref.person == 0:
            continue
        person = cast.persons[ref.person]
        if stance is Stance.COMES:
            if not person.name and ref.person not in tied:
                tied[ref.person] = True
                cast.unnamed.append(ref)
            person.comes = True
            person.stays = person.stays and not person.comes
            person.maybe = person.maybe or maybe
        elif stance is Stance.SILENT and not person.name and ref.n == 1 and after_with(page, ref):
            cast.vague.append(page.words(ref.start, ref.end))  # 'vorrei il gruppo 1 con la mia bambina'
        elif stance is Stance.STAYS:
            person.stays = True
            if ref.person in tied:
                cast.unnamed = [r for r in cast.unnamed if r.person != ref.person]
    for person in cast.persons[1:]:
        if person.stays and not person.name:
            cast.unnamed = [r for r in cast.unnamed if cast.persons[r.person] is not person or r.person < 0]
    for n, person in enumerate(cast.persons):
        if not n or not person.name or person.comes is not None or person.stays or by_phone(page, cast, n):
            continue
        if not _presumed(page, cast, n) and not _mentioned(page, cast, n):
            cast.leftovers.append(person.name)


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
        if cast.stances[at] is not Stance.SILENT or tells(page, page.clauses[at]):
            return False
        if any(m.end == ref.start for m in page.within("named", max(0, ref.start - 4), ref.start)):
            return False
        if lead & (words["of"] | words["greeting_word"] | words["place_before"]):
            return False
    person.comes = True
    return True


def _who_stays(page: Page, cast: Cast, ref: Ref) -> bool:
    """'… da due educatori (i quali attendono fuori)': the clause about the person says no."""
    number = page.clause_of(ref.start) + 1
    if number >= len(page.clauses) or cast.stances[number] is not Stance.STAYS:
        return False
    clause = page.clauses[number]
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
