"""The person a tie stands for: told beside it by name, pointed back at, or counted by what follows."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.groups import plain_noun
from mailflow.understanding.people.party import Ref
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind


def predicate(page: Page, at: int) -> int | None:
    """'gli studenti sono 17', 'children: 3'."""
    following = page.tokens[at : at + 2]
    ages = page.at("age", at)
    if ages is not None and page.tokens[at].text == "(":
        return sum(t.kind is Kind.NUMBER for t in page.tokens[at : ages.end])  # 'three kids (9, 7 and 4)'
    if (
        len(following) == 2
        and following[0].text == "("
        and page.tokens[at + 2 : at + 3]
        and page.tokens[at + 2].text == ")"
    ):
        return page.voc.number(following[1])  # 'i loro bambini (due)'
    of_them = how_many(page, at)
    if of_them is not None:
        return of_them.numbers[-1]  # 'my pupils (five of them)', 'i praticanti: sono tre', 'i ragazzi sono in 6'
    told = page.at("total", at + 1) is not None
    if len(following) == 2 and not told and (following[0].fold in page.voc.words["be"] or following[0].text == ":"):
        return None if _ages_of_two(page, at + 2) else page.voc.number(following[1])
    return None


def _ages_of_two(page: Page, at: int) -> bool:
    """'the lads are 17 and 19', where the second number counts nobody."""
    after = page.tokens[at : at + 2]
    two = len(after) == 2 and after[0].fold in page.voc.words["and"] and page.numbers[at + 1] is not None
    return two and not plain_noun(page, at + 2) and page.at("relations", at + 2) is None


def said_to_be(page: Page, cast: Cast, start: int) -> int:
    """'Put Ada down, she's my niece', 'lui è il nostro tecnico': of whom it is said, named last; -1 if of nobody."""
    words, tokens = page.voc.words, page.tokens
    contracted = start > 1 and tokens[start - 1].fold in words["genitive"] and tokens[start - 2].text[-1] in "'’"
    if not start > 1 or not (contracted or tokens[start - 1].fold in words["be"]):
        return -1
    who = tokens[start - 2].fold.strip("'’")
    if who not in words["pronoun_he"] | words["pronoun_she"]:
        return -1
    named = [r.person for r in cast.refs if r.kind == "name" and r.end < start]
    tied = [
        r.person for r in cast.refs if r.kind == "relation" and r.n == 1 and r.end < start
    ]  # 'my wife (she's the …)'
    return next((told[-1] for told in (named, tied) if told and told[-1] > 0), -1)


def how_many(page: Page, at: int) -> Mark | None:
    """The words right behind a group that tell how many they are, where they end the thought or the bracket."""
    tokens, pause = page.tokens, at < len(page.tokens) and page.tokens[at].text in ",:("
    told = page.at("how_many_of_them", at + pause)
    if told is None or any(n in page.dated for n in range(told.start, told.end)):
        return None
    if any(m.start <= told.start < m.end for m in page.within("age", max(0, told.start - 2), told.end + 6)):
        return None  # 'i nostri bambini (6 e 9 anni)'
    verb = any(t.fold in page.voc.words["be"] for t in tokens[told.start : told.end])
    bare = page.numbers[told.start] is not None or not verb
    after = tokens[told.end] if told.end < len(tokens) else None
    closed = after is None or after.kind is not Kind.WORD or after.fold in page.voc.words["and"]
    closed = closed and not _ages_of_two(page, told.end)
    return told if closed and (not bare or (pause and tokens[at].text == "(")) else None


def ages_told(page: Page, start: int, at: int) -> int | None:
    """'i miei figli di 4 e 7 anni', 'the kids (6 and 9 years old)': as many of them as ages are told."""
    words, tokens = page.voc.words, page.tokens
    if tokens[at - 1].fold not in words["offspring"]:
        return None
    bracket = at < len(tokens) and tokens[at].text == "("
    own = any(t.fold in words["own"] for t in tokens[start:at])
    led = at < len(tokens) and (tokens[at].text in "(," or tokens[at].fold in words["of"])
    ages = page.at("age", at) or (page.at("age", at + 1) if led else None)
    if ages is None or len(ages.numbers) < 2 or not (own or bracket):
        return None
    either = any(t.fold in words["or"] for t in tokens[ages.start : ages.end])
    return None if either else len(ages.numbers)


def points_back(page: Page, cast: Cast, start: int, mark: Mark) -> bool:
    """'il dottore', 'il ragazzo' after somebody was named: the same person, unless it stands in an enumeration."""
    words, tokens = page.voc.words, page.tokens
    if start == mark.start or any(t.fold not in words["article"] for t in tokens[start : mark.start]):
        return False
    before = tokens[start - 1] if start else None
    if before is not None and (before.fold in words["and"] or before.fold in words["with"] or before.text in ",+"):
        return False
    lead = tokens[start - 2].text if start > 1 else ""
    if before is not None and before.fold in words["for"] and (lead == "," or lead in words["and"]):
        return False  # 'per lui, per la moglie e per il figlio'
    known = any(p.relation == tokens[mark.start].fold for p in cast.persons)  # 'mia suocera … la suocera'
    return not known and any(p.name and p.first < start for p in cast.persons[1:] if p.first >= 0)


