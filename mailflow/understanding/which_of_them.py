"""Which event the answer to 'which of these events is it about?' means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.sessions.times import resolve
from mailflow.understanding.text.days import NTH, DayRef
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phones import region_of
from mailflow.understanding.text.stems import stems_of
from mailflow.understanding.text.tokens import Kind, tokenize
from mailflow.understanding.text.vocabulary import languages, stop_words, vocabulary
from mailflow.understanding.which_event import which_event

SHORT = 5  # words of an answer that says no more than which


@dataclass(frozen=True, slots=True)
class Meant:
    """The event an answer means. `besides`: whether it states more, and whether the words that told the event may be
    mistaken for that: 'the first, there are three of us'."""

    event: Event
    besides: Literal["nothing", "clear", "unclear"]


def which_of_them(message: Message, events: Sequence[Event], now: datetime) -> Meant | None:
    """The one event meant, of those we listed in this order; None where the answer does not tell.

    It was asked for, so less tells it than in a mail that came by itself: a word of its title, its day, its place in
    the list. `now`: aware.
    """
    pages = [Page("text", message.text, vocabulary(one), region_of(events[0])) for one in languages()]  # 'the 2nd'
    for sign in (_of_title, _of_day, _at_place):
        meant = set.union(*(sign(page, events) for page in pages))
        if len(meant) == 1:
            return Meant(events[meant.pop()], "clear" if sign is _of_title else _besides(pages))
    named = which_event(message, events, now)
    return Meant(named[0], "clear") if len(named) == 1 else None


def _besides(pages: Sequence[Page]) -> Literal["nothing", "unclear"]:
    """Where a number or a day told which: the same words would say how many come, or to which session."""
    words = sum(token.fold.isalnum() for token in pages[0].tokens)
    counted = any("places" in page.marks for page in pages) or len({n for n in pages[0].numbers if n}) > 1
    return "nothing" if words <= SHORT and not counted else "unclear"


def _of_title(page: Page, events: Sequence[Event]) -> set[int]:
    """The events of which a word was written that stands in no other's title."""
    titles = [_content(event.title) for event in events]
    own = [title.difference(*(other for other in titles if other is not title)) for title in titles]
    words = set(page.content.stems)
    return {n for n, title in enumerate(own) if title & words}


def _content(title: str) -> set[str]:
    """Words that tell a subject: not its year, and not which of a series it is, as people say so of a list too."""
    ordinals = {word for language in languages() for word in vocabulary(language).ordinals}
    words = [token for token in tokenize(title) if token.fold not in ordinals and not token.text.isdigit()]
    return set(stems_of(words, stop_words()).stems)


def _of_day(page: Page, events: Sequence[Event]) -> set[int]:
    """Its day, however it is told: 'Friday', 'the 26th', 'in May'."""
    months = {page.voc.months[token.fold] for token in page.tokens if token.fold in page.voc.months}
    days = [*page.days, *(DayRef(0, 0, day=number) for number in _alone(page))]
    on_it = {n for n, event in enumerate(events) if any(resolve(day, event) for day in days)}
    return on_it or {n for n, event in enumerate(events) if event.starts.month in months}


def _at_place(page: Page, events: Sequence[Event]) -> set[int]:
    """Its place in the list: 'the second one', 'number 2'."""
    said = {page.voc.ordinals.get(token.fold, 0) for n, token in enumerate(page.tokens) if n not in page.dated}
    nth = {int(found[1]) for token in page.tokens if (found := NTH.fullmatch(token.fold))}
    return {place - 1 for place in (said | nth) - {0} or _alone(page) if 1 <= place <= len(events)}


def _alone(page: Page) -> set[int]:
    """The numbers of an answer in which nothing says what is counted: '2', 'number two'; not '2 places', 'all two'."""
    heads = page.voc.words["session_head"]
    besides = heads | page.voc.function_words
    words = (token.fold for n, token in enumerate(page.tokens) if page.numbers[n] is None)
    if "places" in page.marks or any(len(word) > 1 and word.isalpha() and word not in besides for word in words):
        return set()
    named = [
        token.kind is Kind.NUMBER or (n and page.tokens[n - 1].fold in heads) for n, token in enumerate(page.tokens)
    ]
    return {number for number, alone in zip(page.numbers, named, strict=True) if number and alone}
