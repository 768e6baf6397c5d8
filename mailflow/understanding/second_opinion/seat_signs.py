"""How many places a mail may ask for, and what tells which of the numbers it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import floats
from mailflow.understanding.people.party import chains
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Intent
from mailflow.understanding.seats.stated import stated
from mailflow.understanding.seats.sums import summed_up
from mailflow.understanding.second_opinion.person_signs import counted, named
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

LARGEST = 60  # a larger party than that is asked about
# ... and of a change: who or what is added, taken away or kept.
CHANGES = (
    *(
        "one_more",
        "one_fewer",
        "joins",
        "adds",
        "more_people",
        "taken_from",
        "substitution",
        "remains",
        "keeps",
        "only",
    ),
    *("total", "places", "negation", "cancel", "absent"),
)
MARKS = ("correction", "alone", "self", "we", "pair_total", "me_included", "on_behalf", "has_called", "names_later")


@dataclass(frozen=True, slots=True)
class _Counts:
    """What a mail counts, in one way or another. `said`: stated sizes; `above`: those of its subject; `numbers`: bare
    ones; `rows`: persons told in a row; `ties`: those told by a tie, and those of them who come; `likely`, `expected`:
    who probably comes."""

    said: list[int]
    above: list[int]
    numbers: Counter[int]
    rows: list[int]
    summed: set[int]
    tied: int
    tied_coming: int
    count: int
    names: int
    likely: int
    expected: float

    def sizes(self, read: int) -> list[int]:
        """The sizes that the party may have. `read`: the one the rules read."""
        near = {1, 2, self.count - 1, self.count, self.count + 1, self.likely, self.names, self.names + 1, read}
        return sorted(
            size for size in near.union(self.said, self.above, self.numbers, self.rows) if 0 < size <= LARGEST
        )


def signs_of_sizes(
    gist: Gist, people: Mapping[int, float], words: Mapping[int | None, float]
) -> dict[int, dict[str, float]]:
    """The signs of each size the party may have, by size.

    `people`: how probable it is of each named person that he or she comes; `words`: how probable the words of the mail
    make a size (None: no size is told).
    """
    counts = _counts(gist, people)
    sizes = counts.sizes(gist.seats.value or 1)
    mail = _of_mail(gist, counts) | floats({"no_size": words.get(None, 0.0), "sizes": len(sizes)})
    return {size: mail | _of_size(size, gist, counts) | {"words": float(words.get(size, 0.0))} for size in sizes}


def _counts(gist: Gist, people: Mapping[int, float]) -> _Counts:
    page, cast = gist.page, gist.cast
    ties = [ref for ref in cast.refs if ref.kind == "relation"]
    return _Counts(
        said=[one.value for one in stated(page, cast, gist.found.tokens)],
        above=[one.value for one in stated(gist.subject, None, frozenset())],
        numbers=_numbers(page, gist.found.tokens),
        rows=[sum(ref.n or 0 for ref in row) for row in chains(page, cast.refs)],
        summed={one.value for one in summed_up(page, cast)},
        tied=sum(ref.n or 0 for ref in ties),
        tied_coming=sum(ref.n or 0 for ref in ties if cast.stances[page.clause_of(ref.start)] is Stance.COMES),
        count=counted(cast),
        names=len(named(cast)),
        likely=sum(share > 0.5 for share in people.values()) + cast.guests,
        expected=sum(people.values()) + cast.guests,
    )


def _of_mail(gist: Gist, counts: _Counts) -> dict[str, float]:
    """What is so of any size."""
    page, cast, seats = gist.page, gist.cast, gist.seats
    book = gist.intent is Intent.BOOK
    return floats(
        {
            "untold": seats.value is None,
            "doubts": len(seats.doubts),
            "writer_comes": bool(cast.writer.comes),
            "writer_named": bool(cast.writer.name),
            "plural": cast.plural,
            "vague": len(cast.vague),
            "guests": cast.guests,
            "names": counts.names,
            "presumed": cast.presumed,
            "lists": cast.lists,
            "maybe": sum(person.maybe for person in cast.persons),
            "left_over": len(cast.leftovers),
            "book": book,
            "tokens": len(page.tokens),
            "statements": len(counts.said),
            "count": counts.count,
            "likely": counts.likely,
            "expected": counts.expected,
            "tied": counts.tied,
            **{f"mark_{mark}": len(page.marks.get(mark, ())) for mark in (MARKS if book else MARKS + CHANGES)},
        }
    )


def _of_size(size: int, gist: Gist, counts: _Counts) -> dict[str, float]:
    """What speaks for that size."""
    seats, said = gist.seats, counts.said
    return floats(
        {
            "size": size,
            "rule": seats.value == size,
            "stated": seats.said is not None and seats.said.value == size,
            "counted": counts.count == size,
            "over_count": size - counts.count,
            "likeliest": counts.likely == size,
            "over_expected": size - counts.expected,
            "said": said.count(size),
            "said_last": said[-1:] == [size],
            "said_most": max(said, default=0) == size,
            "said_less_one": size - 1 in said,
            "above": counts.above.count(size),
            "number": counts.numbers[size],
            "number_less_one": counts.numbers[size - 1],
            "as_names": counts.names == size,
            "as_names_and_one": counts.names + 1 == size,
            "as_row": size in counts.rows,
            "as_longest_row": max(counts.rows, default=0) == size,
            "summed_up": size in counts.summed,
            "as_ties": counts.tied == size,
            "as_ties_and_one": counts.tied + 1 == size,
            "as_ties_coming": counts.tied_coming == size,
            "as_ties_coming_and_one": counts.tied_coming + 1 == size,
        }
    )


def _numbers(page: Page, blocked: frozenset[int]) -> Counter[int]:
    """The numbers of a text that are no part of days or sessions; 'one' in digits only, for the word is an article."""
    found: Counter[int] = Counter()
    for place, value in enumerate(page.numbers):
        if value is not None and place not in page.dated and place not in blocked:
            found[value] += page.tokens[place].kind is Kind.NUMBER or value > 1
    return +found
