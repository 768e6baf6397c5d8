"""What a change says is to change."""

from __future__ import annotations

from mailflow.understanding.reading import Reading


def states(reading: Reading) -> bool:
    """Whether a change says what is to change."""
    return any((
        reading.seats, reading.people, reading.choices, reading.leaving, reading.replaced, reading.dropped,
        reading.fewer, reading.more, reading.requests, reading.question,
    ))  # fmt: skip
