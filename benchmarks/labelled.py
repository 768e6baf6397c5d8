"""Labelled mails, read and compared with their labels: what the benchmark, the calibration and the tests share."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailflow.config.event_file import load_event
from mailflow.domain.event import Event
from mailflow.message import Message, parse
from mailflow.understanding import Reading

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
ACT = {"book", "change", "cancel", "accept", "decline"}
SILENT = {"auto", "bounce", "receipt", "bulk", "spam"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One mail with its label (the form of `labels.jsonl`). `held`: kept aside, for measuring only."""

    file: str
    message: Message
    event: Event
    label: dict[str, Any]
    held: bool


def mails(corpus: Path = CORPUS) -> Iterator[Labelled]:
    """All labelled mails: those given (every last fifth kept aside) and our own (`held-…` kept aside)."""
    events: dict[str, Event] = {}
    for path in (*corpus.glob("given/events/*.toml"), *corpus.glob("events/*.toml")):
        event = load_event(path)
        events.setdefault(event.id, event)
    for folder in (corpus / "given", corpus / "mails"):
        for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            name = label["file"]
            number = int(re.findall(r"-(\d+)\.", name)[0])
            held = number >= 105 if folder.name == "given" else name.startswith("held-")
            yield Labelled(name, parse((folder / name).read_bytes()), events[label["event"]], label, held)


def key(name: str) -> tuple[str, ...]:
    """The words of a name, sorted, without case and accents."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return tuple(sorted(re.findall(r"[a-z0-9]+", plain)))


def wrong_facts(label: dict[str, Any], reading: Reading) -> list[str]:
    """Facts by which mailflow would act wrongly."""
    if reading.intent != label["intent"]:
        return ["intent"]
    if label["intent"] not in ("book", "change"):
        return []
    wrong = ["seats"] if label.get("seats") is not None and reading.seats != label["seats"] else []
    want = {key(p["name"]): _choices(p.get("choices")) for p in label.get("people") or []}
    have = {key(p.name): _choices(p.choices) for p in reading.people}
    if label["intent"] == "book" and set(want) != set(have):
        wrong.append("people")
    common = [name for name in want if name in have]
    if any(want[name] != have[name] for name in common) or (
        not want and _choices(label.get("choices")) not in ({}, _choices(reading.choices))
    ):
        wrong.append("choices")
    return wrong


def _choices(choices: Any) -> dict[str, list[str]]:
    return {r: list(s) for r, s in (choices or {}).items() if s}


def harmful(label: dict[str, Any], reading: Reading) -> bool:
    """A confident wrong fact, acting where asking back was due, answering a machine, dropping a person."""
    intent, read = label["intent"], reading.intent.value
    if reading.confident and read in ACT and (wrong_facts(label, reading) or label.get("ambiguous")):
        return True
    return (intent in SILENT and read not in SILENT | {"other"}) or (intent in ACT and read in SILENT)


def actionable(label: dict[str, Any]) -> bool:
    """Whether the mail can be acted on without asking."""
    return label["intent"] in ACT and not label.get("ambiguous")
