"""What the writer wants, by weighed signs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailflow.understanding.intents.case import Case
from mailflow.understanding.reading import Doubt, Intent

HEADS_A_CHANGE = ("change", "alters", "change_session", "swap", "joins", "one_fewer")  # of a subject
AS_IT_WAS = ("our_booking", "taken_from")
OTHERWISE_THAN_IT_WAS = (
    "stays_as_is",
    "mine_stays",
    "rethink",
    "swap_mine",
    "total_first",
    "had_size",
    "joins",
    "given_back",
    "some_more",
)
ANSWERS_OURS = "it answers a mail of ours, and may mean a booking there is"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The intent, whether it stands out, and the doubts if it does not; how probable the words make it."""

    intent: Intent
    clear: bool = True
    doubts: tuple[Doubt, ...] = ()
    share: float = 1.0


def intent_of(case: Case) -> Wanted:
    """The first rule that holds decides; where two pull apart it is not clear."""
    for rule in (_privacy, _spam, _answer_to_offer, _cancel_or_change, _change, _question, _book, _feedback, _bare):
        wanted = rule(case)
        if wanted is not None:
            against = _against(case, wanted.intent)
            return replace(wanted, clear=False, doubts=(Doubt("intent", against),)) if against else wanted
    if case.question:
        return Wanted(Intent.QUESTION)
    return Wanted(Intent.OTHER, clear=False)


def _against(case: Case, intent: Intent) -> str:
    """What speaks against the intent, in a secretary's words; '' if nothing does."""
    thread, acts = case.thread, case.acts
    asked = thread.invited or (thread.open and not case.has("as_written"))  # 'the rest as I wrote'
    ours = thread.reply and not (asked or thread.elsewhere or case.forwarded or case.programme)
    if intent is Intent.BOOK and ours and case.context.language is None:  # of no booking that we know
        return ANSWERS_OURS
    told = acts.told or acts.firm or case.headed or _speaks_for_others(case)
    if intent is Intent.BOOK and acts.plainly and not told:
        return "it may give something up"
    if intent is Intent.CHANGE and not case.context.has_booking:
        session = case.fresh or (case.sessions and not thread.booked)
        ordered = (acts.alters or acts.keeps) and (case.sized or case.sessions or acts.facts or case.has("part_strict"))
        if not (
            session
            or ordered
            or acts.sizes
            or case.others
            or case.has("substitution")
            or (case.sized and (case.already or not _sorry(case)))
        ):
            return "it does not say plainly what is to change"
        if acts.plainly and not (_partly(case) or case.has("part_strict")):
            return "it may give up the whole booking"
    return ""


def _privacy(case: Case) -> Wanted | None:
    signs = len(case.page.marks.get("privacy", ())) + len(case.subject.marks.get("privacy", ()))
    strong = case.either("privacy_strict") or case.either("own_data")
    asks = case.has("erase") or case.question
    if case.booked and case.acts.plainly and not case.either("privacy_strict"):
        return None
    if (strong and case.sessions == 0 and not (case.acts.told and case.acts.facts)) or (
        signs >= 2 and case.firm == 0 and asks
    ):
        return Wanted(Intent.PRIVACY)
    return None


def _spam(case: Case) -> Wanted | None:
    words = {case.page.words(m.start, m.end).lower() for m in case.page.marks.get("spam", ())}
    signs = len(words) + len(case.subject.marks.get("spam", ()))
    if signs >= 2 and case.sessions == 0 and not case.thread.booked and case.firm == 0:
        return Wanted(Intent.SPAM)
    ours = case.about or case.sessions or case.thread.booked or case.thread.reply or case.firm
    sells = len(case.page.marks.get("pitch", ())) >= 2 and not (case.acts.told and case.about)
    linked = (signs or case.acts.quits) and case.links and not (case.sessions or case.thread.booked)
    return Wanted(Intent.OTHER, clear=False) if (signs and not ours) or linked or (sells and not case.booked) else None


