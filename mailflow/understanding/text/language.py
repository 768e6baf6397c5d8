"""Which language a text is in, by its small words."""

from __future__ import annotations

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.reading import Context
from mailflow.understanding.text.form import form_of
from mailflow.understanding.text.tokens import Kind, code_spans, tokenize
from mailflow.understanding.text.vocabulary import languages, vocabulary


def language_of(text: str, likely: str) -> str:
    """The language most of whose small words the text has; `likely` where nothing tells."""
    lines = text[:4000].split("\n")
    words = [t.fold for line in lines for t in tokenize(line, tuple(code_spans(line))) if t.kind is Kind.WORD]
    points = {language: sum(map(vocabulary(language).function_words.__contains__, words)) for language in languages()}
    best = max(points, key=lambda language: (points[language], language == likely))
    if likely in points and points[best] <= points[likely] + 1:
        return likely
    return best


def language_of_mail(message: Message, event: Event, context: Context) -> str:
    """The language of a mail, or of what is written in its form; where nothing tells, the person's, or the event's."""
    form = form_of(message)
    text = form.message if form.filled else message.text
    return language_of(f"{text}\n{message.subject}", context.language or event.language)
