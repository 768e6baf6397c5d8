"""The mails of a batch are dealt with, a group a commit; where anything goes wrong with a group, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import structlog

from mailflow.flow.aside import stand_back
from mailflow.flow.batch import Item
from mailflow.flow.office import Door, Office
from mailflow.flow.reception import receive_together
from mailflow.flow.safely import handle
from mailflow.flow.taken import Taken
from mailflow.patience import PATIENCE

log = structlog.get_logger()

GROUP = 25  # mails of one commit: so long do others wait for the event


def deal_with(office: Office, door: Door, items: Sequence[Item], *, together: bool) -> Iterator[tuple[Item, Taken]]:
    """Each mail and what became of it, in order; what is committed together is told together."""
    for kind, run in groupby(items, key=lambda item: item.kind if together else "alone"):
        group = list(run)
        for part in (group[start : start + GROUP] for start in range(0, len(group), GROUP)):
            outcomes = _at_once(office, door, part) if kind == "plain" else []
            if kind == "answered":
                outcomes = stand_back(office, [item.raw for item in part], door)
            yield from zip(part, outcomes, strict=False)
            for item in part[len(outcomes) :]:
                yield item, _safely(office, door, item)


def _at_once(office: Office, door: Door, items: Sequence[Item]) -> list[Taken]:
    """The first of these mails in one commit, as far as they go together; none of them where one raises."""
    pairs = [(item.raw, item.foreseen) for item in items if item.foreseen is not None]
    try:
        with PATIENCE.over():
            return receive_together(office, pairs, door)
    except Exception:
        log.exception("mails could not be taken in together: now one by one")
        return []


def _safely(office: Office, door: Door, item: Item) -> Taken:
    def note(why: str) -> None:
        with office.ledger.transaction(None) as tx:
            tx.failed_to_handle(item.origin, why)

    return handle(office, item.raw, door, item.deaths, note, item.foreseen)
