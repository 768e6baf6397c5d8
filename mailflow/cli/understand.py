"""`mailflow understand`: reads mails and says what each states; touches nothing."""

from __future__ import annotations

import argparse
import json as jsonlib
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import parse
from mailflow.understanding import Reading, read


def understand(event: Path, mails: list[Path], json: bool) -> int:
    """Print what each mail states about the event, as JSON lines or for people; the exit status."""
    loaded = load_event(event)
    for mail in mails:
        reading = read(parse(mail.read_bytes()), loaded)
        if json:
            sys.stdout.write(jsonlib.dumps(as_json(reading, mail, loaded), ensure_ascii=False) + "\n")
        else:
            from mailflow.cli.marked import show  # noqa: PLC0415  # rich is slow to load and JSON does not need it

            show(reading, mail, loaded)
    return 0


def as_json(reading: Reading, mail: Path, event: Event) -> dict[str, Any]:
    """The reading in the form of the public interface."""
    contact = reading.contact
    return {
        "file": str(mail),
        "event": event.id,
        "language": reading.language,
        "intent": reading.intent.value,
        "confident": reading.confident,
        "seats": reading.seats,
        "people": [{"name": p.name, "choices": {r: list(s) for r, s in p.choices.items()}} for p in reading.people],
        "choices": {r: list(s) for r, s in reading.choices.items()},
        "contact": {key: value or None for key, value in asdict(contact).items()},
        "question": reading.question,
        "requests": list(reading.requests),
        "reasons": [d.words for d in reading.doubts],
        "bounce": {"recipients": list(reading.bounce.recipients), "permanent": reading.bounce.permanent}
        if reading.bounce
        else None,
        "calendar": {
            "method": reading.calendar.method,
            "partstat": reading.calendar.partstat,
            "uid": reading.calendar.uid,
        }
        if reading.calendar
        else None,
        "text": reading.text,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """The command alone, until it is called through `mailflow`."""
    parser = argparse.ArgumentParser(prog="mailflow understand", description=__doc__)
    parser.add_argument("--event", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("mails", type=Path, nargs="+", metavar="MAIL.eml")
    args = parser.parse_args(argv)
    return understand(args.event, args.mails, args.json)


if __name__ == "__main__":
    sys.exit(main())
