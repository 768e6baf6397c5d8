"""The connection itself: imaplib with a read buffer that can be asked whether it holds something.

`select` cannot see into a buffer. A server may send the notice of a new mail in one packet with its answer to IDLE; a
client that then waits on the socket alone sleeps beside the news (an IDLE gone deaf).
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from contextlib import suppress
from typing import Any

from imap_tools import BaseMailBox

from mailflow.mailbox.port import MailboxRefused

CHUNK = 256 * 1024


class _Buffered(imaplib.IMAP4):
    _buffer = bytearray()
    _buffer_of: socket.socket | None = None

    def open(self, *where: Any, **how: Any) -> None:
        super().open(*where, **how)
        # APPEND goes out in pieces: without this each of them may wait for the answer to the one before
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)

    def _fill(self) -> None:
        if self._buffer_of is not self.sock:
            # a fresh connection, or TLS has just begun: what was sent before it in plain text is nobody's word
            self._buffer, self._buffer_of = bytearray(), self.sock
        data = self.sock.recv(CHUNK)
        if not data:
            raise self.abort("the server closed the connection")
        self._buffer += data

    def read(self, size: int) -> bytes:
        while self._buffer_of is not self.sock or len(self._buffer) < size:
            self._fill()
        return self._take(size)

    def readline(self) -> bytes:
        searched = 0
        while self._buffer_of is not self.sock or (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer) if self._buffer_of is self.sock else 0
            self._fill()
        return self._take(end + 1)

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    @property
    def holds_more(self) -> bool:
        """Whether something is here to read that waiting on the socket would not show."""
        tls_rest = self.sock.pending() if isinstance(self.sock, ssl.SSLSocket) else 0
        return tls_rest > 0 or (self._buffer_of is self.sock and bool(self._buffer))


class _BufferedTls(_Buffered, imaplib.IMAP4_SSL):
    pass


class Box(BaseMailBox):
    """imap-tools over such a connection. Raises what they and ssl raise, and MailboxRefused without STARTTLS."""

    client: _Buffered

    def __init__(self, host: str, port: int, security: str, context: ssl.SSLContext, timeout: float) -> None:
        self._where = (host, port, security, context, timeout)
        super().__init__()

    def _get_mailbox_client(self) -> _Buffered:
        host, port, security, context, timeout = self._where
        if security == "tls":
            return _BufferedTls(host, port, ssl_context=context, timeout=timeout)
        client = _Buffered(host, port, timeout)
        if security == "starttls":
            try:
                self._start_tls(client, context)
            except BaseException:
                with suppress(OSError):  # the failure itself is what is to be told
                    client.shutdown()
                raise
        return client

    def _start_tls(self, client: _Buffered, context: ssl.SSLContext) -> None:
        if "STARTTLS" not in client.capabilities:
            host, port, *_ = self._where
            raise MailboxRefused(f"mailbox.security: {host} port {port} offers no STARTTLS")
        client.starttls(context)
