"""All session words of a text, told apart by round, day and hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mailflow.understanding.codes import code_mentions, letter_mentions, number_mentions, spoken_codes, tail_mentions
from mailflow.understanding.names import is_given
from mailflow.understanding.page import Page
from mailflow.understanding.phrase_tree import Mark
from mailflow.understanding.positions import beside, only_ones, positions, remaining
from mailflow.understanding.rounds import RoundRef, round_refs
from mailflow.understanding.sessions import Index, Mention, event_tokens
from mailflow.understanding.slots import slots_of
from mailflow.understanding.sounds import ear_mentions
from mailflow.understanding.times import resolve, slot_sessions
from mailflow.understanding.titles import phrase_mentions, whole_titles
from mailflow.understanding.tokens import Kind
from mailflow.understanding.told_hours import passing
from mailflow.understanding.topics import topic_mention

MOST = 150  # session words read in one text; no person writes more
NEAR = 3  # tokens behind a clause where its last phrase may end
PARTS_OF_DAY = ("morning", "afternoon", "evening")
PROSE = ("self", "we", "they", "book", "question", "greeting")  # what no row of a list says
WISHING = ("self", "we", "they", "book", "request", "topic_cue")
ASKING = ("self", "we", "book", "request", "topic_cue", "wished", "exclude", "negation")
LABELLED = frozenset(".:-–—)")  # between a session's number or code and its title
PHRASE = 10  # tokens a noun and what belongs to it take at most


@dataclass(frozen=True)
class Found:
    """Session mentions and round words of a text, in order. `odd_hours`: hours asked for that no session has."""

    mentions: tuple[Mention, ...]
    rounds: tuple[RoundRef, ...]
    odd_hours: tuple[str, ...] = ()
    loose_days: tuple[int, ...] = ()  # days of the event at these tokens that tell no session by themselves

    @cached_property
    def tokens(self) -> frozenset[int]:
        """Tokens that are part of a mention."""
        return frozenset(n for m in self.mentions for n in range(m.start, m.end))


def find_mentions(page: Page, at: Index) -> Found:
    """Codes first, then hours, titles, numbers and letters; what overlaps an earlier one is left out."""
    if not page.tokens:
        return Found((), ())
    listed = _listed(page)
    nouns = frozenset(m.start for cls in ("relation", "relations", "place_word") for m in page.marks.get(cls, ()))
    nouns -= page.dated  # 'tavolo 1 ore 15'
    slots = slots_of(page, at)
    hour_tokens = frozenset(n for m in slots.mentions for n in range(m.start, m.end))
    phrases = [
        m
        for m in phrase_mentions(page.content, at)
        if not (
            _role_before(page, m)
            or _idle(page, at, m)
            or _verb(page, at, m)
            or _of_a_name(page, at, m)
            or _relative(page, m)
            or _kin(page, m)
            or (m.how == "word" and any(page.within("greeting", max(0, m.start - 2), m.end)))  # 'Good evening'
        )
    ]
    layers = [
        code_mentions(page.text, page.tokens, at, page.voc),
        spoken_codes(page.tokens, at, page.voc),
        _pairs(page, at),
        [m for m in whole_titles(page.tokens, at) if not passing(page, m.start)],
        slots.mentions,
        phrases,
        letter_mentions(page.tokens, at, page.voc, page.shouting, listed),
    ]
    taken: set[int] = set()
    found: list[Mention] = []
    for layer in layers:
        for mention in layer:
            span = set(range(mention.start, mention.end))
            if not span & taken:
                taken |= span
                found.append(mention)
    rounds = round_refs(page, at, frozenset(taken))
    round_tokens = frozenset(n for r in rounds for n in range(r.start, r.end))
    counted = frozenset(
        n
        for cls in ("total", "total_first", "places", "number_range", "any_one", "house_number")
        for m in page.marks.get(cls, ())
        for n in range(m.start, m.end)
    )
    counted |= frozenset(n for m in page.marks.get("age", ()) if _of_several(page, m) for n in range(m.start, m.end))
    own = event_tokens(page.content, at)
    joints = frozenset(
        n for cls in ("alternative", "in_order") for m in page.marks.get(cls, ()) for n in range(m.start, m.end)
    )
    ties = frozenset(m.start for cls in ("us", *PARTS_OF_DAY) for m in page.marks.get(cls, ())) | round_tokens
    dates = page.dated | round_tokens | hour_tokens | counted | own
    for mention in number_mentions(page.tokens, at, page.voc, dates, listed, nouns, joints, ties, round_tokens):
        if mention.start not in taken and mention.start not in round_tokens:
            taken.add(mention.start)
            found.append(mention)
    counts = page.dated | round_tokens | own | counted | frozenset(taken)
    found += [] if page.shouting else tail_mentions(page.tokens, at, page.voc, counts)
    found = sorted((m for m in found if not _of_a_label(page, m)), key=lambda m: m.start)
    del found[MOST:]
    rounds = _told_by_place(page, at, found, rounds, page.dated | own | counted)
    narrowed = _with_labels(page, at, [_narrow(page, m, rounds, at) for m in found])
    told = [
        m
        for m in narrowed
        if (len(m.sessions) == 1 or m.how not in ("word", "tail"))
        and not (m.how == "word" and _asks(page, m))  # "I'd like to register"
    ]
    return Found(tuple(told), rounds, tuple(slots.odd), tuple(slots.loose))


def _of_several(page: Page, ages: Mark) -> bool:
    """'di 3, 5 e 8 anni': a row of ages that says so in words."""
    return len(ages.numbers) > 1 and page.tokens[ages.start].text != "("


def _with_labels(page: Page, at: Index, found: Sequence[Mention]) -> list[Mention]:
    """'3. Welfare', 'D1-A – Pipelines': a title with its number or code before it is one mention."""
    told: list[Mention] = []
    for mention in found:
        start, before = mention.start, told[-1] if told else None
        ahead = start - 2
        if mention.how == "title" and ahead >= 0 and page.tokens[ahead + 1].text in LABELLED:
            digits = page.tokens[ahead].kind is Kind.NUMBER  # 'just one: the foundry' is no label
            if digits and at.numbers.get(page.numbers[ahead] or 0, ()) == mention.sessions:
                start = ahead
            elif before is not None and before.end == ahead + 1 and before.sessions == mention.sessions:
                start = before.start
            if before is not None and before.start == start:
                told.pop()
        told.append(replace(mention, start=start))
    return told


def _told_by_place(
    page: Page, at: Index, found: list[Mention], rounds: tuple[RoundRef, ...], taken: frozenset[int]
) -> tuple[RoundRef, ...]:
    """Add the sessions told by their place; gives the rounds whose words are not part of one."""
    taken |= frozenset(n for m in found for n in range(m.start, m.end))
    placed = only_ones(page, at, rounds, taken) + positions(page, at, rounds, found, taken)
    inside = {n for m in placed for n in range(m.start, m.end)}
    found[:] = [m for m in found if m.start not in inside] + placed
    found.sort(key=lambda m: m.start)
    found += remaining(page, at, rounds, found) + beside(page, at, found)
    found.sort(key=lambda m: m.start)
    return tuple(r for r in rounds if r.start not in inside)


def _pairs(page: Page, at: Index) -> list[Mention]:
    """'Anna: 1/4', the numbers of one session of each round, where the fourth of the month is no day of the event."""
    found = []
    for ref in page.days:
        first, last = at.numbers.get(ref.day or 0, ()), at.numbers.get(ref.month or 0, ())
        short = ref.end - ref.start == 3 and ref.weekday is None and page.tokens[ref.start + 1].text == "/"
        if not (short and len(first) == len(last) == 1) or resolve(ref, at.event) is not None:
            continue
        if at.round_of[first[0]] != at.round_of[last[0]]:
            found.append(Mention(ref.start, ref.start + 1, first, "number"))
            found.append(Mention(ref.end - 1, ref.end, last, "number"))
    return found


def _narrow(page: Page, mention: Mention, rounds: tuple[RoundRef, ...], at: Index) -> Mention:
    """A mention of several sessions, told apart by the round named in its sentence."""
    if len(mention.sessions) < 2 or mention.how == "any":
        return mention
    start, end = page.sentences[page.sentence_of(mention.start)]
    while start and page.tokens[start - 1].text == ";":
        start, _ = page.sentences[page.sentence_of(start - 1)]  # 'Day 1: Ada -> B; Ugo -> A'
    before = [r for r in rounds if start <= r.start < mention.start]
    after = [r for r in rounds if mention.end <= r.start < end]
    words = page.voc.words
    small = words["preposition"] | words["round_lead"] | words["article"]
    close = [
        r
        for r in after[:1]
        if r.start > mention.end and all(t.fold in small for t in page.tokens[mention.end : r.start])
    ]
    for ref in (*close, *reversed(before), *after):  # 'C on day one and A on day two'
        inside = tuple(s for s in mention.sessions if at.round_of[s] == ref.round)
        if inside:
            return Mention(mention.start, mention.end, inside, mention.how)
    for cls, half in (("morning", "am"), ("afternoon", "pm")):
        inside = tuple(s for s in slot_sessions(at, None, None, half) if s in mention.sessions)
        if len(inside) == 1 and page.has(cls, start, end):
            return Mention(mention.start, mention.end, inside, mention.how)
    return mention


def _of_a_label(page: Page, mention: Mention) -> bool:
    """'MORNING (T1/T2/T3): T2': what a form offers, in brackets before its colon."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    last = min(len(page.tokens), clause.end + 2, mention.end + PHRASE) if clause.depth else mention.end
    close = next((n for n in range(mention.end, last) if page.tokens[n].text == ")"), None)
    if close is None or close + 2 > len(page.tokens) or page.tokens[close + 1].text != ":":
        return False
    return close + 2 < len(page.tokens) and page.tokens[close + 2].kind is not Kind.LINE


