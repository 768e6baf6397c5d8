"""`mailflow doctor`: the sending domain, what the servers can, the special folders, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Annotated

import dns.exception
import dns.resolver
import typer
from rich.console import Console

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Problem, examples
from mailflow.cli.check import submission
from mailflow.cli.domain import sending_domain
from mailflow.cli.each import ways_in
from mailflow.cli.sntp import clock_offset
from mailflow.cli.waiting import waiting
from mailflow.cli.words import say
from mailflow.config.settings import Settings, load_settings
from mailflow.mailbox.port import Finding

app = typer.Typer(rich_markup_mode="rich")

RIGHT = timedelta(seconds=30)  # off by less, nobody's reminder is early
DNS_SECONDS = 5.0


@app.command(
    epilog=examples(
        "mailflow doctor", "mailflow doctor --selector mail2010", "mailflow doctor --dns 9.9.9.9 --ntp time.example.org"
    )
)
def doctor(
    *,
    selector: Annotated[list[str] | None, typer.Option(help="The name of your DKIM key, where it is known.")] = None,
    dns_: Annotated[
        str | None,
        typer.Option("--dns", metavar="HOST[:PORT]", help="Ask this name server, in place of this machine's."),
    ] = None,
    ntp: Annotated[str, typer.Option(metavar="HOST[:PORT]", help="Ask this time server.")] = "pool.ntp.org",
    config: ConfigPath = DEFAULT_CONFIG,
) -> None:
    """Look at what makes mail arrive and be believed: SPF, DKIM, DMARC, IDLE, special folders, the clock."""
    settings = load_settings(config)
    console = Console(highlight=False, soft_wrap=True)
    findings: list[Finding] = []
    with waiting("looking"):
        for finding in _findings(settings, tuple(selector or ()), dns_, ntp):
            mark, style = ("ok ", None) if finding.ok else ("NOT", "red")
            console.print(f"{mark}  {finding.words}", markup=False, style=style)
            findings.append(finding)
    wrong = sum(not finding.ok for finding in findings)
    if wrong:
        raise Problem(say("check.wrong", count=wrong, of=len(findings)))


def _findings(settings: Settings, selectors: tuple[str, ...], name_server: str | None, ntp: str) -> Iterator[Finding]:
    domain = parseaddr(settings.smtp.sender)[1].rpartition("@")[2].lower()
    yield from _dns(domain, selectors, name_server)
    yield from ways_in(settings)
    for known in dict.fromkeys(box.authserv_id for box in settings.mailbox):
        yield Finding(True, say("doctor.proof", authserv=known) if known else say("doctor.no_proof"))
    yield submission(settings)
    yield _clock(ntp)
    for zone in dict.fromkeys(event.timezone for event in settings.loaded_events):
        at = f"{datetime.now(UTC).astimezone(zone):%Y-%m-%d %H:%M}"
        yield Finding(True, say("doctor.clock_zone", zone=zone.key, at=at))


def _dns(domain: str, selectors: tuple[str, ...], name_server: str | None) -> Iterator[Finding]:
    try:
        resolver = dns.resolver.Resolver(configure=name_server is None)
        if name_server is not None:
            host, port = _address(name_server, 53)
            resolver.nameservers, resolver.port = [host], port
        resolver.lifetime = DNS_SECONDS
    except (dns.exception.DNSException, ValueError, OSError) as error:
        yield Finding(False, say("doctor.no_dns", why=error))
        return
    yield from sending_domain(domain, selectors, resolver)


def _clock(server: str) -> Finding:
    host, port = _address(server, 123)
    try:
        off = clock_offset(host, port)
    except OSError as error:
        return Finding(True, say("doctor.clock_unknown", host=host, why=error.strerror or error))
    if abs(off) > RIGHT:
        way = "doctor.clock_slow" if off > timedelta(0) else "doctor.clock_fast"
        return Finding(False, say(way, seconds=round(abs(off).total_seconds())))
    return Finding(True, say("doctor.clock_right"))


def _address(text: str, port: int) -> tuple[str, int]:
    host, _, named = text.rpartition(":")
    return (host, int(named)) if host and named.isdecimal() and ":" not in host else (text, port)
