"""What the text says of each session named: wanted or not, by whom, and how it ranks beside others of its round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailflow.understanding.cast import Cast
from mailflow.understanding.mentions import Found
from mailflow.understanding.owners import ALL, ONE, owners_of, spoken_of
from mailflow.understanding.page import Page
from mailflow.understanding.party import Ref
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions import Index, Mention
from mailflow.understanding.stances import Stance
from mailflow.understanding.tokens import Kind
from mailflow.understanding.vocabulary import Mark

ASKING = ("self", "we", "they", "book", "request", "question_request", "move_to", "change_session")
NEAR = 7  # tokens a 'not' reaches ahead


@dataclass(frozen=True, slots=True)
class Wish:
    """One session wanted (or not) by one owner, at a place of the text."""

    owner: int
    session: str
    round: str
    place: int
    positive: bool
    remark: bool = False  # only spoken of: a reason, a job, what others say
    weak: bool = False  # the words may well mean something else
    coded: bool = False  # told by code or number
    hour: bool = False  # told by its hour
    asked: bool = False  # words that ask for it stand before it
    first: bool = False  # said to come first
    ordered: bool = False  # said to come after the one before
    last: bool = False  # second best, even if named first
    replaces: bool = False  # a correction stands before it


def wishes_of(
    page: Page, cast: Cast, found: Found, at: Index, changing: bool, alone: bool
) -> tuple[list[Wish], list[Doubt]]:
    """All wishes in reading order, and what is not clear of them. `alone`: there is nobody but the one person."""
    everybody: list[tuple[int, ...]] = [(ALL,)] * len(found.mentions)
    doubts: list[Doubt] = []
    owners = _respectively(page, cast, found, at, owners_of(page, cast, found.mentions, changing), doubts)
    refs = spoken_of(page, cast, found.mentions)
    wishes: list[Wish] = []
    others = [alone and _of_somebody_else(cast, who) for who in owners]
    strangers = {p for who, other in zip(owners, others, strict=True) for p in who if other and p >= 0}
    coded = any(other and m.how in ("code", "number") for m, other in zip(found.mentions, others, strict=True))
    one_of_us = any(_one_of_us(page, found, mark) for mark in page.marks.get("one_of_us", ()))
    if coded or one_of_us or any(not _in_passing(page, cast, person) for person in strangers):
        doubts.append(Doubt("choices", "it is not clear who wants what"))
    owners = everybody if alone else owners
    before: dict[str, Mention] = {}  # the mention last met of each round
    other: dict[str, Mention] = {}  # the one from which on that session was spoken of
    ranked: set[str] = set()  # rounds whose last mention comes after another
    refused = False  # whether the mention before this one is not wanted
    for n, mention in enumerate(found.mentions):
        if _office_beside_codes(page, at, cast, found, mention):
            continue
        if changing and _booked_already(page, at, found, mention):
            continue
        refused = _refused(page, at, found, mention, refs, changing) or (
            refused and n > 0 and _refused_too(page, at, found.mentions[n - 1], mention)
        )
        if len(mention.sessions) > 1 and not refused and mention.how != "any":
            if not mention.weak:
                doubts.append(_several(page, at, mention))
            continue
        round_ = at.round_of[mention.sessions[0]]
        ordered = mention.how == "any" or _ordered(page, mention, before.get(round_))
        if round_ in ranked and _or_too(page, before[round_], mention):
            ordered = True  # 'le 9, in alternativa le 8.30 o le 9.30'
        ranked = ranked | {round_} if ordered else ranked - {round_}
        wishes += [
            Wish(
                owner=owner,
                session=session,
                round=at.round_of[session],
                place=mention.start,
                positive=not refused,
                remark=others[n] or _remark(page, cast, mention),
                weak=mention.weak,
                coded=mention.how in ("code", "number"),
                hour=mention.how == "hour",
                asked=_asked(page, mention),
                first=_first(page, found, mention, before.get(round_)),
                ordered=ordered,
                last=_second_best(page, mention, before.get(round_)),
                replaces=_replaces(page, mention, other.get(round_)),
            )
            for owner in owners[n]
            for session in mention.sessions
        ]
        if _opens_an_end(page, found, at, n):
            words = page.words(*page.sentences[page.sentence_of(mention.start)]).strip()
            doubts.append(Doubt("choices", f"which is the other: “{words}”", round=round_))
        same = round_ in before and before[round_].sessions == mention.sessions
        other[round_] = other[round_] if same else mention  # 'C … no, my data is lost: B'
        before[round_] = mention
    return wishes, doubts


def _of_somebody_else(cast: Cast, who: tuple[int, ...]) -> bool:
    """Whether a session is only what somebody does who does not come."""
    return all(person >= 0 and not cast.persons[person].comes for person in who)


def _one_of_us(page: Page, found: Found, mark: Mark) -> bool:
    """'one of us does A, the other B', and not which."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    told = {m.sessions for m in found.mentions if start <= m.start < end}
    return len(told) > 1 and page.has("others", start, end)


