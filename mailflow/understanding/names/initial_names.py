"""Names with initials for first names: 'B. Neri, H. Neri e l'ing. L. Costa', 'Capt. R. J. Hallett'."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, full_key, is_given
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

MOST = 3  # initials of one person
LEADS = frozenset(",:;(&+-–—/")  # what a name may stand behind


def with_initials(of: NameWords, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names found, and those of initials and a surname in place of what was found of them."""
    points = (n for n, token in enumerate(of.tokens) if token.text == "." and n)
    runs = [run for n in points if (run := _run(of, n - 1))]
    told = [run for run in runs if not of.blocked.intersection(run)]
    runs = told if not told else runs  # 'B. Neri' alone may be session B, and the name below
    if not runs:
        return tuple(found)
    taken = {k for run in runs for k in range(run[0], run[-1] + 1)}
    kept = [name for name in found if taken.isdisjoint(range(name.start, name.end))]
    return tuple(sorted([*kept, *(_name(of, run) for run in runs)], key=lambda name: name.start))


def _run(of: NameWords, n: int) -> list[int]:
    """The initials that begin there, and the surname behind them with its particles."""
    tokens = of.tokens
    if not _initial(of, n) or (n > 1 and _initial(of, n - 2)):
        return []
    run = [n]
    while len(run) < MOST and _initial(of, run[-1] + 2):
        run.append(run[-1] + 2)
    at = run[-1] + 2
    while at < len(tokens) and tokens[at].fold in of.words["particle"]:
        run.append(at)
        at += 1
    signs = of.begins_sentence(n) and (at + 1 >= len(tokens) or tokens[at + 1].kind is Kind.LINE)
    return [*run, at] if _surname(of, at) and (signs or _may_stand(of, n)) else []


def _initial(of: NameWords, n: int) -> bool:
    """Whether a capital letter and a point stand there."""
    if not 0 <= n < len(of.tokens) - 2:
        return False
    token, point = of.tokens[n], of.tokens[n + 1]
    if token.fold in of.words["me_subject"]:
        return False  # '… and so will I. Mornings …'
    return len(token.text) == 1 and token.text.isupper() and point.text == "." and point.start == token.end


def _surname(of: NameWords, n: int) -> bool:
    """Whether a capital word stands there that opens no sentence and no name of its own."""
    if n >= len(of.tokens) or n in of.blocked or not of.fits(of.tokens[n], n):
        return False
    token, word, after = of.tokens[n], of.word(n), of.tokens[n + 1 : n + 2]
    small = word in AnyOf(of.words["stop"], of.page.voc.function_words, of.page.voc.common, of.not_people)
    goes_on = bool(after) and after[0].capital and after[0].kind is Kind.WORD
    own = goes_on and is_given(word)  # 'gruppo B. Ada Neri'
    return len(token.text) > 2 and not own and (not small or word in surnames())


def _may_stand(of: NameWords, n: int) -> bool:
    """Whether a name may begin there: at the head of a line, behind a mark, a title, 'and' or words of asking."""
    before = of.tokens[n - 1] if n else None
    if before is None or before.kind is Kind.LINE or before.text in LEADS:
        return True
    titled = before.text == "." and n > 1 and of.tokens[n - 2].fold in of.words["title"]
    small = of.words["and"] | of.words["for"] | of.words["title"] | of.words["with"] | of.words["me"]
    return titled or before.fold in small or of.pointed_at(n)


def _name(of: NameWords, run: Sequence[int]) -> Name:
    """The name of a run; with the first name in brackets behind it, 'T. Neri (Tea)', it is Tea Neri."""
    text, end = of.page.words(run[0], run[-1] + 1), run[-1] + 1
    behind = of.tokens[end : end + 3]
    told = len(behind) == 3 and (behind[0].text, behind[2].text) == ("(", ")") and behind[1].capital
    if told and behind[1].fold[0] == of.word(run[0]) and len(behind[1].text) > 1:
        surname = next(k for k in run if len(of.tokens[k].text) > 1)
        text, end = f"{behind[1].text} {of.page.words(surname, end)}", end + 3
    return Name(run[0], end, text, full_key(text), True)
