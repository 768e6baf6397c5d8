"""Takes the pictures of the README: the demo as it runs, and a mail that came of it. `python -m handbook.shots`

Needs Chromium. The demo is really played, so the pictures show what a newcomer sees.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from email import message_from_bytes, policy
from pathlib import Path

from PIL import Image, ImageChops
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COLUMNS, LINES = 108, 40


def main() -> None:
    """Plays the demo and takes both pictures."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("no Chromium here: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        said = played(Path(folder))
        terminal = Path(folder) / "terminal.svg"
        terminal.write_text(as_terminal(said), encoding="utf-8")
        shot(browser, terminal, PICTURES / "demo.png", 1240, 1180)
        shot(browser, a_confirmation(Path(folder)), PICTURES / "mail.png", 720, 740)


def played(folder: Path) -> str:
    """What the demo says at a terminal, colours and all; its mails are left in the folder."""
    command = [sys.executable, "-m", "mailflow", "demo", "--out", str(folder)]
    colours = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    done = subprocess.run(command, env={**os.environ, **colours}, capture_output=True, text=True, check=True)
    return done.stdout


def as_terminal(said: str) -> str:
    """The first screen of it, as a terminal shows it."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    for line in said.splitlines()[:LINES]:
        console.print(Text.from_ansi(line))
    svg = console.export_svg(title="make demo", theme=MONOKAI)
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # nothing is fetched from elsewhere


def a_confirmation(folder: Path) -> Path:
    """The HTML part of the first confirmation."""
    for file in sorted((folder / "mails").glob("*.eml")):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        if mail["X-Mailflow-Kind"] == "confirmation":
            return file.with_suffix(".html")
    raise AssertionError("the demo confirmed nothing")


def shot(browser: str, page: Path, picture: Path, width: int, height: int) -> None:
    """A picture of a page, its empty margin cut away, in a palette that keeps it small."""
    command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1.5"]
    subprocess.run(
        [*command, f"--window-size={width},{height}", f"--screenshot={picture}", page.as_uri()],
        capture_output=True,
        check=True,
    )
    taken = Image.open(picture).convert("RGB")
    background = Image.new("RGB", taken.size, taken.getpixel((taken.width - 1, taken.height - 1)))
    box = ImageChops.difference(taken, background).getbbox()
    taken.crop(box).quantize(128).save(picture, optimize=True)


if __name__ == "__main__":
    main()
