"""Readers tell what reading here would tell, and what they cannot tell is left to whoever asked."""

from __future__ import annotations

from pathlib import Path

from structlog.testing import capture_logs

from mailflow.config.event_file import load_event
from mailflow.flow.foresight import Foreseen, Standpoint, foresee, foresee_or_leave
from mailflow.flow.readers import CHUNK, Readers
from tests.flow.test_main_job import ARRIVED, EVENTS, booking_mail
from tests.torture.real import real_mails


def test_readers_tell_in_order_what_reading_here_tells() -> None:
    event = load_event(Path(EVENTS) / "fabbrica-idee.toml")
    standpoint = Standpoint((event,), event, ARRIVED)
    contents = [booking_mail(**{"Message-ID": f"<{number}@prova.example>"}) for number in range(25)]
    with Readers(2).at_hand() as readers:
        told = [one for chunk in readers.foresee(contents, standpoint) for one in chunk.result()]
    assert told == [foresee(content, standpoint) for content in contents]


def test_real_mails_of_every_kind_are_told_by_readers_without_one_of_them_dying() -> None:
    event = load_event(Path(EVENTS) / "fabbrica-idee.toml")
    standpoint = Standpoint((event,), event, ARRIVED)
    contents = [mail.raw for mail in real_mails()[::10]]
    with Readers(2).at_hand() as readers, capture_logs() as logs:
        told = [one for chunk in readers.foresee(contents, standpoint) for one in chunk.result()]
    assert told == [foresee_or_leave(content, standpoint) for content in contents]
    assert logs == []


def test_a_reader_that_is_killed_leaves_its_mails_to_who_asked_and_another_takes_its_place() -> None:
    event = load_event(Path(EVENTS) / "fabbrica-idee.toml")
    standpoint = Standpoint((event,), event, ARRIVED)
    contents = [booking_mail(**{"Message-ID": f"<{number}@prova.example>"}) for number in range(30)]
    whole = [foresee(content, standpoint) for content in contents]

    def told(readers: Readers) -> list[Foreseen | None]:
        return [one for chunk in readers.foresee(contents, standpoint) for one in chunk.result()]

    with Readers(2).at_hand() as readers, capture_logs() as logs:
        before = told(readers)
        [program] = readers._programs
        program.kill()
        program.wait()
        after, later = told(readers), told(readers)
    assert before == whole
    assert [one for one in after if one is not None] == [w for one, w in zip(after, whole, strict=True) if one]
    assert after.count(None) == CHUNK
    assert later == whole
    assert [line["event"] for line in logs] == ["a reader died over a mail"]


def test_what_answers_another_mail_is_not_read_before_its_conversation_is_known() -> None:
    event = load_event(Path(EVENTS) / "fabbrica-idee.toml")
    told = foresee(booking_mail(**{"In-Reply-To": "<a@us.example>"}), Standpoint((event,), event, ARRIVED))
    assert (told.event, told.reading) == (None, None)
