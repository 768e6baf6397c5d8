"""Documents as people fill them in, built here: .docx and .odt."""

# ruff: noqa: E501 - names of namespaces are long

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from mailflow.message import Message, parse

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
O = (  # noqa: E741 - beside W
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
ENCLOSED = "Buongiorno,\nvi mando in allegato il modulo compilato.\nCordiali saluti\nAda Neri"


def packed(**entries: bytes | str) -> bytes:
    """A zip of these; '__' in a name is a slash, '_' a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def docx(body: str) -> bytes:
    """A Word document with this body."""
    return packed(word__document_xml=f"<w:document {W}><w:body>{body}</w:body></w:document>")


def odt(body: str) -> bytes:
    """A Writer document with this body."""
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    return packed(content_xml=f"<office:document-content {O}>{text}</office:document-content>")


def p(text: str) -> str:
    """A paragraph of Word."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word."""
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def mail(content: bytes, name: str = "modulo.docx", words: str = ENCLOSED, subject: str = "iscrizione") -> EmailMessage:
    """A mail with this file."""
    made = EmailMessage()
    made["From"] = "Ada Neri <ada@posta.example>"
    made["Subject"] = subject
    made.set_content(words)
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def sent(content: bytes, name: str = "modulo.docx", words: str = ENCLOSED, subject: str = "iscrizione") -> Message:
    """The same as it is read."""
    return parse(mail(content, name, words, subject).as_bytes())
