"""A service that is killed again and again while it works through a full box, and then while mail trickles in."""

from __future__ import annotations

import random
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Event

from mailflow.ledger import Ledger
from mailflow.ledger.values import OutboxStatus
from tests.flow.test_service import ahead
from tests.torture.office import Found, Mail, TortureOffice

WORK = ("taken in", "sent ")  # a line of the log for every mail that came in or went out
UNDER_WAY: tuple[OutboxStatus, ...] = ("queued", "claimed")
NOTHING_LEFT = 5  # passes after which nothing may be left to do


@dataclass(frozen=True)
class Outcome:
    """`stuck`: mails that were left to a person, because senders died over them again and again; `seconds`: how long
    it took after the last kill until nothing was left. `caught`: answers by Message-ID, and how often a kill fell
    between their being claimed and their being settled."""

    stuck: int
    seconds: float
    found: Found
    caught: Counter[str]

    @property
    def more(self) -> int:
        """Copies too many of answers."""
        return sum(self.found.more.values())

    @property
    def unexplained(self) -> dict[str, int]:
        """Answers with more copies too many than kills that fell between the last dot and the commit: a copy shows
        that the dot had left, and the claim that nothing was committed."""
        return {each: more for each, more in self.found.more.items() if more > self.caught[each]}


def kill_again_and_again(office: TortureOffice, sent: list[Mail], kills: int, seed: int) -> Outcome:
    """Kills the service so often, spread over the work at random, and lets it end. Half of the mails lie in the box at
    the beginning, the others come a few at a time: so it dies over a backlog, with its readers, groups and sessions,
    and over single mails too."""
    ahead(office.service)
    dice = random.Random(seed)
    half, over_backlog = len(sent) // 2, kills // 2
    caught: Counter[str] = Counter()
    with closing(office.ledger()) as ledger:
        office.deliver(sent[:half], datetime.now(UTC) - timedelta(hours=1))
        for left in range(over_backlog, 0, -1):
            most = _work(ledger, sent[:half])
            caught.update(_kill_after(office, ledger, dice, min(most, 2 * most / left)))
        came = half
        for left in range(kills - over_backlog, 0, -1):
            few = (len(sent) - came) // left
            office.deliver(sent[came : came + few], datetime.now(UTC))
            came += few
            caught.update(_kill_after(office, ledger, dice, _work(ledger, sent[:came])))
    began = time.monotonic()
    stuck = finish(office)
    return Outcome(stuck, time.monotonic() - began, office.look_for(sent), caught)


def _work(ledger: Ledger, sent: list[Mail]) -> float:
    """Lines of the log that are still to come of these mails; not quite all, for one that is set aside gives none."""
    with ledger.reading() as tx:
        taken = {row.message_id for row in tx.inbounds()}
        waiting = sum(1 for status in UNDER_WAY for _ in tx.outbox(status))
    return 0.9 * (sum(1 + mail.books for mail in sent if mail.message_id not in taken) + waiting)


def _kill_after(office: TortureOffice, ledger: Ledger, dice: random.Random, most: float) -> list[str]:
    """Starts the service and kills it after so many lines at most; the answers that were claimed and not settled."""
    with office.running() as program:
        if not program.says(*WORK, times=int(dice.uniform(0, most))):
            raise AssertionError(f"it stopped by itself: {program.heard[-3000:]}")
        Event().wait(dice.uniform(0, 0.02))  # so that it dies anywhere, not just after its own words
        program.kill()
    with ledger.reading() as tx:
        return [row.message_id for row in tx.outbox("claimed")]


def finish(office: TortureOffice) -> int:
    """Passes until nothing is left, a person deciding what was left to them; how many those were."""
    stuck = 0
    for _ in range(NOTHING_LEFT):
        assert office.run_once() == 0, office.said
        left = office.retry_unknown()
        stuck += left
        if not left:
            return stuck
    raise AssertionError("mails are left to a person again and again")
