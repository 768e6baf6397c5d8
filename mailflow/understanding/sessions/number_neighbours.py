"""What stands around a number that tells a session: the next of a row, a person's, behind 'n.', one of a pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.number_ranks import RANKS
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.vocabulary import Vocabulary

ROW = 7  # tokens from a number of a row to the next
NUMERO = ("n", "nr")
STROKES = ("-", "–", "/")
NOUN = 4  # tokens before 'number' in which its noun stands


def numbers_a_row(tokens: Sequence[Token], n: int) -> bool:
    """'1. welfare' on a line of its own, 'per i turni: 1) welfare 2) governance'."""
    after = tokens[n + 1].text if n + 1 < len(tokens) else ""
    if n == 0 or tokens[n - 1].kind is Kind.LINE:
        return after in {")", ".", "-"}
    closed = after == ")" and tokens[n + 1].start == tokens[n].end
    return closed and next((t.text for t in reversed(tokens[:n]) if t.text in "()"), ")") == ")"


def dashed(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'104 - 202': a dash parts it from the number of a session of another round."""
    dash, other = [*tokens[n + 1 : n + 3], None, None][:2]
    if dash is None or other is None or dash.text not in "-–—" or other.kind is not Kind.NUMBER:
        return False
    both = len(tokens[n].text) < 4 and len(other.text) < 4 and tokens[n].text.isdecimal() and other.text.isdecimal()
    return both and _of_other_rounds(at, int(tokens[n].text), int(other.text))


def in_brackets_behind_a_name(tokens: Sequence[Token], n: int) -> bool:
    """'Amy (8)', two figures at most."""
    if not 2 <= n < len(tokens) - 1 or tokens[n].kind is not Kind.NUMBER or len(tokens[n].text) > 2:
        return False
    return tokens[n - 1].text == "(" and tokens[n + 1].text == ")" and tokens[n - 2].capital


def ends_a_name(tokens: Sequence[Token], n: int) -> bool:
    """'Ugo Sala 1 e 5': no room."""
    return n > 0 and tokens[n].capital and tokens[n - 1].capital and is_given(tokens[n - 1].fold)


def pair(tokens: Sequence[Token], after: int, at: Index) -> bool:
    """'101/201', the numbers of two sessions."""
    behind = tokens[after + 1].text if after + 1 < len(tokens) else ""
    return tokens[after].text == "/" and behind.isdecimal() and len(behind) < 4 and int(behind) in at.numbers


