"""What tells whether anybody wants a session, in numbers: what the rules say, how it is named, what a mail is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from mailflow.domain.event import Event, Round
from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import floats
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Intent
from mailflow.understanding.sessions.indexing import index
from mailflow.understanding.sessions.sessions import Mention, Slot
from mailflow.understanding.sessions.subjects import Subjects
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.kept import kept

HOW = ("code", "number", "title", "alias", "word", "hour", "place", "any", "equal", "topic", "notion", "ear")
MARKS = ("negation", "correction", "alternative", "any_one")
STANCES = (Stance.COMES, Stance.STAYS, Stance.ASIDE)
UNSAID = -1.0
UNNAMED = {  # of a session that no mention means
    **dict.fromkeys(("named", "alone", "weak", "strong", "everyday", "is_last", "is_first"), 0.0),
    **dict.fromkeys(("words_most", "words_least", "words_last", "words_any", "last_at"), UNSAID),
    **dict.fromkeys((f"how_{how}" for how in HOW), 0.0),
    **dict.fromkeys((f"stance_{stance.value}" for stance in STANCES), 0.0),
}


def signs_of_sessions(gist: Gist, event: Event, by_words: Mapping[int, float]) -> dict[str, dict[str, float]]:
    """The signs of each session, by id. `by_words`: how probable the words around a mention make it, by its place."""
    mentions, chosen, first = gist.found.mentions, Counter[str](), Counter[str]()
    for sessions in (told for rounds in gist.chosen.by.values() for told in rounds.values()):
        chosen.update(sessions)
        first.update(sessions[:1])
    about = _about(gist, event)
    mail = _of_mail(gist, event)
    found = {}
    for round_ in event.rounds:
        ids = [session.id for session in round_.sessions]
        here = [m for m in mentions if not set(ids).isdisjoint(m.sessions)]
        of_round = _of_round(gist, round_, here, chosen)
        for place, session in enumerate(ids):
            signs = {
                "chosen": chosen[session],
                "chosen_first": first[session],
                "place": place,
                "last_place": place == len(ids) - 1,
                "dropped": session in gist.chosen.dropped,
                **_of_mentions(gist, session, here, by_words),
                **about.signs(session, [other for other in ids if other != session]),
            }
            found[session] = mail | of_round | floats(signs)
    return found


def _of_mail(gist: Gist, event: Event) -> dict[str, float]:
    page = gist.page
    numbers = [number for n, number in enumerate(page.numbers) if n not in page.dated]
    return floats(
        {
            "book": gist.intent is Intent.BOOK,
            "owners": len(gist.chosen.by),
            "rounds": len(event.rounds),
            "mentions": len(gist.found.mentions),
            "odd_hours": len(gist.found.odd_hours),
            "loose_days": len(gist.found.loose_days),
            "doubts": len(gist.chosen.doubts),
            "tokens": len(page.tokens),
            "coming": len(gist.cast.coming),
            "numbers": sum(number is not None for number in numbers),
            "excepts": sum(token.fold in page.voc.words["except"] for token in page.tokens),
            **{f"mark_{mark}": len(page.marks.get(mark, ())) for mark in MARKS},
        }
    )


def _of_round(gist: Gist, round_: Round, here: Collection[Mention], chosen: Counter[str]) -> dict[str, float]:
    return floats(
        {
            "round_size": len(list(round_.sessions)),
            "round_chosen": sum(chosen[session.id] > 0 for session in round_.sessions),
            "round_mentions": len(here),
            "round_strong": sum(not m.weak for m in here),
            "round_spoken": sum(ref.round == round_.id for ref in gist.found.rounds),
        }
    )


def _of_mentions(
    gist: Gist, session: str, here: Collection[Mention], by_words: Mapping[int, float]
) -> dict[str, float]:
    """How a session is named: by itself (`alone`), among others; first or last of its round."""
    page, cast = gist.page, gist.cast
    mine = [m for m in here if session in m.sessions]
    others = (by_words[m.start] for m in here if session not in m.sessions)
    if not mine:
        return UNNAMED | {"words_of_others": max(others, default=UNSAID)}
    alone = [m for m in mine if len(m.sessions) == 1]
    stances = [cast.stances[page.clause_of(m.start)] for m in alone]
    hows = [m.how for m in alone]
    last = max((m.start for m in alone), default=None)
    shares = [by_words[m.start] for m in alone]
    return {
        "named": len(mine),
        "alone": len(alone),
        "weak": sum(m.weak for m in alone),
        "strong": sum(not m.weak for m in alone),
        "everyday": sum(m.end == m.start + 1 and page.tokens[m.start].fold in page.voc.everyday for m in alone),
        "words_most": max(shares, default=UNSAID),
        "words_least": min(shares, default=UNSAID),
        "words_last": UNSAID if last is None else by_words[last],
        "words_any": max(by_words[m.start] for m in mine),
        "words_of_others": max(others, default=UNSAID),
        "last_at": UNSAID if last is None else last / (len(page.tokens) or 1),
        "is_last": last is not None and all(m.start <= last for m in here),
        "is_first": bool(alone) and all(m.start >= alone[0].start for m in here),
        **{f"how_{how}": hows.count(how) for how in HOW},
        **{f"stance_{stance.value}": stances.count(stance) for stance in STANCES},
    }


@dataclass(frozen=True)
class _About:
    """What a mail is about: stems outside of session names, in the subject, and all; the hours and days it names."""

    subjects: Subjects
    slots: Mapping[str, Slot]
    free: frozenset[str]
    subject: frozenset[str]
    all: frozenset[str]
    hours: frozenset[tuple[int, int]]
    days: frozenset[date | None]

    @kept
    def shared(self) -> Mapping[str, Mapping[str, float]]:
        """How much of what each session is about is said."""
        told = {"free": self.free, "subject": self.subject, "all": self.all}
        sessions = self.subjects.stems
        return {name: {s: self.subjects.shared(s, said) for s in sessions} for name, said in told.items()}

    def signs(self, session: str, others: Collection[str]) -> dict[str, float]:
        """How much of what a session is about the mail says, and how much more than of the others of its round."""
        found: dict[str, float] = {}
        for name, shared in self.shared.items():
            found[f"about_{name}"] = shared[session]
            found[f"more_{name}"] = shared[session] - max(map(shared.__getitem__, others), default=0.0)
        slot = self.slots.get(session)
        timed = slot is not None and (slot.hour % 12, slot.minute) in self.hours
        return found | {"at_its_hour": timed, "on_its_day": slot is not None and slot.day in self.days}


def _about(gist: Gist, event: Event) -> _About:
    at, page, known = index(event), gist.page, gist.found.tokens
    said = page.content
    subject = frozenset(gist.subject.content.stems) - at.own
    return _About(
        subjects=at.subjects,
        slots={slot.session: slot for slot in at.slots},
        free=frozenset(s for s, place in zip(said.stems, said.at, strict=True) if place not in known) - at.own,
        subject=subject,
        all=(frozenset(said.stems) | subject) - at.own,
        hours=frozenset((hour.hour % 12, hour.minute) for hour in page.hours),
        days=frozenset(resolve(day, event) for day in page.days),
    )
