"""Mail made to break what reads it, or damaged on its way: dealt with or set aside, and the rest goes on."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailflow.crash import STATUS
from mailflow.flow.safely import DEATHS
from tests.flow.test_main_job import ARRIVED
from tests.message.test_any_bytes import ODD, TOO_MUCH
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.desk import open_desk, written
from tests.torture.office import TortureOffice, mails
from tests.torture.table import LONG, Table

TESTS = Path(__file__).parent.parent
REAL = [*(TESTS / "message" / "real").rglob("*.eml"), *(TESTS / "corpus" / "mails").glob("*.eml")]
MUTATED = 2000 if LONG else 150

BOMBS = {
    **{name: raw.encode() for name, (raw, _) in TOO_MUCH.items()},
    **ODD,
    "a name of a megabyte": written(f'"{"Anna " * 200_000}" <anna@rossi.example>', "Vorrei prenotare un posto"),
    "a subject of a megabyte": written("anna@rossi.example", "Vorrei prenotare", Subject="Prenotazione " * 80_000),
    "ten thousand references": written("anna@rossi.example", "Sì", References="<a@b.example> " * 10_000),
    "a hundred thousand names": written("anna@rossi.example", "Siamo in tanti:\n" + "Anna Rossi\n" * 100_000),
    "a line of a megabyte": written("anna@rossi.example", "prenotare " * 100_000),
    "digits": written("anna@rossi.example", "prenoto per " + "9" * 100_000 + " persone, tel. " + "3" * 100_000),
    "billions of seats": written("anna@rossi.example", "Vorrei prenotare 999999999999 posti."),
    "every sign there is": written("anna@rossi.example", "".join(map(chr, range(32, 0xD800)))),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_dealt_with_and_the_next_mail_is_answered(what: str) -> None:
    with open_desk() as desk:
        desk.take(BOMBS[what])
        desk.collect()
        [answer] = desk.answers(written("Ugo Conte <ugo@conte.example>", "Vorrei prenotare un posto."))
        assert answer["X-Mailflow-Kind"] == "confirmation"


def test_a_mail_damaged_anywhere_is_dealt_with() -> None:
    """Whatever was cut out, put in or put in its place, in a real mail or one of the corpus: nothing raises, no mail
    of ours goes to more than one person, and the ledger holds together."""
    with open_desk() as desk:

        @settings(max_examples=MUTATED, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(st.sampled_from(sorted(REAL)), st.randoms(use_true_random=False))
        def damaged(path: Path, dice: random.Random) -> None:
            desk.clock[0] += timedelta(hours=1)
            for mail in desk.answers(mutated(path.read_bytes(), dice)):
                assert len(mail["To"].addresses) == 1

        damaged()
        with desk.office.ledger.reading() as tx:
            assert tx.fsck() == []


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """A few wounds, as of transport, of clients that cut, and of whoever means harm."""
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(raw) + 1)
        end = min(len(raw), start + dice.choice((1, 5, 50, 500)))
        lines = raw.split(b"\n")
        raw = dice.choice(
            (
                raw[:start] + raw[end:],
                raw[:start] + dice.randbytes(end - start) + raw[end:],
                raw[:end] + raw[start:],
                raw[:start],
                b"\n".join(dice.sample(lines, len(lines))) if len(lines) < 400 else raw,
                raw.replace(b"\n", b"\r"),
                re.sub(rb"(?i)charset=\S+", b"charset=" + dice.choice((b"utf-7", b"x-none", b"utf-16", b"idna")), raw),
                re.sub(rb"(?im)^content-transfer-encoding:.*", b"Content-Transfer-Encoding: base64", raw),
            )
        )
    return raw


def test_a_mail_that_kills_the_worker_is_set_aside_whole_and_takes_no_other_along(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    """The second of four kills whoever handles it, in a batch first, then alone; in the end it is set aside."""
    sent = mails(4)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    for times in (2, *[1] * (DEATHS - 1)):
        assert office.run_once("2010-11-05T10:20", f"intake.opened:{times}") == STATUS
    assert office.run_once("2010-11-05T10:21") == 0
    assert office.service.subjects_in("INBOX") == []
    assert office.service.subjects_in("Mailflow/Review") == ["Prenotazione"]
    assert len(office.service.subjects_in("Mailflow/Handled")) == 3
    assert {mail.recipient for mail in smtp_sink.received} >= {mail.sender for mail in sent} - {sent[1].sender}
    ledger = office.ledger()
    with ledger.reading() as tx:
        [row] = [row for row in tx.inbounds() if row.settled == "review"]
        assert tx.raw_of(row.id) is not None
    ledger.close()
    found = office.look_for([sent[0], *sent[2:]])
    table.add("a mail that kills the worker", found, len(sent), times=DEATHS)
    assert (found.lost, found.doubled) == ((), ())