def _answer_to_offer(case: Case) -> Wanted | None:
    if not case.thread.offer:
        return None
    no = case.count("decline") + case.count("cancel") + case.acts.quits
    strong_no = case.has("decline_strict") or case.acts.plainly
    yes = case.count("accept")
    if strong_no or (no and no >= yes):
        return Wanted(Intent.DECLINE, clear=strong_no or no > yes)
    if yes or case.firm:
        return Wanted(Intent.ACCEPT, clear=not no and not case.has("uncertain"))
    return Wanted(Intent.DECLINE, clear=False) if _sorry(case) else None


def _cancel_or_change(case: Case) -> Wanted | None:
    acts, page = case.acts, case.page
    wholly = acts.plainly and not acts.limited and not acts.holds
    if case.booked and acts.sizes and not wholly and (case.thread.booked or not case.feedback):
        return Wanted(Intent.CHANGE)
    headed = case.subject.has("cancel") or case.subject.has("quits")
    if not acts.quits and not (headed and not case.firm and not acts.told):
        return None
    if case.has("part_strict") or (
        acts.keeps and (case.booked or not acts.told or (case.thread.reply and not case.forwarded))
    ):
        return Wanted(Intent.CHANGE, clear=_partly(case))
    if acts.limited and acts.holds and not headed:
        if case.booked or acts.alters:
            return Wanted(Intent.CHANGE, clear=bool(acts.alters or case.sessions))
        return None
    if _speaks_for_others(case) and not headed:
        return None
    if case.feedback and not case.booked and not headed and not case.thread.reply:
        return None
    books = acts.told and not case.booked
    ordered = headed or (acts.plainly and page.has("cancel_verb"))
    if books and (case.sessions or acts.firm or case.others) and not ordered:
        return None
    known = case.booked or (headed and not case.links)
    alone = not (acts.told or case.links or case.has("spam") or case.has("pitch"))
    clear = (acts.plainly and (known or alone)) or case.thread.booked or case.subject.has("quits")
    return Wanted(Intent.CANCEL, clear=bool(clear))


def _partly(case: Case) -> bool:
    """Whether it is plain that not all is given up."""
    told = case.has("substitution") or (case.acts.keeps and (case.others or case.has("part_strict")))
    return bool(case.acts.limited or not case.acts.plainly or told)


def _speaks_for_others(case: Case) -> bool:
    """'I shall not be there myself', in a mail that names those who will."""
    absent = case.page.marks.get("absent_self", ())
    gone = [m for cls in ("cancel", "quits") for m in case.page.marks.get(cls, ())]
    own = all(any(a.start < m.end and m.start < a.end for a in absent) for m in gone)
    return bool(absent) and own and not case.thread.booked and (case.others > 0 or _others_come(case))


def _others_come(case: Case) -> bool:
    """'Five of our guests would like to come. I won't be there': others are said to come where no absence is told."""
    page = case.page
    for start, end in page.sentences:
        absent = page.has("absent_self", start, end) or page.has("absent", start, end)
        persons = page.has("relation", start, end) or page.has("relations", start, end)
        if persons and not absent and any(page.has(cls, start, end) for cls in ("they", "request")):
            return True
    return False


def _change(case: Case) -> Wanted | None:
    strict = case.either("change_strict")
    if case.forwarded and case.books:
        return None
    replying = case.thread.reply and case.has("change_strict") and not case.thread.elsewhere and not case.firm
    if strict and (case.booked or replying or case.subject.has("change_strict") or case.books == 0):
        return Wanted(Intent.CHANGE)
    undecided = case.has("undecided") or case.has("wonders")
    told = case.sized or case.sessions or case.others
    if case.already and told and not undecided and not case.question:
        return Wanted(Intent.CHANGE, clear=bool(case.count("change")))
    if case.thread.booked and case.acts.alters:
        return Wanted(Intent.CHANGE, clear=bool(told))
    if case.thread.booked and (case.has("substitution") or (case.others and case.has("swap"))):
        return Wanted(Intent.CHANGE)
    absent = case.has("gone") or case.has("absent")
    another = case.others or case.has("relation")
    if case.thread.booked and another and (absent or case.has("joins")):
        return Wanted(Intent.CHANGE, clear=False)
    if case.thread.booked and case.count("change") and (case.sessions or case.has("total") or case.has("places")):
        return Wanted(Intent.CHANGE)
    return Wanted(Intent.CHANGE, clear=False) if _amends(case) else None


