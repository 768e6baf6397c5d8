"""How many places: what is stated, against the people counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailflow.understanding.people.asked_leave import asks_leave_behind
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.added_kin import with_added_kin
from mailflow.understanding.seats.by_label import by_label
from mailflow.understanding.seats.family_counts import families_together
from mailflow.understanding.seats.seat_count import agrees
from mailflow.understanding.seats.seat_numbers import (
    a_pair,
    by_the_way,
    concludes,
    elsewhere,
    form_is_wrong,
    last_is_told,
    listed_below,
    may_come,
    of_one_session,
    of_the_party,
    one_place,
    parts,
    said_vaguely,
    told_after,
    we_come,
)
from mailflow.understanding.seats.size import Stated
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.seats.sums import and_me, summed_up, we_and_more, with_families, without_our_part
from mailflow.understanding.seats.told_in_a_row import parts_of_a_row
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

UNSURE = "the number is not sure"


@dataclass(frozen=True, slots=True)
class Seats:
    """The party's size, None where it is not told or in doubt, with where it was said; `of_all`: those who come are
    told one by one, and said to be all."""

    value: int | None
    doubts: tuple[Doubt, ...] = ()
    said: Stated | None = None
    of_all: bool = False

    @property
    def worked_out(self) -> bool:
        """Whether it is another number than the one said: 'we booked four, make it one fewer'; or counted, of all."""
        return self.of_all or (self.said is not None and self.value not in (None, self.said.value))


@dataclass(frozen=True, slots=True)
class _Told:
    """The ways to the size: numbers in the text, of a form (none or one), in the subject; and the people counted.

    `concluded`: numbers that sum up what was told before. `corrected`: the last number counts.
    """

    body: Sequence[Stated]
    form: Sequence[int]
    above: Sequence[Stated]
    count: int
    concluded: Sequence[Stated]
    corrected: bool


def seats_of(
    page: Page,
    cast: Cast,
    subject: Page | None,
    form_seats: str,
    blocked: frozenset[int],
    parted: Sequence[Stated] = (),
) -> Seats:
    """The size of the party where the ways to it agree. `parted`: places told session by session, in sum."""
    told = _told(page, cast, subject, form_seats, blocked)
    if cast.alone and not told.form:
        return Seats(1)
    unsure = _unsure(page, cast, told)
    if unsure:
        return _doubted(unsure)
    body, uncounted = _worked_out(page, cast, told)
    if uncounted and not body and not told.form:
        return _doubted(f"how many is not told: “{uncounted}”")
    ours = we_and_more(page, cast)
    apart = families_together(page) or by_label(page) or [*parted]
    told = replace(told, body=summed_up(page, cast) or apart or ours or [and_me(page, cast, s) for s in body])
    if _one_of_several(page, cast, told):
        return _differing([1, told.count])
    if told.count > 1:  # 'una persona sola', 'one person' beside people counted says no size
        plain = [s for s in told.body if s.value > 1 or not asks_leave_behind(page, s.start)]
        counted = [s for s in plain if s.value > 1 or s in told.concluded or not by_the_way(page, s)]
        told = replace(told, body=counted)
    if summed_up(page, cast) or (ours and told.count <= ours[0].value):
        return Seats(told.body[0].value, said=told.body[0])
    if told.body:
        return _by_the_text(page, cast, told)
    if told.form:
        return _by_the_form(page, cast, told.form[0], told.count)
    if told.above:
        return _by_the_subject(cast, told)
    return _by_the_people(page, cast, told.count)


def _told(page: Page, cast: Cast, subject: Page | None, form_seats: str, blocked: frozenset[int]) -> _Told:
    body = stated(page, cast, blocked)
    form = [int(n) for n in re.findall(r"\d+", form_seats)][:1]
    concluded = [s for s in body if concludes(page, s)]
    body = [*(s for s in body if s not in concluded), *concluded]
    if form and form_is_wrong(page, body, form[0]):
        body, form = [s for s in body if s.value != form[0]], []
    excused = not {m.start for m in page.marks.get("sorry_number", ())}.isdisjoint(s.start for s in body)
    return _Told(
        body=body,
        form=form,
        above=stated(subject, None, frozenset()) if subject is not None else [],
        count=int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests,
        concluded=concluded,
        corrected=bool(concluded) or excused or page.has_any(("correction", "total_first", "total_not")),
    )


def _unsure(page: Page, cast: Cast, told: _Told) -> str:
    """What leaves the number open, in a secretary's words; '' if nothing does."""
    open_ = next((m for m in page.marks.get("number_range", ()) if _of_people(page, m)), None)
    if open_ is not None:
        return f"{UNSURE}: “{page.words(open_.start, open_.end)}”"
    about = [said_vaguely(page, s) for s in told.body]
    if told.body and all(about) and told.body[-1].value != told.count:
        return f"{UNSURE}: “{about[-1]}”"
    maybe = [p.name or p.relation for p in cast.persons if p.maybe and not p.stays]
    return f"it is not sure whether {', '.join(maybe)} will come" if maybe else ""


