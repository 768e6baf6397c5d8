"""What breaks while answers are on their way: the database, and the line to the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import make_url

from mailflow.config.event_file import load_event
from mailflow.decision.limits import parse_limit
from mailflow.flow.dispatch import MANY, Dispatcher
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.ledger import Ledger, LedgerAway, Outgoing
from mailflow.mailbox.folder import FolderMailbox
from mailflow.mailbox.port import MailboxAway
from mailflow.outbox.fleet import SESSIONS, SmtpFleet
from mailflow.outbox.templates import Templates
from tests.flow.test_main_job import parsed
from tests.servers.proxy import Cut, Proxy, start_proxy
from tests.servers.sink import Drop, Say, Sink, Slow

EVENTS = Path(__file__).parent.parent / "events"
MORNING = datetime(2010, 11, 5, 9, 0, tzinfo=UTC)
ALL = MANY + SESSIONS  # the last ones go together


def office(ledger: Ledger, clock: Callable[[], datetime] = lambda: MORNING) -> Office:
    return Office(
        events=(load_event(EVENTS / "fabbrica-idee.toml"),),
        ledger=ledger,
        templates=Templates(),
        sender="La fabbrica delle idee <info@fabbricaideedistretto.it>",
        organizers=("segreteria@comune.example",),
        caps=(parse_limit("6 per hour"),),
        meter=Meter([parse_limit("100 per hour")]),
        now=clock,
    )


def put(ledger: Ledger, count: int) -> None:
    with ledger.transaction(None) as tx:
        for number in range(count):
            to, message_id = f"p{number}@posta.example", f"answer-{number}@fabbricaideedistretto.it"
            raw = f"To: {to}\r\nMessage-ID: <{message_id}>\r\n\r\nCiao\r\n".encode()
            tx.put(Outgoing(message_id=message_id, to=to, kind="confirmation", raw=raw, due=MORNING))


@pytest.fixture
def proxy(postgresql: str) -> Iterator[Proxy]:
    port = make_url(postgresql).port
    assert port is not None
    with start_proxy(port) as started:
        yield started


def test_answers_that_come_while_the_database_is_away_are_written_once_it_is_back(
    postgresql: str, proxy: Proxy, smtp_sink: Sink
) -> None:
    through = make_url(postgresql).set(port=proxy.port).render_as_string(hide_password=False)
    for number in range(MANY, ALL):
        smtp_sink.script(f"p{number}@posta.example", Slow("after-dot", 1.0 + 0.2 * (number - MANY)))
    with closing(Ledger.open(through)) as ledger, closing(SmtpFleet(smtp_sink.account())) as fleet:
        put(ledger, ALL)
        dispatcher = Dispatcher(office(ledger), fleet, None, "worker")
        with ThreadPoolExecutor(1) as hands:
            walk = hands.submit(dispatcher.send_waiting, Event())
            smtp_sink.wait_for(ALL)
            proxy.set(Cut())
            assert isinstance(walk.exception(), LedgerAway)
        proxy.set(None)
        again = dispatcher.send_waiting(Event())
        assert again.later == 0
        with ledger.reading() as tx:
            assert {row.status for row in tx.outbox()} == {"sent"}
    assert len(smtp_sink.received) == ALL


def test_an_answer_lost_after_the_dot_rests_before_it_goes_again_and_so_does_the_broken_line(
    tmp_path: Path, smtp_sink: Sink
) -> None:
    smtp_sink.script("p0@posta.example", Drop("after-dot"))
    at = [MORNING]
    with (
        closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.db")) as ledger,
        closing(SmtpFleet(smtp_sink.account())) as fleet,
    ):
        put(ledger, 2)
        dispatcher = Dispatcher(office(ledger, lambda: at[0]), fleet, None, "worker")
        walks = [dispatcher.send_waiting(Event())]
        for seconds in (1, 30, 90):
            at[0] = MORNING + timedelta(seconds=seconds)
            walks.append(dispatcher.send_waiting(Event()))
        assert [(walk.sent, walk.later, bool(walk.away)) for walk in walks] == [
            (0, 1, True),
            (1, 0, False),
            (0, 0, False),
            (1, 0, False),
        ]
        with ledger.reading() as tx:
            assert {row.status for row in tx.outbox()} == {"sent"}
    ids = [parsed(mail)["Message-ID"] for mail in smtp_sink.received]
    assert [name[:9] for name in ids] == ["<answer-0", "<answer-1", "<answer-0"]


def test_an_answer_lost_after_the_dot_twice_is_left_to_a_person_and_told(tmp_path: Path, smtp_sink: Sink) -> None:
    smtp_sink.script("p0@posta.example", Drop("after-dot"), Drop("after-dot"))
    at = [MORNING]
    with (
        closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.db")) as ledger,
        closing(SmtpFleet(smtp_sink.account())) as fleet,
    ):
        put(ledger, 1)
        dispatcher = Dispatcher(office(ledger, lambda: at[0]), fleet, None, "worker")
        walks = []
        for hours in range(4):
            at[0] = MORNING + timedelta(hours=hours)
            walks.append(dispatcher.send_waiting(Event()))
        assert [bool(walk.away) for walk in walks] == [True, False, False, False]
        with ledger.reading() as tx:
            assert [(row.status, row.tries) for row in tx.outbox()] == [("unknown", 2)]
            assert ["p0@posta.example" in line.text for line in tx.notes("fabbrica-idee-2", MORNING)] == [True]
    assert len(smtp_sink.received) == 2


class _NoMailbox(FolderMailbox):
    """A mailbox whose server is away, which shows only after a while."""

    tries = 0

    def append_sent(self, raw: bytes) -> None:
        self.tries += 1
        raise MailboxAway("imap.example.org did not answer within 60 s")


def test_many_mails_wait_for_a_mailbox_that_is_away_once(tmp_path: Path, smtp_sink: Sink) -> None:
    copies = _NoMailbox(tmp_path)
    with (
        closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.db")) as ledger,
        closing(SmtpFleet(smtp_sink.account())) as fleet,
    ):
        put(ledger, ALL)
        done = Dispatcher(office(ledger), fleet, copies, "worker").send_waiting(Event())
    assert (done.sent, done.away, copies.tries) == (ALL, "", 1)


@pytest.mark.parametrize(
    "words",
    [
        "554 5.7.1 <p0@posta.example>: Relay access denied",
        "553 5.7.1 <info@fabbricaideedistretto.it>: Sender address rejected: not owned by user info",
        "530 5.7.0 Authentication required",
    ],
)
def test_where_the_server_refuses_us_and_not_the_mail_nothing_is_lost(
    tmp_path: Path, smtp_sink: Sink, words: str
) -> None:
    smtp_sink.script("p0@posta.example", Say("rcpt", words))
    at = [MORNING]
    with (
        closing(Ledger.open(f"sqlite:///{tmp_path}/ledger.db")) as ledger,
        closing(SmtpFleet(smtp_sink.account())) as fleet,
    ):
        put(ledger, 2)
        dispatcher = Dispatcher(office(ledger, lambda: at[0]), fleet, None, "worker")
        walk = dispatcher.send_waiting(Event())
        assert (walk.sent, walk.failed, walk.later) == (0, 0, 1)
        assert walk.away == f"smtp.from: the server takes no mail of ours ({words})"
        at[0] = MORNING + timedelta(minutes=5)
        assert dispatcher.send_waiting(Event()).sent == 2
