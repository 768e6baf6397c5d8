"""The wheel holds all that mailflow needs: its commands work from it, outside of the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import calm, mail
from tests.deploy.test_service_files import ROOT

EVENT = "office/events/first-event.toml"
COMMANDS = (
    ("init", "office"),
    ("check", "--offline", "--config", "office/mailflow.toml"),
    ("understand", "--event", EVENT, "past/booking.eml"),
    ("rehearse", "--event", EVENT, "past"),
    ("preview", "confirmation", "--language", "it"),
    ("schema", "event"),
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What pip would lay down."""
    tmp_path = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def files_of(folder: Path) -> set[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in found if "__pycache__" not in path.parts}


def test_nothing_that_mailflow_is_made_of_is_left_out(unpacked: Path) -> None:
    held = files_of(unpacked / "mailflow")
    assert {name for name in held if not name.startswith("_data/")} == files_of(ROOT / "mailflow")
    assert {name for name in held if name.startswith("_data/")} == {
        f"_data/{folder}/{name}" for folder in ("templates", "config") for name in files_of(ROOT / folder)
    }


def test_its_commands_work_outside_of_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    asked = [sys.executable, "-c", "import mailflow; print(mailflow.__file__)"]
    (tmp_path / "past").mkdir()
    (tmp_path / "past/booking.eml").write_text(
        mail("Booking", "Two places please, for the gardens. Anna Bianchi"), "utf-8"
    )
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
