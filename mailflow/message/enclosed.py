"""Words that came as a file: a form filled in, where the mail itself only says that it is enclosed.

Only a mail that says nothing of its own is read so: beside a mail's own words a file may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mailflow.message import phrases, webform
from mailflow.message.charsets import clean, decode
from mailflow.message.documents.boxes import ticked
from mailflow.message.documents.kinds import is_document, words_of
from mailflow.message.documents.unreadable import Unreadable
from mailflow.message.model import Attachment

LONGEST = 300  # characters of a mail that only says so
LARGEST = 20_000  # bytes of a text file that a person fills in

_CLAUSE = re.compile(r"[.!;:\n]+|,\s")
_LEADERS = re.compile(r"[ \t:]{0,4}(?<![._…])[._…]{3,200}[ \t]{0,40}(?=[^\s._…])")  # 'Nome ........ Ada Neri'
_TITLE = phrases.pattern("enclosed", "title", before=r"^\W*", after=r"[^:\n]*$")
_CALLED = phrases.pattern("enclosed", "called", before=r"(?<!\w)", after=r"(?!\w)")
_OTHER = phrases.pattern("enclosed", "other", before=r"(?<!\w)").search
_REFERS = phrases.pattern("enclosed", "refers", before=r"(?<!\w)")
_STATES = phrases.pattern("enclosed", "states", before=r"(?<!\w)", after=r"(?!\w)")
_COURTESY = phrases.pattern("enclosed", "courtesy", before=r"^\W*", after=r"\W*$")
_CLOSING = phrases.pattern("signature", "closing", before=r"^\W*")
_NAME = re.compile(r"^\W*(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?\s*){1,4}\W*$")


def enclosed_words(own: str, subject: str, attachments: Sequence[Attachment]) -> tuple[str, Sequence[Attachment]]:
    """The words of the one file of a mail that says no more than that there is one, and the attachments with that file
    marked as read, or with why it cannot be; '' where there is none."""
    files = [file for file in attachments if _is_text(file) or is_document(file)]
    if len(files) != 1 or not _only_refers(own):
        return "", attachments
    [file] = files
    try:
        words = _words(file, own, subject)
    except Unreadable as reason:
        return "", [replace(one, unreadable=str(reason)) if one is file else one for one in attachments]
    if not any(character.isalpha() for character in words):
        return "", attachments
    return words, [replace(one, read=True) if one is file else one for one in attachments]


def _words(file: Attachment, own: str, subject: str) -> str:
    """The words of a file. A document may be anything, so it must be called a form and say whose it is."""
    document = is_document(file)
    raw = words_of(file) if document else "\n".join(map(ticked, clean(decode(file.content)[0]).split("\n")))
    words = _LEADERS.sub(": ", raw).strip()
    if document and not (_is_called_a_form(file, own, subject, words) and webform.names_somebody(words.split("\n"))):
        return ""
    return _without_title(words)


def _is_called_a_form(file: Attachment, own: str, subject: str, words: str) -> bool:
    name = file.filename.replace("_", " ").replace("-", " ")
    said = (own, subject, name, words.partition("\n")[0])
    return any(map(_CALLED.search, said)) and not any(map(_OTHER, (own, name)))


def _without_title(words: str) -> str:
    """The words of a form without its name: 'SCHEDA DI ADESIONE'."""
    first, _, rest = words.partition("\n")
    return rest.strip() if _TITLE.match(first) else words


def _is_text(file: Attachment) -> bool:
    text = file.content_type == "text/plain" or file.filename.casefold().endswith(".txt")
    return text and not file.content_id and 0 < len(file.content) <= LARGEST


def _only_refers(own: str) -> bool:
    """Whether a mail says nothing, or only that something is enclosed, with the courtesy around it."""
    if len(own) > LONGEST or "?" in own or re.search(r"\d", own) or _STATES.search(own):
        return False
    clauses = [clause for clause in _CLAUSE.split(own) if clause.strip()]
    said = [clause for clause in clauses if not (_COURTESY.match(clause) or _CLOSING.match(clause))]
    return all(_REFERS.search(clause) or _NAME.match(clause) for clause in said)
