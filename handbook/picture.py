"""The picture of the architecture: the packages, layer by layer, and who imports whom, from the code itself."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from html import escape
from pathlib import Path

import grimp

ROW, WIDTH, BOX, HEIGHT, LEFT = 78, 860, 132, 34, 110  # pixels
STYLE = """\
svg { font: 14px system-ui, sans-serif; }
rect { fill: #e8f3ef; stroke: #0b6e4f; rx: 6; }
.pure rect { fill: #fdf3dc; stroke: #a86b00; }
text { fill: #14261f; text-anchor: middle; dominant-baseline: central; }
path { fill: none; stroke: #5b6b64; stroke-opacity: .45; }
.label { text-anchor: start; fill: #5b6b64; font-size: 12px; }
"""
PURE = {"domain", "message", "understanding", "decision"}


def layers(pyproject: Path) -> list[list[str]]:
    """The packages of each layer, from the first to the last, as import-linter keeps them; not those of a stage."""
    contracts = tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    ordered = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    [stages] = [rows for rows in ordered if all(name.count(".") == 1 for row in rows for name in row.split("|"))]
    return [[name.strip().removeprefix("mailflow.") for name in row.split("|")] for row in stages]


def picture(pyproject: Path) -> str:
    """The picture as SVG. Every line is an import from the upper to the lower package."""
    rows = layers(pyproject)
    centres = {
        name: (LEFT + (WIDTH - LEFT) * (2 * place + 1) / (2 * len(row)), ROW * number + ROW / 2)
        for number, row in enumerate(rows)
        for place, name in enumerate(row)
    }
    lines = [_line(centres[a], centres[b]) for a, b in _imports([name for row in rows for name in row])]
    boxes = [_box(name, *centre) for name, centre in centres.items()]
    tall = ROW * len(rows)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" role="img"'
            ' aria-label="The packages of mailflow, layer by layer">',
            f"<style>{STYLE}</style>",
            f'<rect width="{WIDTH}" height="{tall}" style="fill:#fff;stroke:none"/>',
            *lines,
            *boxes,
            f'<text class="label" x="8" y="{ROW / 2}">imports ↓</text>',
            "</svg>",
        )
    )


def _imports(names: Sequence[str]) -> list[tuple[str, str]]:
    graph = grimp.build_graph("mailflow")
    found = []
    for importer in names:
        for imported in names:
            if importer != imported and graph.direct_import_exists(
                importer=f"mailflow.{importer}", imported=f"mailflow.{imported}", as_packages=True
            ):
                found.append((importer, imported))
    return found


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    bend = (y1 + y2) / 2
    below, above = y1 + HEIGHT / 2, y2 - HEIGHT / 2
    return f'<path d="M{x1:.0f} {below:.0f} C{x1:.0f} {bend:.0f} {x2:.0f} {bend:.0f} {x2:.0f} {above:.0f}"/>'


def _box(name: str, x: float, y: float) -> str:
    kind = ' class="pure"' if name in PURE else ""
    return (
        f'<g{kind}><rect x="{x - BOX / 2:.0f}" y="{y - HEIGHT / 2:.0f}" width="{BOX}" height="{HEIGHT}"/>'
        f'<text x="{x:.0f}" y="{y:.0f}">{escape(name)}</text></g>'
    )
