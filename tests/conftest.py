"""Real servers for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog

pytest_plugins = [
    "tests.servers.certificates",
    "tests.servers.dovecot",
    "tests.servers.disk",
    "tests.servers.postgres",
    "tests.servers.sink",
    "tests.servers.postfix",
    "tests.servers.both",
]


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command sets up the log for its own standard output, which is gone when its test ends."""
    yield
    structlog.reset_defaults()
