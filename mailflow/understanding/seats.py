"""How many places: what is stated, against the people counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailflow.understanding.all_of_them import of_only_some
from mailflow.understanding.cast import Cast
from mailflow.understanding.no_party_size import of_occasions
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref, chains
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.reading import Doubt
from mailflow.understanding.size import Stated
from mailflow.understanding.stances import Stance, tells
from mailflow.understanding.stated import stated
from mailflow.understanding.sums import and_me, summed_up, we_and_more, with_families, without_our_part
from mailflow.understanding.tokens import fold


@dataclass(frozen=True, slots=True)
class Seats:
    """The party's size, None where it is not told or in doubt, with where it was said."""

    value: int | None
    doubts: tuple[Doubt, ...] = ()
    said: Stated | None = None

    @property
    def worked_out(self) -> bool:
        """Whether it is another number than the one said: 'we booked four, make it one fewer'."""
        return self.said is not None and self.value not in (None, self.said.value)


def seats_of(page: Page, cast: Cast, subject: Page | None, form_seats: str, blocked: frozenset[int]) -> Seats:
    """The size of the party where the ways to it agree."""
    body = stated(page, cast, blocked)
    above = stated(subject, None, frozenset()) if subject is not None else []
    in_form = [int(n) for n in re.findall(r"\d+", form_seats)][:1]
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    concluded = [s for s in body if concludes(page, s)]
    body = [*(s for s in body if s not in concluded), *concluded]
    corrected = bool(concluded) or page.has("correction") or page.has("total_first") or page.has("total_not")
    ranges = [
        page.words(m.start, m.end)
        for m in page.marks.get("number_range", ())
        if not any(n in page.dated for n in range(m.start, m.end)) and not page.has("age", m.start, m.end + 2)
    ]
    if in_form and _form_is_wrong(page, body, in_form[0]):
        body, in_form = [s for s in body if s.value != in_form[0]], []
    if cast.alone and not in_form:
        return Seats(1)
    if ranges:
        return Seats(None, (Doubt("seats", f"the number is not sure: “{ranges[0]}”"),))
    about = [_said_vaguely(page, s) for s in body]
    if body and all(about) and body[-1].value != count:
        return Seats(None, (Doubt("seats", f"the number is not sure: “{about[-1]}”"),))
    maybe = [p.name or p.relation for p in cast.persons if p.maybe and not p.stays]
    if maybe:
        return Seats(None, (Doubt("seats", f"it is not sure whether {', '.join(maybe)} will come"),))
    pair = [m for m in page.marks.get("pair_total", ()) if _of_the_party(page, cast, m)]
    if not body and pair and count <= 2:
        body = [Stated(2, pair[0].start, pair[0].end)]
    body = with_families(page, cast, body)
    body, uncounted = without_our_part(page, cast, body)
    if uncounted is not None and not body and not in_form:
        group = page.words(uncounted.start, uncounted.end)
        return Seats(None, (Doubt("seats", f"how many is not told: “{group}”"),))
    ours = we_and_more(page, cast)
    body = summed_up(page, cast) or ours or [and_me(page, cast, s) for s in body]
    joints = page.voc.words["and"] | page.voc.words["with"]
    alone = [
        m
        for m in page.marks.get("alone", ())
        if not (m.end < len(page.tokens) and page.tokens[m.end].fold in joints)
        and cast.stances[page.clause_of(m.start)] is not Stance.ASIDE
        and not page.idle(m.start)
        and not _of_one_session(page, cast, m)
    ]
    if alone and count > 1:
        return Seats(None, (_differ([1, count]),))
    single = [s for s in body if _one_place(page, s)]
    if count == 2 and single and len(body) == 1 and not cast.unnamed and not cast.plural:
        return Seats(None, (_differ([1, count]),))  # 'one seat, therefore', and two who seem to come
    if count > 1:  # 'una persona sola', 'one person' beside people counted says no size
        body = [s for s in body if s.value > 1 or s in concluded or not _by_the_way(page, s)]
    if summed_up(page, cast) or (ours and count <= ours[0].value):
        return Seats(body[0].value, said=body[0])
    if body:
        distinct = sorted({s.value for s in body})
        in_parts = len(distinct) > 1 and max(distinct) == count and _parts(cast, distinct[:-1])
        value = body[-1] if corrected and not in_parts else None  # 'ten places: that's eight children, Ugo and me'
        if value is None:
            if len(distinct) == 1:
                value = body[-1]
            elif sum(s.value for s in body) == count:
                return Seats(count, said=body[0])
            elif in_parts or (count < max(distinct) and distinct[-1] == sum(distinct[:-1])):
                value = max(body, key=lambda s: s.value)
            else:
                return Seats(None, (_differ(distinct),))
        if in_form and in_form[0] != value.value and not corrected:
            return Seats(None, (_differ(sorted({in_form[0], value.value})),))
        return _check(page, cast, value, count)
    if in_form:
        short = in_form[0] > count > 1 and not cast.vague and not _last_is_told(page, in_form[0])
        if count > in_form[0] or short:
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
        and not _listed_below(page, cast, m)
        and not (m.numbers and m.start and page.tokens[m.start - 1].fold in page.voc.words["until"])
        and not any(r.kind == "name" and 0 <= r.start - m.end <= 2 for r in cast.refs)  # 'i soci Aldo Berti e …'
    ]
    if vague and not (count == 2 and all(_a_pair(page, words) for words in vague)):
        return Seats(None, (Doubt("seats", f"how many is not told: “{vague[0]}”"),))
    if count <= 1 and page.has("me_included"):
        return Seats(None, (Doubt("seats", "the writer is one of several, and how many is not told"),))
    if count == 1 and cast.plural and not cast.writer.name:
        return Seats(None, (Doubt("seats", "how many come is not told"),))
    if count <= 1 and cast.plural and _we_come(page, cast):
        return Seats(None, (Doubt("seats", "more than one person seems to come, and how many is not told"),))
    return Seats(count or None)


