"""JSON Schema of both kinds of file, from the models that check them: editors complete keys and mark mistakes by it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import time, timedelta
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from mailflow.config.event_tables import EventFile
from mailflow.config.secrets import Secret
from mailflow.config.settings import Settings
from mailflow.config.values import as_written
from mailflow.decision.limits import Limit, as_limit
from mailflow.domain.event import BookingRules, Moment, Schedule

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _AsWritten(GenerateJsonSchema):
    """Defaults stand as a file would write them; what stands in a file as a date is not bound to RFC 3339."""

    ignored_warning_kinds = {"non-serializable-default", "skipped-choice"}  # noqa: RUF012  pydantic reads it so

    def encode_default(self, dft: Any) -> Any:
        return plain(dft)

    def datetime_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "description": "a local date-time such as 2010-11-26T14:15:00"}

    def time_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "string", "description": "a local time such as 14:15:00"}


def settings_schema() -> dict[str, Any]:
    """Of `mailflow.toml`."""
    schema = Settings.model_json_schema(schema_generator=_AsWritten)
    boxes = schema["properties"]["mailbox"]
    schema["properties"]["mailbox"] = {  # a table that may stand alone, or a list of them
        "description": boxes["description"],
        "anyOf": [boxes["items"], {"type": "array", "items": boxes["items"], "minItems": 1}],
    }
    schema["$defs"][Secret.__name__] = {
        "description": "Where a secret is; a bare text is for servers on loopback only.",
        "anyOf": [
            {"type": "string"},
            _exactly("env", "The environment variable that holds it."),
            _exactly("file", "The file that holds it, relative to this one."),
        ],
    }
    return {"$schema": DIALECT, **schema, "title": "mailflow.toml"}


def event_schema() -> dict[str, Any]:
    """Of an event file."""
    schema = EventFile.model_json_schema(schema_generator=_AsWritten)
    rules: tuple[tuple[str, type[BookingRules | Schedule]], ...] = (("_Booking", BookingRules), ("_Schedule", Schedule))
    for table, owner in rules:
        for rule in fields(owner):
            if rule.default is not MISSING and rule.default is not None:
                schema["$defs"][table]["properties"][rule.name]["default"] = plain(rule.default)
    return {"$schema": DIALECT, **schema, "title": "A mailflow event"}


def plain(value: Any) -> Any:
    """A default as a file would write it."""
    if isinstance(value, Limit):
        return as_limit(value)
    if isinstance(value, timedelta | time | Moment):
        return as_written(value)
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    if isinstance(value, BaseModel):
        return {}  # a table that is left out is the same as an empty one
    return str(value) if isinstance(value, PurePath) else value


def _exactly(key: str, words: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: {"type": "string", "description": words}},
        "required": [key],
        "additionalProperties": False,
    }
