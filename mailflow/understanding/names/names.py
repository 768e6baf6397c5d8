"""A person's name: its words, whether it is one, what it is without titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mailflow.understanding.gazetteer import given, surnames, wordlike
from mailflow.understanding.text.tokens import Kind, fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary, languages, vocabulary

TITLE = 4  # letters at most of a title told in short


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at tokens [start, end); `key`: its words folded. `sure`: more than capitals tell it."""

    start: int
    end: int
    text: str
    key: frozenset[str]
    sure: bool
    titled: bool = False


@lru_cache(maxsize=2048)
def key_of(name: str) -> frozenset[str]:
    """The words that tell a name, folded; initials and marks left out."""
    return frozenset(w for w in re.findall(r"[^\W\d_]+", fold(name).replace("'", " ")) if len(w) > 1)


def full_key(name: str) -> frozenset[str]:
    """The key of a name with its initials: B. Neri is not H. Neri."""
    return key_of(name) | {f"{fold(letter)}." for letter in re.findall(r"(?<![^\W\d_])([^\W\d_])\.", name)}


def abbreviates(name: str, full: str) -> bool:
    """'B. Neri' for Bruno Neri: the same surname, and the first letter of the first name."""
    short, whole = name.split(), full.split()
    same = len(short) > 1 and len(whole) > 1 and fold(short[-1]) == fold(whole[-1])
    return same and len(short[0].strip(".")) == 1 < len(whole[0].strip(".")) and fold(short[0][0]) == fold(whole[0][0])


@cache
def _articles() -> frozenset[str]:
    """The small words of all languages that stand before nouns: 'The' is a name somewhere, and a title's first word."""
    articles = frozenset().union(*(vocabulary(language).words["plural_article"] for language in languages()))
    return frozenset(word for word in articles if len(word) > 2)


@lru_cache(maxsize=2048)
def is_given(word: str) -> bool:
    """Whether the (folded) word is a first name somewhere."""
    if word in _articles():
        return False
    return word in given() or ("-" in word and all(part in given() for part in word.split("-") if part))


@lru_cache(maxsize=2048)
def looks_like_a_person(display: str, voc: Vocabulary) -> bool:
    """Whether a display name is a person's and no office's or firm's."""
    words = [t.fold for t in tokenize(display) if t.kind is Kind.WORD]
    if not words or any(t.kind is Kind.NUMBER for t in tokenize(display)):
        return False
    if len(words) == 2 and all(t.capital for t in tokenize(display)) and _given_and_surname(words[0], words[1], voc):
        return True
    words = [w for w in words if w.strip(".") not in voc.words["title"] and w not in voc.words["particle"]]
    first = len(words) == 2 and is_given(words[0]) and words[0] not in voc.words["not_names"]
    if first and (words[1] in voc.words["surname_word"] or words[1] in voc.months or words[1] in voc.weekdays):
        return True  # 'Ernesto Sabato', 'Jo March', 'Carol Day'
    if first and words[1] in surnames() and words[1] not in voc.words["role"] | voc.words["stop"]:
        return True  # 'Tonino Resta', 'Eric Hall': an everyday word that is a surname
    offices = voc.words["organization"] | voc.words["organization_form"] | voc.words["role"]
    if any(w.strip(".") in offices for w in words):
        return False
    letters = {fold(letter) for letter in re.findall(r"(?:^|[ .])([A-Z])\.", display)}
    strange = [w for w in words if w in voc.words["not_names"] and w not in letters]
    if strange and (
        len(words) == 1 or len(strange) > 1 or strange[0] in voc.words["stop"] or strange[0] not in voc.ordinals
    ):
        return False
    if any(mark in display for mark in "|/@&:+_"):
        return False
    known = sum(is_given(w) for w in words)
    last = words[-1] if words else ""
    if letters and set(words[:-1]) <= letters and len(last) > 2:
        return last in surnames() or not (last in voc.function_words or last in voc.common)  # 'A. Fosdyke'
    if len(words) == 1:
        return known == 1
    return 2 <= len(words) <= 5 and (known >= 1 or all(w in surnames() or w not in voc.function_words for w in words))


def _given_and_surname(first: str, last: str, voc: Vocabulary) -> bool:
    """'Ben Turner', 'Will Hall', 'Mia Conti', 'Carol Day': everyday words and titles that are names all the same."""
    words = voc.words
    known = last in surnames() and last not in words["role"] | words["stop"] | words["particle"]
    if is_given(first):
        return known or last in words["surname_word"]
    return known and first in wordlike() and last not in words["organization"] | words["not_names"]


