"""What people add to a booking and that tells nothing of it: 'I saw the poster in the library window.'

`LANGUAGE.txt` holds the sentences, one a line, in groups. The word that heads a group says beside which mails it tells
nothing: `any`; `book`: those that book; `comes`: where the writer is one of those who come; `several`: where others
come with him; `cancel`; `foot`: any, below everything else. Put into a mail that is read rightly they change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.labelled import Labelled

HERE = Path(__file__).parent
SEED = 7
TELLING = re.compile(r"\w{5,}")  # a sentence that has such a word of the mail may well tell something there
WE = re.compile(r"\b(we|us|our|ours)\b", re.IGNORECASE)
TRIED = 6  # sentences of which the first that fit are taken
SIGNED = 3  # words of a last line that signs, at most


@cache
def bank(language: str) -> tuple[tuple[str, str], ...]:
    """The sentences of a language, each with the group it is of."""
    found, group = [], ""
    for line in (HERE / f"{language}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            group = line[1:].partition(":")[0].strip()
        elif line:
            found.append((group, line.replace("\\n", "\n")))
    return tuple(found)


def told_besides(mails: Iterable[Labelled]) -> Iterator[Labelled]:
    """Each of the mails with one such sentence or two, the same each time."""
    draw = Random(SEED)  # nosec B311
    for mail in mails:
        language = mail.event.language if (HERE / f"{mail.event.language}.txt").exists() else "en"
        drawn = draw.sample(bank(language), TRIED)
        fitting = [(group, sentence) for group, sentence in drawn if _fits(group, sentence, mail)]
        text = mail.message.text
        for group, sentence in fitting[: draw.choice((1, 2))]:
            text = _with(text, sentence, group, draw)
        if fitting:
            yield replace(mail, file=f"{mail.file} and chatter", message=replace(mail.message, text=text))


def _fits(group: str, sentence: str, mail: Labelled) -> bool:
    label, text = mail.label, f"{mail.message.subject} {mail.message.text} {mail.message.quoted}".lower()
    if set(TELLING.findall(sentence.lower())) & set(TELLING.findall(text)):
        return False
    several = (label["seats"] or len(label["people"])) > 1
    if WE.search(sentence) and not several:
        return False
    comes = any(person["name"] == mail.message.sender.name for person in label["people"])
    fitting: dict[str, Any] = {
        "any": True,
        "foot": True,
        "book": label["intent"] == "book",
        "cancel": label["intent"] == "cancel",
        "comes": label["intent"] == "book" and comes,
        "several": label["intent"] == "book" and comes and several,
    }
    return bool(fitting[group])


def _with(text: str, sentence: str, group: str, draw: Random) -> str:
    """The text with the sentence below it, before its last line where that signs, or behind its greeting."""
    lines = text.split("\n")
    if group == "foot":
        return f"{text}\n\n{sentence}"
    if len(lines) > 1 and len(lines[-1].split()) <= SIGNED and draw.random() < 0.5:
        return "\n".join((*lines[:-1], sentence, lines[-1]))
    if lines[0].endswith(",") and len(lines) > 1:
        return "\n".join((lines[0], sentence, *lines[1:]))
    return f"{text}\n{sentence}"
