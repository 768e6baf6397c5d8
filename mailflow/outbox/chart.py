"""The seats of every session as a picture: a bar each, drawn for a light and a dark surround alike."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from mailflow.outbox.organizers import SeatsView

SCALE = 2  # for dense screens: the picture is shown at half its size
WIDTH, MARGIN, ROW, BAR = 536, 16, 48, 12
PAPER, INK, FAINT, TRACK = "#ffffff", "#1f2933", "#4a5864", "#e3e8ec"
CONFIRMED, OFFERED, FULL = "#1d5c63", "#e0a030", "#a23b2a"
GAP = 12


def seats_chart(seats: Sequence[SeatsView], whole: str) -> bytes:
    """PNG of the bars, 1072 pixels wide; `whole` names the bar of the event itself. Without a limit: what is taken."""
    height = 2 * MARGIN + ROW * max(len(seats), 1)
    image = Image.new("RGB", (WIDTH * SCALE, height * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    widest = max((seat.confirmed + seat.offered for seat in seats), default=0)
    for row, seat in enumerate(seats):
        _bar(draw, MARGIN + row * ROW, seat, whole, seat.capacity or widest or 1)
    return _png(image)


def _bar(draw: ImageDraw.ImageDraw, top: int, seat: SeatsView, whole: str, limit: int) -> None:
    figures = f"{seat.confirmed + seat.offered}/{seat.capacity}" if seat.capacity is not None else str(seat.confirmed)
    figures += f" +{seat.waitlisted}" if seat.waitlisted else ""
    room = (WIDTH - 2 * MARGIN - GAP) * SCALE - _font().getlength(figures)
    _text(draw, (MARGIN, top), _fitting(seat.label or whole, room), INK, "la")
    _text(draw, (WIDTH - MARGIN, top), figures, FULL if seat.waitlisted else FAINT, "ra")
    left, right, line = MARGIN, WIDTH - MARGIN, top + 24
    taken = left + round((right - left) * min(seat.confirmed, limit) / limit)
    held = left + round((right - left) * min(seat.confirmed + seat.offered, limit) / limit)
    for end, colour in ((right, TRACK), (held, OFFERED), (taken, CONFIRMED)):
        if end > left:
            draw.rounded_rectangle(_scaled(left, line, end, line + BAR), radius=4 * SCALE, fill=colour)


def _fitting(label: str, room: float) -> str:
    """The label, its end left out where it is wider than the room."""
    if _font().getlength(label) <= room:
        return label
    kept = next((n for n in range(len(label), 0, -1) if _font().getlength(f"{label[:n].rstrip()}…") <= room), 0)
    return f"{label[:kept].rstrip()}…"


def _text(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, colour: str, anchor: str) -> None:
    draw.text((at[0] * SCALE, at[1] * SCALE), text, fill=colour, font=_font(), anchor=anchor)


def _scaled(*points: int) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = (point * SCALE for point in points)
    return x0, y0, x1, y1


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    """Comes with us: the font that Pillow carries has no accents, and a server may have none at all."""
    content = files("mailflow.outbox").joinpath("fonts/DejaVuSans.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(content), 17 * SCALE)


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
