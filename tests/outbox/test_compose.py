"""The bytes of a mail, read back with the standard library."""

import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.letter import Answering, Letter
from mailflow.outbox.calendar import to_ics
from mailflow.outbox.compose import BadAddressError
from mailflow.outbox.headers import cleaned
from mailflow.outbox.render import Rendered, render
from mailflow.outbox.sample import sample, samples
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named
from tests.outbox.parts import DATE, MESSAGE_ID, SENDER, opened, unflowed

ALL = [
    (event_name, language, name)
    for event_name in ("fabbrica-idee", "primo-soccorso")
    for language in ("it", "en")
    for name, _ in samples(event_named(event_name), language)
]
PLAIN = Rendered("Subject", "Words\n", "<p>Words</p>")


def letter_named(event_name: str, language: str, name: str) -> Letter:
    return dict(samples(event_named(event_name), language))[name]


def confirmation() -> Letter:
    return sample("confirmation", event_named("fabbrica-idee"), "it")


@pytest.mark.parametrize(("event_name", "language", "name"), ALL)
def test_every_letter_is_read_back_as_it_was_rendered(
    event_name: str, language: str, name: str, templates: Templates
) -> None:
    letter = letter_named(event_name, language, name)
    rendered = render(letter, templates)
    mail = opened(rendered, letter)

    assert [part.defects for part in mail.mail.walk()] == [[] for _ in mail.mail.walk()]
    assert unflowed(mail.text("text/plain")).rstrip() == rendered.text.rstrip()
    assert mail.text("text/html").rstrip() == rendered.html.rstrip()
    assert mail.mail["Subject"] == rendered.subject
    assert mail.mail["X-Mailflow-Kind"] == letter.kind
    assert mail.mail["Content-Language"] == language
    files = {p.get_filename(): p.get_payload(decode=True) for p in mail.leaves if p.get_filename()}
    wanted = {attached.filename: attached.content for attached in rendered.attachments}
    entries = {
        entry.filename: to_ics(entry, sender=SENDER, recipient=letter.to, name=letter.to_name, stamp=DATE)
        for entry in rendered.calendar
    }
    assert files == wanted | entries


@pytest.mark.parametrize(("event_name", "language", "name"), ALL)
def test_every_mail_is_seven_bit_with_short_lines_and_one_recipient(
    event_name: str, language: str, name: str, templates: Templates
) -> None:
    letter = letter_named(event_name, language, name)
    mail = opened(render(letter, templates), letter)

    assert mail.raw.isascii()
    assert re.findall(rb"[^\r]\n|\r[^\n]", mail.raw) == []
    longest = len("Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;")
    assert [line for line in mail.raw.split(b"\r\n") if len(line) > longest] == []
    assert [address for _, address in getaddresses(mail.mail.get_all("To", []))] == [letter.to]
    assert mail.mail.get_all("Cc", []) + mail.mail.get_all("Bcc", []) == []


def test_an_answer_carries_the_headers_of_an_automatic_answer_in_its_thread(templates: Templates) -> None:
    asked = Answering("asked@writer.example", ("root@writer.example", "old@office.example"), "Iscrizione")
    letter = replace(confirmation(), answering=asked)
    mail = opened(render(letter, templates), letter).mail

    headers = {name: mail[name] for name in mail if name not in ("Content-Type", "To")}
    assert headers == {
        "From": SENDER,
        "Reply-To": "info@office.example",
        "Subject": "Re: Iscrizione",
        "Date": "Wed, 10 Nov 2010 09:30:00 +0000",
        "Message-ID": f"<{MESSAGE_ID}>",
        "In-Reply-To": "<asked@writer.example>",
        "References": "<root@writer.example> <old@office.example> <asked@writer.example>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "OOF, NRN, AutoReply, RN",
        "X-Mailflow-Kind": "confirmation",
        "X-Mailflow-Booking": "K7QM-3F",
        "Content-Language": "it",
        "MIME-Version": "1.0",
    }
    assert parsedate_to_datetime(mail["Date"]) == DATE