def _amends(case: Case) -> bool:
    """Whether it is another booking's state that the mail speaks of: told in so many words, or by two signs of it."""
    if case.thread.invited or case.thread.elsewhere or case.forwarded or case.form:
        return False
    page, subject = case.page, case.subject
    plainly = any(subject.has(cls) for cls in HEADS_A_CHANGE) or any(page.has(cls) for cls in AS_IT_WAS)
    return plainly or sum(case.count(cls) > 0 for cls in OTHERWISE_THAN_IT_WAS) > 1


def _question(case: Case) -> Wanted | None:
    acts = case.acts
    undecided = case.has("undecided") and not case.has("if_so")
    if (undecided or case.has("wonders")) and (case.question or not (acts.told or acts.firm)):
        return Wanted(Intent.QUESTION)
    if case.question and not case.form and not (acts.told or acts.firm or acts.sessions or case.headed):
        return Wanted(Intent.QUESTION)
    return None


def _book(case: Case) -> Wanted | None:
    page, acts = case.page, case.acts
    if page.has("absent_self") and not (case.others or case.firm or page.has("request") or _others_come(case)):
        return None
    other = len(page.marks.get("other_business", ())) + 2 * len(case.subject.marks.get("other_business", ()))
    if (other >= 2 or (other and not case.about)) and not case.sessions and not case.firm:
        return Wanted(Intent.OTHER, clear=False)
    if case.feedback >= 2 and page.has("past_event") and not case.firm:
        return None
    if (
        case.thread.booked
        and case.feedback
        and not (page.has("change") or case.books or case.firm or page.has("total"))
    ):
        return None  # who says how it was names sessions too
    anew = case.books and ((case.context.has_booking and not case.thread.reply) or (case.firm and case.has("anew")))
    if (case.books or case.sessions) and case.thread.booked and not case.thread.elsewhere and not anew:
        told = acts.alters or acts.keeps or page.has("substitution")
        told = told and (case.sessions or page.has("total") or page.has("substitution"))
        if _sorry(case) and not (told or case.sized or case.fresh or acts.told):
            return Wanted(Intent.CANCEL, clear=False)
        return Wanted(Intent.CHANGE, clear=bool(told))
    if case.books:
        sure = case.others > 1 or case.firm or case.sessions or case.books > 1 or page.has("request")
        return Wanted(
            Intent.BOOK,
            clear=bool(sure)
            and bool(acts.told or not case.question)
            and not (acts.alters or case.already or acts.sizes),
        )
    if case.firm and case.about and not case.feedback and not case.question:
        return Wanted(Intent.BOOK, clear=bool(case.sessions))
    if case.sessions and not case.feedback:
        asks = case.question and not (case.form or (acts.sessions and (case.others or case.sized)))
        return Wanted(Intent.BOOK, clear=not (asks or other or acts.alters or case.already))
    if page.has("total") and not case.question and not case.feedback:
        return Wanted(Intent.BOOK, clear=False)
    return None


def _feedback(case: Case) -> Wanted | None:
    if case.feedback and not case.question:
        if case.thread.booked and _sorry(case) and not case.has("past_event"):
            return Wanted(Intent.CANCEL, clear=False)
        if case.links or case.has("spam") or case.has("pitch"):
            return Wanted(Intent.OTHER, clear=False)
        return Wanted(Intent.FEEDBACK)
    return None


def _bare(case: Case) -> Wanted | None:
    """Facts without a verb: 'Saturday, second round, three of us'; nothing but a reason, under a confirmation."""
    if case.question:
        return None
    if case.thread.booked and _sorry(case):
        return Wanted(Intent.CANCEL, clear=False)
    counted = case.about and any(case.page.voc.number(t) is not None for t in case.page.tokens)
    if case.form or case.acts.facts or case.firm or counted:
        return Wanted(Intent.CHANGE, clear=False) if case.thread.booked else Wanted(Intent.BOOK, clear=case.form)
    return None


def _sorry(case: Case) -> bool:
    """Whether the mail regrets something, or tells what keeps somebody from coming."""
    return case.has("regret") or case.has("obstacle")
