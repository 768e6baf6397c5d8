"""A service that is killed again and again while it works through a full box."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.flow.test_service import ahead
from tests.torture.office import Found, Mail, TortureOffice

WORK = ("taken in", "sent ")  # a line of the log for every mail that came in or went out
NOTHING_LEFT = 5  # passes after which nothing may be left to do


@dataclass(frozen=True)
class Outcome:
    """`stuck`: mails that were left to a person, because senders died over them again and again; `seconds`: how long
    it took after the last kill until nothing was left."""

    stuck: int
    seconds: float
    found: Found


def kill_again_and_again(office: TortureOffice, sent: list[Mail], kills: int, seed: int) -> Outcome:
    """Lays the mails into the box, kills the service so often, spread over the work at random, and lets it end."""
    ahead(office.service)
    office.deliver(sent, datetime.now(UTC) - timedelta(hours=1))
    dice = random.Random(seed)
    a_moment = threading.Event()  # never set
    # what dies unsaid is done all the same: a fifth is kept, so that the last kill too falls into work
    work = 4 * sum(1 + mail.books for mail in sent) // 5
    for left in range(kills, 0, -1):
        share = dice.uniform(0, 2 * work / left)
        with office.running() as program:
            if not program.says(*WORK, times=round(share)):
                raise AssertionError(f"it stopped by itself: {program.heard[-3000:]}")
            a_moment.wait(dice.uniform(0, 0.02))  # so that it dies anywhere, not just after its own words
            program.kill()
        work = max(1, work - round(share))
    began = time.monotonic()
    stuck = finish(office)
    return Outcome(stuck, time.monotonic() - began, office.look_for(sent))


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
