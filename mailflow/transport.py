"""How a connection to a mail server is secured: TLS with verification, or plain text on this machine alone."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Literal

Security = Literal["tls", "starttls", "none"]
Password = str | Callable[[], str]  # as it stands; or read anew at every login, for it may be another by then


def current(password: Password) -> str:
    """The password as it is now."""
    return password if isinstance(password, str) else password()


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """A client's TLS context that verifies certificate and host name, against the system's authorities or `ca_file`.

    Raises OSError or ssl.SSLError where `ca_file` cannot be read.
    """
    context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, by its name or address: only there may a password travel in plain text."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def tls_refusal(error: ssl.SSLError, host: str, port: int, section: str) -> str | None:
    """What is wrong with the server's TLS, naming the setting of `section`; None where it may pass by itself."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{section}.host: the certificate of {host} cannot be trusted ({error.verify_message})"
    if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}:
        return f'{section}.security: {host} port {port} does not open with TLS; try "starttls", or another port'
    if error.reason in {"UNSUPPORTED_PROTOCOL", "NO_PROTOCOLS_AVAILABLE", "TLSV1_ALERT_PROTOCOL_VERSION"}:
        return f"{section}.host: {host} speaks only old TLS, below 1.2"
    return None
