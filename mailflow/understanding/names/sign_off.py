"""The name under a text."""

from __future__ import annotations

import re

from mailflow.understanding.names.names import clean, is_full, is_given, key_of, key_words, looks_like_a_person
from mailflow.understanding.names.signed import LIST_ROW
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary


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
        if len(words) > 5 or _opens_prose(line, text, len(words)):
            break  # no name stands above it
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


def _opens_prose(line: str, text: str, words: int) -> bool:
    """'Seed saving, 8pm, me and Bert Nunn.': words that no list knows for a name, and many behind the comma."""
    more = sum(t.kind is Kind.WORD for t in tokenize(line)) - words
    return more > 3 and text in line and not any(is_given(word) for word in key_words(text))


PIECES = re.compile(r"[.!?,;:]\s+|\s[-–]\s")  # what parts the pieces of a line


def _inline_sign_off(page: Page) -> str:
    """'… Grazie, Katia': a name after a word of closing, at the very end of the text."""
    tokens = page.tokens
    for mark in reversed(page.marks.get("closing", ())):  # '… Many thanks, Una Daly, parish secretary'
        begin = mark.end
        while begin < len(tokens) and tokens[begin].text in ",.!–-":
            begin += 1
        begin += begin < len(tokens) and tokens[begin].text in page.voc.words["from"]  # 'Saluti da Ada Neri'
        end = begin
        while end < len(tokens) and (tokens[end].capital or tokens[end].fold in page.voc.words["particle"]):
            end += 1
        name = page.words(begin, end)
        if 2 <= end - begin <= 4 and looks_like_a_person(name, page.voc) and len(page.text[tokens[end - 1].end :]) < 60:
            return clean(name, page.voc)
    kin = _kin_sign_off(page)
    if kin:
        return kin
    last = FIRM_OF.sub(r"\1", page.text.rstrip().rsplit("\n", 1)[-1])
    if _ends_a_row(last, page.voc):
        return ""
    tail = _after_closing(_last_piece(last, page.voc).strip(" .!,"), page.voc)
    tail, number = _before_number(tail)  # 'GALLI PIERO 333 5550847'
    while number and " " in tail and fold(tail.split()[-1]).strip(".:") in page.voc.words["not_names"]:
        tail = tail.rpartition(" ")[0]  # 'katia debbia cell 333 5550148'
    if _behind_tie(page, page.text.rfind(tail)):
        return ""
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


def _last_piece(line: str, voc: Vocabulary) -> str:
    """What stands behind the last mark of a line; 'Ada Neri' of '…, Ada Neri, British Glass', whom she signs for."""
    pieces = PIECES.split(line)
    if len(pieces) < 2 or not pieces[-1].strip() or not line.endswith(f", {pieces[-1]}"):
        return pieces[-1]
    above = _after_closing(pieces[-2].strip(), voc)
    signed = is_full(above) and is_given(key_words(above)[0]) and looks_like_a_person(above, voc)
    words = [t for t in tokenize(pieces[-1]) if t.kind is Kind.WORD]
    firm = len(words) > 1 and all(t.capital and not is_given(t.fold) for t in words)
    return above if signed and firm else pieces[-1]


def _ends_a_row(line: str, voc: Vocabulary) -> bool:
    """'… con tre amiche: Lia Po, Ada Sala, Eva Gori': the last of those named signs nothing."""
    *_, above, last = ["", "", *PIECES.split(line.strip(" ."))]
    named = all(is_full(name) and looks_like_a_person(name, voc) for name in (above, last))
    return named and line.strip(" .").endswith(f", {last}") and any(map(is_given, key_words(above)))


def _behind_tie(page: Page, offset: int) -> bool:
    """'… mia moglie e un nipote, Ivo Neri.', '… and my supervisor, Prof. Ian Tate.': who is told by the tie before him,
    and signs nothing."""
    at = next((n for n, token in enumerate(page.tokens) if token.start == offset), 0)
    words = page.voc.words
    while at and (page.tokens[at - 1].text == "." or page.tokens[at - 1].fold.strip(".") in words["title"]):
        at -= 1
    lead = words["determiner"] | words["article"] | words["indefinite"] | words["own"]
    ties = (m for m in page.marks.get("relation", ()) if m.end == at - 1 and m.start)
    return at > 1 and page.tokens[at - 1].text == "," and any(page.tokens[m.start - 1].fold in lead for m in ties)


def _after_closing(line: str, voc: Vocabulary) -> str:
    """What follows 'Grazie' or 'Kind regards' on a line, marks aside."""
    tokens = tokenize(line)
    closings = [m.end for m in voc.marks_in(line, "closing") if m.end < len(tokens)]
    if not closings:
        return line
    below = line[tokens[max(closings)].start :].strip(" .,!–-")
    lead, _, name = below.partition(" ")
    return name if lead in voc.words["from"] else below  # 'Saluti da Ada Neri'


def _kin_sign_off(page: Page) -> str:
    """'… Grazie, il babbo Ugo Neri', '…, M2, mamma Pia Neri', 'his mum Una Daly': a name behind whose kin it is."""
    tokens, words = page.tokens, page.voc.words
    end = _before_phone_cue(page, len(tokens))
    while end and (tokens[end - 1].kind is not Kind.WORD or tokens[end - 1].fold in words["not_names"]):
        end -= 1
    start = end
    while start and tokens[start - 1].capital and tokens[start - 1].fold not in words["signs_as_kin"]:
        start -= 1
    comma = start > 1 and tokens[start - 1].text == ","  # 'Il papà, Ugo Neri'
    lead = start - 1 - comma
    if lead <= 0 or end - start not in (2, 3, 4) or tokens[lead].fold not in words["signs_as_kin"]:
        return ""
    before = lead - (tokens[lead - 1].fold in words["article"] | words["determiner"] | words["their"])
    closed = before > 0 and any(m.end in (before, before - 1) for m in page.marks.get("closing", ()))
    mark = tokens[before - 1].text if before > 0 else ""
    alone = sum(t.fold in words["signs_as_kin"] for t in tokens[page.sentences[page.sentence_of(lead)][0] :]) == 1
    name = page.words(start, end)
    apart = closed or mark in (".", "!", "?", "\n") or (mark == "," and before == lead and not comma)
    apart = apart and not (comma and before == lead)  # 'Mum, Ugo Neri' may be a row
    return clean(name, page.voc) if alone and apart and looks_like_a_person(name, page.voc) else ""


def _before_phone_cue(page: Page, end: int) -> int:
    """Where the text ends without a telephone number and the words that lead up to it: 'cell. 340 5550689'."""
    while end and page.tokens[end - 1].kind is not Kind.WORD:
        end -= 1
    cue = next((m for m in page.marks.get("phone_cue", ()) if m.end == end), None)
    return cue.start if cue is not None and end < len(page.tokens) else end


FIRM_OF = re.compile(r"\b(\w{3,}), \1 \w+[\s.]*$")  # 'Ada Neri, Neri Impianti'


def _before_number(text: str) -> tuple[str, str]:
    """The words before a telephone number at the end, and the number."""
    found = re.search(r"\s[+\d][\d\s./-]{4,}$", text)
    return (text[: found.start()], found.group()) if found and text[: found.start()].strip() else (text, "")
