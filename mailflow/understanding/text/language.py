"""Which language a text is in, by its small words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.reading import Context
from mailflow.understanding.text.form import form_of
from mailflow.understanding.text.tokens import Kind, code_spans, tokenize
from mailflow.understanding.text.vocabulary import languages, vocabulary

SHARED = ("me", "preposition", "article")  # classes of words that two languages may spell alike


def language_of(text: str, likely: str) -> str:
    """The language most of whose small words the text has; `likely` where nothing tells."""
    words = _words(text)
    points = {language: _points(words, language) for language in languages()}
    best = max(points, key=lambda language: (points[language], language == likely))
    if likely in points and points[best] <= points[likely] + 1:
        return likely
    return best


def _points(words: Sequence[str], language: str) -> float:
    """How many small words of the language there are; those that are small words of another, too, count by half: 'a',
    'in' and 'me' are Italian as well as English."""
    own, others = vocabulary(language).function_words, _of_others(language)
    return sum([0.5 if word in others else 1.0 for word in words if word in own])


@cache
def _of_others(language: str) -> frozenset[str]:
    """Small words of all other languages."""
    vocs = [vocabulary(other) for other in languages() if other != language]
    return frozenset().union(*(voc.words[cls] for voc in vocs for cls in SHARED))


def language_of_mail(message: Message, event: Event, context: Context) -> str:
    """The language of a mail, or of what is written in its form; where nothing tells, the person's, or the event's."""
    form = form_of(message)
    text = form.message if form.filled else message.text
    told = f"{text}\n{message.subject}"
    before = context.language
    language = language_of(told, before or event.language)
    return _by_everyday_words(told, language, before) if before and before in languages() else language


def _by_everyday_words(text: str, language: str, before: str) -> str:
    """Of a text that small words of two languages make up, 'Ugo ha lasciato l'azienda, scrivete a me', or that has
    hardly any, 'please cancel': the one whose everyday words it has; `before` is the person's earlier one."""
    words = _words(text)
    of = {each: sum(map(vocabulary(each).everyday.__contains__, words)) for each in languages()}
    if language != before:
        return language if of[language] > of[before] else before
    return next((each for each in of if of[each] > of[before] + 1), before)


def _words(text: str) -> list[str]:
    """The words of its beginning."""
    lines = text[:4000].split("\n")
    return [t.fold for line in lines for t in tokenize(line, tuple(code_spans(line))) if t.kind is Kind.WORD]
