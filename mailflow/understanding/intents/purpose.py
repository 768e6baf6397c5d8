"""What a mail is for: the rules' word and the weights', in the light of what we asked and of the booking there is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailflow.understanding.intents.accepts_in_part import accepts_in_part, declines_in_part
from mailflow.understanding.intents.acts import acts_of
from mailflow.understanding.intents.answers import answer_to
from mailflow.understanding.intents.asks_alone import asks_alone
from mailflow.understanding.intents.asks_for_a_session import asks_for_a_session
from mailflow.understanding.intents.beside_the_point import to_the_point
from mailflow.understanding.intents.books_instead import books_instead
from mailflow.understanding.intents.case import Case
from mailflow.understanding.intents.freed_place import asks_for_a_freed_place
from mailflow.understanding.intents.intent import Wanted, intent_of
from mailflow.understanding.intents.moves_on import moves_on
from mailflow.understanding.intents.on_cancelling import weighed_on_cancelling
from mailflow.understanding.intents.ordered_first import orders_first, sessions_alone
from mailflow.understanding.intents.signs import signs_of
from mailflow.understanding.intents.weighing import SURE, weighed
from mailflow.understanding.parts import Parts
from mailflow.understanding.reading import Intent
from mailflow.understanding.sessions.sessions import event_tokens
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.spoken import Spoken, spoken_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.kept import parts_left
from mailflow.understanding.wishes.only_then import only_round

BOOKING = frozenset({Intent.BOOK, Intent.CHANGE})
ACTING = frozenset({Intent.CANCEL, Intent.CHANGE})
PART_OR_ALL = frozenset({Intent.BOOK, Intent.CANCEL, Intent.CHANGE, Intent.OTHER})
ANEW_OR_ASKED = frozenset({Intent.BOOK, Intent.QUESTION})

# "could Kit have Rita's place?", 'confermo il cambio: assaggio': whatever else the words may mean
ALTERING = ("seat_passed", "change_confirmed")
UNSAID = ("uncertain", "negation", "another_time", "had_size", "wonders", "undecided", "in_case")  # beside a number
UNDERSTOOD = frozenset({"other", "date", "confirm-change"})
OF_A_PERSON = ("me", "we", "self")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What is wanted. `ruled`: what the rules alone would say, `signs`: what the weights looked at; `answered`: what a
    short answer to our question means."""

    wanted: Wanted
    ruled: Intent
    signs: tuple[str, ...]
    answered: Intent | None = None


def purpose_of(parts: Parts, spoken: Spoken) -> Purpose:
    """What the mail is for; where that does not stand out, by what is left without the sentences beside the point."""
    purpose = _purpose(parts, spoken)
    if purpose.answered is not None or (purpose.wanted.intent is Intent.BOOK and purpose.wanted.clear):
        return purpose
    anew = not (spoken.thread.reply or spoken.thread.offer or parts.context.has_booking or parts.message.forwarded)
    acts = purpose.wanted.clear and purpose.wanted.intent in ACTING
    text = to_the_point(parts.page, spoken.found, tuple(spoken.named.names), anew=anew, acts=acts)
    if text is None:
        return purpose
    rest = replace(parts, page=replace(parts.page, text=text, titles=frozenset()))
    told = _purpose(rest, spoken_of(rest))
    return told if told.wanted.intent in BOOKING and told.wanted.clear else purpose


def _purpose(parts: Parts, spoken: Spoken) -> Purpose:
    """A short answer to our question says what it says; all else is weighed."""
    case = _case(parts, spoken)
    ruled = intent_of(case)
    signs = tuple(signs_of(case, ruled))
    answer = Wanted(Intent.BULK) if _to_everybody(case, spoken) else _answered(parts, case)
    wanted = _weighed(parts, spoken, ruled, signs) if answer is None else answer
    if wanted.intent is Intent.CANCEL and (parts.page.has("some_places") or asks_instead(parts, spoken)):
        wanted = Wanted(Intent.CHANGE)
    if wanted.intent is Intent.ACCEPT and _offered(parts):
        left = accepts_in_part(parts.page, spoken.found, parts.context)
        wanted = wanted if left is None else Wanted(Intent.OTHER, clear=False, doubts=(left,))
    if wanted.intent is Intent.DECLINE and _offered(parts):
        left = declines_in_part(parts.page, parts.context)
        wanted = wanted if left is None else Wanted(Intent.OTHER, clear=False, doubts=(left,))
    return Purpose(wanted, ruled.intent, signs, None if answer is None else answer.intent)


def asks_instead(parts: Parts, spoken: Spoken) -> bool:
    """Whether something else than what is held, as far as it is known, is asked for."""
    held = parts.context.sessions
    return books_instead(parts.page, spoken.found, held or parts.confirmed, known=bool(held))


def _offered(parts: Parts) -> bool:
    """Whether a place is offered, and not 'did we understand you rightly?' asked, which is read alike."""
    return "offer" in parts.context.asked and not UNDERSTOOD.intersection(parts.context.asked)


def _answered(parts: Parts, case: Case) -> Wanted | None:
    """What a short answer to our question means; who asks something back has not answered."""
    context = parts.context
    asks = context.has_booking and context.asked and "offer" not in context.asked and not case.sessions
    return Wanted(Intent.QUESTION) if asks and asks_alone(parts.page) else answer_to(parts.page, context)


