"""Somebody called by a short name, and told in full once: 'il Benny, all'anagrafe Benedetto Sala'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.names.names import Name
from mailflow.understanding.text.page import Page


def with_real_names(page: Page, names: Sequence[Name]) -> list[Name]:
    """The names, those of one word with the full name that the text says is theirs."""
    found = list(names)
    for mark in page.marks.get("real_name", ()):
        one = next((n for n in reversed(found) if n.end <= mark.start), None)
        two = next((n for n in found if n.start >= mark.end), None)
        if one is None or two is None or len(one.key) != 1 or len(two.key) < 2:
            continue
        between = (*page.tokens[one.end : mark.start], *page.tokens[mark.end : two.start])
        if all(t.text in ",(" for t in between):
            found = [replace(n, text=two.text, key=two.key) if n.key == one.key else n for n in found]
    return found
