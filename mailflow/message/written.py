"""The lines of a page as they are written: behind the marks of quotes, with what is due before the next words."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailflow.message.elements import INNER, WHITE


@dataclass(slots=True)
class Written:
    """The lines so far, and what is due before the next words."""

    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    depth: int = 0  # of quotes
    blank: int = 0  # empty lines owed before the next text
    preformatted: int = 0
    cells: list[bool] = field(default_factory=list)  # for every open cell, whether anything stands in it
    owed: int = 0  # inside a cell, before its next text: 1 a new line, 2 an empty line too
    fresh_item: bool = False  # nothing stands behind the bullet yet

    def text(self, text: str | None) -> None:
        """Adds running text, white space collapsed unless preformatted."""
        if not text:
            return
        if not text.isspace() or "\u00a0" in text:
            self.fill()
        if self.preformatted:
            first, *others = text.replace("\r", "").split("\n")
            self.line.append(first)
            for other in others:
                self.end_line()
                self.line.append(other)
            return
        text = WHITE.sub(" ", text)
        if text[0] == " " and (not self.line or self.line[-1].endswith((" ", "\t"))):
            text = text[1:]
        if text:
            self.line.append(text)

    def break_line(self) -> None:
        """Ends the line, if anything stands on it."""
        self.owed, self.fresh_item = 0, False
        if any(not piece.isspace() or "\u00a0" in piece for piece in self.line):
            self.end_line()
        else:
            self.line.clear()

    def end_line(self) -> None:
        """Ends the line, even an empty one (`<br>`)."""
        content = "".join(self.line)
        content = content if self.preformatted else content.strip(" \n")
        self.line.clear()
        self.put_line(content.rstrip("\u00a0\t "))

    def put_line(self, content: str) -> None:
        """Adds a whole line at the present quote depth."""
        prefix = ">" * min(self.depth, 9)
        if content and self.blank and self.lines:
            self.lines.append(prefix)
        if content:
            self.blank = 0
        self.lines.append(f"{prefix} {content}" if prefix else content)

    def gap(self) -> None:
        """An empty line is due, unless there is one."""
        self.blank = 1 if self.lines and self.lines[-1].strip("> ") else 0

    def finished(self) -> list[str]:
        """All lines, the last one ended."""
        self.break_line()
        return self.lines

    def part(self, tag: str, *, apart: bool) -> None:
        """A block begins or ends. Inside a cell it is parted from what follows there, not from the next cell; an item's
        first block stands beside its bullet.
        """
        if tag in INNER and self.fresh_item:
            return
        if tag in INNER and self.cells:
            if self.cells[-1]:
                self.owed = max(self.owed, 2 if apart else 1)
            return
        self.break_line()
        if apart:
            self.gap()

    def fill(self) -> None:
        """Something is about to stand here: what is owed before it comes first."""
        owed, self.fresh_item = self.owed, False
        if owed:
            self.break_line()
        if owed > 1:
            self.gap()
        if self.cells:
            self.cells[-1] = True
