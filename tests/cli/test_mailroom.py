"""`review`, `outbox`, `digest`, `status`: what an organizer looks at."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from mailflow.config.settings import load_settings
from mailflow.ledger import this_program
from mailflow.wiring import open_ledger
from tests.cli.conftest import NOW, OFFICE, STAFF, Service, as_process, mail

LARGE = mail(
    "Group", "Good morning,\r\nplease book 5 places in Safer roads for our class.\r\nThank you\r\nAnna Bianchi"
)


def waiting(service: Service) -> None:
    service.deliver(LARGE)
    service("run", "--once", now=NOW)


def test_what_waits_for_a_person_is_listed_shown_and_closed(service: Service) -> None:
    assert service("review").lines == ["nothing waits for a person"]
    waiting(service)
    listed = service("review", "list").out
    assert [word for word in ("ideas", "anna@posta.example", "Group") if word not in listed] == []
    shown = service("review", "show", "1").lines
    assert shown[0].split() == ["event:", "ideas"]
    assert shown[5] == "waits, for:  asks for 5 places, more than the 4 that can be booked by mail"
    assert "please book 5 places in Safer roads for our class." in shown
    assert service("review", "resolve", "1", now=NOW).code == 2
    said = service("review", "resolve", "1", "done", now=NOW)
    assert (said.code, said.err) == (0, "")
    assert service("review").lines == ["nothing waits for a person"]
    said = service("review", "resolve", "1", "done", now=NOW)
    assert (said.code, said.err.splitlines()) == (
        1, ["1 was settled before; `mailflow review show 1` says how"],
    )  # fmt: skip
    assert service("review", "list", "--all").code == 0
    assert "settled: self, by the command line, 2010-11-10 10:00" in service("review", "show", "1").lines


def test_a_matter_is_settled_in_plain_words(service: Service) -> None:
    waiting(service)
    said = service("review", "resolve", "1", "confirm", now=NOW)
    assert (said.code, said.err) == (0, "")
    [booking] = service.bookings()
    assert (booking["contact"]["email"], len(booking["attendees"])) == ("anna@posta.example", 5)
    service("run", "--once", now=NOW)
    assert ("anna@posta.example", "confirmation") in service.sent()


def test_settling_tells_what_was_done_and_nothing_else(service: Service, tmp_path: Path) -> None:
    waiting(service)
    service("review", "show", "1", "--eml", tmp_path / "came.eml")
    assert "anna@posta.example" in (tmp_path / "came.eml").read_text(encoding="utf-8")
    said = as_process("--config", service.config, "review", "resolve", "1", "done", "--now", NOW)
    assert (said.code, len(said.lines), "[info" in said.out, said.err) == (0, 1, False, "")


def test_words_that_are_no_instruction_settle_nothing(service: Service) -> None:
    waiting(service)
    said = service("review", "resolve", "1", "whatever", "you", "think", now=NOW)
    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert service.bookings() == []
    assert service("review").code == 0


def test_a_number_that_nothing_has_is_told(office: Service) -> None:
    for command in ("show", "resolve"):
        said = office("review", command, "7", *(["done"] if command == "resolve" else []))
        assert (said.code, said.err.splitlines()) == (
            1, ["there is no matter 7; `mailflow review list` shows those that wait"],
        )  # fmt: skip


def test_the_outbox_is_listed_shown_retried_and_discarded(office: Service) -> None:
    assert office("outbox").lines == ["The outbox is empty."]
    office.book("--name", "Anna", "--email", "anna@posta.example")
    assert "anna@posta.example" in office("outbox", "list", "--status", "queued").out
    assert office("outbox", "list", "--status", "sent").lines == ["The outbox is empty."]
    assert "X-Mailflow-Kind: confirmation" in office("outbox", "show", "1").out
    assert office("outbox", "retry", "1").lines == ["mail 1 waits to be sent again"]
    assert office("outbox", "discard", "1").lines == ["mail 1 will not be sent"]
    assert office("outbox", "retry", "1", now="2010-11-12T08:30").lines == ["mail 1 waits to be sent again"]
    assert "2010-11-12 08:30" in office("outbox").out
    assert office("outbox", "discard", "1").lines == ["mail 1 will not be sent"]
    said = office("outbox", "discard", "1")
    assert (said.code, said.err.splitlines()) == (
        1, ["mail 1 is not one that failed or waits; `mailflow outbox list` shows them"],
    )  # fmt: skip
    said = office("outbox", "show", "9")
    assert said.err.splitlines() == ["the outbox has no mail 9 (or its words were erased)"]


def test_the_digest_is_shown_and_sent(office: Service) -> None:
    code = office.book("--name", "Anna Bianchi", "--phone", "0536 5550123")
    said = office("digest", "ideas", now="2010-11-10T18:00")
    assert (said.code, said.lines[0]) == (0, "An evening of ideas: Wednesday 10 November 2010")
    assert f"- {code} – Anna Bianchi, 1 place" in said.lines
    assert office("outbox").lines == ["The outbox is empty."]
    said = office("digest", "ideas", "--send", now="2010-11-10T18:00")
    assert said.lines[-1] == f"in the outbox, to {STAFF}"
    assert STAFF in office("outbox").out
    assert office("digest", "idea").err.splitlines() == ["there is no event 'idea'; there are ideas"]


def test_status_says_what_is_right_and_what_comes_next(service: Service) -> None:
    service("run", "--once", now=NOW)
    said = service("status", now=NOW)
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        "ok   mailbox: opens; 0 mails wait to be read",
        "ok   sending: 127.0.0.1 takes our mail",
        f"ok   queue: 0 mails wait to be sent, 0 could not be, {len(service.sent())} are out",
        "ok   database: open; 0 bookings, 0 mails handled, the last: never",
        "ok   schedule: next: digest of ideas, 2010-11-10 18:00",
        "ok   for a person: mails that wait for a person: 0",
        "ok   last errors: none",
        "ok   event files: all can be used",
    ]


def test_status_says_which_program_watches_the_mailbox(service: Service) -> None:
    service("run", "--once", now=NOW)
    with closing(open_ledger(load_settings(service.config))) as ledger, ledger.watch(f"{OFFICE}@127.0.0.1/INBOX"):
        first = service("status", now=NOW).lines[0]
    assert first == f"ok   mailbox: opens; 0 mails wait to be read; watched by {this_program()}"


def test_an_office_that_is_new_has_missed_nothing(service: Service) -> None:
    said = service("status", now=NOW)
    assert (said.code, said.lines[4]) == (0, "ok   schedule: next: digest of ideas, 2010-11-10 18:00")


def test_status_says_that_nobody_is_at_work(service: Service) -> None:
    service("run", "--once", now=NOW)
    service.book("--name", "Anna", "--email", "anna@posta.example")
    service.deliver(LARGE, arrived="2010-11-10T09:30:00+01:00")
    said = service("status", now="2010-11-12T10:00")
    remedy = "     → is the service running? `mailflow run` starts it, `mailflow run --once` does all that waits now"
    sent = len(service.sent())
    assert said.lines[:2] == [
        "NOT  mailbox: opens; 1 mails wait to be read, the first since 2010-11-10 09:30",
        remedy,
    ]
    assert said.lines[3:5] == [
        f"NOT  queue: 1 mails wait to be sent, 0 could not be, {sent} are out, the first since 2010-11-10 10:00",
        remedy,
    ]
    assert said.lines[6:8] == [
        "NOT  schedule: 1 things were due and are not done, the first since 2010-11-11 18:00",
        remedy,
    ]
    assert (said.code, said.err.splitlines()) == (1, ["3 of 8 parts are not as they should be"])


def test_status_names_what_waits_for_a_person(service: Service) -> None:
    waiting(service)
    said = service("status", now=NOW)
    assert said.code == 0
    assert said.lines[-4:-2] == [
        "ok   for a person: mails that wait for a person: 1",
        "     → `mailflow review list` shows them",
    ]


def test_status_is_told_to_programs(office: Service) -> None:
    said = office("status", "--json", now=NOW)
    told = json.loads(said.out)
    assert (said.code, said.err, told["ok"], told["now"]) == (1, "", False, "2010-11-10T10:00:00+01:00")
    assert told["parts"][0] == {
        "name": "mailbox",
        "ok": False,
        "words": "127.0.0.1 port 1 cannot be reached (Connection refused)",
        "todo": "look at [mailbox] in the configuration, then `mailflow check`; mail waits in the box until then",
    }
    assert (told["figures"]["bookings"], told["figures"]["open_reviews"]) == (0, 0)


def test_status_is_told_without_a_database(service: Service) -> None:
    service.config.write_text(
        service.config.read_text(encoding="utf-8").replace("sqlite:///ledger.db", "sqlite:///mailflow.toml"),
        encoding="utf-8",
    )
    said = service("status", now=NOW)
    assert said.code == 1
    assert said.lines == [
        f"NOT  database: {service.config} is not a database, or is damaged: restore a backup",
        "     → look at `database` in the configuration and where it lies, then `mailflow check`",
        "ok   mailbox: opens; 0 mails wait to be read",
        "ok   sending: 127.0.0.1 takes our mail",
        "ok   event files: all can be used",
    ]
