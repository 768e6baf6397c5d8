"""An event's file is changed while readers have mails: what they told of the old event is not gone by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest

from mailflow.flow import mailroom
from mailflow.flow.event_files import EventFiles, InForce
from mailflow.flow.foresight import Foreseen, Standpoint, foresee
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.readers import Readers
from mailflow.mailbox.folder import FolderMailbox
from tests.flow.test_arrivals import Waiting
from tests.flow.test_main_job import booking_mail


class Overtaken(Readers):
    """Readers that tell what a mail states, and then the event's file changes."""

    def __init__(self, files: EventFiles) -> None:
        super().__init__(1)
        self.files = files

    @contextmanager
    def at_hand(self) -> Iterator[Readers]:
        yield self

    def foresee(self, contents: Sequence[bytes], standpoint: Standpoint) -> list[Future[list[Foreseen | None]]]:
        told: Future[list[Foreseen | None]] = Future()
        told.set_result([foresee(content, standpoint) for content in contents])
        [event] = standpoint.events
        first, *others = event.rounds
        sessions = tuple(replace(session, id=f"new-{session.id}") for session in first.sessions)
        changed = replace(event, rounds=(replace(first, sessions=sessions), *others))
        self.files.in_force = replace(self.files.in_force, events=(changed,))
        return [told]


def test_a_mail_that_readers_read_before_a_change_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailroom, "CROWD", 1)
    monkeypatch.setattr(mailroom, "BATCH", 2)
    waiting = Waiting(tmp_path)
    in_force = InForce(waiting.office.events, waiting.office.templates)
    files = EventFiles(tmp_path, (), lambda _: None, in_force)
    box = tmp_path / "box"
    box.mkdir()
    for number in range(4):  # the first batch is read here, while the readers start
        mail = booking_mail(**{"Message-ID": f"<{number}@posta.example>", "From": f"a{number}@posta.example"})
        (box / f"{number:03}.eml").write_bytes(mail)
    room = Mailroom(replace(waiting.office, files=files), FolderMailbox(box), readers=Overtaken(files))
    assert room.work_through(Flag()).taken == 4
    with waiting.ledger.reading() as tx:
        [last] = [b for b in tx.bookings("fabbrica-idee-2") if b.contact.email == "a3@posta.example"]
        wanted = {place.session for _, place in last.places if place.session and place.round == "turno-1"}
    assert wanted == {"new-green-energy"}
