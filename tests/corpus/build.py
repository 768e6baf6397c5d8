"""Writes mails/*.eml and mails/labels.jsonl from mails.yaml: `python -m tests.corpus.build`. Always the same bytes."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.render import render, written

HERE = Path(__file__).parent


def load_events() -> dict[str, dict[str, Any]]:
    """The events' files, by id."""
    events = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "events").glob("*.toml")))
    return {event["id"]: event for event in events}


def load_mails() -> list[dict[str, Any]]:
    """All mails as written, in the file's order."""
    mails: list[dict[str, Any]] = yaml.load((HERE / "mails.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return mails


def file_name(mail: dict[str, Any]) -> str:
    """`calici-001.eml`, with `held-` before it where the mail is kept for measuring."""
    return f"{'held-' if mail.get('held') else ''}{mail['id']}.eml"


def check(mail: dict[str, Any], event: dict[str, Any]) -> None:
    """SystemExit where a label names a round or session the event has not, or a mail has no label."""
    sessions = {round_["id"]: {s["id"] for s in round_["sessions"]} for round_ in event.get("rounds", ())}
    label = mail["label"]
    for choices in [label.get("choices") or {}, *(person["choices"] for person in label["people"])]:
        for round_id, chosen in choices.items():
            unknown = set(chosen) - sessions.get(round_id, set())
            if unknown or not chosen:
                sys.exit(f"{mail['id']}: {round_id} has no {sorted(unknown)}")


def label_line(mail: dict[str, Any]) -> str:
    """One line of labels.jsonl: file, event, then the label as written, then `held`."""
    line = {"file": file_name(mail), "event": mail["event"], **mail["label"], "held": bool(mail.get("held"))}
    return json.dumps(line, ensure_ascii=False)


def main() -> None:
    """Builds the folder anew."""
    events, mails, folder = load_events(), load_mails(), HERE / "mails"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    for mail in mails:
        event = events[mail["event"]]
        check(mail, event)
        raw = mail.get("raw")
        text = raw if raw else render(written(mail, event["organizer"]["email"], event["timezone"]))
        (folder / file_name(mail)).write_text(text, encoding="utf-8", newline="\n")
    lines = [label_line(mail) for mail in mails]
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
