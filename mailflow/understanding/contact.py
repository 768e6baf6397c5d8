"""Who writes, and how to answer: name, address, phone, organization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.domain.booking import Contact
from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.form import Form
from mailflow.understanding.names import clean, is_given, key_of, looks_like_a_person, shortens
from mailflow.understanding.organization import organization_of, states_a_wish
from mailflow.understanding.page import Page
from mailflow.understanding.phones import international
from mailflow.understanding.tokens import Kind, fold, tokenize
from mailflow.understanding.vocabulary import Vocabulary

FIRM_OF = re.compile(r"\b(\w{3,}), \1 \w+[\s.]*$")  # 'Ada Neri, Neri Impianti'


@dataclass(frozen=True, slots=True)
class Writer:
    """The person who writes. `name` '' where nobody is named; `sender_is_person`: the display name is a person's."""

    name: str
    key: frozenset[str]
    sender_is_person: bool
    sign_off: str = ""  # the name under the text, where one stands


def writer_of(message: Message, page: Page, signature: Page, form: Form, introduced: Sequence[str]) -> Writer:
    """The best name for who writes: told in the text, in the form, under the text, in the signature, in From."""
    voc = page.voc
    display = clean(message.sender.name, voc) if not form.name else ""
    reply = clean(message.reply_to.name, voc) if message.reply_to else ""
    person = looks_like_a_person(display, voc)
    below = list(signature_names(signature))
    signed = next(iter(below), "") or sign_off(page) or _short_names(signature)
    last = _last_words(page)
    tail = "" if any(fold(word) in voc.words["and"] for word in last) else " ".join(last)
    candidates = [
        form.name,
        *introduced,
        signed,
        tail if key_of(display) and key_of(tail) > key_of(display) else "",
        *below,
        display if person else "",
        reply if looks_like_a_person(reply, voc) else "",
    ]
    candidates = [c for c in candidates if c]
    full = [c for c in candidates if is_full(c)]
    best = full[0] if full else max(candidates, key=lambda c: len(key_of(c)), default="")
    if best and not is_full(best) and person and len(key_of(display)) > len(key_of(best)):
        best = display
    if (
        best
        and signed
        and not form.name
        and is_full(signed)
        and best == signed
        and person
        and key_of(signed) < key_of(display)
    ):
        best = display
    best = clean(next((c for c in candidates if shortens(best, c)), best), voc)
    return Writer(best, key_of(best), person or bool(form.name), signed)


def of_mailbox(names: Sequence[str], email: str) -> str:
    """The full name that the address is made of: 'Graziella Frigerio' for gfrigerio@…; '' for none."""
    local = re.sub(r"[^a-z]", "", fold(email.partition("@")[0]))

    def letters(name: str) -> int:
        """How many letters of the address the name explains: words whole, or by their initial beside one whole."""
        words = [w for w in key_words(name) if len(w) > 1]
        long = [w for w in words if len(w) > 2 and w in local]
        left = local
        for word in long:
            left = left.replace(word, "", 1)
        initials = sum(w[0] in left for w in words if w not in long)
        return sum(map(len, long)) + initials if long and (initials or len(long) > 1 or len(long[0]) > 5) else 0

    best = max((name for name in names if is_full(name)), key=letters, default="")
    return best if best and letters(best) else ""


def _last_words(page: Page) -> list[str]:
    """The words behind the last mark of the text, at most four."""
    words: list[str] = []
    for token in reversed(page.tokens):
        if token.kind is Kind.MARK and not words:
            continue
        if token.kind is not Kind.WORD:
            return words[::-1]
        words.append(token.text)
        if len(words) > 4:
            break
    return []


