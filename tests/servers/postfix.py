"""Postfix: what people's mail goes through on its way to the box, and ours on its way to people.

Its master starts only as root, who lends it a port and then runs everything else as user postfix; it has a queue,
configuration and data of its own, and is no system service.
"""

from __future__ import annotations

import os
import smtplib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from mailflow.outbox.smtp import SmtpAccount
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.process import LOOPBACK, WITH_US, answers, free_port, needs, running, server_folder
from tests.servers.sink import Sink, start_sink

DOMAIN = "mailflow.example"
LMTP_DOMAIN = "lmtp.example"


@dataclass(frozen=True)
class Postfix:
    """Delivers mail for anyone at mailflow.example to Dovecot, for anyone at lmtp.example to whoever listens on
    `lmtp_port`, and all other mail to `sink`. Offers STARTTLS. What it cannot deliver it tries again within seconds."""

    port: int
    log: Path
    dovecot: Dovecot
    sink: Sink
    lmtp_port: int
    rules: Path

    def refuse(self, **recipients: str) -> None:
        """From the next session on these recipients get these words for an answer, and no others."""
        self.rules.write_text("".join(f"{address} {words}\n" for address, words in recipients.items()))

    def account(self, **changes: Any) -> SmtpAccount:
        settings: dict[str, Any] = {
            "host": LOOPBACK,
            "port": self.port,
            "security": "none",
            "sender": f"info@{DOMAIN}",
            "timeout": timedelta(seconds=10),
        }
        return SmtpAccount(**{**settings, **changes})

    def submit(self, sender: str, recipient: str, raw: bytes) -> None:
        """As a person's own mail program does."""
        with smtplib.SMTP(LOOPBACK, self.port, local_hostname="localhost", timeout=10) as smtp:
            smtp.sendmail(sender, [recipient], raw)


@pytest.fixture(scope="session")
def postfix(dovecot: Dovecot, certificates: Certificates) -> Iterator[Postfix]:
    with start_postfix(dovecot, certificates) as server:
        yield server


@contextmanager
def start_postfix(dovecot: Dovecot, certificates: Certificates, *, login: bool = False) -> Iterator[Postfix]:
    """`login`: takes mail only from whom Dovecot lets in."""
    program = needs("postfix", "postfix")
    if os.geteuid() != 0:
        pytest.skip("left out: Postfix starts only as root")
    port, lmtp_port = free_port(), free_port()
    with server_folder("postfix") as folder, start_sink() as sink:
        config, queue, data, log = (folder / name for name in ("etc", "queue", "data", "maillog"))
        for made in (config, queue):
            made.mkdir()
        subprocess.run(["install", "-d", "-o", "postfix", str(data)], check=True)
        (config / "cert.pem").write_bytes(certificates.server_key + certificates.server_chain)
        values = {"folder": folder, "lmtp": dovecot.lmtp_port, "sink": sink.port, "domain": DOMAIN}
        values |= {"auth_port": dovecot.auth_port, "lmtp_domain": LMTP_DOMAIN, "lmtp_port": lmtp_port}
        (config / "main.cf").write_text((MAIN + LOGIN if login else MAIN).format(**values))
        rules = config / "recipients"
        rules.touch()
        (config / "master.cf").write_text(MASTER.format(port=port))
        log.touch()
        subprocess.run([program, "-c", str(config), "check"], check=True)  # lays out the queue
        daemons = Path(subprocess.check_output(["postconf", "-dh", "daemon_directory"], text=True).strip())
        command = [*WITH_US, str(daemons / "master"), "-c", str(config), "-s"]
        with running(command, folder / "out", lambda: answers(port)):
            yield Postfix(port, log, dovecot, sink, lmtp_port, rules)


MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/maillog
maillog_file_prefixes = {folder}
myhostname = mx.{domain}
mydestination =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = {domain}, {lmtp_domain}
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = inline:{{ {{{lmtp_domain} = lmtp:inet:127.0.0.1:{lmtp_port}}} }}
relayhost = [127.0.0.1]:{sink}
disable_dns_lookups = yes
smtp_tls_security_level = none
notify_classes =
smtpd_tls_chain_files = {folder}/etc/cert.pem
smtpd_tls_security_level = may
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 2s
smtputf8_enable = yes
smtpd_recipient_restrictions = check_recipient_access texthash:{folder}/etc/recipients
"""

LOGIN = """
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth_port}
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd -o max_use=1
cleanup  unix n - n - 0 cleanup
qmgr     unix n - n 1 1 qmgr
rewrite  unix - - n - - trivial-rewrite
bounce   unix - - n - 0 bounce
defer    unix - - n - 0 bounce
trace    unix - - n - 0 bounce
verify   unix - - n - 1 verify
flush    unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp     unix - - n - - smtp
lmtp     unix - - n - - lmtp
error    unix - - n - - error
retry    unix - - n - - error
anvil    unix - - n - 1 anvil
scache   unix - - n - 1 scache
tlsmgr   unix - - n 1000? 1 tlsmgr
postlog  unix-dgram n - n - 1 postlogd
"""
