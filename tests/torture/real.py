"""882 mails that people and machines wrote in earnest (see REAL-MAILS.md), and what can happen to a mail on its way."""

from __future__ import annotations

import json
import random
import re
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class RealMail:
    """`machine`: no person wrote it, and nobody is to answer it."""

    path: str
    raw: bytes
    machine: bool


@cache
def real_mails() -> tuple[RealMail, ...]:
    """All of them, in the order of the manifest."""
    with tarfile.open(Path(__file__).parent / "real-mails.tar.xz") as archive:
        files = {one.name: file.read() for one in archive if (file := archive.extractfile(one)) is not None}
    rows = [json.loads(line) for line in files["manifest.jsonl"].splitlines()]
    return tuple(RealMail(row["path"], files[row["path"]], row["machine"]) for row in rows)


def mutated(number: int) -> bytes:
    """One of them with a few wounds, as of transport, of clients that cut, and of whoever means harm."""
    dice = random.Random(number)
    raw = dice.choice(real_mails()).raw
    for _ in range(dice.randint(1, 4)):
        start = dice.randrange(len(raw) + 1)
        end = min(len(raw), start + dice.choice((1, 5, 50, 500)))
        lines = raw.split(b"\n")
        raw = dice.choice(
            (
                raw[:start] + raw[end:],
                raw[:start] + dice.randbytes(end - start) + raw[end:],
                raw[:end] + raw[start:],
                raw[:start],
                b"\n".join(dice.sample(lines, len(lines))) if len(lines) < 400 else raw,
                raw.replace(b"\n", b"\r"),
                re.sub(rb"(?i)charset=\S+", b"charset=" + dice.choice((b"utf-7", b"x-none", b"utf-16", b"idna")), raw),
                re.sub(rb"(?im)^content-transfer-encoding:.*", b"Content-Transfer-Encoding: base64", raw),
            )
        )
    return raw
