"""Letter → what the person will read: subject, text, HTML, calendar entries, attachments. Pure, given the templates."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.domain.letter import Letter
from mailflow.outbox.attachments import Attached, attachments
from mailflow.outbox.calendar import CalendarEntry, entries
from mailflow.outbox.contexts import context
from mailflow.outbox.markup import parse, plain, to_text
from mailflow.outbox.people import subject_of_answer
from mailflow.outbox.templates import Templates

CalendarPart = CalendarEntry


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words. `text` has a paragraph a line, unwrapped; `calendar` begins with the entry to stand in the mail."""

    subject: str
    text: str
    html: str
    calendar: tuple[CalendarPart, ...] = ()
    attachments: tuple[Attached, ...] = ()


def render(letter: Letter, templates: Templates, reply_to: str | None = None) -> Rendered:
    """The letter in its language. `reply_to`: the watched address, for mailto: links (the event's own by default).

    Raises jinja2.TemplateError where a template is missing or wrong; `Templates.problems` finds that beforehand.
    """
    calendar = entries(letter)
    names = context(letter, reply_to or letter.event.organizer.email) | {"calendar": bool(calendar)}

    def words(file: str) -> str:
        return templates.get(letter.event.id, letter.language, letter.kind, file).render(names)

    document = parse(words("body.j2"))
    answered = subject_of_answer(letter.answering.subject) if letter.answering else ""
    subject = answered or plain(" ".join(words("subject.j2").split()))
    html = templates.skin.html(
        document,
        subject=subject,
        language=letter.language,
        organizer=letter.event.organizer.name,
        title=letter.event.title,
    )
    return Rendered(subject, to_text(document), html, calendar, attachments(letter))
