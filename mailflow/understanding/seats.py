"""How many places: what is stated, against the people counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref, chains
from mailflow.understanding.people import COMING, Cast, Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.tokens import Kind
from mailflow.understanding.vocabulary import Mark

MOST = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of places said at tokens [start, end)."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seats:
    """The party's size, None where it is not told or in doubt, with where it was said."""

    value: int | None
    doubts: tuple[Doubt, ...] = ()
    said: Stated | None = None


def stated(page: Page, cast: Cast | None, blocked: frozenset[int]) -> list[Stated]:
    """Every number of places or people in the text that speaks of the party, in order, corrections last."""
    found: dict[int, Stated] = {}
    listed = _listed(page, cast)
    for cls in ("total", "total_loose", "places"):
        for mark in page.marks.get(cls, ()):
            number_at = _number_at(page, mark)
            if number_at is None or number_at in page.dated or number_at in blocked or not 0 < mark.numbers[-1] <= MOST:
                continue
            if not _plain_after(page, mark, cls) or _of_others(page, mark) or _of_before(page, mark):
                continue
            if _of_a_whole(page, number_at):
                continue
            if number_at in listed or _row_number(page, number_at) or _shared_out(page, cast, mark):
                continue
            if (
                cls == "total_loose"
                and cast is not None
                and cast.stances[page.clause_of(mark.start)] is not Stance.COMES
                and not _terse(page, mark)
            ):
                continue
            if cast is not None and cast.stances[page.clause_of(mark.start)] in (Stance.ASIDE,):
                continue
            value = mark.numbers[-1]
            if number_at not in found or mark.end > found[number_at].end:
                found[number_at] = Stated(value, mark.start, mark.end)
    for mark in (*page.marks.get("sum", ()), *page.marks.get("me_and", ())):  # 'due più uno', 'io più due'
        for place in [p for p in found if mark.start <= p < mark.end]:
            del found[place]
        last = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
        numbers = mark.numbers[:-1] if last in page.voc.words["not_a_person"] else mark.numbers  # '4 + 1 cane'
        found[mark.start] = Stated(sum(numbers) + (mark.cls == "me_and"), mark.start, mark.end)
    for place, said in _corrected(page, blocked) if found else ():
        found.setdefault(place, said)
    first = page.marks.get("total_first", ())
    for mark in first:  # '2, non 3'
        for place in [p for p in found if mark.start <= p < mark.end]:
            del found[place]
        found[mark.start] = Stated(mark.numbers[0], mark.start, mark.end)
    return [found[p] for p in sorted(found)]


def _of_a_whole(page: Page, place: int) -> bool:
    """'dei quattro posti ne bastano due', 'two of the four': the number a part is taken from."""
    before, voc = page.tokens[max(0, place - 2) : place], page.voc
    if not before or before[-1].fold in voc.words["of_the"]:
        return bool(before)
    after_of = len(before) > 1 and before[0].fold in voc.words["of"]
    return after_of and before[-1].fold in voc.words["partitive"]


