"""What was booked, said and sent: one transaction a mail, in SQLite or PostgreSQL."""

from mailflow.ledger.ahead import Expected
from mailflow.ledger.backup import backup, restore
from mailflow.ledger.ledger import Ledger
from mailflow.ledger.problems import LedgerAway, LedgerRefused, RuleBroken
from mailflow.ledger.program import this_program
from mailflow.ledger.transaction import Transaction
from mailflow.ledger.values import (
    Arrival,
    Arriving,
    Bounced,
    Change,
    Figures,
    Forgotten,
    Inbound,
    InboundRow,
    Note,
    Notice,
    NoticeRow,
    Origin,
    OutboxRow,
    Outgoing,
    Review,
    ReviewRow,
    Seats,
    Status,
)
from mailflow.ledger.watch import Watch, Watches

__all__ = [
    "Arrival",
    "Arriving",
    "Bounced",
    "Change",
    "Expected",
    "Figures",
    "Forgotten",
    "Inbound",
    "InboundRow",
    "Ledger",
    "LedgerAway",
    "LedgerRefused",
    "Note",
    "Notice",
    "NoticeRow",
    "Origin",
    "OutboxRow",
    "Outgoing",
    "Review",
    "ReviewRow",
    "RuleBroken",
    "Seats",
    "Status",
    "Transaction",
    "Watch",
    "Watches",
    "backup",
    "restore",
    "this_program",
]