def _idle(page: Page, at: Index, mention: Mention) -> bool:
    """'Distinti saluti' where a title has 'salute', 'stare a casa' where one has 'casa'."""
    inside = any(
        m.start <= mention.start and mention.end <= m.end
        for m in page.within("idiom", max(0, mention.start - 4), mention.end + 4)
    )
    said = {page.tokens[n].fold for n in range(mention.start, mention.end)}
    return inside or (len(said) == 1 and said <= page.voc.words["closing_word"] and not said & at.spelled)


def _relative(page: Page, mention: Mention) -> bool:
    """'the first boat after that': counted from something else."""
    after = page.tokens[mention.end : mention.end + 1]
    ranked = page.tokens[mention.start].fold in page.voc.ordinals
    return ranked and bool(after) and after[0].fold in page.voc.words["relative_after"]


def _kin(page: Page, mention: Mention) -> bool:
    """'la mia amica', 'i soci Lia Sala e Tom Neri', where a title speaks of friends or members."""
    tie = page.at("relation", mention.start) or page.at("relations", mention.start)
    if tie is None or mention.end - mention.start != 1:
        return False
    named = page.tokens[mention.end : mention.end + 1]
    owned = any(m.end == mention.start for m in page.within("possessive", mention.start - 2, mention.start))
    return (tie.cls == "relation" and owned) or any(t.capital and is_given(t.fold) for t in named)


