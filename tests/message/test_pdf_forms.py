"""Forms that came as PDF: with fields, or printed."""

# ruff: noqa: E501 - objects are written in one line

from __future__ import annotations

import random
import tracemalloc
import zlib
from pathlib import Path
from time import process_time

import pytest

from mailflow.config.event_file import load_event
from mailflow.message import parse
from mailflow.message.documents.pdf import blocks_of
from mailflow.message.documents.unreadable import Unreadable
from mailflow.understanding import read
from tests.message.written import ENCLOSED, mail, sent

FABBRICA = load_event(Path("config/events/fabbrica-idee.toml"))
FONT = (
    f"/Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 0 /Widths [{'500 ' * 256}] /Encoding /WinAnsiEncoding"
)


def stream(content: bytes, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content)} >> stream\n{content.decode('latin-1')}\nendstream"


def pdf(page: str, *objects: str, annots: str = "", font: str = FONT, trailer: str = "", catalog: str = "") -> bytes:
    """A PDF of one page with this content; `objects`: from number 6 on."""
    all_ = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [{annots}] >>",
        stream(page.encode("cp1252")),
        f"<< {font} >>",
        *objects,
    ]
    body = "".join(f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(all_, 1))
    return f"%PDF-1.7\n{body}trailer << /Root 1 0 R {trailer} >>\n%%EOF".encode("latin-1")


def words(*lines: str, top: int = 700) -> str:
    """Lines of a page; what stands behind '|' begins a third of the page further right."""
    said = [
        f"1 0 0 1 {50 + 180 * at} {top - 20 * number} Tm ({part}) Tj"
        for number, line in enumerate(lines)
        for at, part in enumerate(line.split("|"))
    ]
    return f"BT /F 11 Tf {' '.join(said)} ET"


def widget(at: tuple[int, int], entries: str, wide: int = 150) -> str:
    return f"<< /Type /Annot /Subtype /Widget /Rect [{at[0]} {at[1] - 3} {at[0] + wide} {at[1] + 9}] {entries} >>"


FORM = words("MODULO DI ISCRIZIONE", "Nome e cognome:|Ada Neri", "Gruppo:|3")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(FORM), "Nome e cognome: Ada Neri\nGruppo: 3"),
        (pdf(words("Modulo di iscrizione", "Nome e cognome|Niccolò D’Alò")), "Nome e cognome: Niccolò D’Alò"),
        (pdf("BT /F 11 Tf 50 700 Td (Nome: ) Tj [(A) 20 (da) -400 (Neri)] TJ 0 -20 Td (Gruppo: 3) Tj ET"), "Nome: Ada Neri\nGruppo: 3"),
        (pdf("q 1 0 0 1 50 700 cm BT /F 11 Tf 14 TL (Nome: Ada Neri) Tj T* (Gruppo: 3) Tj ET Q"), "Nome: Ada Neri\nGruppo: 3"),
        (pdf("/X Do", stream(words("Nome: Ada Neri").encode(), "/Subtype /Form")), "Nome: Ada Neri"),
        (pdf("BT /F 11 Tf 50 700 Td (Nome: \\101da \\(Neri\\)) Tj ET"), "Nome: Ada (Neri)"),
        (pdf("BT /F 11 Tf 50 700 Td <4E6F6D653A20416461> Tj ET"), "Nome: Ada"),
        (pdf("BT /F 11 Tf 50 700 Td (Nome: Nicol\\001) Tj ET", font=f"{FONT.split('/Encoding', maxsplit=1)[0]} /Encoding << /Differences [1 /ograve] >>"), "Nome: Nicolò"),
        (
            pdf("BT /F 11 Tf 50 700 Td <00010002> Tj ET", stream(b"2 beginbfchar <0001> <004E006F006D0065> endbfchar 1 beginbfrange <0002> <0003> <003A> endbfrange 1 beginbfchar <0002> <003A002000410064> endbfchar"), font="/Subtype /Type0 /ToUnicode 6 0 R"),
            "Nome: Ad",
        ),
    ],
)  # fmt: skip
def test_what_stands_beside_each_other_is_a_line(content: bytes, said: str) -> None:
    message = sent(content, "modulo.pdf")
    assert (message.text, [file.read for file in message.attachments]) == (said, [True])


