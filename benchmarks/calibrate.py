"""Fit the weights of `mailflow/understanding/calibration.toml` to the labelled mails that are not kept aside.

    uv run python -m benchmarks.calibrate

Logistic regression with a ridge, by plain gradient descent from zero: the same mails give the same weights.
"""

from __future__ import annotations

import math
from pathlib import Path

from benchmarks.labelled import ACT, harmful, mails
from mailflow.understanding import reader
from mailflow.understanding.reading import NOTHING_KNOWN

OUT = Path(__file__).parent.parent / "mailflow" / "understanding" / "calibration.toml"
RIDGE = 3.0
STEPS = 1500
RATE = 0.5
LEAST = 0.85  # below this probability a person is asked


def samples() -> tuple[list[dict[str, float]], list[float]]:
    """What was hard about each reading without doubts, and whether it was right."""
    signs, right = [], []
    for mail in mails():
        if mail.held:
            continue
        outcome = reader.examine(mail.message, mail.event, NOTHING_KNOWN)
        if outcome is None or outcome.reading.intent.value not in ACT or outcome.doubtful:
            continue
        sure = reader.as_confident(outcome.reading)
        signs.append(dict(outcome.hardness))
        right.append(0.0 if harmful(mail.label, sure) else 1.0)
    return signs, right


def fit(signs: list[dict[str, float]], right: list[float]) -> tuple[dict[str, float], float]:
    """Weights and bias for the signs as they are (scaled inside)."""
    names = sorted(signs[0])
    count = len(signs)
    mean = {n: sum(s[n] for s in signs) / count for n in names}
    spread = {n: math.sqrt(sum((s[n] - mean[n]) ** 2 for s in signs) / count) or 1.0 for n in names}
    rows = [[(s[n] - mean[n]) / spread[n] for n in names] for s in signs]
    weights, bias = [0.0] * len(names), 0.0
    for _ in range(STEPS):
        slopes, lift = [RIDGE * w / count for w in weights], 0.0
        for row, target in zip(rows, right, strict=True):
            error = 1.0 / (1.0 + math.exp(-bias - sum(w * x for w, x in zip(weights, row, strict=True)))) - target
            lift += error / count
            for n, x in enumerate(row):
                slopes[n] += error * x / count
        weights = [w - RATE * slope for w, slope in zip(weights, slopes, strict=True)]
        bias -= RATE * lift
    plain = {name: weights[n] / spread[name] for n, name in enumerate(names)}
    return plain, bias - sum(plain[name] * mean[name] for name in names)


def main() -> None:
    """Write the weights."""
    signs, right = samples()
    weights, bias = fit(signs, right)
    lines = [
        "# Written by benchmarks/calibrate.py; do not edit.",
        f"least = {LEAST}",
        f"bias = {bias:.4f}",
        "",
        "[weights]",
        *(f"{name} = {value:.4f}" for name, value in sorted(weights.items())),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(right)} readings, {sum(right):.0f} right")


if __name__ == "__main__":
    main()
