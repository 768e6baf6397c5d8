"""Learn intents, the second opinion on each fact and how certain a reading is, and write all into the program.

    uv run python -m benchmarks.calibrate [--figures]

Mails that no rule was made on (`training/unseen/`) tell how often the rules are right; those the rules were made on
teach what words mean, but not how far the rules can be trusted. What the certainty is fitted with is told of each mail
by weights that have not learnt from it (parts in turn), and so are the figures. The same mails give the same weights.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier

from benchmarks import train_intents
from benchmarks.labelled import ACT, Labelled, actionable, harmful, key, mails, wrong_facts
from benchmarks.training.learning import Model, learn
from benchmarks.training.mails import invited, plain, practice, unseen
from mailflow.understanding import calibration, opinions, reader
from mailflow.understanding.calibration import Trees
from mailflow.understanding.opinions import NO, YES, Opinions
from mailflow.understanding.reading import NOTHING_KNOWN
from mailflow.understanding.weighing import INTENTS
from mailflow.understanding.weights import using

HERE = Path(calibration.__file__).parent
OUT = HERE / calibration.FILE
PARTS = 5
MILDNESS = {opinions.SEATS: 0.3, opinions.COMES: 0.3, opinions.WANTED: 0.3}
BOOSTING: dict[str, Any] = {
    "n_estimators": 80,
    "max_depth": 3,
    "learning_rate": 0.08,
    "subsample": 0.7,
    "min_samples_leaf": 8,
    "max_features": 0.4,
    "random_state": 0,
}
SEEN = 1.0  # what a mail counts that rules were made on, beside an unseen one
HARM = 0.010  # confident wrong readings among all mails, at the most
LEASTS = [n / 1000 for n in range(500, 1000, 5)]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the rules decided, with its signs: on `what` (seats, comes, wanted), about `which`."""

    what: str
    which: int
    signs: frozenset[str]
    truth: str
    ruled: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail read by the rules alone. `weighed`: it is without doubts, so that its certainty decides."""

    mail: Labelled
    outcome: reader.Outcome
    decisions: tuple[Decision, ...]
    unseen: bool
    plain: bool  # ready-made; learnt from, but no measure of anything

    @property
    def weighed(self) -> bool:
        """Whether nothing but its certainty holds it back."""
        return self.outcome.reading.intent.value in ACT and not self.outcome.doubtful and not self.outcome.answer

    @property
    def right(self) -> bool:
        """Whether it may be acted on."""
        return not harmful(self.mail.label, reader.as_confident(self.outcome.reading))


def samples(lessons: list[train_intents.Sample], intents: Model) -> list[Sample]:
    """All mails that may be learnt from; unseen ones read by intents that have not learnt from them either."""
    fresh, found = list(unseen()), []
    for part in range(PARTS):
        out = {mail.file for mail in fresh[part::PARTS]}
        learnt = train_intents.fit([lesson for lesson in lessons if lesson.name not in out])
        with using(INTENTS, learnt.packed()):
            found += [_sample(mail, fresh=True) for mail in fresh[part::PARTS]]
    with using(INTENTS, intents.packed()):
        found += [_sample(mail, fresh=True, plain=True) for mail in chain(invited(), plain())]
        found += [_sample(mail) for mail in chain(mails(), practice()) if not mail.held]
    return [sample for sample in found if sample is not None]


def _sample(mail: Labelled, *, fresh: bool = False, plain: bool = False) -> Sample | None:
    outcome = reader.examine(mail.message, mail.event, NOTHING_KNOWN)
    if outcome is None:
        return None
    return Sample(mail, outcome, tuple(_decisions(mail, outcome, fresh)), fresh, plain)


def _decisions(mail: Labelled, outcome: reader.Outcome, fresh: bool) -> Iterator[Decision]:
    read, label = outcome.read, mail.label
    if read is None or read.intent.value != label["intent"] or label["intent"] not in ("book", "change"):
        return
    words = opinions.words_by_kind(read)

    def decision(what: str, which: int, signs: Iterator[str], truth: str, ruled: str) -> Decision:
        told = frozenset(signs)
        if not fresh:  # the rules were made to be right on it
            told = frozenset(sign for sign in told if not sign.startswith("rule:"))
        return Decision(what, which, told, truth, ruled)

    if label["intent"] == "book" or label.get("seats") is not None:
        ruled = opinions.size(read.seats.value)
        yield decision(opinions.SEATS, 0, opinions.signs_of_seats(read, words), opinions.size(label["seats"]), ruled)
    come = {key(person["name"]) for person in label["people"]}
    for person in opinions.named(read.cast) if label["intent"] == "book" else ():
        truth = _yes(key(read.cast.persons[person].name) in come)
        ruled = _yes(opinions.attends(read.cast, person))
        yield decision(opinions.COMES, person, opinions.signs_of_person(read, words, person), truth, ruled)
    choices = [label.get("choices") or {}, *(person.get("choices") or {} for person in label["people"])]
    wanted = {session for rounds in choices for sessions in rounds.values() for session in sessions}
    for mention in read.found.mentions:
        truth, ruled = _yes(bool(wanted.intersection(mention.sessions))), _yes(opinions.is_wanted(read.chosen, mention))
        signs = opinions.signs_of_mention(read, words, mention)
        yield decision(opinions.WANTED, mention.start, signs, truth, ruled)


def _yes(truth: bool) -> str:
    return YES if truth else NO


def fit(of: Sequence[Sample], what: str) -> Model:
    """The second opinion on one kind of fact."""
    told = [(d, 1.0 if sample.unseen else SEEN) for sample in of for d in sample.decisions if d.what == what]
    return learn([d.signs for d, _ in told], [d.truth for d, _ in told], [w for _, w in told], MILDNESS[what])


def seen_anew(of: Sequence[Sample]) -> dict[int, Opinions]:
    """The second opinion on each unseen mail, by its place, from weights that have not learnt from it."""
    fresh = [n for n, sample in enumerate(of) if sample.unseen]
    found = {}
    for part in range(PARTS):
        out = set(fresh[part::PARTS])
        learnt = [sample for n, sample in enumerate(of) if n not in out]
        told = {what: agreed(fit(learnt, what), what, [of[n] for n in sorted(out)]) for what in MILDNESS}
        for place, n in enumerate(sorted(out)):
            number = told[opinions.SEATS][place]
            people, sessions = told[opinions.COMES][place], told[opinions.WANTED][place]
            found[n] = Opinions(number[0][1] if number else 1.0, tuple(people), tuple(sessions))
    return found


def agreed(model: Model, what: str, of: Sequence[Sample]) -> list[list[tuple[int, float]]]:
    """For each mail its decisions of a kind: which, and how probable the weights make it that the rules are right."""
    flat = [(n, d) for n, sample in enumerate(of) for d in sample.decisions if d.what == what]
    found: list[list[tuple[int, float]]] = [[] for _ in of]
    for (n, decision), shares in zip(flat, model.shares([d.signs for _, d in flat]), strict=True):
        found[n].append((decision.which, shares.get(decision.ruled, 0.0)))
    return found


def certainty(of: Sequence[tuple[dict[str, float], bool]], least: float = 1.0) -> Trees:
    """Boosted trees over the signs."""
    names = sorted(of[0][0])
    boosting = GradientBoostingClassifier(**BOOSTING)
    boosting.fit([[signs[name] for name in names] for signs, _ in of], [right for _, right in of])
    share = sum(right for _, right in of) / len(of)
    trees = tuple(_tree(stage[0].tree_) for stage in boosting.estimators_)
    return Trees(least, tuple(names), math.log(share / (1 - share)), trees)


def _tree(tree: Any) -> tuple[tuple[float, ...], ...]:
    nodes: list[tuple[float, ...]] = []
    for n in range(tree.node_count):
        below, above = int(tree.children_left[n]), int(tree.children_right[n])
        if below == above:
            nodes.append((round(float(tree.value[n][0][0]) * BOOSTING["learning_rate"], 5),))
        else:
            nodes.append((int(tree.feature[n]), round(float(tree.threshold[n]), 5), below, above))
    return tuple(nodes)


def least(found: Sequence[tuple[float, bool, Sample]], count: int, figures: bool) -> float:
    """The lowest probability at which unseen mails do no more harm than `HARM`."""
    chosen = LEASTS[-1]
    act = sum(actionable(sample.mail.label) for _, _, sample in found)
    for bound in reversed(LEASTS):
        sure = [right for probability, right, _ in found if probability >= bound]
        wrong = len(sure) - sum(sure)
        if wrong <= HARM * count:
            chosen = bound
        if figures and round(bound * 1000) % 20 == 0:
            print(f"least {bound:.3f}: {sum(sure)} right, {wrong} wrong, of {act} weighed of {count} unseen mails")
    return chosen


def main() -> None:
    """Write the weights; print the figures where they are asked for."""
    figures = "--figures" in sys.argv[1:]
    lessons = train_intents.samples()
    intents = train_intents.fit(lessons)
    all_ = samples(lessons, intents)
    fresh = [n for n, sample in enumerate(all_) if sample.unseen]
    met = [all_[n] for n in fresh if not all_[n].plain]
    if figures:
        _tell(met)
    anew = seen_anew(all_)
    rows = [
        ({**all_[n].outcome.hardness, **calibration.odds(anew[n])}, all_[n].right, all_[n])
        for n in fresh
        if all_[n].weighed
    ]
    found = []
    for part in range(PARTS):
        fitted = certainty([(signs, right) for n, (signs, right, _) in enumerate(rows) if n % PARTS != part])
        found += [(fitted.probability(signs), right, sample) for signs, right, sample in rows[part::PARTS]]
    bound = least([row for row in found if not row[2].plain], len(met), figures)
    whole = certainty([(signs, right) for signs, right, _ in rows], bound)
    (HERE / f"{INTENTS}.json.gz").write_bytes(intents.packed())
    for what in MILDNESS:
        (HERE / f"{what}.json.gz").write_bytes(fit(all_, what).packed())
    table = {"least": whole.least, "signs": whole.signs, "base": round(whole.base, 5), "trees": whole.trees}
    OUT.write_bytes(gzip.compress(json.dumps(table, separators=(",", ":")).encode("utf-8"), mtime=0))
    print(
        f"{len(rows)} readings weighed of {len(met)} unseen mails and {len(fresh) - len(met)} plain ones; least {bound}"
    )


def _tell(fresh: Sequence[Sample]) -> None:
    act = [sample for sample in fresh if actionable(sample.mail.label)]
    wrong = [wrong_facts(sample.mail.label, sample.outcome.reading) for sample in act]
    kinds = {kind: sum(kind in facts for facts in wrong) for kind in ("intent", "seats", "people", "choices")}
    right = sum(not facts for facts in wrong)
    print(f"{len(fresh)} unseen mails, {len(act)} to act on, {right} read right; wrong {kinds}")


if __name__ == "__main__":
    main()
