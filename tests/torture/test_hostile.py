"""Mail made to break what reads it, or damaged on its way: dealt with or set aside, and the rest goes on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from mailflow.crash import STATUS
from mailflow.flow.safely import DEATHS
from tests.flow.test_main_job import ARRIVED, ORGANIZER
from tests.message.test_any_bytes import ODD, TOO_MUCH
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.desk import open_desk, written
from tests.torture.office import Found, Mail, TortureOffice, mails
from tests.torture.real import mutated, real_mails
from tests.torture.table import LONG, Table

MUTATED = 10_000 if LONG else 150
THROUGH_A_SERVICE = 1_000 if LONG else 10  # of those
PARTS = range(5) if LONG else range(1)
SLOW = 10.0  # seconds of work that no mail may cost

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


def all_in_time(table: Table, what: str, raws: Sequence[bytes]) -> None:
    """Takes in the mails: nothing raises, each is in the ledger, no mail of ours goes to more than one person, none
    takes long, and the ledger holds together."""
    slowest = 0.0
    with open_desk() as desk:
        for raw in raws:
            desk.clock[0] += timedelta(hours=1)
            began = time.thread_time()
            answers = desk.answers(raw)
            slowest = max(slowest, time.thread_time() - began)
            assert [len(mail["To"].addresses) for mail in answers] == [1] * len(answers)
        with desk.office.ledger.reading() as tx:
            recorded = {row.digest for row in tx.inbounds()}
            assert tx.fsck() == []
    lost = tuple(str(number) for number, raw in enumerate(raws) if sha256(raw).digest() not in recorded)
    remark = f"the slowest took {slowest:.1f} s"
    table.add(what, Found(lost, ()), len(raws), times=len(raws), remark=remark)
    assert (lost, slowest < SLOW) == ((), True)


@pytest.mark.parametrize("part", PARTS)
def test_a_mail_damaged_anywhere_is_dealt_with(table: Table, part: int) -> None:
    """Whatever was cut out, put in or put in its place, in a real mail."""
    all_in_time(table, "damaged mails", [mutated(number) for number in range(part, MUTATED, len(PARTS))])


@pytest.mark.parametrize("part", PARTS)
def test_real_mails_are_dealt_with(table: Table, part: int) -> None:
    all_in_time(table, "real mails", [mail.raw for mail in real_mails()[part :: len(PARTS) if LONG else 20]])


def test_no_machine_is_answered() -> None:
    with open_desk() as desk:
        answered = []
        for mail in [mail for mail in real_mails() if mail.machine][:: 1 if LONG else 10]:
            desk.clock[0] += timedelta(hours=1)
            if [answer for answer in desk.answers(mail.raw) if answer["To"] != ORGANIZER]:
                answered.append(mail.path)
    assert answered == []


@pytest.mark.parametrize("every", [1 if LONG else 40])
def test_real_mails_go_through_a_whole_service(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, every: int
) -> None:
    """Dovecot keeps no mail with a NUL, and takes no two of the same content for one: what it holds is counted."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    sent = [Mail(mail.path, "", mail.raw, books=False) for mail in real_mails()[::every] if b"\0" not in mail.raw]
    office.deliver([mail for mail in sent if mail.raw.strip()], ARRIVED - timedelta(days=1))
    laid = office.count_in("INBOX")
    assert office.run_once("2010-11-05T10:20") == 0
    assert office.count_in("INBOX") == 0
    assert sum(office.count_in(f"Mailflow/{folder}") for folder in ("Handled", "Review")) == laid
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        assert tx.fsck() == []
    table.add("real mails, a whole service", Found((), ()), laid)


def test_bombs_and_damaged_mails_go_through_a_whole_service(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table
) -> None:
    """All in one box, with mails of people between them, which are answered."""
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    hostile = [*BOMBS.values(), *map(mutated, range(THROUGH_A_SERVICE))]
    people = mails(10)
    laid = [Mail("", "", raw, books=False) for raw in hostile if raw.strip() and b"\0" not in raw]
    step = len(laid) // len(people)
    box = [mail for n, one in enumerate(people) for mail in (*laid[n * step : (n + 1) * step], one)]
    office.deliver([*box, *laid[len(people) * step :]], ARRIVED - timedelta(days=1))
    there = office.count_in("INBOX")
    assert office.run_once("2010-11-05T10:20") == 0
    assert office.count_in("INBOX") == 0
    assert sum(office.count_in(f"Mailflow/{folder}") for folder in ("Handled", "Review")) == there
    assert {mail.recipient for mail in smtp_sink.received} >= {mail.sender for mail in people if mail.books}
    with closing(office.ledger()) as ledger, ledger.reading() as tx:
        assert tx.fsck() == []
    table.add("bombs and damaged mails, a whole service", Found((), ()), there)


HOW = {"kills": ("", STATUS), "stalls": (":hang", 1)}


@pytest.mark.parametrize("how", HOW)
def test_a_mail_that_kills_or_stalls_the_worker_is_set_aside_whole_and_takes_no_other_along(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, table: Table, how: str
) -> None:
    """The second of four kills whoever handles it, in a batch first, then alone; in the end it is set aside."""
    end, status = HOW[how]
    sent = mails(4)
    office = TortureOffice(tmp_path, DovecotAndSink(dovecot, smtp_sink), "sqlite:///ledger.db")
    office.deliver(sent, ARRIVED)
    for times in (2, *[1] * (DEATHS - 1)):
        assert office.run_once("2010-11-05T10:20", f"intake.opened:{times}{end}", patience=3.0) == status
        assert ("intake.py" in office.said) == (how == "stalls"), "it says where it was lost"
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
    table.add(f"a mail that {how} the worker", found, len(sent), times=DEATHS)
    assert (found.lost, found.doubled) == ((), ())
