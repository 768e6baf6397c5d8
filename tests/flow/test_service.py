"""`mailflow run` as a process of its own: it answers what comes in while it runs, stops when told, and hands over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.flow.test_main_job import Service, booking_mail
from tests.servers.both import MailServers
from tests.servers.sink import Sink

PATIENCE = 60  # seconds that anything may take on a busy machine


Started = subprocess.Popen[str]


@contextmanager
def started(config: Path, *arguments: str, **environ: str) -> Iterator[Started]:
    """The service of that configuration as a process; killed at the end where it did not stop by itself."""
    command = [sys.executable, "-m", "mailflow", "run", "--config", str(config), *arguments]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environ})
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def running(service: Service) -> AbstractContextManager[Started]:
    """Likewise."""
    return started(service.config)


def says(program: subprocess.Popen[str], words: str) -> None:
    """Waits until the program's log says so."""
    assert program.stderr is not None
    heard = ""
    for line in program.stderr:
        heard += line
        if words in line:
            return
    raise AssertionError(f"the program never said {words!r}: {heard}")


def ahead(service: Service) -> None:
    """Moves the event to next month: a service works by the real clock."""
    [path] = (service.config.parent / "events").glob("*.toml")
    path.write_text(ahead_of(path.read_text(encoding="utf-8")), encoding="utf-8")


def ahead_of(event: str) -> str:
    """An event file, moved likewise."""
    starts = datetime.now(UTC) + timedelta(days=30)
    for old, day in (("2010-11-26", starts), ("2010-11-25", starts - timedelta(days=1))):
        event = event.replace(old, f"{day:%Y-%m-%d}")
    return event


def answered(service: Service) -> list[str]:
    """What was answered, in order; an answer that went out twice counts once."""
    return list(dict.fromkeys(mail["In-Reply-To"] for mail in service.sent()))


@pytest.fixture
def service(tmp_path: Path, dovecot_servers: MailServers) -> Service:
    made = Service(tmp_path, dovecot_servers)
    ahead(made)
    return made


def test_a_mail_that_comes_while_it_runs_is_answered(service: Service, smtp_sink: Sink) -> None:
    with running(service) as program:
        says(program, "mailflow is running")
        service.deliver(booking_mail(), datetime.now(UTC))
        smtp_sink.wait_for(1, PATIENCE)
    [answer] = service.sent()
    assert answer["In-Reply-To"] == "<prenotazione-1@ceramicherossi.example>"


def test_it_stops_when_told(service: Service) -> None:
    with running(service) as program:
        says(program, "mailflow is running")
        program.send_signal(signal.SIGTERM)
        says(program, "mailflow has stopped")
        assert program.wait(PATIENCE) == 0


def test_a_second_service_takes_over_the_mailbox_of_one_that_died(
    tmp_path: Path, dovecot_servers: MailServers, smtp_sink: Sink, postgresql: str
) -> None:
    service = Service(tmp_path, dovecot_servers, postgresql)
    ahead(service)
    with running(service) as first, running(service) as second:
        says(first, "mailflow is running")
        says(second, "mailflow is running")
        service.deliver(booking_mail(), datetime.now(UTC))
        smtp_sink.wait_for(1, PATIENCE)
        first.kill()
        service.deliver(booking_mail(**{"Message-ID": "<prenotazione-2@ceramicherossi.example>"}), datetime.now(UTC))
        smtp_sink.wait_for(2, PATIENCE)
        if len(answered(service)) < 2:  # the first died between an answer's last dot and its commit: it went out again
            smtp_sink.wait_for(3, PATIENCE)
    assert answered(service) == [
        "<prenotazione-1@ceramicherossi.example>",
        "<prenotazione-2@ceramicherossi.example>",
    ]
