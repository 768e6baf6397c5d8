"""One transaction: all that is read and written of one mail, whole or not at all."""

from __future__ import annotations

from mailflow.ledger.receiving import Receiving
from mailflow.ledger.reporting import Reporting
from mailflow.ledger.reviewing import Reviewing
from mailflow.ledger.seating import Seating
from mailflow.ledger.sending import Sending
from mailflow.ledger.writing import Writing


class Transaction(Seating, Writing, Receiving, Sending, Reviewing, Reporting):
    """What can be read and written, a file a matter; none of it stands before the transaction is left."""