def test_a_packed_page_and_objects_packed_together_are_read() -> None:
    page = zlib.compress(FORM.encode())
    inside = f"5 0 << {FONT} >>".encode()
    packed = zlib.compress(inside)
    content = pdf("").replace(b"5 0 obj", b"9 0 obj").replace(b"4 0 obj", b"8 0 obj")
    more = f"4 0 obj {stream(page, '/Filter /FlateDecode')} endobj 7 0 obj {stream(packed, '/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode]')} endobj"
    assert sent(content + more.encode("latin-1"), "modulo.pdf").text == "Nome e cognome: Ada Neri\nGruppo: 3"


def test_what_was_filled_in_stands_behind_its_label_and_ticks_before_theirs() -> None:
    page = words(
        "SCHEDA DI ADESIONE",
        "Nome e cognome",
        "Primo turno:     Green energy     Welfare e volontariato",
        "Secondo turno",
    )
    widgets = [
        widget((180, 680), "/FT /Tx /T (n) /V (Ada Neri)"),
        widget((125, 660), "/FT /Btn /T (a) /AS /Off", 9),
        widget((217, 660), "/FT /Btn /T (b) /AS /S#EC", 9),
        widget((180, 640), "/FT /Ch /V <FEFF0035>"),
        widget((180, 600), "/FT /Btn /Ff 65536 /V (Invia)"),
    ]
    content = pdf(page, *widgets, annots=" ".join(f"{n} 0 R" for n in range(6, 11)))
    message = sent(content, "scheda.pdf")
    assert message.text == "Nome e cognome: Ada Neri\nPrimo turno: Welfare e volontariato\nSecondo turno: 5"
    reading = read(message, FABBRICA)
    assert [(person.name, dict(person.choices)) for person in reading.people] == [
        ("Ada Neri", {"turno-1": ("welfare",), "turno-2": ("governance",)})
    ]


@pytest.mark.parametrize(
    "content",
    [
        pdf(""),  # a scan has no words
        pdf("50 700 m 60 700 l 60 710 l 50 710 l s " + FORM),  # a box drawn by lines
        pdf("50 700 9 9 re S " + FORM),
        pdf(words("Modulo", "Nome e cognome:|Ada Neri", "Welfare|X", "Governance")),
        pdf("BT /F 11 Tf 50 700 Td <00010002> Tj ET " + FORM, font="/Subtype /Type0"),  # nobody tells what its codes say
        pdf(words("Modulo", "Nome e cognome:|Ada Neri", "Gruppo: 4"), font=FONT.replace("Helvetica", "ZapfDingbats")),
    ],
)  # fmt: skip
def test_where_it_would_be_guessed_nothing_is_read(content: bytes) -> None:
    message = sent(content, "modulo.pdf")
    assert (message.text, [(file.read, file.unreadable) for file in message.attachments]) == (ENCLOSED, [(False, "")])


def test_ticks_among_words_of_a_width_that_is_not_told_are_not_guessed() -> None:
    font = FONT.replace("/Widths", "/Other")
    boxed = pdf(FORM, widget((150, 660), "/FT /Btn /AS /On", 9), annots="6 0 R", font=font)
    assert (sent(boxed, "modulo.pdf").text, sent(pdf(FORM, font=font), "modulo.pdf").text) == (
        ENCLOSED,
        "Nome e cognome: Ada Neri\nGruppo: 3",
    )


def test_a_programme_is_no_form() -> None:
    page = words("Programma", "Nome: Pro Loco", "ore 9|Green energy")
    assert sent(pdf(page), "programma.pdf", "In allegato il programma.").text == "In allegato il programma."


def bomb() -> bytes:
    return pdf("", stream(zlib.compress(b"BT " * 30_000_000), "/Subtype /Form /Filter /FlateDecode")).replace(
        b"/Contents 4", b"/Contents 6"
    )


