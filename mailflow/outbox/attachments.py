"""Files and pictures that go with a letter."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.domain.letter import Access, Letter, Review


@dataclass(frozen=True, slots=True)
class Attached:
    """A file; with `cid` set, a picture shown inside the HTML part under that Content-ID."""

    filename: str
    content_type: str
    content: bytes
    cid: str = ""


def attachments(letter: Letter) -> tuple[Attached, ...]:
    """What goes with the letter of its own kind."""
    match letter:
        case Access(confirm=False):
            return (Attached("data.json", "application/json", letter.data_json.encode()),)
        case Review(page=bytes() as page):
            return (Attached("fax.png", "image/png", page, cid="page"),)
    return ()
