"""The corpus is whole: what is written, what is built and what the events offer agree."""

from __future__ import annotations

import email
import json
from email import policy
from pathlib import Path

import pytest

from tests.corpus.build import file_name, label_line, load_events, load_mails
from tests.corpus.render import render, written

HERE = Path(__file__).parent
EVENTS, MAILS = load_events(), load_mails()
INTENTS = {
    "book",
    "change",
    "cancel",
    "accept",
    "decline",
    "question",
    "privacy",
    "feedback",
    "auto",
    "bounce",
    "receipt",
    "bulk",
    "spam",
    "other",
}


def test_every_mail_has_a_file_and_every_file_a_mail() -> None:
    built = {path.name for path in (HERE / "mails").glob("*.eml")}
    assert built == {file_name(mail) for mail in MAILS}
    assert len(built) == len(MAILS)


def test_the_built_mails_are_those_that_are_written() -> None:
    for mail in MAILS:
        event = EVENTS[mail["event"]]
        to, zone = event["organizer"]["email"], event["timezone"]
        text = mail["raw"] if "raw" in mail else render(written(mail, to, zone))
        assert (HERE / "mails" / file_name(mail)).read_text(encoding="utf-8") == text


def test_the_labels_file_is_that_of_the_written_labels() -> None:
    lines = (HERE / "mails" / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines == [label_line(mail) for mail in MAILS]


def test_labels_name_known_intents_rounds_and_sessions() -> None:
    for mail in MAILS:
        label = mail["label"]
        assert label["intent"] in INTENTS
        offered = {r["id"]: {s["id"] for s in r["sessions"]} for r in EVENTS[mail["event"]].get("rounds", ())}
        for choices in [label.get("choices", {}), *(person["choices"] for person in label["people"])]:
            for round_id, chosen in choices.items():
                assert set(chosen) <= offered[round_id], mail["id"]


def test_a_booking_has_at_least_as_many_seats_as_names() -> None:
    for mail in MAILS:
        label = mail["label"]
        if label["intent"] == "book" and label["seats"] is not None:
            assert label["seats"] >= len(label["people"]), mail["id"]


def test_a_third_of_each_event_is_held() -> None:
    shares = {event: [bool(mail.get("held")) for mail in MAILS if mail["event"] == event] for event in EVENTS}
    assert [event for event, held in shares.items() if not 0.3 <= sum(held) / len(held) <= 0.36] == []


@pytest.mark.parametrize("path", sorted((HERE / "mails").glob("*.eml")), ids=lambda path: path.stem)
def test_a_mail_is_well_formed(path: Path) -> None:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert [defect for part in message.walk() for defect in part.defects] == []
    assert message["From"]
    assert message["Date"].datetime is not None


def test_the_labels_say_which_mails_are_held() -> None:
    labels = [json.loads(line) for line in (HERE / "mails" / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [label["held"] for label in labels] == [label["file"].startswith("held-") for label in labels]
