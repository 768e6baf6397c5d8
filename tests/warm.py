"""Loaded once, by the process that all others are forked from: what every run would else build anew."""

from __future__ import annotations

from pathlib import Path

from mailflow.config.event_file import load_event
from mailflow.message import parse
from mailflow.outbox.certificate import missing
from mailflow.outbox.templates import Templates
from mailflow.understanding import read, which_event

_event = load_event(Path(__file__).parent / "events" / "fabbrica-idee.toml")
_mail = parse(b"Subject: Prenotazione\n\nVorrei prenotare un posto per Anna Rossi, tel. 051 234567. Grazie")
which_event(_mail, (_event,), _event.starts)
read(_mail, _event)
assert Templates().problems([_event]) == []
missing()  # asks a process of its own, once for all
