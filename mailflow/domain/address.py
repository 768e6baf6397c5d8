"""How mail addresses compare, and how their domains are written for servers."""

from __future__ import annotations

from email.utils import parseaddr
from functools import lru_cache
from unicodedata import category, normalize

_BETWEEN = "-\u00b7\u200c\u200d"  # what a label may have beside letters and digits
_ENCODED = "xn--"  # what a label of a domain begins with that is written in ASCII


def address_key(address: str | None) -> str:
    """An address as it is compared: in small letters, its domain as people read it; `''` where there is none.

    Letters are made small and not folded: folding makes one of `weiß@` and `weiss@`, which may be two people.
    """
    key = (address or "").strip().lower()
    if _ENCODED not in key:
        return key
    local, _, domain = key.rpartition("@")
    return f"{local}@{'.'.join(map(_read, domain.split('.')))}"


@lru_cache(maxsize=256)  # the organizers' are asked for with every mail
def mailbox_key(mailbox: str) -> str:
    """The address of `Name <address>`, as it is compared."""
    return address_key(parseaddr(mailbox)[1])


def ascii_domain(domain: str) -> str:
    """The domain as servers know it (RFC 5891). Raises UnicodeError where there can be none such.

    The codec of the standard library follows the rules of 2003, by which `groß.example` is `gross.example`: a mail
    would go to somebody else.
    """
    if domain.isascii():
        return domain
    return ".".join(map(_written, normalize("NFKC", domain.lower()).replace("。", ".").split(".")))


def _written(label: str) -> str:
    if label.isascii():
        return label
    written = f"{_ENCODED}{label.encode('punycode').decode()}"
    if len(written) > 63 or any(category(char)[0] not in "LMN" and char not in _BETWEEN for char in label):
        raise UnicodeError(f"{label!r} is no part of a domain")
    return written


def _read(label: str) -> str:
    if not label.startswith(_ENCODED):
        return label
    try:
        return label.removeprefix(_ENCODED).encode().decode("punycode")
    except UnicodeError:
        return label
