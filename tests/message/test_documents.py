"""Forms that came as .docx and .odt."""

# ruff: noqa: E501 - documents are written in one line
from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path
from time import process_time

import pytest

from mailflow.config.event_file import load_event
from mailflow.message import parse
from mailflow.understanding import read
from tests.message.written import ENCLOSED, W, docx, mail, odt, p, packed, sent, table

NAME = p("Nome e cognome: Ada Neri")
FABBRICA = load_event(Path("config/events/fabbrica-idee.toml"))
FORUM = load_event(Path("config/events/ceramics-forum.toml"))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (table(("Nome e cognome", "Ada Neri"), ("Gruppo:", "3")), "Nome e cognome: Ada Neri\nGruppo: 3"),
        (
            table(("Nome:", "Ada", "Cognome:", "Neri"), ("Gruppo:", "3", "Note:", "")),
            "Nome: Ada\nCognome: Neri\nGruppo: 3\nNote:",
        ),
        (
            table(("Nome e cognome", "Ente", "Gruppo"), ("Ada Neri", "Pro Loco", "3")),
            "Nome e cognome: Ada Neri\nEnte: Pro Loco\nGruppo: 3",
        ),
        (
            table(("Nome e cognome", "Gruppo", "Note"), ("Ada Neri", "3", ""), ("Ugo Po", "5", "")),
            "Nome e cognome: Ada Neri, Gruppo: 3\nNome e cognome: Ugo Po, Gruppo: 5",
        ),
        (f"{NAME}{p('Gruppo: ☐ Green energy ☒ Welfare')}", "Nome e cognome: Ada Neri\nGruppo: Welfare"),
        (f"{NAME}{p('☐ mattina')}{p('☑ pomeriggio')}", "Nome e cognome: Ada Neri\npomeriggio"),
        (f"{NAME}{p('Gruppo: Green energy [ ] Welfare [x]')}", "Nome e cognome: Ada Neri\nGruppo: Welfare"),
        (
            f"{NAME}{table(('Green energy', ''), ('Welfare', 'X'), ('Governance', ''))}",
            "Nome e cognome: Ada Neri\nWelfare",
        ),
        (
            f"{NAME}{table(('Gruppo', 'Mattina', 'Sera'), ('Green energy', 'X', ''), ('Welfare', '', 'x'))}",
            "Nome e cognome: Ada Neri\nMattina: Green energy\nSera: Welfare",
        ),
        (table((f"Nome e cognome</w:t></w:r></w:p>{table(('a', 'b'))}<w:p><w:r><w:t>", "")) + NAME, "Nome e cognome\na: b\nNome e cognome: Ada Neri"),
    ],
)  # fmt: skip
def test_paragraphs_tables_and_boxes_are_lines_of_a_form(body: str, words: str) -> None:
    message = sent(docx(p("MODULO DI ISCRIZIONE") + body))
    assert (message.text, [file.read for file in message.attachments]) == (words, [True])


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>V</w:t></w:r></w:sdtContent></w:sdt>', "sera"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>', ""),
        ('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Fare clic qui</w:t></w:r></w:sdtContent></w:sdt>', "sera"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>', "sera"),
        ('<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>', ""),
        ('<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="mattina"/><w:listEntry w:val="di"/></w:ddList></w:ffData></w:fldChar></w:r>', "di sera"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "sera"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', ""),
        ('<w:r><w:rPr><w:strike/></w:rPr><w:t>mattina</w:t></w:r>', "sera"),
        ('<w:del><w:r><w:delText>mattina</w:delText></w:r></w:del>', "sera"),
        ('<mc:AlternateContent><mc:Choice><w:r><w:t>tarda</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>tarda</w:t></w:r></mc:Fallback></mc:AlternateContent>', "tarda sera"),
    ],
)  # fmt: skip
def test_word_shows_what_was_filled_in(xml: str, words: str) -> None:
    body = f"{NAME}<w:p>{xml}<w:r><w:t> sera</w:t></w:r></w:p>"
    assert sent(docx(body)).text == f"Nome e cognome: Ada Neri\n{words}".strip()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<text:p>Gruppo:<text:s text:c='3'/>3</text:p>", "Gruppo:   3"),
        ("<text:p>Gruppo:<text:tab/>3<office:annotation><text:p>quale?</text:p></office:annotation></text:p>", "Gruppo: 3"),
        ("<text:p>Gruppo: <text:placeholder>scrivere qui</text:placeholder></text:p>", "Gruppo:"),
        ("<text:list><text:list-item><text:p>☐ mattina</text:p></text:list-item><text:list-item><text:p>☒ sera</text:p></text:list-item></text:list>", "sera"),
        ("<text:p><loext:content-control loext:checkbox='true' loext:checked='true'>☒</loext:content-control> sera</text:p>", "sera"),
        ("<text:p><loext:content-control loext:showing-place-holder='true'>scegli</loext:content-control>sera</text:p>", "sera"),
        ("<office:forms><form:form><form:checkbox form:id='c1' form:label='sera' form:current-state='checked'/><form:checkbox form:id='c2' form:label='mattina'/>"
         "<form:text form:id='c3' form:current-value='335 1234567'/></form:form></office:forms>"
         "<text:p><draw:control draw:control='c1'/><draw:control draw:control='c2'/></text:p><text:p>Telefono: <draw:control draw:control='c3'/></text:p>", "sera\nTelefono: 335 1234567"),
        ("<table:table><table:table-row><table:table-cell><text:p>Gruppo</text:p></table:table-cell><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>", "Gruppo: 3"),
    ],
)  # fmt: skip
def test_writer_shows_what_was_filled_in(body: str, words: str) -> None:
    message = sent(odt(f"<text:h>Scheda di adesione</text:h><text:p>Nome: Ada Neri</text:p>{body}"), "scheda.odt")
    assert message.text == f"Nome: Ada Neri\n{words}"


