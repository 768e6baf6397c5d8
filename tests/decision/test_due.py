"""What is due when: reminders, digest, the evening mail, summaries, the purge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from mailflow.decision.due import Agenda, agenda, digest_days, may_be_due, never_in_time, retention_ends
from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import Event, Moment, Schedule
from mailflow.domain.place import Status
from tests.decision.making import ENDS, ROME, STARTS, event_with

EVENT = event_with({None: 50, "a": 20, "b": 20, "c": 20})  # 20 May 2027, 14:00 to 18:00
LONG_AGO = datetime(2027, 4, 1, 12, 0, tzinfo=ROME)


def booking(status: Status = Status.CONFIRMED, *, received: datetime = LONG_AGO, session: str | None = None) -> Booking:
    places = [Place(round=None, session=None, status=status, since=received)]
    if session:
        places.append(Place(round="one", session=session, status=status, since=received))
    return Booking(
        code="K7QM-3F",
        event="meeting",
        source="email",
        received=received,
        language="en",
        contact=Contact(name="Anna Rossi", email="anna@people.example"),
        attendees=(Attendee(number=1, name="Anna Rossi", places=tuple(places)),),
    )


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ROME)


def reminders(
    found: Agenda, kind: str = "reminder"
) -> tuple[list[tuple[datetime, int | None]], list[tuple[datetime, int | None]]]:
    """Due and dropped."""
    due = [(item.at, item.days) for item in found.due if item.kind == kind]
    return due, [(item.at, item.days) for item in found.dropped if item.kind == kind]


def week_before(event: Event = EVENT, bookings: Sequence[Booking] | None = None) -> Agenda:
    return agenda(event, bookings or [booking()], LONG_AGO, local(5, 13, 9))


def test_a_reminder_is_due_at_its_local_hour() -> None:
    assert reminders(agenda(EVENT, [booking()], LONG_AGO, local(5, 13, 8, 59))) == ([], [])
    assert reminders(week_before()) == ([(local(5, 13, 9), 7)], [])
    assert week_before().due[-1].key == "reminder:meeting:K7QM-3F:7d:2027-05-13"


def test_each_reminder_falls_in_one_span_only() -> None:
    spans = [(local(5, day, 12), local(5, day + 1, 12)) for day in range(10, 20)]

    found = [
        item for start, end in spans for item in agenda(EVENT, [booking()], start, end).due if item.kind == "reminder"
    ]

    assert [(item.at, item.days) for item in found] == [(local(5, 13, 9), 7), (local(5, 19, 18), 1)]


def test_who_has_a_place_or_waits_for_one_is_reminded() -> None:
    for status in (Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED):
        assert reminders(week_before(bookings=[booking(status)])) == ([(local(5, 13, 9), 7)], [])


def test_who_gave_up_is_not_reminded() -> None:
    for status in (Status.WANTED, Status.CANCELLED):
        assert reminders(week_before(bookings=[booking(status)])) == ([], [])


def test_who_booked_on_the_day_of_a_reminder_or_later_is_not_sent_it() -> None:
    for received in (local(5, 13, 8), local(5, 13, 10), local(5, 14, 8)):
        assert reminders(agenda(EVENT, [booking(received=received)], LONG_AGO, local(5, 14, 12)))[0] == []
    assert len(reminders(week_before(bookings=[booking(received=local(5, 12, 23))]))[0]) == 1


def test_a_missed_reminder_is_caught_up_while_it_is_of_use() -> None:
    assert reminders(agenda(EVENT, [booking()], LONG_AGO, local(5, 17, 12))) == ([(local(5, 13, 9), 7)], [])


def test_a_missed_reminder_is_not_caught_up_at_night() -> None:
    assert reminders(agenda(EVENT, [booking()], LONG_AGO, local(5, 17, 3))) == ([], [])


def test_a_reminder_for_after_the_beginning_is_neither_sent_nor_reported_as_missed() -> None:
    late = replace(EVENT, schedule=Schedule(reminders=(Moment(1, time(18)), Moment(0, time(20)))))
    assert reminders(agenda(late, [booking()], local(5, 20, 1), local(5, 21, 12))) == ([], [])
    assert never_in_time(late) == (Moment(0, time(20)),)
    assert never_in_time(EVENT) == ()


def test_a_missed_reminder_is_dropped_and_told_when_the_next_is_due_or_the_event_has_begun() -> None:
    after_next = reminders(agenda(EVENT, [booking()], LONG_AGO, local(5, 19, 19)))
    begun = reminders(agenda(EVENT, [booking()], LONG_AGO, STARTS))

    assert after_next == ([(local(5, 19, 18), 1)], [(local(5, 13, 9), 7)])
    assert begun == ([], [(local(5, 13, 9), 7), (local(5, 19, 18), 1)])


def test_a_missed_reminder_is_dropped_on_the_day_of_the_next() -> None:
    an_hour_before = reminders(agenda(EVENT, [booking()], LONG_AGO, local(5, 19, 17)))

    assert an_hour_before == ([], [(local(5, 13, 9), 7)])  # or they are told 'tomorrow' twice in an hour


def test_nobody_is_written_to_at_night() -> None:
    event = replace(EVENT, schedule=Schedule(reminders=(Moment(2, time(22)), Moment(1, time(6)))))

    at_night = reminders(agenda(event, [booking()], LONG_AGO, local(5, 19, 7, 59)))
    in_the_morning = reminders(agenda(event, [booking()], local(5, 19, 7, 59), local(5, 19, 8)))

    assert at_night == ([], [])
    assert in_the_morning == ([(local(5, 19, 8), 1)], [(local(5, 19, 8), 2)])  # one of the two is enough


def test_of_an_event_of_several_days_everybody_is_reminded_of_their_own() -> None:
    first, last = EVENT.rounds[0].sessions
    last = replace(last, starts=last.starts + timedelta(days=1), ends=last.ends + timedelta(days=1))
    event = replace(EVENT, ends=ENDS + timedelta(days=1), rounds=(replace(EVENT.rounds[0], sessions=(first, last)),))
    second_day = booking(session="b")

    assert [at for at, _ in reminders(agenda(event, [second_day], LONG_AGO, local(5, 14, 9)))[0]] == [local(5, 14, 9)]
    assert [at for at, _ in reminders(agenda(event, [booking(session="a")], LONG_AGO, local(5, 14, 9)))[0]] == [
        local(5, 13, 9)
    ]


def test_an_event_over_midnight_is_one_evening_for_everybody() -> None:
    first, last = EVENT.rounds[0].sessions
    last = replace(last, starts=local(5, 21, 0, 30), ends=local(5, 21, 2))
    event = replace(
        EVENT,
        starts=local(5, 20, 21, 30),
        ends=local(5, 21, 3),
        rounds=(replace(EVENT.rounds[0], sessions=(first, last)),),
        schedule=Schedule(reminders=(Moment(0, time(9)),)),
    )
    found = agenda(event, [booking(session="b")], LONG_AGO, local(5, 20, 9))

    assert reminders(found) == ([(local(5, 20, 9), 0)], [])


def test_nobody_is_thanked_before_the_end() -> None:
    event = replace(EVENT, schedule=Schedule(summary=Moment(0, time(17)), proposals=Moment(0, time(17))))  # ends at 18
    kinds = {"summary", "organizer-summary", "proposals"}

    during = agenda(event, [booking()], LONG_AGO, local(5, 20, 17, 30))
    after = agenda(event, [booking()], local(5, 20, 17, 30), local(5, 20, 18))

    assert [item.kind for item in during.due if item.kind in kinds] == []
    assert sorted(item.kind for item in after.due if item.kind in kinds) == sorted(kinds)


def test_hours_stay_local_over_both_clock_changes() -> None:
    """28 March 2027: 2 o'clock becomes 3. 31 October 2027: 3 becomes 2."""
    for day, month, utc in ((29, 3, (8, 7)), (1, 11, (7, 8))):
        begins = datetime(2027, month, day, 14, 0, tzinfo=ROME)
        event = replace(
            EVENT,
            starts=begins,
            ends=begins + timedelta(hours=4),
            rounds=(),
            schedule=Schedule(reminders=(Moment(2, time(9)), Moment(0, time(9)))),
        )
        early = booking(received=datetime(2027, 1, 1, tzinfo=UTC))
        items = [
            item
            for hour in range(24 * 4)
            for item in agenda(event, [early], *_span(begins - timedelta(days=3), hour)).due
            if item.kind == "reminder"
        ]

        assert [item.at.astimezone(UTC).hour for item in items] == list(utc)
        assert len({item.key for item in items}) == 2


