"""From the parts of a mail to what they state: the steps of one reading."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.changes.amendment import Amendment
from mailflow.understanding.changes.amendments import amendment
from mailflow.understanding.changes.back_there import back_there
from mailflow.understanding.changes.beside_the_one_held import told_by_the_one_held
from mailflow.understanding.changes.changes import beside_what_is_held
from mailflow.understanding.changes.confirmed_otherwise import confirmed_otherwise
from mailflow.understanding.changes.given_way import give_way, thought_better, without_places_given
from mailflow.understanding.changes.held import held_in
from mailflow.understanding.changes.new_size import seats_after
from mailflow.understanding.changes.relative_hours import hours_from_the_one_held
from mailflow.understanding.changes.same_day import on_the_day_booked
from mailflow.understanding.changes.size_answered import size_answered
from mailflow.understanding.changes.some_of_us import ask_which_of_us, size_now
from mailflow.understanding.changes.split_group import ask_who_of_them
from mailflow.understanding.changes.who_goes import NOT_MINE
from mailflow.understanding.doubts.doubts import doubts_of
from mailflow.understanding.doubts.seat_doubts import UNTOLD
from mailflow.understanding.facts import reading_of
from mailflow.understanding.gist import Gist
from mailflow.understanding.headline import add_headline
from mailflow.understanding.in_its_light import in_its_light
from mailflow.understanding.intents.answers import bare_number
from mailflow.understanding.intents.in_a_word import booked_in_a_word, given_up_in_a_word
from mailflow.understanding.intents.intent import Wanted
from mailflow.understanding.intents.purpose import Purpose, asks_instead, purpose_of
from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.parts import Parts
from mailflow.understanding.people.adopted import adopt
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.groups import merge_groups
from mailflow.understanding.people.kept_company import kept_company
from mailflow.understanding.people.people import cast_of
from mailflow.understanding.people.stand_ins import stand_ins
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.seats.by_session import by_session
from mailflow.understanding.seats.joined_last import join_last
from mailflow.understanding.seats.party_size import settle_writer, take_in
from mailflow.understanding.seats.seats import Seats, seats_of
from mailflow.understanding.seats.withdrawn import withdraw
from mailflow.understanding.second_opinion.opinions import Opinions, opinions
from mailflow.understanding.second_opinion.revision import (
    all_in_rows,
    is_counted,
    is_large,
    likeliest_size,
    revised_cast,
    revised_choices,
    revised_seats,
)
from mailflow.understanding.sessions.by_topic import add_topics
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.spoken import Spoken, spoken_of
from mailflow.understanding.wishes.choices import choices_of
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.declined import declined_by_all, said_of_one, said_of_rounds
from mailflow.understanding.wishes.in_other_words import add_in_other_words
from mailflow.understanding.wishes.owners import owners_of
from mailflow.understanding.wishes.persons_told import persons_told

TITLE = 3  # tokens of a title that are more than a word or two it shares with what people say
ACTING = frozenset({Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.ACCEPT, Intent.DECLINE})
BOOKING = frozenset({Intent.BOOK, Intent.CHANGE})
ABOUT = frozenset({Intent.BOOK, Intent.CHANGE, Intent.CANCEL, Intent.QUESTION, Intent.FEEDBACK, Intent.OTHER})
AMENDING = frozenset({Intent.CHANGE, Intent.CANCEL, Intent.OTHER, Intent.FEEDBACK})


def interpret(parts: Parts, known: Intent | None = None) -> Outcome:
    """What the mail states, by itself. `known`: what it is for, where that is known beforehand."""
    spoken = spoken_of(parts)
    held = held_in(parts, spoken.thread)
    spoken = replace(spoken, found=told_by_the_one_held(parts.page, parts.at, spoken.found, held))
    others = stand_ins(parts.page, spoken.named.names, frozenset(m.start for m in spoken.found.mentions))
    spoken = spoken.without([*(one.name for one in others), *kept_company(parts.page, spoken.named.names)])
    titles = [(m.start, m.end) for m in spoken.found.mentions if m.how == "title" and m.end - m.start >= TITLE]
    titles += [(one.start, one.end) for one in others]
    if titles:
        parts = replace(parts, page=parts.page.hushed(titles))
    purpose = purpose_of(parts, spoken)
    if known is not None:
        purpose = replace(purpose, wanted=Wanted(known), answered=None)
    cast = _cast(parts, spoken, purpose.wanted.intent)
    change = _change(parts, cast, spoken.found, purpose.wanted.intent)
    if change is not None and known is not None:  # who hands a request on may not come himself
        change = replace(change, doubts=tuple(d for d in change.doubts if d.words != NOT_MINE))
    wanted = purpose.wanted
    if change is not None and change.of_no_more and asks_instead(parts, spoken):
        change = Amendment()  # "I can't come on Saturday, may I come on Sunday at 2?" gives no place up
    if change is not None and change.says and known is None:
        wanted = Wanted(Intent.CANCEL if change.whole else Intent.CHANGE)
    booking = wanted.intent in BOOKING
    if wanted.intent is Intent.CHANGE:
        give_way(parts.page, cast)
    elif booking:
        thought_better(parts.page, cast)
    found = _settled(parts, spoken, cast) if booking else spoken.found
    if wanted.intent is Intent.CHANGE:
        found = on_the_day_booked(parts.page, parts.at, found, held)
        found = hours_from_the_one_held(parts.page, parts.at, found, held)
    ruled = _by_rules(parts, spoken.thread, wanted, cast, found)
    told = opinions(ruled, parts.event) if booking else Opinions()
    gist = _revised(ruled, told) if purpose.answered is None else ruled
    gist, doubts = _as_answered(gist, doubts_of(gist), purpose)
    reading = reading_of(gist, spoken, doubts)
    outcome = Outcome(
        reading=reading,
        final=gist,
        doubtful=bool(reading.doubts) or not (wanted.clear or gist.wanted.doubts),
        plain=purpose.answered is not None
        or given_up_in_a_word(reading, purpose, parts)
        or booked_in_a_word(reading, gist, spoken),
        signs=purpose.signs,
        ruled=purpose.ruled,
        gist=ruled if booking else None,
    )
    if change is not None and reading.intent in AMENDING:
        return in_its_light(outcome, change, gist)
    if reading.intent is Intent.ACCEPT and (
        other := confirmed_otherwise(gist.page, found, parts.at, parts.context, accepts=True)
    ):
        return replace(outcome, reading=replace(reading, doubts=(*reading.doubts, other)), doubtful=True)
    return replace(outcome, told=told) if booking else outcome


def _cast(parts: Parts, spoken: Spoken, intent: Intent) -> Cast:
    """Everybody spoken of."""
    found = spoken.found
    away = {r.start for r in said_of_rounds(parts.page, found)}
    away |= {n for *_, n in said_of_one(parts.page, found, parts.at.round_of)}
    return cast_of(
        parts.page,
        spoken.named.names,
        spoken.named.speaker,
        intent is Intent.BOOK,
        spoken.own,
        parts.form.of_attendee,
        frozenset(m.start for m in found.mentions if not m.weak),
        found.tokens,
        frozenset(away),
    )


def _change(parts: Parts, cast: Cast, found: Found, intent: Intent) -> Amendment | None:
    """What the mail changes of the booking it is about, where it is about one."""
    if not parts.context.has_booking or intent not in ABOUT | ACTING or parts.page.has("network_invite"):
        return None  # 'Tom Bell wants to join your network'
    reminded = frozenset(t.fold for m in parts.subject.of("for_now") for t in parts.subject.tokens[m.start : m.end])
    change = amendment(parts.page, cast, found, parts.at, parts.context, reminded)
    return change if intent in ABOUT or change.of_some else None


def _settled(parts: Parts, spoken: Spoken, cast: Cast) -> Found:
    """The sessions with those told by their subject, and the cast with who comes settled in their light."""
    page = parts.page
    found = _with_topics(parts, spoken, cast)
    take_in(page, cast, found.tokens, parts.headline, parts.form.seats)
    withdraw(page, cast, found.tokens)
    join_last(page, cast, found.tokens)
    refs = persons_told(page, cast, found.mentions)
    owners = owners_of(page, cast, found.mentions, parts.at.round_of, refs)
    adopt(page, cast, [(m.start, list(who)) for m, who in zip(found.mentions, owners, strict=True)])
    settle_writer(page, cast, found.tokens)
    merge_groups(page, cast)
    return found


def _with_topics(parts: Parts, spoken: Spoken, cast: Cast) -> Found:
    """Sessions told by their subject, where no name or number stands."""
    page, at, found = parts.page, parts.at, spoken.found
    named = {at.round_of[m.sessions[0]] for m in found.mentions if not m.weak or m.how == "word"}
    missing = frozenset(r.id for r in parts.event.rounds) - named - declined_by_all(page, cast, found, at.round_of)
    counts = [m for cls in ("number_noun", "places", "one_more", "joins") for m in page.marks.get(cls, ())]
    spans = [(n.start, n.end) for n in spoken.named.names] + [(m.start, m.end) for m in counts]
    if parts.context.has_booking:
        spans += spoken.asking  # 'where do we park?' asks for no session about parks
    skip = frozenset(n for start, end in spans for n in range(start, end)) | spoken.own
    found = add_topics(page, at, found, missing, skip)
    missing -= {at.round_of[m.sessions[0]] for m in found.mentions}
    return add_in_other_words(page, at, found, missing, skip, cast.refs)


def _by_rules(parts: Parts, thread: Thread, wanted: Wanted, cast: Cast, found: Found) -> Gist:
    """Which sessions are wanted and by whom, and how many places, by the rules."""
    chosen = _choices(parts, thread, wanted.intent, cast, found)
    parted: frozenset[int] = frozenset()
    if wanted.intent is Intent.CHANGE:
        without_places_given(cast, chosen)
        _who_moves_comes(cast, chosen)
        if parts.context.has_booking:
            back_there(parts.page, parts.at, found, chosen)
            parted = ask_who_of_them(parts.page, parts.at, cast, found, chosen)
            parted |= ask_which_of_us(parts.page, parts.at, cast, found, chosen, parts.context.size or 0)
        beside_what_is_held(parts.page, parts.at, cast, found, chosen, held_in(parts, thread))
    seats = _seats(parts, wanted.intent, cast, found)
    if seats.said is not None and seats.said.start in parted:
        seats = Seats(None)
    return Gist(parts, thread, wanted, cast, found, chosen, seats)


def _choices(parts: Parts, thread: Thread, intent: Intent, cast: Cast, found: Found) -> Chosen:
    """Which sessions are wanted, and by whom."""
    if intent not in ACTING:
        return Chosen()
    chosen = choices_of(parts.page, cast, found, parts.at, intent is Intent.CHANGE)
    if intent is Intent.BOOK and not thread.reply and parts.headline is not None:
        add_headline(parts.headline, parts.above, parts.at, chosen)
    return chosen


def _who_moves_comes(cast: Cast, chosen: Chosen) -> None:
    """'Orla can't in the afternoon: could you move her to the 11:30?' - who is given a session does not leave."""
    for owner, rounds in chosen.by.items():
        if owner >= 0 and rounds:
            cast.persons[owner].comes, cast.persons[owner].stays = True, False


