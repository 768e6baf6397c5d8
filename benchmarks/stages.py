"""Stage by stage: what each costs a mail, alone, in milliseconds of the processor.

python -m benchmarks.stages [MAILS]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Flag

from benchmarks import mails
from benchmarks.growth import office_of
from benchmarks.place import Place, place
from mailflow.config.event_file import load_event
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.foresight import foresee
from mailflow.flow.office import Office
from mailflow.flow.reception import receive_together
from mailflow.ledger import Ledger
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import Origin, Raw
from mailflow.message import parse
from mailflow.outbox.compose import compose
from mailflow.outbox.fleet import SmtpFleet
from mailflow.outbox.render import render
from mailflow.outbox.sample import sample
from mailflow.outbox.smtp_account import SmtpAccount
from mailflow.understanding import read
from tests.servers.process import LOOPBACK

GROUP = 25


def cost(work: Callable[[], object], count: int) -> float:
    """Milliseconds of our processor a mail."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000 / count


def of_reading(raws: list[bytes], office: Office) -> dict[str, float]:
    [event] = office.events
    messages = [parse(raw) for raw in raws]
    for message in messages[:30]:
        read(message, event)
    return {
        "parse": cost(lambda: [parse(raw) for raw in raws], len(raws)),
        "read": cost(lambda: [read(message, event) for message in messages], len(raws)),
    }


def of_deciding(raws: list[bytes], office: Office) -> dict[str, float]:
    """Decision, bookings, answers, and the commit, with the letters' own share told apart."""
    standpoint, now = office.standpoint(), datetime.now(UTC)
    pairs = [
        (
            Raw(Origin("box", 1, number), raw, now + timedelta(milliseconds=number), frozenset()),
            foresee(raw, standpoint),
        )
        for number, raw in enumerate(raws, 1)
    ]

    def take_in() -> None:
        for start in range(0, len(pairs), GROUP):
            group = pairs[start : start + GROUP]
            assert len(receive_together(office, group)) == len(group)

    letter = sample("confirmation", office.events[0], "it")

    def write() -> None:
        for number in range(len(raws)):
            rendered = render(letter, office.templates, office.address)
            compose(rendered, letter, sender=office.sender, message_id=f"{number}@us.example", date=now)

    return {"decide, book, write, commit": cost(take_in, len(raws)), "the letter's share of it": cost(write, len(raws))}


def of_the_wire(servers: Place, raws: list[bytes], office: Office) -> dict[str, float]:
    """Fetching and moving in batches of 50; sending what the stage before has written."""
    box = ImapMailbox(servers.dovecot.account(servers.box(raws), poll=timedelta(minutes=1)))
    box.ensure_folders()
    origins = [mail.origin for mail in box.waiting()]
    batches = [origins[start : start + 50] for start in range(0, len(origins), 50)]

    def move() -> None:
        for batch in batches:
            box.move(batch, "handled")

    costs = {
        "fetch": cost(lambda: [list(box.fetch(batch)) for batch in batches], len(raws)),
        "move": cost(move, len(raws)),
    }
    box.close()
    carrier = SmtpFleet(SmtpAccount(host=LOOPBACK, port=servers.sink.port, security="none", sender=office.sender))
    dispatcher = Dispatcher(office, carrier, None, "bench")
    costs["send and settle"] = cost(lambda: dispatcher.send_waiting(Flag()), len(raws))
    carrier.close()
    return costs


def measured(count: int) -> dict[str, float]:
    """Milliseconds a mail, by stage."""
    raws = [mails.mail(number) for number in range(count)]
    with TemporaryDirectory(dir=Path.cwd()) as name, place() as servers:
        path = Path(name) / "event.toml"
        path.write_text(mails.event_text(count), encoding="utf-8")
        office = office_of(load_event(path), Ledger.open(f"sqlite:///{name}/ledger.db"))
        costs = of_reading(raws, office) | of_deciding(raws, office) | of_the_wire(servers, raws, office)
        office.ledger.close()
    return costs


if __name__ == "__main__":
    for stage, milliseconds in measured(int(sys.argv[1]) if len(sys.argv) > 1 else 500).items():
        print(f"{stage:28} {milliseconds:6.2f} ms")
