"""Numbers in a sentence about who comes that nothing explains: what may speak for a number, one reason a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailflow.understanding.doubts.numbers_told import told_of_something_else
from mailflow.understanding.gist import Gist
from mailflow.understanding.people.by_age import heads_wishes
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.more_of_a_tie import how_many
from mailflow.understanding.people.nouns import plain_noun
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Doubt
from mailflow.understanding.seats.seats import Seats
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

# What a number may count besides the party, or as it was counted already.
KNOWN = ("total", "total_loose", "total_first", "places", "one_place", "pair_total", "us", "others",
         "number_noun", "number_range", "age", "address", "price", "limit",
         "so_many_each")  # fmt: skip
LONGEST_CODE = 2  # letters of a session's code: 'W4'
MOST = 30  # a larger number is no party's
NEAR = 3  # tokens between a number and what takes it back


@dataclass(frozen=True, slots=True)
class Number:
    """A number at token n of a page."""

    page: Page
    cast: Cast
    seats: Seats
    n: int
    value: int

    def word(self, step: int) -> str:
        """The word so many tokens further on, '' where none stands."""
        at = self.n + step
        return self.page.tokens[at].fold if 0 <= at < len(self.page.tokens) else ""

    def is_one(self, step: int, cls: str) -> bool:
        """Whether the word so many tokens further on is of a class."""
        return self.word(step) in self.page.voc.words[cls]

    def touches(self, step: int) -> bool:
        """Whether nothing, not even a space, stands between the number and its neighbour."""
        tokens, n = self.page.tokens, self.n
        before, after = (tokens[n - 1], tokens[n]) if step < 0 else (tokens[n], tokens[n + 1])
        return before.end == after.start


def numbers_left(gist: Gist) -> list[Doubt]:
    """The first number that nothing speaks for, unless the number said is the number counted."""
    page, cast, seats = gist.page, gist.cast, gist.seats
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    if seats.said is not None and seats.value == count and count > 1 and not page.has("correction"):
        return []
    known = explained(page, gist.found) | told_of_something_else(gist) | _of_persons(page, cast)
    for n, value in enumerate(page.numbers):
        if value is None or value == seats.value or value > MOST or n in known:
            continue
        if page.tokens[n].fold in page.voc.words["article_number"]:
            continue
        if _heads_wishes(page, cast, n):
            return [Doubt("seats", f"what “{page.words(n, n + 2)}” counts is not clear")]
        number = Number(page, cast, seats, n, value)
        if not any(spoken_for(number) for spoken_for in SPOKEN_FOR):
            around = page.words(max(0, n - 1), min(len(page.tokens), n + 2))
            return [Doubt("seats", f"what “{around}” counts is not clear")]
    return []


def explained(page: Page, found: Found) -> set[int]:
    """Tokens of sessions, rounds and dates, and of numbers that count something known."""
    known = set(found.tokens) | set(page.dated) | {n for r in found.rounds for n in range(r.start, r.end)}
    for cls in KNOWN:
        known |= {n for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    return known


def _of_persons(page: Page, cast: Cast) -> set[int]:
    """Tokens that tell persons, and how many they are: 'i ragazzi sono in 6'."""
    counted = [how_many(page, r.end) for r in cast.refs if r.kind == "relation"]
    spans = [(r.start, r.end) for r in cast.refs] + [(m.start, m.end) for m in counted if m]
    return {n for start, end in spans for n in range(start, end)}


def _heads_wishes(page: Page, cast: Cast, n: int) -> bool:
    """'Due conduttori: …': persons of a noun no list knows, with what they choose."""
    noun = plain_noun(page, n + 1) and page.tokens[n + 1].fold not in page.voc.words["occasions"]
    return noun and heads_wishes(page, cast, Ref(n, n + 2, "relation"), ":,")


def _beside_the_point(it: Number) -> bool:
    """Where nobody is said to come."""
    return it.cast.stances[it.page.clause_of(it.n)] is not Stance.COMES


def _of_a_row(it: Number) -> bool:
    """'1 Ada Neri', '2) …': what opens a line."""
    return it.n == 0 or it.page.tokens[it.n - 1].kind is Kind.LINE


def _behind_its_noun(it: Number) -> bool:
    """'prot. 12', 'room 3', 'stand 12', 'taglia 48': which one, not how many."""
    return it.word(-1).strip(".") in it.page.voc.words["document_word"] or it.is_one(-1, "room")


def _refused(it: Number) -> bool:
    """'siamo in tre, non due', 'anziché due'."""
    return it.is_one(-1, "not") or it.is_one(-1, "rather")


def _of_a_day(it: Number) -> bool:
    """'il 16', where the event is on that day."""
    return it.is_one(-1, "day_cue") and it.value in it.page.event_days


def _part_of_a_sign(it: Number) -> bool:
    """'OSD27', '12/3', '2,9 kg'."""
    before = it.page.tokens[it.n - 1]
    if before.text in "./:°-#":
        return True
    long = before.kind is Kind.WORD and len(before.text) > LONGEST_CODE
    return it.touches(-1) and (before.text == "," or long)


def _idiom(it: Number) -> bool:
    """'mangia per tre', 'put two and two together'."""
    return it.page.has("number_idiom", max(0, it.n - 1), it.n + 3)


def _of_a_whole(it: Number) -> bool:
    """'uno dei due', 'alle nove e dieci'."""
    return it.is_one(-1, "of_the") or (it.is_one(-1, "and") and it.n - 2 in it.page.dated)


def _age_of_one_named(it: Number) -> bool:
    """'my daughter Lia, 15, …', 'Ida Crome (91, market hall)', 'mio nipote Leo (quasi 15, lo giuro)'."""
    sign = it.n - 1 - it.is_one(-1, "nearly")
    named = any(r.end == sign for r in it.cast.refs)
    return named and it.page.tokens[sign].text in set(",(") and it.word(1) in set(",)")


def _age_of_those_named(it: Number) -> bool:
    """'Max and Ella are seven', 'my twins, Leo and Ida, are nearly nine'."""
    verb = it.n - 1 - it.is_one(-1, "nearly")
    are = verb > 0 and it.page.tokens[verb].fold in it.page.voc.words["are_old"]
    apart = are and it.page.tokens[verb - 1].text in set(",)")
    return are and any(r.end == verb - apart and r.kind == "name" for r in it.cast.refs)


def _age_as_of_another(it: Number) -> bool:
    """'Luca ha 8 anni, Awa 6', 'Leo, 7 years old, and Ida, 10': behind a name, where one's age is told in full."""
    apart = it.word(-1) in set(",(")
    named = any(r.end == it.n - apart and r.kind == "name" for r in it.cast.refs)
    start, end = it.page.sentences[it.page.sentence_of(it.n)]
    return named and it.page.has("age", start, end) and (apart or not it.page.has("places", start, end))


