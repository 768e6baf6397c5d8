"""Every command of every page is run, in order, as a reader would, in an empty folder.

What a reader has by then is there: past mail, a mail server and, where a page does not begin with `mailflow init`, a
configured office with one booking. The programs in `tests/docs/bin` stand for what a test may not touch (the machine's
services, the internet) and check what they are asked for; `mailflow` is the real one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.demo.server import EmbeddedServer
from tests.cli.conftest import calm, mail
from tests.cli.test_doctor import SOUND, answering, name_server, time_server
from tests.docs.commands import at_call
from tests.docs.pages import PAGES, ROOT, fenced, named

BIN = Path(__file__).parent / "bin"
WITH_COMMANDS = [page for page in PAGES if fenced(page, "sh")]
ZONE = {(name.replace("office.example", "example.org"), kind): records for (name, kind), records in SOUND.items()}
PREPARED = """\
mailflow init office
fill-in office/mailflow.toml
mailflow book first-event --name "Maria Sala" --name "Luca Neri" --email maria@posta.example --source phone \\
    --config office/mailflow.toml
mailflow run --once --config office/mailflow.toml
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A reader's shell, with servers that only this test talks to."""
    with ExitStack() as servers:
        box = servers.enter_context(EmbeddedServer())
        commands = tmp_path_factory.mktemp("commands") / "socket"
        servers.enter_context(at_call(commands))
        yield {
            **calm(dict(os.environ)),
            "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1",  # the shell is named; nobody sits at one here
            "PATH": f"{BIN}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path_factory.mktemp("home")),
            "EDITOR": "fill-in",
            "CHECKOUT": str(ROOT),
            "PYTHON": sys.executable,
            "COMMANDS": str(commands),
            "IMAP_PORT": str(box.imap_port),
            "SMTP_PORT": str(box.smtp_port),
            "DNS_SERVER": f"127.0.0.1:{servers.enter_context(answering(name_server(ZONE)))}",
            "TIME_SERVER": f"127.0.0.1:{servers.enter_context(answering(time_server(timedelta())))}",
        }


@pytest.fixture(scope="module")
def prepared(environ: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configured office with a booking."""
    folder = tmp_path_factory.mktemp("prepared")
    typed(PREPARED, folder, environ)
    return folder / "office"


def typed(commands: str, folder: Path, environ: Mapping[str, str]) -> None:
    """All of it in one shell; the first command that fails, fails."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"trap 'echo \"failed: $BASH_COMMAND\"' ERR\n{commands}"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def at_hand(folder: Path) -> None:
    """What a reader has: past mail, a mail, who came."""
    year = datetime.now(UTC).year
    past = mail("Booking", "Two places please, for the gardens. Anna Bianchi").replace("2010", str(year))
    (folder / "last-year.mbox").write_text(f"From anna@posta.example Wed Nov 10 09:00:00 {year}\n{past}\n", newline="")
    (folder / "booking.eml").write_text(past, newline="")
    (folder / "who-came.csv").write_text("code,name,attended\nK7QM-3F,Anna Bianchi,yes\n", encoding="utf-8")


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=named)
def test_every_command_of_a_page_works(page: Path, tmp_path: Path, environ: dict[str, str], prepared: Path) -> None:
    blocks = "\n".join(fenced(page, "sh"))
    folder = tmp_path
    if "git clone" in blocks:
        folder = tmp_path / "mailflow"  # where the page goes on
        typed("git clone https://example.org/mailflow.git mailflow", tmp_path, environ)
        blocks = blocks.replace("git clone https://example.org/mailflow.git mailflow\ncd mailflow\n", "")
    elif page.name == "CONTRIBUTING.md":
        typed('git clone "" .', folder, environ)
        (folder / ".venv").symlink_to(Path(sys.executable).parents[1])
    if "mailflow init office" not in blocks:
        shutil.copytree(prepared, folder / "office")
    at_hand(folder)
    typed(blocks, folder, environ)
