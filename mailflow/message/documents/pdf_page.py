"""Where the words of a PDF's page stand (ISO 32000-1, 9.4), and what was filled into its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from mailflow.message.documents.boxes import EMPTY, TICKED
from mailflow.message.documents.pdf_boxes import Outlines, Point
from mailflow.message.documents.pdf_fonts import Font, font_of
from mailflow.message.documents.pdf_syntax import Name, Pdf, Stream, Word, values

PAGES = 4  # a form has one or two
INSIDE = 6  # drawings inside one another
CHOSEN = 20  # values of one field
SAVED = 60  # states put aside

Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_BUTTON_SHAPES = 1 << 16  # a button that is pushed (12.7.4.2.1), and no box


@dataclass(frozen=True, slots=True)
class Piece:
    """Words at a place: from `x` to `end`, on the line at `y`. `filled`: into a field."""

    x: float
    y: float
    end: float
    size: float
    text: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page; and whether nobody can tell what is ticked: boxes are drawn by lines, or stand among words
    of a width that is not told."""

    pieces: tuple[Piece, ...]
    is_unclear: bool


def pages_of(pdf: Pdf) -> Iterator[Page]:
    """The first pages."""
    for page, resources in _pages(pdf):
        contents = pdf.get(page.get("Contents"))
        parts = contents if isinstance(contents, list) else [page.get("Contents")]
        drawn = _Drawn(pdf)
        drawn.draw(b"\n".join(pdf.unpacked(part) for part in parts), resources, _PLAIN, 0)
        fields = tuple(_fields(pdf, page))
        boxes = [one for one in fields if one.text in (TICKED, EMPTY)]
        pdf.budget.spend(len(boxes) * len(drawn.outlines.boxes))
        loose = [box for box in drawn.outlines.boxes if not any(_holds(one, box) for one in boxes)]
        yield Page((*drawn.pieces, *fields), bool(loose or (boxes and drawn.guesses)))


def _holds(piece: Piece, point: Point) -> bool:
    return piece.x - 3 <= point[0] <= piece.end + 3 and abs(point[1] - piece.y) <= 2 * piece.size


def _pages(pdf: Pdf) -> Iterator[tuple[dict[str, Any], Any]]:
    """The first pages, and what they draw with."""
    waiting: list[tuple[Any, Any]] = [(pdf.root.get("Pages"), None)]
    count = 0
    while waiting and count < PAGES:
        node, inherited = waiting.pop()
        pdf.budget.spend(10)
        entries = pdf.entries_of(node)
        resources = entries.get("Resources", inherited)
        if "Kids" in entries:
            waiting += [(kid, resources) for kid in reversed(pdf.row_of(entries["Kids"]))]
            pdf.budget.spend(len(waiting))
        elif entries:
            count += 1
            yield entries, resources


@dataclass(slots=True)
class _Pen:
    """Where the next words go (9.4.2)."""

    now: Matrix = _PLAIN
    line: Matrix = _PLAIN
    leading: float = 0
    spacing: float = 0

    def follow(self, operator: str, numbers: Sequence[float]) -> None:
        """Takes an operator of the page, with its numbers."""
        if operator in ("T*", "'", '"'):
            self._go(_moved(self.line, 0, -self.leading))
        elif operator in ("Td", "TD") and len(numbers) == 2:
            self.leading = -numbers[1] if operator == "TD" else self.leading
            self._go(_moved(self.line, *numbers))
        elif operator == "Tm" and len(numbers) == 6:
            self._go(cast("Matrix", tuple(numbers)))
        elif operator == "BT":
            self._go(_PLAIN)
        elif operator == "TL" and numbers:
            self.leading = numbers[0]
        elif operator == "Tc" and numbers:
            self.spacing = numbers[0]

    def _go(self, to: Matrix) -> None:
        self.now = self.line = to


