"""What people were told of an event, edition after edition."""

from __future__ import annotations

from dataclasses import replace

from mailflow.domain.edition import edition_of
from mailflow.ledger import Ledger
from tests.ledger.making import make_booking, make_event, minutes

EVENT = make_event()
MOVED = replace(EVENT, title="Secondo workshop")


def test_an_edition_is_read_back_as_it_was_kept(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.add_edition("workshop", minutes(0), edition_of(EVENT))
        tx.add_edition("workshop", minutes(5), edition_of(MOVED))
    with ledger.reading() as tx:
        assert [(row.number, row.since, row.edition, row.became) for row in tx.editions("workshop")] == [
            (1, minutes(0), edition_of(EVENT), ""),
            (2, minutes(5), edition_of(MOVED), ""),
        ]


def test_whoever_booked_knows_the_edition_of_that_moment_or_the_one_they_were_told_of_since(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.write([make_booking("AAAA-22")], now=minutes(-1))
        tx.add_edition("workshop", minutes(0), edition_of(EVENT))
        tx.write([make_booking("BBBB-33")], now=minutes(1))
        tx.add_edition("workshop", minutes(5), edition_of(MOVED))
        tx.write([make_booking("CCCC-44")], now=minutes(6))
        assert tx.edition_known("workshop") == {"AAAA-22": 1, "BBBB-33": 1, "CCCC-44": 2}
        assert [tx.mark_told("workshop", "BBBB-33", 2, minutes(7)) for _ in range(2)] == [True, False]
        assert tx.edition_known("workshop") == {"AAAA-22": 1, "BBBB-33": 2, "CCCC-44": 2}
        tx.settle_edition("workshop", 2, "left")
        assert tx.edition_known("workshop") == {"AAAA-22": 2, "BBBB-33": 2, "CCCC-44": 2}


def test_only_the_last_edition_of_an_event_is_to_be_told(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.add_edition("workshop", minutes(0), edition_of(EVENT))
        tx.settle_edition("workshop", tx.add_edition("workshop", minutes(5), edition_of(MOVED)), "tell")
        assert tx.events_to_tell() == ["workshop"]
        tx.add_edition("workshop", minutes(9), edition_of(EVENT))
        assert tx.events_to_tell() == []


def test_editions_go_with_their_event(ledger: Ledger) -> None:
    with ledger.transaction(EVENT) as tx:
        tx.add_edition("workshop", minutes(0), edition_of(EVENT))
    with ledger.transaction() as tx:
        tx.purge(["workshop"])
        assert tx.editions("workshop") == []