def _in_passing(page: Page, cast: Cast, person: int) -> bool:
    """Whether somebody is only spoken of: stays, or says what he says."""
    spoken = [cast.stances[page.clause_of(r.start)] for r in cast.refs if r.person == person]
    return cast.persons[person].stays or all(s in (Stance.ASIDE, Stance.STAYS) for s in spoken)


def _several(page: Page, at: Index, mention: Mention) -> Doubt:
    words = page.words(mention.start, mention.end)
    return Doubt(
        "choices", f"“{words}” may mean several", round=at.round_of[mention.sessions[0]], options=mention.sessions
    )


def _respectively(
    page: Page, cast: Cast, found: Found, at: Index, owners: list[tuple[int, ...]], doubts: list[Doubt]
) -> list[tuple[int, ...]]:
    """'Anna e Luca, rispettivamente ai gruppi 1 e 3': the first to the first, the second to the second.

    Where there are not as many persons as sessions, who wants what is a doubt; so it is where an order is told that
    may be one of preference as well as that of the persons ('in that order: A, B').
    """
    paired = list(owners)
    for mark in (m for cls in ("respectively", "as_named", "in_that_order") for m in page.marks.get(cls, ())):
        start, end = page.sentences[page.sentence_of(mark.start)]
        inside = [n for n, m in enumerate(found.mentions) if start <= m.start < end and len(m.sessions) == 1]
        for round_ in dict.fromkeys(at.round_of[found.mentions[n].sessions[0]] for n in inside):
            row = [n for n in inside if at.round_of[found.mentions[n].sessions[0]] == round_]
            people = _in_order_named(cast, start, end, len(row))
            ranked = mark.cls == "in_that_order" and _by_preference(page, found, row, start, end)
            if len(row) < 2 or ranked:
                continue
            repeated = len({found.mentions[n].sessions for n in row}) < len(row)
            if len(people) == len(row) and (mark.cls != "in_that_order" or repeated):
                for n, person in zip(row, people, strict=True):
                    paired[n] = (person,)
            elif len(_coming_in_order(cast)) > 1 and (mark.cls == "respectively" or len(people) == len(row)):
                doubts.append(Doubt("choices", "it is not clear who wants what", round=round_))
    return paired


def _in_order_named(cast: Cast, start: int, end: int, count: int) -> list[int]:
    """The persons named in the sentence, where they are so many; else everybody who comes, in the order named."""
    told = [r.person for r in cast.refs if start <= r.start < end and r.kind in ("name", "me", "i") and r.person >= 0]
    here = list(dict.fromkeys(told))
    return here if len(here) == count else _coming_in_order(cast)


def _coming_in_order(cast: Cast) -> list[int]:
    """Who comes, by where he is met first."""
    first = dict.fromkeys(r.person for r in sorted(cast.refs, key=lambda r: r.start) if r.person >= 0)
    return [n for n in first if cast.persons[n].comes and not cast.persons[n].stays]


def _by_preference(page: Page, found: Found, row: Sequence[int], start: int, end: int) -> bool:
    """'A o B, nell'ordine', 'in that order of preference': it ranks the sessions for everybody."""
    ors = page.voc.words["or"]
    joined = [t.fold for one, two in pairwise(found.mentions[n] for n in row) for t in page.tokens[one.end : two.start]]
    return any(t in ors for t in joined) or any(page.has(cls, start, end) for cls in ("by_preference", "first_rank"))


