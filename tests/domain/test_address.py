"""How addresses compare, and how servers know their domains."""

from __future__ import annotations

import pytest

from mailflow.domain.address import address_key, ascii_domain, mailbox_key


def test_a_domain_is_the_same_as_people_and_as_servers_write_it() -> None:
    assert address_key("Anna@XN--Citt-3na.example") == address_key("anna@città.example") == "anna@città.example"


def test_a_mailbox_compares_by_its_address_alone() -> None:
    assert mailbox_key('"Segreteria, ufficio" <Segreteria@Comune.example>') == "segreteria@comune.example"


def test_what_only_looks_like_a_domain_of_servers_stays_as_it_is() -> None:
    assert address_key("anna@xn--ü.example") == "anna@xn--ü.example"


@pytest.mark.parametrize(
    ("domain", "known_as"),
    [
        ("posta.example", "posta.example"),
        ("città.example", "xn--citt-3na.example"),
        ("CITTÀ.example", "xn--citt-3na.example"),
        ("groß.example", "xn--gro-7ka.example"),  # and not gross.example, which is somebody else's
    ],
)
def test_a_domain_as_servers_know_it(domain: str, known_as: str) -> None:
    assert ascii_domain(domain) == known_as


@pytest.mark.parametrize("domain", ["ci tà.example", "caffè☕.example", f"{'è' * 70}.example"])
def test_what_is_no_domain_is_refused(domain: str) -> None:
    with pytest.raises(UnicodeError):
        ascii_domain(domain)
