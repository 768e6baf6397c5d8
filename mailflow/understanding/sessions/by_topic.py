"""Sessions told by what they are about, or by what sounds like them."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.rounds import RoundRef
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.sessions.sounds import ear_mentions
from mailflow.understanding.sessions.topics import topic_mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf, Unless

NEAR = 3  # tokens behind a clause where its last phrase may end
WISHING = ("self", "we", "they", "book", "request", "topic_cue")
ASKING = ("self", "we", "book", "request", "topic_cue", "wished", "exclude", "negation")
PHRASE = 10  # tokens a noun and what belongs to it take at most


def add_topics(page: Page, at: Index, found: Found, missing: frozenset[str], skip: frozenset[int]) -> Found:
    """For rounds nothing was found for: what the sentences speak of, then what words sound like. `skip`: names."""
    if not missing:
        return found
    within = frozenset(s for s, r in at.round_of.items() if r in missing)
    extra: list[Mention] = []
    free = [
        n
        for n, t in enumerate(page.tokens)
        if t.kind is Kind.WORD and n not in found.tokens and n not in skip and n not in page.dated
    ]
    heads = page.voc.words["session_head"] | page.voc.words["generic"]
    known = AnyOf(heads, page.voc.words["stop"], page.voc.function_words, page.voc.everyday)
    kin = {n for m in page.of("relation", "relations") for n in range(m.start, m.end)}  # 'figlia' is no 'famiglia'
    for mention in ear_mentions(page.tokens, at, [n for n in free if n not in kin], within, known):
        extra.append(mention)
    extra += _spoken_of(page, at, Found((*found.mentions, *extra), found.rounds), missing)
    for clause in page.clauses:
        start, end = page.sentences[clause.sentence]
        wished = page.has_any(WISHING, start, end)
        if not wished and not any(start <= r.start < end for r in found.rounds):
            continue
        if any(clause.start <= m.start < clause.end for m in (*found.mentions, *extra)):
            continue
        near = max(start, clause.start - 6)
        if not page.has("topic_cue", near, clause.end) and not any(near <= r.start < clause.end for r in found.rounds):
            continue
        topic = topic_mention(page.tokens, clause.start, clause.end, at, within)
        if topic is not None:
            extra.append(topic)
    merged = sorted((*found.mentions, *extra), key=lambda m: m.start)
    return Found(tuple(merged), found.rounds, found.odd_hours, found.loose_days)


def _spoken_of(page: Page, at: Index, found: Found, missing: frozenset[str]) -> list[Mention]:
    """'quello sui rifiuti', 'dove si parla di cassa integrazione', 'al pomeriggio la schiena': behind such words one
    word of what a session is about tells it, if no other session has it."""
    every = frozenset(at.round_of)
    words = page.voc.words
    common = Unless(page.voc.common, at.written)
    everyday = AnyOf(page.voc.function_words, words["verb"], words["whoever"], page.voc.frequent, common)
    so = {m.start for m in page.marks.get("concluding", ())}  # 'quindi' that draws a conclusion
    classes = ("topic_cue", "topic_strict", "then", "before")
    cues = [(m.end, every) for cls in classes for m in page.marks.get(cls, ()) if m.start not in so]
    cues += [
        (r.end, frozenset(s for s in every if at.round_of[s] == r.round))
        for r in found.rounds
        if not tells_of_else(page, r)
    ]
    for mark in page.marks.get("the_one", ()):  # 'the swords and bells one'
        topic = topic_mention(page.tokens, mark.start, mark.end, at, every, 1, everyday)
        if topic is not None and not found.tokens & set(range(mark.start, mark.end)):
            cues.append((mark.start, every))
    stops = sorted({m.start for m in found.mentions} | {r.start for r in found.rounds})
    told: list[Mention] = []
    for start, within in sorted(cues, key=lambda cue: (cue[0], len(cue[1]))):
        end = phrase_end(page, start, stops)
        if end <= start or any(start <= m.start < end for m in told):
            continue
        topic = topic_mention(page.tokens, start, end, at, within, 1, everyday)
        topic = topic or topic_mention(page.tokens, start, end, at, within)
        if topic is not None and at.round_of[topic.sessions[0]] in missing:
            told.append(topic)
    return told


def tells_of_else(page: Page, ref: RoundRef) -> bool:
    """'al pomeriggio sono in ferie': a verb of its own follows, and nothing is asked for."""
    clause = page.clauses[page.clause_of(ref.start)]
    asks = page.has_any(ASKING, clause.start, clause.end + NEAR)
    acts = any(t.fold in page.voc.words["me_subject"] for t in page.tokens[ref.end : ref.end + 1])  # 'on Sunday I sing'
    return not asks and (acts or any(t.fold in page.voc.words["verb"] for t in page.tokens[ref.end : clause.end]))


def phrase_end(page: Page, start: int, stops: Sequence[int]) -> int:
    """Where a noun with what belongs to it ends: at a mark of the sentence or another fact, some words on."""
    _, last = page.sentences[page.sentence_of(start)] if start < len(page.tokens) else (0, 0)
    last = min([last, start + PHRASE, *(s for s in stops if s >= start)])
    marks = (n for n in range(start, last) if page.tokens[n].kind is Kind.MARK and page.tokens[n].text in ",;:()-–—")
    return next((n for n in marks if n > start), last)