def _shared_out(page: Page, cast: Cast | None, mark: Mark) -> bool:
    """'un posto per me e uno per mia sorella', 'due per i nipoti': a part of the places, told with whom it is for."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    if cast is None or page.has("only", max(start, mark.start - 2), mark.start):
        return False
    for chain in chains(page, cast.refs):
        first = chain[0].start
        between = page.tokens[mark.end : first]
        lead = page.tokens[mark.end - 1 : first]
        if not (0 <= len(between) <= 3 and mark.end <= first) or not any(t.fold in page.voc.words["for"] for t in lead):
            continue
        known = [r.n for r in chain if r.kind != "name" or r.person >= 0]
        return all(known) and sum(n or 0 for n in known) == mark.numbers[-1]
    return False


def _row_number(page: Page, place: int) -> bool:
    """'1. Ada Bini': the number of a row."""
    tokens = page.tokens
    opens = place == 0 or tokens[place - 1].kind is Kind.LINE
    return opens and place + 1 < len(tokens) and tokens[place + 1].text in ".)"


def _corrected(page: Page, blocked: frozenset[int]) -> list[tuple[int, Stated]]:
    """'… anzi tre', 'no, sorry, four': a bare number after words of correction."""
    found = []
    small = page.voc.words["stop"] | page.voc.words["opening"] | {","}
    for mark in page.marks.get("correction", ()):
        n = mark.end
        while n < len(page.tokens) and n - mark.end < 3 and page.tokens[n].fold in small:
            n += 1
        value = page.voc.number(page.tokens[n]) if n < len(page.tokens) else None
        if value is None or not 0 < value <= MOST or n in page.dated or n in blocked:
            continue
        if _plain_after(page, Mark("total", n, n + 1, (value,)), "total"):
            found.append((n, Stated(value, mark.start, n + 1)))
    return found


def _listed(page: Page, cast: Cast | None) -> frozenset[int]:
    """Numbers that count one kind of persons among others: 'siamo due adulti e tre bambini'."""
    if cast is None:
        return frozenset()
    couple = page.voc.words["couple"]
    groups = [
        r
        for c in chains(page, cast.refs)
        for r in c
        if r.kind == "relation" and r.n and (len(c) > 1 or page.tokens[r.end - 1].fold in couple)
    ]
    return frozenset(n for r in groups for n in range(r.start, r.end))


def _number_at(page: Page, mark: Mark) -> int | None:
    places = [n for n in range(mark.start, mark.end) if page.voc.number(page.tokens[n]) is not None]
    return places[-1] if places else None


def _plain_after(page: Page, mark: Mark, cls: str) -> bool:
    """Whether the number does not count something else ('in 5 minuti', 'per 3 anni', 'alle 4')."""
    if cls == "places":
        before = page.tokens[mark.start - 1] if mark.start else None
        if (
            before is not None
            and page.voc.number(page.tokens[mark.start]) is None
            and page.voc.number(before) is not None
        ):
            return False  # 'tre posti: due per …'
        return not (
            mark.start
            and page.tokens[mark.start - 1].text in "/°.:"
            and page.tokens[mark.start - 1].end == page.tokens[mark.start].start
        )
    tokens, voc = page.tokens, page.voc
    if mark.end >= len(tokens) or voc.number(tokens[mark.end - 1]) is None:
        return True
    after = tokens[mark.end]
    if after.kind in (Kind.LINE, Kind.OPAQUE):
        return True
    if after.kind is Kind.MARK:
        return after.text not in "%€°ªº/:h'" or (
            after.text in ":" and after.end < len(page.text) and page.text[after.end] in " \n"
        )
    if after.kind is Kind.NUMBER:
        return False
    if mark.end in page.dated:
        return True
    words = voc.words
    if (
        after.fold in words["stop"]
        or after.fold in words["and"]
        or after.fold in voc.function_words
        or after.fold in words["after_total"]
        or after.fold in words["session_head"]
    ):
        return True
    return any(
        page.at(c, mark.end) is not None
        for c in ("relation", "relations", "closing", "they", "we", "correction", "remainder")
    )


def _of_before(page: Page, mark: Mark) -> bool:
    """'avevo prenotato per cinque': the size as it was; an age is no size either."""
    clause = page.clauses[page.clause_of(mark.start)]
    # a verb of its own, as in 'da quattro che eravamo restiamo in tre'
    own = mark.cls == "total" and page.voc.number(page.tokens[mark.start]) is None
    lead = mark.start if own else max(clause.start, mark.start - 4)
    if page.has("was", lead, mark.end) or any(
        m.start <= mark.end + 1 for m in page.within("was", mark.end, clause.end)
    ):
        return True
    return any(
        m.start <= mark.end - 1 < m.end or m.start == mark.end for m in page.within("age", clause.start, clause.end)
    )


def _terse(page: Page, mark: Mark) -> bool:
    """A clause of few words in a sentence about the booking, or a short sentence."""
    clause = page.clauses[page.clause_of(mark.start)]
    start, end = page.sentences[clause.sentence]
    about = any(page.has(cls, start, end) for cls in (*COMING, "change_strict")) or any(
        start <= n < end for n in page.dated
    )
    return (about and sum(t.kind is Kind.WORD for t in page.tokens[clause.start : clause.end]) <= 5) or sum(
        t.kind is Kind.WORD for t in page.tokens[start:end]
    ) <= 9


def _of_others(page: Page, mark: Mark) -> bool:
    """'gli altri quattro', 'altri due': a part of the party, not the whole."""
    return any(m.start < mark.end and mark.start < m.end for m in page.marks.get("others", ()) if m.numbers) or (
        mark.start > 0 and page.tokens[mark.start - 1].fold in page.voc.words["others_word"]
    )


def seats_after(page: Page, cast: Cast, blocked: frozenset[int]) -> Seats:
    """The size a booking is to have after a change, where the mail tells it: in a number, or by telling who is left."""
    said = _summed_up(page, cast) or stated(page, cast, blocked)
    if said:
        return Seats(said[-1].value, said=said[-1])
    if any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("pair_total", ())):
        return Seats(2)
    for chain in reversed(chains(page, cast.refs)):
        at = page.clause_of(chain[0].start)
        whole = any(
            0 <= chain[0].start - m.end <= 1
            for cls in ("we_are", "concluding", "only", "remains")
            for m in page.within(cls, max(0, chain[0].start - 6), chain[0].start)
        )
        if (
            whole
            and cast.stances[at] is Stance.COMES
            and any(r.kind in ("me", "i") for r in chain)
            and all(r.n for r in chain)
        ):
            return Seats(sum(r.n or 0 for r in chain), said=Stated(len(chain), chain[0].start, chain[-1].end))
    if any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("alone", ())):
        return Seats(1)
    return Seats(None)


def count_writer_once(page: Page, cast: Cast) -> None:
    """'siamo tre amici', 'per noi: due adulti e un bambino': the writer is one of those counted, not one more."""
    if not cast.writer.comes:
        return
    for row in chains(page, cast.refs):
        broken_down = row[0].kind == "us" and row[0].n == sum(r.n or 0 for r in row[1:])  # 'five of us, two adults …'
        chain = row[1:] if broken_down else row
        if any(r.kind in ("me", "us", "i") or r.person == 0 for r in chain):
            continue
        if not broken_down and not _makes_up_the_party(page, chain):
            continue
        grown = page.voc.words["grown_up"]
        mine = [r for r in chain if r in cast.unnamed and (r.n or 0) >= 1]
        whose = next((r for r in mine if any(t.fold in grown for t in page.tokens[r.start : r.end])), None) or next(
            (r for r in mine if (r.n or 0) >= 2), None
        )
        if whose is not None:
            number = (whose.n or 1) - 1
            at = cast.unnamed.index(whose)
            cast.unnamed[at : at + 1] = [replace(whose, n=number)] if number else []
            return


def _makes_up_the_party(page: Page, chain: Sequence[Ref]) -> bool:
    """Whether the words before say 'we are', or the chain sorts the party by age and nobody brings it along."""
    first = chain[0].start
    start, _ = page.sentences[page.sentence_of(first)]
    before = first
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


def take_in(page: Page, cast: Cast, blocked: frozenset[int], subject: Page | None = None, form_seats: str = "") -> None:
    """Named people of whom nothing else is told come, if with them the number stated is exactly reached."""
    count_writer_once(page, cast)
    elsewhere = [s.value for s in (stated(subject, None, frozenset()) if subject is not None else [])[-1:]] + [
        int(n) for n in re.findall(r"\d+", form_seats)[:1]
    ]
    body = {s.value for s in stated(page, cast, blocked)}
    said = (body or set(elsewhere)) | {
        2 for m in page.marks.get("pair_total", ()) if cast.stances[page.clause_of(m.start)] is Stance.COMES
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


def settle_writer(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """Where others are named and the writer says nothing of himself, he only books, but for a number with room."""
    others = len([p for p in cast.coming if not p.is_writer])
    speaks = any(r.kind in ("me", "i") for r in cast.refs)
    if speaks and cast.writer.comes is False and not page.has("absent_self") and not page.has("on_behalf"):
        totals = {s.value for s in stated(page, cast, blocked)}
        cast.writer.comes = totals == {others + cast.guests + 1}  # 'I bring my parents, so that's three'
    if not cast.presumed or not others:
        return
    coming = {n for n, p in enumerate(cast.persons) if p.comes and not p.stays and n}
    for chain in chains(page, cast.refs):
        if any(r.kind in ("me", "i") for r in chain) and any(r.person in coming for r in chain):
            return  # 'Cormac (me) and Aisling Halloran'
    said = {s.value for s in stated(page, cast, blocked)}
    cast.writer.comes = others + cast.guests + 1 in said and others + cast.guests not in said


def seats_of(page: Page, cast: Cast, subject: Page | None, form_seats: str, blocked: frozenset[int]) -> Seats:
    """The size of the party where the ways to it agree."""
    body = stated(page, cast, blocked)
    above = stated(subject, None, frozenset()) if subject is not None else []
    in_form = [int(n) for n in re.findall(r"\d+", form_seats)][:1]
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    concluded = [s for s in body if _concludes(page, s)]
    body = [*(s for s in body if s not in concluded), *concluded]
    corrected = bool(concluded) or page.has("correction") or page.has("total_first") or page.has("total_not")
    ranges = [
        page.words(m.start, m.end)
        for m in page.marks.get("number_range", ())
        if not any(n in page.dated for n in range(m.start, m.end)) and not page.has("age", m.start, m.end + 2)
    ]
    if ranges:
        return Seats(None, (Doubt("seats", f"the number is not sure: “{ranges[0]}”"),))
    maybe = [p.name or p.relation for p in cast.persons if p.maybe and not p.stays]
    if maybe:
        return Seats(None, (Doubt("seats", f"it is not sure whether {', '.join(maybe)} will come"),))
    pair = [m for m in page.marks.get("pair_total", ()) if cast.stances[page.clause_of(m.start)] is Stance.COMES]
    if not body and pair and count <= 2:
        body = [Stated(2, pair[0].start, pair[0].end)]
    body = _summed_up(page, cast) or _we_and_more(page, cast) or [_and_me(page, cast, s) for s in body]
    joints = page.voc.words["and"] | page.voc.words["with"]
    alone = [
        m
        for m in page.marks.get("alone", ())
        if not (m.end < len(page.tokens) and page.tokens[m.end].fold in joints)
        and cast.stances[page.clause_of(m.start)] is not Stance.ASIDE
        and not page.idle(m.start)
    ]
    if alone and count > 1:
        return Seats(None, (_differ([1, count]),))
    if count > 1:  # 'una persona sola', 'one person' beside people counted says no size
        body = [s for s in body if s.value > 1 or s in concluded or not _by_the_way(page, s)]
    if _summed_up(page, cast):
        return Seats(body[0].value, said=body[0])
    if body:
        value = body[-1] if corrected else None
        distinct = sorted({s.value for s in body})
        if value is None:
            if len(distinct) == 1:
                value = body[-1]
            elif sum(s.value for s in body) == count:
                return Seats(count, said=body[0])
            elif (max(distinct) == count and _parts(cast, distinct[:-1])) or (
                count < max(distinct) and distinct[-1] == sum(distinct[:-1])
            ):
                value = max(body, key=lambda s: s.value)
            else:
                return Seats(None, (_differ(distinct),))
        if in_form and in_form[0] != value.value and not corrected:
            return Seats(None, (_differ(sorted({in_form[0], value.value})),))
        return _check(page, cast, value, count)
    if in_form:
        if count > in_form[0] or (in_form[0] > count > 1 and not cast.vague):
            return Seats(None, (_differ([in_form[0], count]),))
        return Seats(in_form[0])
    if above:
        value = above[-1]
        if value.value == count or (count <= 1 and not cast.coming[1:] and not corrected):
            return Seats(value.value)
        if corrected:
            return Seats(count)
        if cast.vague and count < value.value:
            return Seats(value.value)
        return Seats(None, (_differ([value.value, count]),))
    ties = {n for r in cast.refs if r.kind == "relation" for n in range(r.start, r.end)}
    vague = cast.vague or [
        page.words(m.start, m.end)
        for m in page.marks.get("vague_number", ())
        if _may_come(page, cast, m)
        and not any(n in ties for n in range(m.start, m.end))
        and not _told_after(page, cast, m)
        and not any(r.kind == "name" and 0 <= r.start - m.end <= 2 for r in cast.refs)  # 'i soci Aldo Berti e …'
    ]
    if vague:
        return Seats(None, (Doubt("seats", f"how many is not told: “{vague[0]}”"),))
    if count == 1 and cast.plural and not cast.writer.name:
        return Seats(None, (Doubt("seats", "how many come is not told"),))
    if count <= 1 and cast.plural and _we_come(page, cast):
        return Seats(None, (Doubt("seats", "more than one person seems to come, and how many is not told"),))
    return Seats(count or None)


def _by_the_way(page: Page, said: Stated) -> bool:
    """'le serve un posto vicino alla porta', 'una persona anziana': an article, not the number one."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    article = any(t.fold in page.voc.words["indefinite"] for t in page.tokens[said.start : said.end])
    said_person = "person" in page.words(said.start, said.end).lower()
    return (said_person or article) and not page.has("only", max(start, said.start - 2), said.end)


