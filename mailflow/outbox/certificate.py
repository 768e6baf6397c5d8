"""The certificate of attendance: an accessible PDF (PDF/UA, ISO 14289), one a person. Needs the extra `pdf`."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterable
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from importlib.util import find_spec
from subprocess import run
from typing import Any

from mailflow.domain.booking import Attendee
from mailflow.domain.letter import Summary
from mailflow.domain.place import Status
from mailflow.outbox.templates import Templates
from mailflow.outbox.view import event_view

_TRY = """
try:
    import weasyprint
except ImportError as error:
    print(error)
except OSError as error:  # WeasyPrint is installed, and the library Pango is not
    print(str(error).partition(":")[0])
"""
TEMPLATE = "_certificate.html.j2"
BEYOND_LATIN = "\u0250"  # the first character behind the Latin ones
SURE = frozenset({Status.CONFIRMED, Status.ATTENDED})


@cache
def missing() -> str:
    """Why no certificate can be made, so that none is attached and none is promised; empty where they can.

    WeasyPrint takes a third of the memory of a whole service, and most services send no certificate for months: whether
    it can be imported is tried by a process that ends.
    """
    if find_spec("weasyprint") is None:
        return "No module named 'weasyprint'"
    tried = run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    return (tried.stderr if tried.returncode else tried.stdout).strip()


def certified(letter: Summary) -> tuple[Attendee, ...]:
    """Who gets one: the attendees named in `certificates`, where they have a name to print."""
    if missing():
        return ()
    return tuple(a for a in letter.booking.attendees if a.number in letter.certificates and a.name)


def page(letter: Summary, attendee: Attendee, templates: Templates) -> str:
    """The certificate as HTML. Raises jinja2.TemplateError."""
    event = event_view(letter.event, letter.language)
    held = {place.session for place in attendee.places if place.status in SURE}
    return templates.page(letter.event.id, letter.language, TEMPLATE).render(
        event=event,
        person=attendee.name,
        sessions=[session for round_ in event.rounds for session in round_.sessions if session.id in held],
        code=letter.booking.code,
    )


def to_pdf(html: str, identifier: str) -> bytes:
    """The page as a tagged PDF. `identifier` is the document's own; the same page gives the same bytes."""
    import weasyprint  # noqa: PLC0415 - an extra, and slow to import

    style = weasyprint.CSS(string=_font_face(), url_fetcher=_only_data)
    page = weasyprint.HTML(string=html, url_fetcher=_only_data)
    pdf = page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())
    assert pdf is not None
    return bytes(pdf)


def unprintable(names: Iterable[str]) -> str:
    """The characters of these names that no font of this machine has, and a certificate would show as empty boxes.

    Empty where no certificate can be made. Our own font has all of the Latin ones, for which nothing need be tried.
    """
    rare = "".join(sorted({char for name in names for char in name if char >= BEYOND_LATIN}))
    if not rare or missing():
        return ""
    import weasyprint  # noqa: PLC0415 - likewise

    style = weasyprint.CSS(string=_font_face(), url_fetcher=_only_data)
    page = f'<p style="font-family: Letter">{escape(rare)}</p>'
    document = weasyprint.HTML(string=page, url_fetcher=_only_data).render(stylesheets=[style])
    document.write_pdf()
    lacking = {code for font in document.fonts.values() for code in getattr(font, "missing", ())}
    return "".join(char for char in rare if ord(char) in lacking)


def _only_data(url: str, *_: Any, **__: Any) -> Any:
    """Nothing is fetched from anywhere: a template may hold data: URLs and no others."""
    import weasyprint  # noqa: PLC0415 - likewise

    if not url.startswith("data:"):
        raise ValueError(f"{url}: a certificate fetches nothing")
    return weasyprint.default_url_fetcher(url)


@lru_cache(maxsize=1)
def _font_face() -> str:
    """Our own font, so that a server without fonts prints names with their accents."""
    font = b64encode(files("mailflow.outbox").joinpath("fonts/DejaVuSans.ttf").read_bytes()).decode()
    return f'@font-face {{ font-family: "Letter"; src: url(data:font/ttf;base64,{font}) }}'
