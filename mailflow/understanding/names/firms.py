"""Names that are a firm's."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import is_given
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

LONG = 9  # tokens of a firm's name at most


def firm(of: NameWords, run: list[int]) -> bool:
    """'Talleres Quintero S.L.', '(CRS Sulcis)' after a name, a firm's line under a name's: no person."""
    tokens = of.tokens
    if called_after(of, run) or called_like(of, run) or signs_for(of, run):
        return True
    if any(is_given(tokens[k].fold) or tokens[k].fold in wordlike() for k in run):
        return tokens[run[-1]].fold in of.words["organization_form"] and len(run) > 1
    dotted = tokens[run[-1]].text.count(".") >= 2 or tokens[run[-1]].fold in of.words["organization_form"]
    letters = [tokens[k].text for k in run]
    initials = not of.page.shouting and any(
        t.isupper() and 1 < len(t) <= 5 and not (fold(t) in surnames() or fold(t) in of.known_words) for t in letters
    )
    if dotted or (initials and len(run) > 1 and not all(t.isupper() for t in letters)):
        return True
    if sum(tokens[k].fold in of.known_words for k in run) >= 2:
        return False
    before = run[0] - 1
    if before > 0 and tokens[before].text == "(" and tokens[before - 1].capital and not of.everyday(before - 1):
        return True
    return before > 0 and tokens[before].kind is Kind.LINE and _ends_with_name(of, before) and _closes(of, run)


def called_after(of: NameWords, run: list[int]) -> bool:
    """'Ada Neri, Neri Impianti': a name's surname once more right behind it, before words that no list knows."""
    before, rest = run[0] - 1, [of.word(k) for k in run[1:]]
    if (
        before < 2
        or not rest
        or not of.tokens[before - 2].capital
        or of.tokens[before].kind not in (Kind.MARK, Kind.LINE)
    ):
        return False
    again = of.tokens[before - 1].fold == of.tokens[run[0]].fold
    return again and not any(is_given(w) or w in surnames() or w in of.known_words for w in rest)


def called_like(of: NameWords, run: list[int]) -> bool:
    """'per Neri Impianti', 'Three from Neri Motors': a known surname and a word that no list knows, behind 'for'."""
    first, last = of.word(run[0]), of.word(run[-1])
    elided = (
        run[0] > 0 and of.tokens[run[0] - 1].text[-1] in "'’" and of.tokens[run[0] - 1].capital
    )  # 'D'Agostino Marmi'
    if len(run) != 2 or first not in of.known_words or (is_given(first) and not elided):
        return False
    before = of.tokens[run[0] - 1 - elided].fold if run[0] > elided else ""
    small = of.words["for"] | of.words["from"] | of.words["of"]
    return before in small and not (is_given(last) or last in surnames() or last in of.known_words)


def signs_for(of: NameWords, run: list[int]) -> bool:
    """'… grazie. Ada Neri, Vetreria Due Ponti', 'Owen Lee, The Clay Echo': whom the sender signs for, to the end."""
    tokens, small = of.tokens, of.words["article"] | of.words["particle"] | of.words["of"] | of.words["and"]
    lead = run[0] - 1
    articled = lead > 0 and tokens[lead].capital and tokens[lead].fold in of.words["article"]
    lead -= articled
    if lead < 2 or tokens[lead].text != ",":
        return False
    if (_signs_too(of, run) and not articled) or of.page.text[tokens[lead].end :].strip().count("\n"):
        return False
    start = lead
    while start and tokens[start - 1].kind is Kind.WORD:
        start -= 1
    name = {of.word(n) for n in range(start, lead)}
    signed = 2 <= len(name) <= 4 and any(name >= key for key in of.known_full)
    rest = tokens[run[0] : run[0] + LONG]
    closed = run[0] + len(rest) == len(tokens)
    return signed and closed and all(t.kind is not Kind.WORD or t.capital or t.fold in small for t in rest)


def _signs_too(of: NameWords, run: list[int]) -> bool:
    """'Ada Neri, Ugo Sala'; an unknown first name counts where several are spoken of: 'British Glass' is a firm."""
    first, last = of.word(run[0]), of.word(run[-1])
    if is_given(first) or first in wordlike():
        return not _named_after(of, run[-1] + 1)
    return len(run) == 2 and run[-1] + 1 == len(of.tokens) and last in surnames() and _of_several(of.page)


def _of_several(page: Page) -> bool:
    """'we', 'for two', 'two seats'."""
    sizes = [n for m in page.marks.get("places", ()) for n in range(m.start, m.end)]
    return page.has_any(("we", "us", "total", "total_loose", "pair_total")) or any(
        (page.numbers[n] or 0) > 1 for n in sizes
    )


def _named_after(of: NameWords, n: int) -> bool:
    """'Alan Turing Institute': a word for an institution right behind a name."""
    return n < len(of.tokens) and of.tokens[n].capital and of.tokens[n].fold in of.offices


def _ends_with_name(of: NameWords, line_end: int) -> bool:
    """Whether the line that ends there is the sender's full name and no more."""
    words: list[str] = []
    n = line_end - 1
    while n >= 0 and of.tokens[n].kind is not Kind.LINE:
        if of.tokens[n].kind is Kind.WORD:
            words.append(of.tokens[n].fold)
        n -= 1
    while n >= 0 and of.tokens[n].kind is Kind.LINE:
        n -= 1
    listed = n >= 0 and of.tokens[n].text == ":"  # 'Si iscrivono:', and a name a line
    return not listed and 2 <= len(words) <= 4 and sum(w in of.known_words for w in words) >= 2


def _closes(of: NameWords, run: list[int]) -> bool:
    """Whether the run is a line of its own among the last of the text."""
    after = run[-1] + 1
    last = of.tokens[run[-1]].fold
    if last in of.known_words or last in surnames():
        return False  # 'Huw Parry' below 'Gwen Parry'
    below = of.page.text[of.tokens[run[-1]].end :]
    return (after >= len(of.tokens) or of.tokens[after].kind is Kind.LINE) and below.strip().count("\n") < 3
