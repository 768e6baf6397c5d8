"""The tables of the servers in `mailflow.toml`: the mailbox, the submission server, and how to log in there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mailflow.config.secrets import Secret
from mailflow.config.service_values import Day, Folder, FolderOrNone, Host, Organizer, Port, Wait
from mailflow.config.values import MailAddress
from mailflow.config.words import say
from mailflow.transport import Security, is_loopback


class Table(BaseModel):
    """What every table of the file holds to: no unknown key, nothing altered; docstrings describe its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class OAuth(Table):
    """OAuth 2 in place of a password (XOAUTH2): the refresh token or client secret is traded for access tokens."""

    token_url: Annotated[str, Field(pattern="^https?://")]
    """Where access tokens are given out."""
    client_id: str
    """The application's id, as registered with the provider."""
    client_secret: Secret | None = None
    """The application's secret, where it has one."""
    refresh_token: Secret | None = None
    """The mailbox owner's consent; without it the application asks in its own name (client credentials)."""
    scope: str = ""
    """What the token is to allow, as the provider calls it."""

    @model_validator(mode="after")
    def _has_a_grant(self) -> OAuth:
        if self.client_secret is None and self.refresh_token is None:
            raise ValueError(say("settings.no_grant"))
        if self.token_url.startswith("http://") and not is_loopback(self.token_url.split("/")[2].rsplit(":", 1)[0]):
            raise ValueError(say("settings.token_url"))
        return self


class Server(Table):
    """A server, and how to log in there."""

    host: Host
    """The server's name."""
    port: Port
    """Its port."""
    security: Security = "tls"
    """How the connection is encrypted; `none` is for loopback only."""
    user: str = ""
    """The name to log in with."""
    password: Secret | None = None
    """Where the password is: `{ env = "NAME" }` or `{ file = "path" }`."""
    oauth: OAuth | None = None
    """OAuth 2 in place of a password, a table of its own."""
    ca_file: Path | None = None
    """Whose signature on the server's certificate counts, in place of the system's list."""
    timeout: Wait = timedelta(seconds=60)
    """A server that is silent for so long is away."""

    @model_validator(mode="after")
    def _is_safe(self) -> Server:
        local = is_loopback(self.host)
        if self.security == "none" and not local:
            raise ValueError(say("settings.plain", host=self.host))
        if self.password is not None and self.password.text is not None and not local:
            raise ValueError(say("settings.open_password"))
        if self.password is not None and self.oauth is not None:
            raise ValueError(say("settings.two_ways"))
        return self


class MailboxSettings(Server):
    """The info@ box on its IMAP server; one of several where it stands in `[[mailbox]]`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    port: Port = 993
    """Its port."""
    user: Annotated[str, Field(min_length=1)]
    """The name to log in with, most often the address itself."""
    folder: Folder = "INBOX"
    """The folder that mail comes in."""
    handled: Folder = "Mailflow/Handled"
    """Where mail goes once it is dealt with."""
    review: Folder = "Mailflow/Review"
    """Where mail waits for a person."""
    sent: FolderOrNone = "Sent"
    """Where copies of what mailflow sent are kept; `""` for none."""
    drafts: Folder = "Drafts"
    """Where answers are laid in draft mode."""
    poll: Wait = timedelta(seconds=60)
    """How often the mailbox is looked at where the server has no IDLE."""
    since: Day | None = None
    """Mail that came in before this day is left where it lies; without it, all is read. `mailflow init` names one."""
    authserv_id: str | None = None
    """Whose `Authentication-Results` count (RFC 8601): the receiving server's name. Without it, none do."""
    event: str | None = None
    """The one event booked here, by its id, where it is one."""
    events: tuple[str, ...] = ()
    """The events booked here, by their ids; without it, all that no other mailbox names."""
    sender: MailAddress | None = Field(default=None, alias="from")
    """The name and address that mail of these events comes from, in place of `[smtp] from`."""
    addresses: tuple[MailAddress, ...] = ()
    """Further addresses that lead here: our own, and those that `[lmtp]` knows the mailbox's events by."""
    digest_to: tuple[Organizer, ...] = ()
    """The organizers of these events, in place of those of `[organizers]`."""

    @property
    def names(self) -> frozenset[str]:
        """The events it names."""
        return frozenset(self.events) | ({self.event} if self.event else frozenset())

    @model_validator(mode="after")
    def _speaks_for_events_of_its_own(self) -> MailboxSettings:
        if not self.names and (self.sender or self.digest_to):
            key = "from" if self.sender else "digest_to"
            raise ValueError(say("settings.of_which_events", key=key))
        return self

    @model_validator(mode="after")
    def _folders_differ(self) -> MailboxSettings:
        if len({self.folder, self.handled, self.review}) < 3:
            raise ValueError(say("settings.same_folder"))
        return self

    @model_validator(mode="after")
    def _can_log_in(self) -> MailboxSettings:
        if self.password is None and self.oauth is None:
            raise ValueError(say("settings.no_password"))
        return self


class SmtpSettings(Server):
    """The submission server, and the address all mail comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, populate_by_name=True)

    port: Port = 465
    """Its port."""
    sender: MailAddress = Field(alias="from")
    """The address all mail comes from, with the name people see."""

    @model_validator(mode="after")
    def _user_has_a_secret(self) -> SmtpSettings:
        if self.user and self.password is None and self.oauth is None:
            raise ValueError(say("settings.no_smtp_password"))
        return self
