"""The words of a PDF as lines of a form: what stands beside each other is one, what was filled in behind its label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailflow.message.documents.blocks import Block
from mailflow.message.documents.boxes import EMPTY, TICKED, is_tick
from mailflow.message.documents.pdf_fonts import UNKNOWN
from mailflow.message.documents.pdf_page import Piece, pages_of
from mailflow.message.documents.pdf_syntax import Pdf

APART = 2.5  # sizes between what are cells of their own
SPACE = 0.15  # sizes between words
LINE = 0.5  # sizes by which the words of a line may stand higher and lower


def blocks_of(content: bytes) -> list[Block]:
    """The lines of the document. Raises Unreadable.

    None where its letters are not told, or where it would be guessed which box is ticked: of boxes drawn by lines, of
    crosses in cells of their own.
    """
    pages = list(pages_of(Pdf(content)))
    if any(page.is_unclear for page in pages):
        return []
    lines = [_cells(line) for page in pages for line in _lines(page.pieces)]
    cells = [cell for line in lines for cell in line]
    if any(UNKNOWN in cell for cell in cells) or any(is_tick(cell) for cell in cells if cell not in (TICKED, EMPTY)):
        return []
    return [_block(line) for line in lines]


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces line by line, from the top."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if line and line[0].y - piece.y > LINE * max(line[0].size, piece.size, 1):
            yield sorted(line, key=lambda piece: piece.x)
            line = []
        line.append(piece)
    yield sorted(line, key=lambda piece: piece.x)


def _cells(line: Sequence[Piece]) -> list[str]:
    """The words of a line, parted where there is much room between them and before what was filled in."""
    cells: list[str] = []
    before: Piece | None = None
    for piece in line:
        size = max(piece.size, 1)
        gap = piece.x - before.end if before else 0
        box = piece.text in (TICKED, EMPTY) or (before is not None and before.text in (TICKED, EMPTY))
        if before is None or (not box and (gap > APART * size or (piece.filled and not before.filled))):
            cells.append(piece.text)
        else:
            cells[-1] += (" " if box or gap > SPACE * size else "") + piece.text
        before = piece
    return [said for cell in cells if (said := " ".join(cell.split()))]


def _block(cells: Sequence[str]) -> Block:
    """A line of two cells, or of labels and what stands behind them, is a row; any other is what it says."""
    if len(cells) % 2 == 0 and (len(cells) == 2 or all(label.endswith(":") for label in cells[::2])):
        return (tuple(cells),)
    return " ".join(cells)
