"""For whom somebody writes: the firm, office or association of a mail's writer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mailflow.domain.event import Event
from mailflow.message.model import Message
from mailflow.understanding.names.names import clean, is_given, key_of, looks_like_a_person
from mailflow.understanding.text.form import Form
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token, codes_in, fold, tokenize
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
            rank = _rank(body, voc, domain, writer) if signed or _in_short(line) else 0
            if rank and not signed and states_a_wish([body], voc):
                rank = 0
            if rank or (below and _plain_firm(body, voc)):
                candidates.append((rank + signed, _trim(body, voc)))
    name = message.sender.name
    for piece in (_without_office(some, voc) for some in (name, *re.split(r"\s[-–|]\s", name))):
        if (
            looks_like_a_person(piece, voc)
            and any(is_given(w) for w in key_of(piece))
            and not _rank(piece, voc, "", writer)
        ):
            continue
        rank = _rank(piece.strip(), voc, domain, writer)
        if rank and not form.filled:
            candidates.append((rank, _trim(piece, voc)))
    candidates += [(rank - 1, name) for rank, name in _told(page, domain, writer, event)]
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


def _greets(piece: str, voc: Vocabulary) -> bool:
    """'Spett.le Comune', 'Dear Museum': who is addressed."""
    tokens = tokenize(piece)
    first = tokens[0].fold.strip(".") if tokens else ""
    return first in voc.words["greeting_word"] or first.startswith("spett") or bool(voc.marks_in(piece, "closing"))


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


def _rank(piece: str, voc: Vocabulary, domain: str, writer: frozenset[str]) -> int:
    """How surely the words are a firm's or body's name: 4 where the sender's address says so, 0 where nothing does."""
    rank = _rank_of_words(piece, voc, domain, writer)
    return 0 if rank and _greets(piece, voc) else rank


def _rank_of_words(piece: str, voc: Vocabulary, domain: str, writer: frozenset[str]) -> int:
    tokens = [t for t in tokenize(piece) if t.kind is Kind.WORD]
    if not 1 <= len(tokens) <= 9 or re.search(r"\d{3}|:", piece) or key_of(piece) <= writer:
        return 0
    if all(is_given(t.fold) or t.fold in voc.words["and"] or t.fold in writer for t in tokens):
        return 0
    if is_given(tokens[0].fold) and len(tokens) == 2 and not _of_a_kind(tokens, voc):
        return 0  # a person's name
    if any(not t.capital and (t.fold in voc.words["verb"] or t.fold in voc.words["pronoun_he"]) for t in tokens):
        return 0
    folds = [t.fold.strip(".") for t in tokens]
    letters = "".join(re.findall(r"[a-z0-9]", fold(piece)))
    small = voc.words["organization_form"] | voc.words["stop"]
    content = [f for f in folds if len(f) > 3 and f not in small]
    if tokens[0].text[0].isupper() or piece[0].isdigit():
        if len(letters) >= 5 and (letters in domain or (len(domain) > 4 and _begins_a_word(domain, piece))):
            return 4
        if len(content) >= 2 and all(f[:5] in domain for f in content):
            return 4
    if len(tokens) < 2 or not tokens[0].text[0].isupper() or folds[-1] in voc.words["role"]:
        return 0  # 'Practice Manager', 'Circolo Dipendenti - Segreteria'
    if folds[0] in voc.words["role"] | voc.words["place_head"] | voc.words["office"] | voc.words["family_word"]:
        return 0
    if any(
        t.fold in voc.words["organization_form"] or f in voc.words["organization_form"]
        for t, f in zip(tokens, folds, strict=True)
    ):
        return 3
    if folds[0] in voc.words["organization"] and any(t.capital for t in tokens[1:]):
        return 2
    return 2 if folds[-1] in voc.words["organization"] and tokens[-1].capital else 0


def _begins_a_word(domain: str, piece: str) -> bool:
    """Whether a domain is written in the words, from the start of one: 'posta' is not in 'spostare'."""
    words = re.findall(r"[a-z0-9]+", fold(piece))
    return any("".join(words[n:]).startswith(domain) for n in range(len(words)))


