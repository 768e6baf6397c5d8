"""Labelled mails written to learn from: `tests/corpus/mails.yaml` in form, on its events and those of `events/`.

`practice/*.yaml`: for the rules and for the weights of intents. `unseen/*.yaml`: no rule is ever made on them, so that
they tell how far the rules can be trusted; the second opinion and the certainty are learnt from them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.labelled import CORPUS, Labelled
from mailflow.config.event_file import load_event
from mailflow.message import parse
from tests.corpus.build import check
from tests.corpus.render import render, written

HERE = Path(__file__).parent


def practice() -> Iterator[Labelled]:
    """Those that rules may be made on."""
    return _mails("practice")


def unseen() -> Iterator[Labelled]:
    """Those that rules have never met."""
    return _mails("unseen")


def _mails(folder: str) -> Iterator[Labelled]:
    """SystemExit, naming the mail, where a label names a session that its event has not."""
    files = sorted([*HERE.glob("events/*.toml"), *CORPUS.glob("given/events/*.toml"), *CORPUS.glob("events/*.toml")])
    tables = {table["id"]: (path, table) for path in files for table in [tomllib.loads(path.read_text("utf-8"))]}
    events = {id_: load_event(path) for id_, (path, _) in tables.items()}
    for path in sorted(HERE.glob(f"{folder}/*.yaml")):
        for mail in yaml.safe_load(path.read_text("utf-8")):
            table = tables[mail["event"]][1]
            check(mail, table)
            text = mail.get("raw") or render(written(mail, table["organizer"]["email"], table["timezone"]))
            label = {"seats": None, "people": [], **mail["label"]}
            yield Labelled(mail["id"], parse(text.encode("utf-8")), events[mail["event"]], label, held=False)
