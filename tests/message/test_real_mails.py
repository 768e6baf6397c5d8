from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mailflow.message import parse

REAL = Path(__file__).parent / "real"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((REAL / "expected.toml").read_text())


def test_every_mail_of_the_folder_is_told() -> None:
    assert sorted(str(path.relative_to(REAL)) for path in REAL.rglob("*.eml")) == sorted(EXPECTED)


@pytest.mark.parametrize("path", EXPECTED)
def test_a_real_mail_is_read_as_what_it_is(path: str) -> None:
    message = parse((REAL / path).read_bytes())
    facts: dict[str, Any] = {"automatic": message.automatic or ""}
    if message.bounce:
        facts |= {"failed": sorted(message.bounce.recipients), "permanent": message.bounce.permanent}
    if message.pec:
        facts |= {"pec": message.pec.kind, "reference": message.pec.reference}
    if "text" in EXPECTED[path]:
        facts["text"] = message.text
    assert facts == EXPECTED[path]
