"""The long form: `python -m tests.torture [pytest's arguments]`, with the table of what was tried at its end."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

os.environ["MAILFLOW_TORTURE"] = "long"
AT_ONCE = ["-n", "3", "--dist", "load", "--maxschedchunk", "1"]  # more than there are cores: many only wait

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ["MAILFLOW_TORTURE_TABLE"] = folder
        # programs are started hundreds of times: their code is to be compiled once
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        from tests.torture.table import TABLE

        began = time.monotonic()
        here = str(Path(__file__).parent)
        code = pytest.main([here, "-q", "-p", "no:cacheprovider", *AT_ONCE, *sys.argv[1:]])
        minutes = (time.monotonic() - began) / 60
        sys.stdout.write("\n".join(["", *TABLE.lines(), f"in {minutes:.1f} minutes", ""]))
    sys.exit(code)
