"""A Message and an Event give a Reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from mailflow.domain.booking import Contact
from mailflow.domain.event import Event
from mailflow.message.model import Automatic, Message
from mailflow.understanding.acts import acts_of
from mailflow.understanding.amendments import (
    Amendment,
    amended,
    amendment,
    only_adds_facts,
    only_confirms,
    states_a_change,
)
from mailflow.understanding.answers import answer_to, bare_number, difference, without_counts
from mailflow.understanding.calibration import hardness, odds_of, sure_enough
from mailflow.understanding.cast import Cast
from mailflow.understanding.choices import Chosen, choices_of
from mailflow.understanding.contact import (
    contact_of,
    points_below,
    split_signature,
    without_device_lines,
)
from mailflow.understanding.doubts import doubts_of, elsewhere
from mailflow.understanding.evidence import evidence_of, people_of
from mailflow.understanding.form import Form, form_of
from mailflow.understanding.form_fields import field_line
from mailflow.understanding.forwards import adds, joined, left_below, request_below, speaks_of_self, without_called
from mailflow.understanding.gist import Gist
from mailflow.understanding.groups import merge_groups
from mailflow.understanding.headline import add_headline
from mailflow.understanding.indexing import index
from mailflow.understanding.intent import Mail, Thread, Wanted, intent_of, thread_of
from mailflow.understanding.language import language_of
from mailflow.understanding.mentions import Found, add_topics, find_mentions, without_names
from mailflow.understanding.names import key_of
from mailflow.understanding.opinions import Opinions, opinions
from mailflow.understanding.owners import owners_of
from mailflow.understanding.page import Page
from mailflow.understanding.party_size import settle_writer, take_in
from mailflow.understanding.people import cast_of
from mailflow.understanding.phones import region_of
from mailflow.understanding.questions import asked, questions, requests
from mailflow.understanding.reading import NOTHING_KNOWN, Context, Doubt, Intent, Reading
from mailflow.understanding.revision import Rightness, revised_cast, revised_choices, revised_seats, rightness
from mailflow.understanding.seats import Seats, seats_after, seats_of
from mailflow.understanding.self_told import adopt
from mailflow.understanding.sessions import Index, event_tokens
from mailflow.understanding.signs import signs_of
from mailflow.understanding.times import resolve
from mailflow.understanding.tokens import codes_in
from mailflow.understanding.vocabulary import Vocabulary, languages, vocabulary
from mailflow.understanding.weighing import weighed
from mailflow.understanding.who_writes import Naming

IN_A_WORD = 20  # tokens of a cancellation with its code: what the links of our letters have ready
LONGEST = 12_000  # characters of a text that are read
ACTING = frozenset({Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE})
BOOKING = frozenset({Intent.BOOK, Intent.CHANGE})
ANEW_OR_ASKED = frozenset({Intent.BOOK, Intent.QUESTION})
AUTOMATIC = {
    Automatic.AUTO: Intent.AUTO,
    Automatic.BOUNCE: Intent.BOUNCE,
    Automatic.RECEIPT: Intent.RECEIPT,
    Automatic.BULK: Intent.BULK,
}
CALENDAR = {"ACCEPTED": Intent.ACCEPT, "TENTATIVE": Intent.ACCEPT, "DECLINED": Intent.CANCEL}


def read(message: Message, event: Event, context: Context = NOTHING_KNOWN) -> Reading:
    """What the mail states about the event; never raises, never guesses."""
    language = _language(message, event, context)
    if message.calendar is not None:
        return _calendar(message, context, language)
    if message.automatic is not None:
        return Reading(intent=AUTOMATIC[message.automatic], language=language, bounce=message.bounce, text=message.text)
    reader = _Reader(message, event, context, form_of(message), language)
    outcome = _with_forwarded(reader)
    acts = outcome.reading.intent in ACTING
    if not acts or outcome.reading.doubts:
        return outcome.reading
    if outcome.doubtful:
        return replace(outcome.reading, doubts=(Doubt("intent", "what is wanted is not said plainly"),))
    in_a_word = outcome.reading.codes and reader.ruled.intent is Intent.CANCEL and len(reader.page.tokens) <= IN_A_WORD
    if outcome.answer or in_a_word or sure_enough(signs_of_certainty(outcome)):
        return as_confident(outcome.reading)
    return replace(outcome.reading, doubts=(Doubt("other", "the mail is written in a way that is easily misread"),))


UNTOLD = Rightness()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reading before it is weighed. `doubtful`: something is left open; `answer`: a short answer to our question."""

    reading: Reading
    hardness: Mapping[str, float]
    doubtful: bool
    answer: bool = False
    signs: tuple[str, ...] = ()  # of the intent
    ruled: Intent = Intent.OTHER  # what the rules alone would say
    gist: Gist | None = None  # a booking or a change as the rules read it
    right: Rightness = UNTOLD  # how probable the second opinion makes its facts


