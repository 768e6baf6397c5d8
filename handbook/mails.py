"""The reference of outgoing mail and of the figures for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from inspect import getdoc

from mailflow.config.event_file import load_event
from mailflow.config.packaged import packaged
from mailflow.domain.letter_kinds import KINDS
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.health import Health
from mailflow.ledger import Ledger
from mailflow.outbox.flowed import hard_wrapped
from mailflow.outbox.render import render
from mailflow.outbox.sample import samples
from mailflow.outbox.templates import Templates
from mailflow.watching.figures import Figures

EVENT = load_event(packaged("config") / "events" / "ceramics-forum.toml")

MAILS = """\
# Every mail

What mailflow writes, rendered with sample data for the event `ceramics-forum.toml` that comes with it. Your own words:
[how to write your own templates](../howto/templates.md). To see all of them with their HTML part, in every language:

```sh
mailflow preview --gallery gallery
```
"""

FIGURES = """\
# Figures for Prometheus

What `/metrics` tells where the configuration has a section `[http]`; see [how to watch it](../howto/watch.md). No
figure carries an address or a word of a mail.

| figure | kind | meaning |
| --- | --- | --- |
"""


def mail_reference() -> str:
    """Every kind of mail: what it is for, and a sample in English."""
    return "\n".join((MAILS, *_kinds()))


def _kinds() -> Iterator[str]:
    templates = Templates()
    shown = dict(samples(EVENT, "en"))
    for kind in KINDS:
        yield from (f"## {kind.kind}", "", getdoc(kind) or "", "")
        rendered = render(shown[kind.kind], templates)
        text = hard_wrapped(rendered.text).replace("```", "'''")
        yield from ("```text", f"Subject: {rendered.subject}", "", text.strip(), "```", "")


def figure_reference() -> str:
    """Every figure with its meaning."""
    ledger = Ledger.open("sqlite://")
    office = Office(
        events=(EVENT,),
        ledger=ledger,
        templates=Templates(),
        sender=EVENT.organizer.email,
        organizers=(),
        caps=(),
        meter=Meter(()),
        now=lambda: datetime.now(UTC),
    )
    families = sorted(Figures(office, Health()).registry.collect(), key=lambda family: family.name)
    ours = [family for family in families if family.name.startswith("mailflow_")]
    rows = [f"| `{family.name}` | {family.type} | {family.documentation} |" for family in ours]
    ledger.close()
    return FIGURES + "\n".join(rows) + "\n\nBesides, those of the process (`process_…`, `python_info`).\n"
