"""A matter that waits, settled as one organizer says; whoever asked for it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import structlog

from mailflow.decision.refusal import Refusal
from mailflow.decision.settle import overtaken, settle
from mailflow.decision.settled import outcome
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.flow.editions import WHY, decide
from mailflow.flow.effects import carry_out
from mailflow.flow.office import Office
from mailflow.flow.read_again import read_again
from mailflow.flow.reviews import open_review
from mailflow.flow.saying_back import short
from mailflow.flow.told_by_code import booking_told, instruction_told
from mailflow.ledger import ReviewRow, Transaction
from mailflow.outbox.ways import SAID_AS, word_for
from mailflow.understanding.organizer.instruction import Instruction, instruction_of, is_no

log = structlog.get_logger()

FROM_THE_MAIL = frozenset({"confirm", "waitlist", "change"})  # ways that do what the mail says, however old it is
# why a booking is altered without anybody's word
NOBODY_ASKED = frozenset({"served", "expired", "brought forward", "attendance", WHY})


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling did: the way taken, in words of the event's language, and the booking it is about."""

    instruction: Instruction
    done: str
    code: str | None


def settle_matter(
    office: Office, tx: Transaction, row: ReviewRow, words: str, by: str, *, name: str = "", numbered: bool = True
) -> Settled | Refusal:
    """One matter that waits, as one organizer says; who asked for it is told, the organizer is not.

    `by`: who settles it, for the records; `name`: their own, which may stand below their words; `numbered`: whether a
    number means a way. The event's row must be locked. Refusal, and nothing done, where the words are no instruction.
    """
    event, now = office.event(row.event or "") or office.main_event(), office.now()
    instruction = instruction_of(words, row.ways, event, name, numbered=numbered)
    if instruction is None and (code := booking_told(tx, event, row, words)) is not None:
        row = replace(row, booking=code)
        instruction = instruction_told(words, code, read_again(office, tx, row, event).reading.intent, event, name)
    if instruction is None:
        return Refusal("no" if is_no(words) else "unclear", {"words": short(words)})
    if row.kind == "edition":
        return _settle_edition(office, tx, row, event, instruction, by)
    booking = tx.booking(row.booking) if row.booking else None
    mail = read_again(office, tx, row, event)
    address = mail.reading.contact.email or mail.message.sender.email
    book = tx.book(event, booking, "code" if booking else None, address, mail.reading.contact.name)
    decision = settle(instruction, mail.reading, mail.request, book)
    if isinstance(decision, Refusal):
        return decision
    as_the_mail_asks = instruction.way in FROM_THE_MAIL and instruction.facts is None and decision.bookings
    if as_the_mail_asks and (newer := _altered_since(tx, event, row)) is not None:
        return overtaken(newer)
    tx.settle(row.token, instruction.way, by, now)
    carry_out(office, tx, event, decision, now=now, inbound=row.inbound)
    code = next((b.code for b in decision.bookings), row.booking)
    if decision.review is not None:
        open_review(office, tx, event, mail.message, mail.reading, decision, inbound=row.inbound, code=code)
    log.info("settled", number=row.number, of=event.id, way=instruction.way, why=decision.why)
    return Settled(instruction, outcome(instruction, decision, row.sender, event.language), code)


def _altered_since(tx: Transaction, event: Event, row: ReviewRow) -> Booking | None:
    """The booking of the matter, or of its writer, if it was made or altered after the matter was laid before people:
    what the mail asks for is older than what stands there now."""
    of_matter = tx.booking(row.booking) if row.booking else None
    of_writer: Iterable[Booking] = tx.bookings(event.id, address=row.sender) if row.sender else ()
    for booking in filter(None, (of_matter, *of_writer)):
        changes = tx.journal(event.id, row.opened, booking=booking.code)
        if any(c.at > row.opened and c.before != c.after and c.why not in NOBODY_ASKED for c in changes):
            return booking
    return None


def _settle_edition(
    office: Office, tx: Transaction, row: ReviewRow, event: Event, instruction: Instruction, by: str
) -> Settled | Refusal:
    """The event has changed: whether those who are booked are told."""
    if instruction.way not in row.ways or instruction.facts is not None:
        return Refusal("unclear", {"words": short(instruction.words or word_for(instruction.way, event.language))})
    tx.settle(row.token, SAID_AS.get(instruction.way, instruction.way), by, office.now())
    return Settled(instruction, decide(office, tx, event, tells=instruction.way == "tell"), None)
