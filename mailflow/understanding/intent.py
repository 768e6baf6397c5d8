"""What the writer wants, by weighed signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailflow.message.model import Message
from mailflow.understanding.acts import Acts, negated
from mailflow.understanding.page import Page
from mailflow.understanding.reading import Context, Doubt, Intent
from mailflow.understanding.tokens import Kind


@dataclass(frozen=True, slots=True)
class Thread:
    """What the mail answers, as far as the quote and the subject tell: an offer of a freed place, a confirmation."""

    offer: bool = False
    booked: bool = False
    reply: bool = False
    invited: bool = False  # it answers an invitation
    elsewhere: bool = False  # what it answers spoke of another event's day


@dataclass(frozen=True, slots=True)
class Wanted:
    """The intent, whether it stands out, and the doubts if it does not; how probable the words make it."""

    intent: Intent
    clear: bool = True
    doubts: tuple[Doubt, ...] = ()
    share: float = 1.0


def thread_of(message: Message, quoted: Page, subject: Page, context: Context, elsewhere: bool) -> Thread:
    """The conversation around the mail."""
    headed = re.match(r"\s*(?:re|r|rif|aw|sv)\s*(?:\[\d+\])?\s*:", message.subject, re.IGNORECASE) is not None
    reply = bool(message.in_reply_to or message.references or message.quoted.strip()) or headed
    offer = "offer" in context.asked or (
        bool(quoted.text or reply) and (quoted.has("offer_strict") or (reply and subject.has("offer_strict")))
    )
    invited = quoted.has("invitation") or subject.has("invitation")
    answers = quoted.has("confirmation_strict") or subject.has("confirmation") or bool(quoted.has("total"))
    booked = context.has_booking or (
        reply and not offer and not (invited and not quoted.has("confirmation_sure")) and answers
    )
    return Thread(offer, booked, reply, invited, elsewhere)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What the rules look at. `others`: people named besides the writer; `about`: the event's name or day stands."""

    page: Page
    subject: Page
    thread: Thread
    context: Context
    acts: Acts
    sessions: int
    others: int
    about: bool
    question: bool
    forwarded: bool = False
    form: bool = False
    programme: bool = False  # the quote lists sessions to choose from
    fresh: bool = False  # a session is named that the quoted confirmation does not have

    def has(self, cls: str) -> bool:
        """Whether the text has words of the class."""
        return self.page.has(cls)

    def either(self, cls: str) -> bool:
        """Whether the text or the subject has words of the class."""
        return self.page.has(cls) or self.subject.has(cls)

    def count(self, cls: str) -> int:
        """Marks of a class in the text that nothing negates and no 'if' governs."""
        page = self.page
        return sum(1 for m in page.marks.get(cls, ()) if not negated(page, m.start) and not page.idle(m.start))

    @property
    def books(self) -> int:
        """Words that ask for places, the subject's too."""
        return self.count("book") + self.headed

    @property
    def headed(self) -> int:
        """Words that ask for places in the subject."""
        return sum(1 for m in self.subject.marks.get("book", ()) if not negated(self.subject, m.start))

    @property
    def firm(self) -> int:
        """'I come', 'we shall be there'."""
        return self.count("self") + self.count("we")

    @property
    def feedback(self) -> int:
        """Words of thanks and opinion."""
        return self.count("feedback") + len(self.subject.marks.get("feedback", ()))

    @property
    def already(self) -> bool:
        """Whether the writer says that something is booked."""
        return self.page.has("already") or self.page.has("before_now")

    @property
    def booked(self) -> bool:
        """Whether there is a booking the mail may speak of."""
        return self.thread.booked or self.already

    @property
    def links(self) -> int:
        """Addresses of web pages in the text."""
        return sum(t.kind is Kind.OPAQUE and t.text.lower().startswith(("http", "www")) for t in self.page.tokens)

    @property
    def sized(self) -> bool:
        """Whether a number of people or places is told."""
        return any(self.page.has(cls) for cls in ("total", "places", "one_more", "one_fewer"))


