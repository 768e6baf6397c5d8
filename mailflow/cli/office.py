"""The office of the configured service, for commands that book, answer or tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import structlog
import typer

from mailflow.cli.app import DEFAULT_CONFIG, Problem
from mailflow.cli.clock import clock
from mailflow.cli.logs import set_up_logs
from mailflow.cli.words import say
from mailflow.config.problems import ConfigError
from mailflow.config.settings import Settings, load_settings
from mailflow.domain.event import Event
from mailflow.flow.office import Office
from mailflow.ledger import LedgerAway, LedgerRefused, RuleBroken
from mailflow.wiring import open_office


@contextmanager
def office_of(config: Path, now: str | None = None) -> Iterator[Office]:
    """The office, its ledger closed at the end. `now`: local to the first event. Raises ConfigError and Problem."""
    with office_with(load_settings(config), now) as office:
        yield office


@contextmanager
def office_with(settings: Settings, now: str | None = None) -> Iterator[Office]:
    """Likewise, of settings that are loaded. A command that has not said how it logs, tells warnings alone."""
    if not structlog.is_configured():
        set_up_logs(quiet=True)
    try:
        office = open_office(settings, clock(now, settings.loaded_events[0].timezone))
        with closing(office.ledger):
            yield office
    except (LedgerAway, LedgerRefused, RuleBroken) as error:
        raise Problem(str(error)) from error


def event_named(office: Office, event_id: str) -> Event:
    """The event of that id. Raises Problem, naming those there are."""
    event = office.event(event_id)
    if event is None:
        raise Problem(say("problem.no_event", event=event_id, known=", ".join(e.id for e in office.events)))
    return event


def event_ids(context: typer.Context, incomplete: str) -> list[str]:
    """Events to complete a word with; none where there is no configuration that can be read."""
    config = context.find_root().params.get("config") or context.params.get("config") or DEFAULT_CONFIG
    try:
        events = load_settings(Path(config)).loaded_events
    except ConfigError:
        return []
    return [event.id for event in events if event.id.startswith(incomplete)]