def _concludes(page: Page, said: Stated) -> bool:
    """'quindi in tre', 'quindi prenoto per tre': a number that sums up what was told before."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    near = page.within("concluding", max(start, said.start - 6), said.end)
    return any(m.start <= said.start and said.start - m.end <= 4 for m in near)


def _parts(cast: Cast, values: Sequence[int]) -> bool:
    """Whether each number counts a part of the party that is known."""
    known = {r.n for r in cast.refs} | {1}
    return all(v in known for v in values)


def _may_come(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether a vague number speaks of who comes: in so many words, or where its clause says nothing else."""
    at = page.clause_of(mark.start)
    stance = cast.stances[at]
    return stance is Stance.COMES or (stance is Stance.SILENT and page.has("us", mark.start, page.clauses[at].end))


def _told_after(page: Page, cast: Cast, mark: Mark) -> bool:
    """'un gruppetto: sei bambini, due mamme e io': the vague word is told in full after a colon or in brackets."""
    _, end = page.sentences[page.sentence_of(mark.start)]
    opening = next((n for n in range(mark.end, end) if page.tokens[n].text in ":("), None)
    if opening is None:
        return False
    told = [r for r in cast.refs if opening < r.start < end and r.kind in ("name", "relation", "me")]
    return len(told) >= 2 and all(r.n for r in told)


