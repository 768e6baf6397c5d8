"""Addresses as they stand in a header."""

from __future__ import annotations

import pytest

from mailflow.message.headers import addresses


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ('Mario Rossi <"mario rossi"@posta.example>', "Mario Rossi", '"mario rossi"@posta.example'),
        ('"mario rossi"@posta.example', "", '"mario rossi"@posta.example'),
        ('"mario\\ rossi"@posta.example (Mario)', "Mario", '"mario rossi"@posta.example'),
        ('"mario..rossi"@posta.example', "", '"mario..rossi"@posta.example'),
        (r'<"m\"r\\@x"@posta.example>', "", r'"m\"r\\@x"@posta.example'),
        ('<"mario.rossi"@posta.example>', "", "mario.rossi@posta.example"),  # the quotes say nothing
        ('<"mario@posta.example">', "", "mario@posta.example"),
        ("<'mario@posta.example'>", "", "mario@posta.example"),
        ('"Rossi, Mario" <mario@posta.example>', "Rossi, Mario", "mario@posta.example"),
        ("Jürgen <jürgen@büro.example>", "Jürgen", "jürgen@büro.example"),
    ],
)
def test_an_address_has_one_spelling(written: str, name: str, address: str) -> None:
    assert [(one.name, one.email) for one in addresses(written)] == [(name, address)]


def test_quotes_part_no_list() -> None:
    found = addresses('"mario, rossi"@posta.example, Anna <anna@posta.example>')
    assert [one.email for one in found] == ['"mario, rossi"@posta.example', "anna@posta.example"]
