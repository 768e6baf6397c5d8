"""Boxes to tick: '☒ Green energy ☐ Welfare', 'mattina [x] sera [ ]'. What is not ticked is no word of the form."""

from __future__ import annotations

import re
from itertools import pairwise

TICKED, EMPTY = "☒", "☐"

# how Word's fonts of symbols draw them
SYMBOLS = {"FE": TICKED, "FD": TICKED, "FC": TICKED, "FB": TICKED, "78": TICKED, "52": TICKED, "54": TICKED,
           "A8": EMPTY, "6F": EMPTY, "71": EMPTY, "72": EMPTY, "A3": EMPTY}  # fmt: skip
DINGBATS = {"33": TICKED, "34": TICKED, "35": TICKED, "36": TICKED, "37": TICKED, "38": TICKED, "6E": TICKED,
            "6F": EMPTY, "70": EMPTY, "71": EMPTY, "72": EMPTY}  # fmt: skip
BOXES = frozenset("☒☑✓✔✗✘■☐□❏❑")
_TICKED = r"[☒☑✓✔✗✘■]|\[ ?[xX✓✔✗✘] ?\]"
_BOX = re.compile(rf"({_TICKED})|[☐□❏❑]|\[[ ._]{{0,3}}\]")
_TICK = re.compile(rf"[xX]|{_TICKED}")


def is_tick(cell: str) -> bool:
    """Whether a cell holds a tick and nothing else."""
    return _TICK.fullmatch(cell) is not None


def ticked(line: str) -> str:
    """The line with what is ticked in it alone, '' where nothing is; as it is where it has no box."""
    boxes = list(_BOX.finditer(line))
    if not boxes:
        return line
    before, after = line[: boxes[0].start()], line[boxes[-1].end() :]
    between = [line[one.end() : other.start()] for one, other in pairwise(boxes)]
    if before.strip() and not after.strip():  # each box stands behind its words
        label, colon, first = before.rpartition(":")
        words = [first, *between]
    else:
        label, colon, words = before.rstrip(" :"), ":" if before.strip() else "", [*between, after]
    kept = [said.strip(" ,;/\t") for box, said in zip(boxes, words, strict=True) if box[1]]
    if not kept:
        return ""
    return f"{label}{colon} {', '.join(filter(None, kept))}".strip(" :" if not any(kept) else None)
