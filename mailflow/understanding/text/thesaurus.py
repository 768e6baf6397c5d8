"""Words that belong to one notion, across languages: 'camion', 'lorries' and 'haulage', 'prova' and 'trial lesson'.

One file a language, `vocabulary/subjects.<language>.txt`. A line is a key, which the files of all languages share, and
behind its colon the words and short phrases of that language for the notion. A key that ends with '-field' is of a
whole field of life, in which words are further from each other. Adding a language is adding a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import strip_accents
from mailflow.understanding.text.vocabulary import languages, stop_words

LONGEST = 3  # content words of a phrase at most
FIELD = "-field"
SHORT = 3  # letters of a stem that tells too little


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The notions of words, each notion as one character: a few thousand short texts are all it keeps."""

    notions: dict[str, str]  # words, as `comparable` makes them, with a blank between -> notions
    wide: frozenset[str]  # those of a whole field

    def of(self, words: Sequence[str]) -> str:
        """The notions of a word or phrase, told by its comparable words; '' where it has none."""
        return self.notions.get(" ".join(words), "")


@cache
def thesaurus() -> Thesaurus:
    """The notions of all languages. Raises ValueError for a line without a key."""
    keys: dict[str, str] = {}
    found: dict[str, str] = {}
    stop = stop_words()
    folder = resources.files("mailflow.understanding") / "vocabulary"
    for language in languages():
        file = f"subjects.{language}.txt"
        for number, line in enumerate((folder / file).read_text(encoding="utf-8").splitlines(), 1):
            if not line or line.startswith("#"):
                continue
            key, colon, phrases = line.partition(": ")
            if not colon:
                raise ValueError(f"{file}, line {number}: no key before a colon")
            notion = keys.setdefault(key, chr(len(keys)))
            for phrase in phrases.split(", "):
                said = " ".join(_content(phrase, stop))
                if said and notion not in found.get(said, ""):
                    found[said] = found.get(said, "") + notion
    kept: dict[str, str] = {}  # one text for all words of the same notions
    wide = frozenset(notion for key, notion in keys.items() if key.endswith(FIELD))
    return Thesaurus({said: kept.setdefault(told, told) for said, told in found.items()}, wide)


def comparable(word: str, without_ending: str) -> str:
    """A folded word by its stem; a short one, whose stem many words have ('sole' and 'sola'), by itself."""
    return without_ending if len(without_ending) > SHORT else word.removesuffix("s") if len(word) > SHORT else word


def _content(phrase: str, stop: frozenset[str]) -> list[str]:
    """The content words, made comparable. Their stems are made anew: thousands that no cache need hold."""
    words = strip_accents(phrase.lower()).replace("'", "' ").replace("-", " ").split()
    plain = [word.strip("'") for word in words if word not in stop]
    return [comparable(word, stem.__wrapped__(word)) for word in plain]
