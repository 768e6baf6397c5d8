"""The long form: `python -m tests.torture [pytest's arguments]`, with the table of what was tried at its end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

os.environ["MAILFLOW_TORTURE"] = "long"

if __name__ == "__main__":
    code = pytest.main([str(Path(__file__).parent), "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *sys.argv[1:]])
    from tests.torture.table import TABLE

    sys.stdout.write("\n".join(["", *TABLE.lines(), ""]))
    sys.exit(code)
