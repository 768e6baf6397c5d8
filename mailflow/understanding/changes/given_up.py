"""Whether a mail that seems to give a booking up says so: "sorry, we are all coming", "don't cancel", "I'm afraid we
shall be late" give nothing up, 'probably we can't come' perhaps, and 'rinuncio al pranzo' no place."""

from __future__ import annotations

from mailflow.understanding.changes.still_comes import of_a_thing
from mailflow.understanding.people.cannot import of_something_else
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark

SAYS_SO = (
    "quits", "cancel", "cancel_strict", "word_cancel", "gone", "absent", "absent_self", "nobody_comes", "no_go",
    "frees_mine", "obstacle", "decline_strict", "word_decline", "cancels_all", "cancels_both", "spent_elsewhere",
)  # fmt: skip
VERBS = ("word_cancel", "cancel_verb")
MODAL = ("gone", "absent", "absent_self", "spent_elsewhere")
COMES = ("we", "self", "they", "still", "keeps", "remains")
PERHAPS = ("uncertain", "perhaps_not", "undecided_choice")
FAR = 4  # tokens from a 'not' to the verb it denies


def not_so(page: Page) -> tuple[Intent, tuple[Doubt, ...]] | None:
    """What such a mail is for instead, and why it is not sure; None where it gives up."""
    back = {n for mark in page.of("returns_to_it") for n in range(mark.start, mark.end)}
    said = [mark for mark in page.of(*SAYS_SO) if mark.start not in back and not _denied(page, mark)]
    words = " ".join(page.text.split())
    if not said and page.has_any(COMES) and not page.has_any((*SAYS_SO, "negation", *PERHAPS)):
        return Intent.ACCEPT, ()
    if not said or all(of_a_thing(page, mark.end) for mark in said):
        return Intent.OTHER, (Doubt("intent", f"whether anything is given up: “{words}”"),)
    if all(_clause_has(page, mark, PERHAPS) for mark in said):
        return Intent.CANCEL, (Doubt("intent", f"whether it gives up, or only perhaps: “{words}”"),)
    return None


def _denied(page: Page, mark: Mark) -> bool:
    """'non annullate', 'spero di non dover annullare', "we can't decide"; 'no, annullate' says no, and then this."""
    clause = page.clauses[page.clause_of(mark.start)]
    if mark.cls in MODAL and of_something_else(page, mark, clause.end):
        return True
    verb = next((m for m in page.of(*VERBS) if mark.start <= m.start < mark.end), None)
    if verb is None and page.has("negation", mark.start, mark.end):
        return False
    if any(m.start - clause.start <= 1 for m in page.within("do_not", clause.start, mark.start)):
        return True
    place = verb.start if verb is not None else mark.start
    start = max(clause.start, place - FAR)
    first = start < place and page.tokens[start].fold in page.voc.words["no_after"]
    return page.has("negation", start + first, place)


def _clause_has(page: Page, mark: Mark, classes: tuple[str, ...]) -> bool:
    clause = page.clauses[page.clause_of(mark.start)]
    return page.has_any(classes, clause.start, clause.end)
