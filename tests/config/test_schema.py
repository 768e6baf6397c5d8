"""The JSON Schema of both kinds of file says what the checks say."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mailflow.config.packaged import packaged
from mailflow.config.schema import event_schema, settings_schema

Table = dict[str, Any]


def read(path: Path) -> Table:
    """As an editor sees a TOML file: dates and times are text."""
    text = path.read_text(encoding="utf-8").replace("DAYT", "2010-11-26T").replace("SINCE", "2010-09-27")
    told: Table = json.loads(json.dumps(tomllib.loads(text), default=str))
    return told


def mistakes(schema: Table, table: Table) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(table)]


@pytest.mark.parametrize("schema", [settings_schema(), event_schema()])
def test_the_schema_is_one(schema: Table) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", sorted(packaged("config").rglob("*.toml")), ids=lambda path: path.name)
def test_every_file_that_comes_with_mailflow_fits(path: Path) -> None:
    schema = event_schema() if path.parent.name == "events" else settings_schema()
    assert mistakes(schema, read(path)) == []


def test_several_mailboxes_fit_like_one() -> None:
    told = read(packaged("config") / "mailflow.toml")
    assert mistakes(settings_schema(), {**told, "mailbox": [told["mailbox"]]}) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [("modes", "send"), ("limits", {"answers": ["6 an hour"]}), ("smtp", {}), ("fax", {"language": "it"})],
)
def test_a_mistake_is_marked(key: str, value: object) -> None:
    told = read(packaged("config") / "mailflow.toml")
    assert mistakes(settings_schema(), {**told, key: value}) != []


@pytest.mark.parametrize("schema", [settings_schema(), event_schema()])
def test_every_key_says_what_it_means(schema: Table) -> None:
    tables = {"": schema, **schema["$defs"]}
    silent = [
        f"{name}.{key}"
        for name, table in tables.items()
        for key, value in table.get("properties", {}).items()
        if not value.get("description")
    ]
    assert silent == []


def test_defaults_stand_as_a_file_would_write_them() -> None:
    booking = event_schema()["$defs"]["_Booking"]["properties"]
    limits = settings_schema()["$defs"]["LimitSettings"]["properties"]
    assert (booking["offer_hold"]["default"], booking["ask_hold"]["default"]) == ("24h", "48h")
    assert limits["answers"]["default"] == ["6 per hour", "20 per day"]
