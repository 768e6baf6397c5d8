"""The best name for who writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.message.model import Message
from mailflow.understanding.names.names import (
    abbreviates,
    clean,
    full_key,
    is_full,
    is_given,
    key_of,
    key_words,
    looks_like_a_person,
    shortens,
)
from mailflow.understanding.names.sign_off import sign_off
from mailflow.understanding.text.form import Form
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold, tokenize


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
    if person and is_full(display) and _ends_a_row(page, signed, key_of(display)):
        signed = ""
    last = _last_words(page)
    tail = "" if any(fold(word) in voc.words["and"] for word in last) else " ".join(last)
    candidates = [
        form.name,
        *introduced,
        signed,
        tail if _is_all_of(tail, display) else "",
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
    return Writer(best, full_key(best), person or bool(form.name), signed)


def _is_all_of(tail: str, display: str) -> bool:
    """Whether the last words are the sender's name in full: of 'T. Marsh' Theo Marsh, and not Ivo Marsh."""
    if full_key(display) != key_of(display):
        return abbreviates(display, tail)
    return bool(key_of(display)) and key_of(tail) > key_of(display)


def _ends_a_row(page: Page, signed: str, sender: frozenset[str]) -> bool:
    """'Ada Neri, Ugo Sala e Lia Po.' from Ada Neri: who is named last, on no line of his own and after no closing."""
    if not signed or key_of(signed) & sender or not sender <= {t.fold for t in page.tokens}:
        return False
    lead = page.text[: page.text.rfind(signed)].rpartition("\n")[2].strip(" ,.!-–")
    closings = page.voc.marks_in(lead, "closing") if lead else ()
    return bool(lead) and not any(m.end == len(tokenize(lead)) for m in closings)


def _last_words(page: Page) -> list[str]:
    """The words behind the last mark of the text, at most four: those with capitals, where capitals end them."""
    words: list[str] = []
    for n, token in reversed([*enumerate(page.tokens)]):
        if token.kind is Kind.MARK and not words:
            continue
        small = not token.capital and token.fold not in page.voc.words["particle"]
        kin = any(page.at(cls, n) is not None for cls in ("relation", "relations")) and not token.capital
        if token.kind is not Kind.WORD or (words and ((words[-1][0].isupper() and small) or kin)):
            return _behind_closing(page, words[::-1])  # 'due posti Ada Neri', '3 bimbi ada neri'
        words.append(token.text)
        if len(words) > 4:
            break
    return []


def _behind_closing(page: Page, words: list[str]) -> list[str]:
    """'piera montanari' of 'grazie piera montanari', 'ned lee' of '1 person ned lee thx'."""
    small = page.voc.words["closing_word"] | page.voc.words["not_names"]
    while words and fold(words[-1]) in small:
        words = words[:-1]
    last = max((n for n, word in enumerate(words) if fold(word) in small), default=-1)
    return words[last + 1 :]


def _short_names(signature: Page) -> str:
    """A first name alone on the first line under the text."""
    first = next((line.strip(" .,-–!*") for line in signature.text.split("\n") if line.strip()), "")
    return first if looks_like_a_person(first, signature.voc) and len(first.split()) <= 4 else ""


def signature_names(signature: Page) -> Iterator[str]:
    """Lines of the signature that are a person's name."""
    for line in signature.text.split("\n")[:6]:
        text = clean(
            re.split(r"\s{2,}", re.sub(r"^(?:i\.\s?a\.|f\.to|firmato:?)\s*", "", line.strip(), flags=re.IGNORECASE))[0],
            signature.voc,
        )
        words = [t for t in tokenize(text) if t.kind is Kind.WORD]
        titled = fold((line.split() or [""])[0]).strip(".") in signature.voc.words["title"]
        if (
            2 <= len(words) <= 5
            and looks_like_a_person(text, signature.voc)
            and (titled or any(is_given(w.fold) for w in words))
            and words[0].text[0].isupper()
        ):
            yield text


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
