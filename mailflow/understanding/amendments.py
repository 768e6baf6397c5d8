"""A mail about a booking, read in its light: who leaves, who comes instead or besides, what is given up of it.

Whom a name means is looked up among the people booked; 'my husband' is the other one of two, 'his place' that of the
person just named. What could be meant two ways is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mailflow.domain.booking import Choices
from mailflow.understanding.cast import Cast
from mailflow.understanding.mentions import Found
from mailflow.understanding.names import key_of
from mailflow.understanding.page import Clause, Page
from mailflow.understanding.party import Ref
from mailflow.understanding.reading import Context, Doubt, Intent, Person, Reading
from mailflow.understanding.sessions import Index
from mailflow.understanding.tokens import Kind

GONE = ("gone", "absent", "absent_self", "cancel")
STILL = ("still", "keeps", "remains")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a mail changes of the people of a booking.

    `leaving`, `staying`: names as booked. `joining`: names of people not booked yet; `more` counts them and those
    without a name. `fewer`: places given back whose people have no name. `dropped`: rounds or sessions given up while
    the rest stays. `whole`: nobody is left.
    """

    leaving: tuple[str, ...] = ()
    staying: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    joining: tuple[str, ...] = ()
    fewer: int | None = None
    more: int | None = None
    dropped: tuple[str, ...] = ()
    whole: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def says(self) -> bool:
        """Whether it changes anything."""
        return bool(self.leaving or self.replaced or self.more or self.fewer or self.dropped or self.doubts)

    @property
    def of_some(self) -> bool:
        """Whether it speaks of some of the people by name, so that no yes or no is meant for all."""
        return bool(self.replaced or (self.leaving and not self.whole))


@dataclass(slots=True)
class _Roll:
    """The people booked, while the mail is read. A person without a name is told by None."""

    booked: tuple[str, ...]
    size: int
    me: str | None
    leaving: list[str] = field(default_factory=list)
    staying: list[str] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)
    unnamed_leaving: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    last: list[str] = field(default_factory=list)  # who was named last: whom 'his place' means

    @property
    def unnamed(self) -> int:
        return self.size - len(self.booked)

    def of_words(self, words: frozenset[str]) -> list[str]:
        """Those booked whom these words of a name can mean."""
        exact = [full for full in self.booked if key_of(full) == words]
        return exact or [full for full in self.booked if words and words <= key_of(full)]


def amendment(page: Page, cast: Cast, found: Found, at: Index, context: Context) -> Amendment:
    """What the mail changes of the people booked, and which sessions it gives up."""
    writer = key_of(cast.writer.name)
    me = [name for name in context.attendees if writer and (writer <= key_of(name) or key_of(name) <= writer)]
    roll = _Roll(context.attendees, context.size or len(context.attendees), me[0] if len(me) == 1 else None)
    if "leaving" in context.asked:
        _answer_who(page, cast, roll)
    for start, end in page.sentences:
        if not _is_a_signature(page, cast, roll, start, end):
            _sentence(page, cast, roll, start, end)
    dropped = _dropped(page, found, at, context)
    if dropped:
        roll.leaving.clear()
    return _made(page, roll, dropped)


def _answer_who(page: Page, cast: Cast, roll: _Roll) -> None:
    """The answer to 'who is no longer coming?': a name or two, or the names of those who stay."""
    named = [name for _, _, name in _names_booked(page, cast, roll, 0, len(page.tokens))]
    if any(page.has(cls) for cls in STILL) or len(named) * 2 > roll.size:
        roll.leaving += [name for name in roll.booked if name not in named]
    elif not any(page.has(cls) for cls in GONE):
        roll.leaving += list(dict.fromkeys(named))


