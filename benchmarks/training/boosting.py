"""Boosted decision trees, by scikit-learn, as the program reads them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sklearn.ensemble import GradientBoostingClassifier

from mailflow.understanding.learnt.trees import Node, Trees, leaf

Signs = Mapping[str, float]


def grow(of: Sequence[tuple[Signs, bool]], least: float = 0.5, **boosting: Any) -> Trees:
    """The trees that tell the yes from the no. `boosting`: of scikit-learn; the same samples give the same trees."""
    names = sorted(of[0][0])
    model = GradientBoostingClassifier(**boosting, random_state=0)
    model.fit([[signs[name] for name in names] for signs, _ in of], [truth for _, truth in of])
    share = sum(truth for _, truth in of) / len(of)
    grown = tuple(_node(stage[0].tree_, 0, boosting["learning_rate"]) for stage in model.estimators_)
    return Trees(tuple(names), round(math.log(share / (1 - share)), 5), grown, least)


def _node(tree: Any, at: int, rate: float) -> Node:
    below, above = int(tree.children_left[at]), int(tree.children_right[at])
    if below == above:
        return leaf(round(float(tree.value[at][0][0]) * rate, 5))
    bound = round(float(tree.threshold[at]), 5)
    return int(tree.feature[at]), bound, _node(tree, below, rate), _node(tree, above, rate)
