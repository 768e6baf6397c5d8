"""A scanned paper: its pages as pictures (PDF, TIFF), and the words Tesseract reads on them.

Both are bounded: a fax has few pages. Needs the extra `fax` for PDF, and the program `tesseract` for the words.
"""

from __future__ import annotations

import io
import shutil
import subprocess  # Tesseract is a program; it gets a picture of our own making on its standard input
from collections.abc import Iterator, Sequence
from itertools import islice

import structlog
from PIL import Image, ImageSequence, UnidentifiedImageError

log = structlog.get_logger()

PAGES = 5  # read of one fax
WIDTH = 1700  # pixels of a page as it is read: 200 dots an inch, the fine resolution of fax (ITU-T T.4)
SHOWN_WIDTH = 1000  # pixels of the picture that is shown
PIXELS = 60_000_000  # of a page at most: beyond, it is no fax
SECONDS = 30  # given to Tesseract for a page
PDF, TIFF = "application/pdf", frozenset({"image/tiff", "image/tif", "image/x-tiff"})


def is_scan(content_type: str, filename: str) -> bool:
    """Whether a file is one that gateways send."""
    ending = filename.casefold().rpartition(".")[2]
    return content_type == PDF or content_type in TIFF or ending in {"pdf", "tif", "tiff"}


def pages(content: bytes) -> list[Image.Image]:
    """The pages in greys, the first PAGES of them; none where the file cannot be read."""
    try:
        found = _of_pdf(content) if content[:1024].lstrip().startswith(b"%PDF") else _of_tiff(content)
        return [_sized(page) for page in islice(found, PAGES)]
    except (UnidentifiedImageError, OSError, ValueError, RuntimeError, Image.DecompressionBombError) as error:
        log.warning("a fax cannot be read", why=str(error))
    return []


def words(page: Image.Image, language: str) -> str:
    """What Tesseract reads on a page; empty where it is not installed, fails or takes too long."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    command = [program, "stdin", "stdout", "-l", language, "--psm", "4"]
    try:
        done = subprocess.run(command, input=_png(page), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        log.warning("a page could not be read", why=str(error))
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "").strip()


def picture(found: Sequence[Image.Image]) -> bytes | None:
    """All pages below each other, as one PNG in black and white; None where there are none."""
    if not found:
        return None
    shown = [page.resize((SHOWN_WIDTH, max(1, page.height * SHOWN_WIDTH // page.width))) for page in found]
    whole = Image.new("L", (SHOWN_WIDTH, sum(page.height for page in shown)), 255)
    top = 0
    for page in shown:
        whole.paste(page, (0, top))
        top += page.height
    return _png(whole.quantize(4))


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra, and comes without types
    except ImportError:
        log.warning("a fax cannot be read", why="PDF needs the extra 'fax'")
        return
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(len(document), PAGES)):
            page = document[number]
            width, height = page.get_size()  # in points
            scale = WIDTH / max(width, 1)
            if width * height * scale * scale <= PIXELS:
                yield page.render(scale=scale, grayscale=True).to_pil()


def _of_tiff(content: bytes) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(content), formats=("TIFF",)) as image:
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height <= PIXELS:
                yield _squared(frame)


def _squared(frame: Image.Image) -> Image.Image:
    """Lines of a fax may lie twice as far apart as its dots (ITU-T T.4): drawn out to their true height."""
    across, down = (float(n) for n in frame.info.get("dpi", (1, 1)))
    page = frame.convert("L")
    stretched = across / down if across and down else 1.0
    return page.resize((page.width, round(page.height * stretched))) if 1.3 < stretched < 4 else page


def _sized(page: Image.Image) -> Image.Image:
    grey = page.convert("L")
    return grey.resize((WIDTH, max(1, grey.height * WIDTH // grey.width)))


def _png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()
