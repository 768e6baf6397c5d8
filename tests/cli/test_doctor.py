"""`doctor`: the sending domain by a name server of the test's own, the clock by a time server of its own."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from mailflow.cli.domain import sending_domain
from mailflow.cli.sntp import clock_offset
from tests.cli.conftest import Service

Zone = Mapping[tuple[str, str], list[str]]
DOMAIN = "office.example"
SOUND: dict[tuple[str, str], list[str]] = {
    (DOMAIN, "SOA"): ["ns.office.example. hostmaster.office.example. 1 2 3 4 5"],
    (DOMAIN, "MX"): ["10 mx.office.example."],
    (DOMAIN, "TXT"): ['"other=1"', '"v=spf1 mx -all"'],
    (f"default._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; k=rsa; " "p=MIIB"'],
    (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject"'],
}
RIGHT = [
    f"MX: {DOMAIN} takes mail",
    "SPF: v=spf1 mx -all",
    "DKIM: a key under the selector 'default'",
    f"DMARC: {DOMAIN} asks receivers to reject what is not proven",
]


@contextmanager
def answering(answer: Callable[[bytes], bytes | None]) -> Iterator[int]:
    """A UDP server on loopback; its port. None: it stays silent."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            question, socket = self.request
            said = answer(question)
            if said is not None:
                socket.sendto(said, self.client_address)

    with socketserver.UDPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def name_server(zone: Zone) -> Callable[[bytes], bytes]:
    names = {name for name, _ in zone}

    def answer(question: bytes) -> bytes:
        asked = dns.message.from_wire(question)
        response = dns.message.make_response(asked)
        response.flags |= dns.flags.AA
        [wanted] = asked.question
        name, kind = wanted.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(wanted.rdtype)
        if not any(known == name or known.endswith(f".{name}") for known in names):
            response.set_rcode(dns.rcode.NXDOMAIN)
        elif (name, kind) in zone:
            response.answer.append(dns.rrset.from_text_list(wanted.name, 60, "IN", kind, zone[name, kind]))
        return response.to_wire()

    return answer


def found(zone: Zone, *selectors: str, domain: str = DOMAIN) -> list[tuple[bool, str]]:
    with answering(name_server(zone)) as port:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], port, 5.0
        return [(finding.ok, finding.words) for finding in sending_domain(domain, selectors, resolver)]


