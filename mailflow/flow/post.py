"""Letters into the outbox: rendered and composed now, within the caller's transaction, sent later."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.decision.limits import longest, may_answer
from mailflow.domain.letter import BookingLetter, Erased, Letter
from mailflow.flow.notes import note
from mailflow.flow.office import Office
from mailflow.ledger import Outgoing, Transaction
from mailflow.outbox.compose import BadAddressError, compose
from mailflow.outbox.render import render


def post(
    office: Office,
    tx: Transaction,
    letters: Sequence[Letter],
    *,
    inbound: int | None = None,
    key: str | None = None,
    due: datetime | None = None,
) -> int:
    """Put letters into the outbox; returns how many. A letter above the caps is not sent but noted for the digest.

    `key`: makes a scheduled letter unique (one a key, ever); `due`: not to be sent before.
    """
    return sum(_post(office, tx, letter, inbound, key, due) for letter in letters)


def _post(
    office: Office, tx: Transaction, letter: Letter, inbound: int | None, key: str | None, due: datetime | None
) -> bool:
    now = office.now()
    head = office.letterhead(letter.event.id)
    answers = letter.answering is not None and letter.to not in head.organizers
    if answers and not _within_caps(office, tx, letter, now):
        return False
    booking = getattr(letter, "booking", None)
    if isinstance(letter, BookingLetter):
        letter = replace(letter, positions=tx.positions(letter.booking))
    if letter.event.privacy_notice and not isinstance(letter, Erased):  # after which nothing is known of them
        letter = replace(letter, first=not tx.wrote_to(letter.to, letter.event.id))
    message_id = f"{secrets.token_hex(16)}@{head.domain}"
    try:
        raw = compose(
            render(letter, office.templates, head.address),
            letter,
            sender=head.sender,
            message_id=message_id,
            date=now,
            booking_code=booking.code if booking else None,
        )
    except BadAddressError:
        code = booking.code if booking else letter.kind
        tx.note(letter.event.id, now, note(letter.event, "no-address", code=code, address=letter.to), once=True)
        return False
    row = tx.put(
        Outgoing(
            message_id=message_id,
            to=letter.to,
            kind=letter.kind,
            raw=raw,
            booking=booking.code if booking else None,
            event=letter.event.id,
            inbound=inbound,
            key=key,
            due=due or now,
        )
    )
    return row is not None


def _within_caps(office: Office, tx: Transaction, letter: Letter, now: datetime) -> bool:
    if not may_answer(tx.answers_to(letter.to, now - longest(office.caps)), now, office.caps):
        tx.note(letter.event.id, now, note(letter.event, "capped", address=letter.to), once=True)
        return False
    if not office.meter.take(now):
        tx.note(letter.event.id, now, note(letter.event, "capped-in-all"), once=True)
        return False
    return True
