"""A mail of ours to the organizers that is answered without its thread: written anew, from a telephone, or handed on.

Its subject or its words alone tell what it answers, and anybody may have guessed those: nothing is done. Where an
organizer's address wrote, they get what they speak of once more, in a mail whose answer counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from mailflow.domain.address import address_key
from mailflow.domain.event import Event
from mailflow.domain.subject import bare_subject, is_answer
from mailflow.flow.kept_rolls import kept_roll
from mailflow.flow.office import Door, Office
from mailflow.ledger import ReviewRow, Transaction
from mailflow.message import Message
from mailflow.outbox.dates import day
from mailflow.outbox.ways import WAYS
from mailflow.papers.roll import read_roll
from mailflow.understanding.organizer import WORD
from mailflow.understanding.organizer.instruction import instruction_of
from mailflow.understanding.organizer.items import items_of

Matter = tuple[ReviewRow, str]  # a matter, and what is said of it

RECENT = timedelta(days=30)  # of digests that are answered
AFTERWARDS = timedelta(days=14)  # after an event, who came is still told

_TITLE = re.compile(r"\bno?\. ?(\d{1,6}): (.+)$", re.DOTALL)  # 'Da vedere n. 7: prenotazione'
_NUMBER = re.compile(r"\bn(?:o|r|um)?[.°º]? ?(\d{1,6})\b", re.IGNORECASE)


def matter_of_title(office: Office, tx: Transaction, message: Message, door: Door) -> ReviewRow | None:
    """The matter whose mail is answered, by its title; its writer's own mail is never meant."""
    found = _TITLE.search(message.subject) if is_answer(message.subject) else None
    if found is None:
        return None
    for event in office.events_of(door):
        row = tx.review(event.id, int(found[1]))
        if row is None or address_key(message.sender.email) == address_key(row.sender):
            continue
        if found[2].strip() in {row.subject.strip(), row.sender} - {""}:
            return row
    return None


def digest_of_title(office: Office, message: Message, door: Door) -> Event | None:
    """The event whose digest is answered, by its title and day."""
    title, answered = _title_of(message)
    return next((e for e in office.events_of(door) if answered and _is_of_a_digest(title, e, office.now())), None)


def _is_of_a_digest(title: str, event: Event, now: datetime) -> bool:
    if not title.startswith(opens := _plain(f"{event.title}: ")):
        return False
    days = ((now - timedelta(days=n)).astimezone(event.timezone).date() for n in range(RECENT.days))
    return any(title.startswith(f"{opens} {_plain(day(one, event.language))}") for one in days)


def roll_of_title(office: Office, tx: Transaction, message: Message, door: Door) -> Event | None:
    """The event whose evening mail is answered, by its title: a question, and the event's."""
    title, answered = _title_of(message)
    for event in office.events_of(door) if answered else ():
        question, mark, named = title.partition("? ")
        if mark and question and named == _plain(event.title) and kept_roll(tx, event):
            return event
    return None


def matters_told(tx: Transaction, event: Event, message: Message) -> Sequence[Matter]:
    """The matters of an event that a mail names by their numbers or codes, each with what is to be done; none where it
    says anything else, or nothing of one of them."""
    rows, name = {row.number: row for row in tx.reviews(event.id)}, message.sender.name
    in_subject = _NUMBER.search(message.subject)
    row = rows.get(int(in_subject[1])) if in_subject else None
    if row is not None and instruction_of(message.text, row.ways, event, name):
        return ((row, message.text),)
    text = _numbered(message.text if WORD.search(message.text) else _title_of(message)[0], rows.values())
    if not items_of(next((line for line in text.split("\n") if line.strip()), ""), rows):
        return ()
    told = [(rows.get(item.number), item.words) for item in items_of(text, rows)]
    sure = [(row, said) for row, said in told if row and _says_what(said, row, event, name)]
    return sure if len(sure) == len(told) else ()


def _says_what(said: str, row: ReviewRow, event: Event, name: str) -> bool:
    """Whether it is said what is to be done; a way that is not offered just then is one."""
    way = instruction_of(said, row.ways, event, name, numbered=False) or instruction_of(
        said, tuple(WAYS), event, name, numbered=False
    )
    return way is not None


def tells_who_came(office: Office, tx: Transaction, event: Event, message: Message) -> bool:
    """Whether a mail says by numbers of the roll who came to an event that is just over."""
    numbers = kept_roll(tx, event) if event.ends + AFTERWARDS > office.now() else {}
    said = read_roll(message.text, numbers, event.language) if numbers else None
    return said is not None and not said.problems


def tells_of_a_matter(message: Message) -> bool:
    """Whether a mail answers, by its title, one of ours about a matter."""
    return is_answer(message.subject) and _TITLE.search(message.subject) is not None


def _numbered(text: str, rows: Collection[ReviewRow]) -> str:
    """The text, with the numbers of matters for the codes of the bookings they are about."""
    codes = [row.booking for row in rows if row.booking]
    for row in rows:
        if row.booking and codes.count(row.booking) == 1:
            text = re.sub(rf"\b{re.escape(row.booking)}\b", f"n. {row.number}", text, flags=re.IGNORECASE)
    return text


def _title_of(message: Message) -> tuple[str, bool]:
    """The subject without what marks an answer; and whether it is one."""
    return _plain(bare_subject(message.subject)), is_answer(message.subject)


def _plain(title: str) -> str:
    return " ".join(title.replace("’", "'").split()).casefold()
