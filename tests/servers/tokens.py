"""A token endpoint on loopback (RFC 6749), and where servers look at its tokens (RFC 7662)."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.servers.process import LOOPBACK

REFRESH, SECRET = "refresh-me", "client-secret"


@dataclass
class Tokens:
    """Gives tokens to whoever has the secrets. `valid`: those that let somebody in, and whom; `asked`: what came in."""

    port: int = 0
    lasts: int = 3600  # seconds
    valid: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def token_url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/token"

    @property
    def introspection(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/introspect"

    def revoke(self) -> None:
        """No token given so far lets anybody in."""
        self.valid.clear()

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if path == "/introspect":
            whom = self.valid.get(form.get("token", ""))
            return 200, {"active": whom is not None, "username": whom or ""}
        self.asked.append(form)
        if form.get("client_secret") != SECRET or form.get("refresh_token") not in (None, REFRESH):
            return 400, {"error": "invalid_grant", "error_description": "the refresh token has been revoked"}
        token = f"token-{len(self.asked)}"
        self.valid[token] = form["scope"]  # the scope names the mailbox, in this small world
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": self.lasts}


@dataclass(frozen=True)
class Held:
    """A token that is all there is."""

    token: str

    def __call__(self) -> str:
        return self.token

    def forget(self) -> bool:
        return False


@contextmanager
def start_tokens() -> Iterator[Tokens]:
    tokens = Tokens()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, answer = tokens.answer(self.path, {name: values[0] for name, values in parse_qs(body).items()})
            raw = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    tokens.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield tokens
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
