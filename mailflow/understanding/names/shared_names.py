"""A surname told once for all of a family: 'Teresa e Pia, tutte Neri', 'that's four Lowells', 'fa Neri come me'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.family_names import first_only, singular
from mailflow.understanding.names.names import Name, is_given, key_of
from mailflow.understanding.names.writer import Writer
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

FEW = 12  # of one family: a larger number before a word is none of people
CUES = 30  # looked at in a mail


def with_shared_name(page: Page, names: Sequence[Name], writer: Writer) -> list[Name]:
    """The names found, those of one word made whole by a surname that the text says is all theirs."""
    found = list(names)
    told = frozenset(w for name in found if len(name.key) > 1 for w in name.key)
    alone = [n for n, name in enumerate(found) if first_only(name) and not name.key <= told]
    if not alone:
        return found
    own = tuple(writer.name.split()[1:]) if len(writer.key) > 1 else ()
    texts = [name.text for name in found if len(name.key) > 1] + ([writer.name] if own else [])
    last = {w for text in texts for w in key_of(text.rpartition(" ")[2])}
    families = frozenset(w for w in (*told, *(writer.key if own else ())) if w in last or not is_given(w))
    all_called = {m.end for m in page.marks.get("all_called", ())}
    all_of = {m.end for m in page.marks.get("all_of", ())} | all_called
    cues = [n for n in range(len(page.tokens)) if n in all_of or _counted(page, n)]
    for n in cues[:CUES]:
        likely = _family(page, n, families, sure=True)
        inside = _inside(page, found, n + len(likely)) if likely else []
        family = likely if len(inside) > 1 else _family(page, n, families, n in all_called)
        _give(found, inside or (_theirs(page, found, alone, n) if family else ()), family)
    for mark in page.marks.get("relations", ())[:CUES]:  # 'dei fratelli Neri veniamo in tre: Ada, Ugo e Lia'
        family = _family(page, mark.end, families)
        if key_of(" ".join(family)) <= families:
            _give(found, _theirs(page, found, alone, mark.start), family)
    for mark in page.marks.get("is_one", ())[:CUES]:
        family = _family(page, mark.end, families)
        if key_of(" ".join(family)) <= families:
            _give(found, _row_before(page, found, mark.start)[:1] or _same(page, found, mark.start - 1), family)
    for mark in page.marks.get("like_me", ())[:CUES]:
        _give(found, _row_before(page, found, mark.start), own)
    for n in alone:
        _give(found, [n], _in_brackets(page, found[n].end, families))
    return found


def _inside(page: Page, found: Sequence[Name], at: int) -> list[int]:
    """Those named in brackets that open there: 'i due Conti (Gino e Laura)'."""
    if at >= len(page.tokens) or page.tokens[at].text != "(":
        return []
    close = next((n for n in range(at, min(at + FEW * 2, len(page.tokens))) if page.tokens[n].text == ")"), at)
    return [n for n, name in enumerate(found) if at < name.start < close and first_only(name)]


def _counted(page: Page, n: int) -> bool:
    """Whether a number of people stands right before: 'siamo quattro Costi'."""
    before = page.numbers[n - 1] if n else None
    if before is None or not 1 < before <= FEW or n - 1 in page.dated:
        return False
    return n < 2 or page.tokens[n - 2].end < page.tokens[n - 1].start  # 'B3 Neri'


def _family(page: Page, n: int, families: frozenset[str], sure: bool = False) -> tuple[str, ...]:
    """The surname that stands there, two words at most, with what belongs to it: 'D'Apolito', 'Stanzani Leoni'.

    `sure`: no list needs to know it.
    """
    tokens, words = page.tokens, page.voc.words
    run: list[str] = []
    known, plural = sure, bool(words["noun_last"])
    while n < len(tokens) and len(run) < 3 and tokens[n].kind is Kind.WORD and tokens[n].capital:
        word = tokens[n].fold
        text = singular(page, tokens[n].text) if plural and word not in families else tokens[n].text
        if word in words["particle"]:
            run.append(text)
        elif (
            (is_given(word) and not run and word not in families)
            or word in page.voc.common
            or word in page.voc.function_words
            or word in words["not_names"]
        ):
            break
        else:
            known = known or text.lower() in surnames() or text.lower() in families
            run.append(text)
        n += 1
    return tuple(run) if known else ()


def _theirs(page: Page, found: Sequence[Name], alone: Sequence[int], n: int) -> list[int]:
    """The first names of the sentence, or of the one before or behind it."""
    here = page.sentence_of(n)
    for sentence in (here, here - 1, here + 1):
        inside = [m for m in alone if page.sentence_of(found[m].start) == sentence and found[m].start != n]
        if inside:
            return inside
    return []


def _row_before(page: Page, found: Sequence[Name], end: int) -> list[int]:
    """The row of first names that ends last before the token, in its sentence."""
    start, _ = page.sentences[page.sentence_of(end)]
    row: list[int] = []
    for n in reversed([n for n, name in enumerate(found) if start <= name.start and name.end <= end]):
        between = page.tokens[found[n].end : found[row[-1]].start] if row else ()
        joined = not row or all(t.text == "," or t.fold in page.voc.words["and"] for t in between)
        if not joined or not first_only(found[n]):
            break
        row.append(n)
    return row


def _same(page: Page, found: Sequence[Name], n: int) -> list[int]:
    """Who was named before by the word there: '… and Phyllida. Phyllida is a Neri too'."""
    key = frozenset({page.tokens[n].fold}) if n >= 0 and page.tokens[n].capital else frozenset()
    return [m for m, name in enumerate(found) if name.key == key]


def _in_brackets(page: Page, at: int, families: frozenset[str]) -> tuple[str, ...]:
    """'Rahel (Neri, like me)', 'Jen (Neri)': the surname alone in brackets, behind the first name."""
    if at + 2 >= len(page.tokens) or page.tokens[at].text != "(":
        return ()
    family = _family(page, at + 1, families)
    closed = page.tokens[at + 1 + len(family) : at + 2 + len(family)]
    return family if family and closed and closed[0].text in "),;" else ()


def _give(found: list[Name], whom: Sequence[int], family: Sequence[str]) -> None:
    key = frozenset(w for word in family for w in key_of(word))
    text = "".join(word if word[-1] in "'’" else f"{word} " for word in family).strip()
    for n in whom if key else ():
        name = found[n]
        if first_only(name) and not name.key & key:
            found[n] = replace(name, text=f"{name.text} {text}", key=name.key | key)