def _and_me(page: Page, cast: Cast, said: Stated) -> Stated:
    """'they are only four, plus me'."""
    plus = page.voc.words["plus"]
    ahead = next((r for r in cast.refs if r.kind in ("me", "i") and 0 < r.start - said.end <= 2), None)
    if ahead is not None and any(t.fold in plus or t.text in plus for t in page.tokens[said.end : ahead.start]):
        return Stated(said.value + 1, said.start, ahead.end)
    return said


def _summed_up(page: Page, cast: Cast) -> list[Stated]:
    """'dunque undici ragazzi, due mamme e io': the party told once more in whole."""
    for chain in reversed(chains(page, cast.refs)):
        first = chain[0].start
        concluded = any(m.end == first for m in page.within("concluding", max(0, first - 4), first))
        if concluded and len(chain) >= 2 and all(r.n for r in chain) and any((r.n or 0) > 1 for r in chain):
            ours = any(r.kind == "us" for r in chain)  # 'so eight of us with me'
            counted = sum(r.n or 0 for r in chain if not (ours and r.kind in ("me", "i")))
            return [Stated(counted, first, chain[-1].end)]
    return []


def _we_and_more(page: Page, cast: Cast) -> list[Stated]:
    """'noi due più nostra figlia', 'the two of us and the baby': a number of us, and who is added."""
    joints = page.voc.words["and"] | page.voc.words["with"]
    for number, ref in enumerate(cast.refs):
        if ref.kind != "us" or not ref.n:
            continue
        last, more = ref.end, 0
        for other in cast.refs[number + 1 :]:
            between = page.tokens[last : other.start]
            if other.kind == "relation" and other.n == ref.n and not between and not more:
                last = other.end  # 'noi due genitori'
                continue
            if (
                other.kind not in ("relation", "name", "he")
                or len(between) > 2
                or not any(t.fold in joints for t in between)
            ):
                break
            more += other.n or 0
            last = other.end
        if more:
            return [Stated(ref.n + more, ref.start, last)]
    return []


