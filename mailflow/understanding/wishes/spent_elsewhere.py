"""A round's time that is spent on something else, or whose choice is put off: 'dopo pranzo torno in negozio'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.wishes.whom import ALL, meant_by

NEAR = 8  # tokens from a round to what is done in its time
ELSEWHERE = ("spent_elsewhere", "engaged", "kept_away")
KEPT = ("held", "stays_in", "before_now", "was", "as_it_is", "stays_as_is", "as_before", "comes_as_booked")
EACH = ("name", "he", "relation", "they", "others", "these", "me", "i")


def nobody_there(page: Page, cast: Cast, found: Found, at: Index, ref: RoundRef) -> bool:
    """'Nel pomeriggio torno in negozio', 'il 12 c'è la partita': said of all who come, and no more is asked."""
    mark = next(_beside(page, found, ref, ELSEWHERE), None)
    if mark is None:
        return False
    start, end = page.sentences[page.sentence_of(ref.start)]
    stop = max(mark.end, ref.end)
    behind = [m for m in found.mentions if stop <= m.start < end]
    end = min((m.start for m in behind), default=end)  # '…, quindi solo l'erbario': of another round
    if any(at.round_of[m.sessions[0]] == ref.round for m in behind) or page.has_any(("but", "alternative"), stop, end):
        return False
    refs = [r for r in cast.refs if start <= r.start < end and not ref.start <= r.start < ref.end]
    return _of_all(cast, [r for r in refs if r.start < stop]) and not any(
        _of_another(r) for r in refs if r.start >= stop
    )


def put_off(page: Page, found: Found, ref: RoundRef) -> bool:
    """'Per il pomeriggio decidiamo sul momento', 'for the second round I leave it to you'."""
    return any(_beside(page, found, ref, ("choice_put_off",)))


def stays_booked(page: Page, found: Found, ref: RoundRef) -> bool:
    """Of a change: 'mia figlia è iscritta la mattina', 'il secondo turno è giusto', 'Friday stays put'."""
    return page.has_any(KEPT, *page.sentences[page.sentence_of(ref.start)]) or any(
        _beside(page, found, ref, ("kept_as_booked",))
    )


def spends_elsewhere(page: Page, cast: Cast, found: Found, person: int) -> bool:
    """'Sunday I stay on for B; she'll be asleep': somebody does something else, in a clause without session."""
    for ref in (r for r in cast.refs if r.kind in EACH and person in meant_by(cast, r)):
        clause = page.clauses[page.clause_of(ref.start)]
        told = [m for cls in ELSEWHERE for m in page.within(cls, ref.start, clause.end)]
        if told and not any(clause.start <= m.start < clause.end for m in found.mentions if m.how != "hour"):
            return True
        _, end = page.sentences[clause.sentence]
        stop = next((r.start for r in cast.refs if ref.end <= r.start < end and person not in meant_by(cast, r)), end)
        if page.has("and_no_more", ref.start, stop):
            return True  # 'Leo gli inventori e basta'
    return False


def _beside(page: Page, found: Found, ref: RoundRef, classes: tuple[str, ...]) -> Iterator[Mark]:
    """What is said near a round in its sentence, with no session between."""
    clause = page.clauses[page.clause_of(ref.start)]
    _, end = page.sentences[clause.sentence]
    stop = min(end, ref.end + NEAR)
    for cls in classes:
        for mark in page.within(cls, clause.start, stop):
            between = range(min(mark.start, ref.start), max(mark.end, ref.end))
            if found.tokens.isdisjoint(between) and not any(
                _apart(page, ref, r) for r in found.rounds if r.start in between
            ):
                yield mark


def _apart(page: Page, one: RoundRef, two: RoundRef) -> bool:
    """Whether a second round is told of which something else is said; not 'il 21 e il 28 siamo via'."""
    words = page.voc.words
    small = words["and"] | words["article"] | words["preposition"] | words["day_cue"]
    first, last = sorted((one, two), key=lambda ref: ref.start)
    return one.round != two.round and any(t.fold not in small for t in page.tokens[first.end : last.start])


def _of_all(cast: Cast, refs: list[Ref]) -> bool:
    """Whether what is said with these words for persons is said of everybody who comes."""
    people = {person for ref in refs for person in meant_by(cast, ref)}
    return not refs or ALL in people or people >= set(cast.attending)


def _of_another(ref: Ref) -> bool:
    return ref.kind in EACH
