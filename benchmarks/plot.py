"""Bars as an SVG: a group of them a line, the longest as wide as the picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, LABEL, ROW, BAR = 720, 220, 26, 16


def bars(title: str, rows: Sequence[tuple[str, float]], unit: str) -> str:
    """The picture. `rows`: what each bar is of, and how long it is."""
    longest = max(value for _, value in rows)
    height = 40 + ROW * len(rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" '
        f'font-size="13"><title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="8" y="20" font-weight="bold">{escape(title)}</text>'
    ]
    for number, (name, value) in enumerate(rows):
        top = 36 + ROW * number
        length = (WIDTH - LABEL - 110) * value / longest
        colour = "#1d5c63" if name.startswith("mailflow") else "#9aa8b2"
        lines.append(
            f'<text x="8" y="{top + 13}">{escape(name)}</text>'
            f'<rect x="{LABEL}" y="{top}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{top + 13}">{value:,.4g} {escape(unit)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])
