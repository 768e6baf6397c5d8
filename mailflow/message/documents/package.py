"""One XML file out of a zip, within fixed bounds: neither the archive nor its words can hold up a reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mailflow.message.documents.unreadable import Unreadable

ENTRIES = 1000  # files in the archive: a form has twenty, and more only of pictures
UNPACKED = 2 * 1024 * 1024  # bytes of the file that is read
MARKS = 100_000  # '<' in it, so elements at most
DEPTH = 120  # elements inside one another

_CENTRAL = b"PK\x01\x02"  # begins an entry of the archive's directory


def xml_in(content: bytes, name: str) -> Element:
    """The root of this file of the archive. Raises Unreadable."""
    if content.count(_CENTRAL) > ENTRIES:
        raise Unreadable("too many files are packed in it")
    try:
        text = _unpacked(content, name).decode("utf-8-sig")
        if text.count("<") > MARKS:
            raise Unreadable("it is too large")
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("it is not written as documents are") from None
    except (zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError, OSError, EOFError) as error:
        raise Unreadable("it is damaged, or no document") from error
    return root


def _unpacked(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo(name)
        if entry.flag_bits & 0x1:
            raise Unreadable("it is encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("it is not packed as documents are")
        with archive.open(entry) as packed:
            data = packed.read(UNPACKED + 1)
    if len(data) > UNPACKED:
        raise Unreadable("it is too large")
    return data