LETTERS = re.compile(
    r"[A-Z]{3,5}|[A-Z][a-z]?[A-Z]|[A-Z]{2,4}[a-z]|x{1,4}"
)  # what stands behind a name for a degree or an order


@lru_cache(maxsize=2048)
def clean(name: str, voc: Vocabulary) -> str:
    """A name without titles, offices ('La responsabile …'), brackets and what follows a comma or a dash."""
    name = re.split(r"\s[-–|]\s|[,(|/]", name.strip().strip("\"'"))[0]
    words = name.split()
    if len(words) > 3 and fold(words[0]) in voc.words["name_article"] and fold(words[1]) in voc.words["role"]:
        words = words[2:]
    while words and fold(words[0]).strip(".") in voc.words["title"]:
        words = words[1:]
    while len(words) > 2 and LETTERS.fullmatch(words[-1]) and not words[-2].isupper():
        words = words[:-1]  # 'Ann Lee FRCO'
    return " ".join(words).strip(" .")


ORDERED = re.compile(r"\W*([^\W\d_][^,(\[]*),\s*([^\W\d_][^,(\[]*?)\s*(?:[(\[].*)?\W*")


def in_order(display: str, voc: Vocabulary) -> str:
    """'Anna Rossi' for '"Rossi, Anna" (Estates)', as address books write a sender; any other name as it is."""
    told = ORDERED.fullmatch(display)
    if told is None:
        return display
    last = [w for w in told[1].split() if fold(w).strip(".") not in voc.words["title"]]
    first = told[2].split()
    offices = voc.words["organization"] | voc.words["organization_form"] | voc.words["role"]
    family = len(last) == 1 and fold(last[0]) in surnames()
    family = family or (0 < len(last) < 4 and offices.isdisjoint(fold(w).strip(".") for w in last))
    named = is_given(fold(first[0])) and all(is_given(fold(w)) or len(w.strip(".")) == 1 for w in first)
    return " ".join((*first, *last)) if named and family else display


def shortens(name: str, full: str) -> bool:
    """'Ale Prampolini' for Alessio Prampolini: the same surname, and the beginning of the first name."""
    short, whole = [[fold(word) for word in text.split()] for text in (name, full)]
    same = len(short) > 1 and len(whole) > 1 and short[1:] == whole[1:]
    return same and 1 < len(short[0]) < len(whole[0]) and whole[0].startswith(short[0])


def completed(names: Sequence[Name], fuller: Sequence[Name]) -> tuple[Name, ...]:
    """Names of one word, made whole where exactly one full name told elsewhere in the mail holds them."""
    whole = {n.key: n for n in fuller if len(n.key) >= 2}
    known = {n.key for n in names if len(n.key) >= 2}

    def complete(name: Name) -> Name:
        if len(name.key) != 1 or any(name.key < key for key in known):
            return name
        found = [n for key, n in whole.items() if name.key < key]
        return replace(name, text=found[0].text, key=found[0].key) if len(found) == 1 else name

    return tuple(complete(name) for name in names)


@lru_cache(maxsize=64)
def inverted_rows(text: str) -> int:
    """How many lines begin like 'Kane, Ruth'; all lines of that form, where one tells it and none speaks against it."""
    if ", " not in text:
        return 0
    words = re.findall(r"(?m)^\W*([^\W\d_]+), ([^\W\d_]+)\.?(?: ([^\W\d_]+))?", text)
    rows = [(fold(a), fold(b), fold(c) if len(b) <= TITLE else "") for a, b, c in words]  # 'Kane, Dr Ruth'
    told = sum((is_given(b) or is_given(c)) and not is_given(a) for a, b, c in rows)
    whole = re.findall(r"(?m)^\W*([^\W\d_]+), ([^\W\d_]+)\W*$", text)
    against = any(is_given(fold(a)) and fold(a) not in surnames() and not is_given(fold(b)) for a, b in whole)
    return max(told, len(whole) if told and not against else 0)


def is_full(name: str) -> bool:
    """Whether a name has a first name and a surname, no initials."""
    return len(key_of(name)) >= 2 and not re.search(r"(?:^|\s)[A-Za-z]\.?(?:\s|$)", name)


def key_words(name: str) -> list[str]:
    """The words of a name, folded, in order."""
    return [fold(w).strip("'.") for w in name.split()] or [""]
