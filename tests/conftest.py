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


# what runs whole programs or reads thousands of mails begins, so that no worker is left alone with it at the end
FIRST = ("torture", "flow", "understanding", "conversations")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place_of(item.path.parent.name))


def _place_of(folder: str) -> int:
    return FIRST.index(folder) if folder in FIRST else len(FIRST)


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command sets up the log for its own standard output, which is gone when its test ends."""
    yield
    structlog.reset_defaults()
