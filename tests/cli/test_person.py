"""`person`: a person's data, told and erased, in the ledger and in the mailbox."""

from __future__ import annotations

import json

from mailflow.ledger import Ledger
from tests.cli.conftest import NOW, OFFICE, Service, mail

ANNA = "anna@posta.example"
BOOKS = mail("Booking", "Good morning,\r\nI would like to book a place in Safer roads.\r\nThank you\r\nAnna Bianchi")
OTHER = mail(
    "Booking", "Good morning,\r\nplease book a place for me in Safer roads.\r\nThank you\r\nJoanna Neri",
    sender="Joanna Neri <joanna@posta.example>", number=2,
)  # fmt: skip


def served(service: Service) -> None:
    service.deliver(BOOKS)
    service.deliver(OTHER)
    service("run", "--once", now=NOW)


def folders(service: Service) -> dict[str, list[bytes]]:
    assert service.server is not None
    return {name: [kept.raw for kept in service.server.box(OFFICE, name)] for name in ("Mailflow/Handled", "Sent")}


def test_a_persons_data_are_told_as_json(service: Service) -> None:
    served(service)
    said = service("person", "export", ANNA)
    told = json.loads(said.out)
    assert (said.code, told["address"]) == (0, ANNA)
    assert [booking["contact"]["email"] for booking in told["bookings"]] == [ANNA]
    assert [mail["message_id"] for mail in told["received"]] == ["m1@posta.example"]
    assert [mail["kind"] for mail in told["sent"]] == ["confirmation"]


def test_of_a_stranger_nothing_is_told(office: Service) -> None:
    told = json.loads(office("person", "export", "nobody@posta.example").out)
    assert {name: found for name, found in told.items() if found} == {"address": "nobody@posta.example"}


def test_a_person_is_forgotten_and_nobody_else(service: Service) -> None:
    served(service)
    said = service("person", "forget", ANNA, "--yes", now="2010-11-10T11:00")
    assert (said.code, said.err) == (0, "")
    assert said.lines == [f"{ANNA}: 1 bookings, 1 mails received and 1 sent erased; 2 mails removed from the mailbox"]
    kept = folders(service)
    assert [b"joanna@posta.example" in raw for raw in kept["Mailflow/Handled"]] == [True]
    assert [raw for raw in kept["Sent"] if b" " + ANNA.encode() in raw or b"<" + ANNA.encode() in raw] == []
    assert [booking["contact"]["email"] for booking in service.bookings()] == [None, "joanna@posta.example"]
    service("run", "--once", now="2010-11-10T11:05")
    assert (ANNA, "erased") in service.sent()
    ledger = Ledger.open(f"sqlite:///{service.folder / 'ledger.db'}")
    with ledger.reading() as tx:
        told = tx.export(ANNA)
        problems = tx.fsck()
    ledger.close()
    assert {name: found for name, found in told.items() if found} == {"address": ANNA}
    assert problems == []


def test_the_places_of_who_is_forgotten_go_to_who_waits(office: Service) -> None:
    office.book("--seats", "2", "--choice", "gardens", "--email", ANNA)
    code = office.book("--name", "Marta Neri", "--choice", "gardens")
    said = office("person", "forget", ANNA, "--yes", "--ledger-only", "--silent", now="2010-11-10T11:00")
    assert said.code == 0
    assert office.places(code) == {"Marta Neri": ["event confirmed", "gardens confirmed"]}
    assert "erased" not in office("outbox").out


def test_where_the_mailbox_is_away_nothing_is_erased(office: Service) -> None:
    office.book("--name", "Anna", "--email", ANNA)
    said = office("person", "forget", ANNA, "--yes", now="2010-11-10T11:00")
    assert (said.code, said.err.splitlines()) == (
        1,
        [
            "the ledger was not touched: 127.0.0.1 port 1 cannot be reached (Connection refused); "
            "try again, or erase in the ledger alone with --ledger-only"
        ],
    )
    assert [booking["contact"]["email"] for booking in office.bookings()] == [ANNA]


def test_a_script_must_say_that_it_means_it(office: Service) -> None:
    assert office("person", "forget", ANNA).code == 2
    said = office("person", "forget", "anna", "--yes")
    assert (said.code, said.err.splitlines()) == (1, ["'anna' is no mail address such as anna@posta.example"])
