"""Gather the words that people write whatever the event is about, and write them beside the vocabulary.

    uv run python -m benchmarks.training.everyday

A word is everyday where mails to several events use it and no title, alias or objective of these events has it. What
is measured by has no part in it. The same mails give the same lists.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

from benchmarks.labelled import Labelled, mails
from benchmarks.training.mails import met, practice
from mailflow.domain.event import Event
from mailflow.understanding.text import vocabulary
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, tokenize

VOCABULARY = Path(vocabulary.__file__).parent / "vocabulary"
EVENTS, MAILS, LETTERS = 2, 3, 4  # at least


def everyday() -> dict[str, dict[str, int]]:
    """The words by language, in order, each with the number of mails that have it."""
    used: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    capital: Counter[tuple[str, str]] = Counter()
    for mail in chain((mail for mail in mails() if not mail.held), met(), practice()):
        language, own = _language(mail), _own(mail.event)
        for token in tokenize(mail.message.text):
            if token.kind is not Kind.WORD or len(token.fold) < LETTERS or stem(token.fold) in own:
                continue
            capital[language, token.fold] += 1 if token.capital else -1
            used[language][token.fold].add((mail.event.id, mail.file))
    return {
        language: {
            word: len(places)
            for word, places in sorted(words.items())
            if len(places) >= MAILS and len({event for event, _ in places}) >= EVENTS and capital[language, word] < 0
        }
        for language, words in used.items()
    }


def _language(mail: Labelled) -> str:
    return str(mail.label.get("language") or mail.event.language)


def _own(event: Event) -> frozenset[str]:
    """The stems of what the event and its sessions are called and about."""
    sessions = (text for s in event.sessions for text in (s.title, *s.aliases, *s.objectives))
    return frozenset(stem(t.fold) for text in (event.title, *event.aliases, *sessions) for t in tokenize(text))


def main() -> None:
    """Write one file a language."""
    for language, words in everyday().items():
        lines = [
            "# Words that people write whatever an event is about, with the number of mails that have them;",
            "# made by benchmarks/training/everyday.py.",
            *(f"{word} {count}" for word, count in words.items()),
        ]
        (VOCABULARY / f"everyday.{language}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(language, len(words))


if __name__ == "__main__":
    main()
