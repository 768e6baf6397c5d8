"""Words that a title has too, and that name no session where they stand."""

from __future__ import annotations

from collections.abc import Container, Iterable

from mailflow.understanding.names.names import is_given
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.place_names import of_a_place
from mailflow.understanding.sessions.said_of_people import said_of_people
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.title_names import is_surname, of_sender
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

LEAD = 2  # words before one, in which a session is pointed at


def names_none(page: Page, at: Index, mention: Mention) -> bool:
    """Whether the words are somebody's office or name, a verb, a greeting, a tie between people."""
    return (
        _means_else(page, at, mention)
        or _verb(page, at, mention)
        or _relative(page, mention)
        or _greets(page, mention)
        or _everyday(page, at, mention, page.voc.everyday)
    )


def translates_none(page: Page, at: Index, mention: Mention) -> bool:
    """The same of words in another language than the title's: of everyday ones, what all people write names none."""
    frequent = page.voc.frequent
    return _means_else(page, at, mention) or asks(page, mention) or _everyday(page, at, mention, frequent)


def _means_else(page: Page, at: Index, mention: Mention) -> bool:
    return (
        _role_before(page, mention)
        or _idle(page, at, mention)
        or _of_a_name(page, at, mention)
        or _kin(page, mention)
        or of_a_place(page, at, mention)
        or is_surname(page, at, mention)
        or said_of_people(page, mention)
    )


def without_names(page: Page, at: Index, found: Found, spans: Iterable[tuple[int, int]], sender: str) -> Found:
    """Without words of full names that are like a title's and not spelled so: Ms Lowe wants no low-carbon kilns; nor
    those of the sender's own name."""
    inside = {n for start, end in spans if end - start > 1 for n in range(start, end)}
    words = (m for m in found.mentions if m.how == "word" and m.start in inside)
    alike = {m for m in words if page.tokens[m.start].fold not in at.spelled}
    alike |= {m for m in found.mentions if of_sender(page, at, m, sender)}
    kept = (m for m in found.mentions if m not in alike)
    return Found(tuple(kept), found.rounds, found.odd_hours, found.loose_days)


def _idle(page: Page, at: Index, mention: Mention) -> bool:
    """'Distinti saluti' where a title has 'salute', 'stare a casa' where one has 'casa', 'qualsiasi cosa', 'cosa'."""
    inside = _inside(page, mention, "idiom", "any_at_all")
    said = {page.tokens[n].fold for n in range(mention.start, mention.end)}
    return inside or (len(said) == 1 and said <= page.voc.words["closing_word"] and not said & at.spelled)


def _inside(page: Page, mention: Mention, *classes: str) -> bool:
    """Whether it is within words of one of the classes."""
    near = (m for cls in classes for m in page.within(cls, max(0, mention.start - 5), mention.end + 5))
    return any(m.start <= mention.start and mention.end <= m.end for m in near)


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
    if any(t.fold in page.voc.words["session_head"] and not t.capital for t in named):
        return False  # 'the apprentice talk'
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
        and not _in_a_row(page, mention)
    ):
        return True  # 'on Sunday I sing in church', where a title has 'sing'
    if len(said) == 1 and _inside(page, mention, "enrols_whom"):
        return True  # 'mi segni per', where a title has 'segni'
    if len(said) > 1 or said & at.spelled:
        return False
    if mention.how == "word" and said <= page.voc.common:
        return True  # 'vi faccio sapere' where a title has 'saperi'
    return asks(page, mention)


def _in_a_row(page: Page, mention: Mention) -> bool:
    """'Tom grid, I data.', 'Third: Kate and I data, …': what one of a row has, and nothing more is said."""
    opens = mention.start - 2
    if opens > 0 and page.tokens[opens].fold in page.voc.words["and"]:
        opens -= 1
        while opens > 0 and page.tokens[opens].capital:
            opens -= 1
    closes = page.tokens[mention.end : mention.end + 1]
    return opens > 0 and page.tokens[opens].text in ",;:" and bool(closes) and closes[0].kind is not Kind.WORD


def asks(page: Page, mention: Mention) -> bool:
    """Whether the words are part of those that ask for a place."""
    return _inside(page, mention, "self", "we", "book", "request", "question_request")


