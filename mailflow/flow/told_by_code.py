"""An organizer tells by its code which booking a matter is about that does not say so itself."""

from __future__ import annotations

from mailflow.decision.settle import ASKED_FOR
from mailflow.domain.event import Event
from mailflow.ledger import ReviewRow, Transaction
from mailflow.understanding.organizer import WORD, organizer_words
from mailflow.understanding.organizer.courtesy import unsigned, without_courtesy, without_greeting
from mailflow.understanding.organizer.instruction import Instruction, instruction_of
from mailflow.understanding.reading import Intent
from mailflow.understanding.text.tokens import codes_in, fold


def booking_told(tx: Transaction, event: Event, row: ReviewRow, words: str) -> str | None:
    """The code of the one booking that an answer tells, where the matter does not say which is meant."""
    if row.kind != "identity" or row.ways != ("answer", "self"):
        return None
    codes = {code[0] for code in codes_in(words)}
    booking = tx.booking(codes.pop()) if len(codes) == 1 else None
    return booking.code if booking is not None and booking.event == event.id else None


def instruction_told(words: str, code: str, asked: Intent, event: Event, writer: str) -> Instruction | None:
    """What an answer of little more than the code tells us to do: what the mail asks. None where it says more."""
    way = ASKED_FOR.get(asked)
    if way is None:
        return None
    said = unsigned(without_courtesy(without_greeting(words.strip())), writer, ()) or ""
    for told in codes_in(said):
        said = f"{said[: told.start()]}{' ' * len(code)}{said[told.end() :]}"
    pointing = organizer_words().which
    left = [word[0] for word in WORD.finditer(said) if fold(word[0]) not in pointing] if "?" not in said else ["?"]
    if not left:
        return Instruction(way)
    found = instruction_of(" ".join(left), (way, "self"), event, numbered=False)
    return Instruction(way) if found == Instruction(way) else None