DAMAGED, LARGE = "it is damaged, or no document", "it is too large"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7\n", DAMAGED),
        (b"no PDF at all", DAMAGED),
        (pdf(FORM)[:200], DAMAGED),
        (pdf("", stream(b"not packed", "/Filter /FlateDecode")).replace(b"/Contents 4", b"/Contents 6"), DAMAGED),
        (pdf(FORM, trailer="/Encrypt 7 0 R"), "it is encrypted"),
        (pdf(FORM, trailer="/Encrypt << /V 4 >>"), "it is encrypted"),
        (bomb(), LARGE),
        (pdf("/X Do " * 300, stream(b"/X Do " * 300, "/Subtype /Form")), LARGE),
        (pdf("1 " * 400_000), LARGE),
        (pdf("", *["<< >>"] * 30_000), LARGE),
        (pdf("[" * 1000), "it is nested too deep"),
        (pdf("BT /F 9 Tf (a) Tj ET", stream(b"1 beginbfrange <0000> <FFFF> <0041> endbfrange " * 50), font=f"{FONT} /ToUnicode 6 0 R"), LARGE),
        (bytes(9_000_000), LARGE),
        (pdf("", stream(b" ".join(b"%d 0" % n for n in range(9, 19_000)) + b" <" + b"a" * 100_000, "/Type /ObjStm /First 180000"), annots=" ".join(f"{n} 0 R" for n in range(9, 19_000))), LARGE),
        (pdf("", *["<< /Length 9 >> stream\n" + "x" * 100] * 9_000, annots=" ".join(f"{n} 0 R" for n in range(6, 9_000))).replace(b"endstream", b""), LARGE),
    ],
)  # fmt: skip
def test_a_pdf_that_cannot_be_opened_says_why_and_holds_nobody_up(content: bytes, why: str) -> None:
    raw = mail(content, "modulo.pdf").as_bytes()
    begun = process_time()
    message = parse(raw)
    assert process_time() - begun < 2
    assert [file.unreadable for file in message.attachments] == [why]
    assert [doubt.words for doubt in read(message, FABBRICA).doubts] == [f"“modulo.pdf” cannot be read: {why}"]


@pytest.mark.parametrize(
    "content",
    [
        pdf(FORM).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 3 0 R]"),  # pages within themselves
        pdf(FORM).replace(b"/Kids [3 0 R]", b"/Kids [1 0 R]"),
        pdf(FORM, "6 0 R").replace(b"/Contents 4", b"/Contents 6"),  # an object that is itself
        pdf(FORM, "7 0 R", "6 0 R").replace(b"/Contents 4", b"/Contents 6"),
        pdf(FORM, "<< /Length 6 0 R >> stream\nx\nendstream").replace(b"/Contents 4", b"/Contents 6"),
        pdf("/X Do", stream(b"/X Do", "/Subtype /Form")),  # a drawing within itself
        pdf("", widget((0, 0), "/Parent 6 0 R"), annots="6 0 R"),
        pdf("q " * 5000 + "Q " * 9000),
        pdf("BT /F 0 Tf 1e999 0 Td (x) Tj ET"),
        pdf("(" * 5000),
        pdf("BT /F 9 Tf [[[(a)]]] TJ /F Tf (b) Tj 1 Tm ET"),
    ],
)
def test_what_goes_in_circles_ends(content: bytes) -> None:
    assert sent(content, "modulo.pdf").text == ENCLOSED


def test_any_hurt_file_is_read_or_refused() -> None:
    whole = pdf(FORM, widget((180, 680), "/FT /Tx /V (Ada)"), annots="6 0 R")
    chance = random.Random(7)
    outcomes: set[bool | None] = set()
    for _ in range(1500):
        hurt = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            hurt[chance.randrange(9, len(hurt))] = chance.choice(b"0123456789/<>[]()R \\\n\xff")
        try:
            outcomes.add(bool(blocks_of(bytes(hurt))))
        except Unreadable:
            outcomes.add(None)
    assert outcomes == {True, False, None}


@pytest.mark.parametrize("content", [bomb(), pdf("1 " * 200_000)], ids=["packed", "plain"])
def test_what_is_packed_small_and_is_large_takes_little_memory(content: bytes) -> None:
    raw = mail(content, "modulo.pdf").as_bytes()
    tracemalloc.start()
    parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
