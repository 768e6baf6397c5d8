"""What a server says to FETCH (RFC 3501 section 7.4.2), as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

RANGES = 500  # of UIDs in one command: some 8 kB, within every server's limit for a line

_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_DATE = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_FLAGS = re.compile(rb"\bFLAGS \(([^)]*)\)")
_SHORT_BODY = re.compile(rb'\bBODY\[[^]]*\](?:<\d+>)? "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail's answer: what was asked for and given; None what was not."""

    uid: int
    size: int | None
    arrived: datetime | None
    flags: frozenset[str]
    content: bytes | None


def fetched(data: Iterable[Any]) -> Iterator[Fetched]:
    """From imaplib's list of bytes and (line, literal) pairs. Flag news of other mails, without UID, is passed over."""
    line, content = b"", None
    for part in data:
        if isinstance(part, tuple):
            line, content = line + part[0], part[1]
            continue
        line += part or b""
        found = _UID.search(line)
        if found:
            yield _one(int(found[1]), line, content)
        line, content = b"", None


def _one(uid: int, line: bytes, content: bytes | None) -> Fetched:
    size, date, flags, short = (pattern.search(line) for pattern in (_SIZE, _DATE, _FLAGS, _SHORT_BODY))
    if content is None and short:
        content = re.sub(rb"\\(.)", rb"\1", short[1])
    return Fetched(
        uid=uid,
        size=int(size[1]) if size else None,
        arrived=_date(date[1]) if date else None,
        flags=frozenset(flags[1].decode("ascii", "replace").split()) if flags else frozenset(),
        content=content,
    )


def _date(text: bytes) -> datetime | None:
    for zone in ("", " +0000"):  # the zone is not the server's to leave out; where it does, UTC is meant
        with suppress(ValueError):
            return parsedate_to_datetime(text.decode("ascii", "replace") + zone)
    return None


def uid_sets(uids: Iterable[int], most: int = RANGES) -> Iterator[str]:
    """`1:3,7` for exactly these UIDs, with no more than `most` ranges in one set."""
    ranges: list[list[int]] = []
    for uid in sorted(set(uids)):
        if ranges and uid == ranges[-1][1] + 1:
            ranges[-1][1] = uid
        else:
            ranges.append([uid, uid])
    for start in range(0, len(ranges), most):
        yield ",".join(str(a) if a == b else f"{a}:{b}" for a, b in ranges[start : start + most])
