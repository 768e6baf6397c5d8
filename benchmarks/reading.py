"""Score and time the reading on all labelled mails.

    uv run python -m benchmarks.reading

For each set: coverage (actionable mails read rightly and confidently), harmful readings, intents; then the time a mail
takes once started, median and worst, and what a hostile text of the greatest length takes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.labelled import Labelled, actionable, harmful, mails, wrong_facts
from benchmarks.training.mails import aside, met, practice, unseen
from mailflow.domain.event import Event
from mailflow.message import Address, Forwarded, Message
from mailflow.understanding import Reading, read

HOSTILE = {
    "one word": "a" * 60_000,
    "numbers": "1 " * 30_000,
    "commas": "io, " * 15_000,
    "capitals": "Anna Rossi e " * 5_000,
    "brackets": "(" * 60_000,
    "lines": "\n".join(["gruppo 1"] * 8_000),
    "numbers and kin": "quattro persone più una bimba, " * 2_000,
    "pairs of numbers": "1-4, " * 12_000,
    "one name in rows": "Len Poole: gruppo 1; gruppo 4. " * 2_000,
}


def score(name: str, read_mails: Iterable[tuple[Labelled, Reading]]) -> None:
    """Print one line of figures."""
    rows = list(read_mails)
    acting = [(m, r) for m, r in rows if actionable(m.label)]
    covered = sum(r.confident and not wrong_facts(m.label, r) for m, r in acting)
    harm = [m.file for m, r in rows if harmful(m.label, r)]
    intent = sum(r.intent == m.label["intent"] for m, r in rows)
    print(
        f"{name:15} {len(rows):4} mails  coverage {covered / max(1, len(acting)):.1%} of {len(acting)}  "
        f"harmful {len(harm)}  intent {intent / max(1, len(rows)):.1%}"
    )


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the processor a mail; `slowest`: the file of the worst."""

    median: float
    worst: float
    slowest: str


def times(rounds: int = 3) -> Times:
    """What each labelled mail takes once started: the least of some rounds, for others work on the machine."""
    everything = list(mails())
    spent = [[_cost(mail.message, mail.event) for mail in everything] for _ in range(rounds + 1)][1:]
    least = [(min(costs), mail.file) for costs, mail in zip(zip(*spent, strict=True), everything, strict=True)]
    return Times(statistics.median(cost for cost, _ in least), *max(least))


def hostile() -> dict[str, float]:
    """What texts of the greatest length take that are made to hold it up: alone, behind a booking, or handed on."""
    event = next(mails()).event
    return {name: max(_cost(mail, event) for mail in _hostile(text)) for name, text in HOSTILE.items()}


def _hostile(text: str) -> Iterator[Message]:
    yield Message(text=text, subject="iscrizione")
    yield Message(text=f"Vorrei prenotare un posto. {text}", subject="iscrizione")
    below = Forwarded(Address("Ugo Sala", "ugo@posta.example"), "posto", f"Vorrei prenotare un posto. {text}")
    yield Message(text=f"Giro la richiesta di Ugo, aggiungo anche me. {text}", subject="I: posto", forwarded=(below,))


def _cost(message: Message, event: Event) -> float:
    began = time.process_time()
    read(message, event)
    return (time.process_time() - began) * 1000


def main() -> None:
    """Print the figures."""
    readings = [(mail, read(mail.message, mail.event)) for mail in mails()]
    given = [(m, r) for m, r in readings if m.file.startswith(("dev-", "t1-", "t2-", "t3-"))]
    own = [(m, r) for m, r in readings if not m.file.startswith(("dev-", "t1-", "t2-", "t3-"))]
    for name, rows in (("given", given), ("own", own)):
        score(name, [(m, r) for m, r in rows if not m.held])
        score(f"{name}, aside", [(m, r) for m, r in rows if m.held])
    for name, source in (
        ("practice", practice()),
        ("met", met()),
        ("unseen by rules", unseen()),
        ("unseen by all", aside()),
    ):
        score(name, [(m, read(m.message, m.event)) for m in source])
    found = times()
    print(f"time a mail: median {found.median:.2f} ms, worst {found.worst:.1f} ms ({found.slowest})")
    for name, milliseconds in hostile().items():
        print(f"hostile, {name}: {milliseconds:.0f} ms")


if __name__ == "__main__":
    main()
