"""Whether one person comes, by what the words right around him say and the clause says of all in it."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.come_and_stay import told_to_come
from mailflow.understanding.people.not_me import but_not_me
from mailflow.understanding.people.party import Ref, chains, row_to
from mailflow.understanding.people.rows_with_me import comes_with_me
from mailflow.understanding.people.stances import STAYING, Stance
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

KIN = ("relation", "relations")
LED = 3  # tokens from 'as agreed with' to the name


def stance_of(page: Page, cast: Cast, ref: Ref) -> Stance:
    """What the clause of a person's words says of this one person."""
    number = page.clause_of(ref.start)
    clause, stance = page.clauses[number], cast.stances[number]
    before = page.tokens[ref.start - 1].fold if ref.start else ""
    if stance in (Stance.COMES, Stance.STAYS) and ref.kind == "name" and tells_whose(page, cast, ref):
        return Stance.ASIDE
    led = any(0 <= ref.start - m.end <= LED for m in page.marks.get("led_by", ()))
    led = led or any(m.end == ref.start for m in page.marks.get("same_as_whom", ()))  # 'the same as Ben Sharp'
    if (led or is_contact(page, cast, ref)) and stance in (Stance.COMES, Stance.SILENT):
        return Stance.ASIDE  # 'come da accordi con il dott. Sala iscrivo …', 'con la delega di Ugo Sala'
    if stance is Stance.COMES and _says(page, ref, "no_after"):
        return Stance.STAYS
    if stance is Stance.SILENT and _says(page, ref, "yes_after"):
        return Stance.COMES
    if stance is Stance.COMES and (
        _who_stays(page, cast, ref) or _goes_elsewhere(page, cast, ref) or before in page.voc.words["without"]
    ):
        return Stance.STAYS
    if stance is Stance.STAYS and page.has("only_watches", clause.start, clause.end):
        return stance  # 'viene solo a guardare dalla riva'
    if stance is Stance.STAYS and _gives_way(page, clause):
        return _replacement(page, clause, ref)
    if stance is Stance.STAYS and told_to_come(page, cast.refs, clause, ref):
        return Stance.COMES
    if stance is Stance.STAYS and _before_who_stays(page, cast, clause, ref):
        return cast.stances[number - 1]
    if stance is Stance.SILENT and comes_with_me(page, cast, ref):
        return Stance.COMES
    return stance


def is_contact(page: Page, cast: Cast, ref: Ref) -> bool:
    """'Referente Ugo Pini.', '…, contact Ada Neri': whom to turn to; not 'Referente Ugo Pini alla B'."""
    clause = page.clauses[page.clause_of(ref.start)]
    label = next(page.within("contact_label", clause.start, ref.start), None) if ref.kind == "name" else None
    if label is None or any(t.kind is Kind.WORD for t in page.tokens[clause.start : label.start]):
        return False
    lead = page.voc.words["title"]
    near = all(t.fold.strip(".") in lead or t.text in ".:" for t in page.tokens[label.end : ref.start])
    return near and cast.topics.isdisjoint(range(clause.start, clause.end))


def _says(page: Page, ref: Ref, word: str) -> bool:
    """'mia moglie no, mia figlia sì', 'Ugo Sala: no'."""
    at = ref.end + (ref.end < len(page.tokens) and page.tokens[ref.end].text == ":")
    told, after = page.tokens[at : at + 1], page.tokens[at + 1 : at + 2]
    but = page.voc.words["contrast"] | page.voc.words["subordinate"]  # '… no perché lavora'
    closed = not after or after[0].text in ",.;" or after[0].fold in but  # no row of a table
    return bool(told) and closed and told[0].fold in page.voc.words[word]


def tells_whose(page: Page, cast: Cast, ref: Ref) -> bool:
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


def _goes_elsewhere(page: Page, cast: Cast, ref: Ref) -> bool:
    """'mi accompagna mia figlia, che poi va al mercato', 'my wife comes along, but only for the beach'."""
    if ref.n != 1 or ref.person == 0 or page.marks.keys().isdisjoint(("accompanies", "only_elsewhere")):
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


def _who_stays(page: Page, cast: Cast, ref: Ref) -> bool:
    """'… da due educatori (i quali attendono fuori)': the clause about the person says no."""
    number = page.clause_of(ref.start) + 1
    if number >= len(page.clauses) or cast.stances[number] is not Stance.STAYS:
        return False
    clause = page.clauses[number]
    if but_not_me(page, clause):
        return False
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


def _gives_way(page: Page, clause: Clause) -> bool:
    """Whether the clause tells who comes instead of whom; but not 'my nephew will drop me off', where a word of it is
    one of those of staying away."""
    away = [*page.within("absent", clause.start, clause.end)]
    marks = page.within("instead_of", clause.start, clause.end)
    return any(
        not any(m.end - m.start < a.end - a.start and a.start <= m.start and m.end <= a.end for a in away)
        for m in marks
    )


def _replacement(page: Page, clause: Clause, ref: Ref) -> Stance:
    """'al posto di Morandi viene Setti': who is named after the words goes, the other comes."""
    mark = next(page.within("instead_of", clause.start, clause.end))
    return Stance.STAYS if mark.end <= ref.start <= mark.end + 4 else Stance.COMES
