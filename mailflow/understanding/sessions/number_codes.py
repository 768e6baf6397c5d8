"""Sessions by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.number_neighbours import (
    by_its_number,
    comes_along,
    continues,
    dashed,
    ends_a_name,
    follows,
    in_brackets_behind_a_name,
    in_row,
    joined_on,
    numbers_a_row,
    of_the_next,
    pair,
    plus,
)
from mailflow.understanding.sessions.number_ranks import heads_a_number, noun_of_rank, ranks_on
from mailflow.understanding.sessions.numbers_said import Number, Numbers, number_at
from mailflow.understanding.sessions.sessions import Mention
from mailflow.understanding.text.code_neighbours import counts_something
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind

LEADS = ("preposition", "of", "from", "me", "me_subject", "pronoun_he", "pronoun_she")  # 'ai 4', 'io 3'
LARGE = 100  # from here on no number of a mail counts people
Sure = Mapping[int, int]  # by token, the number of a session that is sure


def _no_number(text: Numbers, one: Number, sure: Sure) -> bool:
    """It numbers a row, or tells how often: 'c'è posto x 2?', or who comes along: 'Ada Neri +1'."""
    times = one.n > 0 and text.tokens[one.n - 1].fold in text.voc.words["times"]
    return (
        times
        or comes_along(text.tokens, one.n, text.at)
        or (numbers_a_row(text.tokens, one.n) and not dashed(text.tokens, one.n, text.at))
    )


def _an_age(text: Numbers, one: Number, sure: Sure) -> bool:
    """'Amy (8) violin', 'Amy (8), Tim (10)': in brackets behind a name, before words of a session or among ages."""
    if not in_brackets_behind_a_name(text.tokens, one.n):
        return False
    behind = next((t for t in text.tokens[one.n + 2 : one.n + 6] if t.kind is not Kind.MARK), None)
    named = behind is not None and behind.kind is Kind.WORD and stem(behind.fold) in text.at.words
    others = (n for n, t in enumerate(text.tokens) if t.kind is Kind.NUMBER and t.text != text.tokens[one.n].text)
    beside = (int(text.tokens[n].text) for n in others if in_brackets_behind_a_name(text.tokens, n))
    return named or any(value not in text.at.numbers for value in beside)


def _of_a_room(text: Numbers, one: Number, sure: Sure) -> bool:
    """'sala 2', and not 'Ugo Sala 2'."""
    return one.lead in text.voc.words["room"] and one.before is not None and not ends_a_name(text.tokens, one.before)


def _of_a_page(text: Numbers, one: Number, sure: Sure) -> bool:
    """'il modulo si ferma a pagina 3', 'back to step 1': of a thing that the event has no sessions of."""
    return one.lead in text.voc.words["page_word"] and one.lead not in text.heads and one.before == one.n - 1


def _of_a_place(text: Numbers, one: Number, sure: Sure) -> bool:
    """'Ada Neri, IC Fiorano 1': behind two capital words or more that are nobody's name and no session's."""
    n = one.n
    while n and text.tokens[n - 1].capital and text.tokens[n - 1].kind is Kind.WORD:
        n -= 1
    run = text.tokens[n : one.n]
    if not one.digits or len(run) < 2 or n == 0 or run[0].fold in surnames():
        return False
    sessions = text.heads | text.voc.words["round_head"] | text.voc.words["title"]
    if any(t.fold in sessions or stem(t.fold) in text.at.words or is_given(t.fold) for t in run):
        return False
    row = text.tokens[n - 1].kind is Kind.LINE and not text.tokens[n].text.isupper()  # 'Pravin Deshmukh 4'
    return not row and text.tokens[n - 1].text in ",(\n"


def _named_first(text: Numbers, one: Number, sure: Sure) -> bool:
    """'come primo gruppo metterei la logistica'."""
    return one.ordinal and one.lead in text.voc.words["like"]


def _with_its_noun(text: Numbers, one: Number, sure: Sure) -> bool:
    """'terzo gruppo', 'gruppo 3', 'al 2 va lui'; not 'secondo turno' or 'seconda scelta'."""
    words = text.voc.words
    ranking = words["round_head"] | words["rank_noun"]
    ranked = one.ordinal and noun_of_rank(text.tokens, one.n, text.voc) in text.heads - ranking
    if ranked and not heads_a_number(text.tokens, one.n, text.at):
        return True
    alone = one.lead in words["worded_lead"] and (one.digits or one.value > 1) and not one.ordinal
    return (one.lead in text.heads or alone) and one.after not in text.nouns


def _one_of_many_pairs(text: Numbers, one: Number, sure: Sure) -> bool:
    """'per Ada 1-4, per Ugo 2-5'."""
    return one.n in text.paired


def _counts(text: Numbers, one: Number, sure: Sure) -> bool:
    """'2 figli'; not '101/201', nor 'mattina 102 pomeriggio 203'."""
    after = one.after
    if after is None or pair(text.tokens, after, text.at) or (one.n - 1 in text.rounds and after in text.rounds):
        return False
    return after in text.nouns or counts_something(text.tokens, after, text.voc)


