"""Finds what would fail at sending, while it is still time: files, languages and names that templates lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import TemplateError

from mailflow.domain.event import Event
from mailflow.outbox.render import render
from mailflow.outbox.sample import samples
from mailflow.outbox.templates import Templates, missing


def problems(templates: Templates, events: Iterable[Event]) -> list[str]:
    """Every problem once, in plain words: all kinds are looked up and rendered for every event and language."""
    return list(dict.fromkeys(problem for event in events for problem in _of_event(templates, event)))


def _of_event(templates: Templates, event: Event) -> Iterator[str]:
    if event.language not in templates.languages:
        yield (
            f"event {event.id}: language: there are no templates for {event.language!r} "
            f"(there are: {', '.join(templates.languages)})"
        )
    for language in templates.languages:
        absent = missing(templates, language, event.id)
        yield from absent
        broken = {line.split("/")[2] for line in absent}
        for name, letter in samples(event, language):
            if letter.kind in broken:
                continue
            try:
                render(letter, templates)
            except TemplateError as error:
                yield f"templates/{language}/{letter.kind}: event {event.id}, sample {name!r}: {error.message}"
