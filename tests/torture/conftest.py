"""The table of what was tried, and the order in which all is tried."""

from __future__ import annotations

import pytest

from tests.torture.table import LONG, TABLE, Table


@pytest.fixture
def table() -> Table:
    return TABLE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the long form the kills take longest by far: they begin, each with a worker of its own, and the others share
    out the rest. A worker is given two tests to begin with."""
    if LONG:
        longest = [item for item in items if "test_kills" in item.nodeid]
        items[:] = [item for item in items if item not in longest]
        for place, item in enumerate(longest):
            items.insert(2 * place, item)
