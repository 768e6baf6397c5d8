"""A subject that tells more people than the text: 'Prenotazione: 3 commensali', 'Iscrizione Leo Sala (9 anni)'."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.gist import Gist
from mailflow.understanding.names.find_names import find_names
from mailflow.understanding.names.names import is_given
from mailflow.understanding.reading import Doubt
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.stems import stem
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.words import AnyOf

PARTY = 30  # people of a party; a larger number in a subject is something else
# Classes of words that are no people: things and times, and small words.
NO_PEOPLE = ("not_a_person", "no_party", "occasions", "session_head", "round_head", "stop", "and", "or", "preposition",
             "of", "hour_cue", "article")  # fmt: skip


def more_people_above(gist: Gist) -> Iterator[Doubt]:
    """The doubt where a number of the subject, in brackets or before a noun, is larger than the size that was read."""
    page, subject, at, seats = gist.page, gist.subject, gist.parts.at, gist.seats
    if seats.value is None or not any(subject.numbers) or any(part.has("correction") for part in (page, subject)):
        return
    known = gist.parts.above.tokens | subject.dated
    for cls in ("number_noun", "number_idiom", "age", "price", "address", "sum"):
        known |= {n for m in subject.marks.get(cls, ()) for n in range(m.start, m.end)}
    for n, token in enumerate(subject.tokens):
        value = subject.numbers[n] or 0
        lead = subject.tokens[n - 1] if n else None
        after = subject.tokens[n + 1] if n + 1 < len(subject.tokens) else None
        opens, closes = lead is not None and lead.text == "(", after is not None and after.text == ")"
        glued = lead is not None and lead.end == token.start and not opens  # 'OSD27'
        plus = lead is not None and lead.fold in subject.voc.words["plus"]
        if plus and token.kind is Kind.NUMBER:
            value, glued = value + 1, False  # 'Ada Neri +1'
        if n in known or not seats.value < value <= PARTY or glued or value < 2:
            continue
        if plus or (opens and closes) or (not _counts_no_people(subject, lead) and _many(subject, at, after)):
            said = subject.words(n - (opens or plus), min(n + 2, len(subject.tokens)))
            yield Doubt("seats", f"“{said}” stands in the subject")
            return


def named_above(gist: Gist) -> Iterator[Doubt]:
    """'Iscrizione Leo Sala (9 anni)' over a text that names at most one, and another."""
    subject, cast, at = gist.subject, gist.cast, gist.parts.at
    if gist.thread.reply or subject.text == gist.page.text or len(cast.coming) > 1:
        return
    keys = [person.key for person in cast.persons if person.key]
    blocked = gist.parts.above.tokens | subject.dated
    for name in find_names(subject, blocked, at.names, keys):
        first, last = (subject.tokens[n].fold.strip("'") for n in (name.start, name.end - 1))
        person = len(name.key) > 1 and (is_given(first) or (is_given(last) and first in surnames()))
        mixed = len({t.capital for t in subject.tokens[name.start : name.end]}) > 1  # 'Gita sociale'
        article = first in subject.voc.words["name_article"]  # 'La Lina'
        if person and not (mixed or article) and not any(name.key <= key or key <= name.key for key in keys):
            yield Doubt("names", f"“{name.text}” stands in the subject", options=(name.text,))


def _counts_no_people(page: Page, lead: Token | None) -> bool:
    """Whether the word before a number says that it is a session's, a day's, a document's."""
    words = page.voc.words
    heads = words["session_head"] | words["round_head"] | words["document_word"] | words["room"] | words["day_cue"]
    return lead is not None and lead.fold.strip(".") in heads | words["worded_lead"]


def _many(page: Page, at: Index, noun: Token | None) -> bool:
    """Whether the word behind a number may be a noun for people: none for things or times, none of the event's."""
    words = page.voc.words
    if noun is None or noun.kind is not Kind.WORD or (noun.capital and not page.shouting):
        return False
    others = AnyOf(page.voc.function_words, *(words[cls] for cls in NO_PEOPLE))
    return noun.fold not in others and stem(noun.fold) not in at.own
