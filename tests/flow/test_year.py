"""A year of clocks: every scheduled mail once, at its local hour, across clock changes, downtime and moved events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailflow.config.event_file import load_event
from mailflow.decision.limits import parse_limit
from mailflow.domain.booking import Attendee, Booking, Contact, Place
from mailflow.domain.event import Event, Moment, Schedule
from mailflow.domain.place import Status
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.schedule import Clockwork
from mailflow.ledger import Ledger
from mailflow.outbox.templates import Templates

ROME = ZoneInfo("Europe/Rome")
BASE = load_event(Path(__file__).parent.parent / "events" / "primo-soccorso.toml")
HOUR = timedelta(hours=1)


def event_at(starts: datetime) -> Event:
    """The course, on another day."""
    rules = replace(BASE.booking, closes=starts)
    return replace(BASE, starts=starts, ends=starts + timedelta(hours=4), booking=rules)


class Year:
    """An office whose clock the test moves."""

    def __init__(self, event: Event, start: datetime) -> None:
        self.now = start
        self.ledger = Ledger.open("sqlite://")
        self.templates = Templates()
        self.restart(event)

    def restart(self, event: Event) -> None:
        """The service is started anew, perhaps with another event file."""
        self.event = event
        self.office = Office(
            events=(event,),
            ledger=self.ledger,
            templates=self.templates,
            sender="Croce Blu <info@croceblu-corsi.example>",
            organizers=("ufficio@croceblu.example",),
            caps=(parse_limit("6 per hour"),),
            meter=Meter([parse_limit("2000 per hour")]),
            now=lambda: self.now,
        )
        self.clockwork = Clockwork(self.office)

    def later(self, by: timedelta) -> datetime:
        """A clock that is never asked twice at the same moment."""
        self.now += by
        return self.now

    def book(
        self, code: str, status: Status = Status.CONFIRMED, until: datetime | None = None, name: str = "Anna Bianchi"
    ) -> None:
        place = Place(round=None, session=None, status=status, since=self.now, offer_until=until)
        booking = Booking(
            code=code,
            event=self.event.id,
            source="email",
            received=self.now,
            language="it",
            contact=Contact(name="Anna Bianchi", email=f"{code.lower()}@people.example"),
            attendees=(Attendee(number=1, name=name, places=(place,)),),
        )
        with self.ledger.transaction(self.event) as tx:
            tx.sync_capacities([self.event])
            tx.write([booking], now=self.now)

    def until(self, end: datetime, step: timedelta = HOUR) -> None:
        """The clock strikes at every step; twice, to show that it does no harm."""
        while self.now < end:
            self.now = min((self.now.astimezone(UTC) + step).astimezone(ROME), end)
            self.clockwork.strike()
            self.clockwork.strike()

    def sent(self, kind: str) -> list[tuple[str, str]]:
        """To whom and when (local), in order."""
        with self.ledger.reading() as tx:
            rows = [row for row in tx.outbox() if row.kind == kind]
        return sorted((row.to.partition("@")[0], f"{row.created.astimezone(ROME):%m-%d %H:%M}") for row in rows)

    def subjects(self, kind: str) -> list[str]:
        with self.ledger.reading() as tx:
            raws = [tx.outgoing(row.id) for row in tx.outbox() if row.kind == kind]
        return [str(message_from_bytes(row.raw, policy=policy.default)["Subject"]) for row in raws if row and row.raw]

    def days_told(self) -> list[str]:
        """How far off the event is, as its reminders say, in order."""
        return [subject.partition(":")[0] for subject in reversed(self.subjects("reminder"))]


DROPPED = (("22", "09:00"), ("28", "18:00"))  # the reminders of an event on 29 March


def local(month: int, day: int, hour: int = 0, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ROME)


@pytest.fixture
def spring() -> Iterator[Year]:
    """The day after the clocks go forward (28 March 2027)."""
    year = Year(event_at(local(3, 29, 9)), local(1, 1, 12))
    yield year
    year.ledger.close()


@pytest.fixture
def autumn() -> Iterator[Year]:
    """The day after the clocks go back (31 October 2027)."""
    year = Year(event_at(local(11, 1, 9)), local(9, 1, 12))
    yield year
    year.ledger.close()


def test_reminders_keep_their_local_hour_when_the_clocks_go_forward(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(4, 10))
    assert spring.sent("reminder") == [("k7qm-3f", "03-22 09:00"), ("k7qm-3f", "03-28 18:00")]


def test_reminders_keep_their_local_hour_when_the_clocks_go_back(autumn: Year) -> None:
    autumn.book("K7QM-3F")
    autumn.until(local(11, 10))
    assert autumn.sent("reminder") == [("k7qm-3f", "10-25 09:00"), ("k7qm-3f", "10-31 18:00")]


def test_after_the_event_thanks_and_figures_go_out_once(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(4, 10))
    assert spring.sent("summary") == [("k7qm-3f", "03-30 18:00")]
    assert spring.sent("attendance") == [("ufficio", "03-29 20:00")]
    assert spring.sent("organizer-summary") == [("ufficio", "03-30 18:00")]


def test_a_week_of_downtime_is_caught_up_as_far_as_it_is_of_use(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(3, 20))
    spring.now = local(3, 27, 10)  # the week's reminder was due on the 22nd, and is of use still
    spring.restart(spring.event)
    spring.until(local(3, 29, 8))
    assert spring.sent("reminder") == [("k7qm-3f", "03-27 11:00"), ("k7qm-3f", "03-28 18:00")]
    assert spring.days_told() == ["Tra 2 giorni", "Domani"]


def test_what_is_caught_up_at_night_waits_for_the_morning(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(3, 28, 12))
    spring.now = local(3, 28, 22)  # the reminder of 18:00 was missed
    spring.restart(spring.event)
    spring.until(local(3, 29, 13))
    spring.now = local(3, 30, 23)  # ... and the thanks of the day after
    spring.restart(spring.event)
    spring.until(local(3, 31, 12))
    assert spring.sent("reminder") == [("k7qm-3f", "03-22 09:00"), ("k7qm-3f", "03-29 08:00")]
    assert spring.days_told() == ["Tra 7 giorni", "Oggi"]
    assert spring.sent("summary") == [("k7qm-3f", "03-31 08:00")]


def test_a_reminder_kept_out_of_the_night_tells_the_day_it_is_read_on(spring: Year) -> None:
    spring.restart(replace(spring.event, schedule=Schedule(reminders=(Moment(1, time(22)),))))
    spring.book("K7QM-3F")
    spring.until(local(3, 30))
    assert spring.sent("reminder") == [("k7qm-3f", "03-29 08:00")]
    assert spring.days_told() == ["Oggi"]


def test_two_reminders_of_one_day_are_both_sent(spring: Year) -> None:
    spring.restart(replace(spring.event, schedule=Schedule(reminders=(Moment(1, time(9)), Moment(1, time(18))))))
    spring.book("K7QM-3F")
    spring.until(local(3, 30))
    assert spring.sent("reminder") == [("k7qm-3f", "03-28 09:00"), ("k7qm-3f", "03-28 18:00")]


def test_downtime_beyond_the_event_drops_the_reminders_and_says_so(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(3, 20))
    spring.now = local(3, 30, 10)
    spring.restart(spring.event)
    spring.until(local(3, 30, 12))
    assert spring.sent("reminder") == []
    with spring.ledger.reading() as tx:
        notes = [note.text for note in tx.notes(spring.event.id, local(3, 30))]
    assert len(notes) == 2
    assert "promemoria per K7QM-3F" in notes[0]


def test_many_reminders_that_are_of_no_use_are_one_line(spring: Year) -> None:
    codes = [f"K7QM-3{sign}" for sign in "ABCDEFGH"]
    for code in codes:
        spring.book(code)
    spring.until(local(3, 20))
    spring.now = local(3, 30, 10)
    spring.restart(spring.event)
    spring.clockwork.strike()
    with spring.ledger.reading() as tx:
        notes = [note.text.partition("promemoria per ")[2] for note in tx.notes(spring.event.id, local(3, 30))]
    assert notes == [f"{', '.join(codes[:5])} e altri 3 (previsto il {day}/03 {hour})." for day, hour in DROPPED]


def test_what_runs_out_as_the_digest_is_written_is_told_in_one_digest(spring: Year) -> None:
    spring.book("K7QM-3F", Status.OFFERED, until=local(3, 20, 18))
    spring.until(local(3, 20, 17))
    clock = Clockwork(replace(spring.office, now=lambda: spring.later(timedelta(milliseconds=1))))
    told = len(spring.sent("digest"))
    for day in (20, 21):
        spring.now = local(3, day, 18)
        clock.strike()
    assert [hour for _, hour in spring.sent("digest")][told:] == ["03-20 18:00"]


def test_who_lets_an_offer_run_out_at_night_hears_of_it_in_the_morning(spring: Year) -> None:
    spring.now = local(3, 20, 12)
    spring.book("K7QM-3F", Status.OFFERED, until=local(3, 20, 23))
    spring.until(local(3, 21))
    with spring.ledger.reading() as tx:
        [row] = [row for row in tx.outbox() if row.kind == "cancelled"]
    assert row.due == local(3, 21, 8)


def test_characters_that_no_certificate_can_show_are_told_before_it_is_made(spring: Year) -> None:
    spring.now = local(3, 20, 12)
    spring.book("K7QM-3F", name="Ada \U0010fffd")
    spring.until(local(3, 29, 21))
    with spring.ledger.reading() as tx:
        notes = [note.text.partition(":")[0] for note in tx.notes(spring.event.id, local(3, 29))]
    assert notes == ["Negli attestati ci saranno riquadri vuoti al posto di \U0010fffd"]


def test_a_moved_event_reminds_for_its_new_day(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(3, 23))
    spring.restart(event_at(local(4, 12, 9)))
    spring.until(local(4, 13))
    assert spring.sent("reminder") == [
        ("k7qm-3f", "03-22 09:00"),
        ("k7qm-3f", "04-05 09:00"),
        ("k7qm-3f", "04-11 18:00"),
    ]


def test_of_an_event_made_the_day_before_only_what_is_ahead_is_sent(spring: Year) -> None:
    spring.now = local(3, 28, 9)
    spring.restart(spring.event)
    spring.book("K7QM-3F")
    spring.until(local(3, 30))
    assert spring.sent("reminder") == []  # who books on the reminder's day knows
    assert spring.sent("attendance") == [("ufficio", "03-29 20:00")]


def test_a_quiet_year_sends_nothing(autumn: Year) -> None:
    autumn.now = local(1, 1)
    autumn.until(local(9, 1), step=timedelta(hours=6))
    assert [autumn.sent(kind) for kind in ("digest", "reminder", "summary")] == [[], [], []]


def test_the_digest_comes_on_days_when_something_happened(autumn: Year) -> None:
    autumn.until(local(9, 2))
    autumn.book("K7QM-3F")
    autumn.until(local(9, 5))
    assert autumn.sent("digest") == [("ufficio", "09-02 18:00")]


def test_data_are_erased_when_their_time_is_over(spring: Year) -> None:
    spring.book("K7QM-3F")
    spring.until(local(4, 10))
    spring.until(local(10, 1), step=timedelta(days=1))
    with spring.ledger.reading() as tx:
        assert list(tx.bookings()) == []


def test_an_office_that_begins_today_digests_no_yesterday(autumn: Year) -> None:
    autumn.book("K7QM-3F")  # at the desk, before the service runs
    autumn.until(local(9, 1, 17))
    assert autumn.sent("digest") == []
    autumn.until(local(9, 1, 18))
    assert autumn.sent("digest") == [("ufficio", "09-01 18:00")]


def test_what_was_booked_at_the_desk_while_no_service_ran_is_caught_up(autumn: Year) -> None:
    autumn.book("K7QM-3F")
    autumn.now = local(9, 3, 10)
    autumn.until(local(9, 3, 12))
    assert autumn.sent("digest") == [("ufficio", "09-03 11:00")]


def test_where_nobody_was_to_come_nobody_is_asked_who_came(spring: Year) -> None:
    spring.book("K7QM-3F", Status.WAITLISTED)
    spring.now = local(3, 29, 8)
    spring.until(local(3, 29, 22))
    assert spring.sent("attendance") == []
