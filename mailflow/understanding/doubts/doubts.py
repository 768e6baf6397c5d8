"""Everything that looks like a fact must be explained: what is left over is a doubt, told in a secretary's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mailflow.understanding.doubts.contradictions import contradictions
from mailflow.understanding.doubts.crossed_rounds import crossed_rounds
from mailflow.understanding.doubts.intent_doubts import another_intent, as_weighed, bare_answer
from mailflow.understanding.doubts.items_left import items_left
from mailflow.understanding.doubts.numbers_left import numbers_left
from mailflow.understanding.doubts.party_doubts import lines_left, lost_letters, partners, same_person, some_of_them
from mailflow.understanding.doubts.people_above import named_above
from mailflow.understanding.doubts.person_doubts import (
    initials_left,
    names_left,
    people_left,
    surnames_apart,
    writer_unsure,
)
from mailflow.understanding.doubts.pointing_doubts import for_one_left, other_left, picked_left, traded
from mailflow.understanding.doubts.round_doubts import ranked_alone, rounds_left
from mailflow.understanding.doubts.seat_doubts import (
    coming_left_open,
    guests_unsure,
    joined_left,
    numbers_of_form,
    untold_size,
)
from mailflow.understanding.doubts.session_doubts import (
    letters_left,
    negations_left,
    nothing_instead,
    themes_left,
    topics_left,
)
from mailflow.understanding.doubts.supposed import only_supposed, supposed_guests
from mailflow.understanding.doubts.time_doubts import days_left, hours_left, odd_hours, other_day
from mailflow.understanding.doubts.undecided import undecided
from mailflow.understanding.doubts.whose_doubts import of_nobody, of_some, with_the_last
from mailflow.understanding.gist import Gist
from mailflow.understanding.reading import Doubt, Intent

# What is looked at, in the order in which it is asked about, and of which mails.
DOUBTS: tuple[tuple[frozenset[Intent], tuple[Callable[[Gist], Iterable[Doubt]], ...]], ...] = (
    (frozenset(Intent), (as_weighed, another_intent)),
    (
        frozenset({Intent.BOOK, Intent.CHANGE}),
        (
            lambda gist: gist.seats.doubts,
            lambda gist: gist.chosen.doubts,
            contradictions,  # what cannot be as it is said, before what is not said
            crossed_rounds,
            rounds_left,
            ranked_alone,
            letters_left,
            other_left,
            picked_left,
            for_one_left,
            topics_left,
            themes_left,
            coming_left_open,
            numbers_left,
            writer_unsure,
            names_left,
            initials_left,
            joined_left,
            lines_left,
            lost_letters,
            negations_left,
            hours_left,
            days_left,
            guests_unsure,
            numbers_of_form,
            undecided,
            of_nobody,
            of_some,
            with_the_last,
            surnames_apart,
            odd_hours,
            people_left,
        ),
    ),
    (frozenset({Intent.CANCEL, Intent.DECLINE}), (other_day,)),
    (frozenset({Intent.CHANGE}), (nothing_instead, traded)),
    (
        frozenset({Intent.BOOK}),
        (
            bare_answer,
            only_supposed,
            supposed_guests,
            items_left,
            traded,
            untold_size,
            same_person,
            some_of_them,
            partners,
            named_above,
        ),
    ),
)


def doubts_of(gist: Gist) -> tuple[Doubt, ...]:
    """The doubts left after all steps, the same one once."""
    asked = (ask for intents, row in DOUBTS if gist.intent in intents for ask in row)
    return tuple(dict.fromkeys(doubt for ask in asked for doubt in ask(gist)))
