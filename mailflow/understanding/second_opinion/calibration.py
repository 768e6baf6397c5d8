"""How probable it is that all facts of a reading are right: what was hard about the mail, weighed.

The trees in `certainty.json.gz` come from labelled mails, by `python -m benchmarks.calibrate`; without doubts a reading
is confident where the probability reaches `least`; what only takes or gives up, with little to get wrong, needs less.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from mailflow.understanding.gist import Gist
from mailflow.understanding.learnt.trees import odds, trees
from mailflow.understanding.people.cast import Cast
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.reading import Intent
from mailflow.understanding.second_opinion.opinions import OUTLINE
from mailflow.understanding.second_opinion.revision import Agreement, Rightness
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.form import labelled_lines
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.wishes.chosen import Chosen

CERTAINTY = "certainty"
FURTHEST = 5.0  # log-odds are looked at up to there
LEAST_SHARE = 1e-4  # a share below it is not told from it
ANSWERS = frozenset({Intent.CANCEL, Intent.DECLINE, Intent.ACCEPT})  # they hold no fact but who writes
LEAST_OF_ANSWERS = 0.75  # of some 500 labelled ones that reach it none was read wrongly


def odds_of(right: Rightness) -> dict[str, float]:
    """The second opinion: log-odds of the seats, of the least probable person and session, and of the outline."""
    return {
        "odds_seats": odds(right.seats),
        "odds_next_size": odds(right.next_size),
        "odds_people": odds(min(right.people)) if right.people else FURTHEST,
        "odds_sessions": odds(min(right.sessions)) if right.sessions else FURTHEST,
        "all_people": _together(right.people),
        "all_sessions": _together(right.sessions),
        "all": _together([right.seats, *right.people, *right.sessions]),
        "persons": float(len(right.people)),
        "mentions": float(len(right.sessions)),
        "revised": float(right.revised),
        **_odds_of_words(right.words),
    }


def _odds_of_words(words: Agreement) -> dict[str, float]:
    """What the words alone make of it."""
    return {
        "seats_by_words": words.seats,
        "person_by_words": min(words.people, default=1.0),
        "people_by_words": _together(words.people),
        "mention_by_words": min(words.mentions, default=1.0),
        "mentions_by_words": _together(words.mentions),
        **{f"odds_{part}": odds(words.outline[part]) if words.outline else FURTHEST for part in OUTLINE},
    }


def _together(shares: Sequence[float]) -> float:
    return sum(math.log(max(share, LEAST_SHARE)) for share in shares)


def hardness(gist: Gist) -> dict[str, float]:
    """What makes a mail hard to read, in numbers; all near 0 for a plain one."""
    page, cast, found, chosen, seats = gist.page, gist.cast, gist.found, gist.chosen, gist.seats
    wanted, thread, at = gist.wanted, gist.thread, gist.parts.at
    explained = _explained(page, cast, found)
    words = [n for n, t in enumerate(page.tokens) if t.kind is Kind.WORD]
    strong = [m for m in found.mentions if not m.weak]
    owners = {o for o in chosen.by if o >= 0}
    rounds_chosen = {r for rounds in chosen.by.values() for r in rounds}
    coming = [p for p in cast.coming if not p.is_writer]
    count = int(bool(cast.writer.comes)) + len(coming) + cast.guests
    marks = page.marks
    return {
        "odds_intent": odds(wanted.share),
        "rows": labelled_lines(page.text, [round_.title for round_ in at.rounds]),
        "book": float(wanted.intent is Intent.BOOK),
        "change": float(wanted.intent is Intent.CHANGE),
        "cancel": float(wanted.intent is Intent.CANCEL),
        "length": math.log1p(len(words)),
        "sentences": math.log1p(len(page.sentences)),
        "capitals": math.log1p(sum(_capital_left(page, n) for n in words if n not in explained)),
        "numbers": math.log1p(
            sum(page.tokens[n].kind is Kind.NUMBER for n in range(len(page.tokens)) if n not in explained)
        ),
        "number_words": math.log1p(sum(1 for n in words if n not in explained and page.numbers[n])),
        "named": float(min(len(coming), 4)),
        "guests": float(min(cast.guests, 4)),
        "plural_untold": float(cast.plural and seats.said is None),
        "seats_said": float(seats.said is not None),
        "seats_agree": float(seats.said is not None and seats.value == count),
        "weak": float(len(found.mentions) - len(strong)),
        "strong": float(min(len(strong), 6)),
        "own_choices": float(min(len(owners), 4)),
        "ordered": float(any(len(s) > 1 for rounds in chosen.by.values() for s in rounds.values())),
        "rounds_left": float(len(at.rounds) - len(rounds_chosen)) if rounds_chosen else 0.0,
        "no_choice": float(bool(at.rounds) and not rounds_chosen),
        "relations_left": math.log1p(sum(_left_over(page, cast, n) for n in range(len(cast.refs)))),
        "pronouns": math.log1p(sum(r.kind in ("he", "they", "others") for r in cast.refs)),
        "uncertain": math.log1p(len(marks.get("uncertain", ()))),
        "correction": math.log1p(len(marks.get("correction", ()))),
        "aside": math.log1p(sum(s is Stance.ASIDE for s in cast.stances)),
        "stays": math.log1p(sum(s is Stance.STAYS for s in cast.stances)),
        "negation": math.log1p(len(marks.get("negation", ()))),
        "ifs": math.log1p(sum(t.fold in page.voc.words["conditional"] for t in page.tokens)),
        "change_marks": math.log1p(len(marks.get("change", ()))),
        "cancel_marks": math.log1p(len(marks.get("cancel", ()))),
        "silent": sum(s is Stance.SILENT for s in cast.stances) / max(1, len(cast.stances)),
        "odd_case": float(page.shouting or page.whispering),
        "reply": float(thread.reply),
        "booked": float(thread.booked),
        "subject_only": float(page.part == "subject"),
        "themes": float(min(_themes(page, at, found, chosen, explained), 3)),
        "pairs": float(min(_pairs(page, explained), 3)),
        "alternatives": math.log1p(len(marks.get("alternative", ()))),
        "unnamed": float(wanted.intent is Intent.BOOK and not any(p.name for p in coming) and (seats.value or 1) > 1),
    }


def _explained(page: Page, cast: Cast, found: Found) -> set[int]:
    spans = [(r.start, r.end) for r in cast.refs] + [(r.start, r.end) for r in found.rounds]
    for cls in ("total", "total_loose", "places", "age", "address", "price", "number_noun", "pair_total"):
        spans += [(m.start, m.end) for m in page.marks.get(cls, ())]
    return {n for start, end in spans for n in range(start, end)} | set(found.tokens) | set(page.dated)


def _capital_left(page: Page, n: int) -> bool:
    token = page.tokens[n]
    if not token.capital or page.shouting or token.fold in page.voc.words["not_names"] or len(token.text) < 2:
        return False
    start = page.sentences[page.sentence_of(n)][0]
    return any(t.kind is Kind.WORD for t in page.tokens[start:n])


def _themes(page: Page, at: Index, found: Found, chosen: Chosen, explained: set[int]) -> int:
    """How many words of sessions' subjects are left over, of sessions nobody chose."""
    wanted = {s for rounds in chosen.by.values() for sessions in rounds.values() for s in sessions}
    wanted |= {s for m in found.mentions for s in m.sessions}
    left = page.content
    return sum(
        place not in explained
        and said not in at.own
        and len(at.topics.get(said, ())) == 1
        and not at.topics[said] & wanted
        for said, place in zip(left.stems, left.at, strict=True)
    )


