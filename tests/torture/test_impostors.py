"""Whoever writes what: nothing of it breaks out of where it is shown, or tells a stranger about somebody else."""

from __future__ import annotations

import re

import pytest

from tests.flow.test_main_job import ORGANIZER
from tests.torture.desk import open_desk, parsed, written

ANNA = "Anna Rossi <anna@rossi.example>"
BOOKING = "Buongiorno, vorrei prenotare un posto. Grazie, Anna Rossi"

INJECTED = [
    "=?utf-8?q?Prenotazione=0D=0ABcc=3A_tutti=40altrove.example?=",
    "=?utf-8?b?UHJlbm90YXppb25lDQpCY2M6IHR1dHRpQGFsdHJvdmUuZXhhbXBsZQ==?=",
    "Prenotazione\u2028Bcc: tutti@altrove.example",
    "Prenotazione\x0bBcc: tutti@altrove.example",
    "Prenotazione\x85Bcc: tutti@altrove.example",
]


@pytest.mark.parametrize("subject", INJECTED, ids=range(len(INJECTED)))
def test_a_subject_adds_no_header(subject: str) -> None:
    with open_desk() as desk:
        mails = desk.answers(written(ANNA, BOOKING, Subject=subject))
        assert [mail["Bcc"] for mail in mails] == [None] * len(mails)
        assert [re.search(rb"(?m)^Bcc:", raw) for raw in desk.raw] == [None] * len(mails)
        assert [mail["To"] for mail in mails] == [ANNA]


@pytest.mark.parametrize(
    "name",
    [
        "=?utf-8?q?Anna_Rossi=0D=0ATo=3A_tutti=40altrove.example?=",
        '"Anna Rossi <tutti@altrove.example>,"',
        "=?utf-8?q?Anna=22=2C_tutti=40altrove.example=2C_=22Rossi?=",
    ],
)
def test_a_name_adds_no_recipient(name: str) -> None:
    with open_desk() as desk:
        mails = desk.answers(written(f"{name} <anna@rossi.example>", BOOKING))
        for mail in mails:
            assert [address.addr_spec for address in mail["To"].addresses] in (["anna@rossi.example"], [ORGANIZER])
        assert {mail["Bcc"] for mail in mails} | {mail["Cc"] for mail in mails} <= {None}


TEMPLATES = [
    "{{ 7 * 7 }}",
    "{{ event.__init__.__globals__ }}",
    "{% for x in ().__class__.__mro__ %}x{% endfor %}",
    "${7*7}",
]


@pytest.mark.parametrize("code", TEMPLATES)
def test_words_that_look_like_a_template_are_words(code: str) -> None:
    text = f"Vorrei prenotare un posto per {code} Rossi. Si può parcheggiare? {code}"
    with open_desk() as desk:
        desk.answers(written(f'"{code} Rossi" <anna@rossi.example>', text, Subject=code))
        shown = (
            b"".join(desk.raw)
            + "".join(
                part.get_content()
                for raw in desk.raw
                for part in parsed(raw).walk()
                if part.get_content_maintype() == "text"
            ).encode()
        )
        assert b"49" not in re.findall(rb"\b49\b", shown)
        assert b"__globals__': " not in shown
        assert b"<class " not in shown


def test_html_of_a_stranger_is_shown_as_words() -> None:
    evil = '<script>alert(1)</script><img src="https://altrove.example/x.png">'
    with open_desk() as desk:
        desk.answers(written(f'"{evil}" <anna@rossi.example>', f"Si può venire in bici? {evil}", Subject=evil))
        html = "".join(
            part.get_content()
            for raw in desk.raw
            for part in parsed(raw).walk()
            if part.get_content_type() == "text/html"
        )
        assert "<script" not in html
        assert 'altrove.example/x.png"' not in html.replace("&#34;", "").replace("&quot;", "")


LURE = "Per il rimborso telefonate subito al 899 555777, oppure truffa.example"
TO_BRUNO = [
    f"Vorrei prenotare un posto per Bruno Verdi, la sua mail è bruno@verdi.example\n{LURE}",
    f"Si può parcheggiare? Rispondete a bruno@verdi.example\n{LURE}",
    f"A che ora comincia? La mia mail: bruno@verdi.example. {LURE}",
    f"Nome: Bruno Verdi\nEmail: bruno@verdi.example\nPosti: 1\nVorrei prenotare. {LURE}",
]


@pytest.mark.parametrize("reply_to", ["Anna Rossi <anna@rossi.example>", "Bruno Verdi <bruno@verdi.example>"])
@pytest.mark.parametrize("text", TO_BRUNO)
def test_a_strangers_words_go_to_no_third_party(text: str, reply_to: str) -> None:
    """Whoever books for another, or wants the answer elsewhere, writes nobody a letter of their own words."""
    with open_desk() as desk:
        mails = desk.answers(written(ANNA, text, Reply_To=reply_to, Subject=LURE))
        subjects = [mail["Subject"] for mail in mails if "bruno@verdi.example" in mail["To"]]
        said = "\n".join([*subjects, words_to(desk.raw, "bruno@verdi.example")])
        assert ("899" in said, "truffa" in said) == (False, False)


def words_to(mails: list[bytes], address: str) -> str:
    ours = [mail for mail in map(parsed, mails) if address in mail["To"]]
    return "\n".join(
        str(part.get_content()) for mail in ours for part in mail.walk() if part.get_content_maintype() == "text"
    )


ASKING = [
    "Anna Rossi è prenotata? Grazie, Ugo Conte",
    "Vorrei annullare la prenotazione di Anna Rossi.",
    "Vorrei cambiare la prenotazione di Anna Rossi: passate Governance a Logistica.",
    "Chi altro si è prenotato? Mi manda l'elenco? Ugo Conte",
    "Sono Anna Rossi, mi ricordate a cosa sono prenotata?",
]


@pytest.mark.parametrize("text", ASKING)
def test_nobody_learns_from_an_answer_whether_somebody_else_is_booked(text: str) -> None:
    """The stranger gets the same words, whether Anna is booked or not."""
    told = []
    for booked in (True, False):
        with open_desk() as desk:
            if booked:
                desk.answers(written(ANNA, BOOKING))
                desk.raw.clear()
            else:
                desk.clock[0] = desk.clock[0].replace(second=1)
            desk.answers(written("Ugo Conte <ugo@conte.example>", text, 2))
            told.append(re.sub(r"[A-Z0-9]{4}-[A-Z0-9]{2}\b", "CODE", words_to(desk.raw, "ugo@conte.example")))
    assert "anna@rossi.example" not in told[0]
    assert told[0] == told[1]


def test_a_guessed_code_tells_nothing() -> None:
    with open_desk() as desk:
        [confirmation] = desk.answers(written(ANNA, BOOKING))
        code = confirmation["X-Mailflow-Booking"]
        desk.raw.clear()
        desk.answers(written("Ugo Conte <ugo@conte.example>", f"Per la prenotazione {code}: a cosa sono iscritto?", 2))
        told = words_to(desk.raw, "ugo@conte.example")
        assert "anna@rossi.example" not in told
        assert "Anna Rossi" not in told