def intent_of(mail: Mail) -> Wanted:
    """The first rule that holds decides; where two pull apart it is not clear."""
    for rule in (_privacy, _spam, _answer_to_offer, _cancel_or_change, _change, _question, _book, _feedback, _bare):
        wanted = rule(mail)
        if wanted is not None:
            against = _against(mail, wanted.intent)
            return replace(wanted, clear=False, doubts=(Doubt("intent", against),)) if against else wanted
    if mail.question:
        return Wanted(Intent.QUESTION)
    return Wanted(Intent.OTHER, clear=False)


def _against(mail: Mail, intent: Intent) -> str:
    """What speaks against the intent, in a secretary's words; '' if nothing does."""
    thread, acts = mail.thread, mail.acts
    ours = thread.reply and not (thread.invited or thread.elsewhere or mail.forwarded or mail.programme)
    if intent is Intent.BOOK and ours and mail.context.language is None:  # of no booking that we know
        return "it answers a mail of ours, and may mean a booking there is"
    if intent is Intent.BOOK and acts.plainly and not (acts.told or acts.firm or mail.headed):
        return "it may give something up"
    if intent is Intent.CHANGE and not mail.context.has_booking:
        session = mail.fresh or (mail.sessions and not thread.booked)
        ordered = (acts.alters or acts.keeps) and (mail.sized or mail.sessions or acts.facts or mail.has("part_strict"))
        if not (
            session
            or ordered
            or acts.sizes
            or mail.others
            or mail.has("substitution")
            or (mail.sized and not _sorry(mail))
        ):
            return "it does not say plainly what is to change"
        if acts.plainly and not (_partly(mail) or mail.has("part_strict")):
            return "it may give up the whole booking"
    return ""


def _privacy(mail: Mail) -> Wanted | None:
    signs = len(mail.page.marks.get("privacy", ())) + len(mail.subject.marks.get("privacy", ()))
    strong = mail.either("privacy_strict") or mail.either("own_data")
    asks = mail.has("erase") or mail.question
    if mail.booked and mail.acts.plainly and not mail.either("privacy_strict"):
        return None
    if (strong and mail.sessions == 0 and not (mail.acts.told and mail.acts.facts)) or (
        signs >= 2 and mail.firm == 0 and asks
    ):
        return Wanted(Intent.PRIVACY)
    return None


def _spam(mail: Mail) -> Wanted | None:
    words = {mail.page.words(m.start, m.end).lower() for m in mail.page.marks.get("spam", ())}
    signs = len(words) + len(mail.subject.marks.get("spam", ()))
    if signs >= 2 and mail.sessions == 0 and not mail.thread.booked and mail.firm == 0:
        return Wanted(Intent.SPAM)
    ours = mail.about or mail.sessions or mail.thread.booked or mail.thread.reply or mail.firm
    sells = len(mail.page.marks.get("pitch", ())) >= 2 and not (mail.acts.told and mail.about)
    linked = (signs or mail.acts.quits) and mail.links and not (mail.sessions or mail.thread.booked)
    return Wanted(Intent.OTHER, clear=False) if (signs and not ours) or linked or (sells and not mail.booked) else None


def _answer_to_offer(mail: Mail) -> Wanted | None:
    if not mail.thread.offer:
        return None
    no = mail.count("decline") + mail.count("cancel") + mail.acts.quits
    strong_no = mail.has("decline_strict") or mail.acts.plainly
    yes = mail.count("accept")
    if strong_no or (no and no >= yes):
        return Wanted(Intent.DECLINE, clear=strong_no or no > yes)
    if yes or mail.firm:
        return Wanted(Intent.ACCEPT, clear=not no and not mail.has("uncertain"))
    return Wanted(Intent.DECLINE, clear=False) if _sorry(mail) else None


