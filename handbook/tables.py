"""The reference of a kind of file, from its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
KINDS = {"string": "text", "integer": "a number", "object": "`{ it = …, en = … }`", "boolean": "`true` or `false`"}


def file_reference(title: str, opening: str, schema: Schema) -> str:
    """Every table and key of a kind of file, as Markdown."""
    return "\n".join((f"# {title}", "", opening, "", *_table("", schema, schema)))


def _table(path: str, table: Schema, root: Schema) -> Iterator[str]:
    """The keys of a table, then the tables in it."""
    rows, inner = [], []
    for key, value in table["properties"].items():
        where = f"{path}.{key}" if path else key
        found = _table_in(value, root)
        if found is not None and (keys := found[0]) is not table:
            inner.append((where, keys, found[1], _words(value, keys)))
        else:
            rows.append(_row(key, value, required=key in table.get("required", ()), root=root))
    if rows:
        yield "| key | takes | default | meaning |"
        yield "| --- | --- | --- | --- |"
        yield from rows
        yield ""
    for where, keys, many, words in inner:
        yield f"## `{f'[[{where}]]' if many else f'[{where}]'}`"
        yield from ("", words, "")
        yield from _table(where, keys, root)


def _table_in(value: Schema, root: Schema) -> tuple[Schema, bool] | None:
    """The table that stands under a key, and whether it is a list of tables."""
    value = _resolved(value, root)
    choices = [_resolved(choice, root) for choice in value.get("anyOf", ())]
    if any(choice.get("type") == "string" for choice in choices):
        return None
    for choice in choices:
        if (found := _table_in(choice, root)) is not None:
            return found
    if value.get("type") == "array" and (found := _table_in(value["items"], root)) is not None:
        return found[0], True
    return (value, False) if "properties" in value else None


def _row(key: str, value: Schema, *, required: bool, root: Schema) -> str:
    default = value.get("default")
    shown = "**required**" if required else "" if default in (None, "", [], {}) else f"`{json.dumps(default)}`"
    return f"| `{key}` | {_takes(value, root)} | {shown} | {_cell(value.get('description', ''))} |"


def _takes(value: Schema, root: Schema) -> str:
    """What may stand under the key, in words."""
    value = _resolved(value, root)
    if choices := value.get("enum", [value["const"]] if "const" in value else []):
        return " or ".join(f'`"{choice}"`' for choice in choices)
    if ways := [_takes(way, root) for way in value.get("anyOf", ()) if way.get("type") != "null"]:
        return " or ".join(dict.fromkeys(ways))
    if value["type"] == "array":
        return f"a list: {_takes(value['items'], root)}"
    if "examples" in value:
        return ", ".join(f'`"{example}"`' for example in value["examples"])
    if "properties" in value:
        return " or ".join(f"`{{ {key} = … }}`" for key in value["properties"])
    return _cell(value["description"]) if value.get("description", "").startswith("a local") else KINDS[value["type"]]


def _resolved(value: Schema, root: Schema) -> Schema:
    if "$ref" in value:
        found: Schema = root["$defs"][value["$ref"].rpartition("/")[2]]
        return found
    return value


def _words(value: Schema, keys: Schema) -> str:
    return str(value.get("description") or keys.get("description") or "")


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
