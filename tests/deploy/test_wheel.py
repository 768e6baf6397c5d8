"""The wheel holds all that mailflow needs: its commands work from it, outside of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import calm
from tests.deploy.test_service_files import ROOT

COMMANDS = (
    ("init", "office"),
    ("check", "--offline", "--config", "office/mailflow.toml"),
    ("preview", "confirmation", "--language", "it"),
    ("schema", "event"),
)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What pip would lay down."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_its_commands_work_outside_of_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    asked = [sys.executable, "-c", "import mailflow; print(mailflow.__file__)"]
    environ = {**calm(dict(os.environ)), "PYTHONPATH": str(unpacked)}
    found = subprocess.run(asked, cwd=tmp_path, env=environ, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == str(unpacked / "mailflow" / "__init__.py")
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "mailflow", *command],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
