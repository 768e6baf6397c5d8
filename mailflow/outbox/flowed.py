"""Text of a mail, wrapped: `format=flowed` (RFC 3676), so that it reads well on a phone and in a terminal."""

from __future__ import annotations

from functools import lru_cache

WIDTH = 72
STUFFED = (" ", ">", "From ")  # a space goes before what a client would take for a quote (section 4.4)


def flowed(text: str) -> str:
    """Paragraph lines broken at words; a broken line ends in a space, which tells a client to join it again."""
    return "\n".join(map(_flowed, text.split("\n")))


@lru_cache(maxsize=1024)  # most lines of a letter are those of the letter before
def _flowed(line: str) -> str:
    if line in ("-- ", ">"):
        return line
    prefix, rest = ("> ", line[2:]) if line.startswith("> ") else ("", line)
    pieces = wrapped(rest.rstrip(" "), WIDTH - len(prefix))
    if not prefix:
        pieces = [f" {piece}" if piece.startswith(STUFFED) else piece for piece in pieces]
    last = f"{prefix}{pieces[-1]}" if pieces[-1] else prefix.rstrip()
    return "\n".join((*(f"{prefix}{piece} " for piece in pieces[:-1]), last))


def hard_wrapped(text: str) -> str:
    """The same for a terminal: broken lines end where they break."""
    return "\n".join("\n".join(wrapped(line, WIDTH)) for line in text.split("\n"))


def wrapped(line: str, width: int) -> list[str]:
    """The line in pieces of at most `width` characters, broken at spaces; a longer word stands alone."""
    if len(line) <= width:
        return [line]
    pieces: list[str] = []
    while len(line) > width:
        cut = line.rfind(" ", 1, width + 1)
        if cut <= 0:
            cut = line.find(" ", width)
        if cut <= 0:
            break
        pieces.append(line[:cut])
        line = line[cut + 1 :]
    return [*pieces, line]
