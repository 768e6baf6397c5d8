"""Logs: readable lines for people, JSON for machines; addresses masked, no word of a mail in them."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

_ADDRESS = re.compile(r"(\"?[\w.+-])(?:(?<=\".)[^\"@]*\"|[\w.+-]*)@([\w.-]+)")


def set_up_logs(*, json: bool = False, quiet: bool = False) -> None:
    """Log to standard error; `quiet`: warnings and worse only."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=json),
            _places,
            _masked,
            structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is when a line is written, not now
    )
    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # its detectors trip over broken mails, and say so
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_Masking("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[libraries])


def _places(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Of an exception, what was raised and where, cause by cause: its own words may be those of a mail."""
    error = sys.exc_info()[1] if event.pop("exc_info", None) else None
    told: list[str] = []
    while error is not None:
        told += [f"{type(error).__module__}.{type(error).__qualname__}", *traceback.format_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if told:
        event["exception"] = "\n".join(line.rstrip() for line in told)
    return event


def _masked(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """`anna.bianchi@example.org` is written `a…@example.org`."""
    for key, value in event.items():
        if "@" in (text := str(value)):
            event[key] = _ADDRESS.sub(r"\1…@\2", text)
    return event


class _Masking(logging.Formatter):
    """The same for what libraries have to say."""

    def format(self, record: logging.LogRecord) -> str:
        return _ADDRESS.sub(r"\1…@\2", super().format(record))
