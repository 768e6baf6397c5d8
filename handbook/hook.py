"""MkDocs calls this: it adds the pages that are written from the code, and fills the folders in the navigation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from handbook.commands import command_reference
from handbook.mails import figure_reference, mail_reference
from handbook.picture import picture
from handbook.tables import file_reference
from mailflow.config.schema import event_schema, settings_schema

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """\
One file, one service: where mail comes in, where it goes out, who is told. `mailflow init DIR` writes one to start
from, `mailflow check` proves it. Durations are written `"90s"`, `"30m"`, `"24h"`, `"7d"`. Editors complete and check
the file by its [JSON Schema](settings.schema.json): see [the editor](../howto/editor.md)."""
EVENT = """\
One event a file, in the folder that `events` names. All times are local to the event's `timezone`. The files in
`config/events/` are complete examples. Its [JSON Schema](event.schema.json) is for editors: see
[the editor](../howto/editor.md)."""

PAGES: dict[str, Callable[[], str]] = {
    "reference/mailflow-toml.md": lambda: file_reference("mailflow.toml", SETTINGS, settings_schema()),
    "reference/event-file.md": lambda: file_reference("The event file", EVENT, event_schema()),
    "reference/commands.md": command_reference,
    "reference/mails.md": mail_reference,
    "reference/figures.md": figure_reference,
    "reference/settings.schema.json": lambda: json.dumps(settings_schema(), indent=1, ensure_ascii=False),
    "reference/event.schema.json": lambda: json.dumps(event_schema(), indent=1, ensure_ascii=False),
    "develop/architecture.svg": lambda: picture(ROOT / "pyproject.toml"),
}
REST = "Further"  # pages that nobody put anywhere


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """A folder in the navigation (`decisions/`) stands for its pages, by name; what is left comes at the end."""
    docs = Path(config.docs_dir)
    every = {str(path.relative_to(docs)) for path in docs.rglob("*.md")}
    config.nav = _filled(config.nav, every)
    left = sorted(every - _named(config.nav))
    if left:
        config.nav.append({REST: left})
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages written from the code."""
    for name, write in PAGES.items():
        files.append(File.generated(config, name, content=write()))
    return files


def _filled(nav: Any, every: set[str]) -> Any:
    if isinstance(nav, list):
        return [_filled(entry, every) for entry in nav]
    if isinstance(nav, dict):
        return {title: _filled(entry, every) for title, entry in nav.items()}
    return sorted(page for page in every if page.startswith(nav)) if nav.endswith("/") else nav


def _named(nav: Any) -> set[str]:
    if isinstance(nav, list):
        return {page for entry in nav for page in _named(entry)}
    if isinstance(nav, dict):
        return {page for entry in nav.values() for page in _named(entry)}
    return {nav}
