"""How to answer who writes: name, address, phone, organization."""

from __future__ import annotations

import re

from mailflow.domain.booking import Contact
from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.names.organization import organization_of
from mailflow.understanding.names.writer import Writer
from mailflow.understanding.text.form import Form
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phones import international
from mailflow.understanding.text.tokens import fold, tokenize


def contact_of(
    message: Message, page: Page, signature: Page, subject: Page, form: Form, writer: Writer, event: Event
) -> Contact:
    """The facts of the person to answer."""
    return Contact(
        name=writer.name or None,
        email=_address(message, page, form),
        phone=_phone(page, signature, subject, form, event),
        organization=organization_of(message, page, signature, form, writer.key, event),
    )


ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


def _address(message: Message, page: Page, form: Form) -> str | None:
    for mark in page.marks.get("answer_to", ()):
        start = page.tokens[mark.end - 1].end
        sentence = page.sentences[page.sentence_of(mark.start)]
        end = page.tokens[sentence[1] - 1].end
        found = ADDRESS.search(page.text, start, end)
        if found:
            return found.group().strip(".")
    if message.reply_to and message.reply_to.email:
        return message.reply_to.email
    if form.email:
        return form.email
    return message.sender.email or None


def _phone(page: Page, signature: Page, subject: Page, form: Form, event: Event) -> str | None:
    own = {international(p, page.region) for p in (*event.organizer.phones, *event.organizer.fax)}
    if form.phone and (number := international(form.phone, page.region)):
        return number
    for part in (page, subject, signature):
        for start, _, number in part.phones:
            if number not in own and not _is_fax(part, start):
                return number
    return None


def _is_fax(page: Page, start: int) -> bool:
    """Whether the word right before says fax, or a number that is no phone."""
    before = [fold(w).strip(".") for w in re.findall(r"[^\W\d_][\w.]*", page.text[max(0, start - 24) : start])]
    voc = page.voc
    line = page.text[page.text.rfind("\n", 0, start) + 1 : start]
    tokens = tokenize(line.rstrip(" .:n°"))
    if before and before[-1] in voc.words["fax"] and re.search(r"(?i)\bf(?:ax)?\b\W*$", line):
        return True
    return any(m.cls == "not_phone_cue" and m.end >= len(tokens) - 2 for m in voc.marks(tokens))
