"""Whether the receiving server proved the sender (RFC 8601 Authentication-Results)."""

from __future__ import annotations

from authres import AuthenticationResultsHeader
from authres.core import AuthResError

from mailflow.domain.address import address_key
from mailflow.message.model import Message

# The one property that names the domain a method has checked (RFC 8601 section 2.7); the others are the sender's words.
SPEAKS_OF = {"dmarc": "header.from", "dkim": "header.d", "spf": "smtp.mailfrom"}


def proven(message: Message, authserv_id: str | None) -> bool | None:
    """True: the configured server says the From domain is proven; False: it says it failed; None: it says nothing.

    Only headers of that authserv-id count, and of those only the topmost: anybody may write the others. A domain is
    proven by DMARC, or by DKIM or SPF, that passed for the very domain of the sender: of a mail in a certified
    envelope, or under two From fields, the server may have looked at another one's.
    """
    if not authserv_id:
        return None
    for value in message.authentication_results:
        try:
            header = AuthenticationResultsHeader.parse_value(value)
        except AuthResError:
            continue  # not a header our server writes: it cannot count, for or against
        if header.authserv_id.casefold() == authserv_id.casefold():
            return _verdict(header, address_key(message.sender.email).rpartition("@")[2])
    return None


def _verdict(header: AuthenticationResultsHeader, domain: str) -> bool | None:
    verdicts: dict[str, set[str]] = {}
    for result in header.results:
        method, verdict = result.method.casefold(), result.result.casefold()
        speaks_of = {
            address_key(p.value).rpartition("@")[2]
            for p in result.properties
            if p.value and f"{p.type}.{p.name}".casefold() == SPEAKS_OF.get(method)
        }
        if domain in speaks_of or (verdict == "fail" and method == "dmarc" and not speaks_of):
            verdicts.setdefault(method, set()).add(verdict)
    if "pass" in verdicts.get("dmarc", ()):
        return True
    if "fail" in verdicts.get("dmarc", ()):
        return False
    if "pass" in verdicts.get("dkim", set()) | verdicts.get("spf", set()):
        return True
    return False if "fail" in verdicts.get("dkim", set()) | verdicts.get("spf", set()) else None
