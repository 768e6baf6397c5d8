"""`book` and `cancel` at a terminal: what is missing is asked, as of a person who types."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

from tests.cli.conftest import NOW, Service, calm


@contextmanager
def typing(service: Service, *arguments: str, **environ: str) -> Iterator[pexpect.spawn[str]]:
    command = str(Path(sys.executable).with_name("mailflow"))
    child: pexpect.spawn[str] = pexpect.spawn(
        command,
        ["--config", str(service.config), *arguments, "--now", NOW],
        env={**calm(dict(os.environ)), "COLUMNS": "160", "TERM": "xterm", **environ},
        encoding="utf-8",
        timeout=90,
        dimensions=(40, 160),
    )
    try:
        yield child
    finally:
        child.close(force=True)


def answer(child: pexpect.spawn[str], question: str, words: str) -> None:
    child.expect_exact(question)
    child.sendline(words)


def ended(child: pexpect.spawn[str]) -> tuple[int | None, list[str]]:
    """How it ended, and the lines it said last."""
    child.expect(pexpect.EOF)
    child.wait()
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", str(child.before))
    return child.exitstatus, [line.strip() for line in said.splitlines() if line.strip()]


def test_a_person_is_asked_for_everything_and_may_mistype(office: Service) -> None:
    with typing(office, "book") as child:
        answer(child, "How did they book", "phone")
        answer(child, "or only how many:", "Anna Bianchi, Luca Verdi")
        child.expect_exact("  1  Gardens and trees (2 free)")
        child.expect_exact("  2  Safer roads (no limit)")
        answer(child, "First round, Anna Bianchi: which? Numbers in order of preference, Enter for none:", "9")
        child.expect_exact("'9' is none of the sessions; there are: gardens, roads")
        answer(child, "Enter for none:", "1, 2")
        answer(child, "Do all want the same sessions?", "n")
        answer(child, "First round, Luca Verdi: which?", "2")
        answer(child, "Second round, Anna Bianchi: which?", "")
        answer(child, "Mail address (Enter for none):", "anna@posta")
        child.expect_exact("'anna@posta' is no mail address such as anna@posta.example")
        answer(child, "Mail address (Enter for none):", "anna@posta.example")
        answer(child, "Phone (Enter for none):", "0536 5550123")
        answer(child, "Organization (Enter for none):", "")
        child.expect_exact("  Anna Bianchi: Gardens and trees / Safer roads")
        child.expect_exact("  Luca Verdi: Safer roads")
        child.expect_exact("  Anna Bianchi, anna@posta.example, +3905365550123")
        answer(child, "Book this?", "y")
        status, lines = ended(child)
    [booking] = office.bookings()
    code = booking["code"]
    assert status == 0
    assert lines[-4:] == [
        f"{code}: booked",
        "Anna Bianchi: the event (confirmed), Gardens and trees (confirmed)",
        "Luca Verdi: the event (confirmed), Safer roads (confirmed)",
        "confirmation: goes to anna@posta.example",
    ]
    assert (booking["source"], booking["contact"]["phone"]) == ("phone", "+3905365550123")


def test_who_answers_no_books_nothing(office: Service) -> None:
    with typing(office, "book", "ideas", "--source", "desk") as child:
        answer(child, "or only how many:", "3")
        answer(child, "First round: which?", "")
        answer(child, "Second round: which?", "")
        answer(child, "Name to call or write to", "")
        answer(child, "Mail address", "")
        answer(child, "Phone", "")
        answer(child, "Organization", "")
        answer(child, "Book this?", "n")
        status, _ = ended(child)
    assert status == 1
    assert office.bookings() == []


def test_whoever_says_all_with_flags_is_asked_nothing(office: Service) -> None:
    flags = ("--name", "Anna", "--choice", "roads", "--phone", "0536 5550123", "--source", "fax")
    with typing(office, "book", "ideas", *flags) as child:
        status, lines = ended(child)
    assert (status, lines[1]) == (0, "Anna: the event (confirmed), Safer roads (confirmed)")


def test_italian_where_the_locale_is_italian(office: Service) -> None:
    with typing(office, "book", "ideas", "--source", "phone", LC_ALL="it_IT.UTF-8") as child:
        answer(child, "Chi viene? Nomi separati da virgole; oppure solo quanti:", "Anna Bianchi")
        answer(child, "First round: quale? Numeri in ordine di preferenza, Invio per nessuno:", "giardini")
        child.expect_exact("'giardini' non è tra i gruppi; ci sono: gardens, roads")
        answer(child, "Invio per nessuno:", "2")
        answer(child, "Second round: quale?", "")
        answer(child, "Indirizzo e-mail (Invio se non c'è):", "")
        answer(child, "Telefono (Invio se non c'è):", "")
        answer(child, "Ente o azienda (Invio se non c'è):", "")
        answer(child, "Prenoto?", "y")
        status, lines = ended(child)
    assert status == 0
    assert lines[-2] == "Anna Bianchi: l'evento (confermato), Safer roads (confermato)"


def test_giving_up_a_booking_is_asked_once_more(office: Service) -> None:
    code = office.book("--name", "Anna", "--name", "Luca")
    with typing(office, "cancel", code) as child:
        answer(child, f"Give up the whole booking {code} of Anna (2)?", "n")
        assert ended(child)[0] == 1
    with typing(office, "cancel", code, "--name", "Luca") as child:
        answer(child, f"Give up the places of Luca in booking {code}?", "y")
        assert ended(child)[0] == 0
    assert office.places(code) == {"Anna": ["event confirmed"], "Luca": []}


def test_a_letter_to_all_is_shown_and_sent_on_a_yes(office: Service) -> None:
    office.book("--name", "Anna", "--email", "anna@posta.example")
    for said, status in (("n", 1), ("y", 0)):
        with typing(office, "write", "ideas", "--text", "Bring boots.") as child:
            child.expect_exact("Bring boots.")
            answer(child, "Send it? Letters: 1", said)
            assert ended(child)[0] == status
        assert ("notice" in office("outbox", "list").out) is (said == "y")


def test_ctrl_c_books_nothing(office: Service) -> None:
    with typing(office, "book", "ideas", "--source", "desk") as child:
        child.expect_exact("or only how many:")
        child.sendintr()
        status, _ = ended(child)
    assert status != 0
    assert office.bookings() == []
