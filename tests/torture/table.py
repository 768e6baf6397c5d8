"""What was tried, and what came of it, fault by fault."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass

from tests.torture.office import Found

LONG = os.environ.get("MAILFLOW_TORTURE") == "long"  # the form of `make torture`


@dataclass
class Row:
    """One fault: how often it was tried, over how many mails, and what was lost or doubled of them.

    `seconds`: from the end of the fault until nothing was left to do, at worst. `remark`: what else came out.
    """

    fault: str
    times: int = 0
    mails: int = 0
    lost: int = 0
    doubled: int = 0
    seconds: float = 0.0
    remark: str = ""


class Table:
    """Every fault that was tried in this run, in order."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def add(
        self, fault: str, found: Found, mails: int, *, seconds: float = 0.0, times: int = 1, remark: str = ""
    ) -> None:
        """One try more."""
        row = self.rows.setdefault(fault, Row(fault))
        row.times += times
        row.mails += mails
        row.lost += len(found.lost)
        row.doubled += len(found.again) + len(found.doubled)
        row.seconds = max(row.seconds, seconds)
        row.remark = remark or row.remark

    def lines(self) -> Iterable[str]:
        """As text, for people."""
        width = max((len(fault) for fault in self.rows), default=5)
        yield f"{'fault':{width}}  {'times':>5}  {'mails':>6}  {'lost':>4}  {'doubled':>7}  {'recovered in':>13}"
        for row in self.rows.values():
            took = f"{row.seconds:.1f} s" if row.seconds else "the next pass"
            counts = f"{row.times:>5}  {row.mails:>6}  {row.lost:>4}  {row.doubled:>7}"
            yield f"{row.fault:{width}}  {counts}  {took:>13}  {row.remark}".rstrip()


TABLE = Table()
