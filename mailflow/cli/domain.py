"""What the DNS says of the domain our mail comes from: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), MX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import dns.exception
import dns.resolver

from mailflow.cli.words import say
from mailflow.mailbox.port import Finding

# the names that the common mail servers and providers give their keys, where nobody tells us ours
SELECTORS = ("default", "dkim", "mail", "google", "selector1", "selector2", "k1", "s1", "s2", "smtp", "key1", "mx")


class NoAnswer(Exception):  # noqa: N818  a state of the world, not a fault of the program
    """The DNS could not be asked."""


def sending_domain(domain: str, selectors: Sequence[str], resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """What receivers will find. `selectors`: of our DKIM keys; the usual names where none is known."""
    try:
        if not _exists(domain, resolver):
            yield Finding(False, say("dns.unknown", domain=domain))
            return
        yield _mx(domain, resolver)
        yield _spf(domain, resolver)
        yield _dkim(domain, selectors, resolver)
        yield _dmarc(domain, resolver)
    except NoAnswer as error:
        yield Finding(False, say("dns.nothing", domain=domain, why=error))


def _exists(domain: str, resolver: dns.resolver.Resolver) -> bool:
    try:
        resolver.resolve(domain, "SOA", raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return False
    except (dns.exception.DNSException, OSError) as error:
        raise NoAnswer(_plain(error)) from error
    return True


def _mx(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    found = bool(_records(domain, "MX", resolver))
    return Finding(found, say("dns.mx" if found else "dns.no_mx", domain=domain))


def _spf(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    found = [text for text in _records(domain, "TXT", resolver) if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return Finding(False, say("dns.no_spf", domain=domain))
    if len(found) > 1:
        return Finding(False, say("dns.spf_many", domain=domain, count=len(found)))
    last = found[0].lower().split()[-1]
    if last in ("all", "+all"):
        return Finding(False, say("dns.spf_anybody", domain=domain, last=last))
    if not last.endswith("all") and not last.startswith("redirect="):
        return Finding(False, say("dns.spf_open", domain=domain))
    return Finding(True, say("dns.spf", record=found[0]))


def _dkim(domain: str, selectors: Sequence[str], resolver: dns.resolver.Resolver) -> Finding:
    for selector in selectors or SELECTORS:
        for text in _records(f"{selector}._domainkey.{domain}", "TXT", resolver):
            key = _tags(text).get("p")
            if key is not None:
                return Finding(key != "", say("dns.dkim" if key else "dns.dkim_revoked", selector=selector))
    if selectors:
        return Finding(False, say("dns.no_dkim", domain=domain, selectors=", ".join(selectors)))
    return Finding(False, say("dns.no_usual_dkim", domain=domain))


def _dmarc(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    """The domain's own record, else that of the domain above it, whose policy holds below (RFC 7489 section 6.6.3)."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        found = [text for text in _records(f"_dmarc.{above}", "TXT", resolver) if text.startswith("v=DMARC1")]
        if found:
            policy = _tags(found[0]).get("sp" if start else "p") or _tags(found[0]).get("p", "?")
            asks = policy in ("quarantine", "reject")
            return Finding(True, say("dns.dmarc" if asks else "dns.dmarc_watches", domain=above, policy=policy))
    return Finding(False, say("dns.no_dmarc", domain=domain))


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _records(name: str, kind: str, resolver: dns.resolver.Resolver) -> list[str]:
    """The records of a name, texts joined; empty where there are none. Raises NoAnswer."""
    try:
        answer = resolver.resolve(name, kind)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise NoAnswer(_plain(error)) from error
    if kind != "TXT":
        return [record.to_text() for record in answer]
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]


def _plain(error: Exception) -> str:
    if isinstance(error, dns.exception.Timeout):
        return say("dns.late")
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