def examine(message: Message, event: Event, context: Context) -> Outcome | None:
    """What `read` weighs, for calibration; None for machines and calendar answers."""
    if message.calendar is not None or message.automatic is not None:
        return None
    reader = _Reader(message, event, context, form_of(message), _language(message, event, context))
    return replace(_with_forwarded(reader), signs=reader.signs, ruled=reader.ruled.intent)


def _with_forwarded(reader: _Reader) -> Outcome:
    """What a mail says; where it adds somebody to a request below it, both parts are read each by itself."""
    outcome, message = reader.outcome(), reader.message
    below = request_below(message)
    if below is None:
        return outcome
    voc = reader.page.voc
    added = adds(message.text, voc)

    def part(message: Message) -> Reading:
        language = _language(message, reader.event, reader.context)
        return _Reader(message, reader.event, NOTHING_KNOWN, form_of(message), language).outcome().reading

    fresh = replace(message, signature="", forwarded=(), in_reply_to=(), references=())
    asked = without_called(below.text, message.sender.name)
    request = part(replace(fresh, sender=below.sender, text=asked))
    if added:
        own = part(replace(message, forwarded=(), in_reply_to=(), references=()))
        writer = "" if speaks_of_self(message.text, voc) else message.sender.name
        whole = joined(outcome.reading, own, request, writer)
        if whole is not outcome.reading:
            return replace(outcome, reading=whole, doubtful=bool(whole.doubts))
    above = Page("above", without_device_lines(message.text, voc), voc, reader.page.region)
    doubts = tuple(left_below(outcome.reading, above, request, added))
    reading = replace(outcome.reading, doubts=(*outcome.reading.doubts, *doubts))
    return replace(outcome, reading=reading, doubtful=True) if doubts else outcome


def signs_of_certainty(outcome: Outcome) -> dict[str, float]:
    """What is hard about the mail, and the second opinion on its facts."""
    return {**outcome.hardness, **odds_of(outcome.right)}


def as_confident(reading: Reading) -> Reading:
    """The reading, to be acted on."""
    return replace(reading, confident=True)


def _language(message: Message, event: Event, context: Context) -> str:
    form = form_of(message)
    text = form.message if form.filled else message.text
    return language_of(f"{text}\n{message.subject}", context.language or event.language)


def _calendar(message: Message, context: Context, language: str) -> Reading:
    assert message.calendar is not None
    intent = CALENDAR.get(message.calendar.partstat.upper(), Intent.OTHER)
    if intent is Intent.CANCEL and "offer" in context.asked:
        intent = Intent.DECLINE
    contact = Contact(name=message.sender.name or None, email=message.sender.email or None)
    return Reading(
        intent=intent,
        language=language,
        confident=intent is not Intent.OTHER,
        contact=contact,
        calendar=message.calendar,
        text=message.text,
    )


