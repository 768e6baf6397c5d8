"""Write `given.txt`, `surnames.txt` and `words.txt`: first names and surnames known to Faker and mimesis (both MIT),
and the first names that are everyday words too; `women.txt` and `men.txt`: first names that only they bear; folded, one
a line. `more_given.txt` and `more_surnames.txt` are kept by hand: names of Emilia, West Africa and elsewhere that
neither knows.

    uv run --with faker==40.54.0 --with mimesis==22.2.0 python mailflow/understanding/gazetteer/build.py

A hint and never a gate: a person whose name stands in no list is read by the words around it.
"""

from __future__ import annotations

import importlib
import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
LOCALES = (
    "it_IT", "en_US", "en_GB", "en_IE", "de_DE", "fr_FR", "es_ES", "pt_PT", "nl_NL", "pl_PL", "ro_RO", "sq_AL", "hr_HR",
    "cs_CZ", "hu_HU", "sv_SE", "no_NO", "da_DK", "fi_FI", "tr_TR", "ga_IE", "en_IN", "zh_CN", "ja_JP", "uk_UA", "ru_RU",
)  # fmt: skip
# first names that are everyday words of a language mails are read in: names only beside a surname
WORDS = frozenset(
    ["sole", "alba", "fiore", "gioia", "primo", "secondo", "terzo", "speranza", "bella", "stella", "luna", "libero", "domenica", "sabato", "natale", "pasqua", "estate", "will", "may", "june", "april", "august", "mark", "grace", "hope", "faith", "joy", "art", "bill", "sue", "rose", "dawn", "summer", "autumn", "pat", "rich", "frank", "grant", "angel", "bob", "chance", "chase", "christian", "drew", "gene", "guy", "hunter", "jack", "lane", "miles", "price", "ray", "trace", "van", "violet", "ivy", "olive", "pearl", "ruby", "amber", "heather", "holly", "iris", "jasmine", "lily", "daisy", "melody", "harmony", "precious", "early", "an", "al", "so", "do", "le", "la", "lo", "il", "in", "tu", "ti", "si", "no", "lei", "noi", "voi", "mia", "tua", "sua", "mio", "tuo", "suo", "re", "fa", "mi", "sol", "festa", "italia", "asia", "europa", "america", "francia", "roma", "firenze", "santo", "santa", "vero", "vera", "donna", "piano", "prospero", "onesto", "serena", "sereno", "modesto", "felice", "grato", "benedetto", "fortunato", "costante", "clemente", "green", "royal", "king", "prince", "major", "duke", "earl", "judge", "chief", "sir", "lord", "lady", "day", "long", "young", "old", "best", "good"]  # noqa: E501
) - {"vera", "serena", "asia", "rose", "felice", "benedetto", "mark", "grace", "jack", "christian", "iris", "pat",
     "frank",
     "ivy", "amber", "holly", "lily", "ruby", "hope", "sue", "bill", "bob", "jasmine", "heather", "daisy", "violet",
     "fortunato", "prospero", "clemente"}  # fmt: skip


# a man's in one language and a woman's in the other
EITHER = frozenset({"andrea", "simone", "nicola", "michele", "gabriele", "jean", "joan", "jan", "noa", "dominique"})


def folded(name: str) -> str:
    """Lower case without accents; '' for names of another script or of several words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower().strip()
    return plain if plain.isascii() and plain.replace("'", "").isalpha() else ""


def from_faker(attributes: Iterable[str], locales: Iterable[str] = LOCALES) -> set[str]:
    """Names in Faker's person providers."""
    names: set[str] = set()
    for locale in locales:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for attribute in attributes:
            names.update(getattr(provider, attribute, ()) or ())
    return names


def born_by(gender: str, locales: Iterable[str]) -> set[str]:
    """First names of 'female' or 'male' persons in some languages, folded."""
    names = from_faker((f"first_names_{gender}",), locales)
    root = Path(importlib.import_module("mimesis").__file__ or "").parent / "datasets"
    for language in dict.fromkeys(locale[:2] for locale in locales):
        found = json.loads((root / language / "person.json").read_text(encoding="utf-8"))["names"]
        names.update(found.get(gender, ()) if isinstance(found, dict) else ())
    return {folded(name) for name in names} - {""}


def women_and_men() -> tuple[set[str], set[str]]:
    """First names that only women, and that only men bear: in the languages read, else elsewhere."""
    told: tuple[set[str], set[str]] = (set(), set())
    for locales in (("it_IT",), ("en_US", "en_GB"), ("de_DE", "fr_FR", "es_ES", "pt_PT", "nl_NL", "pl_PL")):
        women, men = born_by("female", locales), born_by("male", locales)
        if locales[0][:2] in ("it", "en"):
            told = (told[0] | (women - men), told[1] | (men - women))
        else:
            known = told[0] | told[1]
            told = (told[0] | (women - men - known), told[1] | (men - women - known))
    return told[0] - told[1] - EITHER, told[1] - told[0] - EITHER


def from_mimesis(key: str) -> set[str]:
    """Names in mimesis' person data; a locale keeps them by gender or in one list."""
    names: set[str] = set()
    root = Path(importlib.import_module("mimesis").__file__ or "").parent / "datasets"
    for file in root.glob("*/person.json"):
        found = json.loads(file.read_text(encoding="utf-8")).get(key, [])
        names.update(found if isinstance(found, list) else [name for names_ in found.values() for name in names_])
    return names


def main() -> None:
    """Write both lists, sorted."""
    given = from_faker(
        ("first_names", "first_names_male", "first_names_female", "first_romanized_names")
    ) | from_mimesis("names")
    beside = {folded(name) for name in given} & WORDS
    surnames = from_faker(
        ("last_names", "last_names_female", "last_names_male", "last_romanized_names")
    ) | from_mimesis("surnames")
    for file, names in (("given.txt", given), ("surnames.txt", surnames)):
        more = (HERE / f"more_{file}").read_text(encoding="utf-8").split()
        clean = sorted({folded(name) for name in (*names, *more)} - WORDS - {""})
        (HERE / file).write_text("\n".join(n for n in clean if len(n) > 1) + "\n", encoding="utf-8")
    for file, names in zip(("women.txt", "men.txt"), women_and_men(), strict=True):
        (HERE / file).write_text("\n".join(sorted(n for n in names if len(n) > 1)) + "\n", encoding="utf-8")
    words = sorted(n for n in beside if len(n) > 2)
    (HERE / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
