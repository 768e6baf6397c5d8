"""A server that says its lines as in a play: for answers no real server can be brought to give."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from tests.servers.process import LOOPBACK


class Scripted:
    """Opens with `greeting`; then says one of `answers` for each line it hears. `{tag}` is the last command's.

    `heard` holds the lines. After the last answer it hangs up.
    """

    def __init__(self, greeting: str, answers: tuple[str, ...]) -> None:
        self._greeting, self._answers = greeting, answers
        self._listener = socket.create_server((LOOPBACK, 0))
        self.port: int = self._listener.getsockname()[1]
        self.heard: list[str] = []
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        with suppress(OSError):  # the test has ended, or the client has hung up
            while True:
                client, _ = self._listener.accept()
                with client, client.makefile("rb") as lines:
                    self._play(client, lines)

    def _play(self, client: socket.socket, lines: Iterable[bytes]) -> None:
        client.sendall(f"{self._greeting}\r\n".encode())
        tag = ""
        for answer, line in zip(self._answers, lines, strict=False):
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            self.heard.append(text)
            tag = text.split(" ")[0] if " " in text else tag
            client.sendall(answer.replace("{tag}", tag).replace("\n", "\r\n").encode() + b"\r\n")


@contextmanager
def start_scripted(greeting: str, *answers: str) -> Iterator[Scripted]:
    server = Scripted(greeting, answers)
    server._thread.start()
    try:
        yield server
    finally:
        server._listener.shutdown(socket.SHUT_RDWR)
        server._listener.close()
        server._thread.join()