def _to_everybody(case: Case, spoken: Spoken) -> bool:
    """Whether it tells how to get no more of its kind, and nobody in it says 'I' or 'we' or signs: it was sent to a
    list of people, which its headers do not always tell, and advertises what may sound like ours."""
    if not case.page.has("bulk"):
        return False
    personal = case.thread.reply or case.forwarded or case.form or case.context.has_booking
    signed = any(name.key and name.key <= spoken.named.speaker.key for name in spoken.named.names)
    signed = signed or any(token.fold in case.page.voc.words["speaks_of_self"] for token in case.page.tokens)
    return not (personal or signed or case.page.has_any(OF_A_PERSON))


def _weighed(parts: Parts, spoken: Spoken, ruled: Wanted, signs: tuple[str, ...]) -> Wanted:
    """What the words make most probable, of somebody booked in the light of the booking."""
    wanted, booked = weighed(ruled, signs), parts.context.has_booking
    if not booked and (freed := asks_for_a_freed_place(parts.page)):
        return freed
    if booked and ruled.intent is Intent.CHANGE and wanted.intent in ANEW_OR_ASKED:
        wanted = ruled  # who is booked seldom books anew, and may ask something besides: the rules know when
    if booked and wanted.intent is Intent.QUESTION and _new_size(parts.page, parts.context.size):
        return Wanted(Intent.CHANGE)
    if booked and wanted.intent in (Intent.BOOK, Intent.OTHER) and parts.page.has("misunderstood"):
        return Wanted(Intent.CHANGE)
    if booked and parts.page.has("keeps_waiting") and _asks_nothing(wanted.intent, parts.page):
        return Wanted(Intent.CHANGE)  # 'ok, I'll wait then'
    if ruled.intent is Intent.BOOK and wanted.intent is Intent.QUESTION and orders_first(parts.page, spoken.asking):
        wanted = ruled
    if wanted.intent in (Intent.BOOK, Intent.QUESTION, Intent.OTHER) and parts.page.has_any(ALTERING):
        return Wanted(Intent.CHANGE)
    if wanted.intent is Intent.QUESTION and _asks_for_another(parts, spoken):
        has = booked or (spoken.thread.reply and bool(parts.confirmed) and not spoken.thread.invited)
        return Wanted(Intent.CHANGE if has else Intent.BOOK, clear=wanted.share < SURE, share=wanted.share)
    if not booked and wanted.intent is Intent.FEEDBACK and sessions_alone(parts.page, spoken.found):
        wanted = Wanted(Intent.BOOK, clear=False, share=wanted.share)
    if wanted.intent in PART_OR_ALL and parts_left(parts.page, parts.at, spoken.found):
        return Wanted(Intent.CHANGE)
    held = booked or (spoken.thread.reply and bool(parts.confirmed))
    if wanted.intent is Intent.CANCEL and held and only_round(parts.page, spoken.found):
        return Wanted(Intent.CHANGE)
    if wanted.intent is Intent.BOOK and not parts.form.filled and moves_on(parts.page, parts.at, spoken.found):
        return Wanted(Intent.CHANGE)
    if not booked and wanted.intent is Intent.CANCEL and parts.page.has("all_but"):
        return replace(wanted, clear=False)  # 'annullo per tutti tranne Ugo'
    return weighed_on_cancelling(parts.page, wanted, parts.context)


def _asks_nothing(intent: Intent, page: Page) -> bool:
    """'let me know if a place comes up' asks for no answer."""
    return intent in (Intent.BOOK, Intent.OTHER) or (
        intent is Intent.QUESTION and all(token.text != "?" for token in page.tokens)
    )


def _asks_for_another(parts: Parts, spoken: Spoken) -> bool:
    """Whether a question asks for a session that is not held, as far as what is held is known."""
    if spoken.thread.offer or parts.message.forwarded:
        return False
    held = parts.confirmed.union(parts.context.sessions)
    return asks_for_a_session(parts.page, spoken.found, held)


def _new_size(page: Page, size: int | None) -> bool:
    """Whether another size than that booked is told beside a question: 'four of us. Is there somewhere to park?'."""
    told = [m for m in page.marks.get("total", ()) if m.numbers and m.numbers[-1] != size]
    sentences = [page.sentences[page.sentence_of(m.start)] for m in told]
    return any(page.tokens[end - 1].text != "?" and not page.has_any(UNSAID, start, end) for start, end in sentences)


def _case(parts: Parts, spoken: Spoken) -> Case:
    """What the rules look at."""
    page, at, thread = parts.page, parts.at, spoken.thread
    names, writer = spoken.named.names, spoken.named.speaker.key
    strong = [m for m in spoken.found.mentions if not m.weak]
    own = spoken.own or event_tokens(parts.subject.content, at)
    return Case(
        page=page,
        subject=parts.subject,
        thread=thread,
        context=parts.context,
        acts=acts_of(page, spoken.found, names, writer, spoken.asking, thread.booked or thread.offer, parts.confirmed),
        sessions=len(strong),
        others=sum(1 for n in names if not n.key <= writer and len(n.key) > 1),
        about=bool(own or any(resolve(d, parts.event) for d in page.days)),
        question=bool(spoken.asking),
        forwarded=bool(parts.message.forwarded),
        form=parts.form.filled,
        programme=len(parts.confirmed) > len(at.rounds) + 1 and not thread.booked,
        fresh=thread.booked and any(not parts.confirmed.intersection(m.sessions) for m in strong),
    )