# ------------------------------------------------------------------------------------------------ wanted or not


def _refused(page: Page, at: Index, found: Found, mention: Mention, refs: Sequence[Ref], changing: bool) -> bool:
    """Whether the words around give the session up: 'non', 'tranne', 'invece di', 'F no', 'di F non ne so niente'."""
    clause = page.clauses[page.clause_of(mention.start)]
    voc = page.voc.words
    number = found.mentions.index(mention)
    previous = found.mentions[number - 1] if number else None
    asked = [(m.start, m.end) for m in page.within("question_request", max(0, clause.start - 6), clause.end)]
    fine = [
        (m.start, m.end)
        for cls in ("alternative", "not_negation", "full")
        for m in page.within(cls, max(0, clause.start - 6), clause.end)
        if cls != "alternative" or m.start < mention.start
    ]
    head = _head(page, mention)
    if changing and _left_for_another(page, found, mention):
        return True
    for cls in ("negation", "exclude", "instead_of"):
        for mark in page.within(cls, _since_except(page, clause.start) if cls == "exclude" else clause.start, head):
            if any(
                m.start <= mark.start < m.end for m in page.within("correction", max(0, mark.start - 4), mark.end + 4)
            ):
                continue  # 'le 15… no dai, le 10'
            if cls == "negation" and page.tokens[mark.end].text in (".", "..."):
                continue  # 'Kilns... no. Hydrogen.'
            if _not_given(page, mention):
                continue
            asking = cls == "negation" and any(s <= mark.start < e for s, e in asked)
            if asking or any(s <= mark.start < e for s, e in fine) or page.has("but", mark.end, mention.start):
                continue
            if _weak_not(page, mark.start, mention.start):
                continue
            between = previous is not None and previous.end > mark.end
            if between and previous is not None and not _refused_too(page, at, previous, mention):
                continue  # 'invece dell'1 il 2'
            if any(mark.end <= r.start < mention.start and r.kind in ONE for r in refs):
                continue  # 'tutti tranne Luca, che va alla B'
            source = page.tokens[mark.start].fold in voc["from"] or page.tokens[mark.end - 1].fold in voc["from"]
            gap = mention.start - mark.end
            if cls == "instead_of" and (gap > (1 if source else 4) or (source and not changing)):
                continue
            if cls == "negation" and gap > NEAR:
                continue
            if cls != "negation" and page.has("move_to", mark.end, mention.start):
                continue
            return True
    if clause.opener in voc["except"]:
        return True
    return _refused_behind(page, mention, clause.start, clause.end, [*fine, *asked], changing)


def _since_except(page: Page, start: int) -> int:
    """Where 'tranne' begins that stands alone before 'che al tavolo dei giovani'."""
    while start and page.tokens[start - 1].fold in page.voc.words["except"]:
        start -= 1
    return start


def _head(page: Page, mention: Mention) -> int:
    """Where the hour itself begins, behind the preposition that is told with it ('invece [delle 10]')."""
    words, start = page.voc.words, mention.start
    small = words["preposition"] | words["article"] | words["from"] | words["of"] | words["hour_lead"]
    while start < mention.end - 1 and page.tokens[start].fold in small:
        start += 1
    return start


def _left_for_another(page: Page, found: Found, mention: Mention) -> bool:
    """'da sabato alle 10 a domenica', 'dalle 15 alle 10': from there to another that is told next."""
    near = page.tokens[max(0, mention.start - 1) : mention.start + 1]
    if not any(t.fold in page.voc.words["from"] for t in near):
        return False
    following = next((m for m in found.mentions if m.start >= mention.end), None)
    return (
        following is not None
        and following.start - mention.end <= 3
        and page.sentence_of(following.start) == page.sentence_of(mention.start)
    )


def _weak_not(page: Page, place: int, mention: int) -> bool:
    """'ne', which is also no 'not' at all, unless the session follows at once."""
    return page.tokens[place].text.lower() in page.voc.words["weak_not"] and mention - place > 2


