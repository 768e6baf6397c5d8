"""A certificate authority of the tests' own."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme


@dataclass(frozen=True)
class Certificates:
    """`ca_file` vouches for `server_chain`, which is made out to 127.0.0.1 alone: `localhost` is a wrong name."""

    ca_file: Path
    server_chain: bytes
    server_key: bytes
    _server: trustme.LeafCert

    def serve(self, context: ssl.SSLContext) -> None:
        """Lets a server's context present the certificate."""
        self._server.configure_cert(context)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("ca"))


def make_certificates(folder: Path) -> Certificates:
    """An authority of our own, its certificate in the folder, and a server's."""
    authority = trustme.CA()
    server = authority.issue_cert("127.0.0.1")
    ca_file = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    chain = b"".join(blob.bytes() for blob in server.cert_chain_pems)
    return Certificates(ca_file, chain, server.private_key_pem.bytes(), server)