def test_a_form_in_word_is_booked_like_a_mail_and_shows_its_words() -> None:
    form = docx(
        p("MODULO DI ISCRIZIONE")
        + table(
            ("Nome e cognome", "Ada Neri"), ("Primo turno", "3"), ("Secondo turno", "5"), ("Telefono", "335 1234567")
        )
    )
    reading = read(sent(form), FABBRICA)
    assert (reading.confident, reading.doubts) == (True, ())
    assert [(person.name, dict(person.choices)) for person in reading.people] == [
        ("Ada Neri", {"turno-1": ("welfare",), "turno-2": ("governance",)})
    ]
    assert {e.words for e in reading.evidence if e.part == "text"} >= {"Ada Neri", "3", "5"}


def test_what_is_ticked_in_a_form_in_writer_is_booked() -> None:
    lines = ("Registration form", "Name: Ada Neri", "☐ Clay and Glaze", "☒ Kilns and Energy", "Number of people: 2")
    form = odt("".join(f"<text:p>{line}</text:p>" for line in lines))
    message = sent(form, "form.odt", "Please find attached my registration form.", "registration")
    assert message.text == "Name: Ada Neri\nKilns and Energy\nNumber of people: 2"
    assert read(message, FORUM).seats == 2


@pytest.mark.parametrize(
    ("words", "name", "subject", "body"),
    [
        ("Due posti per sabato. In allegato il modulo.", "modulo.docx", "iscrizione", NAME),
        ("In allegato la locandina.", "locandina.docx", "iscrizioni aperte", NAME),
        ("In allegato.", "Programma_2026.docx", "iscrizione", NAME),
        ("In allegato.", "testo.docx", "saluti", NAME),
        (ENCLOSED, "modulo.docx", "iscrizione", p("Nome e cognome:") + p("Gruppo:")),
        (ENCLOSED, "modulo.docx", "iscrizione", table(("Nome e cognome", ""), ("Gruppo", ""))),
        (ENCLOSED, "modulo.docx", "iscrizione", p("Il forum dura due giorni, con sei gruppi.")),
        (ENCLOSED, "modulo.docx", "iscrizione", NAME + p("parole " * 2000)),
        (ENCLOSED, "modulo.doc", "iscrizione", NAME),
    ],
)
def test_what_is_no_form_filled_in_is_not_read(words: str, name: str, subject: str, body: str) -> None:
    message = sent(docx(body), name, words, subject)
    assert (message.text, [(file.read, file.unreadable) for file in message.attachments]) == (words, [(False, "")])


def test_of_two_documents_none_is_read() -> None:
    both = mail(docx(NAME))
    both.add_attachment(docx(NAME), maintype="application", subtype="octet-stream", filename="Ugo.docx")
    message = parse(both.as_bytes())
    assert (message.text, [file.read for file in message.attachments]) == (ENCLOSED, [False, False])


def bomb() -> bytes:
    return packed(word__document_xml=b"<w:p/>" * 20_000_000)


def many_files(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return out.getvalue()


def entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return packed(word__document_xml=f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><w:document {W}>&e9;</w:document>')


def as_encrypted() -> bytes:
    plain = bytearray(docx(NAME))
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def hurt() -> bytes:
    plain = docx(NAME * 50)
    return plain[:60] + bytes(40) + plain[100:]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 and no more", "it is damaged, or no document"),
        (b"", "it is damaged, or no document"),
        (hurt(), "it is damaged, or no document"),
        (docx(NAME)[:-30], "it is damaged, or no document"),
        (docx("<w:p>"), "it is damaged, or no document"),
        (packed(other_xml="<a/>"), "it is damaged, or no document"),
        (packed(word__document_xml="<?xml version='1.0' encoding='cp037'?><a/>".encode("cp037")), "it is damaged, or no document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "it is encrypted, or of an old kind"),
        (as_encrypted(), "it is encrypted"),
        (bomb(), "it is too large"),
        (docx("<w:p/>" * 150_000), "it is too large"),
        (bytes(9_000_000), "it is too large"),
        (many_files(60_000), "too many files are packed in it"),
        (many_files(100_000), "it is too large"),
        (entities(), "it is not written as documents are"),
        (docx("<w:x>" * 20_000 + "</w:x>" * 20_000), "it is nested too deep"),
        (docx("<w:tbl><w:tr><w:tc>" * 9000 + "</w:tc></w:tr></w:tbl>" * 9000), "it is nested too deep"),
        (docx("<w:p>" + "<w:r>" * 20_000 + "</w:r>" * 20_000 + "</w:p>"), "it is nested too deep"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_a_document_that_cannot_be_opened_says_why_and_holds_nobody_up(content: bytes, why: str) -> None:
    raw = mail(content).as_bytes()
    begun = process_time()
    message = parse(raw)
    assert process_time() - begun < 2
    assert (message.text, [file.unreadable for file in message.attachments]) == (ENCLOSED, [why])
    reading = read(message, FABBRICA)
    assert reading.confident is False
    assert [doubt.words for doubt in reading.doubts] == [f"“modulo.docx” cannot be read: {why}"]


@pytest.mark.parametrize("content", [bomb(), docx("<w:p/>" * 90_000)], ids=["packed", "plain"])
def test_what_is_packed_small_and_is_large_takes_little_memory(content: bytes) -> None:
    raw = mail(content, "modulo.docx").as_bytes()
    tracemalloc.start()
    parse(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