def test_a_domain_in_order_is_said_to_be() -> None:
    assert found(SOUND) == [(True, words) for words in RIGHT]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {(DOMAIN, "TXT"): ['"other=1"']},
            f"SPF: {DOMAIN} names no senders; add a TXT record such as `v=spf1 mx include:YOUR-PROVIDER -all`",
        ),
        (
            {(DOMAIN, "TXT"): ['"v=spf1 mx -all"', '"v=spf1 a -all"']},
            f"SPF: {DOMAIN} has 2 records, which counts as none; make them one",
        ),
        (
            {(DOMAIN, "TXT"): ['"v=spf1 +all"']},
            f"SPF: {DOMAIN} lets anybody send in its name (`+all`); end the record with `-all`",
        ),
        (
            {(DOMAIN, "TXT"): ['"v=spf1 mx"']},
            f"SPF: the record of {DOMAIN} says nothing of all others; end it with `-all`",
        ),
        (
            {(f"default._domainkey.{DOMAIN}", "TXT"): ['"v=DKIM1; p="']},
            "DKIM: the key under the selector 'default' was revoked; have a new one made",
        ),
        (
            {(f"default._domainkey.{DOMAIN}", "TXT"): ['"nothing"']},
            f"DKIM: {DOMAIN} has no key under the usual selectors; where yours has another name, say --selector NAME "
            "(the s= of DKIM-Signature in any mail of yours)",
        ),
        (
            {(f"_dmarc.{DOMAIN}", "TXT"): ['"nothing"']},
            f"DMARC: {DOMAIN} has no policy; add `v=DMARC1; p=none` at _dmarc.{DOMAIN} to begin with",
        ),
        (
            {(DOMAIN, "MX"): []},
            f"MX: {DOMAIN} has no mail server in the DNS: answers to our mail go nowhere; add an MX record",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy(changed: Zone, words: str) -> None:
    zone = {key: records for key, records in {**SOUND, **changed}.items() if records}
    assert [said for ok, said in found(zone) if not ok] == [words]


def test_a_policy_that_only_watches_is_in_order() -> None:
    zone = {**SOUND, (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=none"']}
    assert found(zone)[-1] == (
        True, f"DMARC: {DOMAIN} only watches (p=none); once SPF and DKIM hold, ask to quarantine",
    )  # fmt: skip


def test_the_policy_of_the_domain_above_holds_below() -> None:
    zone = {**SOUND, (f"mail.{DOMAIN}", "SOA"): SOUND[DOMAIN, "SOA"]}
    assert found(zone, domain=f"mail.{DOMAIN}")[-1] == (
        True, f"DMARC: {DOMAIN} asks receivers to reject what is not proven",
    )  # fmt: skip


def test_a_selector_that_is_named_is_the_one_looked_for() -> None:
    assert found({**SOUND, (f"mail2010._domainkey.{DOMAIN}", "TXT"): ['"p=MIIB"']}, "mail2010")[2] == (
        True, "DKIM: a key under the selector 'mail2010'",
    )  # fmt: skip
    assert found(SOUND, "mail2010")[2] == (
        False, f"DKIM: {DOMAIN} has no key under mail2010; ask who runs the mail server",
    )  # fmt: skip


def test_a_domain_nobody_knows_is_told_once() -> None:
    assert found(SOUND, domain="elsewhere.example") == [
        (
            False,
            "DNS: the name server knows no domain elsewhere.example: receivers will refuse its mail; "
            "or it sees only this network, then ask another with --dns",
        )
    ]


def test_a_name_server_that_cannot_be_reached_is_told_plainly() -> None:
    with answering(lambda _: None) as port:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.lifetime = ["127.0.0.1"], port, 0.2
        said = [(finding.ok, finding.words) for finding in sending_domain(DOMAIN, (), resolver)]
    assert said == [
        (
            False,
            f"DNS: nothing can be said of {DOMAIN}: no name server answered in time; "
            "try again where the DNS can be reached",
        )
    ]


def time_server(off: timedelta) -> Callable[[bytes], bytes]:
    def answer(_: bytes) -> bytes:
        since = datetime.now(UTC) + off - datetime(1900, 1, 1, tzinfo=UTC)
        stamp = struct.pack("!II", int(since.total_seconds()), since.microseconds * 4294)
        return b"\x1c" + bytes(31) + stamp + stamp

    return answer


def test_the_clock_is_compared() -> None:
    with answering(time_server(timedelta(minutes=5))) as port:
        assert round(clock_offset("127.0.0.1", port) / timedelta(minutes=1)) == 5
    with answering(time_server(timedelta(minutes=-2))) as port:
        assert round(clock_offset("127.0.0.1", port) / timedelta(minutes=1)) == -2


def test_a_healthy_service_is_said_to_be(service: Service) -> None:
    with answering(name_server(SOUND)) as dns_port, answering(time_server(timedelta())) as ntp_port:
        said = service("doctor", "--dns", f"127.0.0.1:{dns_port}", "--ntp", f"127.0.0.1:{ntp_port}")
    assert (said.code, said.err) == (0, "")
    assert said.lines[:4] == [f"ok   {words}" for words in RIGHT]
    assert "ok   smtp: 127.0.0.1 takes our mail" in said.lines
    assert said.lines[-2] == "ok   clock: right"
    assert [line for line in said.lines if "IDLE" in line] == [
        "ok   mailbox: the server tells of new mail at once (IDLE)"
    ]


def test_a_wrong_clock_is_told_with_its_remedy(service: Service) -> None:
    with answering(name_server(SOUND)) as dns_port, answering(time_server(timedelta(hours=1))) as ntp_port:
        said = service("doctor", "--dns", f"127.0.0.1:{dns_port}", "--ntp", f"127.0.0.1:{ntp_port}")
    [told] = [line for line in said.lines if line.startswith("NOT")]
    assert (told[:13], told[-42:]) == ("NOT  clock: 3", " s slow; set it (timedatectl set-ntp true)")
    assert (said.code, said.err.splitlines()) == (1, [f"1 of {len(said.lines)} things are not as they should be"])
