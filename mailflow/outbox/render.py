"""Letter → what the person will read: subject, text, HTML, calendar entries, attachments. Pure, given the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mailflow.domain.letter import Letter
from mailflow.outbox.attachments import Attached, attachments
from mailflow.outbox.calendar import CalendarEntry, entries
from mailflow.outbox.contexts import context
from mailflow.outbox.markup import Document, parse, plain, to_text
from mailflow.outbox.people import subject_of_answer
from mailflow.outbox.templates import Templates

CalendarPart = CalendarEntry


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words. `text` has a paragraph a line, unwrapped; the first of `calendar` is to stand in the mail."""

    subject: str
    text: str
    html: str
    calendar: tuple[CalendarPart, ...] = ()
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A letter once its templates have been filled in, before it is dressed as text and HTML; `title` heads it."""

    names: dict[str, Any]
    subject: str
    title: str
    document: Document
    calendar: tuple[CalendarPart, ...]


def render(letter: Letter, templates: Templates, reply_to: str | None = None) -> Rendered:
    """The letter in its language. `reply_to`: the watched address, for mailto: links (the event's own by default).

    Raises jinja2.TemplateError where a template is missing or wrong; `Templates.problems` finds that beforehand.
    """
    written = write(letter, templates, reply_to)
    html = templates.skin.html(
        written.document,
        subject=written.subject,
        language=letter.language,
        organizer=letter.event.organizer.name,
        title=written.title,
    )
    files = attachments(letter, written.names, templates)
    return Rendered(written.subject, to_text(written.document), html, written.calendar, files)


def write(letter: Letter, templates: Templates, reply_to: str | None = None) -> Written:
    """The letter's words, from its templates. Raises as `render` does."""
    calendar = entries(letter)
    names = context(letter, reply_to or letter.event.organizer.email) | {"calendar": calendar}

    def filled(file: str) -> str:
        return templates.get(letter.event.id, letter.language, letter.kind, file).render(names)

    # the subject of an answer is the writer's, by which their mail program keeps the conversation together
    answered = subject_of_answer(letter.answering.subject) if letter.answering else ""
    own = plain(" ".join(filled("subject.j2").split()))
    title = own if names["among"] else letter.event.title  # which event it is may be what we ask
    return Written(names, answered or own, title, parse(filled("body.j2")), calendar)
