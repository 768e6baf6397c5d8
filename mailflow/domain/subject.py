"""What mail programs put before the subject of a mail that answers another, or hands it on."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?:\s*(?:re|r|rif|ris|i|fw|fwd|inoltra|aw|wg|sv|tr)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def bare_subject(subject: str) -> str:
    """The subject without 'Re:', 'R:', 'Fwd:', 'I: Re[2]:' before it."""
    found = _BEFORE.match(subject)
    return subject[found.end() :] if found else subject


def is_answer(subject: str) -> bool:
    """Whether anything such stands before it."""
    return _BEFORE.match(subject) is not None
