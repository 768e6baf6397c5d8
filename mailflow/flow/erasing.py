"""What the ledger erases leaves the folders of the mailboxes too.

A mailbox may be away while the ledger erases. So what is to be erased there is written down in the same transaction,
for every mailbox, and struck out once that mailbox holds it no more. Doing it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from mailflow.flow.office import Office
from mailflow.ledger import Transaction
from mailflow.mailbox.port import Mailbox

log = structlog.get_logger()


def remember_to_erase(
    office: Office, tx: Transaction, message_ids: Iterable[str], *, address: str = "", event: str | None = None
) -> None:
    """Writes down that these mails, and all of that address, are to leave every mailbox."""
    whose = [f"of:{address}"] if address else []
    for mailbox in office.mailboxes:
        for what in (*whose, *(f"id:{message_id}" for message_id in message_ids)):
            tx.mark(f"{_todo(mailbox)}{what}", office.now(), event)


def erase_remembered(office: Office, mailbox: Mailbox, name: str) -> None:
    """Erases from one mailbox what was written down for it. Raises MailboxAway, MailboxRefused, LedgerAway and
    LedgerRefused."""
    with office.ledger.reading() as tx:
        keys = tx.marked(_todo(name))
    if not keys:
        return
    todo = [key.removeprefix(_todo(name)) for key in keys]
    message_ids = frozenset(what.removeprefix("id:") for what in todo if what.startswith("id:"))
    addresses = [what.removeprefix("of:") for what in todo if what.startswith("of:")]
    removed = marked = 0
    for address in addresses or [""]:
        erased = mailbox.erase(address, message_ids)
        removed, marked = removed + erased.removed, marked + erased.marked
    with office.ledger.transaction(None) as tx:
        tx.unmark(keys)
    log.info("erased from the mailbox", removed=removed, marked=marked)


def _todo(mailbox: str) -> str:
    return f"erase:{mailbox}:"
