"""Events of several days, and those that go over midnight: no hour stands without its day where there are two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mailflow.domain.event import AgendaItem, Event, Round, Session
from mailflow.domain.letter import Answer, Answered, Confirmation, Reminder
from mailflow.outbox.calendar import entries
from mailflow.outbox.render import render
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named

ROME = ZoneInfo("Europe/Rome")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 5, day, hour, minute, tzinfo=ROME)


def round_of(name: str, title: str, starts: datetime, ends: datetime) -> Round:
    session = Session(id=f"{name}-1", round=name, title=f"{title} uno", starts=starts, ends=ends)
    return Round(id=name, title=title, starts=starts, ends=ends, sessions=(session,))


def lasting(starts: datetime, ends: datetime, rounds: tuple[Round, ...], agenda: tuple[AgendaItem, ...]) -> Event:
    course = event_named("primo-soccorso")
    rules = replace(course.booking, closes=starts)
    return replace(course, starts=starts, ends=ends, booking=rules, rounds=rounds, agenda=agenda)


THREE_DAYS = lasting(
    at(6, 9),
    at(8, 17),
    (
        round_of("first", "Primo giorno", at(6, 9), at(6, 13)),
        round_of("always", "Mostra", at(6, 9), at(8, 17)),
        round_of("last", "Ultimo giorno", at(8, 9), at(8, 13)),
    ),
    (AgendaItem(at(6, 9), "Saluti"), AgendaItem(at(7, 9), "Relazioni"), AgendaItem(at(8, 15), "Conclusioni")),
)
OVER_MIDNIGHT = lasting(
    at(29, 21, 30),
    at(30, 3),
    (round_of("sky", "Telescopio", at(29, 23), at(30, 1)),),
    (AgendaItem(at(29, 21, 30), "Apertura"), AgendaItem(at(30, 2), "Brindisi")),
)


def lines(event: Event, *answers: Answered, templates: Templates) -> list[str]:
    """The items of an answer."""
    text = render(Answer(**Desk(event, "it").answer(), answers=answers), templates).text
    return [line for line in text.split("\n") if line.startswith("- ")]


def items_of_a_reminder(event: Event, templates: Templates) -> list[str]:
    desk = Desk(event, "it")
    text = render(Reminder(**desk.unasked(), booking=desk.booking, days=1), templates).text
    return [line for line in text.split("\n") if line.startswith("- ")]


def test_every_line_of_the_programme_tells_its_day(templates: Templates) -> None:
    assert items_of_a_reminder(THREE_DAYS, templates) == [
        "- Primo giorno: Primo giorno uno (giovedì 6 maggio 2027, ore 9.00–13.00)",
        "- Mostra: Mostra uno (da giovedì 6 maggio 2027, ore 9.00, a sabato 8 maggio 2027, ore 17.00)",
        "- Ultimo giorno: Ultimo giorno uno (sabato 8 maggio 2027, ore 9.00–13.00)",
        "- giovedì 6 maggio 2027, ore 9.00: Saluti",
        "- venerdì 7 maggio 2027, ore 9.00: Relazioni",
        "- sabato 8 maggio 2027, ore 15.00: Conclusioni",
    ]


def test_what_goes_over_midnight_is_on_the_day_it_begins(templates: Templates) -> None:
    assert items_of_a_reminder(OVER_MIDNIGHT, templates) == [
        "- Telescopio: Telescopio uno (sabato 29 maggio 2027, ore 23.00–1.00)",
        "- sabato 29 maggio 2027, ore 21.30: Apertura",
        "- domenica 30 maggio 2027, ore 2.00: Brindisi",
    ]


def test_a_round_of_several_days_is_told_from_its_first_to_its_last(templates: Templates) -> None:
    assert lines(THREE_DAYS, Answered("time"), templates=templates) == [
        "- Primo giorno: giovedì 6 maggio 2027, ore 9.00–13.00",
        "- Mostra: da giovedì 6 maggio 2027, ore 9.00, a sabato 8 maggio 2027, ore 17.00",
        "- Ultimo giorno: sabato 8 maggio 2027, ore 9.00–13.00",
    ]


def test_sessions_with_hours_of_their_own_tell_them_where_the_time_is_asked(templates: Templates) -> None:
    early = replace(THREE_DAYS.rounds[2].sessions[0], ends=at(8, 10, 30))
    late = replace(early, id="last-2", title="Filigrane", starts=at(8, 11), ends=at(8, 13))
    event = replace(THREE_DAYS, rounds=(replace(THREE_DAYS.rounds[2], sessions=(early, late)),))

    assert lines(event, Answered("time"), templates=templates) == [
        "- Ultimo giorno: Ultimo giorno uno (sabato 8 maggio 2027, ore 9.00–10.30)",
        "- Ultimo giorno: Filigrane (sabato 8 maggio 2027, ore 11.00–13.00)",
    ]


def test_the_events_calendar_entry_tells_the_day_of_every_session() -> None:
    desk = Desk(THREE_DAYS, "it")
    whole, *_ = entries(Confirmation(**desk.answer(), booking=desk.booking))

    assert whole.description.split("\n") == [
        "K7QM-3F",
        "Anna Bianchi",
        "  giovedì 6 maggio 2027, 09:00–13:00 Primo giorno uno",
        "  giovedì 6 maggio 2027, 09:00–sabato 8 maggio 2027, 17:00 Mostra uno",
        "  sabato 8 maggio 2027, 09:00–13:00 Ultimo giorno uno",
    ]
