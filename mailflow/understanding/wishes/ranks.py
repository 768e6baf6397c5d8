"""How a session ranks beside others of its round."""

from __future__ import annotations

from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index, Mention
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.joints import are_joined
from mailflow.understanding.wishes.spared import not_given

SAID = 9  # tokens from a session to the end of what is said of its rank
NOUN = 4  # tokens of a noun and what belongs to it, its article included


def comes_first(page: Page, found: Found, mention: Mention, before: Mention | None) -> bool:
    """'prima scelta B', 'preferirei B', 'W2 only if W1 is full': it comes before the others of its round."""
    since = _since(page, mention, before)
    if before is not None and _falls_back_too(page, before, mention):
        return False
    if any(
        mention.start - m.end <= 4 and not (before and _closes_off(page, before, m))
        for m in page.within("first_rank", since, mention.start)
    ):
        return True
    _, end = page.sentences[page.sentence_of(mention.start)]
    behind = [m for m in page.within("first_rank_after", mention.end, mention.end + 6) if m.start - mention.end <= 1]
    if behind and not any(0 <= m.start - behind[0].end <= 3 and m.start < end for m in found.mentions):
        return True  # 'B (prima scelta)', and not 'B, prima scelta la C'
    return under_condition(page, mention)


def _closes_off(page: Page, before: Mention, mark: Mark) -> bool:
    """'1 (prima scelta), 2', 'Saturday would be first choice, then Sunday': the rank of the one before."""
    said = page.within("first_rank_after", before.end, mark.end)
    if any(m.start - before.end <= 1 < mark.start - before.end and m.end == mark.end for m in said):
        return True
    after = page.tokens[mark.end]
    return mark.start - before.end <= 1 and (after.text in "),;" or after.fold in page.voc.words["and"])


def under_condition(page: Page, mention: Mention) -> bool:
    """'se la B è piena': the session that may be full is the one wanted first."""
    clause = page.clauses[page.clause_of(mention.start)]
    opened = any(t.fold in page.voc.words["conditional"] for t in page.tokens[clause.start : mention.start])
    opened = opened or page.tokens[clause.start].fold in page.voc.words["condition_head"]
    opened = opened or page.has("in_case", clause.start, mention.start)  # 'B in case A is full'
    if not_given(page, mention):
        return True
    told = page.has("full", clause.start, mention.start)  # 'se non c'è posto gli inventori, …'
    _, end = page.sentences[clause.sentence]
    return opened and not told and page.has_any(("full", "dropped"), mention.start, min(end, mention.end + 6))


def is_ordered(page: Page, mention: Mention, before: Mention | None) -> bool:
    """Whether words say that it comes after the session before it: 'altrimenti', 'in subordine', 'F also fine'."""
    since = _since(page, mention, before)
    _, end = page.sentences[page.sentence_of(mention.start)]
    plain_or, plain_like = page.voc.words["or"], page.voc.words["like"]  # 'mi vanno bene le 10 come le 11.30'
    ranks = any(
        not all(t.fold in plain_or for t in page.tokens[m.start : m.end])
        for m in page.within("alternative", _behind_rank(page, before, since, mention.start), mention.start)
    )
    trailing = any(
        m.start <= mention.end + 4 for m in page.within("rank_after", mention.end, min(end, mention.end + 8))
    )
    polite = {m.start for m in page.within("if_possible", since, mention.start)}
    told = range(_behind_rank(page, before, since, mention.start), mention.start)
    iffy = any(page.tokens[n].fold in page.voc.words["conditional"] and n not in polite for n in told)
    listed = page.has("in_order") and before is not None
    likened = before is not None and [t.fold in plain_like for t in page.tokens[before.end : mention.start]] == [True]
    row = likened or (before is not None and (_counted_on(page, before, mention) or _counted_behind(page, mention)))
    row = row or (before is not None and _follows_on(page, before, mention))
    return ranks or trailing or iffy or listed or row or page.has("either") or _in_reserve(page, mention, before)


def _follows_on(page: Page, before: Mention, mention: Mention) -> bool:
    """Whether it is told as the next one behind the one before."""
    return any(next_one(page, before, mention) for next_one in (_falls_back_too, _then_next, _numbered_on))


def _numbered_on(page: Page, before: Mention, mention: Mention) -> bool:
    """'1) the 10:00 2) the 11:30', of one round: its number is the next."""
    one, two = _row_number(page, before), _row_number(page, mention)
    return 0 < one == two - 1


