"""The words of every letter: template folders, loaded and compiled once.

`<language>/<kind>/subject.j2` and `<language>/<kind>/body.j2`; parts that kinds share begin with an underscore and
stand beside the kinds. `events/<event-id>/<language>/…` overrides any file for one event. A body is written in the
markup of markup.py; text and HTML are made from the one rendering, so they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mailflow.domain.event import Event
from mailflow.outbox.markup import linked, people_said
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
        overridden = {folder.name for root in self.folders for folder in root.glob("events/*/")}
        self._environments = {event_id: _environment(self._folders_of(event_id)) for event_id in ("", *overridden)}
        self._compiled: dict[tuple[str, str], Template] = {}

    def _folders_of(self, event_id: str) -> tuple[Path, ...]:
        """Where an event's words are looked for; those of no event (`""`) in the folders themselves."""
        own = tuple(folder / "events" / event_id for folder in self.folders) if event_id else ()
        return (*own, *self.folders)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages with a folder of their own."""
        found = {kind.parent.name for folder in self.folders for kind in folder.glob("??/*/")}
        return tuple(sorted(found))

    def get(self, event_id: str, language: str, kind: str, file: str) -> Template:
        """One template. Raises jinja2.TemplateNotFound; `problems` tells beforehand."""
        event_id = event_id if event_id in self._environments else ""
        key = (event_id, f"{language}/{kind}/{file}")
        if key not in self._compiled:
            self._compiled[key] = self._environments[event_id].get_template(key[1])
        return self._compiled[key]

    def page(self, event_id: str, language: str, file: str) -> Template:
        """A template that is HTML itself, such as the certificate's. Raises jinja2.TemplateNotFound."""
        return _html_environment(self._folders_of(event_id)).get_template(f"{language}/{file}")

    def problems(self, events: Iterable[Event]) -> list[str]:
        """What would fail at sending, in plain words naming the file: empty where every letter can be rendered."""
        from mailflow.outbox.check import problems  # noqa: PLC0415 - the check renders, and rendering needs Templates

        return problems(self, events)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Templates are the organizers': whatever they write reaches nothing but the names of the letter."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As the sandbox does. A field of a frozen value of ours, or a macro, hides nothing and needs none of its
        questions."""
        if attribute[0] != "_":
            if attribute in getattr(type(obj), "__dataclass_fields__", ()):
                return getattr(obj, attribute)
            if type(obj) is TemplateModule and type(macro := vars(obj).get(attribute)) is Macro:
                return macro
        return super().getattr(obj, attribute)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As they are: Jinja lays a mapping of a template's own over them, which has to be walked for every part."""
        return self.globals if d is None else super().make_globals(d)


class _Compiled(BytecodeCache):
    """Every file compiled once, for however many events it serves. Jinja tells a file by its path and content."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def _environment(folders: Iterable[Path]) -> Environment:
    """For bodies in our markup. `finalize` makes every value inert words; includes and macros stay markup."""
    environment = _Sandbox(
        loader=FileSystemLoader(list(folders)),
        undefined=StrictUndefined,
        autoescape=True,  # by which the results of macros are known from values
        finalize=people_said,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # or an included part would run into what follows it
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_COMPILED,
    )
    environment.filters["linked"] = linked
    return environment


def _html_environment(folders: Iterable[Path]) -> Environment:
    loader = FileSystemLoader(list(folders))
    return ImmutableSandboxedEnvironment(loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True)
