"""A yes under a condition, of some of them alone, or to something else than is offered: 'yes, but only if my son can
come', 'sì ma solo io', 'I accept one place, not two', 'yes, but could I have the 13:00 instead?'."""

from __future__ import annotations

from mailflow.understanding.names.names import key_of
from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold

NEAR = 2  # tokens from 'solo' to the 'one' it is said of


def accepts_in_part(page: Page, found: Found, context: Context) -> Doubt | None:
    """What is left open by it; None where the yes holds as it is: 'yes please, if it is still free'."""
    words = " ".join(page.text.split())
    free = {n for m in page.of("still_free") for n in range(m.start, m.end)}
    opens = page.voc.words["conditional"]
    if any(t.fold in opens and n not in free and _of_the_yes(page, n) for n, t in enumerate(page.tokens)) or page.has(
        "on_condition"
    ):
        return Doubt("intent", f"whether it accepts, for it names a condition: “{words}”")
    if (context.size or 0) > 1 and (of_one_alone(page, context) or _fewer(page, found, context) or _cannot(page)):
        return Doubt("names", f"who of them accepts: “{words}”", options=context.attendees)
    if _something_else(page, found, context):
        return Doubt("choices", f"whether it accepts all that is offered: “{words}”")
    return None


def declines_in_part(page: Page, context: Context) -> Doubt | None:
    """'Ada viene, io lascio il posto ad altri', 'solo io, Ada non può più': a no beside which one of several is said to
    come, or is told alone."""
    comes = page.voc.words["comes_word"]
    if (context.size or 0) > 1 and of_one_alone(page, context):
        return Doubt("names", f"who of them declines: “{' '.join(page.text.split())}”", options=context.attendees)
    given = {fold(name.partition(" ")[0]) for name in context.attendees}
    for clause in page.clauses if (context.size or 0) > 1 else ():
        folds = {token.fold for token in page.tokens[clause.start : clause.end]}
        if given & folds and comes & folds and not page.has_any(("negation", "gone"), clause.start, clause.end):
            return Doubt("names", f"who of them declines: “{' '.join(page.text.split())}”", options=context.attendees)
    return None


def _of_the_yes(page: Page, place: int) -> bool:
    """Not 'yes please! Is it ok if we are late?', which asks something else."""
    start, end = page.sentences[page.sentence_of(place)]
    return start == 0 or page.tokens[end - 1].text != "?"


def of_one_alone(page: Page, context: Context) -> bool:
    """'solo io', 'only for me', 'for Tom only': the writer, or one of those booked."""
    words, tokens = page.voc.words, page.tokens
    one = words["one_alone"] | {word for name in context.attendees for word in key_of(name)}
    for n in (n for n, t in enumerate(tokens) if t.fold in words["sole"]):
        behind = tokens[n + 1 : n + 2 + any(t.fold in words["for"] for t in tokens[n + 1 : n + 2])]
        before = tokens[n - 1 : n] if n > 1 and tokens[n - 2].fold in words["for"] else ()
        if any(t.fold in one for t in (*behind, *before)):
            return True
    return False


def _fewer(page: Page, found: Found, context: Context) -> bool:
    """'un posto solo', 'one place, not two', "I'll take one of them": of fewer than there are booked."""
    words, tokens = page.voc.words, page.tokens
    taken = page.dated | found.tokens | {n for hour in page.hours for n in range(hour.start, hour.end)}
    nouns = words["place_noun"] | words["of"] | page.voc.function_words
    for n, number in enumerate(page.numbers):
        if number is None or not 0 < number < (context.size or 0) or n in taken:
            continue
        if any(t.fold in words["sole"] for t in tokens[max(0, n - NEAR) : n + NEAR + 1]):
            return True
        pointed = n > 0 and tokens[n - 1].fold in words["determiner"] | words["pointing"]  # 'that one'
        article = tokens[n].fold in words["indefinite"] - words["one_alone"]  # 'un posto'
        if not (pointed or article) and all(t.kind is not Kind.WORD or t.fold in nouns for t in tokens[n + 1 : n + 2]):
            return True
    return False


def _cannot(page: Page) -> bool:
    """'ok per Ugo, io non riesco'; not "yes, can't wait"."""
    clauses = ((m, page.clauses[page.clause_of(m.start)]) for m in page.of("modal_not"))
    return any(not of_something_else(page, mark, clause.end) for mark, clause in clauses)


def _something_else(page: Page, found: Found, context: Context) -> bool:
    """Whether a session is named that is not offered, or some of those that are: 'group 1 only', '1 yes, 5 no'."""
    named = {m.sessions[0] for m in found.mentions if not m.weak and len(m.sessions) == 1}
    offered, words = frozenset(context.sessions), page.voc.words
    if not named or not offered:
        return False
    parted = page.has("negation") or any(t.fold in words["sole"] | words["no_after"] for t in page.tokens)
    return not named <= offered or (parted and len(offered) > 1)
