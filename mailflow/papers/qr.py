"""QR codes (ISO/IEC 18004)."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 4  # modules of white around a code, as the standard asks
PNG_SCALE = 10  # pixels a module: sharp on a poster


def svg(text: str, label: str) -> str:
    """An `<svg>` element to stand in HTML; `label` is what a screen reader says. It fills the width it is given."""
    code = segno.make_qr(text, error="m").svg_inline(omitsize=True, border=QUIET_ZONE, light="#fff", dark="#000")
    return code.replace("<svg", f'<svg role="img" aria-label="{_attribute(label)}"', 1)


def data_uri(text: str) -> str:
    """The code as a data: URI without white around it: the page leaves that."""
    return segno.make_qr(text, error="m").svg_data_uri(omitsize=True, border=0)


def png(text: str) -> bytes:
    """The code as a PNG."""
    file = io.BytesIO()
    segno.make_qr(text, error="m").save(file, kind="png", scale=PNG_SCALE, border=QUIET_ZONE)
    return file.getvalue()


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