def test_a_mail_nobody_wrote_in_for_is_generated_and_answers_nothing(templates: Templates) -> None:
    letter = sample("reminder", event_named("fabbrica-idee"), "it")
    mail = opened(render(letter, templates), letter, code=None).mail

    assert (mail["Auto-Submitted"], mail["In-Reply-To"], mail["References"], mail["X-Mailflow-Booking"]) == (
        "auto-generated",
        None,
        None,
        None,
    )


def test_a_long_thread_keeps_its_root_and_its_latest_mails() -> None:
    ids = tuple(f"mail-{number}@writer.example" for number in range(300))
    letter = replace(confirmation(), answering=Answering("last@writer.example", ids))
    found = opened(PLAIN, letter).mail["References"].split()

    assert found == [f"<{id_}>" for id_ in (ids[0], *ids[-18:], "last@writer.example")]


def test_what_is_no_message_id_is_left_out() -> None:
    broken = ("a b@x", "ü@x", "", "x\r\nBcc: all@x", "good@writer.example", "y" * 300)
    letter = replace(confirmation(), answering=Answering("asked@writer.example", broken))

    assert opened(PLAIN, letter).mail["References"] == "<good@writer.example> <asked@writer.example>"


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, c@d.example",
        "a@b.example c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "<a@b.example>",
        "a;b@c.example",
        "a@b@c.example",
        "a@",
        "@b",
        "a",
        "",
    ],
)
def test_what_is_not_exactly_one_address_is_refused(address: str) -> None:
    letter = replace(confirmation(), to=address)

    with pytest.raises(BadAddressError):
        opened(PLAIN, letter)


def test_a_domain_beyond_ascii_is_written_in_ascii() -> None:
    letter = replace(confirmation(), to="anna@università.example")

    assert opened(PLAIN, letter).mail["To"].addresses[0].addr_spec == "anna@xn--universit-y1a.example"


@pytest.mark.parametrize(
    "name",
    [
        "Anna Bianchi",
        "Bianchi, Anna",
        'Anna "Nina" Bianchi',
        "Nicolò D’Angelo",
        "Anna\r\nBcc: x@y.example",
        "=?utf-8?q?x?=",
        "Ünï " * 60,
        "A" * 200,
        "Rossi & Figli (Modena)",
        "\\",
        "Anna <anna@b.example>",
    ],
)
def test_any_name_stands_beside_the_one_address(name: str) -> None:
    letter = replace(confirmation(), to_name=name)
    mail = opened(PLAIN, letter)
    (raw,) = re.findall(rb"^To:(.*?)\r\n(?! )", mail.raw, re.MULTILINE | re.DOTALL)
    shown, address = parseaddr(raw.decode().replace("\r\n", ""))

    assert (address, [a.addr_spec for a in mail.mail["To"].addresses]) == (letter.to, [letter.to])
    assert str(make_header(decode_header(shown))).split() == cleaned(name).split()


def test_a_sender_name_with_a_comma_need_not_be_quoted() -> None:
    mail = opened(PLAIN, confirmation(), sender="Croce Blu, sezione di Modena <info@croceblu.example>").mail

    assert [(a.display_name, a.addr_spec) for a in mail["From"].addresses] == [
        ("Croce Blu, sezione di Modena", "info@croceblu.example")
    ]


@given(st.text(min_size=1, max_size=300))
def test_any_subject_comes_back_clean_on_short_lines(subject: str) -> None:
    mail = opened(replace(PLAIN, subject=subject), confirmation())
    head = mail.raw.partition(b"\r\n\r\n")[0]

    assert str(mail.mail["Subject"]).split() == cleaned(subject).split()
    assert mail.raw.isascii()
    assert [name for name in mail.mail if name == "Bcc"] == []
    assert [line for line in head.split(b"\r\n") if len(line) > 998] == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_any_text_comes_back(text: str) -> None:
    mail = opened(replace(PLAIN, text=text, html=text), confirmation())

    assert mail.text("text/html") == text
    assert mail.text("text/plain").replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
