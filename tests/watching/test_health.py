"""How parts are said to be: in trouble, well, or not to be heard of."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from mailflow.health import SILENT_AT_MOST, Health
from mailflow.watching.pages import healthz

NOON = datetime(2010, 11, 26, 12, tzinfo=UTC)
ONE = datetime(2010, 11, 26, 13, tzinfo=UTC)


def test_a_service_whose_parts_all_work_is_well() -> None:
    health = Health()
    health.say("box", None, NOON)
    health.say("sending", None, NOON)
    assert healthz(health) == (
        HTTPStatus.OK,
        {"ok": True, "parts": ["box", "sending"], "troubles": {}, "stands_by": {}},
    )


def test_a_trouble_is_told_with_its_reason_and_since_when() -> None:
    health = Health()
    health.say("box", "the server is away", NOON)
    health.say("box", "the password is wrong", ONE)
    assert healthz(health) == (
        HTTPStatus.SERVICE_UNAVAILABLE,
        {
            "ok": False,
            "parts": ["box"],
            "troubles": {"box": {"why": "the password is wrong", "since": NOON.isoformat()}},
            "stands_by": {},
        },
    )


def test_what_works_again_is_well() -> None:
    health = Health()
    health.say("box", "the server is away", NOON)
    health.say("box", None, ONE)
    assert healthz(health)[0] == HTTPStatus.OK


def test_a_part_that_nothing_is_heard_of_hangs() -> None:
    hour = 0.0
    health = Health(clock=lambda: hour)
    health.stirs("box")
    health.stirs("sending")
    hour = SILENT_AT_MOST
    health.stirs("sending")
    assert health.silent() == ()
    hour += 1
    assert health.silent() == ("box",)
    assert healthz(health)[1]["troubles"] == {
        "box": {"why": "it hangs: nothing was heard of it for too long", "since": None}
    }


def test_a_mailbox_that_another_program_watches_is_neither_well_nor_in_trouble_here() -> None:
    health = Health()
    health.say("box", "the database is away", NOON)
    health.stands_by("box", "old-server:17")
    assert healthz(health) == (
        HTTPStatus.OK,
        {"ok": True, "parts": ["box"], "troubles": {}, "stands_by": {"box": "old-server:17"}},
    )
    assert "box" not in health.well
    health.takes_over("box")
    assert healthz(health)[1]["stands_by"] == {}
