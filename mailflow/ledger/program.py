"""What a program is called among those that share a ledger."""

from __future__ import annotations

import os
import socket


def this_program() -> str:
    """Its machine and process: `mail-1:4711`."""
    return f"{socket.gethostname()}:{os.getpid()}"
