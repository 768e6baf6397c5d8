"""Which mail of ours an organizer answers: known by its thread, or by the token in the subject of a link it carried.

Only an organizer's own address counts, never one the receiving server says is forged, and never a machine. Whatever
fails in this is a mail like any other, and learns nothing.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Literal, get_args

from mailflow.domain.event import Event
from mailflow.flow.office import Door, Office
from mailflow.flow.proof import proven
from mailflow.ledger import Transaction
from mailflow.message import Message

Kind = Literal["review", "digest", "attendance"]

_TOKEN = re.compile(r"\[([\w-]{20,40})\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Slip:
    """A mail of ours that may be answered. `token` names the matter of a review. `by`: who answers."""

    kind: Kind
    event: Event
    by: str
    token: str = ""


def slip_of(office: Office, tx: Transaction, message: Message, door: Door) -> Slip | None:
    """The slip this mail answers; None for a mail like any other."""
    by = organizer_of(office, message.sender.email)
    if by is None or message.automatic is not None or proven(message, door.authserv_id) is False:
        return None
    kind, event_id, token = _by_thread(tx, message) or _by_subject(tx, message) or ("", None, "")
    event = office.event(event_id) if event_id else None
    if event is None or kind not in get_args(Kind) or door.event not in {None, event.id}:
        return None
    return Slip(kind, event, by, token)  # type: ignore[arg-type]  # one of Kind: just looked at


def organizer_of(office: Office, address: str) -> str | None:
    """The organizer of that address, as the settings write it."""
    folded = address.strip().casefold()
    return next((one for one in office.organizers if folded and parseaddr(one)[1].casefold() == folded), None)


def new_token(office: Office, tx: Transaction, kind: Kind, event: Event) -> str:
    """A token for the links of a digest or an evening mail."""
    token = secrets.token_urlsafe(18)
    tx.mark(f"slip:{token}:{kind}:{event.id}", office.now(), event.id)
    return token


def _by_thread(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    row = tx.reply_target((*message.in_reply_to, *reversed(message.references)))
    if row is None:
        return None
    token = row.key.split(":")[1] if row.kind == "review" and row.key else ""
    return row.kind, row.event, token


def _by_subject(tx: Transaction, message: Message) -> tuple[str, str | None, str] | None:
    for token in _TOKEN.findall(message.subject):
        if (row := tx.review_by_token(token)) is not None:
            return "review", row.event, token
        for key in tx.marked(f"slip:{token}:"):
            _, _, kind, event_id = key.split(":", 3)
            return kind, event_id, token
    return None
