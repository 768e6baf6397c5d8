"""Learn intents, the second opinion on each fact and how certain a reading is, and write all into the program.

    uv run python -m benchmarks.calibrate [--figures]

Mails that no rule was made on (`training/unseen/`) tell how often the rules are right; those the rules were made on
teach what words mean, but not how far the rules can be trusted. What the certainty is fitted with is told of each mail
by weights and trees that have not learnt from it (parts in turn), and so are the figures. The same mails give the same
weights.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from benchmarks import train_intents
from benchmarks.labelled import ACT, Labelled, actionable, harmful, mails, wrong_facts
from benchmarks.training.boosting import Signs, grow
from benchmarks.training.facts import (
    KINDS,
    Fact,
    coming,
    facts_of,
    fit,
    people_of,
    sessions_of,
    shares,
    sizes_of,
    tells_sessions,
)
from benchmarks.training.learning import Model
from benchmarks.training.mails import built, invited, met, practice, talkative, unseen, worded
from mailflow.understanding import understand
from mailflow.understanding.intents.weighing import INTENTS
from mailflow.understanding.learnt.trees import Trees, growing, pack
from mailflow.understanding.learnt.weights import using
from mailflow.understanding.outcome import Outcome
from mailflow.understanding.reading import NOTHING_KNOWN
from mailflow.understanding.second_opinion.calibration import CERTAINTY
from mailflow.understanding.second_opinion.opinions import COMES, NEW_SIZES, PEOPLE, SEATS, SESSIONS, SIZES, WANTED

HERE = Path(understand.__file__).parent / "learnt"
PARTS = 5
NO_TREES = Trees((), 0.0, ())
# How the trees are grown (scikit-learn's names).
FACTS: Mapping[str, Any] = {
    "n_estimators": 120,
    "max_depth": 4,
    "learning_rate": 0.1,
    "subsample": 0.7,
    "min_samples_leaf": 8,
    "max_features": 0.4,
}
SURE: Mapping[str, Any] = {
    **FACTS,
    "n_estimators": 200,
    "learning_rate": 0.03,
    "subsample": 0.5,
    "min_samples_leaf": 15,
    "max_features": 0.2,
}
# Confident wrong readings among the unseen mails, at the most. The next step down would act on five more of these, and
# on 49 more of those read rightly: to ask back costs a mail, to be wrong a seat.
HARM = 0.0155
PLAIN_SHARE = 3  # of how many plain mails one is learnt from: all of them hid what tells the hard ones apart
LEASTS = [n / 50 for n in range(25, 50)]  # finer steps would be told apart by two or three mails


# Mails that no rule was made on; those of which rules met the surest misreadings; plain ones, which are as sure to be
# read rightly; what the rules' tests are built of; and mails that rules were made on.
UNSEEN, MET, PLAIN, BUILT, SEEN = "unseen", "met", "plain", "built", "seen"


@dataclass(frozen=True, slots=True)
class Sample:
    """A mail as it is read. `part`: the one it belongs to, where what the rules make of it is learnt from; -1 else."""

    mail: Labelled
    outcome: Outcome
    facts: tuple[Fact, ...]
    part: int
    kind: str

    @property
    def told(self) -> bool:
        """Whether it is a booking or a change, and read as what it is."""
        gist = self.outcome.gist
        return gist is not None and gist.intent.value == self.mail.label["intent"]

    @property
    def booking(self) -> bool:
        """Whether it is a booking, and read as one."""
        return self.told and self.mail.label["intent"] == "book"

    @property
    def weighed(self) -> bool:
        """Whether nothing but its certainty holds it back."""
        return self.outcome.reading.intent.value in ACT and not self.outcome.doubtful and not self.outcome.plain

    @property
    def right(self) -> bool:
        """Whether it may be acted on."""
        return not harmful(self.mail.label, understand.as_confident(self.outcome.reading))


def parted(of: Sequence[Labelled]) -> Iterator[tuple[Labelled, int]]:
    """The mails with the part each belongs to."""
    return ((mail, number % PARTS) for number, mail in enumerate(of))


def samples(intents: Mapping[int, Model]) -> list[Sample]:
    """All mails that may be learnt from, by the rules; unseen ones read by intents that have not learnt from them."""
    plain = islice(chain(invited(), worded(), talkative()), 0, None, PLAIN_SHARE)
    told = ((unseen(), UNSEEN), (met(), MET), (plain, PLAIN), (built(), BUILT))
    fresh = [(*row, kind) for some, kind in told for row in parted(list(some))]
    seen = [(mail, -1, SEEN) for mail in chain(mails(), practice()) if not mail.held]
    found = []
    for part, model in intents.items():
        with Learnt({INTENTS: model}).in_use():
            found += [_sample(*row) for row in chain(fresh, seen) if row[1] == part]
    return [sample for sample in found if sample is not None]


def _sample(mail: Labelled, part: int, kind: str) -> Sample | None:
    outcome = understand.examine(mail.message, mail.event, NOTHING_KNOWN)
    if outcome is None:
        return None
    return Sample(mail, outcome, tuple(facts_of(mail, outcome.gist, part >= 0)), part, kind)


@dataclass(frozen=True)
class Learnt:
    """What one part of the mails had no hand in (-1: all had)."""

    weights: Mapping[str, Model]
    people: Trees = NO_TREES
    sizes: Trees = NO_TREES
    new_sizes: Trees = NO_TREES
    sessions: Trees = NO_TREES

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Reads by it."""
        with ExitStack() as stack:
            for name, model in self.weights.items():
                stack.enter_context(using(name, model.packed()))
            stack.enter_context(growing(PEOPLE, self.people))
            stack.enter_context(growing(SIZES, self.sizes))
            stack.enter_context(growing(NEW_SIZES, self.new_sizes))
            stack.enter_context(growing(SESSIONS, self.sessions))
            yield


