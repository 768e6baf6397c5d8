"""Matters for a person."""

from __future__ import annotations

from dataclasses import asdict

from mailflow.ledger import Ledger, ReviewRow
from tests.ledger.making import make_review, minutes


def test_matters_are_numbered_within_their_event(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        numbers = [tx.open_review(make_review(token)) for token in ("t1", "t2")]
        assert numbers == [1, 2]
        assert tx.open_review(make_review("t3", event="convegno")) == 1
        assert tx.open_review(make_review("t4", event=None)) == 1
        assert [review.token for review in tx.reviews()] == ["t4", "t3", "t1", "t2"]
        assert [review.token for review in tx.reviews("workshop")] == ["t1", "t2"]
        assert [review.token for review in tx.reviews("")] == ["t4"]


def test_a_matter_is_read_as_it_was_laid_down(ledger: Ledger) -> None:
    review = make_review("t1")
    with ledger.transaction() as tx:
        tx.open_review(review)
        found = tx.review_by_token("t1")
        assert found == ReviewRow(**asdict(review), id=1, number=1)
        assert tx.review("workshop", 1) == found
        assert (tx.review("workshop", 2), tx.review(None, 1), tx.review_by_token("t2")) == (None, None, None)


def test_a_matter_is_settled_once(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.open_review(make_review("t1"))
        assert tx.settle("t1", "confirm", "desk@comune.example", minutes(5)) is True
        assert tx.settle("t1", "ask", "other@comune.example", minutes(6)) is False
        assert tx.settle("t2", "ask", "other@comune.example", minutes(6)) is False
        settled = tx.review_by_token("t1")
        assert settled is not None
        assert (settled.settled_how, settled.settled_by, settled.settled_at) == (
            "confirm",
            "desk@comune.example",
            minutes(5),
        )
        assert tx.reviews("workshop") == []
        assert tx.reviews("workshop", open_only=False) == [settled]


def test_a_number_is_not_used_again(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.open_review(make_review("t1"))
        tx.settle("t1", "self", "desk@comune.example", minutes(5))
        assert tx.open_review(make_review("t2")) == 2
