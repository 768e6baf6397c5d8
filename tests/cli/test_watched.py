"""`mailflow run` watched from outside: by systemd's watchdog, by its pages over HTTP, by its log."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cli.conftest import Service, calm, header, mail
from tests.servers.process import free_port

PATIENCE = 60  # seconds that anything may take on a busy machine


@pytest.fixture
def port(service: Service) -> int:
    free = free_port()
    settings = service.config.read_text(encoding="utf-8")
    service.config.write_text(settings + f"\n[http]\nport = {free}\n", encoding="utf-8")
    return free


@contextmanager
def running(service: Service, *options: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "mailflow", "run", "--config", str(service.config), *options]
    program = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**calm(dict(os.environ)), **environ})
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def heard(program: subprocess.Popen[str], words: str) -> str:
    """The line of the log that says so; a program that never does is ended."""
    assert program.stderr is not None
    said = ""
    overdue = threading.Timer(PATIENCE, program.kill)
    overdue.start()
    try:
        for line in program.stderr:
            said += line
            if words in line:
                return line
    finally:
        overdue.cancel()
    raise AssertionError(f"the program never said {words!r}: {said}")


def asked(port: int, page: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


def status_of(port: int, page: str) -> tuple[int, bytes]:
    """As some who watch ask: for the status alone."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{page}", method="HEAD")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.status, answer.read()


