"""Fetching mails in batches: the sizes first, so that no mail fills the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mailflow.mailbox.connection import Connection
from mailflow.mailbox.folders import Folders
from mailflow.mailbox.port import Origin, Raw
from mailflow.mailbox.responses import fetched, uid_sets

BATCH_MAILS, BATCH_BYTES = 100, 4 * 1024 * 1024
CUT = 256 * 1024  # bytes read of a mail over the limit: its headers and, as a rule, its text


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails of one folder, to fetch with one command; `whole`, or only their beginning."""

    origins: tuple[Origin, ...]
    whole: bool = True


def sizes(imap: Connection, folders: Folders, origins: Iterable[Origin]) -> list[tuple[Origin, int]]:
    """The size in bytes of each mail that is still there."""
    found: list[tuple[Origin, int]] = []
    for _, group in folders.opened(origins):
        by_uid = {origin.uid: origin for origin in group}
        for uid_set in uid_sets(by_uid):
            mails = fetched(imap.uid("FETCH", uid_set, "(UID RFC822.SIZE)").data)
            found.extend((by_uid[mail.uid], mail.size or 0) for mail in mails if mail.uid in by_uid)
    return found


def in_batches(sized: Iterable[tuple[Origin, int]], largest: int) -> Iterator[Batch]:
    """What to fetch together, in order; a mail above `largest` bytes alone, and cut."""
    batch: list[Origin] = []
    weight = 0
    for origin, size in sized:
        full = len(batch) == BATCH_MAILS or weight + size > BATCH_BYTES
        if batch and (full or size > largest or batch[0].mailbox != origin.mailbox):
            yield Batch(tuple(batch))
            batch, weight = [], 0
        if size > largest:
            yield Batch((origin,), whole=False)
        else:
            batch.append(origin)
            weight += size
    if batch:
        yield Batch(tuple(batch))


def fetch(imap: Connection, folders: Folders, batch: Batch) -> list[Raw]:
    """The mails of a batch, without marking them as read; those that are gone meanwhile are passed over."""
    body = "BODY.PEEK[]" if batch.whole else f"BODY.PEEK[]<0.{CUT}>"
    by_uid = {origin.uid: origin for origin in batch.origins}
    return [
        Raw(by_uid[mail.uid], mail.content, mail.arrived or datetime.now(UTC), mail.flags, truncated=not batch.whole)
        for _, group in folders.opened(batch.origins)
        for uid_set in uid_sets(origin.uid for origin in group)
        for mail in fetched(imap.uid("FETCH", uid_set, f"(UID FLAGS INTERNALDATE {body})").data)
        if mail.uid in by_uid and mail.content is not None
    ]
