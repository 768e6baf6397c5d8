"""Boosted decision trees, by scikit-learn, as the program reads them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier

from mailflow.understanding.trees import Trees

Signs = Mapping[str, float]


def grow(of: Sequence[tuple[Signs, bool]], least: float = 0.5, **boosting: Any) -> Trees:
    """The trees that tell the yes from the no. `boosting`: of scikit-learn; the same samples give the same trees."""
    names = sorted(of[0][0])
    model = GradientBoostingClassifier(**boosting, random_state=0)
    model.fit([[signs[name] for name in names] for signs, _ in of], [truth for _, truth in of])
    share = sum(truth for _, truth in of) / len(of)
    grown = tuple(_tree(stage[0].tree_, boosting["learning_rate"]) for stage in model.estimators_)
    return Trees(tuple(names), round(math.log(share / (1 - share)), 5), grown, least)


def _tree(tree: Any, rate: float) -> tuple[tuple[float, ...], ...]:
    nodes: list[tuple[float, ...]] = []
    for n in range(tree.node_count):
        below, above = int(tree.children_left[n]), int(tree.children_right[n])
        if below == above:
            nodes.append((round(float(tree.value[n][0][0]) * rate, 5),))
        else:
            nodes.append((int(tree.feature[n]), round(float(tree.threshold[n]), 5), below, above))
    return tuple(nodes)
