"""A mail that does not tell which of several events it is for, or names several: its writer is asked, and nothing is
done meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from mailflow.decision import pending
from mailflow.decision.case import Case
from mailflow.decision.decision import Decision
from mailflow.decision.stated import states
from mailflow.domain.letter import Ask, Query
from mailflow.understanding.reading import Intent, Reading

ASKED = "asked: which-event of "  # ... the events between which we asked
WANTS = frozenset({Intent.BOOK, Intent.QUESTION})
# likewise of who is booked at two of them
ALTERS = frozenset({Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE})
# what an answer that only tells the event may read as
ANSWERS = frozenset({Intent.BOOK, Intent.CHANGE, Intent.QUESTION, Intent.ACCEPT, Intent.OTHER})
# what an answer may add to a booking
FACTS = ("seats", "people", "choices", "leaving", "replaced", "dropped", "fewer", "more", "requests")


def unclear(case: Case) -> bool:
    """Whether it matters which event is meant, and it is not one alone."""
    intent = case.reading.intent
    return bool(case.request.among) and (intent in WANTS or (intent in ALTERS and case.book.booking is not None))


def ask_which(case: Case) -> Decision:
    """Asks it, once; whoever answers and still does not tell it, or means several, is left to a person."""
    if case.unanswerable:
        return case.to_a_person("no address to answer", case.says("no_address"), ways=("self",))
    if case.request.answers == "ask" and case.book.found_by != "thread":  # not about a booking that there is
        titles = "; ".join(event.title for event in case.request.among)
        return case.to_a_person("which event", case.says("which_event", events=titles), ways=("answer", "self"))
    queries = (Query(about="which-event"),)
    letters = case.letter(Ask, queries=queries, answers=(), passed_on=False)
    why = ASKED + ", ".join(event.id for event in case.request.among)
    return Decision(settled="handled", why=why, letters=letters, unfinished=True)


def asked_between(why: str) -> tuple[str, ...]:
    """The ids of the events in that decision's `why`, in the order of our question."""
    return tuple(why.removeprefix(ASKED).split(", ")) if why.startswith(ASKED) else ()


def joined(first: Reading, answer: Reading, besides: Literal["nothing", "clear", "unclear"]) -> Reading:
    """The mail we asked about, once its event is known, with what the answer adds. `besides`: as in `Meant`."""
    text = f"{first.text}\n\n{answer.text}"
    if besides == "nothing" or not states(answer):
        return replace(first, text=text)
    both = pending.completed(first, answer)
    if not answer.question and all(getattr(both, fact) == getattr(first, fact) for fact in FACTS):
        return replace(first, text=text)  # 'la visita al liceo, grazie. Carla': nobody new, and no other wish
    return replace(
        both,
        confident=first.confident and answer.confident and besides == "clear",
        question=first.question or answer.question,
        question_text="\n".join(filter(None, (first.question_text, answer.question_text))),
        contact=replace(both.contact, name=first.contact.name or answer.contact.name, email=first.contact.email),
        codes=(*first.codes, *answer.codes),
        doubts=(*first.doubts, *answer.doubts),
        text=text,
    )