def _refused_behind(
    page: Page, mention: Mention, start: int, end: int, fine: Sequence[tuple[int, int]], changing: bool
) -> bool:
    """'F no', 'la logistica non mi interessa', 'al gruppo 1 non ce la faccio'."""
    voc = page.voc.words
    _, stop = page.sentences[page.sentence_of(mention.end - 1)]
    for mark in page.within("not_wanted_after", mention.end, min(stop, mention.end + 8)):
        bare = mark.end - mark.start == 1  # 'B2, no Sunday' says nothing of B2
        last = mark.end >= len(page.tokens) or page.tokens[mark.end].kind is not Kind.WORD
        later = any(t.fold in voc["then_word"] for t in page.tokens[mention.end : mark.start])  # 'alle sei dopo lavoro'
        if mark.start - mention.end <= 1 and not later and (last or not bare):
            return True
    dots = mention.end
    while dots < len(page.tokens) and page.tokens[dots].text.strip(".…") == "" and dots - mention.end < 4:
        dots += 1
    alone = [t.fold in voc["no_after"] for t in page.tokens[dots : dots + 1]]
    if (
        dots > mention.end
        and any(alone)
        and [t.text[0] in ".!:;…" for t in page.tokens[dots + 1 : dots + 2]] != [False]
    ):
        return True  # 'Low-carbon kilns... no. Hydrogen.'
    after = page.tokens[mention.end : mention.end + 2]
    if not after:
        return False
    if after[0].fold in voc["no_after"] and (
        len(after) < 2 or after[1].kind in (Kind.MARK, Kind.LINE) or after[1].fold in voc["stop"]
    ):
        return True
    if changing and any(m.start == mention.end for m in page.within("gives_up", mention.end, mention.end + 4)):
        return True
    if changing and _exchanged(page, mention):
        return True
    if any(page.has(cls, start, mention.start) for cls in ASKING):
        return False
    return any(
        page.tokens[m.start].fold in voc["not"]
        and m.start - mention.end <= 2
        and not any(s <= m.start < e for s, e in fine)
        and not _weak_not(page, m.start, m.end + NEAR)
        for m in page.within("negation", mention.end, end)
    )


def _exchanged(page: Page, mention: Mention) -> bool:
    """'change T2 with T1', 'scambiare il 3 con il 4': what is given for something else."""
    words, before = page.voc.words, mention.start - 1
    while before > 0 and page.tokens[before].fold in words["article"] | words["session_head"]:
        before -= 1
    verb = before >= 0 and page.tokens[before].fold in words["exchange"]
    return verb and page.tokens[mention.end].fold in words["exchange_for"]


def _refused_too(page: Page, at: Index, one: Mention, two: Mention) -> bool:
    """'tranne la A e la B'; not 'any tutorial except T1, and W1': behind a comma another round's is wanted."""
    if _exchanged(page, one):
        return False
    rounds = {at.round_of[m.sessions[0]] for m in (one, two)}
    parted = page.tokens[one.end].text == "," if one.end < two.start else False
    return _joined(page, one, two) and not (parted and len(rounds) > 1)


def _joined(page: Page, one: Mention, two: Mention) -> bool:
    """Whether two sessions are joined by no more than 'and', 'nor' or a comma."""
    words = page.voc.words
    between = page.tokens[one.end : two.start]
    joints = words["and"] | words["nor"] | words["or"]
    return all(t.fold in joints | words["article"] | words["preposition"] or t.text == "," for t in between) and any(
        t.fold in joints or t.text == "," for t in between
    )


