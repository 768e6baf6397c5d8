"""OAuth 2 access tokens for IMAP and SMTP (RFC 6749 sections 4.4 and 6), fetched when the last one runs out."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from threading import Lock
from typing import Protocol

EARLY = 60  # seconds before its end that a token is no longer used
TIMEOUT = 30  # seconds


class TokenRefusedError(OSError):
    """The token endpoint gave no token; in its own words, without any secret."""


class Token(Protocol):
    """Gives an access token. Raises OSError."""

    def __call__(self) -> str: ...  # noqa: D102

    def forget(self) -> bool: ...  # noqa: D102


class TokenSource:
    """Call it for an access token: for the mailbox's owner with a refresh token, else for the application itself."""

    def __init__(
        self, *, url: str, client_id: str, client_secret: str | None, refresh_token: str | None, scope: str
    ) -> None:
        self._url = url
        self._form = {"client_id": client_id, "grant_type": "refresh_token" if refresh_token else "client_credentials"}
        self._form |= {"client_secret": client_secret} if client_secret else {}
        self._form |= {"refresh_token": refresh_token} if refresh_token else {}
        self._form |= {"scope": scope} if scope else {}
        self._token = ""
        self._until = 0.0
        self._given = 0  # times that the token was given out
        self._lock = Lock()

    def __call__(self) -> str:
        """A token that is good for a minute at least. Raises TokenRefusedError (an OSError)."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._fetch()
            self._given += 1
            return self._token

    def forget(self) -> bool:
        """A server refused the token: True where another one may help, this one not being fresh. It is fetched next."""
        with self._lock:
            was_fresh, self._until = self._given <= 1, 0.0
            return not was_fresh

    def _fetch(self) -> None:
        request = urllib.request.Request(  # noqa: S310 - the settings allow https, and http on loopback
            self._url, data=urllib.parse.urlencode(self._form).encode(), headers={"Accept": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            raise TokenRefusedError(f"the token endpoint refused ({error.code}): {_reason(error.read())}") from error
        except (urllib.error.URLError, ValueError) as error:
            raise TokenRefusedError(f"the token endpoint gave no answer that can be read: {error}") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("access_token"), str):
            raise TokenRefusedError("the token endpoint gave no access token")
        self._token, self._given = answer["access_token"], 0
        self._until = time.monotonic() + float(answer.get("expires_in", 300)) - EARLY


def _reason(body: bytes) -> str:
    try:
        answer = json.loads(body)
        return str(answer.get("error_description") or answer.get("error"))[:200]
    except (ValueError, AttributeError):
        return "no reason given"
