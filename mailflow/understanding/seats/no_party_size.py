"""Numbers that tell no size of a party: of occasions and others, of rows, of what was, of a part of the places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.party import Ref, chains
from mailflow.understanding.people.stances import COMING, Stance
from mailflow.understanding.seats.all_of_them import of_only_some
from mailflow.understanding.seats.some_who import of_some_who
from mailflow.understanding.seats.sums import each_once
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.phrase_tree import Mark
from mailflow.understanding.text.tokens import Kind

NEAR = 3  # tokens from a number to the words of whom it is for


def tells_no_size(page: Page, cast: Cast | None, mark: Mark, place: int) -> bool:
    """Whether the words of a number at a token speak of something else than of how many come."""
    return (
        of_occasions(page, mark)
        or of_only_some(page, cast, mark)
        or of_some_who(page, cast, mark)
        or _of_a_whole(page, place)
        or _of_before(page, mark)
        or _of_others(page, mark)
        or _row_number(page, place)
        or _shared_out(page, cast, mark)
        or _of_those_who(page, mark)
        or _brought_along(page, mark)
        or (cast is not None and (_loose(page, cast, mark) or _by_the_by(page, cast, mark)))
    )


def one_of_several(page: Page, cast: Cast | None) -> frozenset[int]:
    """Tokens of numbers that count one kind of persons among others, or one family."""
    return _listed(page, cast) | _of_families(page, cast)


def _loose(page: Page, cast: Cast, mark: Mark) -> bool:
    """'in tre' where nobody says that somebody comes, and more than a few words are said; '(uno) in 2' of a school."""
    if mark.cls == "total_loose" and mark.start and page.numbers[mark.start - 1] == 1:
        return True
    if mark.start - 1 in cast.topics and page.tokens[mark.start].fold in page.voc.words["times_mark"]:
        return False  # 'B3 – Queens, drones and swarms x 2'
    comes = cast.stances[page.clause_of(mark.start)] is Stance.COMES or _with_me(page, mark) or _heads(page, mark)
    return mark.cls == "total_loose" and not comes and not _terse(page, mark)


def _heads(page: Page, mark: Mark) -> bool:
    """'For two: the ferry talk and …', '…, in due.': all that a sentence says before a colon, or behind a comma."""
    start, end = page.sentences[page.sentence_of(mark.start)]
    if mark.start == start:
        return any(t.text == ":" for t in page.tokens[mark.end : mark.end + 1])
    closes = all(t.kind is not Kind.WORD for t in page.tokens[mark.end : end])
    return closes and page.tokens[mark.start - 1].text == ","


def _with_me(page: Page, mark: Mark) -> bool:
    """'ci vacciniamo in otto, me compresa', 'sei contando anche me': the writer is one of those counted."""
    comma = page.tokens[mark.end : mark.end + 1] and page.tokens[mark.end].text in ",("
    return page.at("me_included", mark.end + bool(comma)) is not None


def persons_at(page: Page, cast: Cast | None) -> frozenset[int]:
    """Where somebody is told: 'siamo in 4 Ada Neri', 'siamo in otto 5 grandi e 3 bimbi' count no names or groups."""
    refs = cast.refs if cast is not None else ()
    kin = {m.start for m in page.marks.get("relations", ())}  # 'there are four Neri sisters'
    named = {r.start for r in refs if r.kind == "name" and r.end not in kin}
    return frozenset(named | {r.start for r in refs if r.kind == "relation" and (r.n or 0) > 1})


def _by_the_by(page: Page, cast: Cast, mark: Mark) -> bool:
    """'l'anno scorso eravamo ventisei, …': a number in a remark, but for one of this time: '… quest'anno otto'."""
    number = page.clause_of(mark.start)
    clause = page.clauses[number]
    return cast.stances[number] is Stance.ASIDE and not page.has("this_time", clause.start, mark.end)


def _of_a_whole(page: Page, place: int) -> bool:
    """'dei quattro posti ne bastano due', 'two of the four': the number a part is taken from."""
    before, voc = page.tokens[max(0, place - 2) : place], page.voc
    if not before or before[-1].fold in voc.words["of_the"]:
        return bool(before)
    after_of = len(before) > 1 and before[0].fold in voc.words["of"]
    return after_of and before[-1].fold in voc.words["partitive"]


def _shared_out(page: Page, cast: Cast | None, mark: Mark) -> bool:
    """'un posto per me e uno per mia sorella', 'due per i nipoti': a part of the places, told with whom it is for."""
    start, _ = page.sentences[page.sentence_of(mark.start)]
    if cast is None or page.has("only", max(start, mark.start - 2), mark.start):
        return False
    for chain in chains(page, cast.refs):
        first = chain[0].start
        lead = page.tokens[max(mark.end - 1, first - 3) : first]
        if first < mark.end or not any(t.fold in page.voc.words["for"] for t in lead):
            continue
        between = (n for n in range(mark.end, first) if n not in page.dated and n not in cast.topics)
        if len([*islice(between, NEAR + 1)]) > NEAR:
            continue
        if page.sentence_of(mark.start) != page.sentence_of(first):
            continue  # '3 posti per sabato alle 15.' and three names on the next line
        known = [r.n for r in each_once(page, _without_their_group(chain)) if r.kind != "name" or r.person >= 0]
        return all(known) and sum(n or 0 for n in known) == mark.numbers[-1]
    return False


def _of_those_who(page: Page, mark: Mark) -> bool:
    """'two of us will drive', 'due di noi arrivano in treno', 'in due non possiamo': so many of them, not all."""
    some = page.at("some_of_us", mark.start)
    if some is None:
        return False
    end = page.clauses[page.clause_of(mark.start)].end
    return page.has_any(("drives", "some_way"), mark.end, end) or page.has("modal_not", some.start, some.end)


def _brought_along(page: Page, mark: Mark) -> bool:
    """'I'll bring two chairs', 'porto due sedie da casa': what one sits on, and comes with him."""
    words, clause = page.voc.words, page.clauses[page.clause_of(mark.start)]
    furniture = any(t.fold in words["furniture"] for t in page.tokens[mark.start : mark.end])
    return furniture and any(t.fold in words["bring_word"] for t in page.tokens[clause.start : mark.start])


