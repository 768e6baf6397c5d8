"""Numbers of places or people that a mail states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mailflow.understanding.appositions import how_many
from mailflow.understanding.cast import Cast
from mailflow.understanding.page import Page
from mailflow.understanding.party import chains
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.stances import COMING, Stance
from mailflow.understanding.tokens import Kind
from mailflow.understanding.wholes import parts

MOST = 400
BESIDE_TOTALS = ("sum", "me_and", "one_more_for", "one_more", "correction", "total_first", "of_whom")
NO_SIZE = ("limit", "number_idiom")  # 'six a booking', 'lui mangia per tre'


@dataclass(frozen=True, slots=True)
class Stated:
    """A number of places said at tokens [start, end)."""

    value: int
    start: int
    end: int


def stated(page: Page, cast: Cast | None, blocked: frozenset[int]) -> list[Stated]:
    """Every number of places or people in the text that speaks of the party, in order, corrections last."""
    told = ("total", "total_loose", "places")
    if page.marks.keys().isdisjoint((*told, *BESIDE_TOTALS)):
        return _settled_at_last(page, cast, blocked, _opening(page, blocked))
    found: dict[int, Stated] = {}
    persons_at = _persons_at(page, cast)
    some = parts(page, cast)
    groups = [how_many(page, r.end) for r in cast.refs if r.kind == "relation" and r.n] if cast is not None else []
    no_size = (
        {part.whole for part in some}
        | {n for m in groups if m for n in range(m.start, m.end)}
        | {n for cls in NO_SIZE for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    )
    listed = _listed(page, cast) | _of_families(page, cast) if any(map(page.marks.get, told)) else frozenset()
    for cls in told:
        for mark in page.marks.get(cls, ()):
            number_at = _number_at(page, mark)
            if number_at is None or number_at in page.dated or number_at in blocked or not 0 < mark.numbers[-1] <= MOST:
                continue
            if number_at in no_size:
                continue
            if of_occasions(page, mark) or _of_a_whole(page, number_at) or _of_before(page, mark):
                continue
            if not (_plain_after(page, mark, cls) or mark.end in persons_at) or _of_others(page, mark):
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
            if cast is not None and _by_the_by(page, cast, mark):
                continue
            value = mark.numbers[-1]
            if number_at not in found or mark.end > found[number_at].end:
                found[number_at] = Stated(value, mark.start, mark.end)
    for mark in (*page.marks.get("sum", ()), *page.marks.get("me_and", ())):  # 'due più uno', 'io più due'
        if any(n in page.dated or n in blocked for n in range(mark.start, mark.end)):
            continue  # '16+17 Sept', '102 + 203' of sessions
        for place in [p for p in found if mark.start <= p < mark.end]:
            del found[place]
        last = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
        numbers = mark.numbers[:-1] if last in page.voc.words["not_a_person"] else mark.numbers  # '4 + 1 cane'
        found[mark.start] = Stated(sum(numbers) + (mark.cls == "me_and"), mark.start, mark.end)
    for mark in page.marks.get("one_more_for", ()):  # 'one place on the 10:00, plus one for a friend'
        start, _ = page.sentences[page.sentence_of(mark.start)]
        tied = any(mark.end - 1 <= m.start <= mark.end + 2 for m in _ties(page, mark))
        for place in [p for p in found if start <= p and found[p].end <= mark.start][-1:] if tied else ():
            if not any(t.fold in page.voc.words["for"] or t.text == ":" for t in page.tokens[place : mark.start]):
                said = found.pop(place)
                found[mark.start] = Stated(said.value + (mark.numbers or (1,))[-1], said.start, mark.end)
    for mark in page.marks.get("one_more", ()):  # 'cinque posti, anzi uno in più'
        corrects = any(m.end == mark.start for m in page.within("correction", max(0, mark.start - 4), mark.start))
        for place in [p for p in found if p < mark.start][-1:] if corrects else ():
            said = found.pop(place)
            found[mark.start] = Stated(said.value + (mark.numbers or (1,))[0], said.start, mark.end)
    if not found:
        found.update({s.start: s for s in _opening(page, blocked)})
    for place, said in _corrected(page, blocked) if found else ():
        found.setdefault(place, said)
    first = page.marks.get("total_first", ())
    for mark in first:  # '2, non 3'
        if any(n in page.dated for n in range(mark.start, mark.end)):
            continue  # '11:30 and not 10:30'
        for place in [p for p in found if mark.start <= p < mark.end]:
            del found[place]
        found[mark.start] = Stated(mark.numbers[0], mark.start, mark.end)
    found.update({part.start: Stated(part.value, part.start, part.end) for part in some})
    return _settled_at_last(page, cast, blocked, [found[p] for p in sorted(found)])


def _settled_at_last(page: Page, cast: Cast | None, blocked: frozenset[int], said: list[Stated]) -> list[Stated]:
    """With a number that stands alone at the end of a count: 'Four, then.', '…, tre figlie e due fidanzati: sette.'"""
    if cast is None or len(cast.refs) < 2 or all((number or 0) < 2 for number in page.numbers):
        return said
    words = page.voc.words
    alone: list[Stated] = []
    small = words["opening"] | words["after_total"] | words["stop"] | words["then_word"] | words["closing_word"]
    for start, end in page.sentences:
        places = [n for n in range(start, end) if page.tokens[n].kind in (Kind.WORD, Kind.NUMBER)]
        if not places:
            continue
        last = places[-1]
        by_itself = len(places) <= 3 and [n for n in places if page.tokens[n].fold not in small]
        if by_itself and len(by_itself) == 1 and start > cast.refs[1].start:
            last = by_itself[0]
        elif page.tokens[last - 1].text != ":" or not (alone or sum(start <= r.start < last for r in cast.refs) > 1):
            continue
        value = page.numbers[last] if page.tokens[last].kind is Kind.WORD else None
        if value is None or last in page.dated | blocked or value < 2 or any(s.start <= last < s.end for s in said):
            continue
        alone.append(Stated(value, last, last + 1))
    alone += [s for s in _concluded(page, blocked) if not any(t.start <= s.start < t.end for t in (*said, *alone))]
    return sorted([*said, *alone], key=lambda s: s.start) if alone else said


def _concluded(page: Page, blocked: frozenset[int]) -> Iterator[Stated]:
    """'…, no aspetta, papà lavora, quindi due.', '… per tre, quindi.': a number alone beside words that conclude."""
    tokens, lead = page.tokens, page.voc.words["opening"] | page.voc.words["for"]
    for mark in page.marks.get("concluding", ()):
        behind = mark.end + any(t.text == "," for t in tokens[mark.end : mark.end + 1])
        behind += any(t.fold in lead for t in tokens[behind : behind + 1])
        ahead = mark.start - 2 if mark.start > 1 and tokens[mark.start - 1].text == "," else -1
        for n, end in ((behind, behind + 1), (ahead, mark.end)):
            value = page.numbers[n] if 0 <= n < len(tokens) and tokens[n].kind is Kind.WORD else None
            closed = end >= len(tokens) or tokens[end].text in ".!?;\n" or tokens[end].kind is Kind.LINE
            if value is not None and 1 < value <= MOST and closed and n not in page.dated | blocked:
                yield Stated(value, n, end)


def _persons_at(page: Page, cast: Cast | None) -> frozenset[int]:
    """Where somebody is told: 'siamo in 4 Ada Neri', 'siamo in otto 5 grandi e 3 bimbi' count no names or groups."""
    refs = cast.refs if cast is not None else ()
    kin = {m.start for m in page.marks.get("relations", ())}  # 'there are four Neri sisters'
    named = {r.start for r in refs if r.kind == "name" and r.end not in kin}
    return frozenset(named | {r.start for r in refs if r.kind == "relation" and (r.n or 0) > 1})


def _by_the_by(page: Page, cast: Cast, mark: Mark) -> bool:
    """'l'anno scorso eravamo ventisei, …': a number in a remark, but for one of this time: '… quest'anno otto'."""
    number = page.clause_of(mark.start)
    clause = page.clauses[number]
    return cast.stances[number] is Stance.ASIDE and not page.has("this_time", clause.start, mark.end)


def _opening(page: Page, blocked: frozenset[int]) -> list[Stated]:
    """'Five for the 10:00 please', 'due per sabato alle 21': a sentence that opens with the number of places."""
    words, found = page.voc.words, []
    for start, end in page.sentences if any(page.numbers) else ():
        first = next((n for n in range(start, end) if page.tokens[n].kind is not Kind.LINE), end)
        value = page.numbers[first] if first + 1 < end else None
        if value is None or not 0 < value <= MOST or first in page.dated or first in blocked:
            continue
        lead = page.tokens[first + 1].fold in words["for"] | words["booked_on"]
        if lead and any(n in page.dated or n in blocked for n in range(first + 2, min(first + 5, end))):
            found.append(Stated(value, first, first + 1))
    return found


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
    more = {n for m in page.marks.get("one_more", ()) for n in range(m.start, m.end)}
    small = page.voc.words["stop"] | page.voc.words["opening"]
    for mark in page.marks.get("correction", ()):
        n = mark.end
        while n < len(page.tokens) and n - mark.end < 3 and page.numbers[n] is None:
            if page.tokens[n].text != "," and page.tokens[n].fold not in small:
                break
            n += 1
        value = page.voc.number(page.tokens[n]) if n < len(page.tokens) else None
        if value is None or not 0 < value <= MOST or n in page.dated or n in blocked | more:
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


def _ties(page: Page, mark: Mark) -> list[Mark]:
    return [m for cls in ("relation", "relations") for m in page.within(cls, mark.end - 1, mark.end + 6)]


def _of_families(page: Page, cast: Cast | None) -> frozenset[int]:
    """Tokens that tell how many a family is."""
    told = [r for r in cast.families if r.n is not None] if cast is not None else []
    return frozenset(n for r in told for n in range(r.start, min(r.end + 10, len(page.tokens))))


def of_occasions(page: Page, mark: Mark) -> bool:
    """'tutte e tre le serate', 'all three talks': what is counted is no person."""
    words, at = page.voc.words, mark.end
    while at < len(page.tokens) and at - mark.end < 2 and page.tokens[at].fold in words["article"] | words["of"]:
        at += 1
    return at < len(page.tokens) and page.tokens[at].fold in words["occasions"]


def _number_at(page: Page, mark: Mark) -> int | None:
    places = [n for n in range(mark.start, mark.end) if page.numbers[n] is not None]
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
    if tokens[mark.end - 1].fold in words["article_number"] and after.fold in words["session_head"]:
        return False  # 'siamo un gruppo di cinque'
    if (
        after.fold in words["stop"]
        or after.fold in words["and"]
        or after.fold in voc.function_words
        or after.fold in words["subordinate"]
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
    if page.has("usual", clause.start, mark.end) or page.has("at_first", clause.start, mark.start):
        return True  # 'di solito siamo in sei', 'there are usually six of us', 'all'inizio volevamo venire in cinque'
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
