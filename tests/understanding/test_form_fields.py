"""The fields of a form that ask for sessions by their numbers."""

from __future__ import annotations

import pytest

from benchmarks.training.mails import HERE
from mailflow.config.event_file import load_event
from mailflow.understanding.form_fields import field_line
from mailflow.understanding.indexing import index

TRIALS = index(load_event(HERE / "events" / "music-trials.toml"))


@pytest.mark.parametrize(
    ("label", "value", "line"),
    [
        ("Instrument (1-5)", "3", "Instrument (1-5): Classical guitar"),
        ("Ensemble (6-8)", " 7 ", "Ensemble (6-8): Ukulele band"),
        ("Instrument (1-5)", "7", ""),
        ("Age", "7", ""),
        ("Instrument", "cello", "Instrument: cello"),
        ("Instrument", "-", ""),
        ("Instrument", "", ""),
    ],
)
def test_a_number_behind_a_round_means_its_session(label: str, value: str, line: str) -> None:
    assert field_line(label, value, TRIALS) == line
