"""An organizer's answer to a review mail or a digest: what waits is settled as they say, and they are told so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import structlog

from mailflow.decision import Request, context_of
from mailflow.decision.limits import longest, may_answer
from mailflow.decision.refusal import Refusal
from mailflow.decision.settle import overtaken, settle
from mailflow.decision.settled import outcome
from mailflow.decision.told import told
from mailflow.domain.address import address_key
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering
from mailflow.flow.editions import WHY, decide
from mailflow.flow.fax import fax_message, fax_reading
from mailflow.flow.handed_on import hands_on, of_them_alone
from mailflow.flow.intake import answering_of, carry_out
from mailflow.flow.office import Office
from mailflow.flow.reviews import open_review, show_review
from mailflow.flow.slips import Slip
from mailflow.flow.told_by_code import booking_told, instruction_told
from mailflow.ledger import ReviewRow, Transaction
from mailflow.message import Address, Message, parse
from mailflow.outbox.ways import SAID_AS, word_for
from mailflow.understanding import Intent, Reading, read
from mailflow.understanding.organizer.instruction import Instruction, instruction_of, is_no, is_thanks, places_told
from mailflow.understanding.organizer.items import items_below, items_of

log = structlog.get_logger()

FROM_THE_MAIL = frozenset({"confirm", "waitlist", "change"})  # ways that do what the mail says, however old it is
NOBODY_ASKED = frozenset(
    {"served", "expired", "brought forward", "attendance", WHY}
)  # why a booking is altered without anybody's word


@dataclass(frozen=True, slots=True)
class _Reply:
    """An organizer's answer to one matter. `numbered`: whether a number in it means a way."""

    row: ReviewRow
    event: Event
    words: str
    by: str
    name: str
    answering: Answering
    numbered: bool


@dataclass(frozen=True, slots=True)
class _Mail:
    """The mail that waits, read once more, and who wrote it."""

    message: Message
    reading: Reading
    request: Request


def answer_to_review(office: Office, tx: Transaction, slip: Slip, message: Message, linked: Message) -> str:
    """Do what the answer to a review mail says; in short, what came of it. `linked`: the same with the addresses of its
    links, as words go on to people."""
    row = tx.review_by_token(slip.token)
    assert row is not None
    places = places_told(message.text, len(row.ways)) if slip.counts else None
    reply = _reply(slip, message, row, f"{places} posti" if places else message.text, numbered=True)
    reply = _with_links(reply, linked.text)
    if _goes_to_the_writer(message, row) and not _instructs(reply):
        reply = replace(reply, words=word_for("self", reply.event.language))
        if row.settled_at is not None:
            return f"no. {row.number}: settled before"
    return _settle(office, tx, reply)


def _goes_to_the_writer(message: Message, row: ReviewRow) -> bool:
    """Whether the organizer answers the person themselves, with us in copy."""
    writer = address_key(row.sender)
    return bool(writer) and any(address_key(one.email) == writer for one in (*message.to, *message.cc))


def _instructs(reply: _Reply) -> bool:
    return _instruction(reply) is not None


def _instruction(reply: _Reply) -> Instruction | None:
    return instruction_of(reply.words, reply.row.ways, reply.event, reply.name, numbered=reply.numbered)


def _with_links(reply: _Reply, linked: str) -> _Reply:
    """The reply as its words go on to the person, where they do: with the addresses of its links."""
    whole = replace(reply, words=linked)
    ways = [found.way for one in (reply, whole) if (found := _instruction(one)) is not None]
    return whole if ways == ["answer", "answer"] else reply