def _booked_already(page: Page, at: Index, found: Found, mention: Mention) -> bool:
    """'avevo prenotato per venerdì alle 17': what is held so far, no wish."""
    clause = page.clauses[page.clause_of(mention.start)]
    classes = ("before_now", "was", "held")
    held = [m for cls in classes for m in page.within(cls, clause.start, mention.start)]
    begin, _ = page.sentences[clause.sentence]
    if not held and clause.opener in page.voc.words["and"]:  # 'eravamo io e Ugo alle 9'
        held = [m for m in page.within("was", begin, clause.start) if not page.has("self", m.end, mention.start)]
    verbs = page.voc.words["verb"] | page.voc.words["goes_verb"]
    goes = any(t.fold in verbs for t in page.tokens[clause.start : mention.start])
    others = {m.start for m in page.within("instead_of", clause.start, clause.end)}
    instead = any(m.start not in others for m in page.within("substitution", clause.start, clause.end))
    if instead and not held and not goes:
        return True  # 'per la visita delle 10 al mio posto viene Ugo'
    again = mention.how == "hour" and page.has("same_hour", mention.end)
    if held and held[0].cls == "held" and (again or page.has("alternative", begin, mention.start)):
        return False  # 'alla mia prenotazione delle 10 aggiungete Ugo, alla stessa ora', 'if B is full, he stays in C'
    round_ = at.round_of[mention.sessions[0]]
    between = [m for m in found.mentions if held and held[-1].end <= m.start < mention.start]
    if any(at.round_of[m.sessions[0]] == round_ and not _joined(page, m, mention) for m in between):
        return False  # 'la mia prenotazione dalle 8.30 alle 9.30'
    return bool(held) and not any(_altered(page, m.end, mention.start) for m in held)


def _altered(page: Page, start: int, end: int) -> bool:
    """Whether words of moving on stand there: 'my place on B to C'; 'registered for C' is none."""
    words = page.voc.words["for"]
    moves = any(m.start > start or page.tokens[m.start].fold not in words for m in page.within("move_to", start, end))
    return moves or any(page.has(cls, start, end) for cls in ("change_session", "but"))


def _remark(page: Page, cast: Cast, mention: Mention) -> bool:
    """Whether the session is only spoken of: a field of work, a reason, last year, what somebody says."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    start, _ = page.sentences[clause.sentence]
    if mention.how not in ("code", "number") and any(
        mention.start - m.end <= 4
        and not page.has("but", m.end, mention.start)
        and not page.has("wished", clause.start, m.start)  # 'I'd like to work on frescoes'
        for m in page.within("field", max(start, mention.start - 9), mention.start)
    ):
        return True
    if page.has("correction", clause.start, mention.start):
        return False
    past = any(page.has(cls, clause.start, mention.start) for cls in ("another_time", "was"))
    if past and not any(page.has(cls, clause.start, mention.start) for cls in ("self", "we", "book", "wished")):
        return True  # 'l'anno scorso ero al gruppo logistica'
    anew = page.has("but", clause.start, clause.start + 1) and not page.has("aside", clause.start, clause.end)
    if cast.stances[number] is Stance.ASIDE and mention.how != "code" and not anew and not _goes_on(page, cast, number):
        return not page.has("wished", clause.start, mention.start)
    if page.has("thought_of", clause.start, mention.start):
        return True  # 'I've thought about metals'
    if page.has("undecided_choice", start, mention.start) and not page.has("but", start, mention.start):
        return True  # 'sono in dubbio tra E e F, ma metto E'
    causal = clause.opener in page.voc.words["causal"]
    return causal and not any(page.has(cls, clause.start, clause.end) for cls in (*ASKING, "topic_cue"))


def _goes_on(page: Page, cast: Cast, number: int) -> bool:
    """'I'd like to work on frescoes and learn to write grants': joined to what is asked for, without a subject."""
    clause, before = page.clauses[number], page.clauses[number - 1]
    if not number or before.sentence != clause.sentence or clause.opener not in page.voc.words["and"]:
        return False
    own = any(clause.start <= r.start < clause.end for r in cast.refs)
    return not own and any(page.has(cls, before.start, before.end) for cls in ASKING)


def _asked(page: Page, mention: Mention) -> bool:
    clause = page.clauses[page.clause_of(mention.start)]
    return any(page.has(cls, clause.start, mention.start) for cls in ("move_to", "change_session", "request"))


