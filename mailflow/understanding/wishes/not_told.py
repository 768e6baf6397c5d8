"""Who comes and of whom no wish is told, or not for every round."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import after_with
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.spent_elsewhere import spends_elsewhere
from mailflow.understanding.wishes.whom import ALL, meant_by


def of_nobody_named(cast: Cast, chosen: Chosen) -> None:
    """'2 adulti e 1 ragazzo, visita del pomeriggio': of a party that tells no other wish, not of whom it names last."""
    if len(chosen.by) == 1 and cast.writer.comes:
        (owner,) = chosen.by
        if owner > 0 and not cast.persons[owner].name:
            chosen.by[ALL] = chosen.by.pop(owner)


def handed_on(cast: Cast, chosen: Chosen) -> None:
    """'six places at ten, for …; I'm not coming': what is asked for by who stays away is asked for those who come."""
    named = cast.named_attending
    if not named or 0 in named or ALL in chosen.by or any(n in chosen.by for n in named):
        return
    askers = [owner for owner in chosen.by if owner == 0 or len(named) == 1]
    wishes = [chosen.by[owner] for owner in askers]
    if wishes and all(wish == wishes[0] for wish in wishes):
        chosen.by[ALL] = dict(wishes[0])
        for round_ in wishes[0]:
            chosen.said[ALL, round_] = chosen.said[askers[0], round_]


def mine_alone(cast: Cast, chosen: Chosen) -> None:
    """What was said of all is altered with 'I' alone, and the others have no word of their own: whose is it now?"""
    named = [n for n in cast.named_attending if n]
    common, mine = chosen.by.get(ALL, {}), chosen.by.get(0, {})
    if not named or any(n in chosen.by for n in named) or any(r.kind in ("us", "others", "they") for r in cast.refs):
        return
    for round_, sessions in mine.items():
        if round_ in common and not set(sessions) & set(common[round_]):
            words = "it is not clear whether all go with the writer"
            chosen.doubts.append(Doubt("choices", words, round=round_, options=sessions))


def silent(page: Page, cast: Cast, found: Found, at: Index, chosen: Chosen) -> None:
    """Somebody who comes and of whom no wish is told goes with the others, if these agree; else it is a doubt."""
    named = cast.named_attending
    _by_age(page, cast, at, chosen)
    told = [n for n in named if chosen.by.get(n)]
    for person in [n for n in named if n not in told]:
        for round_ in at.rounds:
            if round_.id in chosen.left_out.get(person, ()):
                continue
            wishes = {chosen.by[n][round_.id] for n in told if round_.id in chosen.by[n]}
            if round_.id in chosen.by.get(ALL, {}) or not wishes:
                continue
            if _wants_nothing(page, cast, found, person, round_.id):
                continue
            if len(wishes) == 1 and not chosen.by.get(ALL):
                chosen.by.setdefault(person, dict(chosen.by.get(ALL, {})))[round_.id] = next(iter(wishes))
            limited = _said_of_one(page, cast, chosen, named, round_.id)
            limited = limited or (ALL in chosen.by and spends_elsewhere(page, cast, found, person))
            if not limited and (len(wishes) > 1 or len(told) > 1 or chosen.by.get(ALL)):
                words = f"no choice is told for {cast.persons[person].name}"
                chosen.doubts.append(Doubt("choices", words, round=round_.id))


def _by_age(page: Page, cast: Cast, at: Index, chosen: Chosen) -> None:
    """'one adult and one child for the 10:00' tells the wish of all; 'my wife would like B' hers, not the writer's."""
    named, words = cast.named_attending, page.voc.words
    adults = any(page.tokens[r.end - 1].fold in words["grown_up"] for r in cast.refs if r.kind == "relation")
    guests = [n for n in chosen.by if n > 0 and cast.persons[n].comes and not cast.persons[n].name]
    for round_ in (r.id for r in at.rounds):
        wishes = {chosen.by[n][round_] for n in guests if round_ in chosen.by[n]}
        if not wishes or any(round_ in chosen.by.get(n, {}) for n in (ALL, *named)):
            continue
        counted = all(cast.persons[n].relation in words["grown_up"] | words["minor"] for n in guests)
        if counted and adults and len(wishes) == 1:
            chosen.by.setdefault(ALL, {})[round_] = next(iter(wishes))
        else:
            unsaid = (f"no choice is told for {cast.persons[n].name}" for n in named)
            chosen.doubts += [Doubt("choices", said, round=round_) for said in unsaid]