def _verb(page: Page, at: Index, mention: Mention) -> bool:
    """'book me' where a title has 'books': part of the words that ask, and not spelled as the title is."""
    said = {page.tokens[n].fold for n in range(mention.start, mention.end)}
    words = page.voc.words
    doer = words["me_subject"] | (words["pronoun_he"] | words["pronoun_she"] if words["noun_last"] else frozenset())
    if (
        len(said) == 1
        and mention.how in ("word", "title")
        and mention.start
        and page.tokens[mention.start - 1].fold in doer
    ):
        return True  # 'on Sunday I sing in church', where a title has 'sing'
    if len(said) > 1 or said & at.spelled:
        return False
    if mention.how == "word" and said <= page.voc.common:
        return True  # 'vi faccio sapere' where a title has 'saperi'
    return _asks(page, mention)


def _asks(page: Page, mention: Mention) -> bool:
    """Whether the words are part of those that ask for a place."""
    return any(
        m.start <= mention.start and mention.end <= m.end
        for cls in ("self", "we", "book", "request", "question_request")
        for m in page.within(cls, max(0, mention.start - 5), mention.end + 5)
    )


def _of_a_name(page: Page, at: Index, mention: Mention) -> bool:
    """'Maria Verdi' where a title has 'verde', 'Luca Verdi' where it has 'luce': not spelled as the title is."""
    token, beyond = page.tokens[mention.start], page.tokens[mention.end : mention.end + 1]
    if mention.end - mention.start != 1 or not token.capital or page.shouting or token.fold in at.spelled:
        return False
    alone = mention.start not in {start for start, _ in page.sentences} and mention.how != "word"
    first = (alone or any(after.capital for after in beyond)) and is_given(token.fold)
    before = page.tokens[mention.start - 1] if mention.start else None
    small = page.voc.common | page.voc.words["article"]
    return first or (before is not None and before.capital and is_given(before.fold) and before.fold not in small)


