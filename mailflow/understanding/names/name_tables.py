"""Names in lists and tables: a row a person, and what stands in the row besides."""

from __future__ import annotations

from mailflow.understanding.names.name_runs import NameRuns
from mailflow.understanding.names.names import is_given
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.tokens import Kind


class NameTables(NameRuns):
    """Names that open a line or a row."""

    @kept
    def rows(self) -> dict[int, int]:
        """Where rows of a table begin, two or more that go from a name to a choice: 'Ffion Grant A3 C2'.

        With each, how many words stand before the name: 'Branch Name Morning' has one.
        """
        tokens, lead = self.tokens, 0
        found: dict[int, int] = {}
        row: list[int] = []
        starts = [0, *(n + 1 for n, t in enumerate(tokens) if t.kind is Kind.LINE)]
        for start in starts:
            end = start
            while end < len(tokens) and self.fits(tokens[end], end):
                end += 1
            told = end < len(tokens) and (end in self.blocked or tokens[end].fold in self.words["dash"])
            if 2 <= end - start <= 4 and told:
                row.append(start)
                continue
            found.update(dict.fromkeys(row, lead) if len(row) > 1 else {})
            row, lead = [], self.columns_before_names(start)
        found.update(dict.fromkeys(row, lead) if len(row) > 1 else {})
        return found

    def columns_before_names(self, start: int) -> int:
        """How many columns a table's head tells before that of the names: one at most."""
        second = self.tokens[start + 1 : start + 2]
        return int(any(t.capital and t.fold in self.words["name_column"] for t in second) and self.other_column(start))

    def other_column(self, n: int) -> bool:
        """Whether the word is no part of the next one's label, as 'Full Name' is."""
        return (
            self.tokens[n].capital and self.tokens[n].fold not in self.words["not_names"] | self.words["part_of_name"]
        )

    def first_two(self, run: list[int]) -> list[int]:
        """Of a table's row, first name and surname with particles, and what lists of names know besides."""
        content, behind = 0, self.tokens[run[-1] + 1 : run[-1] + 2]
        if len(run) == 3 and is_given(self.word(run[0])) and behind and behind[0].text in "-–—:":
            return run  # 'Mei Ling Chow - T2'
        for at, n in enumerate(run):
            word = self.tokens[n].fold.strip("'")
            if word in self.words["particle"] and at + 1 < len(run):
                continue
            if content >= 2 and not is_given(word):
                return run[:at]
            content += 1
        return run

    def whole_line(self, run: list[int]) -> bool:
        """Whether the run opens its line and no word follows but a joining one."""
        after = self.tokens[run[-1] + 1] if run[-1] + 1 < len(self.tokens) else None
        closed = after is None or after.kind is not Kind.WORD or after.fold in self.words["conjunction"]
        return self.line_start(run[0]) and closed
