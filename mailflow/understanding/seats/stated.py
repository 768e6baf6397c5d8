"""Numbers of places or people that a mail states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import prod

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.more_of_a_tie import how_many
from mailflow.understanding.people.one_more import for_somebody, since
from mailflow.understanding.seats.no_party_size import one_of_several, persons_at, plain_after, tells_no_size
from mailflow.understanding.seats.opening_number import opening_numbers
from mailflow.understanding.seats.said_last import settled_at_last
from mailflow.understanding.seats.size import MOST, Stated
from mailflow.understanding.seats.wholes import Part, parts
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

TOTALS = ("total", "total_loose", "places")
BESIDE_TOTALS = ("sum", "me_and", "so_many_each", "one_more_for", "one_more", "correction", "sorry_number",
                 "total_first", "of_whom")  # fmt: skip
NO_SIZE = ("limit", "number_idiom")  # 'six a booking', 'lui mangia per tre'


def stated(page: Page, cast: Cast | None, blocked: frozenset[int]) -> list[Stated]:
    """Every number of places or people in the text that speaks of the party, in order, corrections last."""
    some = parts(page, cast)
    if not some and page.marks.keys().isdisjoint((*TOTALS, *BESIDE_TOTALS)):
        return settled_at_last(page, cast, blocked, opening_numbers(page, cast, blocked))
    found = dict(_totals(page, cast, blocked | _of_no_size(page, cast, some)))
    _summed(page, blocked, found)
    _with_one_more(page, blocked, found)
    if not found:
        found.update({s.start: s for s in opening_numbers(page, cast, blocked)})
    for place, said in _corrected(page, blocked) if found else ():
        found.setdefault(place, said)
    _first_of_two(page, blocked, found)
    found.update({part.start: Stated(part.value, part.start, part.end) for part in some})
    return settled_at_last(page, cast, blocked, [found[p] for p in sorted(found)])


def _of_no_size(page: Page, cast: Cast | None, some: Sequence[Part]) -> frozenset[int]:
    """Tokens whose numbers are wholes of which a part comes, are told of a group, or are no size at all."""
    groups = [how_many(page, r.end) for r in cast.refs if r.kind == "relation" and r.n] if cast is not None else []
    marks = chain((m for m in groups if m), (m for cls in NO_SIZE for m in page.marks.get(cls, ())))
    return frozenset({part.whole for part in some}.union(n for m in marks for n in range(m.start, m.end)))


def _totals(page: Page, cast: Cast | None, blocked: frozenset[int]) -> Iterator[tuple[int, Stated]]:
    """'siamo in tre', 'two places', with the token of the number; of two words for one number the longer are last."""
    marks = [mark for cls in TOTALS for mark in page.marks.get(cls, ())]
    if not marks:
        return
    blocked, persons = blocked | page.dated | one_of_several(page, cast), persons_at(page, cast)
    ends: dict[int, int] = {}
    for mark in marks:
        place = max((n for n in range(mark.start, mark.end) if page.numbers[n] is not None), default=None)
        if place is None or place in blocked or not 0 < mark.numbers[-1] <= MOST:
            continue
        if not (plain_after(page, mark) or mark.end in persons) or tells_no_size(page, cast, mark, place):
            continue
        if mark.end > ends.get(place, -1):
            ends[place] = mark.end
            yield place, Stated(mark.numbers[-1] + _besides_me(page, mark, place), mark.start, mark.end)


def _besides_me(page: Page, mark: Mark, place: int) -> bool:
    """'vengo con due persone', "I'd like to come with two guests", 'per me e due persone': the writer is one more; but
    'il Comune partecipa con due persone'."""
    words, tokens, start = page.voc.words, page.tokens, page.sentences[page.sentence_of(place)][0]
    last = tokens[mark.end - 1].fold
    if place != mark.start or place - start < 2 or not (last in words["grown_up"] or last in words["guest_noun"]):
        return False
    if tokens[place - 1].fold in words["and"] and tokens[place - 2].fold in words["me"]:
        return True
    joint = place - 1 - (tokens[place - 1].fold in words["towards"])  # 'insieme a due persone'
    beside = tokens[joint].fold in words["beside"]
    return beside and page.has("self", start, place) and not page.has("we", start, place)


def _summed(page: Page, blocked: frozenset[int], found: dict[int, Stated]) -> None:
    """'due più uno', 'io più due', 'two tables of six'."""
    end = 0
    sums = (*page.marks.get("sum", ()), *page.marks.get("me_and", ()))
    for mark in sorted(sums, key=lambda m: (m.start, -m.end)):
        if mark.end <= end or any(n in page.dated or n in blocked for n in range(mark.start, mark.end)):
            continue  # '16+17 Sept', '102 + 203' of sessions
        end = mark.end
        _forget(found, mark)
        last = page.tokens[mark.end].fold if mark.end < len(page.tokens) else ""
        numbers = mark.numbers[:-1] if last in page.voc.words["not_a_person"] else mark.numbers  # '4 + 1 cane'
        found[mark.start] = Stated(sum(numbers) + (mark.cls == "me_and"), mark.start, mark.end)
    for mark in page.marks.get("so_many_each", ()):  # 'due tavoli da otto'
        _forget(found, mark)
        found[mark.start] = Stated(min(prod(mark.numbers), MOST), mark.start, mark.end)


def _with_one_more(page: Page, blocked: frozenset[int], found: dict[int, Stated]) -> None:
    """'one place on the 10:00, plus one for a friend', 'cinque posti, anzi uno in più'."""
    for mark in page.marks.get("one_more_for", ()):
        start = since(page, mark)
        ties = (m for cls in ("relation", "relations") for m in page.within(cls, mark.end - 1, mark.end + 6))
        tied = any(mark.end - 1 <= m.start <= mark.end + 2 for m in ties)
        for place in [p for p in found if start <= p and found[p].end <= mark.start][-1:] if tied else ():
            listed = any(t.text == ":" for t in page.tokens[place : mark.start])
            if not listed and not for_somebody(page, place, mark.start, blocked):
                said = found.pop(place)
                found[mark.start] = Stated(said.value + (mark.numbers or (1,))[-1], said.start, mark.end)
    for mark in page.marks.get("one_more", ()):
        corrects = any(m.end == mark.start for m in page.within("correction", max(0, mark.start - 4), mark.start))
        for place in [p for p in found if p < mark.start][-1:] if corrects else ():
            said = found.pop(place)
            found[mark.start] = Stated(said.value + (mark.numbers or (1,))[0], said.start, mark.end)


def _first_of_two(page: Page, blocked: frozenset[int], found: dict[int, Stated]) -> None:
    """'2, non 3'."""
    for mark in page.marks.get("total_first", ()):
        if not any(n in page.dated or n in blocked for n in range(mark.start, mark.end)):  # '11:30 and not 10:30'
            _forget(found, mark)
            found[mark.start] = Stated(mark.numbers[0], mark.start, mark.end)


def _forget(found: dict[int, Stated], mark: Mark) -> None:
    for place in [p for p in found if mark.start <= p < mark.end]:
        del found[place]


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
        if plain_after(page, Mark("total", n, n + 1, (value,))):
            found.append((n, Stated(value, mark.start, n + 1)))
    return found + list(_after_sorry(page, blocked))


def _after_sorry(page: Page, blocked: frozenset[int]) -> Iterator[tuple[int, Stated]]:
    """'We are four. Sorry, five!': a number alone behind a sorry; but not 'sorry, two of us are late'."""
    for mark in page.marks.get("sorry_number", ()):
        n, after = mark.end - 1, page.tokens[mark.end : mark.end + 1]
        closed = not after or after[0].kind in (Kind.MARK, Kind.LINE) or page.at("place_word", mark.end) is not None
        if closed and 0 < mark.numbers[-1] <= MOST and n not in page.dated | blocked:
            yield n, Stated(mark.numbers[-1], mark.start, mark.end)
