"""`mailflow preview KIND`: any outgoing mail, with sample data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.packaged import packaged
from mailflow.config.settings import load_settings
from mailflow.domain.event import Event
from mailflow.domain.letter_kinds import KINDS
from mailflow.outbox.flowed import hard_wrapped
from mailflow.outbox.gallery import standing_alone, write_gallery
from mailflow.outbox.render import Rendered, render
from mailflow.outbox.sample import samples
from mailflow.outbox.templates import Templates

app = typer.Typer(rich_markup_mode="rich")


@app.command(
    epilog=examples(
        "mailflow preview confirmation --language it",
        "mailflow preview --gallery gallery        every kind and language, to read in a browser",
    )
)
def preview(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="Such as confirmation; or confirmation.party.")
    ] = None,
    *,
    language: Annotated[str | None, typer.Option("--language", help="The event's own by default.")] = None,
    event: Annotated[
        str | None, typer.Option("--event", metavar="ID", help="The default event, else the first.")
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the HTML part there.")] = None,
    gallery: Annotated[
        Path | None, typer.Option("--gallery", metavar="DIR", help="Write all kinds and languages.")
    ] = None,
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Show any outgoing mail, rendered with sample data."""
    if config == DEFAULT_CONFIG and not config.exists():
        config = packaged("config") / "mailflow.toml"  # nothing is set up yet: the events that come with mailflow
    settings = load_settings(config)
    templates = Templates(settings.template_folders)
    console = Console(highlight=False, soft_wrap=True)
    if gallery is not None:
        events = (_event(settings.loaded_events, event),) if event else settings.loaded_events
        gallery.mkdir(parents=True, exist_ok=True)
        with waiting("writing"):
            page = write_gallery(gallery, events, templates)
        console.print(say("init.wrote", file=page), markup=False)
        return
    if kind is None:
        raise Problem(say("problem.which_kind", known=", ".join(kind.kind for kind in KINDS)))
    rendered = _rendered(kind, _event(settings.loaded_events, event or settings.default_event), language, templates)
    console.print(_shown(rendered), markup=False)
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(standing_alone(rendered), encoding="utf-8")
        console.print(say("init.wrote", file=html), markup=False)


def _event(events: tuple[Event, ...], event_id: str | None) -> Event:
    if event_id is None:
        return events[0]
    for event in events:
        if event.id == event_id:
            return event
    raise Problem(say("problem.no_event", event=event_id, known=", ".join(event.id for event in events)))


def _rendered(name: str, event: Event, language: str | None, templates: Templates) -> Rendered:
    language = language or event.language
    if language not in templates.languages:
        raise Problem(say("problem.no_language", language=language, known=", ".join(templates.languages)))
    cases = dict(samples(event, language))
    if name not in cases:
        raise Problem(say("problem.no_kind", kind=name, known=", ".join(cases)))
    return render(cases[name], templates)


def _shown(rendered: Rendered) -> str:
    """The mail as a terminal shows it."""
    files = [f"[{attached.filename}]" for attached in rendered.attachments if not attached.cid]
    entries = [f"[{entry.method} {entry.filename}: {entry.summary}]" for entry in rendered.calendar]
    return "\n".join(
        (rendered.subject, "=" * min(len(rendered.subject), 72), "", hard_wrapped(rendered.text), *entries, *files)
    )