def _seats(parts: Parts, intent: Intent, cast: Cast, found: Found) -> Seats:
    """How many places are asked for, or how many a booking is to have."""
    if intent is Intent.BOOK:
        parted = by_session(parts.page, found.mentions, parts.at.round_of)
        return seats_of(parts.page, cast, parts.headline, parts.form.seats, found.tokens, parted)
    if intent is Intent.CHANGE and parts.context.has_booking:
        return size_answered(parts.page, cast, parts.context) or size_now(
            parts.page, cast, found, parts.context.size or 0
        )
    if intent is Intent.CHANGE:
        return seats_after(parts.page, cast, found.tokens)
    return Seats(None)


def _revised(ruled: Gist, told: Opinions) -> Gist:
    """What the rules read, put right by the second opinion; of a change that works out no size, the size alone."""
    parts = ruled.parts
    if ruled.intent is Intent.BOOK and not ruled.cast.alone:  # what is taken back is told plainly
        cast = revised_cast(ruled.page, ruled.cast, told.people, likeliest_size(told.sizes))
        again = ruled if cast is ruled.cast else _by_rules(parts, ruled.thread, ruled.wanted, cast, ruled.found)
        chosen = revised_choices(again.chosen, told.sessions, parts.event)
        plain = all_in_rows(again.page, again.cast) or (not again.seats.doubts and is_counted(again))
        counted = again.seats if plain else revised_seats(again.seats, told.sizes)
        seats = ruled.seats if parts.form.seats or is_large(ruled.seats) else counted
        return replace(again, chosen=chosen, seats=seats)
    if ruled.intent is Intent.CHANGE and not parts.context.has_booking and not ruled.seats.worked_out:
        return replace(ruled, seats=revised_seats(ruled.seats, told.sizes))
    return ruled


def _as_answered(gist: Gist, doubts: tuple[Doubt, ...], purpose: Purpose) -> tuple[Gist, tuple[Doubt, ...]]:
    """In an answer to 'how many?' the only number is the size; in any other answer none needs to be told."""
    page, seats = gist.page, gist.seats
    if purpose.answered is None:
        return gist, doubts
    if "seats" in gist.parts.context.asked:
        number = bare_number(page) if seats.value is None else None
        if number is None:
            return gist, doubts
        return replace(gist, seats=Seats(number)), tuple(d for d in doubts if d.about != "seats")
    if purpose.answered not in BOOKING:
        return gist, doubts
    told = page.has("total") or page.has("places")
    seats = replace(seats, value=seats.value if told else None)
    return replace(gist, seats=seats), tuple(d for d in doubts if d != UNTOLD)