def _of_a_name(page: Page, at: Index, mention: Mention) -> bool:
    """'Maria Verdi' where a title has 'verde', 'Luca Verdi' where it has 'luce': not spelled as the title is."""
    token, beyond = page.tokens[mention.start], page.tokens[mention.end : mention.end + 1]
    if mention.end - mention.start != 1 or not token.capital or page.shouting or token.fold in at.spelled:
        return False
    alone = mention.start not in {start for start, _ in page.sentences} and mention.how != "word"
    first = (alone or any(after.capital for after in beyond)) and is_given(token.fold)
    before = page.tokens[mention.start - 1] if mention.start else None
    small = AnyOf(page.voc.words["article"], page.voc.common)
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
    while piece < mention.start and page.tokens[piece].fold in words["of"]:
        piece += 1  # 'del settore Innovazione e Ricerca'
    if page.tokens[piece].fold in words["own_one"] and _only_its_fields(page, piece + 2, mention.start):
        piece += 1  # ', nostra responsabile Formazione e Ricerca'; but 'my student Ada wants the testing'
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


def _only_its_fields(page: Page, start: int, end: int) -> bool:
    """Whether no more stands there than fields of an office, as they are written beside it: 'Formazione e'."""
    small = page.voc.words["and"] | page.voc.words["of"] | page.voc.words["article"] | page.voc.words["for"]
    between = page.tokens[start:end]
    return all(t.fold in small or (t.capital and not is_given(t.fold)) for t in between)


def _greets(page: Page, mention: Mention) -> bool:
    """'Good evening', where a title has 'evening'; 'Dear Mrs Neri,', who holds one of the sessions."""
    near = page.within("greeting", max(0, mention.start - LEAD), mention.end)
    polite = mention.how == "word" and any(not _is_a_time(page, mark, mention.start) for mark in near)
    return polite or (mention.how in ("word", "alias") and _addressed(page, mention))


def _is_a_time(page: Page, mark: Mark, place: int) -> bool:
    """'In the morning the floors', 'Morning: floors': the part of the day something is asked for, and not 'Morning
    all'."""
    lead = page.tokens[mark.start - 1] if mark.start else None
    led = lead is not None and lead.kind is Kind.WORD
    alone = mark.end - mark.start == 1 and page.tokens[mark.start].fold in page.voc.words["part_of_day"]
    return alone and mark.end <= place and (led or page.tokens[mark.end].text == ":")


def _addressed(page: Page, mention: Mention) -> bool:
    """Whether it is whom a greeting is for: nothing but a title between, and the line or a comma behind."""
    words, n = page.voc.words, mention.start - 1
    while n > 0 and (page.tokens[n].text == "." or page.tokens[n].fold.strip(".") in words["title"]):
        n -= 1
    closes = page.tokens[mention.end : mention.end + 1]
    ends = not closes or closes[0].text in ",!" or closes[0].kind is Kind.LINE
    titled = n < mention.start - 1 or page.tokens[mention.start].capital
    return n >= 0 and ends and titled and page.tokens[n].fold in words["greeting_word"]


def _everyday(page: Page, at: Index, mention: Mention, everyday: Container[str]) -> bool:
    """'ho 76 anni' where a title has 'anni', 'hanno preso posto' where an alias is 'prese', and nothing beside it that
    a session is called by. Only what all people write is so where it is spelled as the title is."""
    token = page.tokens[mention.start]
    spelled = token.fold in at.spelled
    if mention.end - mention.start != 1 or token.fold not in (page.voc.frequent if spelled else everyday):
        return False
    if mention.how != "word" and (spelled or page.voc.language != at.event.language):
        return False  # 'vegetarian' is written so in English, 'vegetariano' in the title
    heads = page.voc.words["session_head"]
    beside = (*page.tokens[max(0, mention.start - LEAD) : mention.start], *page.tokens[mention.end : mention.end + 1])
    pointed = page.within_end("topic_cue", mention.start) or _that_one(page, mention.start)
    return not (pointed or any(token.fold in heads for token in beside))


def _that_one(page: Page, start: int) -> bool:
    """'quella in [italiano]', 'the one in [English]'."""
    words = page.voc.words
    before = page.tokens[max(0, start - 2) : start]
    return len(before) == 2 and before[0].fold in words["that_session"] and before[1].fold in words["kind_lead"]