def _cancel_or_change(mail: Mail) -> Wanted | None:
    acts, page = mail.acts, mail.page
    wholly = acts.plainly and not acts.limited and not acts.holds
    if mail.booked and acts.sizes and not wholly and (mail.thread.booked or not mail.feedback):
        return Wanted(Intent.CHANGE)
    headed = mail.subject.has("cancel") or mail.subject.has("quits")
    if not acts.quits and not (headed and not mail.firm and not acts.told):
        return None
    if mail.has("part_strict") or (
        acts.keeps and (mail.booked or not acts.told or (mail.thread.reply and not mail.forwarded))
    ):
        return Wanted(Intent.CHANGE, clear=_partly(mail))
    if acts.limited and acts.holds and not headed:
        if mail.booked or acts.alters:
            return Wanted(Intent.CHANGE, clear=bool(acts.alters or mail.sessions))
        return None
    if _speaks_for_others(mail) and not headed:
        return None
    if mail.feedback and not mail.booked and not headed and not mail.thread.reply:
        return None
    books = acts.told and not mail.booked
    ordered = headed or (acts.plainly and page.has("cancel_verb"))
    if books and (mail.sessions or acts.firm or mail.others) and not ordered:
        return None
    known = mail.booked or (headed and not mail.links)
    alone = not (acts.told or mail.links or mail.has("spam") or mail.has("pitch"))
    clear = (acts.plainly and (known or alone)) or mail.thread.booked or mail.subject.has("quits")
    return Wanted(Intent.CANCEL, clear=bool(clear))


def _partly(mail: Mail) -> bool:
    """Whether it is plain that not all is given up."""
    told = mail.has("substitution") or (mail.acts.keeps and (mail.others or mail.has("part_strict")))
    return bool(mail.acts.limited or not mail.acts.plainly or told)


def _speaks_for_others(mail: Mail) -> bool:
    """'I shall not be there myself', in a mail that names those who will."""
    absent = mail.page.marks.get("absent_self", ())
    gone = [m for cls in ("cancel", "quits") for m in mail.page.marks.get(cls, ())]
    own = all(any(a.start < m.end and m.start < a.end for a in absent) for m in gone)
    return bool(absent) and own and not mail.thread.booked and (mail.others > 0 or _others_come(mail))


def _others_come(mail: Mail) -> bool:
    """'Five of our guests would like to come. I won't be there': others are said to come where no absence is told."""
    page = mail.page
    for start, end in page.sentences:
        absent = page.has("absent_self", start, end) or page.has("absent", start, end)
        persons = page.has("relation", start, end) or page.has("relations", start, end)
        if persons and not absent and any(page.has(cls, start, end) for cls in ("they", "request")):
            return True
    return False


def _change(mail: Mail) -> Wanted | None:
    strict = mail.either("change_strict")
    if mail.forwarded and mail.books:
        return None
    replying = mail.thread.reply and mail.has("change_strict") and not mail.thread.elsewhere and not mail.firm
    if strict and (mail.booked or replying or mail.subject.has("change_strict") or mail.books == 0):
        return Wanted(Intent.CHANGE)
    undecided = mail.has("undecided") or mail.has("wonders")
    told = mail.sized or mail.sessions or mail.others
    if mail.already and told and not undecided and not mail.question:
        return Wanted(Intent.CHANGE, clear=bool(mail.count("change")))
    if mail.thread.booked and mail.acts.alters:
        return Wanted(Intent.CHANGE, clear=bool(told))
    if mail.thread.booked and (mail.has("substitution") or (mail.others and mail.has("swap"))):
        return Wanted(Intent.CHANGE)
    absent = mail.has("gone") or mail.has("absent")
    another = mail.others or mail.has("relation")
    if mail.thread.booked and another and (absent or mail.has("joins")):
        return Wanted(Intent.CHANGE, clear=False)
    if mail.thread.booked and mail.count("change") and (mail.sessions or mail.has("total") or mail.has("places")):
        return Wanted(Intent.CHANGE)
    if mail.subject.has("alters") and mail.acts.alters:
        return Wanted(Intent.CHANGE, clear=False)
    return None