def _row_number(page: Page, mention: Mention) -> int:
    """The number that stands before it with a bracket, or begins it so; 0 where none does."""
    pairs = (page.tokens[n : n + 2] for n in (mention.start, mention.start - 2) if 0 <= n < len(page.tokens) - 1)
    told = (int(n.text) for n, bracket in pairs if n.kind is Kind.NUMBER and len(n.text) == 1 and bracket.text == ")")
    return next(told, 0)


def _falls_back_too(page: Page, before: Mention, mention: Mention) -> bool:
    """'if it's full I could do B, but Tom would rather do C': one behind the other in a sentence of second choices."""
    start, _ = page.sentences[page.sentence_of(mention.start)]
    second = any(m.start - start < 2 for m in page.within("alternative", start, before.start))
    own = page.has("fallback_first", before.end, mention.start)  # 'we could also do A, but only as a last resort: B'
    return start <= before.start and second and not own and page.has("but", before.end, mention.start)


def _then_next(page: Page, before: Mention, mention: Mention) -> bool:
    """'le 15, poi le 15.30', of one round, in which nobody takes both."""
    words, between = page.voc.words, page.tokens[before.end : mention.start]
    small = words["and"] | words["article"] | words["preposition"] | words["hour_lead"] | words["then_word"] | {","}
    return all(t.fold in small for t in between) and any(t.fold in words["then_word"] for t in between)


def or_too(page: Page, before: Mention, mention: Mention) -> bool:
    """Whether it is joined to the one before by an 'or', and ranks as that does."""
    return are_joined(page, before, mention) and any(
        t.fold in page.voc.words["or"] for t in page.tokens[before.end : mention.start]
    )


def _counted_on(page: Page, before: Mention, mention: Mention) -> bool:
    """'first T3, second T2': an ordinal stands right before it, behind the one before of the same round."""
    small = page.voc.words["article"] | page.voc.words["rank_noun"] | {":"}
    n = mention.start - 1
    while n >= before.end and page.tokens[n].fold in small:
        n -= 1
    return n >= before.end and page.voc.ordinals.get(page.tokens[n].fold, 0) > 1


def _counted_behind(page: Page, mention: Mention) -> bool:
    """'C first, D second': its rank stands alone behind it; 'nella seconda' is a round, where nothing tells ranks."""
    words, n = page.voc.words, mention.end
    while n < len(page.tokens) and page.tokens[n].fold in words["article"]:
        n += 1  # 'la A al primo posto e la B al secondo'
    start, end = page.sentences[page.sentence_of(mention.start)]
    told = page.has("first_rank", start, end) or any(t.fold in words["rank_noun"] for t in page.tokens[start:end])
    if n > mention.end and not told:
        return False
    after = page.tokens[n : n + 2]
    ranked = bool(after) and page.voc.ordinals.get(after[0].fold, 0) > 1
    return ranked and (len(after) < 2 or after[1].kind is not Kind.WORD)


def _in_reserve(page: Page, mention: Mention, before: Mention | None) -> bool:
    """'the 4pm, or the 2.30 if that is full', 'T3 (T2 if full)': the words that rank it stand behind."""
    if before is None:
        return False
    words = page.voc.words
    nouns, n = words["session_head"] | words["slot_head"], before.end
    while page.tokens[n].fold in nouns:
        n += 1  # 'the 11:30 boat'
    if page.tokens[n].text == "(" and page.tokens[n + 1].fold in words["or"]:
        return True  # 'gruppo 3 (o il 2)'
    joined = any(t.fold in words["or"] for t in page.tokens[before.end : mention.start])
    return any(
        m.start - mention.end <= (3 if joined else 0) and (joined or page.tokens[m.start].fold in words["conditional"])
        for m in page.within("alternative", mention.end, mention.end + 8)
    )


def opens_an_end(page: Page, found: Found, at: Index, n: int) -> bool:
    """'il 3 o altro', 'if containers are full, …': another is announced, and no other of the round is understood."""
    mention, voc = found.mentions[n], page.voc.words
    begin, end = page.sentences[page.sentence_of(mention.start)]
    round_ = at.round_of[mention.sessions[0]]
    if any(
        m.sessions != mention.sessions and at.round_of[m.sessions[0]] == round_ and begin - 20 <= m.start < end + 10
        for m in found.mentions
    ):
        return False
    if page.has("else_nothing", mention.end, end):
        return False
    small = voc["article"] | voc["preposition"]
    near = mention.start
    while near > begin and page.tokens[near - 1].fold in small:
        near -= 1
    beside = [t.fold for t in (*page.tokens[max(begin, near - 1) : near], *page.tokens[mention.end : mention.end + 1])]
    return any(b in voc["or"] for b in beside) or under_condition(page, mention) or _other_behind(page, mention, end)


