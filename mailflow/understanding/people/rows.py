"""Persons told one after the other, in a sentence or one a line, come unless something says no."""

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
            for n, clause in enumerate(page.clauses):
                if (
                    clause.sentence == sentence
                    and n >= min(clauses)
                    and cast.stances[n] is Stance.SILENT
                    and clause.opener not in subordinate
                ):
                    cast.stances[n] = Stance.COMES


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
        if any(tells(page, page.clauses[n]) and page.clauses[n].opener not in subordinate for n in clauses):
            continue
        if any(r.kind == "name" and len(cast.persons[r.person].key) > 1 for r in refs) and any(
            start <= n < end for n in wishes
        ):
            for n in clauses:
                cast.stances[n] = Stance.SILENT if tells(page, page.clauses[n]) else Stance.COMES
            continue
        words = [n for n in range(start, end) if page.tokens[n].kind is Kind.WORD]
        covered = {n for r in refs for n in range(r.start, r.end)}
        stop = page.voc.words["stop"] | page.voc.words["and"]
        known = covered | page.dated | cast.topics
        loose = [n for n in words if n not in known and page.tokens[n].fold not in stop]
        before = [n for n in words if n < refs[0].start]
        opens = all(
            n in covered
            or n in page.dated
            or page.tokens[n].fold in stop
            or page.tokens[n].fold in page.voc.words["opening"] | page.voc.words["greeting_word"]
            or page.voc.number(page.tokens[n]) is not None
            for n in before
        )
        lead = page.tokens[max(start, refs[0].start - 3) : refs[0].start]
        announced = len(before) <= 6 and any(t.text == ":" or t.fold in page.voc.words["for"] for t in lead)
        numbered = any(page.voc.number(t) is not None for t in page.tokens[refs[0].start : refs[0].end])
        group = numbered and (refs[0].n or 0) >= 2 and not before and len(loose) <= 3
        also = [n for n in words if page.tokens[n].fold in page.voc.words["also"]]
        joins = bool(also) and set(loose) <= set(also) and all(r.kind in ("name", "relation") for r in refs)
        if (
            (joins and any(r.person != 0 for r in refs))
            or ((opens or announced) and (len(refs) >= 2 or group) and len(loose) <= 6)
            or (
                len(loose) <= 1
                and any(r.kind != "us" for r in refs)
                and page.text.count("\n", 0, page.tokens[start].start) < page.text.rstrip().count("\n")
            )
        ):
            for n in clauses:
                cast.stances[n] = Stance.COMES


def _signs_alone(page: Page, cast: Cast, refs: Sequence[Ref]) -> bool:
    """'… Ada Neri, assistente del dott. Sala': the writer's name under the text, with nobody joined to it."""
    first = refs[0]
    if all(r.person == 0 and r.kind != "me" for r in refs):
        return _is_sign_off(page, first.start)
    joined = any(first in c and len(c) > 1 for c in chains(page, refs))
    return first.kind == "name" and first.person == 0 and not joined and _is_sign_off(page, first.start)


def _tells_whose_kin(page: Page, start: int, end: int) -> bool:
    """'sono Ugo Neri, papà di Lia Neri, 8 anni': who writes and of whom, and nobody's coming."""
    of = page.voc.words["of"]
    ties = page.within("relation", start, end) if page.has("introduce_self", start, end) else ()
    return any(m.end < end and page.tokens[m.end].fold in of for m in ties)


def lists(page: Page, cast: Cast) -> None:
    """Lines that begin with a name, below words that announce them: the people listed come."""
    names = {r.start for r in cast.refs if r.kind == "name"}
    others = {r.start for r in cast.refs if r.kind in ("relation", "me")}  # in rows that a mark opens
    rows: list[int] = []
    marked: list[bool] = []  # whether a bullet or a number opens the row
    for number, (start, end) in enumerate(page.sentences):
        first = start
        while first < end and (
            page.tokens[first].kind in (Kind.MARK, Kind.NUMBER, Kind.LINE)
            or page.tokens[first].fold.strip(".") in page.voc.words["title"]
            or len(page.tokens[first].text) == 1
        ):
            first += 1
        before = page.tokens[start - 1] if start else None
        line_start = (
            before is None or before.kind is Kind.LINE or page.tokens[start].kind is Kind.LINE or before.text == ";"
        )
        mark = any(t.kind is not Kind.LINE for t in page.tokens[start:first])
        bullet = page.tokens[start].kind in (Kind.MARK, Kind.NUMBER)
        more = bullet and not others.isdisjoint(range(start, first + 2))  # '- più due tirocinanti', '- 2 students'
        if line_start and (first in names or more):
            rows.append(number)
            marked.append(mark)
    if sum(marked) >= 2:  # the unmarked line below is a signature
        rows = [row for row, mark in zip(rows, marked, strict=True) if mark]
        marked = [True] * len(rows)
    rows = [
        row for row, mark in zip(rows, marked, strict=True) if mark or row + 1 in rows or not _signs(page, cast, row)
    ]
    if not rows or (len(rows) == 1 and not _announced(page, rows[0])):
        return
    for number in rows:
        clauses = [n for n, c in enumerate(page.clauses) if c.sentence == number]
        cast.rows += clauses
        start, end = page.sentences[number]
        gone = page.has_any(("absent", "absent_self"), start, end) or (
            len(rows) > 1 and _marked_no(page, cast, start, end)
        )
        if not gone and (len(rows) > 2 or any(cast.stances[n] is Stance.SILENT for n in clauses)):
            cast.lists = True
        for n in clauses:
            if gone:
                cast.stances[n] = Stance.STAYS
            elif cast.stances[n] is Stance.SILENT or (cast.stances[n] is not Stance.STAYS and n == clauses[0]):
                cast.stances[n] = Stance.COMES


def _marked_no(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'Neri Ada | bidella | NO (ferie)', 'Ada Neri no no': a row of a table that holds a no, and nothing wanted."""
    tokens, no = page.tokens, page.voc.words["no_after"]
    closed = [n for n in range(start, end) if tokens[n].fold in no and _ends_cell(page, n + 1, end)]
    return bool(closed) and not page.has("yes", start, end) and not any(start <= n < end for n in cast.topics)


def _ends_cell(page: Page, n: int, end: int) -> bool:
    """Whether a cell of a row ends there."""
    return n >= end or page.tokens[n].text in "(|;)," or page.tokens[n].fold in page.voc.words["no_after"]


def _signs(page: Page, cast: Cast, row: int) -> bool:
    """Whether the row is the writer's name under the text."""
    start, end = page.sentences[row]
    own = next((r for r in cast.refs if r.kind == "name" and start <= r.start < end), None)
    return own is not None and own.person == 0 and _is_sign_off(page, own.start)


def _is_sign_off(page: Page, place: int) -> bool:
    """Whether the name stands late in the text, or opens one of its last lines."""
    begin = page.text.rfind("\n", 0, page.tokens[place].start) + 1
    below = page.text[page.tokens[place].start :].rstrip()
    opens = begin > 0 and not page.text[begin : page.tokens[place].start].strip(" .,–-")
    return page.tokens[place].start > 0.6 * len(page.text.rstrip()) or (opens and below.count("\n") <= 3)


def _announced(page: Page, row: int) -> bool:
    if row == 0:
        return False
    start, end = page.sentences[row - 1]
    return any(t.text == ":" for t in page.tokens[max(start, end - 3) : end])
