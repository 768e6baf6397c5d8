"""Whether a mail that seems to give a booking up says so: "sorry, we are all coming", "don't cancel", "I'm afraid we
shall be late" give nothing up, 'probably we can't come' perhaps, and 'rinuncio al pranzo' no place."""

from __future__ import annotations

from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

SAYS_SO = (
    "quits", "cancel", "cancel_strict", "word_cancel", "gone", "absent", "absent_self", "nobody_comes", "no_go",
    "frees_mine", "obstacle", "decline_strict", "word_decline", "cancels_all", "cancels_both", "spent_elsewhere",
)  # fmt: skip
VERBS = ("word_cancel", "cancel_verb")
COMES = ("we", "self", "they", "still", "keeps", "remains")
PERHAPS = ("uncertain", "perhaps_not")
FAR = 4  # tokens from a 'not' to the verb it denies


def not_so(page: Page) -> tuple[Intent, tuple[Doubt, ...]] | None:
    """What such a mail is for instead, and why it is not sure; None where it gives up."""
    said = [mark for mark in page.of(*SAYS_SO) if not _denied(page, mark)]
    words = " ".join(page.text.split())
    if not said and page.has_any(COMES) and not page.has_any((*SAYS_SO, "negation", *PERHAPS)):
        return Intent.ACCEPT, ()
    if not said or all(_of_a_thing(page, mark) for mark in said):
        return Intent.OTHER, (Doubt("intent", f"whether anything is given up: “{words}”"),)
    if all(_clause_has(page, mark, PERHAPS) for mark in said):
        return Intent.CANCEL, (Doubt("intent", f"whether it gives up, or only perhaps: “{words}”"),)
    return None


def _denied(page: Page, mark: Mark) -> bool:
    """'please don't cancel', 'spero di non dover annullare'; 'no, annullate' says no, and then this."""
    verb = next((m for m in page.of(*VERBS) if mark.start <= m.start < mark.end), None)
    if verb is None:
        return False
    start = max(page.clauses[page.clause_of(verb.start)].start, verb.start - FAR)
    first = start < verb.start and page.tokens[start].fold in page.voc.words["no_after"]
    return page.has("negation", start + first, verb.start)


def _clause_has(page: Page, mark: Mark, classes: tuple[str, ...]) -> bool:
    clause = page.clauses[page.clause_of(mark.start)]
    return page.has_any(classes, clause.start, clause.end)


def _of_a_thing(page: Page, mark: Mark) -> bool:
    """'rinuncio al pranzo', 'ho cancellato la mail per sbaglio'."""
    clause = page.clauses[page.clause_of(mark.start)]
    words = {token.fold for token in page.tokens[clause.start : clause.end]}
    return bool(words & page.voc.words["thing_aside"]) and not words & page.voc.words["place_noun"]
