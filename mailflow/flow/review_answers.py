"""An organizer's answer to a review mail or a digest: what waits is settled as they say, and they are told so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailflow.decision.refusal import Refusal
from mailflow.decision.told import told
from mailflow.domain.address import address_key
from mailflow.domain.event import Event
from mailflow.domain.letter import Answering
from mailflow.flow.answering import answering_of
from mailflow.flow.office import Office
from mailflow.flow.reviews import show_review
from mailflow.flow.saying_back import may_say_more, short
from mailflow.flow.settle import FROM_THE_MAIL, settle_matter
from mailflow.flow.slips import Slip
from mailflow.ledger import ReviewRow, Transaction
from mailflow.message import Message
from mailflow.outbox.ways import SAID_AS, word_for
from mailflow.understanding import Intent, Reading
from mailflow.understanding.organizer.instruction import Instruction, instruction_of, is_thanks, places_told
from mailflow.understanding.organizer.items import items_below, items_of


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


def _reply(slip: Slip, message: Message, row: ReviewRow, words: str, *, numbered: bool) -> _Reply:
    answering = answering_of(message, Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text))
    return _Reply(row, slip.event, words, slip.by, message.sender.name, answering, numbered)