def _pairs(page: Page, explained: set[int]) -> int:
    """How many two capitals in a row are left over, as names have them."""
    count, last = 0, -2
    for n in range(len(page.tokens) - 1):
        if n <= last or n in explained or n + 1 in explained:
            continue
        one, two = page.tokens[n], page.tokens[n + 1]
        if one.kind is Kind.WORD is two.kind and one.capital and two.capital and not page.shouting:
            plain = page.voc.words["not_names"] | page.voc.function_words
            if one.fold not in plain and two.fold not in plain and len(one.text) > 1 and len(two.text) > 1:
                count, last = count + 1, n + 1
    return count


def _left_over(page: Page, cast: Cast, number: int) -> bool:
    ref = cast.refs[number]
    return (
        ref.kind in ("relation", "name")
        and cast.stances[page.clause_of(ref.start)] is not Stance.COMES
        and ref.person != 0
    )


def probability(signs: Mapping[str, float]) -> float:
    """That all facts are right."""
    return trees(CERTAINTY).probability(signs)


def sure_enough(signs: Mapping[str, float], intent: Intent) -> bool:
    """Whether the probability reaches what acting without a person takes."""
    least = trees(CERTAINTY).least
    return probability(signs) >= (min(least, LEAST_OF_ANSWERS) if intent in ANSWERS else least)
