"""`run --once`, and what stops `run` and `check` before anything is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

from mailflow.config.settings import load_settings
from mailflow.ledger import Ledger, this_program
from mailflow.wiring import open_mailboxes
from tests.cli.conftest import OFFICE, Service, as_process, calm, mail

BOOKS = mail("Booking", "Good morning,\r\nI would like to book a place in Safer roads.\r\nThank you\r\nAnna Bianchi")


def test_one_pass_reads_books_and_answers(service: Service) -> None:
    service.deliver(BOOKS)
    said = service("run", "--once", now="2010-11-10T10:00")
    assert (said.code, said.err) == (0, "")
    assert said.lines == [f"1 mails taken in, 0 of them for a person; {len(service.sent())} mails sent, 0 not"]
    assert service.sent()[0] == ("anna@posta.example", "confirmation")
    assert [person["name"] for person in service.bookings()[0]["attendees"]] == ["Anna Bianchi"]


def test_in_draft_mode_it_tells_what_lies_in_the_drafts_and_what_went_out(service: Service) -> None:
    settings = service.config.read_text(encoding="utf-8")
    service.config.write_text(settings + '\n[service]\nmode = "draft"\n', encoding="utf-8")
    service.deliver(BOOKS)
    said = service("run", "--once", now="2010-11-10T10:00")
    to_organizers = len(service.sent())
    assert said.lines == [
        "1 mails taken in, 0 of them for a person; "
        f"1 answers laid into the drafts, {to_organizers} mails sent to organizers, 0 not"
    ]


def test_a_second_pass_does_nothing_again(service: Service) -> None:
    service.deliver(BOOKS)
    service("run", "--once", now="2010-11-10T10:00")
    said = service("run", "--once", now="2010-11-10T10:00")
    assert said.lines == ["0 mails taken in, 0 of them for a person; 0 mails sent, 0 not"]


def test_mail_that_lay_in_the_inbox_for_years_is_told_and_left_where_that_is_said(service: Service) -> None:
    service.deliver(BOOKS, arrived="2007-11-10T09:00:00+01:00")
    assert any("1 mails came before" in line and "would be read" in line for line in service("check").lines)
    settings = service.config.read_text(encoding="utf-8")
    service.config.write_text(settings.replace("[mailbox]", "[mailbox]\nsince = 2010-10-27"), encoding="utf-8")
    assert any("1 mails that came before 2010-10-27 are left" in line for line in service("check").lines)
    said = service("run", "--once", now="2010-11-10T10:00")
    assert said.lines == ["0 mails taken in, 0 of them for a person; 0 mails sent, 0 not"]


def test_a_password_that_is_changed_in_its_file_is_the_one_of_the_next_login(service: Service) -> None:
    settings = service.config.read_text(encoding="utf-8")
    service.config.write_text(settings.replace('"loopback"', '{ file = "password" }'), encoding="utf-8")
    written = service.folder / "password"
    written.write_text("old")
    account = open_mailboxes(load_settings(service.config))[0][0]
    assert [finding.ok for finding in account.check()] == [False]
    written.write_text("loopback\n")
    assert account.waiting() == []
    account.close()


def test_a_mailbox_that_another_program_is_at_work_on_is_left_to_it(service: Service) -> None:
    service("run", "--once", now="2010-11-10T09:00")
    service.deliver(BOOKS)
    mailbox = "info@office.example@127.0.0.1/INBOX"
    with closing(Ledger.open(f"sqlite:///{service.folder}/ledger.db")) as ledger, ledger.watch(mailbox):
        said = service("run", "--once", now="2010-11-10T10:00")
    assert (said.code, said.lines, said.err) == (
        0,
        [
            "0 mails taken in, 0 of them for a person; 0 mails sent, 0 not",
            f"{mailbox} is left to another program that is at work on it: {this_program()}",
        ],
        "",
    )
    said = service("run", "--once", now="2010-11-10T10:00")
    assert said.lines[0].startswith("1 mails taken in")


def test_what_is_due_is_sent_though_the_mailbox_is_away(service: Service) -> None:
    service.book("--name", "Anna", "--email", "anna@posta.example")
    settings = service.config.read_text(encoding="utf-8")
    imap = f"port     = {service.server.imap_port if service.server else 0}"
    service.config.write_text(settings.replace(imap, "port     = 1"), encoding="utf-8")
    said = service("run", "--once", now="2010-11-10T10:00")
    assert (said.code, service.sent()[0]) == (1, ("anna@posta.example", "confirmation"))
    assert said.err.splitlines()[-1] == (
        "mail cannot be read: 127.0.0.1 port 1 cannot be reached (Connection refused); it waits in the mailbox"
    )


def test_what_cannot_be_sent_waits_and_is_told(office: Service) -> None:
    office.book("--name", "Anna", "--email", "anna@posta.example")
    said = office("run", "--once", now="2010-11-10T10:00")
    assert said.code == 1
    assert said.err.splitlines()[-1] == (
        "mail cannot be sent: 127.0.0.1 port 1 cannot be reached (Connection refused); what waits stays in the outbox"
    )


def test_the_hour_is_given_to_one_pass_only(office: Service) -> None:
    assert office("run", "--now", "2010-11-10T10:00").code == 2
    said = office("run", "--once", "--now", "soon")
    assert (said.code, said.err.splitlines()) == (1, ["--now: 'soon' is not a time such as 2010-11-25T18:00"])


def test_a_missing_secret_stops_it_before_a_database_is_made(office: Service, tmp_path: Path) -> None:
    text = office.config.read_text(encoding="utf-8")
    office.config.write_text(text.replace('"loopback"', '{ env = "NOT_SET_ANYWHERE" }'), encoding="utf-8")
    said = office("run", "--once")
    assert (said.code, said.err.splitlines()) == (
        1, [f"{office.config}: mailbox.password: the environment variable NOT_SET_ANYWHERE is not set"],
    )  # fmt: skip
    assert not (tmp_path / "ledger.db").exists()


def test_a_file_of_certificates_that_is_none_is_named_with_its_key(office: Service, tmp_path: Path) -> None:
    settings = office.config.read_text(encoding="utf-8")
    for content, why in ((None, "No such file or directory"), ("Gentile signora,", "NO_CERTIFICATE_OR_CRL_FOUND")):
        if content is not None:
            (tmp_path / "ours.pem").write_text(content, encoding="utf-8")
        office.config.write_text(settings.replace("[smtp]", '[smtp]\nca_file = "ours.pem"'), encoding="utf-8")
        said = office("run", "--once")
        assert (said.code, said.err.splitlines()) == (
            1, [f"{office.config}: smtp.ca_file: the file {tmp_path / 'ours.pem'} holds no certificates ({why})"],
        )  # fmt: skip


def test_a_broken_event_stops_run_and_check_with_file_key_and_remedy(office: Service, tmp_path: Path) -> None:
    office.change_event("max_party = 4", "max_partie = 4")
    for command in (["run", "--once"], ["check"], ["check", "--offline"], ["book", "ideas"]):
        said = office(*command)
        assert (said.code, said.err.splitlines()) == (
            1, [f"{office.event_file}: booking.max_partie: unknown key; did you mean 'max_party'?"],
        )  # fmt: skip
    assert not (tmp_path / "ledger.db").exists()


def test_a_broken_template_stops_run_and_check(office: Service, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "en" / "confirmation"
    own.mkdir(parents=True)
    (own / "body.j2").write_text("Dear {{ bookink.code }}", encoding="utf-8")
    settings = office.config.read_text(encoding="utf-8")
    office.config.write_text('templates = "templates"\n' + settings, encoding="utf-8")
    checked, ran = office("check", "--offline"), office("run", "--once")
    assert checked.code == ran.code == 1
    told = [line.removeprefix("NOT  ") for line in checked.lines if line.startswith("NOT")]
    assert told[0] == ("templates/en/confirmation: for event ideas, in the case 'confirmation': 'bookink' is undefined")
    assert ran.err.splitlines() == told
    assert not (tmp_path / "ledger.db").exists()


def test_check_says_what_is_right(service: Service) -> None:
    said = service("check")
    assert (said.code, said.err) == (0, "")
    assert [line for line in said.lines if not line.startswith("ok   ")] == []
    event = "An evening of ideas (2010-11-26 14:00 Europe/Rome; rounds: 2, sessions: 3)"
    assert said.lines[1] == f"ok   event ideas: {event}"
    assert f"ok   mailbox: logged in to 127.0.0.1 as {OFFICE}" in said.lines
    assert said.lines[-2:] == ["ok   smtp: 127.0.0.1 takes our mail", "ok   database: open and up to date"]


def test_check_says_what_becomes_of_a_mail_that_names_no_event(office: Service) -> None:
    another = office.event_file.read_text(encoding="utf-8").replace('"ideas"', '"music"', 1)
    (office.event_file.parent / "music.toml").write_text(another, encoding="utf-8")
    told = "default_event: is not set; whoever does not say which of several events of a mailbox, such as ideas,"
    assert f"ok   {told} they mean is asked" in office("check", "--offline").lines


def test_check_says_which_event_to_come_no_mailbox_takes_bookings_for(office: Service) -> None:
    settings = office.config.read_text(encoding="utf-8")
    office.config.write_text(settings.replace("[mailbox]", '[mailbox]\nevents = ["ideas"]'), encoding="utf-8")
    over = office.event_file.read_text(encoding="utf-8").replace('"ideas"', '"music"', 1)
    (office.event_file.parent / "over.toml").write_text(over, encoding="utf-8")
    to_come = over.replace('"music"', '"poems"').replace("2010-", "2999-")
    (office.event_file.parent / "poems.toml").write_text(to_come, encoding="utf-8")
    said = office("check", "--offline")
    assert (said.code, [line for line in said.lines if line.startswith("NOT")]) == (1, [
        "NOT  event poems: no mailbox takes bookings for it; name it under 'events' of one, "
        "or leave 'events' out of one, which takes all that no other names",
    ])  # fmt: skip


def test_check_says_what_is_wrong(office: Service) -> None:
    said = office("check")
    assert (said.code, said.err.splitlines()) == (1, ["2 of 6 things are not as they should be"])
    assert [line for line in said.lines if line.startswith("NOT")] == [
        "NOT  mailbox: 127.0.0.1 port 1 cannot be reached (Connection refused)",
        "NOT  smtp: 127.0.0.1 port 1 cannot be reached (Connection refused)",
    ]


def test_the_service_works_until_it_is_told_to_stop(service: Service) -> None:
    command = [str(Path(sys.executable).with_name("mailflow")), "run", "--config", str(service.config)]
    process = subprocess.Popen(command, env=calm(dict(os.environ)), stderr=subprocess.PIPE, text=True)
    patience = threading.Timer(60, process.kill)
    patience.start()
    try:
        assert process.stderr is not None
        for line in process.stderr:
            if "mailflow is running" in line:
                break
        process.send_signal(signal.SIGTERM)
        said = process.stderr.read()
        assert (process.wait(timeout=60), "mailflow has stopped" in said) == (0, True)
    finally:
        patience.cancel()
        process.kill()


def test_as_a_process_it_ends_as_it_says(office: Service, tmp_path: Path) -> None:
    assert as_process("check", "--offline", "--config", office.config).code == 0
    said = as_process("check", cwd=tmp_path)
    assert (said.code, said.out, said.err.splitlines()) == (
        1, "", ["config/mailflow.toml: there is no such file; 'mailflow init DIR' writes one to start from"],
    )  # fmt: skip
    assert as_process("check", "--of").code == 2
