"""Fit the weights of `mailflow/understanding/calibration.toml` to the labelled mails that are not kept aside.

    uv run python -m benchmarks.calibrate

Logistic regression by plain gradient descent: the same mails give the same weights. The ridge draws the weights of what
makes a mail hard below zero and none of them may rise above it: the rules were made on these mails, so that a sign that
never failed here has not shown itself harmless. The least probability is chosen on events the fit did not see.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from benchmarks.labelled import ACT, harmful, mails
from mailflow.understanding import reader
from mailflow.understanding.reading import NOTHING_KNOWN

OUT = Path(__file__).parent.parent / "mailflow" / "understanding" / "calibration.toml"
RIDGE = 10.0
DRAWN = 0.3  # how far below zero, in weights of scaled signs
STEPS = 600
RATE = 0.5
HARM = 0.01  # of all mails of events not seen, at the most
LEASTS = [n / 100 for n in range(80, 99)]
# what tells the kind of a mail or speaks for a reading; all other signs say what is hard
NEUTRAL = frozenset(
    {
        "book",
        "change",
        "cancel",
        "seats_agree",
        "seats_said",
        "strong",
        "named",
        "reply",
        "booked",
        "stays",
        "aside",
        "no_choice",
    }
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What was hard about a reading without doubts, whether it was right, and the event it is of."""

    signs: dict[str, float]
    right: bool
    event: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights and bias for the signs as they are."""

    weights: dict[str, float]
    bias: float

    def probability(self, sample: Sample) -> float:
        """That all facts of the reading are right."""
        total = self.bias + sum(self.weights[name] * value for name, value in sample.signs.items())
        return 1.0 / (1.0 + math.exp(-total))


def samples() -> tuple[list[Sample], int]:
    """The readings that are weighed, and how many mails there are."""
    found, count = [], 0
    for mail in mails():
        if mail.held:
            continue
        count += 1
        outcome = reader.examine(mail.message, mail.event, NOTHING_KNOWN)
        if outcome is None or outcome.reading.intent.value not in ACT or outcome.doubtful:
            continue
        sure = reader.as_confident(outcome.reading)
        found.append(Sample(dict(outcome.hardness), not harmful(mail.label, sure), mail.event.id))
    return found, count


def fit(of: list[Sample]) -> Fit:
    """The weights that tell right readings from wrong ones (scaled inside)."""
    names = sorted(of[0].signs)
    count = len(of)
    mean = {n: sum(s.signs[n] for s in of) / count for n in names}
    spread = {n: math.sqrt(sum((s.signs[n] - mean[n]) ** 2 for s in of) / count) or 1.0 for n in names}
    rows = [[(s.signs[n] - mean[n]) / spread[n] for n in names] for s in of]
    aim = [0.0 if name in NEUTRAL else -DRAWN for name in names]
    most = [math.inf if name in NEUTRAL else 0.0 for name in names]
    weights, bias = list(aim), 0.0
    for _ in range(STEPS):
        slopes = [RIDGE * (w - a) / count for w, a in zip(weights, aim, strict=True)]
        lift = 0.0
        for row, sample in zip(rows, of, strict=True):
            total = bias + sum(w * x for w, x in zip(weights, row, strict=True))
            error = 1.0 / (1.0 + math.exp(-total)) - sample.right
            lift += error / count
            for n, x in enumerate(row):
                slopes[n] += error * x / count
        weights = [min(w - RATE * slope, top) for w, slope, top in zip(weights, slopes, most, strict=True)]
        bias -= RATE * lift
    plain = {name: weights[n] / spread[name] for n, name in enumerate(names)}
    return Fit(plain, bias - sum(plain[name] * mean[name] for name in names))


def least(of: list[Sample], mails_read: int) -> float:
    """The lowest probability at which mails of events the fit did not see do no more harm than `HARM`."""
    unseen: list[tuple[float, bool]] = []
    for event in sorted({s.event for s in of}):
        fitted = fit([s for s in of if s.event != event])
        unseen += [(fitted.probability(s), s.right) for s in of if s.event == event]
    for bound in LEASTS:
        sure = [right for probability, right in unseen if probability >= bound]
        print(f"least {bound:.2f}: of {len(sure)} sure readings of unseen events {len(sure) - sum(sure)} wrong")
        if len(sure) - sum(sure) <= HARM * mails_read:
            return bound
    return LEASTS[-1]


def main() -> None:
    """Write the weights."""
    found, count = samples()
    bound, fitted = least(found, count), fit(found)
    lines = [
        "# Written by benchmarks/calibrate.py; do not edit.",
        f"least = {bound}",
        f"bias = {fitted.bias:.4f}",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in sorted(fitted.weights.items())),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} readings, {sum(s.right for s in found)} right; least {bound}")


if __name__ == "__main__":
    main()
