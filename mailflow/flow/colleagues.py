"""The shared box stays people's: who answers from it has settled the matter; what is settled is put away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import structlog

from mailflow.decision.told import told
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.ledger import ReviewRow
from mailflow.mailbox.port import Mailbox, Place

log = structlog.get_logger()

LOOK_BACK = timedelta(days=7)  # after a start, so far back matters may have been settled and their mails not moved
AT_ONCE = 40  # matters of one search: some 4 kB, within every server's limit for a line
WHERE: tuple[Place, ...] = ("review", "handled")  # where the mail of a matter may lie


def look_after(office: Office, mailbox: Mailbox, since: datetime | None, door: Door = ANY_DOOR) -> None:
    """Close what a colleague answered, and put away the mails of what was settled since then, of the door's events.

    Raises MailboxAway, MailboxRefused, LedgerAway, LedgerRefused. Doing it again changes nothing.
    """
    _close_answered(office, mailbox, door)
    _put_away(office, mailbox, since or office.now() - LOOK_BACK, door)


def _close_answered(office: Office, mailbox: Mailbox, door: Door) -> None:
    """A mail that waits was answered: it is marked so, or its answer lies in Sent.

    In shadow mode what lies in Sent may be our own words that a person sent, and tells nothing.
    """
    looked: tuple[Place, ...] = ("sent",) if office.mode == "send" else ()
    for row, message_id in _perhaps_answered(mailbox, _open(office, door), sent=bool(looked)):
        if not _answered_by_a_person(mailbox, message_id, looked):
            continue
        event = office.event(row.event or "")
        language = (event or office.main_event()).language
        with office.ledger.transaction(event) as tx:
            by = told(language, "done.colleague")
            if tx.settle(row.token, "self", by, office.now()):
                facts = {"number": row.number, "sender": row.sender, "done": told(language, "done.self"), "by": by}
                tx.note(row.event, office.now(), told(language, "done.item", **facts))
        log.info("answered by a colleague", number=row.number, of=row.event)


def _perhaps_answered(
    mailbox: Mailbox, matters: Sequence[tuple[ReviewRow, str]], *, sent: bool
) -> Iterator[tuple[ReviewRow, str]]:
    """The matters worth a closer look: mostly none, and a few searches tell that of all of them."""
    for start in range(0, len(matters), AT_ONCE):
        some = matters[start : start + AT_ONCE]
        if mailbox.any_answered([message_id for _, message_id in some], sent=sent):
            yield from some


def _answered_by_a_person(mailbox: Mailbox, message_id: str, sent: Sequence[Place]) -> bool:
    lies = [origin for place in WHERE if (origin := mailbox.search_message_id(place, message_id)) is not None]
    answers = (mailbox.search_answers(place, message_id, by_people=True) for place in sent)
    return bool(mailbox.answered(lies)) or any(answers)


def _put_away(office: Office, mailbox: Mailbox, since: datetime, door: Door) -> None:
    """The mail of a settled matter leaves the review folder, unless another matter of it waits."""
    waiting = {row.inbound for row, _ in _open(office, door)}
    with office.ledger.reading() as tx:
        settled = {row.inbound for row in tx.settled_since(since) if door.leads_to(row.event)} - waiting - {None}
        mails = [mail for number in settled if number is not None and (mail := tx.inbound(number)) is not None]
    for mail in mails:
        if mail.message_id and (lies := mailbox.search_message_id("review", mail.message_id)) is not None:
            mailbox.move([lies], "handled")


def _open(office: Office, door: Door) -> list[tuple[ReviewRow, str]]:
    """Matters that wait, with the Message-ID of their mail; those without one cannot be found in a mailbox."""
    with office.ledger.reading() as tx:
        rows = [(row, tx.inbound(row.inbound)) for row in tx.reviews(None) if row.inbound and door.leads_to(row.event)]
    return [(row, mail.message_id) for row, mail in rows if mail is not None and mail.message_id]
