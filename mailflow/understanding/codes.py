"""Sessions by code, letter or number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from mailflow.understanding.sessions import Index, Mention, code_key
from mailflow.understanding.stems import stem
from mailflow.understanding.tokens import Kind, Token, fold
from mailflow.understanding.vocabulary import Vocabulary

ROW = 7  # tokens from a number of a row to the next
RANKS = 16  # tokens between sessions that are told by rank alone and the one that is told with its noun


def code_mentions(text: str, tokens: Sequence[Token], at: Index, voc: Vocabulary) -> list[Mention]:
    """Codes of two characters and more, wherever they stand: 'T1', 'd1-a', 'D1 A', and not 'a 2 passi'."""
    if at.code_pattern is None:
        return []
    starts = {t.start: n for n, t in enumerate(tokens)}
    ends = {t.end: n + 1 for n, t in enumerate(tokens)}
    found = []
    for hit in at.code_pattern.finditer(text):
        if hit.start() in starts and hit.end() in ends:
            first, end = starts[hit.start()], ends[hit.end()]
            small = end - first > 1 and tokens[first].text in voc.words["stop"]
            if small and end < len(tokens) and _counts_something(tokens, end, voc):
                continue
            found.append(Mention(starts[hit.start()], ends[hit.end()], at.codes[code_key(hit.group())], "code"))
    return found


def spoken_codes(tokens: Sequence[Token], at: Index, voc: Vocabulary) -> list[Mention]:
    """Codes said figure by figure ('la uno-zero-due', 'uno zero due') or with the number in a word ('T due')."""
    found: list[Mention] = []
    n = 0
    while n < len(tokens):
        end, digits = n, ""
        while end < len(tokens) and (said := _figures(tokens[end], voc)):
            digits += said
            end += 1
        if not digits:
            n += 1
            continue
        if len(digits) > 1 and int(digits) in at.numbers:
            found.append(Mention(n, end, at.numbers[int(digits)], "code"))
        letter = tokens[n - 1].fold if n else ""
        if len(letter) == 1 and end == n + 1 and letter + digits in at.codes:
            found.append(Mention(n - 1, end, at.codes[letter + digits], "code"))
        n = end
    return found


def _figures(token: Token, voc: Vocabulary) -> str:
    """The figures that number words say, joined by hyphens or alone; '' for other words."""
    if token.kind is not Kind.WORD or not (token.fold in voc.numbers or "-" in token.fold):
        return ""
    values = [voc.numbers.get(piece, -1) for piece in token.fold.split("-")]
    return "".join(str(value) for value in values) if all(0 <= value < 10 for value in values) else ""


def _opens(tokens: Sequence[Token], n: int, small: Collection[str]) -> bool:
    """'A che ora si finisce?': a small word at the beginning of a sentence."""
    first = n == 0 or tokens[n - 1].kind is Kind.LINE or tokens[n - 1].text in ".!?"
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    spelled = n + 2 < len(tokens) and tokens[n + 2].capital  # 'A come Ancona'
    if after is None or spelled or after.kind is not Kind.WORD or after.capital:
        return False
    return first and tokens[n].fold in small and after.fold not in small


def _in_capitals(tokens: Sequence[Token], n: int) -> bool:
    """'I WOULD LIKE A PLACE': a small word that is in capitals as those around it are."""
    beside = [tokens[k] for k in (n - 1, n + 1) if 0 <= k < len(tokens)]
    return len(beside) == 2 and all(t.kind is Kind.WORD and len(t.text) > 2 and t.text.isupper() for t in beside)


def _between_names(tokens: Sequence[Token], n: int) -> bool:
    """'Lia Sala e Ugo Neri': an 'and' between names, though a surname is a word for a room."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is not None and after.capital and n > 0 and tokens[n - 1].capital


def _leads_on(tokens: Sequence[Token], n: int, ends: Collection[str]) -> bool:
    """'cambiare laboratorio e seguire me', 'sessioni e orari': a small word that another one follows."""
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    return after is not None and after.kind is Kind.WORD and after.fold not in ends


