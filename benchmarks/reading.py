"""Score and time the reading on all labelled mails.

    uv run python -m benchmarks.reading

For each set: coverage (actionable mails read rightly and confidently), harmful readings, intents; then the time a mail
takes once started, median and worst, and what a hostile text of the greatest length takes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable

from benchmarks.labelled import Labelled, actionable, harmful, mails, wrong_facts
from mailflow.message import Message
from mailflow.understanding import Reading, read

HOSTILE = {
    "one word": "a" * 60_000,
    "numbers": "1 " * 30_000,
    "commas": "io, " * 15_000,
    "capitals": "Anna Rossi e " * 5_000,
    "brackets": "(" * 60_000,
    "lines": "\n".join(["gruppo 1"] * 8_000),
}


def score(name: str, read_mails: Iterable[tuple[Labelled, Reading]]) -> None:
    """Print one line of figures."""
    rows = list(read_mails)
    acting = [(m, r) for m, r in rows if actionable(m.label)]
    covered = sum(r.confident and not wrong_facts(m.label, r) for m, r in acting)
    harm = [m.file for m, r in rows if harmful(m.label, r)]
    intent = sum(r.intent == m.label["intent"] for m, r in rows)
    print(
        f"{name:14} {len(rows):4} mails  coverage {covered / max(1, len(acting)):.1%} of {len(acting)}  "
        f"harmful {len(harm)}  intent {intent / max(1, len(rows)):.1%}"
    )


def main() -> None:
    """Print the figures."""
    everything = list(mails())
    for mail in everything:
        read(mail.message, mail.event)
    times: list[tuple[float, str]] = []
    readings: list[tuple[Labelled, Reading]] = []
    for mail in everything:
        start = time.perf_counter()
        reading = read(mail.message, mail.event)
        times.append((time.perf_counter() - start, mail.file))
        readings.append((mail, reading))
    given = [(m, r) for m, r in readings if m.file.startswith(("dev-", "t1-", "t2-", "t3-"))]
    own = [(m, r) for m, r in readings if not m.file.startswith(("dev-", "t1-", "t2-", "t3-"))]
    for name, rows in (("given", given), ("own", own)):
        score(name, [(m, r) for m, r in rows if not m.held])
        score(f"{name}, aside", [(m, r) for m, r in rows if m.held])
    worst = max(times)
    median = statistics.median(t for t, _ in times) * 1000
    print(f"time a mail: median {median:.2f} ms, worst {worst[0] * 1000:.1f} ms ({worst[1]})")
    for name, text in HOSTILE.items():
        start = time.perf_counter()
        read(Message(text=text, subject="iscrizione"), everything[0].event)
        print(f"hostile, {name}: {(time.perf_counter() - start) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
