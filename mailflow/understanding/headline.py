"""Choices told in the subject alone: '4 posti gruppi 2 e 5'."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast, Person
from mailflow.understanding.people.clause_by_clause import stances
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.wishes.choices import choices_of
from mailflow.understanding.wishes.chosen import Chosen
from mailflow.understanding.wishes.whom import ALL


def add_headline(subject: Page, found: Found, at: Index, chosen: Chosen) -> None:
    """Give everybody what the subject names, for rounds the text is silent on; a doubt where the two contradict.

    `found`: the sessions and rounds it names.
    """
    headed = any(token.fold in subject.voc.words["session_head"] for token in subject.tokens)
    plain = tuple(m for m in found.mentions if not m.weak and (headed or m.how != "number"))  # 'io + 1' counts persons
    if not plain:
        return
    cast = Cast([Person("", frozenset(), is_writer=True)])
    cast.stances = stances(subject)
    headline = choices_of(subject, cast, Found(plain, found.rounds), at, changing=False)
    doubted = {d.round for d in chosen.doubts}
    for round_, sessions in headline.by.get(ALL, {}).items():
        told = {s for rounds in chosen.by.values() for s in rounds.get(round_, ())}
        if not told and round_ not in doubted:
            for rounds in chosen.by.values():
                rounds[round_] = sessions
            chosen.by.setdefault(ALL, {})[round_] = sessions
            chosen.doubts += [d for d in headline.doubts if d.round == round_]
        elif told and not told & set(sessions):
            words = "the subject and the text name different sessions"
            chosen.doubts.append(Doubt("choices", words, round_, (*sessions, *sorted(told))))
