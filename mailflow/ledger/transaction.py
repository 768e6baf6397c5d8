"""One transaction: all that is read and written of one mail, whole or not at all."""

from __future__ import annotations

from mailflow.ledger.erasing import Erasing
from mailflow.ledger.proving import Proving
from mailflow.ledger.receiving import Receiving
from mailflow.ledger.reporting import Reporting
from mailflow.ledger.reviewing import Reviewing
from mailflow.ledger.seating import Seating


class Transaction(Seating, Erasing, Receiving, Reviewing, Reporting, Proving):
    """What can be read and written, a file a matter; none of it stands before the transaction is left."""
