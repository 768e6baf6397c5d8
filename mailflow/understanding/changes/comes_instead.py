"""Who comes where another cannot: "Ugo can't come but my sister Lea will", 'non posso, viene un collega'."""

from __future__ import annotations

from mailflow.understanding.changes.booked_people import Roll, new_here, without_the_teller
from mailflow.understanding.changes.gone import conditional, gone
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.reading import Doubt
from mailflow.understanding.text.clauses import Clause
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


def comes_instead(page: Page, cast: Cast, roll: Roll) -> None:
    """Let whoever cannot come be replaced by the one of whom it is said right behind that he comes; who has no name
    there, or which of several he replaces, is asked."""
    for number, clause in enumerate(page.clauses):
        if (
            roll.replaced
            or conditional(page, clause)
            or not (_kept(page, cast, clause) or gone(page, clause.start, clause.end))
        ):
            continue
        other = _other(page, cast, roll, number)
        if other is None:
            continue
        end = page.sentences[other.sentence][1]
        named = without_the_teller(page, cast, roll, page.sentences[clause.sentence][0], clause.end)
        alone = [roll.me] if roll.me and roll.size == 1 else []
        going = [name for name in named if name in roll.leaving] or alone
        new = new_here(page, cast, roll, other.start, end)
        roll.leaving = [name for name in roll.leaving if name not in going]
        if len(going) == len(new):
            roll.replaced += zip(going, new, strict=True)
            roll.joining = [name for name in roll.joining if name not in new]
        else:
            words = page.words(page.sentences[clause.sentence][0], end).strip()
            roll.doubts.append(Doubt("names", f"who comes instead of whom: “{words}”"))


def _kept(page: Page, cast: Cast, clause: Clause) -> bool:
    """'I've got covid, Kit Low will come': what keeps the writer from coming, in a thought that names nobody else."""
    others = any(r.kind in ("name", "relation", "he") and clause.start <= r.start < clause.end for r in cast.refs)
    return (
        not others and page.has("obstacle", clause.start, clause.end) and not page.has("we", clause.start, clause.end)
    )


def _other(page: Page, cast: Cast, roll: Roll, number: int) -> Clause | None:
    """The next thought of the sentence, or of the next, that says of somebody who is not booked that he comes."""
    goes = page.clauses[number]
    ties = _ties(page, goes)
    for clause in page.clauses[number + 1 :]:
        besides = any(t.fold in page.voc.words["also"] for t in page.tokens[clause.start : clause.end])
        away = gone(page, clause.start, clause.end) and not page.has("swap", clause.start, clause.end)
        if clause.sentence > goes.sentence + 1 or away or besides:
            return None
        if clause.opener in page.voc.words["subordinate"]:
            return None  # 'perché viene sua madre'
        new = new_here(page, cast, roll, clause.start, clause.end)
        if (new or _ties(page, clause) - ties) and _comes(page, clause):
            return clause
    return None


def _ties(page: Page, clause: Clause) -> set[str]:
    """The words for kin and friends there."""
    return {page.tokens[m.end - 1].fold for m in page.within("relation", clause.start, clause.end)}


def _comes(page: Page, clause: Clause) -> bool:
    """Whether it says so, be it in a word for it: 'but my sister will'."""
    words = [t.fold for t in page.tokens[clause.start : clause.end] if t.kind is Kind.WORD]
    plain = page.voc.words["comes_word"] | page.voc.words["bring_word"]
    told = any(word in plain for word in words) or page.has("swap", clause.start, clause.end)
    while words and words[-1] in page.voc.words["instead"]:
        words.pop()  # 'Kit will instead'
    return told or (bool(words) and words[-1] in page.voc.words["does_come"])