def letter_mentions(
    tokens: Sequence[Token], at: Index, voc: Vocabulary, shouting: bool, listed: frozenset[int]
) -> list[Mention]:
    """Codes of one letter: after a head word, an article or preposition, beside another, or in a list."""
    letters = {c: ids for c, ids in at.codes.items() if len(c) == 1}
    if not letters:
        return []
    heads, small, joined = (
        voc.words["session_head"],
        voc.words["preposition"] | voc.words["article"],
        voc.words["conjunction"],
    )
    sure: dict[int, str] = {}
    maybe: dict[int, str] = {}
    for n, token in enumerate(tokens):
        key = fold(token.text)
        if token.kind is not Kind.WORD or key not in letters or len(token.text) != 1:
            continue
        before = _before(tokens, n)
        upper = token.text.isupper() and not _in_capitals(tokens, n) and not _opens(tokens, n, joined | small)
        after = tokens[n + 1].text if n + 1 < len(tokens) else ""
        if (after and after in "'’") or (
            after == "."
            and n + 2 < len(tokens)
            and tokens[n + 2].start == tokens[n + 1].end
            and tokens[n + 2].kind is Kind.WORD
        ):
            continue
        filled_in = n > 0 and tokens[n - 1].text == ":" and not (after and tokens[n + 1].kind is Kind.WORD)
        if (
            not upper
            and key in joined | small
            and _leads_on(tokens, n, joined | voc.words["closing_word"] | voc.words["like"])
        ):
            continue
        if (
            (before is not None and tokens[before].fold in heads and not (not upper and _between_names(tokens, n)))
            or (upper and filled_in)  # 'MATTINA: C'
            or (
                upper
                and (not shouting or key not in joined | small)
                and before is not None
                and (tokens[before].fold.strip(":") in small or n in listed)
            )
            or (
                upper
                and not shouting
                and (
                    key not in voc.words["lone_letters"]
                    or (
                        (n > 0 and tokens[n - 1].kind in (Kind.WORD, Kind.NUMBER))
                        or (n > 0 and tokens[n - 1].text in ",:;(+&/-")
                    )
                )
            )
        ):
            sure[n] = key
        elif upper:
            maybe[n] = key
    grew = True
    while grew:  # 'A ed E', 'B, H': a letter beside a letter is one too
        grew = False
        for n in list(maybe):
            for step in (1, -1):
                m = n + step
                while 0 <= m < len(tokens) and (
                    (tokens[m].fold in joined and m not in maybe)
                    or tokens[m].text in ",/+&-"
                    or tokens[m].kind is Kind.LINE
                ):
                    m += step
                if m != n + step and (m in sure or (m in maybe and not shouting)):
                    sure[n] = maybe.pop(n)
                    if m in maybe:
                        sure[m] = maybe.pop(m)
                    grew = True
                    break
            if grew:
                break
    for n in list(maybe):  # a sentence of its own, or before a word of round: 'B la mattina'
        if n in listed and not shouting:
            sure[n] = maybe.pop(n)
    return [Mention(n, n + 1, letters[key], "code") for n, key in sorted(sure.items())]


def _before(tokens: Sequence[Token], n: int) -> int | None:
    n -= 1
    while n >= 0 and (tokens[n].text in ":.\"'«“(°" or tokens[n].fold in ("n", "n.", "nr")):
        n -= 1
    return n if n >= 0 and tokens[n].kind is not Kind.LINE else None