def _sentence(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> None:
    booked = _booked_here(page, cast, roll, start, end)
    new = _new_here(page, cast, roll, start, end)
    if page.has("swap", start, end) and new:
        _swap(page, roll, booked, new, start, end)
    else:
        _clauses(page, cast, roll, start, end)
        joins = page.has("joins", start, end) or page.has("one_more", start, end)
        if joins or (new and not _gone(page, start, end)):
            roll.joining += [name for name in new if name not in roll.joining]
    roll.last = booked or roll.last


def _swap(page: Page, roll: _Roll, booked: list[str], new: list[str], start: int, end: int) -> None:
    """'Anna al posto di Luca', 'Luca will be replaced by Anna': who is booked goes, who is not comes."""
    if page.has("swap_mine", start, end):
        booked = [roll.me] if roll.me else []
    going = [name for name in booked if name != roll.me] or booked or roll.leaving or roll.last
    for old, name in zip(going, new, strict=False):
        roll.replaced.append((old, name))
    roll.leaving = [name for name in roll.leaving if name not in going]
    if len(going) != len(new):
        roll.doubts.append(Doubt("names", f"who comes instead of whom: “{page.words(start, end).strip()}”"))


def _clauses(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> None:
    """Who goes and who stays, clause by clause; a clause that names nobody speaks of who was named before."""
    carried: list[str] = []
    waiting: list[str] = []  # 'Bruno, Pia' of 'Bruno, Pia and Luca are ill'
    for clause in _within(page, start, end):
        named = waiting + _booked_here(page, cast, roll, clause.start, clause.end)
        waiting = named if _only_names(page, cast, roll, clause) else []
        if _gone(page, clause.start, clause.end) and not _conditional(page, clause):
            _goes(page, cast, roll, clause, named or carried)
        elif named and any(page.has(cls, clause.start, clause.end) for cls in STILL):
            roll.staying += [name for name in named if name not in roll.leaving]
        if named:
            carried = roll.last = named


def _only_names(page: Page, cast: Cast, roll: _Roll, clause: Clause) -> bool:
    """Whether a clause is names and next to nothing else: what is said of them follows."""
    names = {n for one, two, _ in _names_booked(page, cast, roll, clause.start, clause.end) for n in range(one, two)}
    words = [n for n in range(clause.start, clause.end) if page.tokens[n].kind is Kind.WORD]
    return bool(names) and len([n for n in words if n not in names]) <= 1


def _goes(page: Page, cast: Cast, roll: _Roll, clause: Clause, named: list[str]) -> None:
    refs = [r for r in cast.refs if clause.start <= r.start < clause.end]
    strangers = _new_here(page, cast, roll, clause.start, clause.end)
    if page.has("absent_self", clause.start, clause.end) and roll.me and not named:
        named = [roll.me]
    elif not named and strangers:
        named = strangers[: roll.unnamed]  # a place without a name is theirs
        if not named:
            roll.doubts.append(Doubt("names", f"{strangers[0]} is not booked", options=roll.booked))
    elif not named and any(r.kind == "relation" and _unnamed_companion(page, cast, roll, r) for r in refs):
        roll.unnamed_leaving += 1
    elif not named and any(r.kind == "he" for r in refs):
        named = roll.last
    roll.leaving += [name for name in named if name not in roll.leaving]


def _booked_here(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> list[str]:
    """Those booked of whom the words speak, in their order."""
    found = [(at, full) for at, _, full in _names_booked(page, cast, roll, start, end)]
    for ref in (r for r in cast.refs if start <= r.start < end):
        found += [(ref.start, name) for name in _meant(page, cast, roll, ref)]
    return list(dict.fromkeys(name for _, name in sorted(found)))


def _names_booked(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Names of people booked, or a part of one that means one of them: [start, end) and the name as booked."""
    known = {word for full in roll.booked for word in key_of(full)}
    others = _others_names(page, cast, roll)
    at = start
    while at < end:
        stop = at
        while stop < end and page.tokens[stop].fold in known and stop not in others and _is_name(page, stop):
            stop += 1
        meant = roll.of_words(frozenset(t.fold for t in page.tokens[at:stop]))
        if len(meant) > 1 and roll.me in meant:
            meant = [roll.me]
        if len(meant) == 1:
            yield at, stop, meant[0]
        elif len(meant) > 1:
            roll.doubts.append(Doubt("names", "of which of them it speaks", options=tuple(meant)))
        at = max(stop, at + 1)


def _is_name(page: Page, place: int) -> bool:
    return page.tokens[place].capital or page.whispering


def _others_names(page: Page, cast: Cast, roll: _Roll) -> set[int]:
    """Tokens of full names that nobody booked has: of 'Piero Grandi' where Ivana Grandi is booked."""
    names = (r for r in cast.refs if r.kind == "name" and r.end - r.start > 1)
    spans = ((r, key_of(page.words(r.start, r.end))) for r in names)
    return {n for r, words in spans if not roll.of_words(words) for n in range(r.start, r.end)}


def _new_here(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> list[str]:
    """Names of people who are not booked."""
    booked = {n for one, two, _ in _names_booked(page, cast, roll, start, end) for n in range(one, two)}
    refs = [r for r in cast.refs if start <= r.start < end and r.kind == "name" and r.person >= 0]
    persons = [cast.persons[r.person] for r in refs if not booked.intersection(range(r.start, r.end))]
    return list(dict.fromkeys(p.name for p in persons if not p.is_writer and not roll.of_words(key_of(p.name))))


def _meant(page: Page, cast: Cast, roll: _Roll, ref: Ref) -> list[str]:
    """Those booked whom words other than a name mean."""
    if ref.kind in ("me", "i"):
        return [roll.me] if roll.me else []
    if ref.kind == "he":
        return roll.last[-1:]
    if ref.kind == "relation" and (ref.person < 0 or not cast.persons[ref.person].name):
        others = [name for name in roll.booked if name != roll.me]
        one = len(others) == 1 and not roll.unnamed and roll.me is not None
        return others if one and _definite(page, ref) and (ref.n or 1) == 1 else []
    return []


def _unnamed_companion(page: Page, cast: Cast, roll: _Roll, ref: Ref) -> bool:
    """'mia moglie', where one place has no name."""
    tied = ref.person >= 0 and cast.persons[ref.person].name
    return roll.unnamed == 1 and not tied and _definite(page, ref)


def _definite(page: Page, ref: Ref) -> bool:
    return not any(t.fold in page.voc.words["indefinite"] for t in page.tokens[max(0, ref.start - 1) : ref.end])


def _gone(page: Page, start: int, end: int) -> bool:
    swaps = {n for m in page.within("swap", start, end) for n in range(m.start, m.end)}
    return any(m.start not in swaps for cls in GONE for m in page.within(cls, start, end))


def _conditional(page: Page, clause: Clause) -> bool:
    return clause.opener in page.voc.words["conditional"] or page.has("uncertain", clause.start, clause.end)


def _within(page: Page, start: int, end: int) -> Iterator[Clause]:
    return (clause for clause in page.clauses if start <= clause.start < end)


def _is_a_signature(page: Page, cast: Cast, roll: _Roll, start: int, end: int) -> bool:
    """Whether it is a line that is nothing but the writer's name."""
    named = list(_names_booked(page, cast, roll, start, end))
    if start == 0 or len(named) != 1 or named[0][2] != roll.me:
        return False
    rest = [*range(start, named[0][0]), *range(named[0][1], end)]
    return not any(page.tokens[n].kind in (Kind.WORD, Kind.NUMBER) for n in rest)


def _dropped(page: Page, found: Found, at: Index, context: Context) -> tuple[str, ...]:
    """Sessions or rounds given up by name, while others that are booked are not."""
    gone: list[str] = []
    for clause in page.clauses:
        if not _gone(page, clause.start, clause.end) or _conditional(page, clause):
            continue
        named = [m.sessions[0] for m in found.mentions if clause.start <= m.start < clause.end and not m.weak]
        rounds = [r.round for r in found.rounds if clause.start <= r.start < clause.end]
        gone += [s for s in named if s in context.sessions] or ([] if named else rounds)
    left = [s for s in context.sessions if s not in gone and at.round_of[s] not in gone]
    return tuple(dict.fromkeys(gone)) if gone and left else ()


def _made(page: Page, roll: _Roll, dropped: tuple[str, ...]) -> Amendment:
    leaving = [name for name in roll.leaving if name not in roll.staying]
    joining = [name for name in roll.joining if name not in {new for _, new in roll.replaced}]
    fewer = roll.unnamed_leaving or _number(page, "one_fewer")
    said = page.has("joins") or page.has("one_more")
    untold = 0 if said else roll.unnamed  # names that come without a word of more are of the places without one
    more = max(_number(page, "one_more") or 0, len(joining) - untold) or (1 if said and not leaving else None)
    left = roll.size - len(leaving) + len(joining)
    if leaving == [roll.me] and roll.size > 1 and not (roll.staying or roll.replaced or page.has("others")):
        roll.doubts.append(Doubt("intent", "whether the writer alone gives up, or all"))
    return Amendment(
        leaving=tuple(leaving),
        staying=tuple(dict.fromkeys(roll.staying)),
        replaced=tuple(roll.replaced),
        joining=tuple(joining),
        fewer=fewer if fewer and not leaving else None,
        more=None if leaving and joining and not page.has("one_more") else max(more or 0, 0) or None,
        dropped=dropped,
        whole=bool(leaving) and left <= 0,
        doubts=tuple(dict.fromkeys(roll.doubts)),
    )


def _number(page: Page, cls: str) -> int | None:
    numbers = [m.numbers[0] if m.numbers else 1 for m in page.marks.get(cls, ())]
    return numbers[0] if numbers else None


def amended(reading: Reading, change: Amendment, page: Page, context: Context) -> Reading:
    """The reading with what it changes of the booking, and without the doubts that the booking settles."""
    gone = {*change.leaving, *(old for old, _ in change.replaced)}
    seats = _new_size(reading, change, page, context)
    settled = _settled_rounds(reading, context)
    people = [
        Person(p.name, _wanted_now(p.choices, settled, context))
        for p in reading.people
        if not any(_same(p.name, name) for name in gone)
    ]
    listed = len(people) in (seats, context.size)
    kept = [p for p in people if listed or p.choices or any(_same(p.name, name) for name in change.joining)]
    untold = [Person(name) for name in change.joining if not any(_same(p.name, name) for p in kept)]
    return replace(
        reading,
        seats=seats,
        people=(*kept, *untold),
        choices=_wanted_now(reading.choices, settled, context),
        leaving=change.leaving,
        replaced=dict(change.replaced),
        fewer=change.fewer,
        more=change.more,
        dropped=tuple(dict.fromkeys((*reading.dropped, *change.dropped))),
        question=bool(asks := _questions_left(reading, page)),
        question_text=asks,
        doubts=_doubts_left(reading, change, settled, page),
    )


def only_adds_facts(reading: Reading, change: Amendment, page: Page, clear: bool) -> bool:
    """Whether a mail does nothing but add a phone or a wish: 'scusate, dimenticavo: sono celiaca'."""
    stated = bool(page.phones) or bool(reading.requests)
    gives_up = reading.intent is Intent.CANCEL and (clear or page.has("obstacle"))
    alters = reading.intent is Intent.CHANGE and (change.says or states_a_change(reading))
    return stated and not (reading.question or gives_up or alters)


def only_confirms(reading: Reading, page: Page) -> bool:
    """Whether a mail says that all stays as it is: 'confermo che ci saremo tutti'."""
    open_ = page.has("negation") or page.has("uncertain") or reading.question or reading.doubts
    return not open_ and not states_a_change(reading) and any(page.has(cls) for cls in STILL)


def states_a_change(reading: Reading) -> bool:
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
    if reading.seats in (None, context.size) or ((change.more or change.fewer) and not page.has("total")):
        return None
    told = (context.size or 0) - len(change.leaving) - (change.fewer or 0) + (change.more or 0)
    return None if reading.seats == told else reading.seats


def _settled_rounds(reading: Reading, context: Context) -> frozenset[str]:
    """Rounds of which two sessions are named, one of them booked: the other is wanted now."""
    return frozenset(
        doubt.round
        for doubt in reading.doubts
        if doubt.round and len([s for s in doubt.options if s not in context.sessions]) == 1 < len(doubt.options)
    )


def _wanted_now(choices: Choices, settled: frozenset[str], context: Context) -> Choices:
    return {
        round_id: tuple(s for s in sessions if round_id not in settled or s not in context.sessions)
        for round_id, sessions in choices.items()
    }


def _doubts_left(reading: Reading, change: Amendment, settled: frozenset[str], page: Page) -> tuple[Doubt, ...]:
    left = [d for d in reading.doubts if d.about in ("choices", "date", "event") and d.round not in settled]
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        left.append(Doubt("intent", f"it is left open: “{page.words(start, end).strip()}”"))
    return tuple(dict.fromkeys((*left, *change.doubts)))


def _same(one: str, other: str) -> bool:
    a, b = key_of(one), key_of(other)
    return bool(a and b) and (a <= b or b <= a)
