"""HTML to PDF/UA: tagged, in a stated language, so that a screen reader can read it (ISO 14289-1)."""

from __future__ import annotations


class PdfUnavailableError(Exception):
    """WeasyPrint, or the Pango library it needs, is not on this machine."""


def to_pdf(html: str) -> bytes:
    """The PDF of a page that has a title and a language. Nothing is fetched: no network, no file.

    Raises PdfUnavailableError, with what to install.
    """
    try:
        from weasyprint import HTML  # noqa: PLC0415 - an extra, and slow to import
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - likewise
    except (ImportError, OSError) as error:
        raise PdfUnavailableError(
            "a PDF needs WeasyPrint and Pango: pip install weasyprint and, on Debian, apt install libpango-1.0-0 "
            f"libpangoft2-1.0-0 ({error})"
        ) from error
    within = URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
    pdf: bytes = HTML(string=html, url_fetcher=within).write_pdf(pdf_variant="pdf/ua-1")
    return pdf
