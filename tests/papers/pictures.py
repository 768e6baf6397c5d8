"""Pages of a PDF as pictures, and the codes on them."""

from __future__ import annotations

import ctypes
import io

import pypdfium2  # type: ignore[import-untyped]  # comes without types
import pypdfium2.raw  # type: ignore[import-untyped]  # likewise
import zxingcpp
from PIL import Image

DPI = 200


def pages(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil() for page in document]


def words(pdf: bytes) -> list[str]:
    """The text of every page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def codes(picture: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def png_codes(png: bytes) -> set[str]:
    return codes(Image.open(io.BytesIO(png)))


def described(pdf: bytes) -> tuple[bool, str, str]:
    """Whether it is tagged, its language and its title."""
    document = pypdfium2.PdfDocument(pdf)
    language = ctypes.create_string_buffer(64)
    pypdfium2.raw.FPDFCatalog_GetLanguage(document, ctypes.cast(language, ctypes.POINTER(ctypes.c_ushort)), 64)
    tagged = bool(pypdfium2.raw.FPDFCatalog_IsTagged(document))
    return tagged, language.raw.decode("utf-16-le").partition("\0")[0], document.get_metadata_value("Title")