def _other_behind(page: Page, mention: Mention, end: int) -> bool:
    """'the logistics, and if this is full, the one of the cables', 'LCA, se è pieno l'idrogeno': no title has these."""
    words = page.voc.words
    for mark in page.within("alternative", mention.end, min(end, mention.end + 12)):
        iffy = any(t.fold in words["conditional"] for t in page.tokens[mark.start : mark.end])
        after = [t for t in page.tokens[mark.end : min(end, mark.end + NOUN + 2)] if t.text != ","]
        stop = next((n for n, t in enumerate(after) if t.kind is not Kind.WORD), len(after))
        named = 1 < stop <= NOUN and after[0].fold in words["article"] | words["that_one"]
        if iffy and named and not any(t.fold in words["no_session"] for t in after[:stop]):
            return True
    return False


def is_second_best(page: Page, mention: Mention, before: Mention | None) -> bool:
    """'mi accontento della B', 'B only if A is full'."""
    if under_condition(page, mention):
        return False
    since = _behind_rank(page, before, _since(page, mention, before), mention.start)
    if any(m.end <= mention.start for m in page.within("fallback_first", since, mention.start)):
        return True
    _, end = page.sentences[page.sentence_of(mention.start)]
    behind = list(page.within("fallback_first", mention.end, mention.end + SAID))
    return any(m.start - mention.end <= 2 or _but_that(page, mention, m, end) for m in behind)


def _behind_rank(page: Page, before: Mention | None, since: int, end: int) -> int:
    """Where the words begin that tell a rank, without those that say behind the one before that it is second best."""
    told = [m for m in page.within("fallback_first", since, end) if before is not None]
    told = [m for m in told if before is not None and (m.start == before.end or _but_that(page, before, m, end))]
    return max((m.end for m in told if page.tokens[m.end].text in ",:;.)"), default=since)


def _but_that(page: Page, before: Mention, mark: Mark, end: int) -> bool:
    """'anche il 2, ma solo come ripiego: preferiamo l'1': it is told of the one before, and another is preferred."""
    stops = page.tokens[mark.end : mark.end + 1] and page.tokens[mark.end].text in ",:;.)"
    turned = stops and page.has("but", before.end, mark.start)
    return bool(turned) and page.has_any(("first_rank", "prefers", "wished"), mark.end, end)


def replaces_another(page: Page, mention: Mention, before: Mention | None) -> bool:
    """Whether a correction stands between the session before, of its round, and this one: 'facciamo la B', and not 'non
    facciamo storie'."""
    since = max(before.end if before else 0, mention.start - 24)
    marks = page.within("correction", since, mention.start)
    nots = page.voc.words["not"] - page.voc.words["no_after"]
    told = any(not m.start or page.tokens[m.start - 1].fold not in nots for m in marks)
    return told or (before is not None and _instead_then(page, mention, before))


def _instead_then(page: Page, mention: Mention, before: Mention) -> bool:
    """'I could give C in my sleep, so put me in D instead'; not 'if C is full, then D instead'."""
    words, clause = page.voc.words, page.clauses[page.clause_of(mention.start)]
    concluded = page.tokens[clause.start].fold in words["therefore"] | words["in_that_case"]
    iffy = any(t.fold in words["conditional"] for t in page.tokens[before.end : mention.start])
    near = page.within("comes_instead", mention.end, mention.end + SAID)
    return concluded and not iffy and any(m.start < clause.end for m in near)


def _since(page: Page, mention: Mention, before: Mention | None) -> int:
    """Where the words begin that may tell how a session ranks: at the sentence, or behind the one before it."""
    begin, _ = page.sentences[page.sentence_of(mention.start)]
    return max(begin, before.end if before else 0)


def falls_back(page: Page, found: Found) -> bool:
    """'se è tutto pieno ripiego sul voto a distanza': on what no title has."""
    starts = [m.start for m in found.mentions]
    return any(not any(0 <= n - m.end <= NOUN for n in starts) for m in page.marks.get("falls_back", ()))
