"""Disk, database and clock give way under a running service: it says so, mail waits, and all goes on by itself."""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest
from sqlalchemy import make_url

from mailflow.flow.safely import DEATHS
from mailflow.flow.schedule import Clockwork
from tests.flow.test_main_job import main_ok
from tests.flow.test_service import ahead, says
from tests.flow.test_service import started as service_of
from tests.servers.both import DovecotAndSink
from tests.servers.clock import set_clock
from tests.servers.disk import fill
from tests.servers.dovecot import Dovecot
from tests.servers.process import LOOPBACK, free_port
from tests.servers.proxy import Cut, start_proxy
from tests.servers.sink import Sink
from tests.torture.desk import open_desk, written
from tests.torture.kills import finish
from tests.torture.office import Found, Mail, TortureOffice, mails
from tests.torture.program import WAIT_AT_MOST, Program
from tests.torture.table import LONG, Table

FIRST, SENT = mails(2), mails(5)
ROOM = 48_000_000  # bytes: twice what an ordinary mail asks for, and less than it takes to fetch one of 25 MB


def survives(
    office: TortureOffice, spoil: Callable[[Program], None], mend: Callable[[Program], None]
) -> tuple[Found, float]:
    """A service that has worked meets the fault with the next mails, says that it is unhealthy, and handles them once
    it is over."""
    ahead(office.service)
    port = free_port()
    office.replace("[organizers]", f"[http]\nport = {port}\n[organizers]")
    office.deliver(FIRST, datetime.now(UTC) - timedelta(minutes=10))
    with office.running() as service:
        office.servers.sink.wait_for(len(FIRST), WAIT_AT_MOST)
        until_nothing_waits(office)
        assert health(port) == HTTPStatus.OK
        spoil(service)
        office.deliver(SENT[len(FIRST) :], datetime.now(UTC) - timedelta(minutes=5))
        assert service.says("in trouble")
        assert health(port) == HTTPStatus.SERVICE_UNAVAILABLE
        assert len(office.service.subjects_in("INBOX")) == len(SENT) - len(FIRST)
        began = time.monotonic()
        mend(service)
        office.servers.sink.wait_for(len(SENT), WAIT_AT_MOST)
        took = time.monotonic() - began
        assert service.says("works again")
        service.stop()
    finish(office)
    return office.look_for(SENT), took


def health(port: int) -> int:
    """What the service says of itself, as a status of HTTP."""
    try:
        with urlopen(f"http://{LOOPBACK}:{port}/healthz", timeout=WAIT_AT_MOST) as answer:
            return int(answer.status)
    except HTTPError as refused:
        with refused:
            return refused.code


def assert_well(found: Found) -> None:
    assert (found.lost, found.doubled) == ((), ())
    assert found.again == frozenset()