def learnt(of: Sequence[Sample], intents: Mapping[int, Model]) -> dict[int, Learnt]:
    """The second opinion, by the part that had no hand in it.

    Trees look at what the weights make of a mail, so they grow on what weights make of it that have not met it.
    """
    found = {}
    for part in range(-1, PARTS):
        told = [fact for sample in of if sample.part != part or part < 0 for fact in sample.facts]
        found[part] = Learnt({INTENTS: intents[part], **{kind: fit(told, kind) for kind in KINDS}})
    fresh = [sample for sample in of if sample.part >= 0]
    words = [{kind: shares(found[sample.part].weights[kind], sample.facts, kind) for kind in KINDS} for sample in fresh]
    gists = [sample.outcome.gist if sample.told else None for sample in fresh]
    rows = [
        (
            list(people_of(s.mail, g, w[COMES])) if s.booking else [],
            list(sessions_of(s.mail, g, w[WANTED])) if tells_sessions(s.mail) else [],
        )
        if g
        else ([], [])
        for s, g, w in zip(fresh, gists, words, strict=True)
    ]
    for part, one in list(found.items()):
        people = _grown(fresh, [of_people for of_people, _ in rows], part)
        found[part] = replace(one, people=people, sessions=_grown(fresh, [of_both for _, of_both in rows], part))
    sizes = [
        list(sizes_of(s.mail, g, coming(g, found[s.part].people, w[COMES]), w[SEATS])) if s.booking and g else []
        for s, g, w in zip(fresh, gists, words, strict=True)
    ]
    changed = [
        list(sizes_of(s.mail, g, {}, w[SEATS])) if g and not s.booking else []
        for s, g, w in zip(fresh, gists, words, strict=True)
    ]
    return {
        part: replace(one, sizes=_grown(fresh, sizes, part), new_sizes=_grown(fresh, changed, part))
        for part, one in found.items()
    }


