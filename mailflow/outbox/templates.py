"""The words of every letter: template folders, loaded and compiled once.

`<language>/<kind>/subject.j2` and `<language>/<kind>/body.j2`; parts that kinds share begin with an underscore and
stand beside the kinds. `events/<event-id>/<language>/…` overrides any file for one event. A body is written in the
markup of markup.py; text and HTML are made from the one rendering, so they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mailflow.domain.event import Event
from mailflow.domain.letter import KINDS
from mailflow.outbox.markup import people_said
from mailflow.outbox.skin import Skin

FILES = ("subject.j2", "body.j2")


def packaged_templates() -> Path:
    """The folder of the templates that come with mailflow: in an installed wheel, or in a checkout."""
    installed = Path(__file__).parent.parent / "_data" / "templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


class Templates:
    """The templates of `folders`, the first that has a file wins; the packaged ones come last of themselves."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = (*folders, packaged_templates())
        self.skin = Skin.load(self.folders)
        self._shared = self._environment(self.folders)
        self._of_event: dict[str, Environment] = {}
        for folder in self.folders:
            for override in sorted(folder.glob("events/*/")):
                own = tuple(f / "events" / override.name for f in self.folders)
                self._of_event[override.name] = self._environment((*own, *self.folders))
        self._compiled: dict[tuple[str, str], Template] = {}

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages with a folder of their own."""
        found = {kind.parent.name for folder in self.folders for kind in folder.glob("??/*/")}
        return tuple(sorted(found))

    def get(self, event_id: str, language: str, kind: str, file: str) -> Template:
        """One template. Raises jinja2.TemplateNotFound; `problems` tells beforehand."""
        environment = self._of_event.get(event_id, self._shared)
        key = (event_id if environment is not self._shared else "", f"{language}/{kind}/{file}")
        if key not in self._compiled:
            self._compiled[key] = environment.get_template(key[1])
        return self._compiled[key]

    @staticmethod
    def _environment(folders: Iterable[Path]) -> Environment:
        environment = ImmutableSandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=True,  # what is not Markup would be escaped; `finalize` makes all words Markup that is inert
            finalize=people_said,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,  # or an included part would run into what follows it
            auto_reload=False,
            cache_size=-1,
        )
        environment.filters["words"] = people_said
        return environment

    def problems(self, events: Iterable[Event]) -> list[str]:
        """What would fail at sending, in plain words naming the file: empty where every letter can be rendered."""
        from mailflow.outbox.check import problems  # noqa: PLC0415 - the check renders, and rendering needs Templates

        return problems(self, events)


def missing(templates: Templates, language: str, event_id: str) -> list[str]:
    """Files that do not exist for a language, or are not valid Jinja."""
    found: list[str] = []
    for kind in KINDS:
        for file in FILES:
            try:
                templates.get(event_id, language, kind.kind, file)
            except TemplateError as error:
                found.append(_told(error, f"{language}/{kind.kind}/{file}"))
    return found


def _told(error: TemplateError, name: str) -> str:
    place: Mapping[str, object] = {"line": getattr(error, "lineno", None), "name": getattr(error, "name", None) or name}
    if type(error).__name__ == "TemplateNotFound":
        return f"templates/{place['name']}: this file is missing"
    return f"templates/{place['name']}, line {place['line']}: {error.message}"
