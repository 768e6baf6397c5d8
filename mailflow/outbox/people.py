"""People's own words, made fit to stand in a mail of ours."""

from __future__ import annotations

import re

from mailflow.domain.subject import bare_subject

# A forged sender could have us carry links to a stranger: no link of a writer's is ever handed on.
_LINK = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)\S+")
_SPACES = re.compile(r"\s+")

QUOTE_LINES = 12
QUOTE_WIDTH = 400
SUBJECT_WIDTH = 120


def without_links(text: str) -> str:
    """The words with every link replaced by `[…]`."""
    return _LINK.sub("[…]", text)


def subject_of_answer(subject: str) -> str:
    """`Re:` and the writer's subject, bare of earlier prefixes; empty where there is none to answer."""
    bare = _SPACES.sub(" ", without_links(bare_subject(subject))).strip()
    return f"Re: {shortened(bare, SUBJECT_WIDTH)}" if bare else ""


def quoted(text: str) -> tuple[str, ...]:
    """The first lines of a mail, to be quoted below the answer; none of one without words."""
    if not text.strip():
        return ()
    lines = [line.strip() for line in without_links(text).strip().split("\n")]
    kept = [shortened(line, QUOTE_WIDTH) for line in lines[:QUOTE_LINES]]
    return (*kept, "…") if len(lines) > QUOTE_LINES else tuple(kept)


def shortened(text: str, width: int) -> str:
    """The text, cut at a word where it is longer than `width` characters."""
    if len(text) <= width:
        return text
    head, _, _ = text[: width - 1].rpartition(" ")
    return f"{head or text[: width - 1]}…"
