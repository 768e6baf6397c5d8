"""The kinds of documents that are read, and how each is known."""

from __future__ import annotations

from collections.abc import Callable

from mailflow.message.documents import opendocument, pdf, word
from mailflow.message.documents.blocks import lines_of
from mailflow.message.documents.unreadable import Unreadable
from mailflow.message.model import Attachment

LARGEST = 8 * 1024 * 1024  # bytes of a document with its pictures
LONGEST = 8_000  # characters of what a person fills in

_ENCRYPTED = b"\xd0\xcf\x11\xe0"  # the compound file (MS-CFB) that Office lays an encrypted document into


def is_document(file: Attachment) -> bool:
    """Whether a file is a document of a kind that is read."""
    return _reader(file) is not None and not file.content_id


def words_of(file: Attachment) -> str:
    """The words of a document, line by line; '' where it has none, or more than a form. Raises Unreadable."""
    read = _reader(file)
    if read is None:
        return ""
    if len(file.content) > LARGEST:
        raise Unreadable("it is too large")
    if file.content.startswith(_ENCRYPTED):
        raise Unreadable("it is encrypted, or of an old kind")
    words = read(file.content)
    return words if len(words) <= LONGEST else ""


def _docx(content: bytes) -> str:
    return lines_of(word.blocks_of(content))


def _odt(content: bytes) -> str:
    return lines_of(opendocument.blocks_of(content))


def _pdf(content: bytes) -> str:
    return lines_of(pdf.blocks_of(content))


_READERS: dict[str, Callable[[bytes], str]] = {"docx": _docx, "odt": _odt, "pdf": _pdf}
_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/pdf": "pdf",
}


def _reader(file: Attachment) -> Callable[[bytes], str] | None:
    ending = file.filename.casefold().rpartition(".")[2]
    return _READERS.get(ending if ending in _READERS else _TYPES.get(file.content_type, ""))