def _we_come(page: Page, cast: Cast) -> bool:
    return any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("we", ()))


def _check(page: Page, cast: Cast, value: Stated, count: int) -> Seats:
    named = len(cast.coming)
    if count == value.value or (count < value.value and not _told_in_whole(page, cast)):
        return Seats(value.value, said=value)
    if count < value.value and (page.has("remainder") or (cast.vague and not cast.lists)):
        return Seats(value.value, said=value)
    others = len([p for p in cast.coming if not p.is_writer])
    over = count - value.value
    if named <= value.value and 0 < over <= min(cast.guests, others) and len(cast.unnamed) <= 2:
        return Seats(value.value, said=value)  # a tie and a name may be one person
    return Seats(None, (_differ([value.value, count]),))


def _told_in_whole(page: Page, cast: Cast) -> bool:
    """Whether the mail counts up everybody: in a list, or in a row with the writer among them or behind a colon."""
    if cast.lists or len(cast.coming) > 2:
        return True
    for chain in chains(page, cast.refs):
        if len(chain) < 2 or cast.stances[page.clause_of(chain[0].start)] is not Stance.COMES:
            continue
        lead = page.tokens[max(0, chain[0].start - 2) : chain[0].start]
        if any(r.kind in ("me", "i") or r.person == 0 for r in chain) or any(t.text in ":(" for t in lead):
            return True
    return False


def _differ(values: list[int]) -> Doubt:
    return Doubt(
        "seats", "the numbers do not agree: " + ", ".join(str(v) for v in values), options=tuple(str(v) for v in values)
    )