class _Reader:
    """The steps of one reading, each a method that needs those before it."""

    def __init__(self, message: Message, event: Event, context: Context, form: Form, language: str) -> None:
        text = form.message if form.filled else message.text
        self.message, self.event, self.context, self.form = message, event, context, form
        self.index: Index = index(event)
        region = region_of(event)
        voc = vocabulary(language if language in languages() else event.language)
        subject = re.sub(
            r"^(?:\s*(?:re|r|rif|fw|fwd|i|aw|sv|posta certificata)(?:\[\d+\])?\s*:)+\s*",
            "",
            message.subject,
            flags=re.IGNORECASE,
        )
        lines = [*(line for label, value in form.rest if (line := field_line(label, value, self.index))), *form.rows]
        text = without_device_lines(text, voc)
        body = "\n".join([*lines, text]) if lines else text
        self.voice = message.sender  # whose 'I' the text speaks with
        below = request_below(message)
        if below is not None and points_below(body, voc) and not self.names_sessions(body, voc):
            self.voice = below.sender
            body = without_called(without_device_lines(below.text, voc), message.sender.name)
        self.bare = not re.search(r"\w", body.replace("&nbsp;", ""))
        if self.bare:
            body = subject
        body, tail = (body, "") if form.filled else split_signature(body, voc)
        self.ruled: Wanted = Wanted(Intent.OTHER)
        self.signs: tuple[str, ...] = ()
        on = frozenset(d.day for d in self.index.days)
        self.cut = len(body) > LONGEST
        self.page = Page("subject" if self.bare else "text", body[:LONGEST], voc, region, on)
        self.subject = Page("subject", subject[:500], voc, region, on)
        self.signature = Page("signature", f"{tail}\n{message.signature}"[:2000].strip(), voc, region)
        ours = vocabulary(language_of(message.quoted, voc.language))  # we may have written in another language
        self.quoted = Page("quoted", message.quoted[:4000], ours, region)

    def names_sessions(self, text: str, voc: Vocabulary) -> bool:
        """Whether the text names sessions or days by itself."""
        page = Page("text", text[:LONGEST], voc, region_of(self.event))
        return bool(page.days) or any(not m.weak for m in find_mentions(page, self.index).mentions)

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """The sessions named in our quoted words."""
        found = find_mentions(self.quoted, self.index)
        return frozenset(s for m in found.mentions if not m.weak and len(m.sessions) == 1 for s in m.sessions)

    def outcome(self) -> Outcome:
        message, page, context = self.message, self.page, self.context
        thread = thread_of(message, self.quoted, self.subject, context, elsewhere(self.quoted, self.event))
        found = find_mentions(page, self.index)
        told_names = Naming(
            message, page, self.form, context, self.index.names, self.voice, self.signature, self.quoted
        ).names(found)
        writer, names = told_names.speaker, told_names.names
        found = without_names(page, self.index, found, [(name.start, name.end) for name in names])
        asking = asked(page)
        asks = questions(page, asking)
        if "seats" in context.asked:
            found = without_counts(page, found)
        strong = sum(not m.weak for m in found.mentions)
        own = event_tokens(page.content, self.index)
        named_event = (
            own or event_tokens(self.subject.content, self.index) or any(resolve(d, self.event) for d in page.days)
        )
        mail = Mail(
            page=page,
            subject=self.subject,
            thread=thread,
            context=context,
            acts=acts_of(page, found, names, writer.key, asking, thread.booked or thread.offer, self.confirmed),
            sessions=strong,
            others=sum(1 for n in names if not n.key <= writer.key and len(n.key) > 1),
            about=bool(named_event),
            question=bool(asks),
            forwarded=bool(message.forwarded),
            form=self.form.filled,
            programme=len(self.confirmed) > len(self.index.rounds) + 1 and not thread.booked,
            fresh=self.fresh(found) if thread.booked else False,
        )
        self.ruled = intent_of(mail)
        self.signs = tuple(signs_of(mail, self.ruled))
        wanted = weighed(self.ruled, self.signs)
        if context.has_booking and self.ruled.intent is Intent.CHANGE and wanted.intent in ANEW_OR_ASKED:
            wanted = self.ruled  # who is booked seldom books anew, and may ask something besides: the rules know when
        answered = answer_to(page, context)
        if answered is not None:
            wanted = Wanted(answered)
        elif context.has_booking and wanted.intent in (Intent.BOOK, Intent.OTHER) and page.has("misunderstood"):
            wanted = Wanted(Intent.CHANGE)
        intent = wanted.intent
        booking = intent in BOOKING
        cast = cast_of(
            page,
            names,
            writer,
            intent is Intent.BOOK,
            own,
            self.form.of_attendee,
            frozenset(m.start for m in found.mentions if not m.weak),
            found.tokens,
        )
        change = self.changes(cast, found, intent)
        if change is not None and change.says:
            intent = Intent.CANCEL if change.whole else Intent.CHANGE
            wanted = Wanted(intent)
            booking = intent in BOOKING
        if booking:
            named = {self.index.round_of[m.sessions[0]] for m in found.mentions if not m.weak or m.how == "word"}
            missing = frozenset(r.id for r in self.event.rounds) - named
            counts = [m for cls in ("number_noun", "places", "one_more", "joins") for m in page.marks.get(cls, ())]
            spans = [(n.start, n.end) for n in names] + [(m.start, m.end) for m in counts]
            skip = frozenset(n for start, end in spans for n in range(start, end))
            found = add_topics(page, self.index, found, missing, skip)
        if booking:
            take_in(page, cast, found.tokens, None if self.bare else self.subject, self.form.seats)
            owners = owners_of(page, cast, found.mentions)
            adopt(page, cast, [(m.start, list(who)) for m, who in zip(found.mentions, owners, strict=True)])
            settle_writer(page, cast, found.tokens)
            merge_groups(page, cast)
        chosen = self.choices(cast, found, intent, thread)
        if intent is Intent.CHANGE:
            _who_moves_comes(cast, chosen)
        seats = self.seats(cast, found, intent)
        told, ruled = Opinions(), Gist(page, self.subject, cast, found, chosen, seats, intent)
        if booking:
            told = opinions(ruled, self.event)
        if intent is Intent.BOOK and answered is None and not cast.alone:  # what is taken back is told plainly
            revised = revised_cast(page, cast, told.people)
            if revised is not cast:
                cast, chosen = revised, self.choices(revised, found, intent, thread)
            chosen = revised_choices(chosen, told.sessions, self.event)
            seats = seats if self.form.seats else revised_seats(self.seats(cast, found, intent), told.sizes)
        elif intent is Intent.CHANGE and answered is None and not context.has_booking and not seats.worked_out:
            seats = revised_seats(seats, told.sizes)
        doubts = doubts_of(
            page,
            self.subject,
            self.event,
            self.index,
            cast,
            found,
            chosen,
            seats,
            self.quoted,
            wanted,
            thread,
            context,
            self.form,
        )
        if (
            answered is not None
            and seats.value is None
            and "seats" in context.asked
            and (number := bare_number(page)) is not None
        ):
            seats = Seats(number)
            doubts = tuple(d for d in doubts if d.about != "seats")
        if answered in BOOKING and "seats" not in context.asked:
            seats = Seats(seats.value if page.has("total") or page.has("places") else None, seats.doubts, seats.said)
            doubts = tuple(d for d in doubts if d.words != "how many come is not told")
        differs = difference(page, cast, intent, context, seats.value)
        people, group = people_of(cast, chosen, intent)
        kinds, request_text = requests(page)
        contact = contact_of(message, page, self.signature, self.subject, self.form, told_names.writer, self.event)
        reading = Reading(
            intent=intent,
            language=page.voc.language,
            seats=seats.value,
            people=people,
            choices=group,
            contact=contact if intent is not Intent.SPAM else Contact(),
            leaving=differs.leaving,
            replaced=dict(differs.replaced),
            fewer=differs.fewer,
            more=differs.more,
            dropped=tuple(dict.fromkeys(chosen.dropped)),
            question=bool(asks) or intent in (Intent.QUESTION,),
            question_text=" ".join(asks),
            requests=kinds,
            request_text=request_text,
            codes=tuple(dict.fromkeys(code[0] for code in codes_in(f"{message.subject}\n{message.text}"))),
            erase=intent is Intent.PRIVACY and page.has("erase"),
            doubts=doubts,
            evidence=evidence_of(page, cast, chosen, seats),
            text=message.text,
        )
        if self.cut:
            reading = replace(
                reading, doubts=(*reading.doubts, Doubt("other", "the mail is too long to be read whole"))
            )
        hard = hardness(page, cast, found, chosen, seats, wanted, thread, self.index)
        if change is None or reading.intent not in (Intent.CHANGE, Intent.CANCEL, Intent.OTHER, Intent.FEEDBACK):
            final = replace(ruled, cast=cast, chosen=chosen, seats=seats)
            right = rightness(ruled, final, told) if booking else UNTOLD
            doubtful = bool(reading.doubts) or not wanted.clear
            return Outcome(reading, hard, doubtful, answered is not None, gist=ruled if booking else None, right=right)
        return self.in_its_light(reading, change, wanted, hard, answered is not None)

    def fresh(self, found: Found) -> bool:
        """Whether a session is named that our quoted words do not name."""
        return any(not m.weak and not self.confirmed.intersection(m.sessions) for m in found.mentions)

    def changes(self, cast: Cast, found: Found, intent: Intent) -> Amendment | None:
        """What the mail changes of the booking it is about, where it is about one."""
        about = (Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.QUESTION, Intent.FEEDBACK, Intent.OTHER)
        if not self.context.has_booking or intent not in (*about, Intent.ACCEPT, Intent.DECLINE):
            return None
        change = amendment(self.page, cast, found, self.index, self.context)
        return change if intent in about or change.of_some else None

    def in_its_light(
        self, reading: Reading, change: Amendment, wanted: Wanted, hard: Mapping[str, float], answer: bool
    ) -> Outcome:
        """A change read in the light of the booking. Our answer says what was changed, so it is not weighed again."""
        if only_adds_facts(reading, change, self.page, wanted.clear):
            return Outcome(replace(reading, intent=Intent.CHANGE, doubts=()), hard, doubtful=False, answer=True)
        if reading.intent is not Intent.CHANGE:
            return Outcome(reading, hard, bool(reading.doubts) or not wanted.clear, answer)
        moving = [key_of(person.name) for person in reading.people if person.choices]
        leaving = tuple(name for name in change.leaving if not any(moved <= key_of(name) for moved in moving))
        reading = amended(reading, replace(change, leaving=leaving), self.page, self.context)
        if only_confirms(reading, self.page):
            return Outcome(replace(reading, intent=Intent.ACCEPT), hard, doubtful=False, answer=True)
        clear = wanted.clear or states_a_change(reading)
        return Outcome(reading, hard, bool(reading.doubts) or not clear, answer or clear)

    def choices(self, cast: Cast, found: Found, intent: Intent, thread: Thread) -> Chosen:
        """Which sessions are wanted, and by whom."""
        if intent not in ACTING:
            return Chosen()
        chosen = choices_of(self.page, cast, found, self.index, intent is Intent.CHANGE)
        if intent is Intent.BOOK and not thread.reply and not self.bare:
            add_headline(self.subject, self.index, chosen)
        return chosen

    def seats(self, cast: Cast, found: Found, intent: Intent) -> Seats:
        """How many places are asked for, or how many a booking is to have."""
        if intent is Intent.BOOK:
            return seats_of(self.page, cast, None if self.bare else self.subject, self.form.seats, found.tokens)
        if intent is Intent.CHANGE:
            return seats_after(self.page, cast, found.tokens)
        return Seats(None)


def _who_moves_comes(cast: Cast, chosen: Chosen) -> None:
    """'Orla can't in the afternoon: could you move her to the 11:30?' - who is given a session does not leave."""
    for owner, rounds in chosen.by.items():
        if owner > 0 and rounds:
            cast.persons[owner].comes, cast.persons[owner].stays = True, False