def _office_beside_codes(page: Page, at: Index, cast: Cast, found: Found, mention: Mention) -> bool:
    """Whether a row of a list tells its choices by code, so that the words beside them are an office."""
    if mention.how not in ("title", "alias", "word"):
        return False
    start, end = page.sentences[page.sentence_of(mention.start)]
    bracketed = page.clauses[page.clause_of(mention.start)].depth > 0  # 'Dr Roux (Data Governance): D1-C'
    if not bracketed and any(page.has(cls, start, end) for cls in ASKING):
        return False
    if bracketed and page.has("as_above", mention.end, end):
        return True  # 'Bianca Morsiani (formazione e sviluppo): come sopra'
    if not any(s.code or s.number for s in at.event.round(at.round_of[mention.sessions[0]]).sessions):
        return False  # its round has no codes
    row = any(r.kind == "name" and r.start - start <= 4 for r in cast.refs if start <= r.start < end)
    coded = [m for m in found.mentions if start <= m.start < end and m.how in ("code", "number")]
    return row and bool(coded) and mention.start < coded[0].start


# ------------------------------------------------------------------------------------------------ in which order


def _since(page: Page, mention: Mention, before: Mention | None) -> int:
    """Where the words begin that may tell how a session ranks: at the sentence, or behind the one before it."""
    begin, _ = page.sentences[page.sentence_of(mention.start)]
    return max(begin, before.end if before else 0)


def _first(page: Page, found: Found, mention: Mention, before: Mention | None) -> bool:
    """'prima scelta B', 'preferirei B', 'W2 only if W1 is full': it comes before the others of its round."""
    since = _since(page, mention, before)
    if any(
        mention.start - m.end <= 4 and not (before and _closes_off(page, before, m))
        for m in page.within("first_rank", since, mention.start)
    ):
        return True
    behind = [m for m in page.within("first_rank_after", mention.end, mention.end + 6) if m.start - mention.end <= 1]
    if behind and not any(0 <= m.start - behind[0].end <= 3 for m in found.mentions):
        return True  # 'B (prima scelta)', and not 'B, prima scelta la C'
    return _under_condition(page, mention)


def _closes_off(page: Page, before: Mention, mark: Mark) -> bool:
    """'1 (prima scelta), 2', 'Saturday would be first choice, then Sunday': the rank of the one before."""
    said = page.within("first_rank_after", before.end, mark.end)
    if any(m.start - before.end <= 1 < mark.start - before.end and m.end == mark.end for m in said):
        return True
    return mark.start - before.end <= 1 and page.tokens[mark.end].text in "),;"


def _under_condition(page: Page, mention: Mention) -> bool:
    """'se la B è piena': the session that may be full is the one wanted first."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    if _not_given(page, mention):
        return True
    told = page.has("full", clause.start, mention.start)  # 'se non c'è posto gli inventori, …'
    _, end = page.sentences[clause.sentence]
    return opened and not told and page.has("full", mention.start, min(end, mention.end + 6))


def _not_given(page: Page, mention: Mention) -> bool:
    """'if you can't manage C2': wanted, and feared to be gone; only what follows at once is."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    return opened and any(mention.start - m.end <= 3 for m in page.within("not_given", clause.start, mention.start))


def _ordered(page: Page, mention: Mention, before: Mention | None) -> bool:
    """Whether words say that it comes after the session before it: 'altrimenti', 'in subordine', 'F also fine'."""
    since = _since(page, mention, before)
    _, end = page.sentences[page.sentence_of(mention.start)]
    plain_or, plain_like = page.voc.words["or"], page.voc.words["like"]  # 'mi vanno bene le 10 come le 11.30'
    ranks = any(
        not all(t.fold in plain_or for t in page.tokens[m.start : m.end])
        for m in page.within("alternative", since, mention.start)
    )
    trailing = any(
        m.start <= mention.end + 4 for m in page.within("rank_after", mention.end, min(end, mention.end + 8))
    )
    iffy = any(t.fold in page.voc.words["conditional"] for t in page.tokens[since : mention.start])
    listed = page.has("in_order") and before is not None
    likened = before is not None and [t.fold in plain_like for t in page.tokens[before.end : mention.start]] == [True]
    row = likened or (before is not None and (_counted_on(page, before, mention) or _counted_behind(page, mention)))
    return ranks or trailing or iffy or listed or row or page.has("either") or _in_reserve(page, mention, before)


