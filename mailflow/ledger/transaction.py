"""One transaction: all that is read and written of one mail, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from mailflow.domain.address import address_key
from mailflow.ledger.ahead import Expected
from mailflow.ledger.editions import Editions
from mailflow.ledger.erasing import Erasing
from mailflow.ledger.notices import Notices
from mailflow.ledger.proving import Proving
from mailflow.ledger.receiving import Receiving
from mailflow.ledger.reviewing import Reviewing
from mailflow.ledger.seating import Seating
from mailflow.ledger.work import name_key


class Transaction(Seating, Erasing, Receiving, Reviewing, Editions, Notices, Proving):
    """What can be read and written, a file a matter; none of it stands before the transaction is left."""

    @contextmanager
    def gathering(self, mails: Sequence[Expected], answered_since: datetime) -> Iterator[None]:
        """Several mails share this transaction: what they will ask is looked up together, and what they write within
        this block is written together. The event they are for is locked. `answered_since`: how far back caps count."""
        self._gathers = self._draw = len(mails)
        self._see_ahead(mails)
        writers = [(address_key(one), name_key(mail.name)) for mail in mails for one in mail.addresses]
        self._look_up([*writers, *(("", name_key(name)) for mail in mails for name in mail.attendees)])
        self._look_for_ours([mail.message_id for mail in mails])
        self._look_for_answers([address_key(one) for mail in mails for one in mail.addresses], answered_since)
        yield
        self.write_out()
        self._gathers = 0  # what is written behind this block is written at once
