"""Shadow mode: what a person sent in place of a draft of ours is compared with it, and told in the digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

import structlog

from mailflow.domain.address import address_key
from mailflow.domain.event import Event
from mailflow.flow.notes import note
from mailflow.flow.office import ANY_DOOR, Door, Office
from mailflow.ledger import OutboxRow, Transaction
from mailflow.mailbox.port import Mailbox, Origin
from mailflow.message import Message, parse

log = structlog.get_logger()

LOOK_BACK = timedelta(days=30)  # a draft that nobody sent by then is not looked for any more
AT_ONCE = 500  # drafts looked at in one go, the latest first


def compare_drafts(office: Office, mailbox: Mailbox, door: Door = ANY_DOOR) -> None:
    """Find what was sent for each draft; a mark an answer says whether it was sent as it was.

    Raises MailboxAway, MailboxRefused, LedgerAway, LedgerRefused. Doing it again changes nothing.
    """
    for row, answered in _not_compared(office, door):
        sent = next(_sent_for(mailbox, row, answered), None)
        with office.ledger.reading() as tx:
            ours = tx.outgoing(row.id)
        if sent is None or ours is None or ours.raw is None:
            continue
        same = _words(parse(ours.raw)) == _words(sent)
        with office.ledger.transaction(None) as tx:
            tx.mark(_key(row, "same" if same else "changed"), office.now(), row.event)
        log.info("a draft was sent", outbox=row.id, same=same)


def drafts_note(tx: Transaction, event: Event) -> str | None:
    """How many answers were sent as we wrote them; None where no draft was sent yet."""
    same, changed = (len(tx.marked(f"draft:{verdict}:{event.id}:")) for verdict in ("same", "changed"))
    if not same + changed:
        return None
    left = sum(1 for row in tx.outbox("drafted", event=event.id)) - same - changed
    return note(event, "drafts", n=str(same + changed), same=str(same), left=str(max(0, left)))


def _not_compared(office: Office, door: Door) -> list[tuple[OutboxRow, str]]:
    """Drafts whose fate is not known yet, with the Message-ID of the mail each answers."""
    now = office.now()
    with office.ledger.reading() as tx:
        drafted = (row for row in tx.outbox("drafted", limit=AT_ONCE) if door.leads_to(row.event))
        recent = [row for row in drafted if row.created >= now - LOOK_BACK]
        rows = [row for row in recent if not any(tx.done(_key(row, verdict)) for verdict in ("same", "changed"))]
        mails = [(row, tx.inbound(row.inbound) if row.inbound is not None else None) for row in rows]
    return [(row, mail.message_id if mail else "") for row, mail in mails]


def _sent_for(mailbox: Mailbox, row: OutboxRow, answered: str) -> Iterator[Message]:
    """Mails in Sent that may be this draft: under its own Message-ID, or to its person in answer to the same mail."""
    own = mailbox.search_message_id("sent", row.message_id)
    if own is not None:
        yield from _read(mailbox, [own])
    elif answered:
        answers = _read(mailbox, mailbox.search_answers("sent", answered))
        yield from (mail for mail in answers if address_key(row.to) in {address_key(to.email) for to in mail.to})


def _read(mailbox: Mailbox, origins: Iterable[Origin]) -> Iterator[Message]:
    return (parse(raw.content) for raw in mailbox.fetch(origins))


def _words(mail: Message) -> list[str]:
    """What a person would read as the answer itself: the signature, and how lines are broken, do not count."""
    return mail.text.split()


def _key(row: OutboxRow, verdict: str) -> str:
    return f"draft:{verdict}:{row.event}:{row.id}"
