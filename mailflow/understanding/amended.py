"""A reading with what it changes of the booking it is about, and without the doubts that the booking settles."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.understanding.changes.amendment import Amendment
from mailflow.understanding.changes.answers_who import STILL
from mailflow.understanding.doubts.round_doubts import NO_CHOICE
from mailflow.understanding.names.names import key_of
from mailflow.understanding.reading import Context, Doubt, Person, Reading
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.wishes.chosen import NOTHING_INSTEAD

STAYS = (*STILL, "we", "self", "word_accept", "only")
WISHED = ("wished", "request", "change_session", "move_to")


def amended(reading: Reading, change: Amendment, page: Page, context: Context) -> Reading:
    """The reading with what it changes of the booking, and without the doubts that the booking settles."""
    gone = {*change.leaving, *(old for old, _ in change.replaced)}
    seats = _new_size(reading, change, page, context)
    settled = _settled_rounds(reading, context)
    people = [
        Person(_as_booked(p.name, page, context), _wanted_now(p.choices, settled, change, context))
        for p in reading.people
        if not any(same(p.name, name) or _given_alike(p.name, name) for name in gone)
        or any(p.name == new for _, new in change.replaced)
    ]
    listed = len(people) in (seats, context.size)
    named = (*change.joining, *change.in_full)
    people = [replace(p, name=next((n for n in change.in_full if same(n, p.name)), p.name)) for p in people]
    kept = [p for p in people if listed or p.choices or any(same(p.name, name) for name in named)]
    untold = [Person(name) for name in named if not any(same(p.name, name) for p in kept)]
    return replace(
        reading,
        seats=seats,
        people=(*kept, *untold),
        choices=_wanted_now(reading.choices, settled, change, context),
        leaving=change.leaving,
        replaced=dict(change.replaced),
        fewer=change.fewer,
        more=change.more,
        dropped=() if change.in_part else tuple(dict.fromkeys((*reading.dropped, *change.dropped))),
        question=bool(asks := _questions_left(reading, page)),
        question_text=asks,
        doubts=_doubts_left(reading, change, settled, page, context),
    )


def _questions_left(reading: Reading, page: Page) -> str:
    """What is asked besides: 'could you move her?' asks for the change itself."""
    asking = ("gone", "swap", "joins", "change", "change_strict", "one_more", "one_fewer")
    spans = [(page.words(start, end).strip(), start, end) for start, end in page.sentences]
    polite = {
        words
        for words, start, end in spans
        if any(page.has(cls, start, end) for cls in asking) and not page.has("question", start, end)
    }
    return " ".join(words for words, *_ in spans if words in reading.question_text and words not in polite)


def _new_size(reading: Reading, change: Amendment, page: Page, context: Context) -> int | None:
    """The size stated, where the people named do not tell it already."""
    if (
        reading.seats in (None, context.size)
        or change.in_part
        or ((change.more or change.fewer) and not page.has("total"))
    ):
        return None
    told = (context.size or 0) - len(change.leaving) - (change.fewer or 0) + (change.more or 0)
    return None if reading.seats in (told, told - len(change.replaced)) else reading.seats


def _settled_rounds(reading: Reading, context: Context) -> frozenset[str]:
    """Rounds of which two sessions are named, one of them booked: the other is wanted now."""
    return frozenset(
        doubt.round
        for doubt in reading.doubts
        if doubt.round and len([s for s in doubt.options if s not in context.sessions]) == 1 < len(doubt.options)
    )


def _wanted_now(choices: Choices, settled: frozenset[str], change: Amendment, context: Context) -> Choices:
    """Without what is booked where another is wanted, and without what is given up."""
    now = {
        round_id: tuple(
            s for s in sessions if s not in change.dropped and (round_id not in settled or s not in context.sessions)
        )
        for round_id, sessions in choices.items()
    }
    return {round_id: sessions for round_id, sessions in now.items() if sessions}


def _doubts_left(
    reading: Reading, change: Amendment, settled: frozenset[str], page: Page, context: Context
) -> tuple[Doubt, ...]:
    left = [d for d in reading.doubts if d.about in ("choices", "date", "event") and d.round not in settled]
    if sum(d.words == NOTHING_INSTEAD for d in left) <= len(change.dropped):  # given up in so many words
        left = [d for d in left if d.words != NOTHING_INSTEAD]
    stays = page.has_any(STAYS) and not page.has_any(WISHED)
    if change.dropped and not change.in_part:  # 'rinunciamo alla prima sera, alla seconda ci siamo'
        left = [d for d in left if not d.words.startswith(NO_CHOICE) or not (d.round in change.dropped or stays)]
    if _drops_all(reading, context):
        left.append(Doubt("choices", "what is wanted instead of what is given up, or nothing"))
    if change.in_part:  # what is given up needs no session
        left = [d for d in left if d.about != "choices" or d.options]
    if reading.seats and page.has("places_besides"):
        left.append(Doubt("seats", f"{reading.seats} in all, or {reading.seats} more"))
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        left.append(Doubt("intent", f"it is left open: “{page.words(start, end).strip()}”"))
    return tuple(dict.fromkeys((*left, *change.doubts)))


def _drops_all(reading: Reading, context: Context) -> bool:
    """ "We can't do the 10:00" of who holds nothing else, and wants nothing instead."""
    wants = reading.choices or any(person.choices for person in reading.people)
    return bool(reading.dropped) and set(context.sessions) <= set(reading.dropped) and not wants


def _as_booked(name: str, page: Page, context: Context) -> str:
    """'Solo Ivo vorrebbe il 3' names Ivo, who is booked."""
    first, _, rest = name.partition(" ")
    known = fold(first) in page.voc.words["sole"] and any(same(rest, booked) for booked in context.attendees)
    return rest if known else name


def _given_alike(one: str, other: str) -> bool:
    """'Ugo con Lea Bo' was perhaps read as Ugo Bo."""
    return key_of(one.partition(" ")[0]) == key_of(other.partition(" ")[0])


def same(one: str, other: str) -> bool:
    """Whether two names may be one person's: every word of one is a word of the other."""
    a, b = key_of(one), key_of(other)
    return bool(a and b) and (a <= b or b <= a)