def definite(page: Page, start: int, end: int) -> bool:
    """Whether the words before a tie point at somebody met already ('mia moglie') rather than 'un altro'."""
    return not any(t.fold in page.voc.words["indefinite"] for t in page.tokens[start:end])


def of_whom(page: Page, at: int) -> int:
    """The end of 'di amici' after 'una coppia'."""
    end = at
    while (
        end < len(page.tokens)
        and end - at < 3
        and page.tokens[end].fold in (page.voc.words["of"] | page.voc.words["determiner"] | page.voc.words["adjective"])
    ):
        end += 1
    persons = end > at and any(m.start == end for c in ("relation", "relations") for m in page.within(c, end, end + 1))
    return end + 1 if persons else at


def apposition(
    page: Page, cast: Cast, start: int, end: int, names_at: dict[int, Ref], names_end: dict[int, Ref]
) -> int:
    """The person a tie stands beside: 'mia figlia Matilde Rovesti', 'Ursula Prampolini, la mia vicina'; -1 for none."""
    tokens = page.tokens
    after = end
    skipped = 0
    while after < len(tokens) and after - end < 5 and after not in names_at:
        token = tokens[after]
        if token.text == ")" and start and tokens[start - 1].text == "(":
            break  # 'Silvia Bini (my wife) at 8.00'
        if token.text in ",(:" and skipped == 0:
            skipped += 1
        elif after == end and _of_an_office(page, after):
            after += 1  # 'l'assessora alla cultura, Prof. Ada Neri'
        elif any(m.start <= after < m.end for m in page.within("named", max(end, after - 3), after + 3)) or (
            token.fold in page.voc.words["who"]
        ):
            pass
        elif page.sentence_of(after) != page.sentence_of(end - 1):
            break
        elif (
            token.fold in page.voc.words["of"]
            and after + 1 < len(tokens)
            and (tokens[after + 1].fold in page.voc.words["tie_place"] or plain_noun(page, after + 1))
        ):
            after += 1
        elif (owner := _of_somebody(page, after)) > after:
            after = owner - 1  # 'il figlio della mia vicina, Tommaso Vieri'
        elif token.fold in page.voc.words["article"] and skipped:
            pass  # 'mia madre, la sig.ra Elide Ferretti'
        elif (
            token.fold
            in page.voc.words["role"] | page.voc.words["title"] | page.voc.words["adjective"] | page.voc.words["of"]
            or token.text in '.)"«“'
        ):
            pass
        else:
            break
        after += 1
    if after > end and tokens[after - 1].fold in page.voc.words["of"] and not page.has("named", end, after):
        return -1  # 'la badante di Bruno'
    if after in names_at and page.sentence_of(after) == page.sentence_of(end - 1):
        listed = (
            names_at[after].end < len(tokens)
            and tokens[names_at[after].end].text == ","
            and names_at[after].end + 1 in names_at
        )
        return -1 if listed and any(t.text == ":" for t in tokens[end:after]) else names_at[after].person
    before = start
    while before > 0 and start - before < 3 and before not in names_end:
        token = tokens[before - 1]
        if token.text in ",(" or token.fold in page.voc.words["article"]:
            before -= 1
        else:
            break
    _, stop = page.sentences[page.sentence_of(end - 1)]
    after = page.sentences[page.sentence_of(stop)][1] if stop < len(tokens) else stop
    for mark in page.within("named", end, after):  # 'la sua compagna, di cui so che si chiama Petra'
        between = any(m.start < mark.start for m in page.within("relation", end, after))
        here = mark.start < stop and tokens[mark.start].fold not in page.voc.words["stop"]
        here = here or tokens[mark.start - 1].fold in page.voc.words["their"] or _opens_sentence(page, mark)
        if mark.end in names_at and not between and here:
            return names_at[mark.end].person
    new = page.voc.words["indefinite"] & page.voc.words["others_word"]  # 'Pia Lund, another postdoc'
    other = any(t.fold in page.voc.words["their"] | new for t in tokens[start:end])  # 'Neil, his boy and me'
    if before in names_end and before < start and not other:
        ref = names_end[before]
        if ref.person != 0 or tokens[before].text == "(":
            return ref.person
    return -1


def _of_an_office(page: Page, at: int) -> bool:
    """'alla cultura,', 'for Culture,': what an office is for, before the name of who holds it."""
    words, tokens = page.voc.words, page.tokens
    office = tokens[at - 1].fold in words["role"] | words["title"]
    told = office and at + 2 < len(tokens) and tokens[at].fold in words["article"] | words["for"]
    return told and tokens[at + 1].kind is Kind.WORD and tokens[at + 2].text in ",("


def _opens_sentence(page: Page, mark: Mark) -> bool:
    """'… mio padre per domenica. Si chiama Ugo Sala': words of a name that speak of who was told before."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    return mark.end - mark.start == 2 and all(t.kind is not Kind.WORD for t in page.tokens[start : mark.start])


def _of_somebody(page: Page, at: int) -> int:
    """The end of 'della mia vicina', 'of my neighbour'; `at` where no such words begin there."""
    words, n = page.voc.words, at + 1
    if page.tokens[at].fold not in words["of"]:
        return at
    while n < len(page.tokens) and page.tokens[n].fold in words["determiner"]:
        n += 1
    tie = next((m for cls in ("relation", "relations") for m in page.within(cls, n, n + 4) if m.start == n), None)
    return tie.end if tie is not None else at