def _of_people(page: Page, mark: Mark) -> bool:
    """Whether 'two or three' is no hour, day or age; 'tra le 4 e le 6 persone', '3/4 people' say so themselves."""
    last = mark.end - 1
    counted = page.numbers[last] is None and last not in page.dated
    dated = any(n in page.dated for n in range(mark.start, mark.end)) and not counted
    return not dated and not page.has("age", mark.start, mark.end + 2)


def _worked_out(page: Page, cast: Cast, told: _Told) -> tuple[list[Stated], str]:
    """The numbers of the text with what belongs to them, and the words for a group of which no number is told."""
    body = list(told.body)
    pair = [m for m in page.marks.get("pair_total", ()) if of_the_party(page, cast, m)]
    if not body and pair and told.count <= 2:
        body = [Stated(2, pair[0].start, pair[0].end)]
    body = with_added_kin(page, cast, with_families(page, cast, body))
    body, uncounted = without_our_part(page, cast, body)
    return body, page.words(uncounted.start, uncounted.end) if uncounted is not None else ""


def _one_of_several(page: Page, cast: Cast, told: _Told) -> bool:
    """'da solo', 'one seat, therefore': one is told, and more than one seem to come."""
    joints = page.voc.words["and"] | page.voc.words["with"]
    alone = any(
        not (m.end < len(page.tokens) and page.tokens[m.end].fold in joints)
        and cast.stances[page.clause_of(m.start)] is not Stance.ASIDE
        and not page.idle(m.start)
        and not of_one_session(page, cast, m)
        and not page.has_any(("at_first", "inclined"), page.sentences[page.sentence_of(m.start)][0], m.start)
        for m in page.marks.get("alone", ())
    )
    if alone and told.count > 1:
        return True
    single = len(told.body) == 1 and one_place(page, told.body[0])
    return told.count == 2 and single and not cast.unnamed and not cast.plural


def _by_the_text(page: Page, cast: Cast, told: _Told) -> Seats:
    distinct, count = sorted({s.value for s in told.body}), told.count
    in_parts = len(distinct) > 1 and (
        (max(distinct) == count and parts(cast, distinct[:-1])) or parts_of_a_row(page, cast, told.body, max(distinct))
    )
    if (told.corrected and not in_parts) or len(distinct) == 1:
        value = told.body[-1]  # but 'ten places: that's eight children, Ugo and me'
    elif sum(s.value for s in told.body) == count:
        return Seats(count, said=told.body[0])
    elif in_parts or (count < max(distinct) and distinct[-1] == sum(distinct[:-1])):
        value = max(told.body, key=lambda s: s.value)
    else:
        return _differing(distinct)
    if told.form and told.form[0] != value.value and not told.corrected:
        return _differing(sorted({told.form[0], value.value}))
    if agrees(page, cast, value, count):
        return Seats(value.value, said=value)
    return _differing([value.value, count])


def _by_the_form(page: Page, cast: Cast, number: int, count: int) -> Seats:
    short = number > count > 1 and not cast.vague and not last_is_told(page, number)
    return _differing([number, count]) if count > number or short else Seats(number)


def _by_the_subject(cast: Cast, told: _Told) -> Seats:
    value, count = told.above[-1].value, told.count
    if value == count or (count <= 1 and not cast.coming[1:] and not told.corrected):
        return Seats(value)
    if told.corrected:
        return Seats(count)
    return Seats(value) if cast.vague and count < value else _differing([value, count])


def _by_the_people(page: Page, cast: Cast, count: int) -> Seats:
    """Nothing is stated: so many as are told to come."""
    ties = {n for r in cast.refs if r.kind == "relation" for n in range(r.start, r.end)}
    vague = cast.vague or [
        page.words(m.start, m.end)
        for m in page.marks.get("vague_number", ())
        if may_come(page, cast, m)
        and not any(n in ties for n in range(m.start, m.end))
        and not told_after(page, cast, m)
        and not elsewhere(page, m)
        and not listed_below(page, cast, m)
        and not cast.topics.issuperset((m.end - 1, m.end))  # 'the family viewing'
        and not (m.numbers and m.start and page.tokens[m.start - 1].fold in page.voc.words["until"])
        and not any(r.kind == "name" and 0 <= r.start - m.end <= 2 for r in cast.refs)  # 'i soci Aldo Berti e …'
    ]
    if vague and not (count == 2 and all(a_pair(page, words) for words in vague)):
        return _doubted(f"how many is not told: “{vague[0]}”")
    if count <= 1 and page.has("me_included"):
        return _doubted("the writer is one of several, and how many is not told")
    if count == 1 and cast.plural and not cast.writer.name:
        return _doubted("how many come is not told")
    if count <= 1 and cast.plural and we_come(page, cast):
        return _doubted("more than one person seems to come, and how many is not told")
    return Seats(count or None)


def _doubted(why: str) -> Seats:
    return Seats(None, (Doubt("seats", why),))


def _differing(values: Sequence[int]) -> Seats:
    told = tuple(str(value) for value in values)
    return Seats(None, (Doubt("seats", "the numbers do not agree: " + ", ".join(told), options=told),))
