"""A wall clock that is set under a running process, by libfaketime; the monotonic clock goes on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SetClock:
    """`environ`: of the process whose clock it is."""

    file: Path
    environ: dict[str, str]

    def set(self, offset: str) -> bool:
        """From now on the process sees a clock that is wrong by so much, such as `+1d`. Whether that is news."""
        before = self.file.read_text() if self.file.exists() else ""
        new = self.file.with_suffix(".new")
        new.write_text(f"{offset}\n")
        new.rename(self.file)  # at once: no reader finds it empty
        return before != f"{offset}\n"


def set_clock(folder: Path) -> SetClock:
    """A clock that is right at first. Where libfaketime is not installed, the test is left out, and says so by name."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not found:
        pytest.skip("left out: faketime is not installed (sh tests/servers/apt.sh installs it as root)")
    environ = {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    clock = SetClock(folder / "clock", environ)
    clock.set("+0")
    return clock
