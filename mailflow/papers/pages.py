"""The templates of our papers, in `papers/` of the template folders; the first folder that has a file wins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def page(folders: Sequence[Path], name: str, **facts: object) -> str:
    """A page such as `sheet.html.j2`, filled in; every fact is escaped. Raises jinja2.TemplateError."""
    return _environment(tuple(folders)).get_template(name).render(**facts)


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / "papers" for folder in folders]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
