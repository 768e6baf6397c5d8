"""Two pages over HTTP, for machines that watch: `/healthz` and `/metrics`. Nothing can be changed through them."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from mailflow.flow.trouble import EVENTS
from mailflow.health import Health
from mailflow.watching.figures import Figures

log = structlog.get_logger()

PATIENCE = 10.0  # seconds that whoever connects may take to ask


@contextmanager
def pages(host: str, port: int, health: Health, figures: Figures) -> Iterator[int]:
    """Served by a thread until the block ends; the port (a free one for 0). Raises OSError where it is taken."""

    class Answering(BaseHTTPRequestHandler):
        timeout = PATIENCE
        server_version = "mailflow"
        sys_version = ""

        def do_GET(self) -> None:
            match self.path.partition("?")[0]:
                case "/healthz":
                    status, told = healthz(health)
                    self._answer(status, "application/json", json.dumps(told, ensure_ascii=False).encode())
                case "/metrics":
                    self._answer(HTTPStatus.OK, CONTENT_TYPE_LATEST, generate_latest(figures.registry))
                case _:
                    self._answer(HTTPStatus.NOT_FOUND, "text/plain", b"/healthz and /metrics are here\n")

        do_HEAD = do_GET  # noqa: N815  http.server's name: some who watch ask for the status alone

        def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
            log.debug("asked over http", what=format % args)

    with _Server((host, port), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, name="http")
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def healthz(health: Health) -> tuple[HTTPStatus, dict[str, object]]:
    """200 where every part works; 503 with what is wrong, in words, and since when.

    An event file that cannot be used is told there too, with 200: everything works, by the file as it was, and whoever
    starts a program anew that says 503 would stop it. `stands_by`: mailboxes that another program watches, and which.
    """
    troubles: dict[str, object] = {
        part: {"why": why, "since": since.isoformat()} for part, (why, since) in sorted(health.troubles.copy().items())
    }
    for part in health.silent():
        troubles.setdefault(part, {"why": "it hangs: nothing was heard of it for too long", "since": None})
    works = troubles.keys() <= {EVENTS}
    status = HTTPStatus.OK if works else HTTPStatus.SERVICE_UNAVAILABLE
    return status, {
        "ok": works,
        "parts": list(health.parts()),
        "troubles": troubles,
        "stands_by": dict(sorted(health.standing_by.copy().items())),
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)
