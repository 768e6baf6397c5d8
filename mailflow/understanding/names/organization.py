"""For whom somebody writes: the firm, office or association of a mail's writer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.names.names import clean, is_given, key_of, looks_like_a_person
from mailflow.understanding.names.organization_rank import rank_of
from mailflow.understanding.names.organization_told import organizations_told
from mailflow.understanding.text.form import Form
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, codes_in, fold, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary

WISHES = frozenset(
    {"self", "we", "they", "book", "question", "question_request", "total", "places", "cancel", "change", "correction",
     "alternative"}
)  # fmt: skip


LONG = 64  # characters of a line that is prose


def states_a_wish(lines: Sequence[str], voc: Vocabulary) -> bool:
    """Whether lines that look like a signature speak of coming, numbers, questions or changes."""
    marks = {m.cls for line in lines for m in voc.marks_in(line)}
    return bool(marks & WISHES)


def organization_of(
    message: Message, page: Page, signature: Page, form: Form, writer: frozenset[str], event: Event
) -> str | None:
    """The firm or body named in the form, under the text, in the sender's name or address or in the text."""
    if re.search(r"\w{2}", form.organization):
        return form.organization
    voc = page.voc
    domain = re.sub(r"[^a-z0-9]", "", message.sender.email.lower().rpartition("@")[2].rpartition(".")[0])
    candidates: list[tuple[int, str]] = []
    below = False  # whether the writer's name stood above
    lines = [*signature.text.split("\n"), *page.text.rstrip().split("\n")[-3:]]
    for number, line in enumerate(lines):
        signed = number < signature.text.count("\n") + 1
        if not (signed or below or _in_short(line)) or next(iter(codes_in(line)), None):
            continue  # 'Prenotazione 2K7M-BV': a booking's code, and no B.V.
        said = key_of(clean(line, voc))
        if said and writer and (said <= writer or writer <= said):
            below = signed
            rest = re.split(r"\s[-–|•]\s|,\s|\t", line.strip())[1:]
        else:
            rest = re.split(r"\s[-–|•]\s|,\s|\t", line.strip())
        for piece in rest:
            body = _without_office(piece, voc)
            rank = rank_of(body, voc, domain, writer) if signed or _in_short(line) else 0
            if rank and not signed and states_a_wish([body], voc):
                rank = 0
            if rank or (below and _plain_firm(body, voc)):
                candidates.append((rank + signed, _trim(body, voc)))
    name = message.sender.name
    for piece in (_without_office(some, voc) for some in (name, *re.split(r"\s[-–|]\s", name))):
        if (
            looks_like_a_person(piece, voc)
            and any(is_given(w) for w in key_of(piece))
            and not rank_of(piece, voc, "", writer)
        ):
            continue
        rank = rank_of(piece.strip(), voc, domain, writer)
        if rank and not form.filled:
            candidates.append((rank, _trim(piece, voc)))
    candidates += [(rank - 1, name) for rank, name in organizations_told(page, domain, writer, event)]
    if not candidates:
        return None
    best = max(candidates, key=lambda c: c[0])[1]
    longer = [c for _, c in candidates if c.startswith(f"{best} ") and fold(c.split()[-1]) in voc.words["organization"]]
    return longer[0] if longer else best


def _in_short(line: str) -> bool:
    """Whether it is no line of prose: short, or parted as signatures are, 'Ada Neri | Research Officer | The Trust'."""
    return len(line) < LONG or line.count(" | ") > 1


def _trim(piece: str, voc: Vocabulary) -> str:
    """Without the marks around it; the point of 'Soc. Coop.', 'Blue Clay Co.' is the name's own."""
    piece = piece.strip()
    last = fold(re.split(r"[\s.]+", piece.rstrip("."))[-1])
    own = last in voc.words["organization_form"] or re.search(r"\.\w{1,4}\.$", piece)
    return piece.strip(" .,") + ("." if piece.endswith(".") and own else "")


def _without_office(piece: str, voc: Vocabulary) -> str:
    """'presidente del Circolo La Macina' as 'Circolo La Macina', 'Presidenza Coop Aurora' as 'Coop Aurora'."""
    tokens = [t for t in tokenize(piece) if t.kind is not Kind.LINE]
    heads = (voc.words["role"] | voc.words["title"]) - voc.words["organization"]
    if not tokens or tokens[0].fold not in heads:
        return piece
    for n, token in enumerate(tokens[:-1]):
        small = token.fold in voc.words["of"] | voc.words["article"] and not token.capital
        if small and tokens[n + 1].capital:
            return piece[tokens[n + 1].start :]
    return piece[tokens[1].start :] if len(tokens) > 1 and tokens[1].capital else ""


def _plain_firm(piece: str, voc: Vocabulary) -> bool:
    """A line of capitals under the writer's name that is no office, place, phone or person's name."""
    tokens = list(tokenize(piece))
    words = [t for t in tokens if t.kind is Kind.WORD]
    given = any(is_given(w.fold) for w in words)
    if given and (looks_like_a_person(piece, voc) or any(w.fold in voc.words["and"] for w in words)):
        return False  # 'Luca Sola e Bruno Tosi' are two people
    if not 2 <= len(words) <= 8 or any(t.kind in (Kind.NUMBER, Kind.OPAQUE) for t in tokens) or not words[0].capital:
        return False
    plain = voc.words["role"] | voc.words["place_head"] | voc.words["title"] | voc.words["office"] | voc.words["fax"]
    marks = {m.cls for m in voc.marks_in(piece)}
    if marks & {"device", "relation", "closing"} or any(w.fold.strip(".") in plain for w in words):
        return False
    return words[-1].capital or words[-1].fold.strip(".") in voc.words["organization_form"]
