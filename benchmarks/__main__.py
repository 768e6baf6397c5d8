"""`make bench`: everything that `docs/performance.md` tells, measured, and written there.

    python -m benchmarks [PART …]       all of them by default; each can be run by itself, and they are:
        reading             what a mail costs to understand, and the worst texts
        throughput-1000     mails waiting → answers at the sink, beside the floors and the peers that are installed
        throughput-5000     the same with 5,000
        stages, latency, memory, growth, workers

Every part prints its figures and writes its section between the marks `<!-- PART -->` and `<!-- end -->`. What is said
beside the figures is written by hand and stays.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks import growth, latency, memory, peers, reading, stages, throughput, workers
from benchmarks.plot import bars

DOCS = Path(__file__).parent.parent / "docs"
PAGE = DOCS / "performance.md"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def of_reading() -> str:
    found = reading.times()
    rows = [("labelled mails, median", found.median), (f"labelled mails, worst ({found.slowest})", found.worst)]
    rows += [(f"hostile: {name}", milliseconds) for name, milliseconds in reading.hostile().items()]
    return table(("text", "ms of the processor"), [(name, f"{milliseconds:.1f}") for name, milliseconds in rows])


def of_throughput(count: int) -> str:
    rates = throughput.measured([count])[count]
    rows = [(name, f"{median(figures):.0f}", f"{throughput.ratio(rates, name):.2f}") for name, figures in rates.items()]
    bars_of = [(name, median(figures)) for name, figures in rates.items()]
    picture = f"throughput-{count}.svg"
    (DOCS / picture).write_text(bars(f"{count:,} mails", bars_of, "mails/s"), encoding="utf-8")
    absent = peers.missing()
    note = f"\n\nNot installed, and so not measured: {', '.join(absent)}." if absent else ""
    return f"{table(('program', 'mails a second', 'of the serial floor'), rows)}\n\n![]({picture}){note}"


def of_stages() -> str:
    costs = stages.measured(500)
    (DOCS / "stages.svg").write_text(bars("A mail, stage by stage", list(costs.items()), "ms"), encoding="utf-8")
    rows = [(stage, f"{milliseconds:.2f}") for stage, milliseconds in costs.items()]
    return f"{table(('stage', 'ms of the processor a mail'), rows)}\n\n![](stages.svg)"


def of_latency() -> str:
    times = latency.measured(100)
    rows = [
        ("Dovecot's LMTP delivery to answer", latency.told(times.whole)),
        ("IDLE notice to answer", latency.told(times.ours)),
        ("our LMTP door to answer", latency.told(latency.through_the_door(100))),
    ]
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
    "reading": of_reading,
    "throughput-1000": lambda: of_throughput(1_000),
    "throughput-5000": lambda: of_throughput(5_000),
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
    if unknown := [name for name in sys.argv[1:] if name not in PARTS]:
        raise SystemExit(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for name in sys.argv[1:] or PARTS:
        measured = PARTS[name]()
        print(f"\n{name}\n{measured}\n", flush=True)
        write(name, measured)