def plus(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'3 + 6': the numbers of one session of each round, in their order."""
    for first, last in ((n, n + 2), (n - 2, n)):
        if first >= 0 and last < len(tokens) and tokens[first + 1].text == "+":
            values = [
                int(t.text) if t.kind is Kind.NUMBER and len(t.text) < 4 else -1 for t in (tokens[first], tokens[last])
            ]
            told = [at.round_of[at.numbers[v][0]] for v in values if v in at.numbers]
            if told == [r.id for r in at.rounds]:
                return True
    return False


def comes_along(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'Ada Neri +1, gruppi 2 e 5': one more person; not 'welfare +1', nor '1 + 4'."""
    if n < 2 or tokens[n].text != "1" or tokens[n - 1].text != "+":
        return False
    before = tokens[n - 2]
    return before.kind is Kind.WORD and stem(before.fold) not in at.words and stem(before.fold) not in at.topics


def pair_of_rounds(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'1-4', '2/5': a number that a stroke joins to one of the next round."""
    first, stroke, last = tokens[n : n + 3]
    numbers = all(t.kind is Kind.NUMBER and len(t.text) < 4 for t in (first, last))
    if not numbers or stroke.text not in STROKES or first.end != stroke.start or stroke.end != last.start:
        return False
    told = [at.round_of[at.numbers[v][0]] for v in (int(first.text), int(last.text)) if v in at.numbers]
    return told == [r.id for r in at.rounds]


def follows(tokens: Sequence[Token], n: int, sure: Mapping[int, int], at: Index) -> bool:
    """'gruppi 1 4 7': right behind the number of a session of another round."""
    if n - 1 not in sure or tokens[n - 1].kind is not Kind.NUMBER:
        return False
    return _of_other_rounds(at, sure[n - 1], int(tokens[n].text))


def _of_other_rounds(at: Index, one: int, two: int) -> bool:
    """Whether these are numbers of sessions of different rounds."""
    rounds = [{at.round_of[s] for s in at.numbers.get(value, ())} for value in (one, two)]
    return all(rounds) and rounds[0].isdisjoint(rounds[1])


def joined_on(tokens: Sequence[Token], n: int, sure: Mapping[int, int], voc: Vocabulary) -> bool:
    """'il 3 e il 6', '1) il 3 / 2) il 6' on lines: a joint or a new row parts it from a session's number, and not
    'tavolo 3, il 6', which may tell the day."""
    small, joints = voc.words["place_lead"], voc.words["conjunction"] | voc.words["then_word"] | {";", "/", "+", "&"}
    at, joined = n - 1, False
    while at >= 0 and n - at <= ROW and at not in sure:
        token = tokens[at]
        numbered = token.kind is Kind.NUMBER and tokens[at + 1].text in ").-"
        joined |= token.fold in joints or token.kind is Kind.LINE
        if not (token.kind in (Kind.LINE, Kind.MARK) or numbered or token.fold in small | joints):
            return False
        at -= 1
    led = at > 0 and tokens[at - 1].fold in small
    return at in sure and (joined or (led and tokens[at + 1].text == ","))


def by_its_number(tokens: Sequence[Token], n: int, sure: Mapping[int, int], at: Index, voc: Vocabulary) -> bool:
    """'gruppo di lavoro n. 2', 'i gruppi di cui ai numeri 1 e 6', 'n. 1 al mattino e n. 4 dopo': a session's noun, or
    the number of another, stands a few words before 'number', or one of another round behind."""

    def told(m: int) -> int:
        m -= 1 + (m > 1 and tokens[m - 1].text == ".")
        return m if m > 0 and tokens[m].fold in voc.words["number_word"] | voc.words["numbers_word"] else 0

    def other(m: int) -> bool:
        if m >= len(tokens) or tokens[m].kind is not Kind.NUMBER or len(tokens[m].text) > 3 or not told(m):
            return False
        return _of_other_rounds(at, int(tokens[n].text), int(tokens[m].text))

    numero = told(n)
    if not numero:
        return False
    nouns = (t.fold in voc.words["session_head"] for t in tokens[max(0, numero - NOUN) : numero])
    return any(nouns) or any(numero - m < RANKS and told(m) for m in sure) or any(map(other, range(n + 2, n + RANKS)))


def in_row(tokens: Sequence[Token], n: int, ties: frozenset[int], voc: Vocabulary) -> bool:
    """'2 tutti e due, 5 tutti e due', '14 la mattina, 21 a mezzogiorno': one of several numbers, each with whom or
    when it is for."""

    def tied(place: int) -> bool:
        return place + 1 in ties or (place + 2 in ties and tokens[place + 1].fold in small)

    small = voc.words["preposition"] | voc.words["article"]
    joints = voc.words["conjunction"] | voc.words["be"]  # 'first round is 1 for me'
    apart = n > 0 and (tokens[n - 1].text in ",:;" or tokens[n - 1].fold in joints)
    near = [m for m in range(max(1, n - ROW), min(len(tokens), n + ROW)) if tokens[m].kind is Kind.NUMBER and m != n]
    persons = voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_he"] | voc.words["pronoun_she"]
    return apart and tied(n) and any(tied(m) or tokens[m - 1].fold in persons for m in near)


def of_the_next(
    tokens: Sequence[Token], n: int, sure: Mapping[int, int], voc: Vocabulary, wished: frozenset[int]
) -> bool:
    """'io 32 e Tina 34', 'Ugo wants 9, Tina 7': the next person's, as the one before it is a person's."""
    m = n - 1
    while m > 0 and n - m < 4 and tokens[m].kind is Kind.WORD and tokens[m].capital:
        m -= 1
    if m == n - 1 or m < 2 or not (tokens[m].text in ",;" or tokens[m].fold in voc.words["and"]):
        return False
    first = m - 1
    while first - 2 in sure and tokens[first - 1].fold in voc.words["and"]:
        first -= 2  # 'io 3 e 5, Tina 2'
    lead = tokens[first - 1] if first else tokens[0]
    persons = voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_he"] | voc.words["pronoun_she"]
    told = first in wished or lead.fold in persons or (lead.capital and lead.kind is Kind.WORD)
    return m - 1 in sure and told


def continues(
    tokens: Sequence[Token], n: int, sure: Mapping[int, int], voc: Vocabulary, joints: frozenset[int]
) -> bool:
    """Whether no more than joining words and marks part a number from a session's before it."""
    small = voc.words["preposition"] | voc.words["article"] | voc.words["conjunction"] | voc.words["session_head"]
    persons = voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_he"] | voc.words["pronoun_she"]
    linking = small | voc.words["then_word"] | voc.words["of"] | voc.words["for"] | persons  # '1 per me e 2 per lui'
    at = n - 1
    while at >= 0 and n - at <= 6 and at not in sure:
        numero = tokens[at - (tokens[at].text == ".")].fold in NUMERO  # 'al n. 3 e al n. 5'
        if at not in joints and tokens[at].fold not in linking and tokens[at].text not in ",;:/+-(&" and not numero:
            return False
        at -= 1
    return at in sure and n - at > 1
