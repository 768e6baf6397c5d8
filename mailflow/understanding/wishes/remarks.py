"""Whether a session is no wish: only spoken of, or the words of an office."""

from __future__ import annotations

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.sessions.busy import is_busy
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.done_once import in_another_year
from mailflow.understanding.wishes.refused_behind import ASKING


def is_remark(page: Page, at: Index, cast: Cast, mention: Mention) -> bool:
    """Whether the session is only spoken of: a field of work, a reason, last year, what somebody says."""
    number = page.clause_of(mention.start)
    clause = page.clauses[number]
    start, _ = page.sentences[clause.sentence]
    if mention.how not in ("code", "number") and any(
        mention.start - m.end <= 4
        and not page.has("but", m.end, mention.start)
        and not page.has("wished", clause.start, m.start)  # 'I'd like to work on frescoes'
        for m in page.within("field", max(start, mention.start - 9), mention.start)
    ):
        return True
    behind = (m for cls in ("owns", "kept_company") for m in page.within(cls, clause.start, mention.start))
    if any(m.end == mention.start for m in behind):
        return True  # 'ho due arnie', 'we have two kilns', 'I was at school with Wilf Tyson'
    if page.has("correction", clause.start, mention.start):
        return False
    if is_busy(page, mention):
        return True  # 'alle 10 ho il dentista', 'I get off work at one'
    past = any(page.has(cls, clause.start, mention.start) for cls in ("another_time", "was"))
    if (past or in_another_year(page, at, clause)) and not any(
        page.has(cls, clause.start, mention.start) for cls in ("self", "we", "book", "wished")
    ):
        return True  # 'l'anno scorso ero al gruppo logistica'
    words = page.voc.words
    concluded = page.tokens[clause.start].fold in (words["in_that_case"] - words["then_word"]) | words["therefore"]
    concluded = concluded and page.has("correction", start, clause.start)  # 'no, he says A is his, so B'
    anew = concluded or page.has("but", clause.start, clause.start + 1)
    anew = anew and not page.has("aside", clause.start, clause.end)
    if cast.stances[number] is Stance.ASIDE and mention.how != "code" and not anew and not _goes_on(page, cast, number):
        return not page.has("wished", clause.start, mention.start)
    if page.has("done_before", clause.start, mention.start) or _done_before(page, mention):
        return True  # 'avendo già frequentato la A', 'la A l'ho già fatta'
    if page.has("thought_of", clause.start, mention.start):
        return True  # 'I've thought about metals'
    if page.has("undecided_choice", start, mention.start) and not decided_for(page, start, mention):
        return True  # 'sono in dubbio tra E e F, ma metto E'
    if page.has("by_mistake", clause.start, clause.end):
        return True  # 'if I clicked A by mistake, ignore it'
    ranked = page.has_any(("alternative", "rank_after"), clause.start, mention.start)  # 'as a second option'
    causal = clause.opener in page.voc.words["causal"] and not ranked
    return causal and not any(page.has(cls, clause.start, clause.end) for cls in (*ASKING, "topic_cue"))


def wished_by_who_stays(page: Page, cast: Cast, mention: Mention) -> bool:
    """'my boss fancied the puppies but is on call'."""
    number = page.clause_of(mention.start)
    return cast.stances[number] is Stance.STAYS and page.has("wished_once", page.clauses[number].start, mention.start)


def decided_for(page: Page, start: int, mention: Mention) -> bool:
    """'between A and B, but B', '… e alla fine ha vinto la B', '…, then I thought again, so B', '…, and B it is'."""
    told = page.has_any(("but", "decided", "thinks_again"), start, mention.start)
    told = told or any(t.fold in page.voc.words["therefore"] for t in page.tokens[start : mention.start])
    return told or any(m.start == mention.end for m in page.within("decided_after", mention.end, mention.end + 4))


def _done_before(page: Page, mention: Mention) -> bool:
    """Whether what follows at once says that it is known from before."""
    marks = page.within("done_before", mention.end, mention.end + 8)
    return any(
        all(t.kind is Kind.WORD for t in page.tokens[mention.end : m.start]) and m.start - mention.end <= 3
        for m in marks
    )


def _goes_on(page: Page, cast: Cast, number: int) -> bool:
    """'I'd like to work on frescoes and learn to write grants': joined to what is asked for, without a subject."""
    clause, before = page.clauses[number], page.clauses[number - 1]
    if not number or before.sentence != clause.sentence or clause.opener not in page.voc.words["and"]:
        return False
    own = any(clause.start <= r.start < clause.end for r in cast.refs)
    return not own and any(page.has(cls, before.start, before.end) for cls in ASKING)


def office_beside_codes(page: Page, at: Index, cast: Cast, found: Found, mention: Mention) -> bool:
    """Whether a row of a list tells its choices by code, so that the words beside them are an office."""
    if mention.how not in ("title", "alias", "word"):
        return False
    start, end = page.sentences[page.sentence_of(mention.start)]
    bracketed = page.clauses[page.clause_of(mention.start)].depth > 0  # 'Dr Roux (Data Governance): D1-C'
    if not bracketed and any(page.has(cls, start, end) for cls in (*ASKING, "wished")):
        return False
    if bracketed and page.has("as_above", mention.end, end):
        return True  # 'Bianca Morsiani (formazione e sviluppo): come sopra'
    if not any(s.code or s.number for s in at.event.round(at.round_of[mention.sessions[0]]).sessions):
        return False  # its round has no codes
    row = any(r.kind == "name" and r.start - start <= 4 for r in cast.refs if start <= r.start < end)
    coded = [m for m in found.mentions if start <= m.start < end and m.how in ("code", "number")]
    return row and bool(coded) and mention.start < coded[0].start
