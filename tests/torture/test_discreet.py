"""What a whole service says while all goes well and while all goes wrong: no address, no word of a mail, no secret."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.flow.test_main_job import ARRIVED
from tests.flow.test_service import ahead
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink, start_sink
from tests.torture.desk import written
from tests.torture.office import Mail, TortureOffice
from tests.torture.program import WAIT_AT_MOST, started

ANNA = "anna.rossi@posta.example"
SECRETS = ("mot-de-passe-7351", "segreto-di-posta-9462")
WORDS = ("anna.rossi@", "Anna Rossi", "celiaca", "Zampone")
MAILS = (
    "Vorrei prenotare un posto, sono celiaca. Anna Rossi",
    "Si può venire col mio cane Zampone? Anna Rossi",
    "Vorrei annullare la prenotazione. Anna Rossi",
)


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink) -> TortureOffice:
    made = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    raws = [written(f"Anna Rossi <{ANNA}>", text, n, Subject=text) for n, text in enumerate(MAILS)]
    made.deliver([Mail("", "", raw, books=False) for raw in raws], ARRIVED)
    return made


def said_by(office: TortureOffice, *command: str) -> str:
    with started(*command, "--config", str(office.service.config)) as program:
        program.exit_code()
        return program.heard


def told(texts: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.casefold() in texts.casefold()]


def test_the_log_names_no_person_and_no_word_of_a_mail(office: TortureOffice) -> None:
    """A service logs more than one pass does: every mail in and out, as text and as JSON."""
    ahead(office.service)
    heard = ""
    for mails, answers, options in ((len(MAILS), 2, ()), (1, 3, ("--log-json",))):
        with started("run", "--config", str(office.service.config), *options) as program:
            assert program.says("taken in", times=mails)
            office.servers.sink.wait_for_recipient(ANNA, answers, WAIT_AT_MOST)
            program.stop()
            heard += program.heard
        office.service.deliver(written(f"Anna Rossi <{ANNA}>", "A che ora comincia? Anna Rossi", 9), datetime.now(UTC))
    assert "taken in" in heard
    assert told(heard, WORDS) == []


def test_no_secret_is_told_by_a_log_an_error_or_the_status(office: TortureOffice) -> None:
    """Servers that refuse the passwords, that are away, and a pass that breaks off."""
    with start_sink(login=True) as refusing:
        office.replace('password = "secret"', f'password = "{SECRETS[0]}"')
        office.replace(
            f'[smtp]\nhost = "127.0.0.1"\nport = {office.servers.sink.port}',
            f'[smtp]\nuser = "info"\npassword = "{SECRETS[1]}"\nhost = "127.0.0.1"\nport = {refusing.port}',
        )
        texts = ""
        for command in (
            ("check",),
            ("run", "--once"),
            ("status",),
            ("doctor",),
            ("outbox", "list"),
            ("review", "list"),
        ):
            texts += said_by(office, *command)
    for command in (("check",), ("run", "--once"), ("status",)):  # now that one of them is away
        texts += said_by(office, *command)
    assert "password" in texts
    assert told(texts, SECRETS) == []