def _one_more_told(it: Number) -> bool:
    """'+1 (my partner)'; 'my own place, plus two for colleagues', where that makes all of them."""
    beside = any(it.n < r.start <= it.n + 2 for r in it.cast.refs)
    return it.is_one(-1, "plus") and (beside or it.value + 1 == it.seats.value)


def _taken_back(it: Number) -> bool:
    """'prenoto 2, anzi 3', 'segna 2, io e Lia, anzi 3': before a word of correction, or just behind it, and the last
    word on it."""
    said, page = it.seats.said, it.page
    back = next(page.within("correction", max(0, it.n - NEAR), said.start if said else len(page.tokens)), None)
    anew = (
        said.start if said else back.end if back and it.seats.value in page.numbers[back.end : back.end + NEAR] else 0
    )
    return back is not None and it.n < anew


def _all_the_rest(it: Number) -> bool:
    """'siamo in cinque, me incluso: i nomi degli altri quattro', 'Ann, me and her three': with who is told, all."""
    told = int(bool(it.cast.writer.comes)) + sum(not p.is_writer for p in it.cast.coming)
    return it.seats.said is not None and it.value + told == it.seats.value


def _of_things(it: Number) -> bool:
    """'veniamo con due macchine'."""
    return it.is_one(1, "not_a_person") and not it.is_one(1, "session_head")


def _before_a_sign(it: Number) -> bool:
    """'3)', '2°', '20%', '10€'."""
    return it.n + 1 < len(it.page.tokens) and it.touches(1) and it.word(1) in set(")/°ª%€:")


# What a number that counts nobody anew may be spoken for by; the first reason ends the search.
SPOKEN_FOR: tuple[Callable[[Number], bool], ...] = (
    _beside_the_point,
    _of_a_row,
    _behind_its_noun,
    _refused,
    _of_a_day,
    _part_of_a_sign,
    _idiom,
    _of_a_whole,
    _age_of_one_named,
    _age_of_those_named,
    _age_as_of_another,
    _taken_back,
    _one_more_told,
    _all_the_rest,
    _of_things,
    _before_a_sign,
)