@dataclass(slots=True)
class _Drawn:
    """What a page draws, as far as it is words."""

    pdf: Pdf
    pieces: list[Piece] = field(default_factory=list)
    fonts: dict[int, Font] = field(default_factory=dict)
    outlines: Outlines = field(default_factory=Outlines)
    guesses: bool = False  # how wide the letters are is not told

    def draw(self, content: bytes, resources: Any, place: Matrix, inside: int) -> None:
        """Follows a page's operators, or a drawing's in it."""
        pen, font, size = _Pen(), None, 0.0
        saved: list[Matrix] = []
        operands: list[Any] = []
        entries = self.pdf.entries_of(resources)
        for value in values(content, self.pdf.budget):
            if not isinstance(value, Word):
                operands.append(value)
                continue
            numbers = [float(one) for one in operands if isinstance(one, int | float)]
            named = operands[0] if operands and isinstance(operands[0], Name) else ""
            pen.follow(value, numbers)
            self.outlines.follow(value, _points(value, numbers, place))
            if value == "q":
                saved = [*saved[-SAVED:], place]
            elif value == "Q" and saved:
                place = saved.pop()
            elif value == "cm" and len(numbers) == 6:
                place = _times(cast("Matrix", tuple(numbers)), place)
            elif value == "Tf":
                font = self._font(self.pdf.entries_of(entries.get("Font")).get(named))
                size = numbers[0] if numbers else size
            elif value == "Do" and inside < INSIDE:
                drawing = self.pdf.entries_of(entries.get("XObject")).get(named)
                self._drawing(drawing, resources, place, inside)
            elif value in ("Tj", "TJ", "'", '"') and operands and font is not None:
                said = operands[-1] if isinstance(operands[-1], list) else operands[-1:]
                pen.now = self._say(said, font, size, pen.spacing, pen.now, place)
            operands = []

    def _font(self, value: Any) -> Font:
        number = getattr(value, "number", id(value))
        if number not in self.fonts:
            self.fonts[number] = font_of(self.pdf, value)
        return self.fonts[number]

    def _drawing(self, value: Any, resources: Any, place: Matrix, inside: int) -> None:
        drawing = self.pdf.get(value)
        if not isinstance(drawing, Stream) or drawing.entries.get("Subtype") != "Form":
            return
        moved = [one for one in self.pdf.row_of(drawing.entries.get("Matrix"))[:6] if isinstance(one, int | float)]
        at = _times(cast("Matrix", tuple(moved)), place) if len(moved) == 6 else place
        self.draw(self.pdf.unpacked(value), drawing.entries.get("Resources", resources), at, inside + 1)

    def _say(self, said: Sequence[Any], font: Font, size: float, spacing: float, now: Matrix, place: Matrix) -> Matrix:
        """The place behind what is said here, word by word."""
        self.guesses |= not font.widths
        for one in said:
            if isinstance(one, int | float):
                now = _moved(now, -one / 1000 * size, 0)
            elif isinstance(one, bytes):
                word, begin = "", now
                self.pdf.budget.spend(len(one) // 2)
                for text, width in font.read(one):
                    if text.isspace():
                        self._add(word, size, begin, now, place)
                        word = ""
                    elif not word:
                        begin = now
                    word += text.strip()
                    now = _moved(now, width * size + spacing, 0)
                self._add(word, size, begin, now, place)
        return now

    def _add(self, word: str, size: float, begin: Matrix, end: Matrix, place: Matrix) -> None:
        at = _times(begin, place)
        if word and abs(at[1]) <= abs(at[0]):  # what is written upwards is no line of a form
            self.pieces.append(Piece(at[4], at[5], _times(end, place)[4], abs(size * at[3]) or abs(size * at[0]), word))


def _points(operator: str, numbers: Sequence[float], place: Matrix) -> list[Point]:
    """The points that an operator names, where they stand on the page."""
    if operator == "re" and len(numbers) == 4:
        x, y, wide, high = numbers
        numbers = [x, y, x + wide, y + high]
    at = (_moved(place, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False))
    return [(one[4], one[5]) for one in at]


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(at: Matrix, x: float, y: float) -> Matrix:
    return _times((1, 0, 0, 1, x, y), at)


def _fields(pdf: Pdf, page: dict[str, Any]) -> Iterator[Piece]:
    """What stands in the page's form fields (12.7), at their places."""
    for value in pdf.row_of(page.get("Annots")):
        pdf.budget.spend(10)
        widget = pdf.entries_of(value)
        corners = [one for one in pdf.row_of(widget.get("Rect"))[:4] if isinstance(one, int | float)]
        text = _shown(pdf, widget)
        if widget.get("Subtype") == "Widget" and len(corners) == 4 and text:
            left, right = sorted(corners[::2])
            low, high = sorted(corners[1::2])
            size = min(high - low, 10.0)
            yield Piece(left, (low + high) / 2 - size / 3, right, size, text, filled=True)


def _shown(pdf: Pdf, widget: dict[str, Any]) -> str:
    kind, value = _inherited(pdf, widget, "FT"), _inherited(pdf, widget, "V")
    if kind == "Btn":
        flags = _inherited(pdf, widget, "Ff")
        if isinstance(flags, int) and flags & _BUTTON_SHAPES:
            return ""
        state = pdf.get(widget.get("AS", value))
        return EMPTY if state in (None, "Off") else TICKED
    values_ = value[:CHOSEN] if isinstance(value, list) else [value]
    said = [one for one in map(pdf.get, values_) if isinstance(one, bytes)]
    pdf.budget.spend_bytes(sum(map(len, said)))
    return ", ".join(map(_text, said)).strip()


def _inherited(pdf: Pdf, widget: dict[str, Any], name: str) -> Any:
    """An entry of a field, or of what it is a part of."""
    for _ in range(8):
        if name in widget:
            return pdf.get(widget[name])
        widget = pdf.entries_of(widget.get("Parent"))
    return None


def _text(said: bytes) -> str:
    """A text string (7.9.2.2)."""
    for mark, charset in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if said.startswith(mark):
            return said[len(mark) :].decode(charset, "replace")
    return said.decode("cp1252", "replace")
