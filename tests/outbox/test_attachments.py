"""What goes with a letter: the chart, the spreadsheet, certificates, a person's data."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from mailflow.domain.event import Event
from mailflow.domain.letter import Summary
from mailflow.domain.organizer_letter import Digest
from mailflow.outbox.certificate import missing, unprintable
from mailflow.outbox.chart import seats_chart
from mailflow.outbox.organizers import SeatsView
from mailflow.outbox.render import render
from mailflow.outbox.sample import sample
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates

Events = Callable[[str], Event]
FRAME = 9 / 25.4 * 72  # points from the edge of a certificate's page
CONFIRMED, OFFERED, TRACK = (29, 92, 99), (224, 160, 48), (227, 232, 236)


def bar(*, capacity: int | None, confirmed: int, offered: int = 0) -> list[tuple[int, int, int]]:
    """Colours along the middle of the only bar, without the paper, neighbours told once."""
    seat = SeatsView("Session", "Round", capacity, confirmed, offered, 0, None, "")
    image = Image.open(io.BytesIO(seats_chart([seat], "All"))).convert("RGB")
    line = [image.getpixel((x, 2 * (16 + 24 + 6))) for x in range(40, image.width - 40)]
    return [colour for index, colour in enumerate(line) if index == 0 or colour != line[index - 1]]  # type: ignore[misc]  # RGB


def test_the_chart_shows_what_is_confirmed_held_and_free() -> None:
    assert [
        colour for colour in bar(capacity=60, confirmed=30, offered=15) if colour in (CONFIRMED, OFFERED, TRACK)
    ] == [
        CONFIRMED,
        OFFERED,
        TRACK,
    ]


def test_a_full_session_is_a_full_bar_and_an_empty_one_an_empty_bar() -> None:
    assert (bar(capacity=16, confirmed=16), bar(capacity=16, confirmed=0)) == ([CONFIRMED], [TRACK])


def test_the_chart_is_one_picture_of_all_sessions_with_words_in_its_stead(event: Events, templates: Templates) -> None:
    rendered = render(sample("digest", event("fabbrica-idee"), "it"), templates)
    (picture,) = [attached for attached in rendered.attachments if attached.cid]

    assert Image.open(io.BytesIO(picture.content)).size == (1072, 2 * (2 * 16 + 7 * 48))
    assert re.findall(r'<img src="(cid:[^"]*)" alt="([^"]*)"', rendered.html) == [
        ("cid:seats", "I posti di ogni sessione; le stesse cifre sono scritte qui sotto")
    ]


def test_the_digest_brings_the_bookings_as_a_spreadsheet_without_formulas(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    booking = desk.booked(("=HYPERLINK(1)", "+39", "@SUM(A1)"))
    letter = Digest(**desk.organizers(), day=desk.now.date(), seats=(), bookings=(booking,))
    (sheet,) = [a for a in render(letter, templates).attachments if a.filename.endswith(".xlsx")]
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        words = book.read("xl/sharedStrings.xml").decode()

    assert [re.findall(r"<f>|<hyperlink", cells) for cells in sheets] == [[] for _ in sheets]
    assert [name in words for name in ("=HYPERLINK(1)", "+39", "@SUM(A1)")] == [True, True, True]


def test_a_quiet_day_brings_no_spreadsheet(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    letter = Digest(**desk.organizers(), day=desk.now.date(), seats=())

    assert [attached.filename for attached in render(letter, templates).attachments] == ["seats.png"]


def test_a_certificate_is_a_tagged_pdf_in_its_language(event: Events, templates: Templates) -> None:
    (pdf,) = render(sample("summary", event("fabbrica-idee"), "it"), templates).attachments

    assert (pdf.filename, pdf.content_type) == ("K7QM-3F-1.pdf", "application/pdf")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf.content, re.DOTALL)
    said = b"".join(zlib.decompress(stream) if stream[:1] == b"x" else stream for stream in streams)
    assert [mark in said for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang (it)", b"pdfuaid:part")] == [True] * 4


def test_a_long_certificate_keeps_to_its_page(event: Events, templates: Templates) -> None:
    event_ = replace(event("open-science-days"), title="A conference on the keeping of archives and libraries " * 5)
    desk = Desk(event_, "en")
    booking = desk.booked(("Maria Theresia Walburga Amalia Christina of the Far Away Mountains",))
    letter = Summary(**desk.unasked(), booking=booking, came=(1,), proposals={}, certificates=(1,))
    (pdf,) = render(letter, templates).attachments
    (page,) = pypdfium2.PdfDocument(pdf.content)
    words = page.get_textpage()
    bottoms = [words.get_charbox(number)[1] for number in range(words.count_chars())]

    assert words.get_text_range().split()[-1] == "K7QM-3F"
    assert min(bottoms) > FRAME


def test_the_same_certificate_has_the_same_bytes(event: Events, templates: Templates) -> None:
    letter = sample("summary", event("fabbrica-idee"), "it")

    assert render(letter, templates).attachments == render(letter, templates).attachments


def test_each_who_came_has_a_certificate_and_who_has_no_name_has_none(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    letter = Summary(**desk.unasked(), booking=desk.party, came=(1, 3, 5), proposals={}, certificates=(1, 3, 5))
    rendered = render(letter, templates)

    assert missing() == ""
    assert [attached.filename for attached in rendered.attachments] == ["K7QM-3F-1.pdf", "K7QM-3F-3.pdf"]
    assert (
        "Sono allegati gli attestati di partecipazione di Anna Bianchi e María-José O’Brien & Figli." in rendered.text
    )


def test_who_did_not_come_has_a_kind_word_and_no_certificate(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    rendered = render(Summary(**desk.unasked(), booking=desk.booking, came=(), proposals={}), templates)

    assert (rendered.attachments, "grazie" in rendered.text, "attestato" in rendered.text) == ((), False, False)


def test_a_persons_data_come_as_the_file_they_are(event: Events, templates: Templates) -> None:
    letter = replace(sample("access", event("fabbrica-idee"), "it"), data_json='{"name": "Nicolò"}')  # type: ignore[call-arg]  # an Access
    (data,) = render(letter, templates).attachments

    assert json.loads(data.content) == {"name": "Nicolò"}


def test_without_pango_no_certificate_is_promised(tmp_path: Path) -> None:
    """WeasyPrint is installed and cannot load the library: that is told, and letters go out without."""
    (tmp_path / "weasyprint.py").write_text(
        "raise OSError('cannot load library libpango: no such file')\n", encoding="utf-8"
    )
    asked = "from mailflow.outbox.certificate import missing; print(missing())"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "cannot load library libpango\n"


def test_characters_that_no_font_has_are_told() -> None:
    assert unprintable(["Anna Bianchi", "Дмитро Ковальчук", "Ada \U0010fffd"]) == "\U0010fffd"
    assert unprintable(["Nicolò D’Angelo", ""]) == ""
