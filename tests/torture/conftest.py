"""The table of what was tried."""

from __future__ import annotations

import pytest

from tests.torture.table import TABLE, Table


@pytest.fixture
def table() -> Table:
    return TABLE
