"""A TCP proxy that breaks a connection the way networks and servers do."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from tests.servers.process import LOOPBACK


@dataclass(frozen=True)
class Cut:
    """After so many more bytes from the server, both ends are reset."""

    after: int = 0


@dataclass(frozen=True)
class Stall:
    """After so many more bytes from the server nothing comes any more, and the connection stays open."""

    after: int = 0


@dataclass(frozen=True)
class HalfClose:
    """After so many more bytes from the server it says that it has finished; what the client sends still gets there."""

    after: int = 0


@dataclass(frozen=True)
class Swallow:
    """Lines from the server with these words never arrive: the server has gone deaf, or rather dumb."""

    words: bytes


@dataclass(frozen=True)
class CutOn:
    """Once the client has sent these words, both ends are reset: before the server gets them, or, `passing`, after."""

    words: bytes
    passing: bool


Fault = Cut | Stall | HalfClose | Swallow | CutOn


class Proxy:
    """Passes everything on between clients and `target` until a fault is set; it then holds for all connections."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self._links: list[tuple[socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self._fault: Fault | None = None
        self._passed = 0
        self._closing = threading.Event()
        self.said = b""  # all that clients have said

    def set(self, fault: Fault | None) -> None:
        """From now on; bytes are counted from here."""
        self._fault, self._passed = fault, 0

    def say(self, words: bytes) -> None:
        """Puts words into the server's mouth, on every connection, and cuts them."""
        for link in list(self._links):
            with suppress(OSError):
                link[0].sendall(words)
            _hang_up(link)

    def close(self) -> None:
        self._closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes who waits in accept(); close() does not
        self._listener.close()
        for link in list(self._links):
            _reset(link)
        for thread in self._threads:
            thread.join()

    def run(self) -> None:
        self._start(self._accept)

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection((LOOPBACK, self._target))
            except OSError:
                return  # closed
            link = (client, server)
            self._links.append(link)
            self._start(self._from_server, link)
            self._start(self._from_client, link)

    def _from_server(self, link: tuple[socket.socket, socket.socket]) -> None:
        client, server = link
        with suppress(OSError):  # the other direction, or a test, has ended it
            while data := server.recv(65536):
                fault = self._fault
                if isinstance(fault, Cut | Stall | HalfClose):
                    left = max(0, fault.after - self._passed)
                    client.sendall(data[:left])
                    self._passed += len(data[:left])
                    if len(data) >= left:
                        self._break(fault, link)
                        return
                elif isinstance(fault, Swallow):
                    lines = data.splitlines(keepends=True)
                    client.sendall(b"".join(line for line in lines if fault.words not in line))
                else:
                    client.sendall(data)
            client.shutdown(socket.SHUT_WR)

    def _break(self, fault: Cut | Stall | HalfClose, link: tuple[socket.socket, socket.socket]) -> None:
        match fault:
            case Cut():
                _reset(link)
            case HalfClose():
                link[0].shutdown(socket.SHUT_WR)
            case Stall():
                self._closing.wait()

    def _from_client(self, link: tuple[socket.socket, socket.socket]) -> None:
        client, server = link
        with suppress(OSError):
            while data := client.recv(65536):
                self.said += data
                fault = self._fault
                if isinstance(fault, CutOn) and fault.words in data:
                    if not fault.passing:
                        _reset(link)
                        return
                    self.set(Cut())  # the answer is the sign that it was done, and nobody hears it
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)


def _reset(link: tuple[socket.socket, socket.socket]) -> None:
    for end in link:
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.shutdown(socket.SHUT_RDWR)
    _close(link)


def _hang_up(link: tuple[socket.socket, socket.socket]) -> None:
    for end in link:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    _close(link)


def _close(link: tuple[socket.socket, socket.socket]) -> None:
    for end in link:
        end.close()


@contextmanager
def start_proxy(target: int) -> Iterator[Proxy]:
    """A proxy before the server on loopback's port `target`."""
    proxy = Proxy(target)
    proxy.run()
    try:
        yield proxy
    finally:
        proxy.close()
