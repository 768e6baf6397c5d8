"""Files and pictures that go with a letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mailflow.domain.letter import Access, Letter, Summary
from mailflow.domain.organizer_letter import Digest, Review
from mailflow.outbox import certificate
from mailflow.outbox.templates import Templates
from mailflow.papers.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file; with `cid` set, a picture shown inside the HTML part under that Content-ID."""

    filename: str
    content_type: str
    content: bytes
    cid: str = ""


def attachments(letter: Letter, names: Mapping[str, Any], templates: Templates) -> tuple[Attached, ...]:
    """What goes with a letter of its kind; `names` are those of its templates."""
    match letter:
        case Access() if letter.data_json:
            return (Attached("data.json", "application/json", letter.data_json.encode()),)
        case Review(page=bytes() as page):
            return (Attached("fax.png", "image/png", page, cid="page"),)
        case Digest():
            return tuple(_of_digest(letter, names))
        case Summary():
            return tuple(_certificates(letter, templates))
    return ()


def _of_digest(letter: Digest, names: Mapping[str, Any]) -> Iterator[Attached]:
    from mailflow.outbox.chart import seats_chart  # noqa: PLC0415 - it loads Pillow, which digests alone need

    yield Attached("seats.png", "image/png", seats_chart(names["seats"], letter.event.title), cid="seats")
    if letter.bookings:
        yield Attached(f"{letter.event.id}.xlsx", XLSX, workbook(letter.event, letter.bookings))


def _certificates(letter: Summary, templates: Templates) -> Iterator[Attached]:
    for attendee in certificate.certified(letter):
        name = f"{letter.booking.code}-{attendee.number}"
        pdf = certificate.to_pdf(certificate.page(letter, attendee, templates), name)
        yield Attached(f"{name}.pdf", "application/pdf", pdf)
