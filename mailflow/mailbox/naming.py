"""What the folders of the settings are called on this server: separators, namespace prefixes, special use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """A folder that exists, by its full name on the server, with its LIST attributes in lower case."""

    name: str
    attributes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Namespace:
    """The user's own namespace (RFC 2342): a prefix such as `INBOX.`, often empty, and the separator of levels."""

    prefix: str
    separator: str


def namespace_of(answer: bytes) -> Namespace | None:
    """From the answer to NAMESPACE, `(("INBOX." ".")) NIL NIL`; None where no namespace of the user's own is told."""
    found = re.match(rb'\(\("((?:[^"\\]|\\.)*)" (?:"(\\?.)"|NIL)', answer)
    if not found:
        return None
    return Namespace(found[1].decode("ascii", "replace"), (found[2] or b"").decode("ascii", "replace")[-1:])


def locate(wanted: str, namespace: Namespace, folders: Iterable[Listed], special: str = "") -> str:
    """The server's name for a configured folder, whether it exists already or is to be made.

    `wanted` has `/` between its levels. `special`: a special use (RFC 6154) that may stand in for a folder that is
    not there, such as `\\Sent` for Sent where the server says Gesendet.
    """
    if wanted.upper() == "INBOX":
        return "INBOX"
    existing = [folder for folder in folders if "\\noselect" not in folder.attributes]
    names = {folder.name for folder in existing}
    local = wanted.replace("/", namespace.separator) if namespace.separator else wanted
    prefixed = local if local.startswith(namespace.prefix) else namespace.prefix + local
    for name in (wanted, prefixed, local):
        if name in names:
            return name
    for folder in existing:
        if special and special.lower() in folder.attributes:
            return folder.name
    return prefixed
