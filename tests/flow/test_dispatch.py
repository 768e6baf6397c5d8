"""Several answers on their way at once, and the database gone when the first of them has arrived."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
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
from mailflow.outbox.fleet import SESSIONS, SmtpFleet
from mailflow.outbox.templates import Templates
from tests.servers.proxy import Cut, Proxy, start_proxy
from tests.servers.sink import Sink, Slow

EVENTS = Path(__file__).parent.parent / "events"
MORNING = datetime(2010, 11, 5, 9, 0, tzinfo=UTC)
ALL = MANY + SESSIONS  # the last ones go together


def office(ledger: Ledger) -> Office:
    return Office(
        events=(load_event(EVENTS / "fabbrica-idee.toml"),),
        ledger=ledger,
        templates=Templates(),
        sender="La fabbrica delle idee <info@fabbricaideedistretto.it>",
        organizers=("segreteria@comune.example",),
        caps=(parse_limit("6 per hour"),),
        meter=Meter([parse_limit("100 per hour")]),
        now=lambda: MORNING,
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
