"""Mails that change no booking and are not answered: they are laid before a person, or only recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from mailflow.decision import Decision, ReviewItem
from mailflow.decision.told import told
from mailflow.flow.finding import Found, Mail
from mailflow.flow.office import Door, Office
from mailflow.flow.reviews import open_review
from mailflow.flow.taken import ANSWERED_BY_A_PERSON, OF_ORGANIZERS, STAYING, Taken, known, record_of
from mailflow.ledger import Transaction
from mailflow.ledger.values import Settled
from mailflow.mailbox.port import Raw
from mailflow.message import Message, parse
from mailflow.understanding import Intent, Reading


def set_aside(office: Office, raw: Raw, door: Door, why: str, **facts: object) -> Taken:
    """A mail that cannot be handled goes to a person, whole and unread. One that could not even be fetched is known by
    where it lay. `why`: one of the words for it that `told` has."""
    message = Message(subject="", message_id="")
    known_by = raw.content or repr(raw.origin).encode()
    mail = Mail(raw, door, message, hashlib.sha256(known_by).digest())
    return _recorded(office, [mail], _aside(why, **facts), "review")[0]


def stand_back(office: Office, raws: Sequence[Raw], door: Door) -> list[Taken]:
    """Mails that a colleague has answered are recorded, in one commit, and left where they lie."""
    mails = [Mail(raw, door, parse(raw.content), hashlib.sha256(raw.content).digest()) for raw in raws]
    return _recorded(office, mails, lambda _: ANSWERED_BY_A_PERSON, "handled")


def not_to_be_decided(
    office: Office, tx: Transaction, mail: Mail, found: Found
) -> tuple[Callable[[str], str], Settled] | None:
    """Our own mail that came back, known by its Message-ID though its other marks were lost; a mail whose answer would
    go to our own address; or one about a booking whose event has no file any more. None is answered."""
    if ours := tx.reply_target(mail.message.message_id):
        told_here = ours.to in office.letterhead(ours.event).organizers
        return lambda _: OF_ORGANIZERS if told_here else "our own mail came back", "handled"
    to = found.reading.contact.email or mail.message.sender.email
    if mail.message.automatic is None and office.is_ours(to):
        return _aside("ours"), "review"
    if mail.message.automatic is None and found.gone is not None:
        return _aside("gone", event=found.gone), "review"
    return None


def _aside(why: str, **facts: object) -> Callable[[str], str]:
    """Why a mail goes to a person, in the language it is asked for."""
    return lambda language: told(language, f"aside.{why}", **facts)


def _recorded(office: Office, mails: Sequence[Mail], why: Callable[[str], str], settled: Settled) -> list[Taken]:
    with office.ledger.transaction(office.main_event(mails[0].door)) as tx:
        return [
            known(row)
            if (row := tx.seen(mail.raw.origin, mail.message.message_id, mail.digest))
            else record_alone(office, tx, mail, why, settled)
            for mail in mails
        ]


def record_alone(
    office: Office, tx: Transaction, mail: Mail, in_words: Callable[[str], str], settled: Settled
) -> Taken:
    """The record of a mail that changes no booking and is not answered."""
    event, why = office.main_event(mail.door), in_words("en")
    reading = Reading(intent=Intent.OTHER, language=event.language)
    review = ReviewItem(why=(in_words(event.language),), kind="odd") if settled == "review" else None
    decision = Decision(settled=settled, why=why, review=review)
    inbound = tx.record(record_of(office, mail, Found(event, reading), decision, None))
    if review is not None:
        open_review(office, tx, event, mail.message, reading, decision, inbound=inbound, code=None)
    return Taken(settled, why, inbound, stays=why in STAYING)
