"""Dovecot: IMAP, plain and TLS, and an LMTP door, without root's rights."""

from __future__ import annotations

import getpass
import os
import smtplib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from imap_tools import MailBoxUnencrypted

from mailflow.mailbox.account import ImapAccount
from tests.servers.certificates import Certificates
from tests.servers.process import LOOPBACK, answers, as_user, free_port, needs, primary_group, running, server_folder

PASSWORD = "secret"


@dataclass(frozen=True)
class Dovecot:
    """Every user name is taken, with the password `secret`: a test takes a new one and has a new, empty box."""

    imap_port: int
    imaps_port: int
    lmtp_port: int
    log: Path
    auth_port: int

    def account(self, user: str | None = None, **changes: Any) -> ImapAccount:
        """An account over plain IMAP, with a new box unless `user` is given."""
        settings: dict[str, Any] = {
            "host": LOOPBACK,
            "port": self.imap_port,
            "security": "none",
            "user": user or new_user(),
            "password": PASSWORD,
            "timeout": timedelta(seconds=10),
            "poll": timedelta(milliseconds=200),
        }
        return ImapAccount(**{**settings, **changes})

    def deliver(self, user: str, raw: bytes, sender: str = "someone@elsewhere.example") -> None:
        """As the MTA does: by LMTP."""
        with smtplib.LMTP(LOOPBACK, self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [user], raw)

    def append(self, user: str, raw: bytes, arrived: datetime | None = None, flags: tuple[str, ...] = ()) -> None:
        """As a colleague's mail program does, with flags and INTERNALDATE."""
        with self.colleague(user) as box:
            box.append(raw, "INBOX", dt=arrived, flag_set=flags or None)

    def colleague(self, user: str) -> MailBoxUnencrypted:
        """A person's own session with the same box."""
        box = MailBoxUnencrypted(LOOPBACK, self.imap_port, timeout=10)
        box.login(user, PASSWORD)
        return box


def new_user() -> str:
    return f"u{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """Dovecot as Debian ships it, shared by all tests of the session."""
    with start_dovecot(certificates) as server:
        yield server


@contextmanager
def start_dovecot(
    certificates: Certificates,
    *,
    capability: str = "",
    quota: str = "",
    separator: str = "/",
    prefix: str = "",
    mailboxes: str = "",
    introspection: str = "",
    more: str = "",
) -> Iterator[Dovecot]:
    """`capability` replaces what the server says it can; `quota` is such as `20k`; `prefix` such as `INBOX.`.

    `introspection`: the URL where OAuth 2 tokens are looked at (RFC 7662); they let people in, and an MTA may ask after
    them at `auth_port`.
    `mailboxes` stands in the configuration of the namespace, `more` at its end.
    """
    program = needs("dovecot", "dovecot-imapd")
    root = os.geteuid() == 0
    user = "nobody" if root else getpass.getuser()
    ports = (free_port(), free_port(), free_port())
    auth_port = free_port()
    with server_folder("dovecot", owner=user) as folder:
        (folder / "cert.pem").write_bytes(certificates.server_chain)
        (folder / "key.pem").write_bytes(certificates.server_key)
        log = folder / "dovecot.log"
        config = folder / "dovecot.conf"
        if introspection:
            (folder / "oauth2.conf").write_text(OAUTH.format(introspection=introspection))
        config.write_text(
            CONFIG.format(
                folder=folder,
                user=user,
                group=primary_group(user),
                imap=ports[0],
                imaps=ports[1],
                lmtp=ports[2],
                separator=separator,
                prefix=prefix,
                mailboxes=mailboxes,
                capability=f"imap_capability = {capability}" if capability else "",
                quota=QUOTA.format(limit=quota) if quota else "",
                mechanisms="plain login xoauth2" if introspection else "plain login",
                oauth=OAUTH_PASSDB.format(folder=folder, auth_port=auth_port) if introspection else "",
            )
            + more
        )
        command = [*as_user(user), program, "-F", "-c", str(config)]
        with running(command, log, lambda: all(answers(port) for port in ports)):
            yield Dovecot(*ports, log, auth_port)


QUOTA = """
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota
}}
plugin {{
  quota = count:User quota
  quota_vsizes = yes
  quota_rule = *:storage={limit}
}}
"""

OAUTH_PASSDB = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth_port}
  }}
}}
"""

OAUTH = """
introspection_mode = post
introspection_url = {introspection}
username_attribute = username
active_attribute = active
active_value = true
"""

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
auth_verbose = yes
listen = 127.0.0.1
protocols = imap lmtp
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
{oauth}
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%n
mail_max_userip_connections = 50
{capability}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  {mailboxes}
}}
service imap-login {{
  chroot =
  service_count = 0
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service imap {{
  service_count = 0
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  postmaster_address = postmaster@mailflow.example
  auth_username_format = %n
}}
{quota}
"""
