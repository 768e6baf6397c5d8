"""Configurations that are in order, to be spoilt one key at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.config.problems import ConfigError
from mailflow.config.settings import load_settings

SETTINGS = """\
events = "events"

[mailbox]
host = "imap.office.example"
user = "info@office.example"
password = { env = "IMAP_SECRET" }

[smtp]
host = "smtp.office.example"
from = "The office <info@office.example>"

[organizers]
digest_to = ["staff@office.example"]
"""

EVENT = """\
id = "ideas"
title = "An evening of ideas"
language = "en"
timezone = "Europe/Rome"
starts = 2010-11-26T14:00:00
ends = 2010-11-26T18:00:00

[venue]
name = "Town Hall"

[organizer]
name = "The office"
email = "info@office.example"

[[rounds]]
id = "first"
title = "First round"
starts = 14:30:00
ends = 15:30:00

[[rounds.sessions]]
id = "gardens"
title = "Gardens"
number = 1

[[rounds.sessions]]
id = "roads"
title = "Roads"
number = 2
"""


def settings_file(folder: Path, old: str = "", new: str = "") -> Path:
    (folder / "events").mkdir(exist_ok=True)
    (folder / "events" / "ideas.toml").write_text(EVENT, encoding="utf-8")
    return _spoilt(folder / "mailflow.toml", SETTINGS, old, new)


def event_file(folder: Path, old: str = "", new: str = "") -> Path:
    return _spoilt(folder / "ideas.toml", EVENT, old, new)


def _spoilt(path: Path, text: str, old: str, new: str) -> Path:
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def refused_settings(path: Path) -> list[str]:
    """What is said of the settings, without the name of their file."""
    with pytest.raises(ConfigError) as refused:
        _ = load_settings(path).loaded_events
    return _lines(refused.value, path)


def refused_event(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load_event(path)
    return _lines(refused.value, path)


def _lines(error: ConfigError, path: Path) -> list[str]:
    lines = str(error).splitlines()
    assert [line for line in lines if not line.startswith(f"{path}: ")] == []
    return [line.removeprefix(f"{path}: ") for line in lines]
