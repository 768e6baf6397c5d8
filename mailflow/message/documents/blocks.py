"""What a document is made of, whatever wrote it: paragraphs and tables; and both as the lines of a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mailflow.message.documents.boxes import is_tick, ticked

Table = tuple[tuple[str, ...], ...]  # rows of cells
Block = str | Table


def lines_of(blocks: Iterable[Block]) -> str:
    """The words of a document, a line a paragraph or a field: 'Nome | Anna Rossi' is 'Nome: Anna Rossi'."""
    lines = (line for block in blocks for line in (block.split("\n") if isinstance(block, str) else _of_table(block)))
    return "\n".join(line for line in map(ticked, lines) if line.strip()).strip()


def _of_table(table: Table) -> Iterator[str]:
    rows = [tuple(" ".join(cell.split()) for cell in row) for row in table]
    rows = [row for row in rows if any(row)]
    if any(is_tick(cell) for row in rows for cell in row):
        return _ticked_rows(rows)
    if len(rows) > 1 and len(rows[0]) > 2 and not any(_is_label(row[2]) for row in rows if len(row) > 2):
        return _under_heads(rows)
    return (line for row in rows for line in _pairs(row))


def _pairs(row: Sequence[str]) -> Iterator[str]:
    """'Nome | Anna', 'Nome: | Anna | E-mail: | anna@…'; a row of one cell, or an odd one, is what it says."""
    if len(row) % 2:
        yield " ".join(filter(None, row))
        return
    for label, value in zip(row[::2], row[1::2], strict=True):
        yield f"{label.rstrip(' :')}: {value}".rstrip() if label else value


def _is_label(cell: str) -> bool:
    return cell.endswith(":")


def _under_heads(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One person a row, below the names of the columns: 'Nome | Età | Gruppo'; a line each where there are several."""
    heads, *filled = rows
    told = [
        [f"{head.rstrip(' :')}: {value}" if head else value for head, value in zip(heads, row, strict=False) if value]
        for row in filled
    ]
    return iter(told[0]) if len(told) == 1 else map(", ".join, told)


def _ticked_rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """What is ticked in cells of its own: 'Green energy | X', perhaps below 'Gruppo | Primo turno'; nothing else."""
    columns = {at for row in rows for at, cell in enumerate(row) if is_tick(cell)}
    first = rows[0]
    heads = {at: first[at] for at in columns if at < len(first) and not any(map(is_tick, first))}
    for row in rows[1:] if any(heads.values()) else rows:
        said = " ".join(cell for at, cell in enumerate(row) if cell and at not in columns)
        for at in sorted(columns):
            if at < len(row) and is_tick(row[at]):
                yield f"{heads[at].rstrip(' :')}: {said}" if heads.get(at) else said
            elif at < len(row) and row[at]:
                yield f"{said.rstrip(' :')}: {row[at]}"
