"""Fit the weights of `mailflow/understanding/calibration.toml` to labelled mails.

    uv run python -m benchmarks.calibrate

Logistic regression (scikit-learn) of 'all facts are right' on what was hard about a mail, over the readings of acting
mails that no doubt holds back. Weights are learnt from the mails that are not kept aside; mails that the rules were
made on tell little of how often they fail, so that those met later count more. Only one number is taken from the mails
kept aside: the least probability at which no more than `HARM` of them are acted on wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.labelled import ACT, harmful, mails
from mailflow.understanding import reader
from mailflow.understanding.reading import NOTHING_KNOWN

OUT = Path(__file__).parent.parent / "mailflow" / "understanding" / "calibration.toml"
MILDNESS = 0.5  # C of scikit-learn: the less, the nearer all weights stay to nothing
LATER = ("fit-", "fen-")  # mails written when the rules stood
COUNT = 3.0  # how much one of these counts
HARM = 0.0175  # of the mails kept aside, at the most
LEASTS = [n / 100 for n in range(70, 100)]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was hard about a reading without doubts, and whether it was right."""

    signs: dict[str, float]
    right: bool
    held: bool
    later: bool


def samples() -> tuple[list[Sample], int]:
    """The readings that are weighed, and how many mails are kept aside."""
    found, aside = [], 0
    for mail in mails():
        aside += mail.held
        outcome = reader.examine(mail.message, mail.event, NOTHING_KNOWN)
        if outcome is None or outcome.reading.intent.value not in ACT or outcome.doubtful:
            continue
        right = not harmful(mail.label, reader.as_confident(outcome.reading))
        found.append(Sample(dict(outcome.hardness), right, mail.held, mail.file.startswith(LATER)))
    return found, aside


def main() -> None:
    """Write the weights, and print what each least probability would let through of the mails kept aside."""
    found, aside = samples()
    names = sorted(found[0].signs)
    learnt = [s for s in found if not s.held]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=MILDNESS, max_iter=1000))
    rows = np.array([[s.signs[n] for n in names] for s in learnt])
    count = np.array([COUNT if s.later else 1.0 for s in learnt])
    model.fit(rows, np.array([s.right for s in learnt]), logisticregression__sample_weight=count)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())

    held = [s for s in found if s.held]
    shares = model.predict_proba(np.array([[s.signs[n] for n in names] for s in held]))[:, 1]
    least = LEASTS[-1]
    for bound in reversed(LEASTS):
        sure = [s.right for s, share in zip(held, shares, strict=True) if share >= bound]
        wrong = len(sure) - sum(sure)
        print(f"least {bound:.2f}: {len(sure)} of {aside} mails kept aside are acted on, {wrong} of them wrongly")
        if wrong > HARM * aside:
            break
        least = bound
    lines = [
        "# Written by benchmarks/calibrate.py; do not edit.",
        f"least = {least}",
        f"bias = {bias:.4f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.4f}" for name, weight in zip(names, weights, strict=True)),
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(learnt)} readings learnt from, {sum(s.right for s in learnt)} right; least {least}")


if __name__ == "__main__":
    main()
