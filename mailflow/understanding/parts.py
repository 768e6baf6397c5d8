"""The parts of a mail, laid out to be read: its text, its subject, the signature, and what it quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mailflow.domain.event import Event
from mailflow.message.model import Address, Message
from mailflow.understanding.forwards import points_below, request_below, without_called
from mailflow.understanding.in_subject import told_above
from mailflow.understanding.names.names import in_order
from mailflow.understanding.names.signed import split_signature, without_device_lines
from mailflow.understanding.names.signed_for import without_firm
from mailflow.understanding.reading import Context
from mailflow.understanding.sessions.as_proposed import proposed
from mailflow.understanding.sessions.form_fields import field_line
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.indexing import index
from mailflow.understanding.sessions.mentions import find_mentions
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.form import Form, form_of
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.language import language_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phones import region_of
from mailflow.understanding.text.unwrapped import unwrapped
from mailflow.understanding.text.vocabulary import Vocabulary, languages, vocabulary

LONGEST = 12_000  # characters of a text that are read
SUBJECT = 500  # and of a subject
HEADED = re.compile(r"^(?:\s*(?:re|r|rif|fw|fwd|i|aw|sv|posta certificata)(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Parts:
    """A mail with its parts as pages. `page`: the text, with the subject where that says it all; `voice`: whose 'I' it
    speaks with, another's than the sender's in a forward; `cut`: the text is too long to be read whole."""

    message: Message
    event: Event
    context: Context
    form: Form
    at: Index
    voice: Address
    page: Page
    subject: Page
    signature: Page
    quoted: Page
    cut: bool

    @property
    def headline(self) -> Page | None:
        """The subject, where it stands above a text."""
        return self.subject if self.page.part == "text" else None

    @kept
    def above(self) -> Found:
        """The sessions and rounds that the subject names."""
        return find_mentions(self.subject, self.at)

    @kept
    def told_before(self) -> tuple[Mention, ...]:
        """The sessions that our quoted words name for sure."""
        found = find_mentions(self.quoted, self.at)
        return tuple(m for m in found.mentions if not m.weak and len(m.sessions) == 1)

    @property
    def offered(self) -> tuple[Mention, ...]:
        """Of these, those that are not said to be full."""
        return proposed(self.quoted, self.told_before) if self.message.quoted.strip() else ()

    @property
    def confirmed(self) -> frozenset[str]:
        """The sessions named in our quoted words."""
        return frozenset(m.sessions[0] for m in self.told_before)


def parts_of(message: Message, event: Event, context: Context, language: str) -> Parts:
    """The mail laid out; where it only hands on what stands below, that is its text, and its writer's the voice."""
    voc = vocabulary(language if language in languages() else event.language)
    message = _with_sender_in_order(message, voc)
    form, at, region = form_of(message), index(event), region_of(event)
    fields = (line for label, value in form.rest if (line := field_line(label, value, at)))
    text = unwrapped(without_device_lines(form.message if form.filled else message.text, voc), voc)
    body, voice = "\n".join([*fields, *form.rows, text]), message.sender
    below = request_below(message)
    if below is not None and points_below(body, voc) and not _names_sessions(body, voc, at):
        body, voice = without_called(without_device_lines(below.text, voc), message.sender.name), below.sender
    subject = HEADED.sub("", message.subject)
    on = frozenset(day.day for day in at.days)
    headline = Page("subject", subject[:SUBJECT], voc, region, on)
    bare = not re.search(r"\w", body.replace("&nbsp;", ""))
    first = subject == message.subject.strip() and below is None and not (form.filled or message.in_reply_to)
    above = first and not bare and told_above(headline, body, at, message.sender.name)
    body = subject if bare else f"{subject[:SUBJECT]}\n\n{body}" if above else body
    body, tail = (body, "") if form.filled else split_signature(body, voc)
    if not (tail or form.filled):
        named, firm = without_firm(body, message.sender.name, voc)
        if firm and (not event.rounds or _names_sessions(named, voc, at)):  # 'Ada Neri, Pane e Dolci' may be a choice
            body, tail = named, f"{message.sender.name}\n{firm}"
    ours = vocabulary(language_of(message.quoted, voc.language))  # we may have written in another language
    return Parts(
        message=message,
        event=event,
        context=context,
        form=form,
        at=at,
        voice=voice,
        page=Page("subject" if bare or above else "text", body[:LONGEST], voc, region, on),
        subject=headline,
        signature=Page("signature", f"{tail}\n{message.signature}"[:2000].strip(), voc, region),
        quoted=Page("quoted", message.quoted[:4000], ours, region),
        cut=len(body) > LONGEST,
    )


def _with_sender_in_order(message: Message, voc: Vocabulary) -> Message:
    """'Rossi, Anna' is Anna Rossi."""
    sender = message.sender
    name = in_order(sender.name, voc) if "," in sender.name else sender.name
    return message if name == sender.name else replace(message, sender=replace(sender, name=name))


def _names_sessions(text: str, voc: Vocabulary, at: Index) -> bool:
    """Whether the text names sessions or days by itself."""
    page = Page("text", text[:LONGEST], voc, region_of(at.event))
    return bool(page.days) or any(not m.weak for m in find_mentions(page, at).mentions)