def answer_to_digest(office: Office, tx: Transaction, slip: Slip, message: Message, linked: Message) -> str | None:
    """Do what an answer to the digest says, matter after matter; None where it speaks of none. `linked`: as above."""
    rows = {row.number: row for row in tx.reviews(slip.event.id, open_only=False)}
    waiting = {number for number, row in rows.items() if row.settled_at is None}
    listed = {number for number, row in rows.items() if _stood_in(slip, row)}
    said: dict[int, dict[str, str]] = {}  # of each matter, what is said of it, once each
    for item in items_of(message.text, waiting | listed, listed) or items_below(message.below, waiting | listed):
        said.setdefault(item.number, {}).setdefault(short(item.words).casefold(), item.words)
    found = [(rows[number], list(sayings.values())) for number, sayings in said.items() if number in rows]
    links = {item.number: item.words for item in items_of(linked.text, waiting | listed, listed)}
    return (
        ", ".join(
            _settle_as_told(office, tx, slip, message, row, words, links.get(row.number, "")) for row, words in found
        )
        or None
    )


def _stood_in(slip: Slip, row: ReviewRow) -> bool:
    """Whether the digest that is answered told of the matter."""
    at = slip.written
    return at is not None and row.opened <= at and (row.settled_at is None or row.settled_at > at)


def _settle_as_told(
    office: Office, tx: Transaction, slip: Slip, message: Message, row: ReviewRow, said: Sequence[str], linked: str
) -> str:
    """One matter of a digest. Who says two things of it is asked which: neither is done."""
    reply = _reply(slip, message, row, "\n".join(said), numbered=False)
    if len(said) > 1 and row.settled_at is None:
        return _unclear(office, tx, reply, Refusal("unclear", {"words": short(" / ".join(said))}))
    return _settle(office, tx, _with_links(reply, linked))


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
        instruction = instruction_told(words, code, _read_again(office, tx, row, event).reading.intent, event, name)
    if instruction is None:
        return Refusal("no" if is_no(words) else "unclear", {"words": short(words)})
    if row.kind == "edition":
        return _settle_edition(office, tx, row, event, instruction, by)
    booking = tx.booking(row.booking) if row.booking else None
    mail = _read_again(office, tx, row, event)
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


def _settle(office: Office, tx: Transaction, reply: _Reply) -> str:
    """One matter, as one organizer says by mail."""
    row = reply.row
    if row.settled_at is not None:
        return _settled_before(office, tx, reply)
    settled = settle_matter(office, tx, row, reply.words, reply.by, name=reply.name, numbered=reply.numbered)
    if isinstance(settled, Refusal):
        return _unclear(office, tx, reply, settled)
    _tell(office, tx, reply, settled.instruction, settled.done, settled.code)
    return f"no. {row.number}: {settled.instruction.way}"


def _tell(
    office: Office, tx: Transaction, reply: _Reply, instruction: Instruction, done: str, code: str | None
) -> None:
    """The one who settled it by mail, the others in the digest."""
    row, event = reply.row, reply.event
    booking = tx.booking(code) if code else None
    show_review(office, tx, event, row, reply.by, booking=booking, done=done, answering=reply.answering)
    facts = {"number": row.number, "sender": row.sender or row.subject, "done": done, "by": reply.by}
    if len(office.letterhead(row.event).organizers) > 1 or instruction.way != "self":
        tx.note(event.id, office.now(), told(event.language, "done.item", **facts))


def _settled_before(office: Office, tx: Transaction, reply: _Reply) -> str:
    row, event = reply.row, reply.event
    assert row.settled_at is not None
    if is_thanks(reply.words, reply.name):
        return f"no. {row.number}: thanks"
    local = row.settled_at.astimezone(event.timezone)
    how = word_for(row.settled_how, event.language)
    facts = {"how": how, "by": row.settled_by, "day": f"{local:%d/%m/%Y}", "hour": f"{local:%H:%M}"}
    instruction = instruction_of(reply.words, row.ways, event, reply.name, numbered=reply.numbered)
    way = SAID_AS.get(instruction.way, instruction.way) if instruction else ""
    otherwise = instruction is None or way not in {row.settled_how, "self"} or instruction.facts is not None
    if instruction is not None and otherwise and reply.by != row.settled_by:
        late = {"number": row.number, "sender": row.sender or row.subject, "late": reply.by}
        tx.note(event.id, office.now(), told(event.language, "done.late", words=short(reply.words), **facts, **late))
    if may_say_more(office, tx, reply.by):
        done = told(
            event.language, "done.before_otherwise" if otherwise else "done.before", words=short(reply.words), **facts
        )
        if otherwise and row.settled_how in FROM_THE_MAIL and row.kind != "edition":
            done = f"{done}. {told(event.language, 'done.by_code')}"
        show_review(office, tx, event, row, reply.by, done=done, answering=reply.answering)
    return f"no. {row.number}: settled before"


