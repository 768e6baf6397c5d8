"""Logs tell what happened, and to whom only so far as an organizer can tell; no word of a mail stands in them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from mailflow.cli.logs import set_up_logs
from mailflow.ledger.engine import Database


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers = logging.root.handlers
    logging.root.handlers = []
    yield
    logging.root.handlers = handlers
    structlog.reset_defaults()


WORDS = "Vorrei prenotare, sono celiaca: anna@rossi.example"


def fails(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise RuntimeError(words) from error


@pytest.mark.parametrize("json", [True, False])
def test_an_exception_is_told_by_its_kind_and_place_and_not_in_its_own_words(
    json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(json=json)
    try:
        fails(WORDS)
    except RuntimeError:
        structlog.get_logger().exception("a mail could not be handled", mail=7)
    said = capsys.readouterr().err
    assert ("celiaca" in said, "rossi.example" in said) == (False, False)
    assert ("builtins.RuntimeError" in said, "builtins.ValueError" in said, "test_logs.py" in said) == (True,) * 3


def test_addresses_are_masked_wherever_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    logging.root.handlers = []
    set_up_logs()
    structlog.get_logger().info("sent to anna.rossi@posta.example", to=["anna.rossi@posta.example"], of={"a": 1})
    logging.getLogger("a.library").warning("no mail for %s", "anna.rossi@posta.example")
    said = capsys.readouterr().err
    assert ("anna.rossi@" in said, said.count("a…@posta.example")) == (False, 3)


def test_an_error_of_the_database_quotes_no_parameter(tmp_path: object) -> None:
    database = Database(f"sqlite:///{tmp_path}/ledger.db")
    with pytest.raises(OperationalError) as error, database.writing() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "sono celiaca"})
    database.close()
    assert "celiaca" not in str(error.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [("anna.bianchi@posta.example", "a…@posta.example"), ('"anna b"@posta.example', '"a…@posta.example')],
)
def test_an_address_is_masked(address: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs()
    structlog.get_logger().info("sent", to=f"<{address}>")
    assert f"<{told}>" in capsys.readouterr().err
