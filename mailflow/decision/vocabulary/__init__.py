"""The desk's words, one TOML file a language: what questions sound like, and why somebody waits."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FALLBACK = "en"
OTHER_WORDS = 4  # of so many words of thanks, one may be any other
SHORT = 8  # words in which somebody says that they come, and little else
_SAID = re.compile(r"[^,;.:!?\n]+(?=[,;.:!\n])")  # a part of a sentence that is no question by itself
Phrase = tuple[str, ...]  # folded words that follow each other


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`questions`: phrases by what is asked; `beyond`: words of what no event file states; `plain`: that add nothing.

    `thanks`: words of mere thanks; `yes`, `takes`, `beside_yes`: words that say yes, those of them that take up an
    offer, and what may stand beside them; `comes`: words by which somebody says that they come; `against`: words that
    show there is more; `greeting`: words that stand beside a question; `no`: phrases that say no; `waiting`: why nobody
    was served; `review`: why a mail waits for a person.
    """

    questions: Mapping[str, tuple[Phrase, ...]]
    beyond: tuple[Phrase, ...]
    plain: frozenset[str]
    thanks: frozenset[str]
    yes: frozenset[str]
    takes: frozenset[str]
    beside_yes: frozenset[str]
    comes: frozenset[str]
    against: frozenset[str]
    greeting: frozenset[str]
    no: tuple[Phrase, ...]
    waiting: Mapping[str, str]
    review: Mapping[str, str]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, or English where it has no file."""
    folder = files(__name__)
    file = folder / f"{language}.toml"
    data = tomllib.loads((file if file.is_file() else folder / f"{FALLBACK}.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        questions={topic: tuple(map(folded, phrases)) for topic, phrases in data["questions"].items()},
        beyond=tuple(map(folded, data["beyond"]["words"])),
        plain=frozenset(word for phrase in data["plain"]["words"] for word in folded(phrase)),
        thanks=frozenset(word for phrase in data["answers"]["thanks"] for word in folded(phrase)),
        yes=frozenset(data["answers"]["yes"]),
        takes=frozenset(data["answers"]["takes"]),
        beside_yes=frozenset(data["answers"]["beside_yes"]),
        comes=frozenset(data["answers"]["comes"]),
        against=frozenset(data["answers"]["against"]),
        no=tuple(map(folded, data["answers"]["no"])),
        greeting=frozenset(data["answers"]["greeting"]),
        waiting=data["waiting"],
        review=data["review"],
    )


def folded(text: str) -> Phrase:
    """The words of a text without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(re.findall(r"\w+", plain))


def has(phrase: Phrase, words: Phrase) -> bool:
    """Whether the phrase's words follow each other there."""
    width = len(phrase)
    return width > 0 and any(words[i : i + width] == phrase for i in range(len(words) - width + 1))


def is_thanks(text: str, names: str = "") -> bool:
    """Whether a text says nothing but thanks, in any language: a word in four may be any other, but no 'but'."""
    words = [word for word in folded(text) if word not in folded(names)]
    return any(_only_thanks(words, known) for known in map(vocabulary, languages()))


def _only_thanks(words: Sequence[str], known: Vocabulary) -> bool:
    others = [word for word in words if word not in known.thanks]
    return bool(words) and len(others) <= len(words) // OTHER_WORDS and not known.against.intersection(words)


def is_yes(text: str, names: str = "") -> bool:
    """Whether a text says yes and nothing else, in any language."""
    words = [word for word in folded(text) if word not in folded(names)]
    return any(_only_yes(words, known) for known in map(vocabulary, languages()))


def _only_yes(words: Sequence[str], known: Vocabulary) -> bool:
    return not known.yes.isdisjoint(words) and (known.yes | known.beside_yes).issuperset(words)


def says_they_come(text: str) -> bool:
    """Whether a short text says that somebody comes, in any language: 'alla fine vengo'."""
    words = folded(text)
    spoken = [vocabulary(language) for language in languages()]
    against = any(known.against.intersection(words) for known in spoken) or "?" in text
    return len(words) <= SHORT and not against and any(known.comes.intersection(words) for known in spoken)


def takes(text: str) -> bool:
    """Whether a text says that an offer is taken up, in any language."""
    return any(not known.takes.isdisjoint(folded(text)) for known in map(vocabulary, languages()))


def only_asks(text: str, questions: str, names: str = "") -> bool:
    """Whether a text says nothing beside its questions but a greeting, and no question begins with a yes."""
    beside = (Counter(folded(text)) - Counter(folded(questions))).keys() - set(folded(names))
    spoken = [vocabulary(language) for language in languages()]
    yes = any(_says_yes(folded(part), known) for part in _SAID.findall(questions) for known in spoken)
    return not yes and any(known.greeting.issuperset(beside) for known in spoken)


def _says_yes(words: Phrase, known: Vocabulary) -> bool:
    return (known.yes | known.thanks).issuperset(words) and not known.greeting.issuperset(words)


def is_no(text: str) -> bool:
    """Whether a text says no, in any language."""
    words = folded(text)
    return any(has(phrase, words) for known in map(vocabulary, languages()) for phrase in known.no)


@cache
def languages() -> tuple[str, ...]:
    """Every language that has a file."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in files(__name__).iterdir() if f.name.endswith(".toml")))
