"""The pages of the documentation, and what stands fenced in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "templates/*.md")
    for page in ROOT.glob(pattern)
    if page.name != "CHANGELOG.md"
)
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def fenced(page: Path, kind: str) -> list[str]:
    """The blocks of that kind, in order."""
    return [text for found, text in FENCED.findall(page.read_text(encoding="utf-8")) if found == kind]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))
