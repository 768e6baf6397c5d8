"""What was tried, and what came of it, fault by fault."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.torture.office import Found

FOLDER = "MAILFLOW_TORTURE_TABLE"  # where the rows are kept, from whichever process
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

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def add(
        self, fault: str, found: Found, mails: int, *, seconds: float = 0.0, times: int = 1, remark: str = ""
    ) -> None:
        """One try more; kept where a table is to be printed at the end."""
        lost, doubled = len(found.lost), len(found.again) + len(found.doubled)
        row = Row(fault, times, mails, lost, doubled, seconds, remark)
        if self._folder is not None:
            with (self._folder / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(row)) + "\n")

    def rows(self) -> list[Row]:
        """A row a fault, all tries of all processes taken together."""
        assert self._folder is not None
        found: dict[str, Row] = {}
        for path in sorted(self._folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                new = Row(**json.loads(line))
                row = found.setdefault(new.fault, Row(new.fault))
                row.times += new.times
                row.mails += new.mails
                row.lost += new.lost
                row.doubled += new.doubled
                row.seconds = max(row.seconds, new.seconds)
                row.remark = max(row.remark, new.remark)
        return sorted(found.values(), key=lambda row: row.fault)

    def lines(self) -> Iterable[str]:
        """As text, for people."""
        rows = self.rows()
        width = max((len(row.fault) for row in rows), default=5)
        yield f"{'fault':{width}}  {'times':>5}  {'mails':>6}  {'lost':>4}  {'doubled':>7}  {'recovered in':>13}"
        for row in rows:
            took = f"{row.seconds:.1f} s" if row.seconds else "the next pass"
            counts = f"{row.times:>5}  {row.mails:>6}  {row.lost:>4}  {row.doubled:>7}"
            yield f"{row.fault:{width}}  {counts}  {took:>13}  {row.remark}".rstrip()


_folder = os.environ.get(FOLDER)
TABLE = Table(Path(_folder) if _folder else None)