def _unclear(office: Office, tx: Transaction, reply: _Reply, refusal: Refusal) -> str:
    """The matter waits on, and is shown again with the reason."""
    row, event = reply.row, reply.event
    if may_say_more(office, tx, reply.by):
        booking = tx.booking(row.booking) if row.booking else None
        show_review(
            office,
            tx,
            event,
            row,
            reply.by,
            booking=booking,
            unclear=refusal.words(event.language),
            answering=reply.answering,
            how_many=refusal.asks_how_many,
        )
    return f"no. {row.number}: {refusal.why}"


def show_once_more(office: Office, tx: Transaction, slip: Slip, message: Message, token: str, words: str) -> None:
    """The matter of an answer that has lost its thread, and what answer to this mail does what was said there."""
    row = tx.review_by_token(token)
    event = office.event(row.event or "") if row else None
    assert row is not None
    assert event is not None
    reply = _reply(replace(slip, event=event), message, row, words, numbered=True)
    if row.settled_at is not None:
        _settled_before(office, tx, reply)
        return
    instruction = instruction_of(words, row.ways, event, reply.name, numbered=slip.kind == "review")
    instruction = instruction or instruction_of(words, row.ways, event, reply.name)
    plain = instruction is not None and instruction.facts is None and not instruction.words
    number = row.ways.index(instruction.way) + 1 if instruction and plain and instruction.way in row.ways else None
    say = "lost_unclear" if instruction is None else "lost_words" if number is None else "lost"
    unclear = told(event.language, f"refused.{say}", words=short(words or message.subject), number=number)
    booking = tx.booking(row.booking) if row.booking else None
    show_review(office, tx, event, row, reply.by, booking=booking, unclear=unclear, answering=reply.answering)


def may_say_more(office: Office, tx: Transaction, organizer: str) -> bool:
    """An answer that settles nothing is itself answered only so often: it may come from a machine."""
    now = office.now()
    return may_answer(tx.answers_to(organizer, now - longest(office.caps)), now, office.caps)


def _reply(slip: Slip, message: Message, row: ReviewRow, words: str, *, numbered: bool) -> _Reply:
    answering = answering_of(message, Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text))
    return _Reply(row, slip.event, words, slip.by, message.sender.name, answering, numbered)


def _read_again(office: Office, tx: Transaction, row: ReviewRow, event: Event) -> _Mail:
    """The mail that waits, from its bytes; where those are gone, from what the matter keeps of it."""
    now = office.now()
    raw = tx.raw_of(row.inbound) if row.inbound is not None else None
    kept = Message(text=row.text, subject=row.subject, sender=Address("", row.sender))
    is_fax = row.kind == "fax"
    message = fax_message(row.text) if is_fax else parse(raw) if raw is not None else kept
    inbound = tx.inbound(row.inbound) if row.inbound is not None else None
    booking = tx.booking(row.booking) if row.booking else None
    reading = fax_reading(message, row.subject, event) if is_fax else read(message, event, context_of(booking, event))
    if hands_on(office, event, message, reading):
        reading = of_them_alone(reading, message, booking)
    request = Request(
        sender=message.sender.email,
        new_code=tx.new_code(),
        arrived=min(inbound.arrived if inbound else row.opened, now),
        now=now,
        source="fax" if is_fax else "pec" if message.pec else "email",
        answering=None if is_fax else answering_of(message, reading),
    )
    return _Mail(message, reading, request)


def short(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
