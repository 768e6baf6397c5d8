"""What is said back to an organizer whose answer settles nothing: their own words in short, and not too often."""

from __future__ import annotations

from mailflow.decision.limits import longest, may_answer
from mailflow.flow.office import Office
from mailflow.ledger import Transaction


def may_say_more(office: Office, tx: Transaction, organizer: str) -> bool:
    """An answer that settles nothing is itself answered only so often: it may come from a machine."""
    now = office.now()
    return may_answer(tx.answers_to(organizer, now - longest(office.caps)), now, office.caps)


def short(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
