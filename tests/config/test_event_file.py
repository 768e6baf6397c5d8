"""Every mistake in an event file is told with file, key and remedy; what is in order is taken as it stands."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailflow.config.event_file import load_event, load_events
from mailflow.domain.event import BookingRules, Moment, Schedule
from tests.config.making import event_file, refused_event

ROME = ZoneInfo("Europe/Rome")
KNOWN_EVENTS = Path(__file__).parents[1] / "events"


def test_an_event_has_the_defaults_of_the_manual(tmp_path: Path) -> None:
    event = load_event(event_file(tmp_path))
    assert event.starts == datetime(2010, 11, 26, 14, tzinfo=ROME)
    assert event.booking == BookingRules(closes=event.starts, max_party=8)
    assert event.schedule == Schedule(
        reminders=(Moment(7, time(9)), Moment(1, time(18))),
        digest=time(18),
        proposals=Moment(0, time(20)),
        summary=Moment(1, time(18)),
        retention=timedelta(days=180),
    )
    assert (event.booking.offer_hold, event.booking.ask_hold) == (timedelta(hours=24), timedelta(hours=48))


def test_a_session_has_the_times_of_its_round_unless_it_has_its_own(tmp_path: Path) -> None:
    event = load_event(event_file(tmp_path, 'title = "Roads"', 'title = "Roads"\nstarts = 15:00:00'))
    assert [(s.starts.time(), s.ends.time()) for s in event.sessions] == [
        (time(14, 30), time(15, 30)),
        (time(15), time(15, 30)),
    ]


def test_a_round_may_be_on_another_day(tmp_path: Path) -> None:
    event = load_event(
        event_file(
            tmp_path,
            "starts = 14:30:00\nends = 15:30:00",
            "starts = 2010-11-27T09:00:00\nends = 10:30:00",
        )
    )
    assert next((s.starts, s.ends) for s in event.sessions) == (
        datetime(2010, 11, 27, 9, tzinfo=ROME), datetime(2010, 11, 27, 10, 30, tzinfo=ROME),
    )  # fmt: skip


def test_of_an_event_over_midnight_an_early_hour_is_the_one_after_it(tmp_path: Path) -> None:
    path = event_file(
        tmp_path,
        "starts = 2010-11-26T14:00:00\nends = 2010-11-26T18:00:00",
        "starts = 2010-11-26T21:30:00\nends = 2010-11-27T03:00:00",
    )
    text = path.read_text().replace("starts = 14:30:00\nends = 15:30:00", "starts = 23:00:00\nends = 02:30:00")
    path.write_text(text.replace('title = "Roads"', 'title = "Roads"\nstarts = 00:30:00'))
    event = load_event(path)
    assert [(s.starts, s.ends) for s in event.sessions] == [
        (datetime(2010, 11, 26, 23, tzinfo=ROME), datetime(2010, 11, 27, 2, 30, tzinfo=ROME)),
        (datetime(2010, 11, 27, 0, 30, tzinfo=ROME), datetime(2010, 11, 27, 2, 30, tzinfo=ROME)),
    ]


@pytest.mark.parametrize("path", sorted(KNOWN_EVENTS.glob("*.toml")), ids=lambda path: path.stem)
def test_events_of_every_kind_are_read(path: Path) -> None:
    event = load_event(path)
    assert event.starts < event.ends
    assert [session for session in event.sessions if session.starts >= session.ends] == []


def test_a_folder_of_events_is_read_by_file_name() -> None:
    events = load_events(KNOWN_EVENTS)
    assert len(events) == len({event.id for event in events}) == len(list(KNOWN_EVENTS.glob("*.toml")))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # unknown keys
        ("[venue]", '[venue]\nadress = "x"', ["venue.adress: unknown key; did you mean 'address'?"]),
        ('id = "gardens"', 'id = "gardens"\ncapasity = 3', [
            "rounds[1].sessions[1].capasity: unknown key; did you mean 'capacity'?",
        ]),
        ("[venue]", "[booking]\nmax_partie = 3\n[venue]", [
            "booking.max_partie: unknown key; did you mean 'max_party'?",
        ]),
        # required keys
        ('title = "An evening of ideas"\n', "", ["title: this key is required"]),
        ('[venue]\nname = "Town Hall"\n', "", ["venue: this key is required"]),
        ('id = "roads"\n', "", ["rounds[1].sessions[2].id: this key is required"]),
        # times
        ("starts = 2010-11-26T14:00:00", "starts = 2010-11-26T14:00:00Z", [
            "starts: times are local to the event's time zone: write them without an offset",
        ]),
        ("starts = 14:30:00", "starts = 2010-11-26T14:30:00+01:00", [
            "rounds[1].starts: times are local to the event's time zone: write them without an offset",
        ]),
        ("ends = 2010-11-26T18:00:00", "ends = 2010-11-26T13:00:00", [
            "ends: 2010-11-26 13:00:00 is not after starts (2010-11-26 14:00:00)",
        ]),
        ("ends = 15:30:00", "ends = 14:30:00", [
            "rounds.first.ends: 2010-11-26 14:30 is not after its start (2010-11-26 14:30)",
        ]),
        ('title = "Roads"', 'title = "Roads"\nstarts = 16:00:00', [
            "rounds.first.sessions.roads.ends: 2010-11-26 15:30 is not after its start (2010-11-26 16:00)",
        ]),
        ('"Europe/Rome"', '"Europe/Fiorano"', ["timezone: 'Europe/Fiorano' is not a time zone such as 'Europe/Rome'"]),
        # numbers, words, durations
        ("number = 1", 'number = "one"', ["rounds[1].sessions[1].number: must be a whole number, not 'one'"]),
        ("[venue]", "capacity = -1\n[venue]", ["capacity: must be 0 or more, not -1"]),
        ("[venue]", '[booking]\nwaitlist = "promise"\n[venue]', [
            "booking.waitlist: 'promise' is not one of 'promote' or 'offer'",
        ]),
        ("[venue]", '[booking]\nask_hold = "2 days"\n[venue]', [
            "booking.ask_hold: '2 days' is not a duration such as \"90m\", \"24h\" or \"7d\"",
        ]),
        ("[venue]", '[schedule]\nreminders = ["tomorrow"]\n[venue]', [
            "schedule.reminders[1]: 'tomorrow' is not a moment such as \"7d 09:00\" (days, local hour)",
        ]),
        ("[venue]", '[schedule]\ndigest = "25:00"\n[venue]', [
            "schedule.digest: '25:00' is not an hour such as \"18:00\"",
        ]),
        # what is of another kind
        ('[venue]\nname = "Town Hall"\n', 'venue = "Town Hall"\n', ["venue: must be a table, not 'Town Hall'"]),
        ("[venue]", 'aliases = "ideas"\n[venue]', ["aliases: must be a list, not 'ideas'"]),
        ('title = "Roads"', "title = 2010-11-26", [
            "rounds[1].sessions[2].title: must be a text in quotes, not 2010-11-26",
        ]),
        ('"info@office.example"', '"at the office"', [
            "organizer.email: 'at the office' holds no mail address such as info@example.org",
        ]),
        ("starts = 14:30:00", 'starts = "half past two"', [
            "rounds[1].starts: 'half past two' is not a time such as 14:30:00 or 2026-11-26T14:30:00",
        ]),
        ("starts = 14:30:00", "starts = 14", [
            "rounds[1].starts: 14 is not a time such as 14:30:00 or 2026-11-26T14:30:00",
        ]),
        ("starts = 2010-11-26T14:00:00", "starts = 14:00:00", [
            "starts: 14:00:00 is not a day with its time such as 2026-11-26T14:15:00",
        ]),
        # booking that never opens
        ("[venue]", "[booking]\nopens = 2010-11-20T09:00:00\ncloses = 2010-11-19T09:00:00\n[venue]", [
            "booking.opens: 2010-11-20 09:00 is not before booking closes (2010-11-19 09:00)",
        ]),
        ("[venue]", "[booking]\nopens = 2010-11-26T14:00:00\n[venue]", [
            "booking.opens: 2010-11-26 14:00 is not before booking closes (2010-11-26 14:00)",
        ]),
        # ids
        ('id = "ideas"', 'id = "An Idea"', [
            "id: 'An Idea' may hold small letters, digits, '-', '_' and '.' only (at most 64)",
        ]),
        ('id = "roads"', 'id = "gardens"', ["rounds: the session id 'gardens' stands twice; each must be used once"]),
        ("number = 2", "number = 1", ["rounds: the session number 1 stands twice; each must be used once"]),
        ("number = 2", 'code = "A"\n[[rounds.sessions]]\nid = "c"\ntitle = "C"\ncode = "a"', [
            "rounds: the session code 'a' stands twice; each must be used once",
        ]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    assert refused_event(event_file(tmp_path, old, new)) == said


def test_an_event_may_be_named_in_capitals(tmp_path: Path) -> None:
    event_file(tmp_path).rename(tmp_path / "IDEAS.TOML")
    assert [event.id for event in load_events(tmp_path)] == ["ideas"]


def test_what_an_editor_hides_among_the_events_is_no_event(tmp_path: Path) -> None:
    event_file(tmp_path)
    (tmp_path / ".#ideas.toml").symlink_to("somebody@here.4711")
    assert [event.id for event in load_events(tmp_path)] == ["ideas"]


def test_a_file_that_begins_with_the_mark_some_editors_write_is_read(tmp_path: Path) -> None:
    marked = event_file(tmp_path)
    marked.write_bytes(b"\xef\xbb\xbf" + marked.read_bytes())
    assert load_event(marked).id == "ideas"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused_event(tmp_path / "none.toml") == [
        "there is no such file; 'mailflow init DIR' writes one to start from"
    ]
