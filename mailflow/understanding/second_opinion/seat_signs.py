"""How many places a mail may ask for, and what tells which of the numbers it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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
MARKS = ("correction", "alone", "self", "we", "pair_total", "me_included", "on_behalf", "names_later")


def signs_of_sizes(
    gist: Gist, people: Mapping[int, float], words: Mapping[int | None, float]
) -> dict[int, dict[str, float]]:
    """The signs of each size the party may have, by size.

    `people`: how probable it is of each named person that he or she comes; `words`: how probable the words of the mail
    make a size (None: no size is told).
    """
    page, cast, seats = gist.page, gist.cast, gist.seats
    said = [s.value for s in stated(page, cast, gist.found.tokens)]
    above = [s.value for s in stated(gist.subject, None, frozenset())]
    numbers = _numbers(page, gist.found.tokens)
    rows = [sum(ref.n or 0 for ref in row) for row in chains(page, cast.refs)]
    summed = {s.value for s in summed_up(page, cast)}
    ties = [ref for ref in cast.refs if ref.kind == "relation"]
    tied = sum(ref.n or 0 for ref in ties)
    tied_coming = sum(ref.n or 0 for ref in ties if cast.stances[page.clause_of(ref.start)] is Stance.COMES)
    count, names = counted(cast), len(named(cast))
    likely = sum(share > 0.5 for share in people.values()) + cast.guests
    expected = sum(people.values()) + cast.guests
    marks = MARKS if gist.intent is Intent.BOOK else MARKS + CHANGES
    sizes = {1, 2, count - 1, count, count + 1, likely, names, names + 1, seats.value or 1}
    sizes.update(said, above, numbers, rows)
    mail = floats(
        {
            "untold": seats.value is None,
            "doubts": len(seats.doubts),
            "writer_comes": bool(cast.writer.comes),
            "writer_named": bool(cast.writer.name),
            "plural": cast.plural,
            "vague": len(cast.vague),
            "guests": cast.guests,
            "names": names,
            "presumed": cast.presumed,
            "lists": cast.lists,
            "maybe": sum(person.maybe for person in cast.persons),
            "left_over": len(cast.leftovers),
            "book": gist.intent is Intent.BOOK,
            "tokens": len(page.tokens),
            "statements": len(said),
            "count": count,
            "likely": likely,
            "expected": expected,
            "tied": tied,
            "no_size": words.get(None, 0.0),
            **{f"mark_{mark}": len(page.marks.get(mark, ())) for mark in marks},
        }
    )
    sizes = {size for size in sizes if 0 < size <= LARGEST}
    mail["sizes"] = float(len(sizes))
    return {
        size: mail
        | floats(
            {
                "size": size,
                "rule": seats.value == size,
                "stated": seats.said is not None and seats.said.value == size,
                "counted": count == size,
                "over_count": size - count,
                "likeliest": likely == size,
                "over_expected": size - expected,
                "said": said.count(size),
                "said_last": said[-1:] == [size],
                "said_most": max(said, default=0) == size,
                "said_less_one": size - 1 in said,
                "above": above.count(size),
                "number": numbers[size],
                "number_less_one": numbers[size - 1],
                "as_names": names == size,
                "as_names_and_one": names + 1 == size,
                "as_row": size in rows,
                "as_longest_row": max(rows, default=0) == size,
                "summed_up": size in summed,
                "as_ties": tied == size,
                "as_ties_and_one": tied + 1 == size,
                "as_ties_coming": tied_coming == size,
                "as_ties_coming_and_one": tied_coming + 1 == size,
                "words": words.get(size, 0.0),
            }
        )
        for size in sorted(sizes)
    }


def _numbers(page: Page, blocked: frozenset[int]) -> Counter[int]:
    """The numbers of a text that are no part of days or sessions; 'one' in digits only, for the word is an article."""
    found: Counter[int] = Counter()
    for place, value in enumerate(page.numbers):
        if value is not None and place not in page.dated and place not in blocked:
            found[value] += page.tokens[place].kind is Kind.NUMBER or value > 1
    return +found