def without_device_lines(text: str, voc: Vocabulary) -> str:
    """The text without 'Sent from my …' at its end."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or any(m.cls == "device" and m.start == 0 for m in voc.marks_in(lines[-1]))):
        lines.pop()
    return "\n".join(lines)


def points_below(text: str, voc: Vocabulary) -> bool:
    """Whether the new words of a forward only hand on what stands below: no wish, number or person of their own."""
    marks = [m.cls for m in voc.marks_in(text)]
    own = any(
        cls in marks
        for cls in (
            "self",
            "we",
            "total",
            "places",
            "absent_self",
            "correction",
            "instead_of",
            "book",
            "cancel_strict",
            "alternative",
        )
    )
    if "hands_on" in marks and not set(marks) & {
        "adds",
        "we",
        "total",
        "exclude",
    }:  # 'please register her', 'her request is below'
        return "self" not in marks or "absent_self" in marks
    return not own and ("forward_points" in marks or len(text.split()) < 8)


def split_signature(text: str, voc: Vocabulary) -> tuple[str, str]:
    """The text up to its closing line, and what stands below it like a signature; a postscript stays text."""
    lines = text.rstrip().split("\n")
    for n in range(len(lines) - 1, max(-1, len(lines) - 14), -1):
        words = [t for t in tokenize(lines[n]) if t.kind is Kind.WORD]
        if not words or len(words) > 7 or n == 0:
            continue
        marks = voc.marks_in(lines[n])
        closing = [m for m in marks if m.cls == "closing" and m.start == 0]
        if not closing or len(words) > max(m.end for m in closing) + 3:
            continue
        below = [line for line in lines[n + 1 :] if line.strip()]
        if (
            below
            and all(len(line) < 75 for line in below)
            and not re.match(r"(?i)\W*(?:p\.?\s?s\b|n\.?b\b)", below[-1])
            and not any(line.rstrip().endswith("?") for line in below)
        ):
            return "\n".join(lines[: n + 1]), "\n".join(lines[n + 1 :])
        break
    return _signed_block(text, voc) or _last_paragraph(text, voc)


def _signed_block(text: str, voc: Vocabulary) -> tuple[str, str] | None:
    """A name with an office, a firm or a phone below it, or an office above it: 'Il Segretario\\ndott. Ugo Neri'."""
    lines = text.rstrip().split("\n")
    first = len(lines)
    while first > 1 and len(lines) - first < 7 and _may_sign(lines[first - 1], voc):
        first -= 1
    while first < len(lines) and not lines[first].strip():
        first += 1
    block = [line.strip() for line in lines[first:] if line.strip()]
    above = next((line.rstrip() for line in reversed(lines[:first]) if line.strip()), "")
    if len(block) < 2 or not above or above.endswith((":", ",")) or states_a_wish(block, voc):
        return None
    names = [n for n, line in enumerate(block) if is_full(name := clean(line, voc)) and looks_like_a_person(name, voc)]
    sure = [
        n
        for n in names
        if is_given(key_words(clean(block[n], voc))[0]) or is_given(key_words(clean(block[n], voc))[-1])
    ]
    named = sure or names[:1]
    office = len(named) == 1 and named[0] == 1 and _is_office(block[0], voc)
    if len(named) != 1 or not (named[0] == 0 or office) or any(LIST_ROW.match(line) for line in block[: named[0] + 1]):
        return None
    if not lines[first - 1].strip() or above.endswith((".", "!", "?", ")", "…")):
        return "\n".join(lines[:first]), "\n".join(lines[first:])
    return None


def _may_sign(line: str, voc: Vocabulary) -> bool:
    """Whether a line is as short and plain as those of a signature."""
    words = [t for t in tokenize(line) if t.kind is Kind.WORD]
    last = words[-1].fold.strip(".") if words else ""
    short = last in voc.words["organization_form"] | voc.words["abbreviation"]  # 'S.r.l.', 'Hon. Sec.'
    closed = line.rstrip().endswith((".", "!", "?", ";", ":", ",")) and not short
    return len(line) < 64 and len(words) <= 9 and not closed


def _is_office(line: str, voc: Vocabulary) -> bool:
    """'Il Segretario comunale', 'La Presidente'."""
    words = [t for t in tokenize(line) if t.kind is Kind.WORD]
    if not 0 < len(words) <= 6:
        return False
    begins = words[0].fold in voc.words["article"] and len(words) > 1 and words[1].capital
    return begins or words[0].fold in voc.words["role"]


def _last_paragraph(text: str, voc: Vocabulary) -> tuple[str, str]:
    """A last paragraph of short lines with an office or a firm among them, and no wish in it, is a signature."""
    head, gap, last = text.rstrip().rpartition("\n\n")
    lines = [line.strip() for line in last.split("\n") if line.strip()]
    if (
        not gap
        or not head.strip()
        or len(lines) > 7
        or not all(len(line) < 64 and not line.endswith(("?", ";", "!")) for line in lines)
    ):
        return text, ""
    if states_a_wish(lines, voc):
        return text, ""
    words = [[t.fold.strip(".") for t in tokenize(line) if t.kind is Kind.WORD] for line in lines]
    office = any(
        w and (set(w[:3]) & (voc.words["role"] | voc.words["organization"]) or set(w) & voc.words["organization_form"])
        for w in words
    )
    return (head, last) if office and len(lines) >= 2 else (text, "")


def is_full(name: str) -> bool:
    """Whether a name has a first name and a surname, no initials."""
    return len(key_of(name)) >= 2 and not re.search(r"(?:^|\s)[A-Za-z]\.?(?:\s|$)", name)


# 'Rosanna Iotti, groups 1 and 4' is no signature
LIST_ROW = re.compile(r"(?:[-*•–·]|(?:\d{1,2}|[a-z])[.)])\s.*[,;:\d]|(?!.*\d{3})[^,;:]*[,;:].*\b\d{1,2}\s*$")


def sign_off(page: Page) -> str:
    """The name alone on one of the last lines, '' if there is none."""
    voc = page.voc
    lines = [line.strip() for line in page.text.rstrip().split("\n")]
    if len(lines) == 1:
        return _inline_sign_off(page)
    candidates: list[str] = []
    for line in reversed(lines[-7:]):
        if not line or LIST_ROW.match(line):
            continue
        text = clean(_after_closing(line.strip(" .,-–!*_~"), voc), voc)
        words = [t.fold for t in tokenize(text) if t.kind is Kind.WORD]
        if len(words) > 5:
            break  # prose: no name stands above it
        if (
            words
            and looks_like_a_person(text, voc)
            and not any(t.kind is Kind.NUMBER for t in tokenize(text))
            and not any(w in voc.common for w in words if not is_given(w) and w not in voc.words["particle"])
        ):
            candidates.append(text)
    known = [c for c in candidates if is_given(key_words(c)[0]) or is_given(key_words(c)[-1])]
    if len(known) >= 2 and all(is_full(c) for c in known) and len({key_of(c) for c in known}) > 1:
        return _inline_sign_off(page)  # a list of names
    return next(iter(known or candidates), "") or _inline_sign_off(page)


def key_words(name: str) -> list[str]:
    """The words of a name, folded, in order."""
    return [fold(w).strip("'.") for w in name.split()] or [""]


def _after_closing(line: str, voc: Vocabulary) -> str:
    """What follows 'Grazie' or 'Kind regards' on a line, marks aside."""
    tokens = tokenize(line)
    closings = [m.end for m in voc.marks_in(line) if m.cls == "closing" and m.end < len(tokens)]
    if not closings:
        return line
    return line[tokens[max(closings)].start :].strip(" .,!–-")


def _inline_sign_off(page: Page) -> str:
    """'… Grazie, Katia': a name after a word of closing, at the very end of the text."""
    tokens = page.tokens
    for mark in reversed(page.marks.get("closing", ())):  # '… Many thanks, Una Daly, parish secretary'
        begin = mark.end
        while begin < len(tokens) and tokens[begin].text in ",.!–-":
            begin += 1
        end = begin
        while end < len(tokens) and (tokens[end].capital or tokens[end].fold in page.voc.words["particle"]):
            end += 1
        name = page.words(begin, end)
        if 2 <= end - begin <= 4 and looks_like_a_person(name, page.voc) and len(page.text[tokens[end - 1].end :]) < 60:
            return clean(name, page.voc)
    last = FIRM_OF.sub(r"\1", page.text.rstrip().rsplit("\n", 1)[-1])
    tail = _after_closing(re.split(r"[.!?,;:]\s+|\s[-–]\s", last)[-1].strip(" .!,"), page.voc)
    tail = re.sub(r"(?:\s[+\d][\d\s./-]{4,})$", "", tail)  # 'GALLI PIERO 333 5550847'
    name = clean(tail, page.voc)
    words = [t for t in tokenize(name) if t.kind is Kind.WORD]
    if (
        1 <= len(words) <= 4
        and len(tail) < len(last)
        and all(w.capital for w in words if w.fold not in page.voc.words["particle"])
        and looks_like_a_person(name, page.voc)
    ):
        return name
    if (
        page.whispering
        and 1 <= len(words) <= 3
        and len(tail) < len(last)
        and words
        and is_given(words[0].fold)
        and words[0].fold not in page.voc.common
    ):
        return name
    return ""


def signature_names(signature: Page) -> Iterator[str]:
    """Lines of the signature that are a person's name."""
    for line in signature.text.split("\n")[:6]:
        text = clean(
            re.split(r"\s{2,}", re.sub(r"^(?:i\.\s?a\.|f\.to|firmato:?)\s*", "", line.strip(), flags=re.IGNORECASE))[0],
            signature.voc,
        )
        words = [t for t in tokenize(text) if t.kind is Kind.WORD]
        if (
            2 <= len(words) <= 5
            and looks_like_a_person(text, signature.voc)
            and any(is_given(w.fold) for w in words)
            and words[0].text[0].isupper()
        ):
            yield text


def _short_names(signature: Page) -> str:
    """A first name alone on the first line under the text."""
    first = next((line.strip(" .,-–!*") for line in signature.text.split("\n") if line.strip()), "")
    return first if looks_like_a_person(first, signature.voc) and len(first.split()) <= 4 else ""


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
