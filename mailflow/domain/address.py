"""How mail addresses compare."""

from __future__ import annotations


def address_key(address: str | None) -> str:
    """An address as it is compared: in small letters, `''` where there is none.

    Letters are made small and not folded: folding makes one of `weiß@` and `weiss@`, which may be two people.
    """
    return (address or "").strip().lower()