def uneven(page: Page, cast: Cast, found: Found, chosen: Chosen) -> None:
    """One person alone lacks a round that all others have, or is said to come only for one: better asked."""
    named = cast.named_attending
    if len(named) < 2:
        return
    common = chosen.by.get(ALL, {})
    for round_ in dict.fromkeys(r for n in named for r in chosen.by.get(n, common)):
        without = [
            n for n in named if round_ not in chosen.by.get(n, common) and round_ not in chosen.left_out.get(n, ())
        ]
        shared = without and set(chosen.by.get(without[0], common)) & {
            r for n in named if n != without[0] for r in chosen.by.get(n, common)
        }
        if _said_of_one(page, cast, chosen, named, round_):
            continue
        if len(without) == 1 and shared and not cast.lists and not _left_free(page, cast, found, without[0], round_):
            words = f"no choice is told for {cast.persons[without[0]].name}"
            chosen.doubts.append(Doubt("choices", words, round=round_))
    told = {m.start for mentions in chosen.said.values() for m in mentions}
    for mark in (*page.marks.get("only", ()), *page.marks.get("goes", ())):
        clause = page.clauses[page.clause_of(mark.start)]
        start, end = page.sentences[clause.sentence]
        if mark.cls == "only" and any(start <= place < end for place in told):
            continue  # 'erbario solo per Giulia'
        for ref in cast.refs:
            if (
                clause.start <= ref.start < clause.end
                and ref.kind in ("name", "he", "relation")
                and not after_with(page, ref)
            ):
                for person in meant_by(cast, ref):
                    if person > 0 and len(chosen.by.get(person, common)) > 1 and not chosen.left_out.get(person):
                        words = f"it is not clear what {cast.persons[person].name} takes part in"
                        chosen.doubts.append(Doubt("choices", words))


def _said_of_one(page: Page, cast: Cast, chosen: Chosen, named: Sequence[int], round_: str) -> bool:
    """'domenica solo Maria, alla 302', 'alla B vengo solo io': nobody else has one for that round."""
    limited = {page.sentence_of(m.start) for cls in ("only", "alone", "single_one") for m in page.marks.get(cls, ())}
    sole = page.voc.words["sole"]  # 'on Friday just Ann'
    limited |= {page.sentence_of(r.start) for r in cast.refs if r.start and page.tokens[r.start - 1].fold in sole}
    said = [m for n in named for m in chosen.said.get((n, round_), [])]
    return bool(said) and all(page.sentence_of(m.start) in limited for m in said)


def _left_free(page: Page, cast: Cast, found: Found, person: int, round_: str) -> bool:
    return _wants_nothing(page, cast, found, person, round_) or spends_elsewhere(page, cast, found, person)


def _wants_nothing(page: Page, cast: Cast, found: Found, person: int, round_: str) -> bool:
    """Who wants nothing for a round says so: 'mio fratello niente', 'Luca: 1 / -', 'Lia only in the morning' for the
    afternoon."""
    voc = page.voc.words
    for ref in (r for r in cast.refs if r.person == person or (r.kind == "he" and meant_by(cast, r) == (person,))):
        start, end = page.sentences[page.sentence_of(ref.start)]
        there = any(start <= r.start < end and r.round == round_ for r in found.rounds)
        only = page.has("only", start, end)
        if not there if only else page.has_any(("leaves", "goes"), start, end):
            return True  # but not 'Luca soltanto nel secondo turno', for the second
        if any(t.fold in voc["no_wish"] for t in page.tokens[max(start, ref.start - 2) : end]):
            return True
        if any(
            not _of_a_person(page, cast, m.end)
            for m in page.within("no_choice", page.clauses[page.clause_of(ref.start)].start, end)
        ):
            return True  # but not 'wherever she goes'
        if any(
            t.text in voc["dash"] and t.text != "/" and n not in page.titles and _between_blanks(page, n)
            for n, t in _marks(page, ref.end, end)
        ):
            return True
    return False


def _of_a_person(page: Page, cast: Cast, place: int) -> bool:
    return any(r.start == place for r in cast.refs)


def _marks(page: Page, start: int, end: int) -> list[tuple[int, Token]]:
    return [(n, page.tokens[n]) for n in range(start, end) if page.tokens[n].kind is Kind.MARK]


def _between_blanks(page: Page, n: int) -> bool:
    """Whether a mark stands between blanks, and not within a code as in 'D1-A'."""
    before, after = page.tokens[n - 1], page.tokens[n + 1 : n + 2]
    return before.end < page.tokens[n].start or not after or after[0].start > page.tokens[n].end