def _of_a_kind(tokens: Sequence[Token], voc: Vocabulary) -> bool:
    kinds = voc.words["organization"] | voc.words["organization_form"]
    return any(t.fold in kinds or t.fold.strip(".") in kinds for t in tokens)


def _told(page: Page, domain: str, writer: frozenset[str], event: Event) -> Iterator[tuple[int, str]]:
    """Firms and bodies the text names: 'della cooperativa Il Granello di Senape', 'Luca Neri (CRS Sulcis)'."""
    if page.shouting:
        return
    tokens, voc = page.tokens, page.voc
    own = _words(f"{event.title} {event.organizer.name}")
    n = 0
    while n < len(tokens):
        if not tokens[n].capital or _is_small(tokens[n], voc):
            n += 1
            continue
        end = n + 1
        while end < len(tokens) and (
            tokens[end].capital or tokens[end].fold in voc.words["organization_form"] or _goes_on(page, n, end, writer)
        ):
            end += 1
        piece = page.words(n, end)
        words = [t.fold for t in tokens[n:end]]
        several = end - n >= 2
        another = not all(w in own for w in words if w not in voc.words["stop"]) and not set(words) <= writer
        if not another or not (several or len(piece) > 7):
            n = end
            continue
        rank = _rank(piece, voc, domain, writer)
        headed = n > 0 and tokens[n - 1].fold in voc.words["organization"] and end - n >= 2
        bracketed = n > 1 and tokens[n - 1].text == "(" and tokens[n - 2].fold in writer
        ours = _writers_own(page, n) or _beside_the_writer(page, n, writer)
        if rank == 4 or (several and (bracketed or (ours and (rank or headed)))):
            yield max(rank, 2), piece
        n = end


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    return frozenset(t.fold for t in tokenize(text) if t.kind is Kind.WORD)


def _is_small(token: Token, voc: Vocabulary) -> bool:
    return token.fold in voc.function_words and token.fold not in voc.words["name_article"]


def _goes_on(page: Page, start: int, at: int, writer: frozenset[str]) -> bool:
    """Whether small words join what follows there to a name: not 'Ada Neri del Comune', where a person's ends."""
    joint, said = _joint(page, at), [t.fold for t in page.tokens[start:at]]
    whole = len(said) > 1 and writer.issuperset(said) and page.tokens[at].text != "&"
    return joint > 0 and not whole and at + joint < len(page.tokens) and page.tokens[at + joint].capital


def _joint(page: Page, at: int) -> int:
    """How many small words join two parts of a name there: 'Lista per il Castello', 'Halloran & Daughter'."""
    words, count = page.voc.words, 0
    small = (words["of"], words["article"], words["particle"], words["for"], {"&"})
    for token in page.tokens[at : at + 2]:
        if not any(token.fold in some for some in small):
            break
        count += 1
    return count


def _beside_the_writer(page: Page, place: int, writer: frozenset[str]) -> bool:
    """Whether the writer's name stands right before: 'Ada Neri, ditta Neri Infissi', 'Luca Po della Coop Aurora'."""
    words = page.voc.words
    small = words["organization"] | words["of"] | words["from"] | words["article"]
    at = place - 1
    while at > 0 and (page.tokens[at].fold in small or page.tokens[at].text == ","):
        at -= 1
    return 0 <= at < place - 1 and page.tokens[at].fold in writer


def _writers_own(page: Page, place: int) -> bool:
    """Whether the sentence speaks of whom the writer is of: 'siamo … della', 'I teach at the'."""
    voc = page.voc
    start, _ = page.sentences[page.sentence_of(place)]
    near = page.tokens[max(start, place - 3) : place]
    of = any(t.fold in voc.words["of"] | voc.words["from"] for t in near)
    cues = ("self", "we", "me", "us", "introduce_self", "introduce_us", "occupation", "for_whom")
    return of and any(page.has(cls, start, place) for cls in cues)