def _question(mail: Mail) -> Wanted | None:
    acts = mail.acts
    undecided = mail.has("undecided") and not mail.has("if_so")
    if (undecided or mail.has("wonders")) and (mail.question or not (acts.told or acts.firm)):
        return Wanted(Intent.QUESTION)
    if mail.question and not mail.form and not (acts.told or acts.firm or acts.sessions or mail.headed):
        return Wanted(Intent.QUESTION)
    return None


def _book(mail: Mail) -> Wanted | None:
    page, acts = mail.page, mail.acts
    if page.has("absent_self") and not (mail.others or mail.firm or page.has("request") or _others_come(mail)):
        return None
    other = len(page.marks.get("other_business", ())) + 2 * len(mail.subject.marks.get("other_business", ()))
    if (other >= 2 or (other and not mail.about)) and not mail.sessions and not mail.firm:
        return Wanted(Intent.OTHER, clear=False)
    if mail.feedback >= 2 and page.has("past_event") and not mail.firm:
        return None
    if (
        mail.thread.booked
        and mail.feedback
        and not (page.has("change") or mail.books or mail.firm or page.has("total"))
    ):
        return None  # who says how it was names sessions too
    anew = mail.books and ((mail.context.has_booking and not mail.thread.reply) or (mail.firm and mail.has("anew")))
    if (mail.books or mail.sessions) and mail.thread.booked and not mail.thread.elsewhere and not anew:
        told = acts.alters or acts.keeps or page.has("substitution")
        told = told and (mail.sessions or page.has("total") or page.has("substitution"))
        if _sorry(mail) and not (told or mail.sized or mail.fresh or acts.told):
            return Wanted(Intent.CANCEL, clear=False)
        return Wanted(Intent.CHANGE, clear=bool(told))
    if mail.books:
        sure = mail.others > 1 or mail.firm or mail.sessions or mail.books > 1 or page.has("request")
        return Wanted(
            Intent.BOOK,
            clear=bool(sure)
            and bool(acts.told or not mail.question)
            and not (acts.alters or mail.already or acts.sizes),
        )
    if mail.firm and mail.about and not mail.feedback and not mail.question:
        return Wanted(Intent.BOOK, clear=bool(mail.sessions))
    if mail.sessions and not mail.feedback:
        asks = mail.question and not (mail.form or (acts.sessions and (mail.others or mail.sized)))
        return Wanted(Intent.BOOK, clear=not (asks or other or acts.alters or mail.already))
    if page.has("total") and not mail.question and not mail.feedback:
        return Wanted(Intent.BOOK, clear=False)
    return None


def _feedback(mail: Mail) -> Wanted | None:
    if mail.feedback and not mail.question:
        if mail.thread.booked and _sorry(mail) and not mail.has("past_event"):
            return Wanted(Intent.CANCEL, clear=False)
        if mail.links or mail.has("spam") or mail.has("pitch"):
            return Wanted(Intent.OTHER, clear=False)
        return Wanted(Intent.FEEDBACK)
    return None


def _bare(mail: Mail) -> Wanted | None:
    """Facts without a verb: 'Saturday, second round, three of us'; nothing but a reason, under a confirmation."""
    if mail.question:
        return None
    if mail.thread.booked and _sorry(mail):
        return Wanted(Intent.CANCEL, clear=False)
    counted = mail.about and any(mail.page.voc.number(t) is not None for t in mail.page.tokens)
    if mail.form or mail.acts.facts or mail.firm or counted:
        return Wanted(Intent.CHANGE, clear=False) if mail.thread.booked else Wanted(Intent.BOOK, clear=mail.form)
    return None


def _sorry(mail: Mail) -> bool:
    """Whether the mail regrets something, or tells what keeps somebody from coming."""
    return mail.has("regret") or mail.has("obstacle")
