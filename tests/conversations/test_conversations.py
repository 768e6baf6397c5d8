"""Whole conversations, told as folders.

`UPDATE_CONVERSATIONS=1 pytest tests/conversations` writes what comes out; read it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from tests.conversations.stage import play
from tests.servers.process import needs

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/story.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_conversation_goes_as_it_is_told(folder: Path, tmp_path: Path) -> None:
    if program := tomllib.loads((folder / "story.toml").read_text(encoding="utf-8")).get("needs"):
        needs(*program)
    expected = folder / "expected.txt"
    played = play(folder, tmp_path)
    if os.environ.get("UPDATE_CONVERSATIONS"):
        expected.write_text(played, encoding="utf-8")
    assert played == expected.read_text(encoding="utf-8")