def number_mentions(
    tokens: Sequence[Token],
    at: Index,
    voc: Vocabulary,
    taken: frozenset[int],
    listed: frozenset[int],
    nouns: frozenset[int],
    joints: frozenset[int],
    ties: frozenset[int],
    rounds: frozenset[int],
) -> list[Mention]:
    """Session numbers: after a head word ('gruppo 3', 'gruppi 2 e 5'), an article ('il 4'), or in a list ('3 e 6').

    `taken`: tokens that are dates or hours. `nouns`: tokens a number counts (persons, places). `joints`: tokens of
    phrases that lead to another choice ('in alternativa'). `ties`: first tokens of what a number is told for in a row
    of such ('2 tutti e due, 5 tutti e due', '14 la mattina, 21 a mezzogiorno'). `rounds`: tokens that name a round.
    """
    if not at.numbers:
        return []
    heads = voc.words["session_head"]
    leads = ("preposition", "of", "from", "me", "me_subject", "pronoun_he", "pronoun_she")
    small = frozenset().union({"#"}, *(voc.words[cls] for cls in leads))
    sure: dict[int, int] = {}
    maybe: dict[int, int] = {}
    for n, token in enumerate(tokens):
        glued = n > 0 and tokens[n - 1].fold.endswith("'")  # 'all'1' is a table, not an hour, where tables have numbers
        if (n in taken and not glued) or token.kind not in (Kind.NUMBER, Kind.WORD):
            continue
        ordinal = voc.ordinals.get(token.fold) if token.kind is Kind.WORD else None
        value = ordinal or voc.numbers.get(token.fold) or (int(token.text) if token.kind is Kind.NUMBER else None)
        if value is None or value not in at.numbers:
            continue
        before, after = _before(tokens, n), n + 1 if n + 1 < len(tokens) else None
        if _numbers_a_row(tokens, n):
            continue
        if before is not None and tokens[before].fold in voc.words["room"]:
            continue
        lead = tokens[before].fold if before is not None else ""
        ranking = voc.words["round_head"] | voc.words["rank_noun"]  # 'secondo turno', 'seconda scelta'
        if ordinal and lead in voc.words["like"]:
            continue  # 'come primo gruppo metterei la logistica'
        ranked = ordinal and after is not None and tokens[after].fold in heads - ranking
        ranked = ranked and not heads_a_number(tokens, n, at)
        one = lead in voc.words["worded_lead"] and value > 1 and not ordinal  # 'al 2 va lui': it counts nothing
        if ranked or (lead in heads and after not in nouns) or (one and after not in nouns):
            sure[n] = value  # 'terzo gruppo', 'gruppo 3'
        elif (
            after is not None
            and not _pair(tokens, after, at)
            and (after in nouns or _counts_something(tokens, after, voc))
        ):
            continue
        elif token.fold in voc.words["article_number"]:
            continue  # 'uno per me'
        elif (token.kind is Kind.NUMBER and lead in small) or _continues(tokens, n, sure, voc, joints):
            sure[n] = value  # 'ai 4', 'io 3', 'gruppi 2 e 5', '3 (o 1)'
        elif token.kind is Kind.NUMBER and n - 1 in rounds:
            sure[n] = value  # 'nel secondo 5 anch'io'
        elif token.kind is Kind.NUMBER and (n in listed or value >= 100 or _in_row(tokens, n, ties, voc)):
            sure[n] = value
        elif ordinal and ranks_on(tokens, n, at, voc):
            sure[n] = value  # '… nel terzo gruppo. Io nel primo'
        elif token.kind is Kind.NUMBER:
            maybe[n] = value
    for n, value in reversed(maybe.items()):
        if any(n + 1 < m <= n + 3 and _continues(tokens, m, {n: value}, voc, joints) for m in sure):
            sure[n] = value  # 'we'd like 4 then 7'
    return [Mention(n, n + 1, at.numbers[v], "number") for n, v in sorted(sure.items())]


def _in_row(tokens: Sequence[Token], n: int, ties: frozenset[int], voc: Vocabulary) -> bool:
    """'2 tutti e due, 5 tutti e due', '14 la mattina, 21 a mezzogiorno': one of several numbers, each with whom or
    when it is for."""

    def tied(place: int) -> bool:
        return place + 1 in ties or (place + 2 in ties and tokens[place + 1].fold in small)

    small = voc.words["preposition"] | voc.words["article"]
    apart = n > 0 and (tokens[n - 1].text in ",:;" or tokens[n - 1].fold in voc.words["conjunction"])
    near = [m for m in range(max(1, n - ROW), min(len(tokens), n + ROW)) if tokens[m].kind is Kind.NUMBER and m != n]
    persons = voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_he"] | voc.words["pronoun_she"]
    return apart and tied(n) and any(tied(m) or tokens[m - 1].fold in persons for m in near)


def heads_a_number(tokens: Sequence[Token], n: int, at: Index) -> bool:
    """'per il secondo gruppo 5': the noun behind the ordinal belongs to the number behind it."""
    behind = tokens[n + 2] if n + 2 < len(tokens) else None
    return behind is not None and behind.kind is Kind.NUMBER and len(behind.text) < 4 and int(behind.text) in at.numbers


