"""Which mail of ours an organizer answers: known by its thread, or by the token in the subject of a link it carried.

Only an organizer's own address counts, and never one that the receiving server says is forged.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from mailflow.decision.due import retention_ends
from mailflow.domain.address import address_key, mailbox_key
from mailflow.domain.event import Event
from mailflow.domain.subject import is_answer
from mailflow.flow.lost_threads import (
    Matter,
    digest_of_title,
    matter_of_title,
    matters_told,
    roll_of_title,
    tells_of_a_matter,
    tells_who_came,
)
from mailflow.flow.office import Door, Office
from mailflow.flow.proof import proven
from mailflow.ledger import OutboxRow, Transaction
from mailflow.message import Message

Kind = Literal["review", "digest", "attendance", "notice-check"]

HOW_MANY = ":how-many-"  # in the key of a mail about a matter that asks for a number of places
_TOKEN = re.compile(r"\[([\w-]{20,40})\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """A mail of ours to the organizers that is answered. `token` names the matter of a review, or the letter shown.

    `by`: the organizer who answers; empty where it is nobody who may. `lost`: it is known by its subject or its words
    alone; `matters`: those it names then, by their tokens, each with what is said of it.
    `written`: when the mail that is answered was; `counts`: it asks how many places. `gone`: that mail is not kept.
    """

    kind: Kind
    event: Event
    by: str
    token: str = ""
    lost: bool = False
    matters: tuple[tuple[str, str], ...] = ()
    written: datetime | None = None
    counts: bool = False
    gone: bool = False


def slip_of(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """The slip this mail answers, whoever wrote it; None for a mail like any other."""
    if message.automatic is not None:
        return None
    kind, event_id, token = _by_thread(tx, message) or _by_subject(tx, message) or ("", None, "")
    event = office.event(event_id) if event_id else None
    if event is None or kind not in get_args(Kind):
        return _without_thread(office, tx, message, door)
    by = organizer_of(office, event, message.sender.email)
    if by is None and _writes_back(tx, message, token):
        return None
    known: Kind = kind  # type: ignore[assignment]  # one of Kind: just seen
    ours = _answered(tx, message)
    counts = ours is not None and HOW_MANY in (ours.key or "")
    written = ours.created if ours else None
    return Slip(known, event, _trusted(office, event, message, door), token, written=written, counts=counts)


def _trusted(office: Office, event: Event, message: Message, door: Door) -> str:
    """The organizer who wrote it; empty where it is nobody who may act."""
    by = organizer_of(office, event, message.sender.email)
    return by if by and proven(message, door.authserv_id) is not False and door.leads_to(event.id) else ""


def organizer_of(office: Office, event: Event, address: str) -> str | None:
    """The event's organizer of that address, as the settings write it."""
    key = address_key(address)
    organizers = office.letterhead(event.id).organizers
    return next((one for one in organizers if key and mailbox_key(one) == key), None)


def new_token(office: Office, tx: Transaction, kind: Kind, event: Event) -> str:
    """A token for the links of a mail to organizers."""
    token = secrets.token_urlsafe(18)
    tx.mark(f"slip:{token}:{kind}:{event.id}", office.now(), event.id)
    return token


def _writes_back(tx: Transaction, message: Message, token: str) -> bool:
    """The writer of a matter goes on in the thread of an organizer's own answer to them, which holds our mail: that
    is a mail like any other."""
    row = tx.review_by_token(token) if token else None
    near = message.in_reply_to or message.references[-1:]
    ours = tx.reply_target(near)
    own = row is not None and bool(row.sender) and address_key(message.sender.email) == address_key(row.sender)
    return own and bool(near) and (ours is None or ours.kind not in get_args(Kind))


def _without_thread(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """A mail of ours that is answered without its thread, as whoever it was forwarded to does. 'That is fine' is no
    booking of theirs."""
    if (row := matter_of_title(office, tx, message, door)) is not None and (event := office.event(row.event or "")):
        by = _trusted(office, event, message, door)
        return Slip("review", event, by, row.token, lost=True, matters=((row.token, message.text),))
    if (event := digest_of_title(office, message, door)) is not None:
        matters = _tokens(matters_told(tx, event, message))
        return Slip("digest", event, _trusted(office, event, message, door), lost=True, matters=matters)
    if (event := roll_of_title(office, tx, message, door)) is not None:
        return Slip("attendance", event, _trusted(office, event, message, door), lost=True)
    return _by_its_words(office, tx, message, door) or _not_kept(office, tx, message, door)


def _by_its_words(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """Likewise where an organizer writes anew: 'n. 7: conferma', 'assenti: 3, 7'."""
    theirs = _whom_they_organize(office, message, door)
    if not theirs or _thread_is_known(tx, message):
        return None
    told = {event.id: _tokens(matters_told(tx, event, message)) for event, _ in theirs}
    if matters := tuple(matter for found in told.values() for matter in found):
        event, by = next((event, by) for event, by in theirs if told[event.id])
        return Slip("digest", event, by, lost=True, matters=matters)
    over = [(event, by) for event, by in theirs if tells_who_came(office, tx, event, message)]
    return Slip("attendance", *over[0], lost=True) if len(over) == 1 else None


def _not_kept(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """An organizer answers a mail of ours that was erased: with its event, all theirs being so, or one about a matter.
    '1' is no booking of theirs, and the event's being over no news."""
    theirs = _whom_they_organize(office, message, door)
    erased = [one for one in theirs if retention_ends(one[0]) <= office.now()]
    if not theirs or not is_answer(message.subject) or _thread_is_known(tx, message):
        return None
    if len(erased) < len(theirs) and not tells_of_a_matter(message):
        return None
    event, by = erased[0] if len(erased) == len(theirs) else next(one for one in theirs if one not in erased)
    return Slip("digest", event, by, lost=True, gone=True)


def _whom_they_organize(office: Office, message: Message, door: Door) -> list[tuple[Event, str]]:
    """The events that whoever writes organizes, and as whom."""
    return [(event, by) for event in office.events_of(door) if (by := _trusted(office, event, message, door))]


def _thread_is_known(tx: Transaction, message: Message) -> bool:
    return tx.reply_target((*message.in_reply_to, *message.references)) is not None


def _tokens(matters: Sequence[Matter]) -> tuple[tuple[str, str], ...]:
    return tuple((row.token, words) for row, words in matters)


def _by_thread(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    thread = (*message.in_reply_to, *reversed(message.references))
    row = tx.reply_target(thread) if thread else None
    if row is None or row.kind not in get_args(Kind):
        return None
    token = row.key.split(":")[1] if row.kind in ("review", "notice-check") and row.key else ""
    return row.kind, row.event, token


def _answered(tx: Transaction, message: Message) -> OutboxRow | None:
    """The mail of ours that is answered."""
    return tx.reply_target((*message.in_reply_to, *reversed(message.references)))


def _by_subject(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    for token in _TOKEN.findall(message.subject):
        if (row := tx.review_by_token(token)) is not None:
            return "review", row.event, token
        for key in tx.marked(f"slip:{token}:"):
            _, _, kind, event_id = key.split(":", 3)
            return kind, event_id, token
    return None
