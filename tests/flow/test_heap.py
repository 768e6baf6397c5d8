"""The heap of the C library."""

from pathlib import Path

from mailflow.heap import give_back

PAGE = 4096


def resident() -> int:
    """Bytes of this process that lie in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def test_what_lies_free_between_what_is_held_goes_back() -> None:
    kept = [bytes(1000 + number % 8) for number in range(50_000)]
    kept = kept[::100]  # the last lies at the end of the heap: what is free before it stays there
    before = resident()
    give_back()
    assert len(kept) == 500
    assert before - resident() > 20_000_000
