"""A reading in the light of the booking it is about."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.booking import Choices
from mailflow.understanding.changes.amendment import Amendment
from mailflow.understanding.changes.answers_who import STILL
from mailflow.understanding.changes.confirmed_otherwise import confirmed_otherwise
from mailflow.understanding.changes.given_up import not_so
from mailflow.understanding.changes.gone import gone
from mailflow.understanding.changes.keeps_waiting import keeps_waiting
from mailflow.understanding.doubts.round_doubts import NO_CHOICE
from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.answers import is_short
from mailflow.understanding.intents.on_cancelling import ASKED
from mailflow.understanding.names.names import key_of
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.reading import Context, Doubt, Intent, Person, Reading
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import fold
from mailflow.understanding.wishes.chosen import NOTHING_INSTEAD
from mailflow.understanding.wishes.whom import ALL

ONE = ("name", "relation", "me", "i", "he", "she", "others", "these")
STAYS = (*STILL, "we", "self", "word_accept", "only")
WISHED = ("wished", "request", "change_session", "move_to")


def in_its_light(outcome: Outcome, change: Amendment, gist: Gist) -> Outcome:
    """A change read in the light of the booking. Our answer says what was changed, so it is not weighed again."""
    reading, page, clear = outcome.reading, gist.page, gist.wanted.clear
    if _only_adds_facts(reading, change, page, clear):
        added = replace(reading, intent=Intent.CHANGE, doubts=(), leaving=(), replaced={}, fewer=None, more=None)
        return replace(outcome, reading=added, doubtful=False, plain=True)
    if change.whole and not change.leaving:  # said in so many words, whoever else is spoken of
        given_up = replace(reading, doubts=(), leaving=(), replaced={}, fewer=None, more=None)
        return replace(outcome, reading=given_up, doubtful=False, plain=True)
    if _only_waits(reading, change, gist):
        waits = replace(reading, intent=_stands(gist), people=(), seats=None, doubts=(), leaving=())
        stands = replace(waits, question=False, question_text="")
        return replace(outcome, reading=stands, doubtful=False, plain=True)
    if reading.intent is Intent.CANCEL and _only_leaves_early(page):
        doubt = Doubt(
            "intent", f"whether it gives up, or who comes has to leave early: “{' '.join(page.text.split())}”"
        )
        return replace(outcome, reading=replace(reading, doubts=(*reading.doubts, doubt)), doubtful=True)
    if reading.intent is Intent.CANCEL and not (outcome.plain or change.says or _headed(gist)):
        return _if_not_so(outcome, page)
    if reading.intent is not Intent.CHANGE:
        return outcome
    reading = _of_all(reading, gist)
    if change.in_part and _moves_from_it(reading, gist):
        change = replace(change, in_part=False, doubts=())
    moving = [key_of(person.name) for person in reading.people if person.choices]
    leaving = tuple(name for name in change.leaving if not any(moved <= key_of(name) for moved in moving))
    reading = _amended(reading, replace(change, leaving=leaving), page, gist.parts.context)
    confirms = _only_confirms(reading, page) or _confirms_what_is_held(reading, gist)
    other = confirmed_otherwise(page, gist.found, gist.parts.at, gist.parts.context, confirms)
    if other is not None:
        return replace(outcome, reading=replace(reading, doubts=(*reading.doubts, other)), doubtful=True)
    if confirms:
        return replace(outcome, reading=replace(reading, intent=_stands(gist)), doubtful=False, plain=True)
    clear = clear or _states_a_change(reading)
    return replace(outcome, reading=reading, doubtful=bool(reading.doubts) or not clear, plain=outcome.plain or clear)


def _if_not_so(outcome: Outcome, page: Page) -> Outcome:
    """What it is for instead, where it gives nothing up."""
    if (instead := not_so(page)) is None:
        return outcome
    intent, doubts = instead
    told = replace(outcome.reading, intent=intent, doubts=(*outcome.reading.doubts, *doubts) if doubts else ())
    return replace(outcome, reading=told, doubtful=bool(doubts), plain=not doubts)


def _headed(gist: Gist) -> bool:
    """Whether its subject gives up, or our question whether to cancel is answered with a yes."""
    said_yes = ASKED in gist.parts.context.asked and gist.page.has_any(("yes", "word_accept"))
    return said_yes or gist.subject.has_any(("quits", "cancel", "word_cancel"))


def _only_leaves_early(page: Page) -> bool:
    """'devo andare via alle 16.30', 'I have to leave at four', and no word of giving up or of staying away."""
    early = page.hours or any(t.fold in page.voc.words["earlier_word"] for t in page.tokens)
    return bool(early) and page.has("goes_away") and not any(gone(page, start, end) for start, end in page.sentences)


def _of_all(reading: Reading, gist: Gist) -> Reading:
    """'Can we all switch to the pond walk?', "Joe's working on Friday, can we move to Saturday?" of several: said of
    everybody, though one alone is named."""
    told = [owner for owner, rounds in gist.chosen.by.items() if rounds]
    if (gist.parts.context.size or 0) < 2 or len(told) != 1 or told[0] == 0 or not reading.people:
        return reading
    wanted = frozenset(s for sessions in gist.chosen.by[told[0]].values() for s in sessions)
    alone, we = reading.people[0], _says_we(gist, wanted)
    mine = _same(alone.name, gist.cast.writer.name)
    if told[0] == ALL and (len(reading.people) != 1 or not (we or (mine and gist.cast.plural))):
        return reading
    booked = told[0] != ALL and any(
        _same(gist.cast.persons[told[0]].name, name) for name in gist.parts.context.attendees
    )
    if told[0] != ALL and not (we and booked):
        return reading
    choices = {**alone.choices, **reading.choices} if told[0] == ALL else gist.chosen.by[told[0]]
    return replace(reading, people=(), choices=choices)


def _moves_from_it(reading: Reading, gist: Gist) -> bool:
    """ "Joe can't do Friday, so we'd prefer Saturday": whoever holds one session gives it up for the one he wants."""
    if len(gist.parts.context.sessions) != 1:
        return False
    wanted = frozenset(s for sessions in reading.choices.values() for s in sessions)
    return any(p.choices for p in reading.people) or bool(reading.choices and _says_we(gist, wanted))


def _says_we(gist: Gist, wanted: frozenset[str]) -> bool:
    """Whether the words that tell the sessions that are wanted say 'we', and name nobody."""
    page, ours = gist.page, gist.page.voc.words["we_ending"]
    for mention in (m for m in gist.found.mentions if not wanted.isdisjoint(m.sessions)):
        clause = page.clauses[page.clause_of(mention.start)]
        if any(r.kind in ONE and clause.start <= r.start < clause.end for r in gist.cast.refs):
            continue
        if page.has_any(("us", "we"), clause.start, clause.end):
            return True
        if any(ours.end(token.fold) for token in page.tokens[clause.start : mention.start]):
            return True
    return False


def _amended(reading: Reading, change: Amendment, page: Page, context: Context) -> Reading:
    """The reading with what it changes of the booking, and without the doubts that the booking settles."""
    gone = {*change.leaving, *(old for old, _ in change.replaced)}
    seats = _new_size(reading, change, page, context)
    settled = _settled_rounds(reading, context)
    people = [
        Person(_as_booked(p.name, page, context), _wanted_now(p.choices, settled, change, context))
        for p in reading.people
        if not any(_same(p.name, name) or _given_alike(p.name, name) for name in gone)
        or any(p.name == new for _, new in change.replaced)
    ]
    listed = len(people) in (seats, context.size)
    named = (*change.joining, *change.in_full)
    people = [replace(p, name=next((n for n in change.in_full if _same(n, p.name)), p.name)) for p in people]
    kept = [p for p in people if listed or p.choices or any(_same(p.name, name) for name in named)]
    untold = [Person(name) for name in named if not any(_same(p.name, name) for p in kept)]
    return replace(
        reading,
        seats=seats,
        people=(*kept, *untold),
        choices=_wanted_now(reading.choices, settled, change, context),
        leaving=change.leaving,
        replaced=dict(change.replaced),
        fewer=change.fewer,
        more=change.more,
        dropped=() if change.in_part else tuple(dict.fromkeys((*reading.dropped, *change.dropped))),
        question=bool(asks := _questions_left(reading, page)),
        question_text=asks,
        doubts=_doubts_left(reading, change, settled, page, context),
    )


def _only_adds_facts(reading: Reading, change: Amendment, page: Page, clear: bool) -> bool:
    """Whether a mail does nothing but add a phone or a wish: 'scusate, dimenticavo: sono celiaca'."""
    stated = bool(page.phones) or bool(reading.requests)
    gives_up = reading.intent is Intent.CANCEL and (clear or page.has("obstacle"))
    alters = reading.intent is Intent.CHANGE and (change.says or _states_a_change(reading))
    return stated and not (reading.question or gives_up or alters)


def _stands(gist: Gist) -> Intent:
    """What it is to say that a booking stands: a no to 'shall we really cancel?'."""
    return Intent.DECLINE if ASKED in gist.parts.context.asked else Intent.ACCEPT


def _only_waits(reading: Reading, change: Amendment, gist: Gist) -> bool:
    """Whether a short mail says that a place is waited for, and nothing else: 'pazienza, aspettiamo'."""
    context = gist.parts.context
    waits = "offer" not in context.asked and is_short(gist.page) and keeps_waiting(gist.page)
    anew = replace(reading, leaving=(), seats=None if reading.seats == context.size else reading.seats)
    asks = "?" in reading.question_text  # 'fatemi sapere se si libera un posto' asks nothing
    return waits and not (change.says or asks or _states_a_change(anew))


def _only_confirms(reading: Reading, page: Page) -> bool:
    """Whether a mail says that all stays as it is: 'confermo che ci saremo tutti'."""
    if page.has_any(("negation", "uncertain")) or reading.doubts or _states_a_change(reading):
        return False
    if not reading.question:
        return page.has_any(STILL)
    told = ((start, end) for start, end in page.sentences if page.tokens[end - 1].text != "?")
    return any(page.has_any((*STILL, "word_accept", "kept_as_booked"), start, end) for start, end in told)


def _confirms_what_is_held(reading: Reading, gist: Gist) -> bool:
    """'I confirm my booking for D1-A and D2-A', 'perfect, 10:00 it is': it names what is booked, and nothing else."""
    named, held = {session for m in gist.found.mentions for session in m.sessions}, gist.parts.context.sessions
    one_each = len({gist.parts.at.round_of[session] for session in held}) == len(held)
    if not named or not named <= set(held) or reading.doubts or reading.question:
        return False
    people = tuple(replace(person, choices={}) for person in reading.people)
    anew = replace(reading, choices={}, people=people) if one_each else reading
    plain = not gist.page.has_any(("negation", "uncertain"))
    return plain and gist.page.has_any(("word_accept", "all_well", "yes")) and not _states_a_change(anew)


def _states_a_change(reading: Reading) -> bool:
    """Whether anything of a booking is to change by the reading."""
    people = any(p.choices for p in reading.people) or reading.leaving or reading.replaced
    sizes = reading.seats, reading.more, reading.fewer
    return bool(people or reading.choices or reading.dropped or any(sizes) or len(reading.people) > 1)


def _questions_left(reading: Reading, page: Page) -> str:
    """What is asked besides: 'could you move her?' asks for the change itself."""
    asking = ("gone", "swap", "joins", "change", "change_strict", "one_more", "one_fewer")
    spans = [(page.words(start, end).strip(), start, end) for start, end in page.sentences]
    polite = {
        words
        for words, start, end in spans
        if any(page.has(cls, start, end) for cls in asking) and not page.has("question", start, end)
    }
    return " ".join(words for words, *_ in spans if words in reading.question_text and words not in polite)


def _new_size(reading: Reading, change: Amendment, page: Page, context: Context) -> int | None:
    """The size stated, where the people named do not tell it already."""
    if (
        reading.seats in (None, context.size)
        or change.in_part
        or ((change.more or change.fewer) and not page.has("total"))
    ):
        return None
    told = (context.size or 0) - len(change.leaving) - (change.fewer or 0) + (change.more or 0)
    return None if reading.seats in (told, told - len(change.replaced)) else reading.seats


def _settled_rounds(reading: Reading, context: Context) -> frozenset[str]:
    """Rounds of which two sessions are named, one of them booked: the other is wanted now."""
    return frozenset(
        doubt.round
        for doubt in reading.doubts
        if doubt.round and len([s for s in doubt.options if s not in context.sessions]) == 1 < len(doubt.options)
    )


def _wanted_now(choices: Choices, settled: frozenset[str], change: Amendment, context: Context) -> Choices:
    """Without what is booked where another is wanted, and without what is given up."""
    now = {
        round_id: tuple(
            s for s in sessions if s not in change.dropped and (round_id not in settled or s not in context.sessions)
        )
        for round_id, sessions in choices.items()
    }
    return {round_id: sessions for round_id, sessions in now.items() if sessions}


def _doubts_left(
    reading: Reading, change: Amendment, settled: frozenset[str], page: Page, context: Context
) -> tuple[Doubt, ...]:
    left = [d for d in reading.doubts if d.about in ("choices", "date", "event") and d.round not in settled]
    if sum(d.words == NOTHING_INSTEAD for d in left) <= len(change.dropped):  # given up in so many words
        left = [d for d in left if d.words != NOTHING_INSTEAD]
    stays = page.has_any(STAYS) and not page.has_any(WISHED)
    if change.dropped and not change.in_part:  # 'rinunciamo alla prima sera, alla seconda ci siamo'
        left = [d for d in left if not d.words.startswith(NO_CHOICE) or not (d.round in change.dropped or stays)]
    if _drops_all(reading, context):
        left.append(Doubt("choices", "what is wanted instead of what is given up, or nothing"))
    if change.in_part:  # what is given up needs no session
        left = [d for d in left if d.about != "choices" or d.options]
    if reading.seats and page.has("places_besides"):
        left.append(Doubt("seats", f"{reading.seats} in all, or {reading.seats} more"))
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        left.append(Doubt("intent", f"it is left open: “{page.words(start, end).strip()}”"))
    return tuple(dict.fromkeys((*left, *change.doubts)))


def _drops_all(reading: Reading, context: Context) -> bool:
    """ "We can't do the 10:00" of who holds nothing else, and wants nothing instead."""
    wants = reading.choices or any(person.choices for person in reading.people)
    return bool(reading.dropped) and set(context.sessions) <= set(reading.dropped) and not wants


def _as_booked(name: str, page: Page, context: Context) -> str:
    """'Solo Ivo vorrebbe il 3' names Ivo, who is booked."""
    first, _, rest = name.partition(" ")
    known = fold(first) in page.voc.words["sole"] and any(_same(rest, booked) for booked in context.attendees)
    return rest if known else name


def _given_alike(one: str, other: str) -> bool:
    """'Ugo con Lea Bo' was perhaps read as Ugo Bo."""
    return key_of(one.partition(" ")[0]) == key_of(other.partition(" ")[0])


def _same(one: str, other: str) -> bool:
    a, b = key_of(one), key_of(other)
    return bool(a and b) and (a <= b or b <= a)
