"""What the receiving server's Authentication-Results prove, and what they do not."""

from __future__ import annotations

import pytest

from mailflow.flow.proof import proven
from mailflow.message import Message
from mailflow.message.model import Address

OURS = "mx.ufficio.example"


def from_anna(*results: str) -> Message:
    return Message(sender=Address("Anna Bianchi", "anna@bianchi.example"), authentication_results=results)


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        (["mx.ufficio.example; dmarc=pass header.from=bianchi.example"], True),
        (["mx.ufficio.example; dkim=pass header.d=bianchi.example"], True),
        (["mx.ufficio.example; spf=pass smtp.mailfrom=anna@bianchi.example"], True),
        (["mx.ufficio.example; dmarc=fail header.from=bianchi.example; spf=pass smtp.mailfrom=x@else.example"], False),
        (["mx.ufficio.example; spf=fail smtp.mailfrom=anna@bianchi.example"], False),
        (["mx.ufficio.example; dkim=pass header.d=elsewhere.example"], None),
        (["mx.ufficio.example; none"], None),
        ([], None),
    ],
)
def test_a_sender_is_proven_by_our_own_server_alone(results: list[str], verdict: bool | None) -> None:
    assert proven(from_anna(*results), OURS) is verdict


def test_a_header_that_anybody_may_write_does_not_count() -> None:
    assert proven(from_anna("mx.attacker.example; dmarc=pass header.from=bianchi.example"), OURS) is None


def test_only_our_servers_topmost_header_counts() -> None:
    forged = "mx.ufficio.example; dmarc=pass header.from=bianchi.example"
    assert proven(from_anna("mx.ufficio.example; dmarc=fail header.from=bianchi.example", forged), OURS) is False


def test_a_header_that_cannot_be_read_is_passed_over() -> None:
    readable = "mx.ufficio.example; dmarc=pass header.from=bianchi.example"
    assert proven(from_anna(";;;=", readable), OURS) is True


def test_without_a_configured_server_nothing_counts() -> None:
    assert proven(from_anna("mx.ufficio.example; dmarc=pass header.from=bianchi.example"), None) is None
