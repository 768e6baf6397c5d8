"""The parts of the service on several machines: they share one database, take over from the dead, and lose nothing."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.flow.test_main_job import EVENTS, parsed
from tests.flow.test_service import ahead
from tests.servers.both import DovecotAndSink
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink
from tests.torture.office import TortureOffice, mails
from tests.torture.program import Program, started

WITHIN = 10  # seconds in which a watch is taken over, on a busy machine; three in peace
MAILS, KILLS = 60, 8
A_MOMENT = threading.Event()  # never set


def office_on(folder: Path, dovecot: Dovecot, sink: Sink, database: str) -> TortureOffice:
    office = TortureOffice(folder, DovecotAndSink(dovecot, sink), database)
    ahead(office.service)
    return office


def command(office: TortureOffice, name: str) -> Sequence[str]:
    return ("run", "--config", str(office.service.config), "--role", name)


def running(programs: ExitStack, office: TortureOffice, name: str) -> Program:
    program = programs.enter_context(started(*command(office, name)))
    assert program.says("mailflow is running")
    return program


def test_watching_working_and_sending_may_stand_on_three_machines(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, postgresql: str
) -> None:
    office = office_on(tmp_path, dovecot, smtp_sink, postgresql)
    sent = mails(10)
    with ExitStack() as programs:
        watch, work, send = (running(programs, office, name) for name in ("watch", "work", "send"))
        office.deliver(sent, datetime.now(UTC) - timedelta(hours=1))
        smtp_sink.wait_for(sum(mail.books for mail in sent), 60)
        for program in (send, work, watch):
            program.stop()
    assert office.run_once() == 0
    found = office.look_for(sent)
    assert (found.lost, found.doubled, found.again) == ((), (), frozenset())


def test_a_mail_that_was_delivered_twice_is_handed_over_twice_and_answered_once(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, postgresql: str
) -> None:
    office = office_on(tmp_path, dovecot, smtp_sink, postgresql)
    [mail] = mails(1)
    with ExitStack() as programs:
        watch, work, send = (running(programs, office, name) for name in ("watch", "work", "send"))
        office.deliver([mail, mail], datetime.now(UTC))
        office.deliver([mail], datetime.now(UTC))
        smtp_sink.wait_for(1, 60)
        until = time.monotonic() + 60
        while office.service.subjects_in("INBOX") and time.monotonic() < until:
            A_MOMENT.wait(0.1)
        for program in (send, work, watch):
            program.stop()
    assert office.service.subjects_in("Mailflow/Handled") == ["Prenotazione"] * 3
    assert len(smtp_sink.received) == 1


def test_every_part_comes_to_hold_an_event_as_its_file_has_it(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, postgresql: str
) -> None:
    office = office_on(tmp_path, dovecot, smtp_sink, postgresql)
    [file] = (office.service.config.parent / "events").glob("*.toml")
    as_it_was, sent = file.read_text(encoding="utf-8"), mails(3)
    renamed = as_it_was.replace('"La fabbrica delle idee: secondo', '"Il cantiere delle idee: secondo')
    new = file.with_name("primo-soccorso.toml")
    with ExitStack() as programs:
        parts = [running(programs, office, name) for name in ("watch", "work", "send")]

        def written(path: Path, text: str, told: str) -> None:
            path.write_text(text, encoding="utf-8") if text else path.unlink()
            assert [part.says(told) for part in parts] == [True] * len(parts)

        def answered(number: int, mails_in_all: int) -> None:
            office.deliver(sent[number : number + 1], datetime.now(UTC))
            smtp_sink.wait_for(mails_in_all, 60)

        written(file, renamed, "events=['fabbrica-idee-2']")
        answered(0, 1)
        written(file, renamed.replace("capacity = 60", "capacity = ?"), "in trouble")
        answered(1, 2)
        written(file, renamed, "works again")
        written(new, (EVENTS / new.name).read_text(encoding="utf-8"), "events=['fabbrica-idee-2', 'primo-soccorso']")
        written(new, "", "events=['fabbrica-idee-2']")
        written(file, f"called_off = true\n{renamed}", "event files have changed")
        smtp_sink.wait_for(3, 60)  # organizers are asked whether who is booked is told
        answered(2, 4)
        for part in parts:
            part.stop()
    came = [parsed(mail) for mail in smtp_sink.received]
    assert [mail["X-Mailflow-Kind"] for mail in came] == ["confirmation", "confirmation", "review", "closed"]
    assert ["Il cantiere delle idee" in mail.as_string() for mail in came] == [True] * 4


def test_a_watch_is_taken_over_within_seconds_of_its_holders_death(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, postgresql: str
) -> None:
    office = office_on(tmp_path, dovecot, smtp_sink, postgresql)
    sent = mails(2)
    with ExitStack() as programs:
        first = running(programs, office, "watch")
        running(programs, office, "work")
        running(programs, office, "send")
        office.deliver(sent[:1], datetime.now(UTC))
        smtp_sink.wait_for(1, 60)
        running(programs, office, "watch")
        first.kill()
        began = time.monotonic()
        office.deliver(sent[1:], datetime.now(UTC))
        smtp_sink.wait_for(2, 60)
        assert time.monotonic() - began < WITHIN


def test_workers_that_are_killed_at_random_lose_nothing_and_double_nothing(
    tmp_path: Path, dovecot: Dovecot, smtp_sink: Sink, postgresql: str
) -> None:
    office = office_on(tmp_path, dovecot, smtp_sink, postgresql)
    sent = mails(MAILS)
    dice = random.Random(2010)
    with ExitStack() as programs:
        running(programs, office, "watch")
        running(programs, office, "send")
        workers = [running(programs, office, "work") for _ in range(3)]
        for kill in range(KILLS):
            office.deliver(sent[kill::KILLS], datetime.now(UTC) - timedelta(hours=1))
            A_MOMENT.wait(dice.uniform(0, 0.4))  # so that they die anywhere
            number = dice.randrange(len(workers))
            workers[number].kill()
            workers[number] = running(programs, office, "work")
        smtp_sink.wait_for(sum(mail.books for mail in sent), 120)
    office.run_once()
    found = office.look_for(sent)
    assert (found.lost, found.doubled) == ((), ())
    assert found.again <= found.doubted