def test_a_full_disk(small_disk: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table) -> None:
    """A disk of its own that something else fills to the last byte."""
    office = TortureOffice(small_disk, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    found, took = survives(office, lambda _: fill(small_disk), lambda _: (small_disk / "filling").unlink())
    table.add("disk full", found, len(SENT), seconds=took)
    assert_well(found)


def test_a_file_that_may_not_grow(tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table) -> None:
    """What SQLite meets where a limit on files is reached: any user can try it, root or not."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")

    def limit(service: Program, size: int) -> None:
        assert service.process.pid is not None
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    found, took = survives(office, lambda s: limit(s, 4096), lambda s: limit(s, resource.RLIM_INFINITY))
    table.add("file may not grow", found, len(SENT), seconds=took)
    assert_well(found)


def test_a_database_that_goes_away(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, postgresql: str
) -> None:
    url = make_url(postgresql)
    assert url.port is not None
    with start_proxy(url.port) as proxy:
        through = url.set(port=proxy.port).render_as_string(hide_password=False)
        office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), through)
        found, took = survives(office, lambda _: proxy.set(Cut()), lambda _: proxy.set(None))
    table.add("database away", found, len(SENT), seconds=took)
    assert_well(found)


def test_a_database_that_may_only_be_read(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, postgresql: str
) -> None:
    """As after a switch to a standby; whoever is connected is thrown out, as by such a switch."""
    url = make_url(postgresql)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), postgresql)

    def read_only(value: str) -> None:
        with psycopg.connect(
            host=url.host, port=url.port or 0, user=url.username, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f"ALTER DATABASE {url.database} SET default_transaction_read_only = {value}".encode())
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [url.database]
            )

    found, took = survives(office, lambda _: read_only("on"), lambda _: read_only("off"))
    table.add("database read-only", found, len(SENT), seconds=took)
    assert_well(found)


@pytest.mark.parametrize("seconds", [70] if LONG else [2])
def test_a_database_that_another_program_holds(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, seconds: int
) -> None:
    """Shorter than the patience of a transaction nothing is felt of it; longer, it is told, and passes."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    ahead(office.service)
    assert office.run_once() == 0
    office.deliver(SENT, datetime.now(UTC) - timedelta(minutes=5))
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as other, office.running() as service:
        other.execute("BEGIN IMMEDIATE")
        if seconds > 60:
            assert service.says("in trouble")
        else:
            assert service.says("mailflow is running")
        began = time.monotonic()
        other.execute("ROLLBACK")
        smtp_sink.wait_for(len(SENT), WAIT_AT_MOST)
        took = time.monotonic() - began
        service.stop()
    finish(office)
    found = office.look_for(SENT)
    table.add("database locked", found, len(SENT), seconds=took)
    assert_well(found)


@pytest.mark.parametrize("step", [timedelta(days=1), timedelta(days=-1)], ids=["on", "back"])
def test_a_clock_that_is_set_by_a_day(step: timedelta) -> None:
    """What came before, meanwhile and after is answered once, and nothing that is due is done twice."""
    with open_desk() as desk:
        clockwork = Clockwork(desk.office)
        for number in range(6):
            desk.clock[0] += {2: step, 4: -step}.get(number, timedelta(hours=10))
            clockwork.strike()
            desk.take(written(f"Ugo Conte <ugo{number}@conte.example>", "Vorrei prenotare un posto.", number))
            desk.collect()
        desk.clock[0] += timedelta(days=2)
        clockwork.strike()
        desk.collect()
        kinds = [
            (mail["X-Mailflow-Kind"], mail["To"]) for mail in desk.sent if mail["X-Mailflow-Kind"] == "confirmation"
        ]
        assert len(kinds) == len(set(kinds)) == 6
        digests = [mail["Subject"] for mail in desk.sent if mail["X-Mailflow-Kind"] == "digest"]
        assert len(digests) == len(set(digests))


STEPS = {"on": "+1d", "back": "-1d"}


@pytest.mark.parametrize("step", STEPS)
def test_a_service_whose_machines_clock_is_set_by_a_day_goes_on(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, step: str
) -> None:
    """The clock that the process sees is set under it, and set right again; mail comes before, between and after."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    ahead(office.service)
    clock = set_clock(tmp_path)
    with service_of(office.service.config, **clock.environ) as program:
        says(program, "mailflow is running")
        for sent, offset in ((SENT[:1], "+0"), (SENT[1:3], STEPS[step]), (SENT[3:], "+0")):
            began = time.monotonic()
            if clock.set(offset):
                says(program, "the machine's clock was set")
            office.deliver(sent, datetime.now(UTC))
            for mail in sent:
                smtp_sink.wait_for_recipient(mail.sender, seconds=WAIT_AT_MOST)
        took = time.monotonic() - began
        program.terminate()
        assert program.wait(WAIT_AT_MOST) == 0
    finish(office)
    found = office.look_for(SENT)
    table.add("clock set by a day", found, len(SENT), seconds=took)
    assert_well(found)


def test_memory_that_does_not_suffice_for_one_mail(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    """A mail that cannot even be fetched ends the service again and again; in the end it is set aside unread, and the
    rest goes on."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    ahead(office.service)
    large = Mail("large@posta.example", "x", written("Ugo Conte <x>", "Vorrei prenotare.\n" * 1_400_000), books=False)
    office.deliver([large, *SENT], datetime.now(UTC) - timedelta(minutes=5))
    began = time.monotonic()
    for _ in range(1 + DEATHS):
        with office.running(ROOM) as service:
            assert service.exit_code() == 1, "it says that it cannot go on"
            assert "MemoryError" in service.heard
    with office.running(ROOM) as service:
        smtp_sink.wait_for(len(SENT), WAIT_AT_MOST)
        service.stop()
    finish(office)
    assert office.service.subjects_in("Mailflow/Review") == ["Prenotazione"]
    assert len(office.service.subjects_in("Mailflow/Handled")) == len(SENT)
    found = office.look_for(SENT)
    table.add("memory for no more", found, len(SENT), times=1 + DEATHS, seconds=time.monotonic() - began)
    assert_well(found)


def test_a_ledger_that_is_saved_and_put_back_under_a_running_service(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came after the backup is forgotten, as it must be; the service goes on, and what comes then is handled."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    ahead(office.service)
    before, between, after = SENT[:2], SENT[2:3], SENT[3:]
    came = 0

    def answered(sent: list[Mail]) -> None:
        nonlocal came
        came += len(sent)
        office.deliver(sent, datetime.now(UTC))
        smtp_sink.wait_for(came, WAIT_AT_MOST)
        until_nothing_waits(office)

    with office.running() as service:
        answered(before)
        main_ok("backup", str(tmp_path / "saved.db"), "--config", str(office.service.config))
        answered(between)
        main_ok("restore", str(tmp_path / "saved.db"), "--yes", "--config", str(office.service.config))
        answered(after)
        service.stop()
    main_ok("fsck", "--config", str(office.service.config))
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        assert {row.message_id for row in tx.inbounds()} == {mail.message_id for mail in before + after}
        assert {booking.contact.email for booking in tx.bookings()} == {mail.sender for mail in before + after}


def until_nothing_waits(office: TortureOffice) -> None:
    """An answer is out before its being out is written down, and its mail moved."""
    until = time.monotonic() + WAIT_AT_MOST
    with closing(office.ledger()) as ledger:
        while time.monotonic() < until:
            with ledger.reading() as tx:
                under_way = [row for row in tx.outbox() if row.status in ("queued", "claimed")]
            if not under_way and not office.service.subjects_in("INBOX"):
                return
            time.sleep(0.05)
    raise AssertionError("something still waits")
