"""Persons told one after the other in a sentence come, unless something says no."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import Stance, tells
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def enumerations(page: Page, cast: Cast) -> None:
    """'io, mia moglie e i due ragazzi': who is listed with the writer comes, unless the clause says no."""
    for one, two in pairwise(list(cast.refs)):  # 'la maestra, cioè io'
        between = [t for t in page.tokens[one.end : two.start] if t.text != ","]
        alone = one.kind == "relation" and one.n == 1 and two.kind == "me" and 0 < len(between) <= 2
        if alone and all(t.fold in page.voc.words["that_is"] for t in between):
            cast.refs.remove(one)
        elif alone and _in_brackets(page, two) and page.tokens[one.end - 1].fold in page.voc.words["grown_up"]:
            cast.refs.remove(one)  # 'one adult (me) and one child'
    subordinate = page.voc.words["subordinate"]
    we_are = {m.end for m in page.marks.get("introduce_us", ())}
    for chain in chains(page, cast.refs):
        if any(r.start in we_are for r in chain) and any(
            r.kind == "name" for r in chain
        ):  # 'siamo (i signori) Franco e Lia Lapi'
            for n in {page.clause_of(r.start) for r in chain}:
                if cast.stances[n] is not Stance.STAYS:
                    cast.stances[n] = Stance.COMES
        if _counted_before(page, chain) or _introduced(page, chain):  # 'saliamo in cinque: Ada, Ugo e i nipoti'
            for n in {page.clause_of(r.start) for r in chain}:
                if cast.stances[n] is Stance.SILENT:
                    cast.stances[n] = Stance.COMES
        kinds = {r.kind for r in chain}
        if not kinds & {"me", "us", "i"} or not kinds & {"name", "relation", "he"}:
            continue
        clauses = {page.clause_of(r.start) for r in chain}
        if all(cast.stances[n] is Stance.SILENT and page.clauses[n].opener not in subordinate for n in clauses):
            sentence = page.clauses[min(clauses)].sentence
            from_ = _others_first(page, cast, chain[0].start)
            for n, clause in enumerate(page.clauses):
                if (
                    clause.sentence == sentence
                    and clause.start >= from_
                    and cast.stances[n] is Stance.SILENT
                    and clause.opener not in subordinate
                ):
                    cast.stances[n] = Stance.COMES


def _others_first(page: Page, cast: Cast, place: int) -> int:
    """'I miei genitori sabato alle 15, io e Ugo domenica': where the sentence starts, if others open it with a wish of
    their own and no more is said of them; else where the clause does in which the place is."""
    start, _ = page.sentences[page.sentence_of(place)]
    here = page.clauses[page.clause_of(place)].start
    before = [(n, c) for n, c in enumerate(page.clauses) if start <= c.start < here]
    bare = all(cast.stances[n] is Stance.SILENT and c.opener not in page.voc.words["subordinate"] for n, c in before)
    if not bare or any(tells(page, c) for _, c in before):
        return here
    opens = any(r.start <= start + 1 for r in cast.refs if r.kind in ("relation", "name") and r.start >= start)
    return start if opens and any(n in page.dated | cast.topics for n in range(start, here)) else here


def _in_brackets(page: Page, ref: Ref) -> bool:
    """Whether brackets hold the reference and nothing else."""
    return page.tokens[ref.start - 1].text == "(" and [t.text for t in page.tokens[ref.end : ref.end + 1]] == [")"]


def _introduced(page: Page, chain: Sequence[Ref]) -> bool:
    """'siamo padre, madre e figlio (Ada, Ugo e Lia Po)': names in brackets or behind a colon, after 'we are'."""
    before = chain[0].start - 1
    if sum(r.kind == "name" for r in chain) < 2 or before < 1 or page.tokens[before].text not in ":(":
        return False
    start, _ = page.sentences[page.sentence_of(chain[0].start)]
    return page.has("introduce_us", start, before)


def _counted_before(page: Page, chain: Sequence[Ref]) -> bool:
    """Whether a number stands before the colon or bracket that the persons follow."""
    before = chain[0].start - 1
    if len(chain) < 2 or before < 1 or page.tokens[before].text not in ":(":
        return False
    start, _ = page.sentences[page.sentence_of(chain[0].start)]
    near = range(max(start, before - 4), before)
    return any((page.voc.number(page.tokens[n]) or 0) > 1 and n not in page.dated for n in near)


def bare_sentences(page: Page, cast: Cast, wishes: frozenset[int]) -> None:
    """Sentences without a verb that begin with persons or name a session say who comes: 'io e Giada', 'Ugo: 2'."""
    subordinate = page.voc.words["subordinate"]
    for number, (start, end) in enumerate(page.sentences):
        clauses = [n for n, c in enumerate(page.clauses) if c.sentence == number]
        if any(cast.stances[n] is not Stance.SILENT for n in clauses):
            continue
        refs = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation", "me", "us")]
        if not refs or _signs_alone(page, cast, refs) or _tells_whose_kin(page, start, end):
            continue
        if any(
            tells(page, page.clauses[n], cast.topics) and page.clauses[n].opener not in subordinate for n in clauses
        ):
            continue
        named = any(r.kind == "name" and len(cast.persons[r.person].key) > 1 for r in refs)
        wished = named and any(start <= n < end for n in wishes)
        if wished or _says_who_comes(page, cast, start, end, refs):
            for n in clauses:
                cast.stances[n] = (
                    Stance.SILENT if wished and tells(page, page.clauses[n], cast.topics) else Stance.COMES
                )


def _says_who_comes(page: Page, cast: Cast, start: int, end: int, refs: Sequence[Ref]) -> bool:
    """Whether it says little besides: 'anche Ugo', 'io e Giada, con molto piacere', a line of its own."""
    words = [n for n in range(start, end) if page.tokens[n].kind is Kind.WORD]
    known = {n for r in refs for n in range(r.start, r.end)} | page.dated | cast.topics
    small = page.voc.words["stop"] | page.voc.words["and"]
    loose = [n for n in words if n not in known and page.tokens[n].fold not in small]
    also = {n for n in words if page.tokens[n].fold in page.voc.words["also"]}
    joins = bool(also) and also.issuperset(loose) and all(r.kind in ("name", "relation") for r in refs)
    if joins and any(r.person != 0 for r in refs):
        return True
    before = [n for n in words if n < refs[0].start]
    numbered = any(page.numbers[n] is not None for n in range(refs[0].start, refs[0].end))
    headed = {n for m in page.within("total", start, end) for n in range(m.start, m.end)}  # 'un gruppo di 22 alunni'
    group = numbered and (refs[0].n or 0) >= 2 and headed.issuperset(before) and len(loose) <= 3
    if (len(refs) >= 2 or group) and len(loose) <= 6 and _begins_with_them(page, start, refs, before):
        return True
    not_the_last = page.text.count("\n", 0, page.tokens[start].start) < page.text.rstrip().count("\n")
    return len(loose) <= 1 and any(r.kind != "us" for r in refs) and not_the_last


def _begins_with_them(page: Page, start: int, refs: Sequence[Ref], before: Sequence[int]) -> bool:
    """Whether nothing but a greeting, a day or a number stands before the first of them, or they are announced."""
    words, covered = page.voc.words, {n for r in refs for n in range(r.start, r.end)}
    small = words["stop"] | words["and"] | words["opening"] | words["greeting_word"]
    plain = covered | page.dated | {n for m in page.within("total", start, refs[0].end) for n in range(m.start, m.end)}
    if all(n in plain or page.tokens[n].fold in small or page.numbers[n] is not None for n in before):
        return True
    lead = page.tokens[max(start, refs[0].start - 3) : refs[0].start]
    return len(before) <= 6 and any(t.text == ":" or t.fold in words["for"] for t in lead)


def _signs_alone(page: Page, cast: Cast, refs: Sequence[Ref]) -> bool:
    """'… Ada Neri, assistente del dott. Sala': the writer's name under the text, with nobody joined to it."""
    first = refs[0]
    if _labelled(page, first) and any(_labelled(page, r) for r in cast.refs if r.person != first.person):
        return False  # 'Name: Ada Neri', 'Name: Ugo Sala', a line each
    if all(r.person == 0 and r.kind != "me" for r in refs):
        return is_sign_off(page, first.start)
    joined = any(first in c and len(c) > 1 for c in chains(page, refs))
    joined = joined or any(r.kind == "relation" and r.start == first.end for r in refs)  # 'Ada Neri +1'
    return first.kind == "name" and first.person == 0 and not joined and is_sign_off(page, first.start)


def _labelled(page: Page, ref: Ref) -> bool:
    """'Nome: Ada Neri', 'Name: Ugo Sala'."""
    before = ref.start - 1
    colon = ref.kind == "name" and before > 0 and page.tokens[before].text == ":"
    return colon and any(m.end == ref.start for m in page.within("introduce_self", max(0, before - 3), ref.start))


def _tells_whose_kin(page: Page, start: int, end: int) -> bool:
    """'sono Ugo Neri, papà di Lia Neri, 8 anni': who writes and of whom, and nobody's coming."""
    of = page.voc.words["of"]
    ties = page.within("relation", start, end) if page.has("introduce_self", start, end) else ()
    return any(m.end < end and page.tokens[m.end].fold in of for m in ties)


def is_sign_off(page: Page, place: int) -> bool:
    """Whether the name stands late in the text, or opens one of its last lines."""
    begin = page.text.rfind("\n", 0, page.tokens[place].start) + 1
    below = page.text[page.tokens[place].start :].rstrip()
    opens = begin > 0 and not page.text[begin : page.tokens[place].start].strip(" .,–-")
    return page.tokens[place].start > 0.6 * len(page.text.rstrip()) or (opens and below.count("\n") <= 3)