def _without_their_group(row: Sequence[Ref]) -> Sequence[Ref]:
    """'i miei zii (Aldo e Pina)': the names of a group that is not counted by itself."""
    named = len(row) > 2 and row[0].kind == "relation" and row[0].n is None and all(r.kind == "name" for r in row[1:])
    return row[1:] if named else row


def _row_number(page: Page, place: int) -> bool:
    """'1. Ada Bini': the number of a row."""
    tokens = page.tokens
    opens = place == 0 or tokens[place - 1].kind is Kind.LINE
    return opens and place + 1 < len(tokens) and tokens[place + 1].text in ".)"


def _listed(page: Page, cast: Cast | None) -> frozenset[int]:
    """Numbers that count one kind of persons among others: 'siamo due adulti e tre bambini'."""
    if cast is None:
        return frozenset()
    couple = page.voc.words["couple"]
    groups = [
        r
        for c in chains(page, cast.refs)
        for r in c
        if r.kind == "relation" and r.n and (len(c) > 1 or page.tokens[r.end - 1].fold in couple)
    ]
    return frozenset(n for r in groups for n in range(r.start, r.end))


def _of_families(page: Page, cast: Cast | None) -> frozenset[int]:
    """Tokens that tell how many a family is."""
    told = [r for r in cast.families if r.n is not None] if cast is not None else []
    return frozenset(n for r in told for n in range(r.start, min(r.end + 10, len(page.tokens))))


def of_occasions(page: Page, mark: Mark) -> bool:
    """'tutte e tre le serate', 'all three talks', 'one of the two evenings': what is counted is no person."""
    words, at = page.voc.words, mark.end
    small = words["article"] | words["of"] | words["of_the"]
    while at < len(page.tokens) and at - mark.end < 3:
        if page.tokens[at].fold not in small and (page.numbers[at] is None or at == mark.end):
            break
        at += 1
    return at < len(page.tokens) and page.tokens[at].fold in words["occasions"]


