"""Who is counted once, and who comes because the number told says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from mailflow.understanding.people.asked_leave import brings_besides
from mailflow.understanding.people.by_age import party_noun_before
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.counted_in import without_me
from mailflow.understanding.people.members import without_members
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.people.told_twice import without_ages_told
from mailflow.understanding.people.under_text import under_text
from mailflow.understanding.people.with_others import on_behalf
from mailflow.understanding.seats.all_of_them import of_only_some
from mailflow.understanding.seats.no_party_size import of_occasions
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.seats.wholes import without_wholes
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def count_writer_once(page: Page, cast: Cast) -> None:
    """'siamo tre amici', 'per noi: due adulti e un bambino': the writer is one of those counted, not one more."""
    if not cast.writer.comes:
        return
    if page.has("me_included") and cast.unnamed:  # 'due coppie di amici, noi compresi'
        largest = max(cast.unnamed, key=lambda r: r.n or 0)
        if (largest.n or 0) >= 2:
            cast.unnamed[cast.unnamed.index(largest)] = replace(largest, n=(largest.n or 0) - 1)
            return
    for ref in cast.unnamed:  # 'we're bringing the whole family, four people in all'
        if (ref.n or 0) > 2 and page.at("concluding", ref.end) is not None:
            cast.unnamed[cast.unnamed.index(ref)] = replace(ref, n=(ref.n or 0) - 1)
            return
    for row in chains(page, cast.refs):
        broken_down = row[0].kind == "us" and row[0].n == sum(r.n or 0 for r in row[1:])  # 'five of us, two adults …'
        chain = row[1:] if broken_down else row
        if any(r.kind in ("me", "us", "i") or r.person == 0 for r in chain):
            continue
        parts = broken_down or _breaks_down(page, chain)
        if not parts and not _makes_up_the_party(page, chain):
            continue
        grown = page.voc.words["grown_up"]
        mine = [r for r in chain if r in cast.unnamed and (r.n or 0) >= 1]
        whose = next((r for r in mine if any(t.fold in grown for t in page.tokens[r.start : r.end])), None) or next(
            (r for r in mine if parts or (r.n or 0) >= 2), None
        )
        if whose is not None:
            number = (whose.n or 1) - 1
            if len(chain) == 1 and whose.n == len(cast.coming) >= 2:  # 'two adults please. Names: Ann Day, Ugo Day'
                number = 0
            at = cast.unnamed.index(whose)
            cast.unnamed[at : at + 1] = [replace(whose, n=number)] if number else []
            return


def _breaks_down(page: Page, chain: Sequence[Ref]) -> bool:
    """'saremo in quindici, undici soci e quattro familiari': the parts of a number of us told right before."""
    first, counted = chain[0].start, sum(r.n or 0 for r in chain)
    start, _ = page.sentences[page.sentence_of(first)]
    near = [m for m in page.within("total", start, first) if first - m.end <= 2]
    return len(chain) > 1 and any(m.numbers and m.numbers[-1] == counted for m in near) and page.has("we", start, first)


def _makes_up_the_party(page: Page, chain: Sequence[Ref]) -> bool:
    """Whether the words before say 'we are', or the chain sorts the party by age and nobody brings it along."""
    first = chain[0].start
    start, _ = page.sentences[page.sentence_of(first)]
    noun = party_noun_before(page, first)
    if noun == start or _number_of_us(page, first):
        return True  # 'Comitiva di 8 amici, venerdì alle 21'
    before = first if noun is None else noun
    while before > start and (
        page.tokens[before - 1].fold in page.voc.words["opening"] | page.voc.words["determiner"]
        or page.tokens[before - 1].kind is not Kind.WORD
    ):
        before -= 1
    if any(m.start <= first and m.end >= before for m in page.within("we_are", max(start, before - 4), first)):
        return True
    with_words = page.voc.words["with"] | page.voc.words["and"]
    grown = page.voc.words["grown_up"]
    sorted_by_age = any(t.fold in grown for r in chain for t in page.tokens[r.start : r.end])
    brought = first > start and page.tokens[first - 1].fold in with_words
    return sorted_by_age and not brought and not page.has("carry", start, first)


def _number_of_us(page: Page, first: int) -> bool:
    """'vorremmo partecipare in quattro educatrici'; not 'per quattro educatrici', 'of four members'."""
    words = page.voc.words
    others = words["for"] | words["of"] | words["times_mark"] | words["from"]
    return first > 0 and page.at("total_loose", first - 1) is not None and page.tokens[first - 1].fold not in others


def _seat_no_babies(page: Page, cast: Cast) -> None:
    """'… and the baby, but he sits on my lap': a child without a name who takes no place."""
    small = page.voc.words["minor"]
    for mark in page.marks.get("on_lap", ()):
        told = [r for r in cast.refs if r.end <= mark.start and page.tokens[r.end - 1].fold in small]
        baby = told[-1] if told and told[-1] in cast.unnamed else None
        if baby and baby.n == 1 and page.sentence_of(mark.start) == page.sentence_of(baby.start):
            cast.unnamed.remove(baby)


def take_in(page: Page, cast: Cast, blocked: frozenset[int], subject: Page | None = None, form_seats: str = "") -> None:
    """Named people of whom nothing else is told come, if with them the number stated is exactly reached."""
    without_wholes(page, cast)
    _seat_no_babies(page, cast)
    without_me(page, cast)
    without_ages_told(page, cast)
    count_writer_once(page, cast)
    without_members(page, cast)
    if not cast.leftovers:
        return
    elsewhere = [s.value for s in (stated(subject, None, frozenset()) if subject is not None else [])[-1:]] + [
        int(n) for n in re.findall(r"\d+", form_seats)[:1]
    ]
    body = {s.value for s in stated(page, cast, blocked)}
    said = (body or set(elsewhere)) | {
        2
        for m in page.marks.get("pair_total", ())
        if cast.stances[page.clause_of(m.start)] is Stance.COMES
        and not (of_occasions(page, m) or of_only_some(page, cast, m))
    }
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    aside = {r.person for r in cast.refs if cast.stances[page.clause_of(r.start)] is Stance.ASIDE}
    left = [p for n, p in enumerate(cast.persons) if n and p.name in cast.leftovers and n not in aside]
    if left and len(said) == 1 and count + len(left) in said:
        for person in left:
            person.comes = True
        cast.leftovers.clear()
    elif left and said and not cast.writer.name and len(left) in said:
        for person in left:
            person.comes = True
        cast.writer.comes = False
        cast.leftovers.clear()
    elif body == {count} and cast.writer.comes and not cast.presumed and _tied(page, left):
        cast.leftovers.clear()  # 'my director Ada Po has agreed: one place, please'


def settle_writer(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """Where others are named and the writer says nothing of himself, he only books, but for a number with room."""
    signing = _sign_together(page, cast)
    if any(n not in signing and p.comes and p.name for n, p in enumerate(cast.persons)):
        for n in signing:
            cast.persons[n].comes = False  # 'one place for Ada Po. Thanks, Lia Sala and Tom Neri'
    others = len([p for p in cast.coming if not p.is_writer])
    speaks = any(r.kind in ("me", "i") for r in cast.refs)
    ours = {r.n for r in cast.refs if r.kind == "us" and cast.stances[page.clause_of(r.start)] is Stance.COMES}
    if others and others + cast.guests + 1 in ours and not page.has("absent_self"):
        cast.writer.comes = True  # 'accompagno mia figlia Pia e il suo amico Ugo. Noi tre sabato alle 10'
        return
    speaks = speaks or (others == 0 and cast.guests > 0 and not page.has("escort"))

    @cache
    def totals() -> set[int]:  # of most mails nobody asks
        return {s.value for s in stated(page, cast, blocked)}

    if speaks and cast.writer.comes is False and not page.has("absent_self") and not page.has("on_behalf"):
        cast.writer.comes = totals() == {others + cast.guests + 1}  # 'I bring my parents, so that's three'
    silent = not speaks and not page.has("self") and not page.has("me_included")
    ties = (r.n or 0 for r in cast.refs if r.kind == "relation")
    if silent and not others and page.has("names_later") and max(totals().union(ties), default=0) > 1:
        cast.writer.comes = False  # 'four of our staff, whose names will follow'
        return
    if signing and others + cast.guests + 1 in totals():
        cast.writer.comes = True
        return
    below = cast.writer.comes and others >= 2 and not page.has("self")
    below = below and all(r.kind == "name" and under_text(page, r) for r in cast.refs if r.person == 0)
    if below and totals() == {others + cast.guests}:
        cast.writer.comes = False  # 'eight seats for:' and eight names, with the writer's under the text
        return
    if not cast.presumed or not others or (brings_besides(page) and totals() == {1}):
        return  # 'un posto, grazie; posso portare anche mia figlia?'
    if on_behalf(page, cast):
        cast.writer.comes = False  # 'Tom Hale rang: two places, please'
        return
    coming = {n for n, p in enumerate(cast.persons) if p.comes and not p.stays and n}
    for chain in chains(page, cast.refs):
        if any(r.kind in ("me", "i") for r in chain) and any(r.person in coming for r in chain):
            return  # 'Cormac (me) and Aisling Halloran'
    told = totals()
    cast.writer.comes = others + cast.guests + 1 in told and others + cast.guests not in told


def _sign_together(page: Page, cast: Cast) -> frozenset[int]:
    """'… due posti. Grazie, Lia Sala e Tom Neri': who stands with the writer in a row of names under the text alone."""
    for row in chains(page, cast.refs):
        who = frozenset(r.person for r in row)
        if 0 in who and len(who) > 1 and under_text(page, row[0]) and all(r.kind == "name" for r in row):
            return who - {r.person for r in cast.refs if r not in row}
    return frozenset()


def _tied(page: Page, left: Sequence[Person]) -> bool:
    """Whether each is told by a tie, and none is to be added: 'my director Ada Po has agreed: one place, please'."""
    return bool(left) and all(person.relation for person in left) and not page.has("adds")