def figures(port: int) -> dict[str, float]:
    """Every sample of ours, by its name and labels."""
    told = {}
    for family in text_string_to_metric_families(asked(port, "/metrics")[1]):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            told[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return told


def test_systemd_hears_of_a_service_from_its_start_to_its_end(service: Service, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.settimeout(PATIENCE)
        ear.bind(str(tmp_path / "notify"))
        with running(service, NOTIFY_SOCKET=str(tmp_path / "notify")) as program:
            assert ear.recv(4096).decode().splitlines()[0] == "READY=1"
            assert ear.recv(4096).decode().splitlines() == ["WATCHDOG=1", "STATUS=all parts work"]
            program.send_signal(signal.SIGTERM)
            last = ""
            while "WATCHDOG" in last or not last:
                last = ear.recv(4096).decode()
            assert last == "STOPPING=1\nSTATUS=finishing what it holds"
            assert program.wait(PATIENCE) == 0


def test_health_and_figures_are_told_over_http(service: Service, port: int) -> None:
    service.book("--name", "Luca Verdi", "--choice", "gardens", now=_today(service))
    service.deliver(
        mail("Booking", "I would like to book two places: Anna Bianchi and Marta Neri. Gardens."),
        datetime.now(UTC).isoformat(),
    )
    with running(service) as program:
        heard(program, "kind=confirmation")
        status, told = asked(port, "/healthz")
        assert (status, json.loads(told)["troubles"]) == (200, {})
        assert status_of(port, "/healthz") == (200, b"")
        now = figures(port)
    assert {
        name: value for name, value in now.items() if name.startswith("mailflow_seats{event=ideas,session=gard")
    } == {
        "mailflow_seats{event=ideas,session=gardens,state=capacity}": 2,
        "mailflow_seats{event=ideas,session=gardens,state=taken}": 1,
        "mailflow_seats{event=ideas,session=gardens,state=waiting}": 2,
    }
    assert now["mailflow_database_up"] == 1
    assert now["mailflow_bookings"] == 2
    assert now["mailflow_mails_taken_total{intent=book,settled=handled}"] == 1
    assert now["mailflow_mail_wait_seconds_count"] == 1
    assert now["mailflow_part_up{part=info@office.example@127.0.0.1/INBOX}"] == 1


def test_a_mailbox_that_is_away_is_told(service: Service, port: int) -> None:
    settings = service.config.read_text(encoding="utf-8")
    assert service.server is not None
    away = settings.replace(f"port     = {service.server.imap_port}", "port     = 1")
    service.config.write_text(away, encoding="utf-8")
    with running(service) as program:
        heard(program, "in trouble")
        status, told = asked(port, "/healthz")
        assert (status, list(json.loads(told)["troubles"])) == (503, ["info@office.example@127.0.0.1/INBOX"])
        assert figures(port)["mailflow_part_up{part=info@office.example@127.0.0.1/INBOX}"] == 0
        assert asked(port, "/")[0] == 404


def test_a_changed_event_file_holds_for_the_next_mail(service: Service, port: int) -> None:
    now = _today(service)
    service.book("--name", "Luca Verdi", "--email", "luca@posta.example", now=now)
    with running(service) as program:
        heard(program, "mailflow is running")
        service.change_event('"Town Hall"', '"Old Mill"')
        service.change_event('title    = "Gardens and trees"', 'title    = "Woods and trees"')
        heard(program, "event files have changed")
        assert service.server is not None
        heard(program, "kind=review")  # organizers are asked whether Luca Verdi is told
        service.deliver(
            mail("Booking", "I would like to book two places: Anna Bianchi and Marta Neri. Woods and trees."),
            datetime.now(UTC).isoformat(),
        )
        heard(program, "kind=confirmation")
    [booked] = [one for one in service.bookings() if one["contact"]["email"] == "anna@posta.example"]
    assert {place["session"] for person in booked["attendees"] for place in person["places"]} >= {"gardens"}
    [confirmation] = [
        one.raw for one in service.server.handed_in if header(one.raw, "To").endswith("<anna@posta.example>")
    ]
    body = message_from_bytes(confirmation, policy=policy.default).get_body(("plain",))
    assert body is not None
    assert "Old Mill" in str(body.get_content())


def test_a_broken_event_file_is_told_and_alters_nothing_until_it_is_mended(service: Service, port: int) -> None:
    now = _today(service)
    with running(service) as program:
        heard(program, "mailflow is running")
        service.change_event('"ideas"', "ideas")
        heard(program, "in trouble")
        status, told = asked(port, "/healthz")
        why = f"{service.event_file}: not valid TOML: Invalid value (at line 1, column 12)"
        assert (status, json.loads(told)["ok"], json.loads(told)["troubles"]["events"]["why"]) == (200, True, why)
        assert figures(port)["mailflow_part_up{part=events}"] == 0
        said = service("status", now=now)
        assert (said.code, [line for line in said.lines if "event files" in line]) == (1, [f"NOT  event files: {why}"])
        service.deliver(mail("Booking", "I would like to book one place. Anna Bianchi"), datetime.now(UTC).isoformat())
        heard(program, "kind=")
        service.change_event("id       = ideas", 'id       = "ideas"')
        heard(program, "works again")
        assert json.loads(asked(port, "/healthz")[1])["troubles"] == {}
    assert [line for line in service("status", now=now).lines if "event files" in line] == [
        "ok   event files: all can be used"
    ]


def test_a_port_that_is_taken_is_told_plainly(service: Service, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        said = service("run")
    assert (said.code, said.err.splitlines()[-1]) == (
        1,
        f"{service.config}: http: 127.0.0.1:{port} cannot be listened on (Address already in use); "
        "is mailflow running already? Two on one machine need two ports",
    )


def test_a_log_for_machines_is_json_in_utc(service: Service) -> None:
    service.deliver(mail("Booking", "One place please. Anna Bianchi"), datetime.now(UTC).isoformat())
    with running(service, "--log-json") as program:
        line = json.loads(heard(program, '"kind"'))
    assert (line["event"], line["level"], line["kind"]) == ("sent", "info", "closed")
    assert line["timestamp"].endswith("Z")


def _today(service: Service) -> str:
    """Moves the event to come, since a service works by the real clock; now, for a command."""
    year = datetime.now(UTC).year + 1
    service.change_event("2010-11-26", f"{year}-11-26")
    service.change_event("2010-11-25", f"{year}-11-25")
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M}"