def plain_after(page: Page, mark: Mark) -> bool:
    """Whether the number does not count something else ('in 5 minuti', 'per 3 anni', 'alle 4')."""
    if mark.cls == "places":
        before = page.tokens[mark.start - 1] if mark.start else None
        if (
            before is not None
            and page.voc.number(page.tokens[mark.start]) is None
            and page.voc.number(before) is not None
        ):
            return False  # 'tre posti: due per …'
        return not (
            mark.start
            and page.tokens[mark.start - 1].text in "/°.:"
            and page.tokens[mark.start - 1].end == page.tokens[mark.start].start
        )
    tokens, voc = page.tokens, page.voc
    if mark.end >= len(tokens) or voc.number(tokens[mark.end - 1]) is None:
        return True
    after = tokens[mark.end]
    if _goes_on(page, mark.end):
        return False
    if after.kind in (Kind.LINE, Kind.OPAQUE):
        return True
    if after.kind is Kind.MARK:
        return after.text not in "%€°ªº/:h'" or (
            after.text in ":" and after.end < len(page.text) and page.text[after.end] in " \n"
        )
    if after.kind is Kind.NUMBER:
        return False
    if mark.end in page.dated:
        return True
    words = voc.words
    article = tokens[mark.end - 1].fold in words["article_number"]
    if article and after.fold in words["session_head"] | words["party_noun"]:
        return False  # 'siamo un gruppo di cinque'
    if (
        after.fold in words["stop"]
        or after.fold in words["and"]
        or after.fold in voc.function_words
        or after.fold in words["subordinate"]
        or after.fold in words["after_total"]
        or after.fold in words["session_head"]
    ):
        return True
    return any(
        page.at(c, mark.end) is not None
        for c in ("relation", "relations", "closing", "they", "we", "wished", "correction", "remainder", "me_included")
    )


def _goes_on(page: Page, place: int) -> bool:
    """'there are 6,000 people here', 'siamo 1.200 soci': more of the number behind the mark at a place."""
    before, mark, after = (*page.tokens[place - 1 : place + 2], None, None)[:3]
    if before is None or mark is None or after is None or mark.text not in ",.":
        return False
    joined = before.end == mark.start and mark.end == after.start
    return joined and before.kind is after.kind is Kind.NUMBER and len(after.text) == 3


def _of_before(page: Page, mark: Mark) -> bool:
    """'avevo prenotato per cinque': the size as it was; an age is no size either."""
    clause = page.clauses[page.clause_of(mark.start)]
    # a verb of its own, as in 'da quattro che eravamo restiamo in tre'
    own = mark.cls == "total" and page.voc.number(page.tokens[mark.start]) is None
    lead = mark.start if own else max(clause.start, mark.start - 4)
    if page.has("usual", clause.start, mark.end) or page.has("at_first", clause.start, mark.start):
        return True  # 'di solito siamo in sei', 'there are usually six of us', 'all'inizio volevamo venire in cinque'
    if page.has("was", lead, mark.end) or any(
        m.start <= mark.end + 1 for m in page.within("was", mark.end, clause.end)
    ):
        return True
    return any(
        m.start <= mark.end - 1 < m.end or m.start == mark.end for m in page.within("age", clause.start, clause.end)
    )


def _terse(page: Page, mark: Mark) -> bool:
    """A clause of few words in a sentence about the booking, or a short sentence."""
    clause = page.clauses[page.clause_of(mark.start)]
    start, end = page.sentences[clause.sentence]
    about = any(page.has(cls, start, end) for cls in (*COMING, "change_strict")) or any(
        start <= n < end for n in page.dated
    )
    return (about and sum(t.kind is Kind.WORD for t in page.tokens[clause.start : clause.end]) <= 5) or sum(
        t.kind is Kind.WORD for t in page.tokens[start:end]
    ) <= 9


def _of_others(page: Page, mark: Mark) -> bool:
    """'gli altri quattro', 'altri due': a part of the party, not the whole."""
    return any(m.start < mark.end and mark.start < m.end for m in page.marks.get("others", ()) if m.numbers) or (
        mark.start > 0 and page.tokens[mark.start - 1].fold in page.voc.words["others_word"]
    )
