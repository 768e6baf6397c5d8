"""What the DNS says of the domain our mail comes from: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489), MX."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import dns.exception
import dns.resolver

from mailflow.mailbox.port import Finding

# the names that the common mail servers and providers give their keys, where nobody tells us ours
SELECTORS = ("default", "dkim", "mail", "google", "selector1", "selector2", "k1", "s1", "s2", "smtp", "key1", "mx")


class NoAnswer(Exception):  # noqa: N818  a state of the world, not a fault of the program
    """The DNS could not be asked."""


def sending_domain(domain: str, selectors: Sequence[str], resolver: dns.resolver.Resolver) -> Iterator[Finding]:
    """What receivers will find. `selectors`: of our DKIM keys; the usual names where none is known."""
    try:
        if not _exists(domain, resolver):
            yield Finding(
                False,
                f"DNS: the name server knows no domain {domain}: receivers will refuse its mail; "
                "or it sees only this network, then ask another with --dns",
            )
            return
        yield _mx(domain, resolver)
        yield _spf(domain, resolver)
        yield _dkim(domain, selectors, resolver)
        yield _dmarc(domain, resolver)
    except NoAnswer as error:
        yield Finding(False, f"DNS: nothing can be said of {domain}: {error}; try again where the DNS can be reached")


def _exists(domain: str, resolver: dns.resolver.Resolver) -> bool:
    try:
        resolver.resolve(domain, "SOA", raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN:
        return False
    except (dns.exception.DNSException, OSError) as error:
        raise NoAnswer(_plain(error)) from error
    return True


def _mx(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    if _records(domain, "MX", resolver):
        return Finding(True, f"MX: {domain} takes mail")
    return Finding(
        False, f"MX: {domain} has no mail server in the DNS: answers to our mail go nowhere; add an MX record"
    )


def _spf(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    found = [text for text in _records(domain, "TXT", resolver) if text.lower().split(" ")[0] == "v=spf1"]
    if not found:
        return Finding(
            False, f"SPF: {domain} names no senders; add a TXT record such as `v=spf1 mx include:YOUR-PROVIDER -all`"
        )
    if len(found) > 1:
        return Finding(False, f"SPF: {domain} has {len(found)} records, which counts as none; make them one")
    last = found[0].lower().split()[-1]
    if last in ("all", "+all"):
        return Finding(False, f"SPF: {domain} lets anybody send in its name (`{last}`); end the record with `-all`")
    if not last.endswith("all") and not last.startswith("redirect="):
        return Finding(False, f"SPF: the record of {domain} says nothing of all others; end it with `-all`")
    return Finding(True, f"SPF: {found[0]}")


def _dkim(domain: str, selectors: Sequence[str], resolver: dns.resolver.Resolver) -> Finding:
    for selector in selectors or SELECTORS:
        for text in _records(f"{selector}._domainkey.{domain}", "TXT", resolver):
            key = _tags(text).get("p")
            if key:
                return Finding(True, f"DKIM: a key under the selector {selector!r}")
            if key == "":
                return Finding(False, f"DKIM: the key under the selector {selector!r} was revoked; have a new one made")
    if selectors:
        return Finding(False, f"DKIM: {domain} has no key under {', '.join(selectors)}; ask who runs the mail server")
    return Finding(
        False,
        f"DKIM: {domain} has no key under the usual selectors; where yours has another name, say --selector NAME "
        "(the s= of DKIM-Signature in any mail of yours)",
    )


def _dmarc(domain: str, resolver: dns.resolver.Resolver) -> Finding:
    """The domain's own record, else that of the domain above it, whose policy holds below (RFC 7489 section 6.6.3)."""
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        above = ".".join(labels[start:])
        found = [text for text in _records(f"_dmarc.{above}", "TXT", resolver) if text.startswith("v=DMARC1")]
        if found:
            policy = _tags(found[0]).get("sp" if start else "p") or _tags(found[0]).get("p", "")
            if policy in ("quarantine", "reject"):
                return Finding(True, f"DMARC: {above} asks receivers to {policy} what is not proven")
            return Finding(
                True, f"DMARC: {above} only watches (p={policy or '?'}); once SPF and DKIM hold, ask to quarantine"
            )
    return Finding(False, f"DMARC: {domain} has no policy; add `v=DMARC1; p=none` at _dmarc.{domain} to begin with")


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
        return "no name server answered in time"
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
