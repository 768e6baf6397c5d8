"""Many mailboxes in one service: each with its own events and name, none held up by another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from mailflow.boxes import HANDS, Boxes
from mailflow.config.settings import load_settings
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.office import Office
from mailflow.health import Health
from mailflow.ledger import this_program
from mailflow.mailbox.stop import Stop
from mailflow.wiring import open_ledger, open_mailboxes, open_office
from tests.flow.test_main_job import EVENTS, ORGANIZER, booking_mail, main_ok, parsed
from tests.flow.test_service import PATIENCE
from tests.servers.both import DovecotAndSink, Embedded, MailServers
from tests.servers.dovecot import Dovecot
from tests.servers.process import LOOPBACK, free_port
from tests.servers.sink import Sink

HUNDREDS = 300
A_MOMENT = threading.Event()  # never set
NOW = datetime(2010, 11, 5, 9, 20, tzinfo=UTC)
BOX = """
[[mailbox]]
host = "{host}"
port = {port}
security = "none"
user = "{user}"
password = "{password}"
timeout = "{timeout}"
{more}
"""
REST = """
[smtp]
host = "{host}"
port = {port}
security = "none"
from = "Comune <info@comune.example>"
[organizers]
digest_to = ["{organizer}"]
"""


class Town:
    """A service of many mailboxes, on one mail server; `more`: what stands in the settings of each."""

    def __init__(self, folder: Path, servers: MailServers, *more: str, away: int = 0) -> None:
        self.servers = servers
        self.accounts = [servers.imap() for _ in more]
        self.config = folder / "mailflow.toml"
        (folder / "events").mkdir()
        for name in ("fabbrica-idee", "primo-soccorso"):
            (folder / "events" / f"{name}.toml").write_bytes((EVENTS / f"{name}.toml").read_bytes())
        boxes = [
            BOX.format(
                host=account.host, port=account.port, user=account.user, password=account.password,
                timeout="60s", more=text,
            )
            for account, text in zip(self.accounts, more, strict=True)
        ]  # fmt: skip
        nobody = [
            BOX.format(host=LOOPBACK, port=free_port(), user=f"away-{n}", password="x", timeout="1s", more="")
            for n in range(away)
        ]
        smtp = servers.smtp()
        rest = REST.format(host=smtp.host, port=smtp.port, organizer=ORGANIZER)
        self.config.write_text("\n".join([*nobody, *boxes, rest]), encoding="utf-8")

    def deliver(self, box: int, name: str, number: int = 0) -> None:
        mail = booking_mail(
            **{"From": f"{name} <{name}@posta.example>", "Message-ID": f"<{name}-{number}@posta.example>"}
        )
        self.servers.deliver(self.accounts[box].user, mail, NOW)

    @contextmanager
    def watched(self) -> Iterator[Watched]:
        """Its mailboxes, as the service watches them, without a process."""
        settings = load_settings(self.config)
        office = open_office(settings, lambda: NOW)
        watched = Watched(office)
        rooms = [
            (mailbox, door, Mailroom(office, mailbox, door, lambda raw, taken: watched.took(raw.content)))
            for mailbox, door in open_mailboxes(settings)
        ]
        boxes = Boxes(office, rooms, watched.stop, watched.health, watched.broke)
        thread = threading.Thread(target=boxes.run)
        thread.start()
        try:
            yield watched
        finally:
            watched.stop.set()
            thread.join()
            office.ledger.close()
        assert watched.broken == []


class Watched:
    """What happens in the mailboxes of a town."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.stop = Stop()
        self.health = Health()
        self.broken: list[str] = []
        self.taken: list[str] = []
        self._news = threading.Condition()

    def broke(self, part: str) -> None:
        self.broken.append(part)
        self.stop.set()

    def took(self, raw: bytes) -> None:
        with self._news:
            self.taken.append(raw.split(b"Message-ID: <")[1].split(b"-")[0].decode())
            self._news.notify_all()

    def until(self, seen: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(seen, PATIENCE), self.taken


@pytest.fixture
def servers(dovecot: Dovecot, smtp_sink: Sink) -> MailServers:
    return DovecotAndSink(dovecot, smtp_sink)


def test_each_mailbox_speaks_for_its_own_events_in_its_own_name(tmp_path: Path, servers: MailServers) -> None:
    town = Town(
        tmp_path,
        servers,
        'events = ["fabbrica-idee-2"]\nfrom = "La fabbrica <fabbrica@comune.example>"',
        'events = ["primo-soccorso"]\nfrom = "Croce <corsi@croce.example>"\ndigest_to = ["capo@croce.example"]',
    )
    town.deliver(0, "anna")
    town.deliver(1, "bruno")
    main_ok("--config", str(town.config), "run", "--once", "--now", "2010-11-05T10:20")
    came = {mail.recipient: (mail.sender, parsed(mail)["From"]) for mail in servers.handed_in()}
    assert came["anna@posta.example"] == ("fabbrica@comune.example", "La fabbrica <fabbrica@comune.example>")
    assert came["bruno@posta.example"] == ("corsi@croce.example", "Croce <corsi@croce.example>")
    with servers.colleague(town.accounts[1].user) as box:
        box.folder.set("Sent")
        assert {mail.to[0] for mail in box.fetch(mark_seen=False)} == {"bruno@posta.example"} | (
            {"capo@croce.example"} & came.keys()
        )
    assert ORGANIZER not in came


def test_a_mailbox_with_a_backlog_starves_no_other(tmp_path: Path, servers: MailServers) -> None:
    town = Town(tmp_path, servers, "", "")
    with servers.colleague(town.accounts[0].user) as box:
        for number in range(200):
            box.append(booking_mail(**{"Message-ID": f"<full-{number}@posta.example>"}), "INBOX", dt=NOW)
    with town.watched() as watched:
        watched.until(lambda: len(watched.taken) > 10)
        town.deliver(1, "anna")
        watched.until(lambda: "anna" in watched.taken)
        before = watched.taken.index("anna")
        watched.until(lambda: len(watched.taken) == 201)
    assert before < 150


def test_mailboxes_that_are_away_do_not_hold_up_the_others(tmp_path: Path, servers: MailServers) -> None:
    town = Town(tmp_path, servers, "", away=30)
    with town.watched() as watched:
        for number in range(3):
            town.deliver(0, "anna", number)
            watched.until(lambda: len(watched.taken) > number)  # noqa: B023
        assert len(watched.health.troubles) > 0
        assert [part for part in watched.health.troubles if not part.startswith("away-")] == []


def test_hundreds_of_mailboxes_are_watched_by_a_few_threads(tmp_path: Path, embedded_servers: Embedded) -> None:
    town = Town(tmp_path, embedded_servers, *[""] * HUNDREDS)
    with town.watched() as watched:
        until = time.monotonic() + 2 * PATIENCE
        while len(watched.health.well) < HUNDREDS and time.monotonic() < until:
            assert watched.broken == []
            A_MOMENT.wait(0.1)
        assert len(watched.health.well) == HUNDREDS
        assert len([thread for thread in threading.enumerate() if thread.name.startswith("watch_")]) <= HANDS
        began = time.monotonic()
        for box in (3, 137, 298):
            town.deliver(box, f"p{box}")
        watched.until(lambda: len(watched.taken) == 3)
        assert time.monotonic() - began < 20  # by IDLE: else they are looked at once a minute
    assert sorted(watched.taken) == ["p137", "p298", "p3"]


def test_a_second_program_says_for_whom_it_stands_by_and_when_it_takes_over(
    tmp_path: Path, servers: MailServers
) -> None:
    town = Town(tmp_path, servers, "")
    settings = load_settings(town.config)
    [(_, door)] = open_mailboxes(settings)
    first = open_ledger(settings)
    with capture_logs() as said, ExitStack() as until_it_stops:
        until_it_stops.enter_context(first.watch(door.name))
        with town.watched() as watched:
            until = time.monotonic() + PATIENCE
            while not watched.health.standing_by and time.monotonic() < until:
                A_MOMENT.wait(0.05)
            assert watched.health.standing_by == {door.name: this_program()}
            town.deliver(0, "anna")
            until_it_stops.close()
            watched.until(lambda: watched.taken == ["anna"])
            assert watched.health.standing_by == {}
    first.close()
    assert [(line["event"], line.get("by")) for line in said if line.get("part") == door.name] == [
        ("stands by: another program watches this mailbox", this_program()),
        ("takes over this mailbox", None),
    ]
