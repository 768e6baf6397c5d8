"""Boosted trees: what they tell, how they are kept, and that the ones learnt are the ones read."""

from __future__ import annotations

import pytest

from benchmarks.training.boosting import grow
from mailflow.understanding.learnt.trees import Trees, growing, leaf, odds, pack, trees, unpack

SHORT = Trees(("ifs", "length"), 0.0, ((1, 3.0, leaf(2.0), leaf(-1.0)),), 0.8)


@pytest.mark.parametrize(("length", "share"), [(2.0, 0.881), (5.0, 0.269)])
def test_a_tree_parts_the_signs(length: float, share: float) -> None:
    assert round(SHORT.probability({"length": length, "ifs": 0.0}), 3) == share


def test_a_sign_that_is_missing_is_told() -> None:
    with pytest.raises(KeyError, match="length"):
        SHORT.probability({"ifs": 0.0})


def test_trees_come_back_from_their_file_as_they_were() -> None:
    assert unpack(pack(SHORT)) == SHORT


def test_other_trees_hold_for_a_while_only() -> None:
    ours = trees("people")
    with growing("people", SHORT):
        assert trees("people") is SHORT.asked
    assert trees("people") is ours


def test_grown_trees_tell_what_they_were_taught() -> None:
    taught = [({"size": float(n % 5), "noise": float(n % 3)}, n % 5 > 2) for n in range(60)]
    grown = grow(taught, n_estimators=20, max_depth=2, learning_rate=0.3)

    assert [grown.probability(signs) > 0.5 for signs, _ in taught] == [truth for _, truth in taught]
    assert grow(taught, n_estimators=20, max_depth=2, learning_rate=0.3) == grown


@pytest.mark.parametrize(("share", "expected"), [(0.5, 0.0), (0.0, -5.0), (1.0, 5.0)])
def test_odds_go_no_further_than_they_should(share: float, expected: float) -> None:
    assert odds(share) == expected
