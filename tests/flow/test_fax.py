"""Faxes that come by mail, read by Tesseract: always laid before an organizer, and the gateway never answered."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from mailflow.config.event_file import load_event
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.reception import receive
from mailflow.ledger import Ledger, ReviewRow
from mailflow.mailbox.port import Origin, Raw
from mailflow.outbox.templates import Templates

EVENTS = Path(__file__).parent.parent / "events"
FONT = Path(__file__).parents[2] / "mailflow" / "outbox" / "fonts" / "DejaVuSans.ttf"
NOON = datetime(2010, 11, 5, 12, 0, tzinfo=UTC)
GATEWAY, ORGANIZER = "fax@gateway.example", "segreteria@ufficio.example"
BOOKING = (
    "Al Comune di Fiorano Modenese\n\nBuongiorno,\nprenoto 2 posti per Green energy\nper Ivana Grandi e Luca Zini.\n"
)


def page(text: str) -> Image.Image:
    """A page as a fax shows it: black on white, 200 dots an inch, a little askew."""
    sheet = Image.new("L", (1700, 1100), 255)
    ImageDraw.Draw(sheet).multiline_text((150, 150), text, font=ImageFont.truetype(str(FONT), 44), spacing=20, fill=0)
    return sheet.rotate(0.6, fillcolor=255).convert("1")


def saved(sheets: list[Image.Image], form: str, **options: object) -> bytes:
    out = io.BytesIO()
    sheets[0].save(out, form, save_all=True, append_images=sheets[1:], **options)
    return out.getvalue()


def mail_with(content: bytes, subtype: str, maintype: str = "image", number: int = 1) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Fax <{GATEWAY}>"
    mail["To"] = "info@ufficio.example"
    mail["Subject"] = "Fax da 0536 5550177"
    mail["Date"] = "Fri, 05 Nov 2010 13:00:00 +0100"
    mail["Message-ID"] = f"<fax-{number}@gateway.example>"
    mail.set_content("E' arrivato un fax.\n")
    mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=f"fax.{subtype}")
    return mail.as_bytes()


class Desk:
    """An office with a fax gateway, its clock set by hand."""

    def __init__(self, ledger: Ledger) -> None:
        self.now = NOON
        self.number = 0
        self.event = load_event(EVENTS / "fabbrica-idee.toml")
        self.office = Office(
            events=(self.event,),
            ledger=ledger,
            templates=Templates(),
            sender="Ufficio <info@ufficio.example>",
            organizers=(ORGANIZER,),
            caps=(),
            meter=Meter([]),
            now=lambda: self.now,
            gateways=(GATEWAY,),
        )

    def receives(self, content: bytes) -> str:
        self.number += 1
        self.now += timedelta(minutes=1)
        return receive(self.office, Raw(Origin("box", 1, self.number), content, self.now, frozenset())).settled

    def sent(self) -> list[EmailMessage]:
        with self.office.ledger.transaction(None) as tx:
            rows = tx.claim(self.now, 100, "desk")
            for row in rows:
                tx.sent(row.id, self.now)
        return [parsed(row.raw or b"") for row in rows]

    def review(self) -> ReviewRow:
        with self.office.ledger.reading() as tx:
            [row] = tx.reviews(self.event.id, open_only=False)
        return row


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def answer(to: EmailMessage, words: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = ORGANIZER
    mail["To"] = "info@ufficio.example"
    mail["Subject"] = f"Re: {to['Subject']}"
    mail["Date"] = "Fri, 05 Nov 2010 13:10:00 +0100"
    mail["Message-ID"] = "<answer-1@ufficio.example>"
    mail["In-Reply-To"] = to["Message-ID"]
    mail.set_content(words)
    return mail.as_bytes()


@pytest.fixture
def desk() -> Iterator[Desk]:
    ledger = Ledger.open("sqlite://")
    yield Desk(ledger)
    ledger.close()


@pytest.mark.parametrize(
    ("content", "subtype", "maintype"),
    [
        (saved([page(BOOKING)], "TIFF", compression="group4", dpi=(200, 200)), "tiff", "image"),
        (saved([page(BOOKING).convert("L")], "PDF", resolution=200), "pdf", "application"),
    ],
    ids=["tiff", "pdf"],
)
def test_a_fax_is_read_and_laid_before_an_organizer_with_its_page(
    desk: Desk, content: bytes, subtype: str, maintype: str
) -> None:
    assert desk.receives(mail_with(content, subtype, maintype)) == "review"
    [review] = desk.sent()
    assert (review["To"], review["X-Mailflow-Kind"]) == (ORGANIZER, "review")
    assert [p.get_content_type() for p in review.walk() if p["Content-ID"] == "<page>"] == ["image/png"]
    row = desk.review()
    assert (row.kind, row.ways) == ("fax", ("confirm", "self"))
    assert "prenoto 2 posti per Green energy" in row.text


def test_lines_twice_as_far_apart_are_drawn_out_and_read(desk: Desk) -> None:
    flat = page(BOOKING).resize((1700, 550))
    desk.receives(mail_with(saved([flat], "TIFF", dpi=(200, 100)), "tiff"))
    assert "Green energy" in desk.review().text


def test_a_fax_that_an_organizer_confirms_is_booked_and_nobody_is_written_to(desk: Desk) -> None:
    desk.receives(mail_with(saved([page(BOOKING)], "TIFF", dpi=(200, 200)), "tiff"))
    [review] = desk.sent()
    assert desk.receives(answer(review, "1\n")) == "handled"
    assert [(mail["To"], mail["X-Mailflow-Kind"]) for mail in desk.sent()] == [(ORGANIZER, "review")]
    with desk.office.ledger.reading() as tx:
        [booking] = tx.bookings(desk.event.id)
    assert (booking.source, [a.name for a in booking.attendees]) == ("fax", ["Ivana Grandi", "Luca Zini"])


@pytest.mark.parametrize("content", [b"", b"not a picture", b"%PDF-1.4 broken", b"II*\x00\x08\x00\x00\x00"])
def test_a_page_that_cannot_be_read_is_laid_before_an_organizer_too(desk: Desk, content: bytes) -> None:
    assert desk.receives(mail_with(content, "tiff")) == "review"
    [review] = desk.sent()
    assert (review["To"], review["X-Mailflow-Kind"]) == (ORGANIZER, "review")
    assert f"direttamente a {GATEWAY}" not in " ".join(text_of(review).split())
    assert desk.review().ways == ("self",)


def test_the_same_fax_twice_is_one_matter(desk: Desk) -> None:
    raw = mail_with(saved([page(BOOKING)], "TIFF", dpi=(200, 200)), "tiff")
    assert (desk.receives(raw), desk.receives(raw)) == ("review", "review")
    assert desk.review().number == 1
