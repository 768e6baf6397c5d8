"""Which mail of ours an organizer answers: known by its thread, or by the token in the subject of a link it carried.

Only an organizer's own address counts, and never one that the receiving server says is forged.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Literal, get_args

from mailflow.domain.address import address_key
from mailflow.domain.event import Event
from mailflow.flow.office import Door, Office
from mailflow.flow.proof import proven
from mailflow.ledger import Transaction
from mailflow.message import Message

Kind = Literal["review", "digest", "attendance", "notice-check"]

_TITLE = re.compile(r"\bno?\. ?(\d{1,6}): (.+)$", re.DOTALL)  # 'Da vedere n. 7: prenotazione'
_ANSWERED = re.compile(r"\s*(?:re|r|rif|i|fw|fwd|aw|wg|sv|tr)(?:\[\d+\])?\s*:", re.IGNORECASE)
_TOKEN = re.compile(r"\[([\w-]{20,40})\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """A mail of ours to the organizers that is answered. `token` names the matter of a review, or the letter shown.

    `by`: the organizer who answers; empty where it is nobody who may. `by_title`: it is known by its subject alone.
    `written`: when the mail that is answered was.
    """

    kind: Kind
    event: Event
    by: str
    token: str = ""
    by_title: bool = False
    written: datetime | None = None


def slip_of(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """The slip this mail answers, whoever wrote it; None for a mail like any other."""
    if message.automatic is not None:
        return None
    kind, event_id, token = _by_thread(tx, message) or _by_subject(tx, message) or ("", None, "")
    event = office.event(event_id) if event_id else None
    if event is None or kind not in get_args(Kind):
        return _by_title(office, tx, message, door)
    by = organizer_of(office, event, message.sender.email)
    if by is None and _writes_back(tx, message, token):
        return None
    trusted = by is not None and proven(message, door.authserv_id) is not False and door.leads_to(event.id)
    known: Kind = kind  # type: ignore[assignment]  # one of Kind: just seen
    return Slip(known, event, by if by and trusted else "", token, written=_written(tx, message))


def organizer_of(office: Office, event: Event, address: str) -> str | None:
    """The event's organizer of that address, as the settings write it."""
    key = address_key(address)
    organizers = office.letterhead(event.id).organizers
    return next((one for one in organizers if key and address_key(parseaddr(one)[1]) == key), None)


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


def _by_title(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """A review mail that is answered without its thread, as whoever it was forwarded to does. Its title alone may have
    been guessed: nobody is obeyed, and 'that is fine' is no booking of theirs."""
    found = _TITLE.search(message.subject)
    if found is None or not _ANSWERED.match(message.subject):
        return None
    for event in office.events_of(door):
        row = tx.review(event.id, int(found[1]))
        if row is None or address_key(message.sender.email) == address_key(row.sender):
            continue
        if found[2].strip() in {row.subject.strip(), row.sender} - {""}:
            return Slip("review", event, "", row.token, by_title=True)
    return None


def _by_thread(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    thread = (*message.in_reply_to, *reversed(message.references))
    row = tx.reply_target(thread) if thread else None
    if row is None or row.kind not in get_args(Kind):
        return None
    token = row.key.split(":")[1] if row.kind in ("review", "notice-check") and row.key else ""
    return row.kind, row.event, token


def _written(tx: Transaction, message: Message) -> datetime | None:
    """When the mail of ours that is answered was written."""
    row = tx.reply_target((*message.in_reply_to, *reversed(message.references)))
    return row.created if row is not None else None


def _by_subject(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    for token in _TOKEN.findall(message.subject):
        if (row := tx.review_by_token(token)) is not None:
            return "review", row.event, token
        for key in tx.marked(f"slip:{token}:"):
            _, _, kind, event_id = key.split(":", 3)
            return kind, event_id, token
    return None
