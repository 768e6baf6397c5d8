"""What an organizer's instruction does to a matter that waits."""

from __future__ import annotations

import pytest

from mailflow.decision import Book, Request
from mailflow.decision.decision import Decision
from mailflow.decision.settle import Refusal, settle
from mailflow.understanding.organizer.instruction import Instruction
from mailflow.understanding.reading import Intent, Reading
from tests.decision.desk import ANNA, NOON
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