def _grown(of: Sequence[Sample], rows: Sequence[Sequence[tuple[Signs, bool]]], part: int) -> Trees:
    """The trees of one question, from all mails but that part."""
    told = [row for sample, some in zip(of, rows, strict=True) if sample.part != part for row in some]
    return grow(told, **FACTS)


def anew(of: Sequence[Sample], second: Mapping[int, Learnt]) -> list[Sample]:
    """The unseen mails, read with a second opinion that has not learnt from them."""
    found = []
    for part in range(PARTS):
        with second[part].in_use():
            found += [
                _sample(sample.mail, part, sample.kind) for sample in of if sample.part == part and sample.kind != BUILT
            ]
    return [sample for sample in found if sample is not None]


def certainty(of: Sequence[Sample], figures: bool) -> Trees:
    """What tells whether a reading may be acted on, and from which probability on it may."""
    rows = [(sample.outcome.signs_of_certainty, sample.right, sample) for sample in of if sample.weighed]
    found = []
    for part in range(PARTS):
        grown = grow([(signs, right) for signs, right, sample in rows if sample.part != part], **SURE)
        found += [(grown.probability(signs), right, sample) for signs, right, sample in rows if sample.part == part]
    count = sum(sample.kind == UNSEEN for sample in of)
    bound = least([row for row in found if row[2].kind == UNSEEN], count, figures)
    print(f"{len(rows)} readings weighed of {count} unseen mails and {len(of) - count} others; least {bound}")
    return grow([(signs, right) for signs, right, _ in rows], bound, **SURE)


def least(found: Sequence[tuple[float, bool, Sample]], count: int, figures: bool) -> float:
    """The lowest probability at which unseen mails do no more harm than `HARM`."""
    chosen = LEASTS[-1]
    act = sum(actionable(sample.mail.label) for _, _, sample in found)
    for bound in reversed(LEASTS):
        sure = [right for probability, right, _ in found if probability >= bound]
        wrong = len(sure) - sum(sure)
        if wrong <= HARM * count:
            chosen = bound
        if figures:
            print(f"least {bound:.2f}: {sum(sure)} right, {wrong} wrong, of {act} weighed of {count} unseen mails")
    return chosen


def main() -> None:
    """Write the weights and trees; print the figures where they are asked for."""
    figures = "--figures" in sys.argv[1:]
    with Learnt({}).in_use():
        lessons = train_intents.samples()
    fresh = [*parted(list(unseen())), *parted(list(met()))]
    intents = {-1: train_intents.fit(lessons)}
    for part in range(PARTS):
        out = {mail.file for mail, of in fresh if of == part}
        intents[part] = train_intents.fit([lesson for lesson in lessons if lesson.name not in out])
    ruled = samples(intents)
    second = learnt(ruled, intents)
    read = anew(ruled, second)
    if figures:
        tell(read)
    for name, model in second[-1].weights.items():
        (HERE / f"{name}.weights.gz").write_bytes(model.packed())
    grown = {name: getattr(second[-1], name) for name in (PEOPLE, SIZES, NEW_SIZES, SESSIONS)}
    for name, some in {**grown, CERTAINTY: certainty(read, figures)}.items():
        (HERE / f"{name}.json.gz").write_bytes(pack(some))


def tell(of: Sequence[Sample]) -> None:
    """Print how the unseen mails are read."""
    act = [sample for sample in of if actionable(sample.mail.label) and sample.kind == UNSEEN]
    wrong = [wrong_facts(sample.mail.label, sample.outcome.reading) for sample in act]
    kinds = {kind: sum(kind in facts for facts in wrong) for kind in ("intent", "seats", "people", "choices")}
    print(f"{len(act)} unseen mails to act on, {sum(not facts for facts in wrong)} read right; wrong {kinds}")


if __name__ == "__main__":
    with threadpool_limits(1):  # sums come in one order, and who learns beside others does not wait for their cores
        main()