def _check(page: Page, cast: Cast, value: Stated, count: int) -> Seats:
    named = len(cast.coming)
    if _rest_told(page, value, value.value - count):
        return Seats(value.value, said=value)
    uncounted = any(r.kind == "relation" and r.n is None and _comes(page, cast, r) for r in cast.refs)
    if count == value.value or (count < value.value and (uncounted or not _told_in_whole(page, cast))):
        return Seats(value.value, said=value)
    if count < value.value and (page.has("remainder") or (cast.vague and not cast.lists)):
        return Seats(value.value, said=value)
    others = len([p for p in cast.coming if not p.is_writer])
    over = count - value.value
    if named <= value.value and 0 < over <= min(cast.guests, others) and len(cast.unnamed) <= 2:
        return Seats(value.value, said=value)  # a tie and a name may be one person
    return Seats(None, (_differ([value.value, count]),))


def _comes(page: Page, cast: Cast, ref: Ref) -> bool:
    return cast.stances[page.clause_of(ref.start)] is Stance.COMES


def _rest_told(page: Page, said: Stated, missing: int) -> bool:
    """'siamo in sette: cinque del gruppo di cammino, io e mio marito': the missing number stands in the sentence."""
    _, end = page.sentences[page.sentence_of(said.start)]
    numbers = [page.voc.number(page.tokens[n]) for n in range(said.end, end) if n not in page.dated]
    return missing > 1 and missing in numbers


def _told_in_whole(page: Page, cast: Cast) -> bool:
    """Whether the mail counts up everybody: in a list, or in a row with the writer among them or behind a colon."""
    if cast.lists or len(cast.coming) > 2:
        return True
    for chain in chains(page, cast.refs):
        if (
            len([r for r in chain if r.kind != "us"]) < 2
            or cast.stances[page.clause_of(chain[0].start)] is not Stance.COMES
        ):
            continue
        lead = page.tokens[max(0, chain[0].start - 2) : chain[0].start]
        if any(r.kind in ("me", "i") or r.person == 0 for r in chain) or any(t.text in ":(" for t in lead):
            return True
    return False


def _differ(values: list[int]) -> Doubt:
    return Doubt(
        "seats", "the numbers do not agree: " + ", ".join(str(v) for v in values), options=tuple(str(v) for v in values)
    )


