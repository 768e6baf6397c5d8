"""Finds what would fail at sending, while it is still time: files, languages and names that templates lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from mailflow.domain.event import Event
from mailflow.domain.letter import Summary
from mailflow.domain.letter_kinds import KINDS
from mailflow.outbox.certificate import TEMPLATE, page
from mailflow.outbox.render import write
from mailflow.outbox.sample import sample, samples
from mailflow.outbox.templates import FILES, Templates


def problems(templates: Templates, events: Iterable[Event]) -> list[str]:
    """Every problem once, in plain words: all kinds are looked up and filled in for every event and language."""
    return list(dict.fromkeys(problem for event in events for problem in _of_event(templates, event)))


def unread(templates: Templates) -> list[str]:
    """Files of the office's own that no mail is made of, by a slip in their names. Parts (`_…`) may be new."""
    packaged = templates.folders[-1]
    known = sorted(file.relative_to(packaged).as_posix() for file in packaged.rglob("*.j2"))
    own = (file.relative_to(folder) for folder in templates.folders[:-1] for file in sorted(folder.rglob("*.j2")))
    return [told for name in own if name.name[0] not in "._" and (told := _misnamed(name, known))]


def _misnamed(name: Path, known: list[str]) -> str:
    """`known`: what comes with mailflow; a language begun has the files that the English one has."""
    language, *rest = (name.parts[2:] if name.parts[0] == "events" else ()) or name.parts
    asked = "/".join(("en" if len(language) == 2 else language, *rest))
    if asked in known:
        return ""
    near = next(iter(get_close_matches(asked, known, n=1)), "")
    meant = near.replace("en/", f"{language}/", 1) if near.startswith("en/") and len(language) == 2 else near
    return f"templates/{name}: no mail is made of this file" + (f"; did you mean '{meant}'?" if meant else "")


def _of_event(templates: Templates, event: Event) -> Iterator[str]:
    languages = templates.languages
    if event.language not in languages:
        there = ", ".join(languages)
        yield f"event {event.id}: language: there are no templates for {event.language!r} (there are: {there})"
    for language in languages:
        unusable = dict(_unusable(templates, event, language))
        yield from (problem for found in unusable.values() for problem in found)
        for name, letter in samples(event, language):
            if letter.kind in unusable:
                continue
            try:
                write(letter, templates)
            except TemplateError as error:
                yield f"templates/{language}/{letter.kind}: for event {event.id}, in the case {name!r}: {error.message}"
        yield from _of_certificate(templates, event, language)


def _of_certificate(templates: Templates, event: Event, language: str) -> Iterator[str]:
    letter = sample("summary", event, language)
    assert isinstance(letter, Summary)
    try:
        page(letter, letter.booking.attendees[0], templates)
    except TemplateError as error:
        yield _told(error, f"{language}/{TEMPLATE}")


def _unusable(templates: Templates, event: Event, language: str) -> Iterator[tuple[str, list[str]]]:
    """Kinds with a file that is missing or is no template, and what is wrong."""
    for kind in KINDS:
        found: list[str] = []
        for file in FILES:
            try:
                templates.get(event.id, language, kind.kind, file)
            except TemplateError as error:
                found.append(_told(error, f"{language}/{kind.kind}/{file}"))
        if found:
            yield kind.kind, found


def _told(error: TemplateError, name: str) -> str:
    match error:
        case TemplateNotFound():
            return f"templates/{error.name or name}: this file is missing"
        case TemplateSyntaxError():
            return f"templates/{error.name or name}, line {error.lineno}: {error.message}"
    return f"templates/{name}: {error.message}"
