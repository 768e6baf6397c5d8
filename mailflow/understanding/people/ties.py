"""Persons told by what ties them to the writer: 'mia moglie', 'due colleghi', 'our three kids'."""

from __future__ import annotations

from dataclasses import replace

from mailflow.understanding.people.appositions import (
    ages_told,
    apposition,
    definite,
    of_whom,
    points_back,
    predicate,
    said_to_be,
)
from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import COMING
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def relation_refs(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'mia moglie', 'due colleghi', 'i nostri figli': persons by their tie, with their number."""
    tokens, voc = page.tokens, page.voc
    named = {n for r in cast.refs for n in range(r.start, r.end)}
    names_at = {r.start: r for r in cast.refs if r.kind == "name"}
    names_end = {r.end: r for r in cast.refs if r.kind == "name"}
    used: set[int] = set()
    both = sorted(
        [(m, True) for m in page.marks.get("relation", ())] + [(m, False) for m in page.marks.get("relations", ())],
        key=lambda x: (x[0].start, -x[0].end),
    )
    twice = {m.start for m in page.marks.get("relation", ())} & {m.start for m in page.marks.get("relations", ())}
    several = voc.words["several"]
    for mark, single in both:
        if single and any(m.start == mark.end for m in page.within("relation", mark.end, mark.end + 3)):
            continue  # 'my eldest girl'
        if mark.start in cast.topics and not (_owned(page, mark.start) or _beside_us(page, mark.start)):
            continue  # 'il cliente arrabbiato', a session
        if single and mark.end in cast.topics and tokens[mark.end].capital and not _owned(page, mark.start):
            continue  # 'il laboratorio con l'ingegnere Sgarbi', who teaches there
        if mark.start in twice and single == any(
            t.fold in several or (voc.number(t) or 0) > 1 for t in tokens[max(0, mark.start - 2) : mark.start]
        ):
            continue  # 'i nipotini', 'mio papà': a word that may be one or several
        if any(
            m.start < mark.start < m.end or m.start <= mark.start < m.end - 1
            for m in page.within("us", max(0, mark.start - 3), mark.end + 3)
        ):
            continue  # 'a couple of us'
        if (
            tokens[mark.start].fold in voc.words["near"]
            and tokens[mark.end : mark.end + 1]
            and (tokens[mark.end].fold in voc.words["article"] | voc.words["preposition"])
        ):
            continue  # 'vicino alla porta'
        if (
            mark.start in named
            or mark.start in used
            or mark.start in blocked
            or tokens[mark.start].fold in voc.words["pronoun_they"]
        ):
            continue
        if not single and cast.refs and cast.refs[-1].kind == "relation" and cast.refs[-1].end == mark.start:
            cast.refs[-1] = replace(cast.refs[-1], end=mark.end)  # 'due figli grandi'
            used.update(range(mark.start, mark.end))
            continue
        start = mark.start
        determined, number = False, None
        aged = {n: m for m in page.within("age", max(0, mark.start - 6), mark.start) for n in range(m.start, m.end)}
        while start > 0 and mark.start - start < 6:
            word = tokens[start - 1]
            value = voc.number(word)
            if word.kind is Kind.LINE or start - 1 in named:
                break
            if value is not None and start > 1 and tokens[start - 2].fold in voc.words["school_year"]:
                start -= 2  # 'eight Year 10 pupils'
                if start and number is None and voc.number(tokens[start - 1]) is not None:
                    number, start = voc.number(tokens[start - 1]), start - 1
                continue
            if word.fold == "s" and start > 1 and _owner(page, start - 2):
                determined, start = True, start - (1 if start - 2 in named else 2)  # "my sister's husband"
                continue
            if start - 1 in aged and voc.number(word) != 1:
                start = aged[start - 1].start  # 'my 14 year old son'
                continue
            if word.fold in voc.words["determiner"]:
                determined = True
            elif word.fold in voc.words["both"] and not single and not mark.numbers:
                number, determined = 2, True  # 'myself and both grandparents'
            elif value is not None and (start - 1) not in page.dated:
                if number is not None or (start < mark.start and tokens[start].fold in voc.words["article"]):
                    break  # 'siamo in otto 5 grandi', 'gruppo 2 la nostra dipendente'
                if single and value > 1 and start > 1 and tokens[start - 2].fold in voc.words["in_that_case"]:
                    break  # '… and the twins so 5 nan wont take up much room'
                number = value
            elif word.fold not in voc.words["adjective"] or word.fold in voc.words["plus"]:
                break
            start -= 1
        if number is None and start > 1 and tokens[start - 1].fold in voc.words["of"] | voc.words["of_the"]:
            some = voc.number(tokens[start - 2])
            if some is not None and not single and start - 2 not in page.dated:
                number, start, determined = some, start - 2, True  # 'two of our carers', 'tre dei nostri ragazzi'
        before = tokens[start - 1].fold if start else ""
        whose = before in voc.words["of"]
        if whose and any(r.kind == "relation" and r.end == start - 1 for r in cast.refs):
            continue  # 'two members of our staff', 'il figlio della mia vicina'
        whose = whose and not single
        told = any(m.start < start < m.end + 1 for m in page.marks.get("total", ()))
        if whose and number is not None and not told and not determined:
            continue  # 'una cooperativa di sette soci'
        joined = (
            before in voc.words["and"]
            or before in voc.words["with"]
            or (before == "," and any(r.kind == "relation" and r.end == start - 1 for r in cast.refs))
            or _and_me(page, mark.end)
            or (start == mark.start and _after_me(page, start, mark.end))
            or (before == ":" and tokens[mark.end : mark.end + 1] and tokens[mark.end].text == ",")  # ': wife, son, …'
        )
        if (
            any(
                0 <= start - m.end <= 0
                for cls in ("introduce_self",)
                for m in page.within(cls, max(0, start - 4), start)
            )
            and single
        ):
            continue
        if _signs_as(page, mark.start) or _ranked(page, cast, start, mark.start):
            continue
        if (
            start
            and tokens[start - 1].fold in voc.words["article"]
            and any(p.relation == tokens[mark.start].fold for p in cast.persons)
        ):
            determined = True  # 'unitamente al minore', of whom the name was told
        by_side = any(m.end == start for m in page.within("by_side", max(0, start - 3), start))
        with_them = before in voc.words["from"] | voc.words["beside"] and by_side
        determined = determined or with_them  # 'accompagnato dalla consorte'
        called = start == mark.start and tokens[start].fold in voc.words["kin_called"] and _called(page, start)
        if not (determined or number is not None or joined or called) or (
            not determined and number is None and before not in voc.words["beside"] and _self_description(page, start)
        ):
            continue
        if single and number in (None, 1) and (before in voc.words["like"] or _occupation(page, start, mark.start)):
            continue
        used.update(range(start, mark.end))
        noun = tokens[mark.start].fold
        pairs = page.within("pair_total", max(0, start - 3), mark.end)
        ours = any(m.end == mark.end for m in pairs)  # 'we are a couple'
        if noun in voc.words["couple"] and (ours or page.has("pair_total", start, mark.end + 2)):
            continue  # 'a couple of seats'
        if number is None and not single:
            number = predicate(page, mark.end) or ages_told(page, start, mark.end)
        count: int | None = number if number is not None else 1 if single else 2 if noun in voc.words["pair"] else None
        if single and number is not None and number > 1:
            count = number
        if noun in voc.words["couple"]:
            count = 2 * (number or 1)
            used.update(range(mark.end, of_whom(page, mark.end)))
        person = apposition(page, cast, start, mark.end, names_at, names_end) if count in (1, None) else -1
        person = said_to_be(page, cast, start) if person < 0 and single and count == 1 else person
        if person >= 0 and (count or 1) == 1:
            cast.persons[person].relation = cast.persons[person].relation or noun
        elif count == 1 and single and points_back(page, cast, start, mark):
            continue
        elif (
            count == 1
            and not _of_another(page, cast, start, names_end)
            and (
                same := next(
                    (i for i, p in enumerate(cast.persons) if p.relation == noun and definite(page, start, mark.start)),
                    None,
                )
            )
            is not None
        ):
            person = same
        elif count == 1:
            cast.persons.append(Person("", frozenset(), relation=noun, first=start))
            person = len(cast.persons) - 1
        cast.refs.append(Ref(start, mark.end, "relation", person, count))


def _of_another(page: Page, cast: Cast, start: int, names_end: dict[int, Ref]) -> bool:
    """'Ugo Sala con la consorte, Leo Po con la consorte': a tie of who is named right before, and each has his own."""
    words = page.voc.words
    beside = page.tokens[start - 1].fold in words["with"] and start - 1 in names_end
    told = (r for r in cast.refs if r.kind == "relation" and r.end <= start and r.n == 1)
    return beside and any(r.start - 1 in names_end and page.tokens[r.start - 1].fold in words["with"] for r in told)


def _owner(page: Page, n: int) -> bool:
    """Whether the word before an apostrophe and 's' is somebody or something, no 'that's' or 'it's'."""
    token, voc = page.tokens[n], page.voc
    word = token.fold.strip("'’")
    return token.text[-1] in "'’" and word not in voc.function_words | voc.words["stop"] and len(word) > 2


def _owned(page: Page, place: int) -> bool:
    """Whether a number or a 'my' stands right before."""
    before = page.tokens[place - 1] if place else None
    return before is not None and (before.fold in page.voc.words["own"] or page.voc.number(before) is not None)


def _beside_us(page: Page, place: int) -> bool:
    """'noi due più i bambini', 'me and the kids': joined to words for the writer."""
    words, n = page.voc.words, place - 1
    while n > 0 and page.tokens[n].fold in words["article"]:
        n -= 1
    if n < 1 or page.tokens[n].fold not in words["and"] | words["with"]:
        return False
    ours = words["me"] | words["me_subject"] | words["weak_us"]
    return any(t.fold in ours for t in page.tokens[max(0, n - 2) : n])


def _and_me(page: Page, n: int) -> bool:
    """'Wife and self', 'moglie e io': joined to the writer right behind."""
    words, after = page.voc.words, page.tokens[n : n + 3]
    if len(after) < 2 or after[0].fold not in words["and"] or after[1].fold not in words["me"] | words["me_subject"]:
        return False
    return len(after) < 3 or after[2].kind is not Kind.WORD or not after[2].capital  # 'mamma e io Ada Neri'


def _after_me(page: Page, start: int, end: int) -> bool:
    """'me, wife, 3 kids', 'io moglie e 2 figli': right behind the writer, and a row goes on; not 'io, mamma di Lia'."""
    words, tokens = page.voc.words, page.tokens
    before = start - 2 if start > 1 and tokens[start - 1].text == "," else start - 1
    if before < 0 or end + 1 >= len(tokens) or tokens[before].fold not in words["me"] | words["me_subject"]:
        return False
    goes_on = end + 1 if tokens[end].text == "," else end
    kin = any(page.at(cls, goes_on) is not None for cls in ("relation", "relations"))
    return kin or tokens[goes_on].fold in words["and"] or (page.numbers[goes_on] or 0) > 1


def _called(page: Page, n: int) -> bool:
    """'Mum and I', 'Dad (Ugo)': a word for kin in place of a name; not 'Nonna Iole'."""
    after = page.tokens[n + 1 : n + 2]
    follows = bool(after) and (after[0].text in ",(" or after[0].fold in page.voc.words["and"] or not after[0].capital)
    return follows and (page.tokens[n].capital or bool(after and after[0].fold in page.voc.words["and"]))


def _ranked(page: Page, cast: Cast, start: int, end: int) -> bool:
    """'… da n. 3 operatori: …; un terzo operatore, da definire': one of those counted before."""
    ranks = [page.voc.ordinals.get(t.fold, 0) for t in page.tokens[max(0, start - 1) : end]]
    return any(rank > 1 and any(r.n and r.n >= rank for r in cast.refs if r.end <= start) for rank in ranks)


def _signs_as(page: Page, place: int) -> bool:
    """'Andrea Zuffi, il papà' on one of the last lines: what the writer is."""
    line = page.text[: page.tokens[place].start].rfind("\n")
    if line < 0 or page.text[page.tokens[place].end :].strip(" .!").count("\n") > 1:
        return False
    tail = page.text[line:]
    return (
        len(tail.split()) <= 7
        and "\n" not in tail.strip()
        and (tail.split() or [""])[0][:1].isupper()
        and not any(
            line < page.tokens[m.start].start for cls in (*COMING, "me", "total") for m in page.marks.get(cls, ())
        )
    )


def _self_description(page: Page, start: int) -> bool:
    """'siamo marito e moglie', 'sono nonna di …': who they are, no further persons."""
    sentence = page.sentences[page.sentence_of(start)][0]
    return any(
        start - m.end <= 3 for cls in ("introduce_self", "introduce_us") for m in page.within(cls, sentence, start)
    )


def _occupation(page: Page, start: int, end: int) -> bool:
    """'faccio il magazziniere', 'I am a nurse': what the writer is."""
    return any(start <= m.end <= end for m in page.within("occupation", max(0, start - 4), end))