def _role_before(page: Page, mention: Mention) -> bool:
    """'Responsabile Logistica', 'Ufficio Formazione': an office, no wish."""
    words = page.voc.words
    after = page.tokens[mention.end].fold if mention.end < len(page.tokens) else ""
    if words["noun_last"] and after in words["role"] and after not in words["session_head"]:
        return True  # 'logistics manager'
    piece = mention.start
    begin, _ = page.sentences[page.sentence_of(mention.start)]
    while piece > begin and page.tokens[piece - 1].text not in ",:;()" and page.tokens[piece - 1].kind is not Kind.LINE:
        piece -= 1
    first = page.tokens[piece].fold.strip(".")
    if piece < mention.start and first in words["role"] | words["office"] and first not in words["session_head"]:
        return True
    before = mention.start - 1
    while before >= 0 and page.tokens[before].fold in words["article"] | words["of"]:
        if len(page.tokens[before].text) == 1 and page.tokens[before].text.isupper():
            return False  # 'Archivist A Grants': a code, no article
        before -= 1
    if before < 0:
        return False
    word = page.tokens[before].fold.strip(".")
    return (word in words["role"] and word not in words["session_head"]) or word in words["not_a_session_after"]


def _listed(page: Page) -> frozenset[int]:
    """Tokens of rows and terse lines, where a bare number or letter is a choice."""
    words = page.voc.words
    joints = words["conjunction"] | words["and"]
    found: set[int] = set()
    for clause in page.clauses:  # a clause of numbers or letters only: '1 e 4'
        inside = page.tokens[clause.start : clause.end]
        if all(
            (t.kind is not Kind.WORD and t.kind is not Kind.OPAQUE) or len(t.text) == 1 or t.fold in joints
            for t in inside
        ):
            found.update(range(clause.start, clause.end))
    for start, end in page.sentences:
        if (
            sum(t.kind is Kind.WORD for t in page.tokens[start:end]) <= 8
            and not page.has_any(PROSE, start, end)
            and page.dated.isdisjoint(range(start, end))
        ):
            found.update(range(start, end))
    return frozenset(found)


# ------------------------------------------------------------------------------------------------ topics and ears


def without_names(page: Page, at: Index, found: Found, spans: Iterable[tuple[int, int]]) -> Found:
    """Without words of full names that are like a title's and not spelled so: Ms Lowe wants no low-carbon kilns."""
    inside = {n for start, end in spans if end - start > 1 for n in range(start, end)}
    words = (m for m in found.mentions if m.how == "word" and m.start in inside)
    alike = {m for m in words if page.tokens[m.start].fold not in at.spelled}
    kept = (m for m in found.mentions if m not in alike)
    return Found(tuple(kept), found.rounds, found.odd_hours, found.loose_days)


