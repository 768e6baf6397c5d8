"""Multinomial logistic regression over signs, by scikit-learn, packed as the program reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from mailflow.understanding.learnt.weights import GRAIN, pack

SEEN_OFTEN = 3  # samples a sign must be met in
LEAST_WEIGHT = 5  # hundredths; a row that is smaller throughout is left out: half of them, which tell nothing


@dataclass(frozen=True, slots=True)
class Model:
    """Weights as fitted."""

    shape: DictVectorizer
    regression: LogisticRegression

    def shares(self, of: Sequence[Collection[str]]) -> list[dict[str, float]]:
        """The probability of each kind, for each sample."""
        rows = self.regression.predict_proba(self.shape.transform([dict.fromkeys(signs, 1) for signs in of]))
        kinds = [str(kind) for kind in self.regression.classes_]
        return [dict(zip(kinds, map(float, row), strict=True)) for row in rows]

    def packed(self) -> bytes:
        """As a file of weights; of two kinds the first has none, for only the difference counts."""
        kinds, coef, bias = self.regression.classes_, self.regression.coef_, self.regression.intercept_
        if len(kinds) == 2:
            coef, bias = np.vstack([np.zeros_like(coef), coef]), np.concatenate([np.zeros_like(bias), bias])
        table = {}
        for sign, column in zip(self.shape.feature_names_, coef.T, strict=True):
            row = [round(float(weight) * GRAIN) for weight in column]
            if max(map(abs, row)) >= LEAST_WEIGHT:
                table[sign] = row
        return pack(map(str, kinds), (round(float(b) * GRAIN) for b in bias), table)


def learn(of: Sequence[Collection[str]], kinds: Sequence[str], weight: Sequence[float], mildness: float) -> Model:
    """The regression over the signs that are met often enough. `mildness`: C of scikit-learn, the less the milder."""
    often = {sign for sign, count in Counter(sign for signs in of for sign in signs).items() if count >= SEEN_OFTEN}
    shape = DictVectorizer(dtype=np.float32)
    rows = shape.fit_transform([dict.fromkeys(sorted(often.intersection(signs)), 1) for signs in of])
    regression = LogisticRegression(C=mildness, max_iter=500)
    return Model(shape, regression.fit(rows, list(kinds), sample_weight=list(weight)))
