"""A service is told to stop at any moment, also in the one in which it looks whether it should."""

from __future__ import annotations

import subprocess
import sys

# The main thread holds the lock of what it waits for, as it does for a moment within every wait.
PROGRAM = """
import signal
from mailflow.clock import stop_on_signals
from mailflow.mailbox.stop import Stop
stop = Stop()
stop_on_signals(stop)
with stop._cond:
    signal.raise_signal(signal.SIGTERM)
print(stop.wait(10))
"""


def test_a_signal_that_comes_while_the_lock_of_the_wait_is_held_stops_the_service() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("True\n", "")
