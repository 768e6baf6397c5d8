"""What is said of others that tells whether the writer is with them: he brings them, or books for them alone."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.brought_kin import kin_brought
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.one_more import for_somebody, since
from mailflow.understanding.people.party import Ref, after_with, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

NEAR = 3  # tokens from the words to whom they are about


def sorted_by_age(page: Page, cast: Cast) -> bool:
    """'2 adults and 1 child': the party in which the writer is one of the adults."""
    grown = page.voc.words["grown_up"]
    return any(t.fold in grown for r in cast.unnamed for t in page.tokens[r.start : r.end])


def on_behalf(page: Page, cast: Cast) -> bool:
    """'on behalf of Dr Walsh I would like …', 'Tom Hale rang: two places …': the places asked for are another's."""
    others = [r for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
    return any(0 <= r.start - m.end <= NEAR for m in booked_for(page) for r in others) or _called(page, others)


def _called(page: Page, others: Sequence[Ref]) -> bool:
    """'Ha telefonato il signor Po: due posti', 'Tom Hale rang: two places', and nothing is said of the writer."""
    calls = page.marks.get("has_called", ())
    said = {n for m in calls for n in range(m.start, m.end)}  # 'I have Tom Hale on the phone'
    if not calls or any(m.start not in said for m in page.of("me", "i_wish", "we", "us")):
        return False
    return any(
        0 <= r.start - m.end <= NEAR or 0 <= m.start - r.end <= 1 or m.start <= r.start < m.end
        for m in calls
        for r in others
    )


def booked_for(page: Page) -> list[Mark]:
    """Words for whom the places are; but not of 'I come on behalf of Ada Neri', which tells that she stays."""
    stands_in = {m.end for m in page.marks.get("led_by", ())}
    return [m for m in page.marks.get("on_behalf", ()) if m.end not in stands_in]


def others_for_me(page: Page, cast: Cast) -> list[Mark]:
    """'mi iscriva Tino Galli', 'mi segni mio figlio': words of enrolling said of others."""
    lead = page.voc.words["determiner"] | page.voc.words["title"]
    others = {r.start for r in cast.refs if r.kind in ("name", "relation") and r.person != 0}
    found = []
    for mark in page.marks.get("enrols_whom", ()):
        place = mark.end
        while place not in others and place < len(page.tokens) and page.tokens[place].fold.strip(".") in lead:
            place += 1
        if place in others:
            found.append(mark)
    return found


def beside_me(page: Page, cast: Cast) -> bool:
    """'my wife is coming too', 'accompanied by my carer': somebody comes beside the writer."""
    for ref in cast.refs:
        other = ref.kind in ("name", "relation") and ref.person != 0
        if other and after_with(page, ref) and _opens_with_it(page, cast, ref):
            return True  # 'gruppo 1 con mia moglie'
    for mark in page.marks.get("beside_me", ()):
        number = page.clause_of(mark.start)
        clause = page.clauses[number]
        others = [r for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
        inside = [r for r in others if clause.start <= r.start < clause.end]
        tied = any(r.kind == "relation" for r in inside)
        asked = page.has_any(("self", "places"), 0, clause.start) and not any(r.start < clause.start for r in others)
        if cast.stances[number] is Stance.COMES and inside and (tied or asked):
            return True  # 'vorrei un posto. Viene anche Ugo Sala'
    return False


def brings_grown(page: Page, cast: Cast) -> bool:
    """'I'd like to bring my mother': who brings grown people comes with them; children may be brought and left."""
    brought = [*_brought(page, cast), *kin_brought(page, cast)]
    return bool(brought) and not any(page.tokens[r.end - 1].fold in page.voc.words["minor"] for r in brought)


def brings_children(page: Page, cast: Cast) -> bool:
    """'I'll be taking my grandsons': he may come with them or not."""
    return any(page.tokens[r.end - 1].fold in page.voc.words["minor"] for r in _brought(page, cast))


def _brought(page: Page, cast: Cast) -> list[Ref]:
    """Who stands behind 'I bring', by a tie."""
    found = []
    for mark in page.marks.get("brings", ()):
        clause = page.clauses[page.clause_of(mark.start)]
        inside = [r for r in cast.refs if mark.start < r.start < clause.end and r.person != 0]
        found += [r for r in inside if r.kind == "relation" or (r.kind == "name" and r.end < mark.end)]
    return [r for r in found if cast.stances[page.clause_of(r.start)] is Stance.COMES]


def one_more_for(page: Page, cast: Cast) -> bool:
    """'a place, plus one for a friend', 'a seat in B. And one for my son': the place named first is the writer's."""
    a = page.voc.words["indefinite"]
    for mark in page.marks.get("one_more_for", ()):
        start = since(page, mark)
        one = (m for m in page.within("place_word", start, mark.start) if page.tokens[m.start - 1].fold in a)
        places = next(page.within("places", start, mark.start), None) or next(one, None)
        if places is not None and not for_somebody(page, places.end, mark.start, cast.topics):
            return True
    return False


def same_for_another(page: Page, cast: Cast) -> bool:
    """'A and B please, and the same for my colleague Tom': of nobody named before, they are the writer's own."""
    others = [r.start for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
    return any(
        others and 0 <= min(others) - m.end <= 2 and any(n < m.start for n in cast.topics)
        for m in page.marks.get("same_for", ())
    )


def introduced_to_enrol(page: Page, cast: Cast, ref: Ref) -> bool:
    """'sono sonia neri iscrivo gabriele …', "it's sue lee, can you put ivy …": who only says who books for others."""
    introduced = any(m.end == ref.start for m in page.within("introduce_self", max(0, ref.start - 5), ref.start))
    if not introduced:
        return False
    for mark in page.within("enrolling", ref.end, ref.end + 4):
        behind = [r for r in cast.refs if 0 <= r.start - mark.end <= 2]
        if any(t.fold in page.voc.words["also"] for t in page.tokens[mark.end : mark.end + 2]):
            return False  # 'iscrivo anche mio marito'
        return bool(behind) and all(r.kind in ("name", "relation") and r.person != 0 for r in behind)
    return False


def other_place_for(page: Page, cast: Cast) -> bool:
    """'Two seats, please. The other is for Ugo Sala': nobody else is told before."""
    others = [r.start for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
    return any(
        others and min(others) >= m.end and min(others) - m.end <= 3 and page.has("places", 0, m.end)
        for m in page.marks.get("other_place", ())
    )


def names_others(page: Page, cast: Cast) -> bool:
    """'two places? Names: Lia Po, Ugo Po': a list that says it is one, and the writer stands in no part of it."""
    for mark in page.marks.get("names_label", ()):
        for chain in chains(page, cast.refs):
            if 0 <= chain[0].start - mark.end <= 1:
                return len(chain) > 1 and all(r.kind == "name" and r.person > 0 for r in chain)
    return False


def _opens_with_it(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether nobody else stands before 'with …' in its sentence, and it speaks of coming."""
    start, _ = page.sentences[page.sentence_of(ref.start)]
    others = any(start <= r.start < ref.start and r.kind in ("name", "relation") for r in cast.refs)
    if others or _of_a_body(page, start, ref.start):
        return False
    return cast.stances[page.clause_of(ref.start)] in (Stance.COMES, Stance.SILENT)


def _of_a_body(page: Page, start: int, end: int) -> bool:
    """'l'associazione parteciperà con tre delegati', 'our society will attend with four members': theirs, not him."""
    bodies = page.voc.words["organization"]
    first = next((n for n in range(start, end) if page.tokens[n].fold in bodies), end)
    verb = next((m.start for m in page.within("they", first, end)), None)
    if verb is None or any(page.tokens[n].kind is not Kind.WORD for n in range(first, verb)):
        return False  # 'gruppo 1, assieme a Ugo Sala'
    return not page.has_any(("self", "we"), start, end)
