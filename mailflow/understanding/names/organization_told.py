"""The firm or body that a mail's text names as the writer's: 'sono Ada Neri del Comune di Bo'."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mailflow.domain.event import Event
from mailflow.understanding.names.organization_rank import rank_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token, tokenize
from mailflow.understanding.text.vocabulary import Vocabulary


def organizations_told(page: Page, domain: str, writer: frozenset[str], event: Event) -> Iterator[tuple[int, str]]:
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
        rank = rank_of(piece, voc, domain, writer)
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
