"""What an organizer's instruction does to a matter that waits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.decision import Book, Request
from mailflow.decision.decision import Decision
from mailflow.decision.refusal import Refusal
from mailflow.decision.settle import settle
from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.place import Status
from mailflow.understanding.organizer.instruction import Instruction
from mailflow.understanding.reading import Intent, Reading
from tests.decision.desk import ANNA, LUCA, NOON
from tests.decision.making import event_with

BOOK = Book(event=event_with({None: 50, "a": 20, "b": 20, "c": 20}), taken={})
QUESTION = Reading(intent=Intent.QUESTION, language="en", text="Can I bring my dog?")
ASKED = Request(sender=ANNA, new_code="K7QM-3F", arrived=NOON, now=NOON)


def answered(words: str) -> str:
    done = settle(Instruction("answer", words=words), QUESTION, ASKED, BOOK)
    return done.why if isinstance(done, Decision) else f"refused: {done.why}"


def test_an_organizers_words_are_sent() -> None:
    assert answered("No dogs, please.") == "answered"


@pytest.mark.parametrize("words", ["1", "2.", "👍", "– –"])
def test_what_has_no_word_in_it_is_no_answer_to_anybody(words: str) -> None:
    """'Reply 1' names a way."""
    assert answered(words) == "refused: unclear"
    assert settle(Instruction("answer", words=words), QUESTION, ASKED, BOOK) == Refusal("unclear", {"words": words})


GONE = Booking(
    code="K7QM-3F",
    event=BOOK.event.id,
    source="email",
    received=NOON,
    language="en",
    contact=Contact(name="Anna Bianchi", email=ANNA),
    attendees=(
        Attendee(
            number=1,
            name="Anna Bianchi",
            places=(Place(round=None, session=None, status=Status.CANCELLED, since=NOON),),
        ),
    ),
)


def done_to_one_that_is_gone(way: str, intent: Intent) -> str:
    """A stranger's mail waits; meanwhile Anna has given the booking up."""
    mail = Reading(intent=intent, language="en", text="… for the two of us", seats=2)
    asked = replace(ASKED, sender=LUCA)
    done = settle(Instruction(way), mail, asked, replace(BOOK, booking=GONE, found_by="code"))
    return f"refused: {done.why}" if isinstance(done, Refusal) else f"{done.why}: {len(done.bookings)}"


def test_to_cancel_what_is_cancelled_books_nothing() -> None:
    assert done_to_one_that_is_gone("cancel", Intent.CANCEL) == "cancelled before: 0"
    assert done_to_one_that_is_gone("decline", Intent.DECLINE) == "cancelled before: 0"


def test_what_is_cancelled_cannot_be_changed() -> None:
    assert done_to_one_that_is_gone("change", Intent.CHANGE) == "refused: given_up"
    assert done_to_one_that_is_gone("accept", Intent.ACCEPT) == "refused: given_up"
