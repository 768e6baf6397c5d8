"""Who writes, and who is named in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from mailflow.message.model import Address, Message
from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names.find_names import find_names
from mailflow.understanding.names.names import (
    Name,
    abbreviates,
    clean,
    completed,
    is_full,
    is_given,
    key_of,
    looks_like_a_person,
    shortens,
)
from mailflow.understanding.names.sign_off import sign_off
from mailflow.understanding.names.writer import Writer, of_mailbox, writer_of
from mailflow.understanding.reading import Context
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.text.form import Form
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import strip_accents, tokenize
from mailflow.understanding.text.words import Words

SIGNED = 90  # letters at most from the name under a text to its end


@dataclass(frozen=True, slots=True)
class Named:
    """`writer`: who sent the mail; `speaker`: whose 'I' its text speaks with, another in a forward; all names in it."""

    writer: Writer
    speaker: Writer
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """What names are looked for in. `of_event`: words that name people and places of the event; `voice`: whose text."""

    message: Message
    page: Page
    form: Form
    context: Context
    of_event: frozenset[str]
    voice: Address
    signature: Page
    quoted: Page
    told_before: bool = False  # whether what is quoted names sessions
    own: frozenset[int] = frozenset()  # tokens of the event's own name

    def names(self, found: Found) -> Named:
        """Who writes, and all names in the text."""
        page = self.page
        reply_to = self.message.reply_to.name if self.message.reply_to else ""
        told = (self.message.sender.name, self.form.name, reply_to)
        sender = [key_of(name) for name in told if not _of_a_body(name, page)]
        known = [k for k in (*sender, *(key_of(name) for name in self.context.attendees), *self.booked()) if k]
        blocked = self.own.union(n for m in found.mentions if m.how != "word" for n in range(m.start, m.end))
        not_people = Words(self.of_event | self.of_firm(frozenset().union(*known)))
        names = find_names(page, blocked, not_people, known)
        person = looks_like_a_person(self.message.sender.name, page.voc) and is_full(self.message.sender.name)
        introduced = [
            n.text
            for n in names
            if self.introduces(n)
            and (not person or n.key & key_of(self.message.sender.name) or self.introduces(n, plainly=True))
        ]
        writer = self.told_fully(writer_of(self.message, page, self.signature, self.form, introduced[:1]), names)
        speaker = writer
        if self.voice is not self.message.sender:
            name = sign_off(page) if len(key_of(sign_off(page))) >= 2 else clean(self.voice.name, page.voc)
            speaker = Writer(name, key_of(name), looks_like_a_person(name, page.voc))
        if not speaker.key <= frozenset().union(*known):
            names = find_names(page, blocked, not_people, [*known, speaker.key])
        names = tuple(n for n in names if not (abbreviates(n.text, speaker.name) and _signs(page, n)))
        own = [self.as_own(n, speaker) for n in names]
        return Named(writer, speaker, self.completed(tuple(own)))

    def as_own(self, name: Name, speaker: Writer) -> Name:
        """The name, the speaker's where it shortens that: 'Ale Neri', or 'A. Neri', which stays as written."""
        short = abbreviates(name.text, speaker.name)
        told = any(key_of(speaker.name) <= page.folds for page in (self.page, self.signature))
        if shortens(name.text, speaker.name) or (short and told):
            return replace(name, text=speaker.name, key=speaker.key)
        return replace(name, key=speaker.key) if short else name

    def booked(self) -> list[frozenset[str]]:
        """Full names that the confirmation tells which is answered: one's given name alone means him."""
        if not (self.told_before or self.quoted.has("confirmation_strict")):
            return []
        return [n.key for n in find_names(self.quoted, frozenset(), self.of_event, []) if len(n.key) > 1]

    def of_firm(self, own: frozenset[str]) -> frozenset[str]:
        """Words that stand side by side in the text and make up the sender's domain: 'Ridgeway Vets'."""
        domain = re.sub(r"[^a-z0-9]", "", self.message.sender.email.lower().rpartition("@")[2])
        pairs = [(a.fold, b.fold) for a, b in pairwise(self.page.tokens) if a.capital and b.capital]
        return frozenset(w for pair in pairs if "".join(pair) in domain and not own & set(pair) for w in pair)

    def told_fully(self, writer: Writer, names: tuple[Name, ...]) -> Writer:
        """Who writes, where neither From nor signature tells it in full: the name in the text that fits them."""
        full = [n for n in names if is_full(n.text)]
        longer = {n.text for n in full if shortens(writer.name, n.text)}
        if len(longer) == 1:  # 'io Gabriele Neri' from gabri neri
            return replace(writer, name=(name := longer.pop()), key=key_of(name))
        if is_full(writer.name):
            return writer
        holds = [n.text for n in full if (writer.key and writer.key < n.key) or abbreviates(writer.name, n.text)]
        name = (holds[0] if len({key_of(n) for n in holds}) == 1 else "") or of_mailbox(
            [n.text for n in full if not writer.key or writer.key & n.key or not is_given(min(writer.key))],
            self.message.sender.email,
        )
        return replace(writer, name=name, key=key_of(name)) if name else writer

    def completed(self, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """First names in the text with the surname that the forwarded mail, the signature or the quote tells."""
        if all(len(name.key) > 1 for name in names):
            return names
        parts = [self.signature, self.quoted, Page("form", self.form.pupil, self.page.voc, self.page.region)]
        display = Page("from", self.message.sender.name, self.page.voc, self.page.region)
        if any(t.fold in self.page.voc.words["and"] for t in display.tokens):
            parts.insert(0, display)  # 'Luca e Marta Neri'
        if self.message.forwarded:
            first = self.message.forwarded[0]
            text = f"{first.sender.name}\n{first.text}"[:2000]
            parts.insert(0, Page("forwarded", text, self.page.voc, self.page.region))
        short = frozenset().union(*(name.key for name in names if len(name.key) == 1))
        parts = [part for part in parts if any(word in strip_accents(part.text.lower()) for word in short)]
        return completed(names, [n for part in parts for n in find_names(part, frozenset(), self.of_event, [])])

    def others(self, name: Name) -> bool:
        """Whether From names another person in full."""
        sender = self.message.sender.name
        return looks_like_a_person(sender, self.page.voc) and is_full(sender) and not name.key & key_of(sender)

    def introduces(self, name: Name, plainly: bool = False) -> bool:
        """'sono …', 'mi chiamo …', 'io (…)', 'la sottoscritta, …'."""
        page = self.page
        before = name.start
        behind = [t.fold for t in page.tokens[name.end : name.end + 2]]
        if len(behind) == 2 and behind[0] in page.voc.words["and"] and behind[1] in page.voc.words["me"]:
            return False  # "it's Ann Lee and me"
        if behind and behind[0] in page.voc.words["genitive"]:
            return False  # "I'm Ellis Fane's grandmother"
        if (
            behind[:1] == [","]
            and all(t.capital for t in page.tokens[name.end + 1 : name.end + 3])
            and self.others(name)
        ):
            return False  # 'vengono in tre. Sono Ada Neri, Ugo Sala e Lia Po'
        for mark in page.within("introduce_self", max(0, before - 5), before):
            ahead, words = mark.start, page.voc.words
            ahead -= ahead > 0 and page.tokens[ahead - 1].fold in words["genitive"]  # "my colleague's name is Ada"
            others = any(m.end == ahead for c in ("relation", "relations", "they") for m in page.marks.get(c, ()))
            others = others or (ahead > 0 and page.tokens[ahead - 1].fold in words["their"])
            who = ahead > 1 and page.tokens[ahead - 1].fold in words["who"]  # 'gli animatori, che sono Ada e Ugo'
            others = others or (who and page.tokens[ahead - 2].fold not in words["me"])
            if mark.end == before:
                return not others  # 'i nostri delegati sono Ada e Ugo'
        marks = ":." if plainly else ",(:."  # 'il sottoscritto, Ugo Sala e …' from another is a row
        while before > 0 and (
            page.tokens[before - 1].text in marks or page.tokens[before - 1].fold.strip(".") in page.voc.words["title"]
        ):
            before -= 1
        mine = before > 0 and page.tokens[before - 1].fold in page.voc.words["me"]
        if mine and before < name.start and self.others(name):
            return False  # 'la sottoscritta, Ugo Sala e Lia Po': whose name is in From, and two others
        if any(m.end == before for m in page.within("introduce_self", max(0, before - 5), before)):
            return True
        sender = self.message.sender.name
        if looks_like_a_person(sender, page.voc) and is_full(sender) and name.key != key_of(sender):
            return False
        return (
            not plainly
            and before > 0
            and before < name.start
            and page.tokens[before - 1].fold in page.voc.words["me"]
            and page.tokens[before].text in ",("
        )


def _of_a_body(display: str, page: Page) -> bool:
    """'Coop Aurora', 'Ashby Village Hall': the name of nobody who comes; but 'June Hall'."""
    words = [t.fold.strip(".") for t in tokenize(display)]
    if len(words) == 2 and words[0] in wordlike() and words[1] in surnames():
        return False
    return not page.voc.words["organization"].isdisjoint(words) and not looks_like_a_person(display, page.voc)


def _signs(page: Page, name: Name) -> bool:
    """Whether the name stands under the text: at the head of one of the last lines, or behind words of closing."""
    begin, end = page.tokens[name.start].start, page.tokens[name.end - 1].end
    below = page.text[page.text.rfind("\n", 0, begin) + 1 : begin].strip(" .,–-") == ""
    closed = any(name.start - 2 <= m.end <= name.start for m in page.marks.get("closing", ()))
    ends = page.sentences[page.sentence_of(name.start)][0] == name.start and not page.text[end:].strip(" .!")
    return name.start > 0 and len(page.text) - end < SIGNED and (below or closed or ends)