def _article(text: Numbers, one: Number, sure: Sure) -> bool:
    """'uno per me'."""
    return text.tokens[one.n].fold in text.voc.words["article_number"]


def _led_to(text: Numbers, one: Number, sure: Sure) -> bool:
    """'ai 4', 'io 3', '# 2'."""
    return one.digits and (one.lead == "#" or any(one.lead in text.voc.words[cls] for cls in LEADS))


def _next_of_a_row(text: Numbers, one: Number, sure: Sure) -> bool:
    """'gruppi 2 e 5', '3 (o 1)'."""
    return continues(text.tokens, one.n, sure, text.voc, text.linking)


def _of_the_round_before(text: Numbers, one: Number) -> bool:
    """'secondo turno il 6': the round that has it is named right before."""
    lead = one.n - 1
    while lead >= 0 and text.tokens[lead].fold in text.voc.words["article"] | {":"}:
        lead -= 1
    return lead in text.rounds


def _beside_its_like(text: Numbers, one: Number, sure: Sure) -> bool:
    """'nel secondo 5 anch'io', 'gruppo di lavoro n. 2', '3 + 6', 'gruppi 1 4 7'."""
    tokens, n, at = text.tokens, one.n, text.at
    if not one.digits:
        return False
    if n - 1 in text.rounds or by_its_number(tokens, n, sure, at, text.voc):
        return True
    return plus(tokens, n, at) or follows(tokens, n, sure, at)


def _in_a_list(text: Numbers, one: Number, sure: Sure) -> bool:
    """A row of its own, or one of several with whom or when it is for; a large number counts nobody."""
    if not one.digits:
        return False
    return one.n in text.listed or one.value >= LARGE or in_row(text.tokens, one.n, text.ties, text.voc)


def _ranked_on(text: Numbers, one: Number, sure: Sure) -> bool:
    """'… nel terzo gruppo. Io nel primo'."""
    return one.ordinal and ranks_on(text.tokens, one.n, text.at, text.voc)


def _wished_by_another(text: Numbers, one: Number, sure: Sure) -> bool:
    """'Luca wants 4', 'so 4 for him': one person takes one place."""
    return one.digits and one.n in text.theirs


def _next_persons(text: Numbers, one: Number, sure: Sure) -> bool:
    """'io 32 e Tina 34'."""
    return one.digits and of_the_next(text.tokens, one.n, sure, text.voc, text.wished)


# Whether a number tells a session: the first that holds decides. Digits of which none holds may be one all the same.
RULES: tuple[tuple[Callable[[Numbers, Number, Sure], bool], bool], ...] = (
    (_no_number, False),
    (_an_age, False),
    (_of_a_room, False),
    (_of_a_page, False),
    (_of_a_place, False),
    (_named_first, False),
    (_with_its_noun, True),
    (_one_of_many_pairs, True),
    (_counts, False),
    (_article, False),
    (_led_to, True),
    (_next_of_a_row, True),
    (_beside_its_like, True),
    (_in_a_list, True),
    (_ranked_on, True),
    (_next_persons, True),
    (_wished_by_another, True),
)


def number_mentions(text: Numbers) -> list[Mention]:
    """Session numbers: after a head word ('gruppo 3', 'gruppi 2 e 5'), an article ('il 4'), or in a list ('3 e 6')."""
    sure: dict[int, int] = {}
    maybe: dict[int, int] = {}
    for n in range(len(text.tokens)) if text.at.numbers else ():
        one = number_at(text, n) if text.is_free(n) else None
        if one is None:
            continue
        told = next((is_one for holds, is_one in RULES if holds(text, one, sure)), None)
        if told:
            sure[n] = one.value
        elif told is None and one.digits:
            maybe[n] = one.value
    for n in sorted(text.days):
        one = number_at(text, n)
        if one is not None and (joined_on(text.tokens, n, sure, text.voc) or _of_the_round_before(text, one)):
            sure[n] = one.value
    _add_wished(text, sure, maybe)
    for n, value in reversed(maybe.items()):
        if any(n + 1 < m <= n + 6 and continues(text.tokens, m, {n: value}, text.voc, text.linking) for m in sure):
            sure[n] = value  # 'we'd like 4 then 7'
    return [Mention(n, n + 1, text.at.numbers[value], "number") for n, value in sorted(sure.items())]


def _add_wished(text: Numbers, sure: dict[int, int], maybe: Mapping[int, int]) -> None:
    """'group 5 for us, then Luca wants 9', '13 e il pomeriggio faccio anche 34': where another is sure already."""
    told = {round_ for n, value in sure.items() if n not in text.theirs for round_ in text.rounds_of(value)}
    for n, value in maybe.items() if sure else ():
        also = n > 0 and text.tokens[n - 1].fold in text.voc.words["level_too"]
        beside = also or not text.theirs.isdisjoint(sure)  # 'Luca wants 4 and I want 6'
        if n - also in text.wished and (beside or told.isdisjoint(text.rounds_of(value))):
            sure[n] = value
        elif of_the_next(text.tokens, n, sure, text.voc, text.wished):
            sure[n] = value  # '…, Tina 7'
