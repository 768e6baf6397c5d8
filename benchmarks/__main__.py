"""`make bench`: everything that `docs/performance.md` tells, measured, and written there.

    python -m benchmarks [PART …]       throughput, stages, latency, memory, growth, workers; all of them by default

Every part prints its figures and writes its section between the marks `<!-- PART -->` and `<!-- end -->`. What is said
beside the figures is written by hand and stays.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks import growth, latency, memory, stages, throughput, workers
from benchmarks.plot import bars

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "performance.md"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def of_throughput() -> str:
    found = throughput.measured([1_000, 5_000])
    rows = [
        (f"{count:,}", name, f"{median(figures):.0f}", f"{throughput.ratio(rates, name):.2f}")
        for count, rates in found.items()
        for name, figures in rates.items()
    ]
    most = found[max(found)]
    picture = bars(f"{max(found):,} mails", [(name, median(figures)) for name, figures in most.items()], "mails/s")
    (DOCS / "throughput.svg").write_text(picture, encoding="utf-8")
    return f"{table(('mails', 'program', 'mails a second', 'of the serial floor'), rows)}\n\n![](throughput.svg)"


def of_stages() -> str:
    costs = stages.measured(500)
    (DOCS / "stages.svg").write_text(bars("A mail, stage by stage", list(costs.items()), "ms"), encoding="utf-8")
    rows = [(stage, f"{milliseconds:.2f}") for stage, milliseconds in costs.items()]
    return f"{table(('stage', 'ms of the processor a mail'), rows)}\n\n![](stages.svg)"


def of_latency() -> str:
    times = latency.measured(100)
    rows = [("LMTP delivery to answer", latency.told(times.whole)), ("IDLE notice to answer", latency.told(times.ours))]
    return table(("from … to", "100 mails, one at a time"), rows)


def of_memory() -> str:
    found = memory.measured()
    rows = [(f"{n:,}", f"{rest:.0f}", f"{most:.0f}", f"{look:.2f}") for n, (rest, most, look) in found.items()]
    return table(("mails in the box", "MB at rest", "MB at most", "ms an idle look"), rows)


def of_growth() -> str:
    costs = growth.measured()
    rows = [(f"{size:,}", f"{cost:.2f}", f"{cost / costs[min(costs)]:.2f}") for size, cost in costs.items()]
    return table(("bookings", "ms of the processor a mail", "of the first"), rows)


def of_workers() -> str:
    found = workers.measured(1_000)
    rows = [(number, f"{median(rates):.0f}", f"{workers.ratio(found, number):.2f}") for number, rates in found.items()]
    return table(("workers", "mails a second", "of one worker"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "throughput": of_throughput,
    "stages": of_stages,
    "latency": of_latency,
    "memory": of_memory,
    "growth": of_growth,
    "workers": of_workers,
}


def write(part: str, section: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    assert pattern.search(text), f"{PAGE} has no place for {part}"
    PAGE.write_text(pattern.sub(lambda found: f"{found[1]}\n{section}\n\n{found[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        measured = PARTS[name]()
        print(f"\n{name}\n{measured}\n", flush=True)
        write(name, measured)