def _or_too(page: Page, before: Mention, mention: Mention) -> bool:
    return _joined(page, before, mention) and any(
        t.fold in page.voc.words["or"] for t in page.tokens[before.end : mention.start]
    )


def _counted_on(page: Page, before: Mention, mention: Mention) -> bool:
    """'first T3, second T2': an ordinal stands right before it, behind the one before of the same round."""
    small = page.voc.words["article"] | page.voc.words["rank_noun"] | {":"}
    n = mention.start - 1
    while n >= before.end and page.tokens[n].fold in small:
        n -= 1
    return n >= before.end and page.voc.ordinals.get(page.tokens[n].fold, 0) > 1


def _counted_behind(page: Page, mention: Mention) -> bool:
    """'C first, D second': its rank stands alone behind it."""
    after = page.tokens[mention.end : mention.end + 2]
    ranked = bool(after) and page.voc.ordinals.get(after[0].fold, 0) > 1
    return ranked and (len(after) < 2 or after[1].kind is not Kind.WORD)


def _in_reserve(page: Page, mention: Mention, before: Mention | None) -> bool:
    """'the 4pm, or the 2.30 if that is full', 'T3 (T2 if full)': the words that rank it stand behind."""
    if before is None:
        return False
    words = page.voc.words
    if page.tokens[before.end].text == "(" and page.tokens[before.end + 1].fold in words["or"]:
        return True  # 'gruppo 3 (o il 2)'
    joined = any(t.fold in words["or"] for t in page.tokens[before.end : mention.start])
    return any(
        m.start - mention.end <= (3 if joined else 0) and (joined or page.tokens[m.start].fold in words["conditional"])
        for m in page.within("alternative", mention.end, mention.end + 8)
    )


def _opens_an_end(page: Page, found: Found, at: Index, n: int) -> bool:
    """'il 3 o altro', 'if containers are full, …': another is announced, and no other of the round is understood."""
    mention, voc = found.mentions[n], page.voc.words
    begin, end = page.sentences[page.sentence_of(mention.start)]
    round_ = at.round_of[mention.sessions[0]]
    if any(
        m.sessions != mention.sessions and at.round_of[m.sessions[0]] == round_ and begin - 20 <= m.start < end + 10
        for m in found.mentions
    ):
        return False
    small = voc["article"] | voc["preposition"]
    near = mention.start
    while near > begin and page.tokens[near - 1].fold in small:
        near -= 1
    beside = [t.fold for t in (*page.tokens[max(begin, near - 1) : near], *page.tokens[mention.end : mention.end + 1])]
    return any(b in voc["or"] for b in beside) or _under_condition(page, mention) or _other_behind(page, mention, end)


def _other_behind(page: Page, mention: Mention, end: int) -> bool:
    """'the logistics, and if this one is complete, the one of the cables': words for another that no title has."""
    words = page.voc.words
    for mark in page.within("alternative", mention.end, min(end, mention.end + 12)):
        said = page.tokens[mark.start : mark.end]
        after = [t.fold for t in page.tokens[mark.end : min(end, mark.end + 3)] if t.text != ","]
        iffy = any(t.fold in words["conditional"] for t in said)
        if iffy and len(after) == 2 and after[0] in words["that_one"] and after[1] in words["slot_head"]:
            return True
    return False


def _second_best(page: Page, mention: Mention, before: Mention | None) -> bool:
    """'mi accontento della B', 'B only if A is full'."""
    if _under_condition(page, mention):
        return False
    since = _since(page, mention, before)
    if any(m.end <= mention.start for m in page.within("fallback_first", since, mention.start)):
        return True
    return any(m.start - mention.end <= 2 for m in page.within("fallback_first", mention.end, mention.end + 6))


def _replaces(page: Page, mention: Mention, before: Mention | None) -> bool:
    """Whether a correction stands between the session before, of its round, and this one."""
    since = max(before.end if before else 0, mention.start - 12)
    return page.has("correction", since, mention.start)