def _span(start: datetime, hour: int) -> tuple[datetime, datetime]:
    begin = start.astimezone(UTC) + timedelta(hours=hour)
    return begin, begin + timedelta(hours=1)


def test_the_digest_is_due_once_a_day_and_after_downtime_once_for_all() -> None:
    week = list(digest_days(EVENT, local(5, 1), local(5, 4)))
    assert week == [local(5, day, 18) for day in (1, 2, 3, 4)]

    found = agenda(EVENT, [], local(5, 1), local(5, 5)).due
    assert [(item.kind, item.key) for item in found] == [("digest", "digest:meeting:2027-05-04")]


def test_the_digest_ends_with_the_day_of_the_summary() -> None:
    assert list(digest_days(EVENT, local(5, 20), local(6, 20))) == [local(5, 20, 18), local(5, 21, 18)]


def test_the_night_the_clocks_change_has_one_digest() -> None:
    event = replace(EVENT, schedule=Schedule(digest=time(2, 30)))
    hours = [datetime(2026, 10, 24, 22, 0, tzinfo=UTC) + timedelta(minutes=10 * step) for step in range(72)]

    found = [item.key for start, end in pairwise(hours) for item in agenda(event, [], start, end).due]

    assert found == ["digest:meeting:2026-10-25"]


def test_after_the_event_come_proposals_summaries_figures_and_the_purge() -> None:
    found = agenda(EVENT, [booking()], STARTS, local(5, 21, 18)).due
    later = agenda(EVENT, [], retention_ends(EVENT) - timedelta(hours=1), retention_ends(EVENT)).due

    assert [(item.kind, item.at) for item in found if item.kind != "digest"] == [
        ("proposals", local(5, 20, 20)),
        ("organizer-summary", local(5, 21, 18)),
        ("summary", local(5, 21, 18)),
    ]
    assert [item.key for item in later] == ["purge:meeting:2027-11-16"]


def test_the_evening_mail_waits_for_the_end_of_an_evening_event() -> None:
    event = replace(EVENT, ends=local(5, 20, 23))

    assert [item.at for item in agenda(event, [], STARTS, local(5, 21)).due if item.kind == "proposals"] == [
        local(5, 20, 23)
    ]


def test_whether_anything_may_be_due_is_told_without_bookings() -> None:
    assert may_be_due(EVENT, local(5, 13, 8), local(5, 13, 9))
    assert not may_be_due(EVENT, local(5, 13, 9), local(5, 13, 17))