def _of_one_session(page: Page, cast: Cast, mark: Mark) -> bool:
    """'alla terza invece verrei da solo', '…, poi io da solo alla B': of one session, behind others."""
    clause = page.clauses[page.clause_of(mark.start)]
    spans = (page.sentences[clause.sentence], (clause.start, clause.end))
    return any(
        any(start <= n < end for n in cast.topics) and any(n < start for n in cast.topics) for start, end in spans
    )


def _form_is_wrong(page: Page, body: Sequence[Stated], number: int) -> bool:
    """'avevo scritto 1 ma siamo in due', 'ignore the seats field', 'party size should read 3'."""
    contrast = page.voc.words["contrast"]
    for mark in page.marks.get("form_wrong", ()):
        _, end = page.sentences[page.sentence_of(mark.start)]
        but = any(t.fold in contrast for t in page.tokens[mark.end : end])
        if but or page.has("correction", mark.start, mark.end) or any(s.value != number for s in body):
            return True
    return False


def _last_is_told(page: Page, number: int) -> bool:
    """'the third is Evie herself', 'il secondo posto è per mio figlio': the last of those the form counts."""
    words = page.voc.words["be"] | page.voc.words["place_noun"]
    pairs = pairwise(page.tokens)
    return any(page.voc.ordinals.get(one.fold) == number and two.fold in words for one, two in pairs)


def _said_vaguely(page: Page, said: Stated) -> str:
    """The words 'circa sei', 'about twelve', 'up to four' around a number of places; empty where there are none."""
    for mark in page.marks.get("vague_number", ()):
        if mark.numbers and mark.start < said.end and said.start < mark.end:
            return page.words(mark.start, max(mark.end, said.end))
    return ""


def _of_the_party(page: Page, cast: Cast, mark: Mark) -> bool:
    """Whether a number speaks of who comes: its clause says so, or says nothing else ('giovedì alle 21 in coppia')."""
    if of_occasions(page, mark) or of_only_some(page, cast, mark):
        return False
    at = page.clause_of(mark.start)
    silent = cast.stances[at] is Stance.SILENT and not tells(page, page.clauses[at])
    return cast.stances[at] is Stance.COMES or (silent and not page.clauses[at].opener)


def _a_pair(page: Page, words: str) -> bool:
    """'un paio di posti, per me e il mio fidanzato': two are told, and two are named."""
    return any(fold(word) in page.voc.words["two"] for word in words.split())


def _by_the_way(page: Page, said: Stated) -> bool:
    """'le serve un posto vicino alla porta', 'una persona anziana': an article, not the number one."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    article = any(t.fold in page.voc.words["indefinite"] for t in page.tokens[said.start : said.end])
    said_person = "person" in page.words(said.start, said.end).lower()
    return (said_person or article) and not page.has("only", max(start, said.start - 2), said.end)


def _one_place(page: Page, said: Stated) -> bool:
    """'One seat for …', 'Un posto per …' at the head of a sentence."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    noun = any(t.fold in page.voc.words["place_noun"] for t in page.tokens[said.start : said.end])
    return said.value == 1 and said.start == start and noun


def concludes(page: Page, said: Stated) -> bool:
    """'quindi in tre', 'quindi prenoto per tre': a number that sums up what was told before."""
    start, _ = page.sentences[page.sentence_of(said.start)]
    near = [*page.within("concluding", max(start, said.start - 6), min(said.end + 2, len(page.tokens)))]
    if said.end - said.start == 1 and (said.start == start or page.tokens[said.start - 1].text == ":"):
        after = page.tokens[said.end].fold if said.end < len(page.tokens) else ""
        return not after.isalnum() or after in page.voc.words["then_word"]  # 'Sette. … vedere gente: sei.'
    beside = any(said.start < m.start <= said.end for m in near)  # 'four seats in all, and no change for us two'
    return beside or any(m.start <= said.start and said.start - m.end <= 4 for m in near)


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


def _listed_below(page: Page, cast: Cast, mark: Mark) -> bool:
    """'i nominativi dei colleghi:' and two rows of names or more."""
    rows = {r.person for r in cast.refs if r.kind == "name" and page.clause_of(r.start) in cast.rows}
    return len(rows) >= 2 and all(page.clauses[n].start > mark.start for n in cast.rows)


def _we_come(page: Page, cast: Cast) -> bool:
    return any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("we", ()))
