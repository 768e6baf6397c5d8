"""Whether a name signs what is written above it."""

from __future__ import annotations

from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import COMING
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def under_text(page: Page, ref: Ref) -> bool:
    """Whether a name is the sign-off below the text."""
    line_start = page.text.rfind("\n", 0, page.tokens[ref.start].start) + 1
    below = page.text[page.tokens[ref.end - 1].end :].strip()
    first, last = page.sentences[page.sentence_of(ref.start)]
    if page.has_any(COMING, ref.end, last):
        return False  # 'Fergus and Dympna Neri would like to attend'
    after = page.tokens[ref.end : ref.end + 1]
    if after and after[0].fold in page.voc.words["preposition"] | page.voc.words["article"]:
        return False  # 'Ada Neri alle 10 e Ugo Sala alle 11'
    if first > 0 and last == len(page.tokens) and _closes(page, ref, first):
        return True  # '… 8 anni. Barbara Selleri'
    if _signs_as_kin(page, ref, first) or _thanks(page, ref):
        return True
    return (
        page.text[line_start : page.tokens[ref.start].start].strip(" .,–-") == "" and len(below) < 90 and line_start > 0
    )


def _closes(page: Page, ref: Ref, start: int) -> bool:
    """Whether a sentence at the end says no more than a name and what he is: 'Il coordinatore Ugo Sala', 'Ada Neri,
    presidente'."""
    before, behind = page.tokens[start : ref.start], page.tokens[ref.end :]
    rest = [t for t in (*before, *behind) if t.kind is Kind.WORD]
    if not rest:
        return all(t.text in ".!" or t.kind is Kind.LINE for t in behind)
    words = page.voc.words
    bodies = words["organization"] | words["organization_form"]
    titled = words["role"] | words["title"] | words["article"] | words["of"] | words["of_the"] | bodies
    known = any(t.fold in words["role"] | bodies for t in rest) and all(t.fold in titled or t.capital for t in rest)
    by_noun = len(rest) == len(before) == 2 and before[0].fold in words["article"]
    return (known or by_noun) and not page.has_any(COMING, start, len(page.tokens))


def _thanks(page: Page, ref: Ref) -> bool:
    """'… agli origami, grazie ada neri', '… for A thanks Ann Cole': a name behind words of closing ends the text."""
    closes = any(m.end == ref.start for m in page.within("closing", max(0, ref.start - 5), ref.start))
    return closes and all(t.kind is not Kind.WORD for t in page.tokens[ref.end :])


def _signs_as_kin(page: Page, ref: Ref, start: int) -> bool:
    """'…, mamma Ada Neri 340 5550689', 'Il papà, Ugo Neri, cell. …': no more than a telephone number behind it."""
    words, place = page.voc.words, ref.start - 1
    comma = place > start and page.tokens[place].text == ","
    place -= comma
    if place < start or page.tokens[place].fold not in words["signs_as_kin"]:
        return False
    lead = words["article"] | words["determiner"] | words["their"]
    if comma and (place == start or not all(t.fold in lead for t in page.tokens[start:place])):
        return False  # 'papà, mamma, Ada Neri' are a row
    cues = {n for m in page.marks.get("phone_cue", ()) for n in range(m.start, m.end)}
    return all(t.kind is not Kind.WORD or n in cues for n, t in enumerate(page.tokens[ref.end :], ref.end))