def ranks_on(tokens: Sequence[Token], n: int, at: Index, voc: Vocabulary) -> bool:
    """'Lui nel terzo gruppo e poi nel quarto. Io nel primo': ranked as the sessions before it are, by their number."""
    if not at.numbers or n == 0 or tokens[n - 1].fold not in voc.words["preposition"]:
        return False
    rounds, sessions = voc.words["round_head"], voc.words["session_head"]
    behind = tokens[n + 1].fold if n + 1 < len(tokens) else ""
    if behind in rounds | sessions:
        return False
    ranks = [m for m in range(max(0, n - RANKS), n) if tokens[m].fold in voc.ordinals]
    heads = [tokens[m + 1].fold for m in ranks if tokens[m + 1].fold in rounds | sessions]
    own = sessions - rounds - at.round_titles
    return bool(heads) and all(head in own for head in heads)


def _numbers_a_row(tokens: Sequence[Token], n: int) -> bool:
    """'1. welfare' on a line of its own, 'per i turni: 1) welfare 2) governance'."""
    after = tokens[n + 1].text if n + 1 < len(tokens) else ""
    if n == 0 or tokens[n - 1].kind is Kind.LINE:
        return after in {")", ".", "-"}
    closed = after == ")" and tokens[n + 1].start == tokens[n].end
    return closed and next((t.text for t in reversed(tokens[:n]) if t.text in "()"), ")") == ")"


def _continues(
    tokens: Sequence[Token], n: int, sure: Mapping[int, int], voc: Vocabulary, joints: frozenset[int]
) -> bool:
    """Whether no more than joining words and marks part a number from a session's before it."""
    small = voc.words["preposition"] | voc.words["article"] | voc.words["conjunction"] | voc.words["session_head"]
    persons = voc.words["me"] | voc.words["me_subject"] | voc.words["pronoun_he"] | voc.words["pronoun_she"]
    linking = small | voc.words["then_word"] | voc.words["of"] | voc.words["for"] | persons  # '1 per me e 2 per lui'
    at = n - 1
    while at >= 0 and n - at <= 6 and at not in sure:
        if at not in joints and tokens[at].fold not in linking and tokens[at].text not in ",;:/+-(&":
            return False
        at -= 1
    return at in sure and n - at > 1


def _pair(tokens: Sequence[Token], after: int, at: Index) -> bool:
    """'101/201', the numbers of two sessions."""
    behind = tokens[after + 1].text if after + 1 < len(tokens) else ""
    return tokens[after].text == "/" and behind.isdecimal() and len(behind) < 4 and int(behind) in at.numbers


def _counts_something(tokens: Sequence[Token], after: int, voc: Vocabulary) -> bool:
    """Whether the word after a number is a plain noun it counts ('3 anni', '2 figli', '5 euro', '5ª')."""
    token = tokens[after]
    if token.kind is Kind.MARK:
        clock = token.text == ":" and after + 1 < len(tokens) and tokens[after + 1].kind is Kind.NUMBER
        return (clock or token.text in "%€°ªº/") and token.start == tokens[after - 1].end
    if token.kind is not Kind.WORD:
        return False
    stop = voc.words["stop"] | voc.words["conjunction"] | voc.words["round_head"] | voc.words["no_noun"]
    stop |= voc.function_words
    return token.fold not in stop and token.fold not in voc.words["pronoun_he"] | voc.words["pronoun_she"]


def tail_mentions(tokens: Sequence[Token], at: Index, voc: Vocabulary, taken: frozenset[int]) -> list[Mention]:
    """'Thursday A', 'tutorial 2': the end of a code, where the beginning goes without saying in its round.

    Only behind a head word of a round, or as a capital letter; which session is meant, the round beside it must tell.
    """
    found: list[Mention] = []
    for n, token in enumerate(tokens):
        if n in taken or token.fold not in at.tails or token.fold in voc.words["me_subject"]:
            continue
        before = _before(tokens, n)
        head = at.round_heads.get(stem(tokens[before].fold)) if before is not None else None
        sessions = at.tails[token.fold]
        if head is not None:
            told = tuple(s for s in sessions if at.round_of[s] == head)
            if len(told) == 1:
                found.append(Mention(n, n + 1, told, "code"))
        elif token.kind is Kind.WORD and len(token.text) == 1 and token.text.isupper():
            found.append(Mention(n, n + 1, sessions, "tail"))
    return found