def add_topics(page: Page, at: Index, found: Found, missing: frozenset[str], skip: frozenset[int]) -> Found:
    """For rounds nothing was found for: what the sentences speak of, then what words sound like. `skip`: names."""
    if not missing:
        return found
    within = frozenset(s for s, r in at.round_of.items() if r in missing)
    extra: list[Mention] = []
    free = [
        n
        for n, t in enumerate(page.tokens)
        if t.kind is Kind.WORD and n not in found.tokens and n not in skip and n not in page.dated
    ]
    heads = page.voc.words["session_head"] | page.voc.words["generic"]
    known = page.voc.words["stop"] | page.voc.function_words | heads
    for mention in ear_mentions(page.tokens, at, free, within, known):
        extra.append(mention)
    extra += _spoken_of(page, at, Found((*found.mentions, *extra), found.rounds), missing)
    for clause in page.clauses:
        start, end = page.sentences[clause.sentence]
        wished = page.has_any(WISHING, start, end)
        if not wished and not any(start <= r.start < end for r in found.rounds):
            continue
        if any(clause.start <= m.start < clause.end for m in (*found.mentions, *extra)):
            continue
        near = max(start, clause.start - 6)
        if not page.has("topic_cue", near, clause.end) and not any(near <= r.start < clause.end for r in found.rounds):
            continue
        topic = topic_mention(page.tokens, clause.start, clause.end, at, within)
        if topic is not None:
            extra.append(topic)
    merged = sorted((*found.mentions, *extra), key=lambda m: m.start)
    return Found(tuple(merged), found.rounds, found.odd_hours, found.loose_days)


def _spoken_of(page: Page, at: Index, found: Found, missing: frozenset[str]) -> list[Mention]:
    """'quello sui rifiuti', 'dove si parla di cassa integrazione', 'al pomeriggio la schiena': behind such words one
    word of what a session is about tells it, if no other session has it."""
    every = frozenset(at.round_of)
    everyday = page.voc.function_words | page.voc.words["verb"] | (page.voc.common - at.written)
    so = {m.start for m in page.marks.get("concluding", ())}  # 'quindi' that draws a conclusion
    classes = ("topic_cue", "topic_strict", "then", "before")
    cues = [(m.end, every) for cls in classes for m in page.marks.get(cls, ()) if m.start not in so]
    cues += [
        (r.end, frozenset(s for s in every if at.round_of[s] == r.round))
        for r in found.rounds
        if not _tells_of_else(page, r)
    ]
    for mark in page.marks.get("the_one", ()):  # 'the swords and bells one'
        topic = topic_mention(page.tokens, mark.start, mark.end, at, every, 1, everyday)
        if topic is not None and not found.tokens & set(range(mark.start, mark.end)):
            cues.append((mark.start, every))
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    told: list[Mention] = []
    for start, within in sorted(cues, key=lambda cue: (cue[0], len(cue[1]))):
        end = _phrase_end(page, start, stops)
        if end <= start or any(start <= m.start < end for m in told):
            continue
        topic = topic_mention(page.tokens, start, end, at, within, 1, everyday)
        topic = topic or topic_mention(page.tokens, start, end, at, within)
        if topic is not None and at.round_of[topic.sessions[0]] in missing:
            told.append(topic)
    return told


def _tells_of_else(page: Page, ref: RoundRef) -> bool:
    """'al pomeriggio sono in ferie': a verb of its own follows, and nothing is asked for."""
    clause = page.clauses[page.clause_of(ref.start)]
    asks = page.has_any(ASKING, clause.start, clause.end + NEAR)
    acts = any(t.fold in page.voc.words["me_subject"] for t in page.tokens[ref.end : ref.end + 1])  # 'on Sunday I sing'
    return not asks and (acts or any(t.fold in page.voc.words["verb"] for t in page.tokens[ref.end : clause.end]))


def _phrase_end(page: Page, start: int, stops: Sequence[int]) -> int:
    """Where a noun with what belongs to it ends: at a mark of the sentence or another fact, some words on."""
    _, last = page.sentences[page.sentence_of(start)] if start < len(page.tokens) else (0, 0)
    last = min([last, start + PHRASE, *(s for s in stops if s >= start)])
    marks = (n for n in range(start, last) if page.tokens[n].kind is Kind.MARK and page.tokens[n].text in ",;:()-–—")
    return next((n for n in marks if n > start), last)
