"""Plain words for what is wrong in a file: which file, which key, and what would be right."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mailflow.config.values import in_toml
from mailflow.config.words import say

_SECRET = re.compile("password|secret|token|database|oauth")  # what stands under such a key is nobody's to read


class ConfigError(Exception):
    """A file cannot be used. The message names file and key and says the remedy, one problem a line."""


Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model]) -> Model:
    """The file as a checked model. Raises ConfigError."""
    return validate(path, read_toml(path), model)


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises ConfigError where it is missing, unreadable or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: {say('file.missing')}") from error
    except OSError as error:
        raise ConfigError(f"{path}: {say('file.closed', why=error.strerror)}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}: {say('file.not_utf8', line=line)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {say('file.not_toml', why=error)}") from error


def validate(path: Path, tables: Mapping[str, Any], model: type[Model]) -> Model:
    """The tables as a checked model. Raises ConfigError with every problem, a line each."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {line}" for line in _lines(error, model, tables))) from error


def _lines(error: ValidationError, model: type[BaseModel], tables: Mapping[str, Any]) -> Iterator[str]:
    for problem in error.errors():
        key = _key(problem["loc"], tables)
        match problem["type"]:
            case "extra_forbidden":
                yield f"{key}: {_unknown(problem['loc'], model)}"
            case "missing":
                yield f"{key}: {say('key.required')}"
            case "too_short":
                yield f"{key}: {say('key.too_short')}"
            case "value_error":
                words = str(problem["ctx"]["error"])
                of_a_key = re.match(r"[a-z_]+: ", words)  # said of a table as a whole, it names the key itself
                yield f"{key}{'.' if of_a_key else ': '}{words}" if key else words
            case "literal_error":
                facts = {
                    "value": _shown(key, problem["input"]),
                    "expected": problem["ctx"]["expected"].replace(" or ", say("key.or")),
                }
                yield f"{key}: {say('key.one_of', **facts)}"
            case _:
                yield f"{key}: {say('key.unfit', why=_why(problem), value=_shown(key, problem['input']))}"


def _shown(key: str, value: object) -> str:
    return say("key.hidden") if _SECRET.search(key) else in_toml(value)


def _key(location: tuple[int | str, ...], tables: Mapping[str, Any]) -> str:
    """`rounds[1].sessions[2].id`, entries counted from 1; a table that may stand alone has no number where it does."""
    text, here = "", cast(Any, tables)
    for part in location:
        if not isinstance(part, int):
            text += f".{part}" if text else part
            here = here.get(part) if isinstance(here, Mapping) else None
        elif isinstance(here, list):
            text += f"[{part + 1}]"
            here = here[part]
    return text


def _why(problem: ErrorDetails) -> str:
    """In our words where the language has them, else in pydantic's."""
    key = f"pydantic.{problem['type']}"
    return say(key, **problem.get("ctx", {})) if say.has(key) else problem["msg"].lower()


def _unknown(location: tuple[int | str, ...], model: type[BaseModel]) -> str:
    fields = _model_at(location[:-1], model).model_fields
    known = [field.alias or name for name, field in fields.items() if not field.exclude]
    close = difflib.get_close_matches(str(location[-1]), known, n=1)
    return say("key.unknown_near", near=close[0]) if close else say("key.unknown", known=", ".join(sorted(known)))


def _model_at(location: tuple[int | str, ...], model: type[BaseModel]) -> type[BaseModel]:
    for part in location:
        if isinstance(part, str) and part in model.model_fields:
            model = next(_models_in(model.model_fields[part].annotation), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    arguments = get_args(annotation)
    if not arguments and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in arguments:
        yield from _models_in(argument)
