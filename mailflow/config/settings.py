"""`config/mailflow.toml` → Settings: one service."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from mailflow.config.event_file import load_events
from mailflow.config.problems import ConfigError, read_toml, validate
from mailflow.config.secrets import Secret
from mailflow.config.servers import MailboxSettings, SmtpSettings, Table
from mailflow.config.service_values import Cap, Host, Network, Organizer, Port, as_limit
from mailflow.config.values import MailAddress
from mailflow.config.words import say
from mailflow.decision.limits import Limit
from mailflow.domain.event import Event
from mailflow.transport import tls_context


class LimitSettings(Table):
    """How many answers one address, and all together, can draw; and what a mail may weigh, in bytes."""

    answers: tuple[Cap, ...] = (Limit(6, timedelta(hours=1)), Limit(20, timedelta(days=1)))
    """To one address; past them there is silence and one line in the digest."""
    answers_in_all: tuple[Cap, ...] = (Limit(5000, timedelta(hours=1)),)
    """To all addresses together, a net under storms."""
    mail_size: Annotated[int, Field(ge=10_000)] = 30_000_000
    """A larger mail is set aside for a person, in bytes."""

    @field_validator("answers", "answers_in_all", mode="before")
    @classmethod
    def _caps(cls, value: Any) -> tuple[Limit, ...]:
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise ValueError(say("value.limits"))
        return tuple(as_limit(entry) for entry in value)


class ServiceSettings(Table):
    """How the service behaves. `draft`: answers are laid into Drafts for a person to send."""

    mode: Literal["send", "draft"] = "send"
    """`send`, or `draft`: answers are laid into Drafts for a person to send."""

    readers: Annotated[int, Field(ge=0)] | None = None
    """Processes that read mail ahead while hundreds wait; `0` for none. One for every core, where it is not said."""


class OrganizerSettings(Table):
    """Who gets the digest and the review mails, and who may act by replying to them."""

    digest_to: Annotated[tuple[Organizer, ...], Field(min_length=1)]
    """Who gets the digest and the review mails, and may act by answering them."""


class FaxSettings(Table):
    """Faxes that come by mail: who hands them in, and the language they are read in, as Tesseract calls it."""

    gateways: tuple[MailAddress, ...] = ()
    """Mail from here holds faxes: read, and always laid before an organizer."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z_]{3,}(\+[A-Za-z_]{3,})*$")] = "ita"
    """What faxes are written in, as Tesseract calls it; several with `+`."""


class LmtpSettings(Table):
    """The LMTP door (RFC 2033): an MTA hands mail straight to the service."""

    host: Host = "127.0.0.1"
    """The address to listen on."""
    port: Port = 8024
    """The port to listen on."""
    networks: tuple[Network, ...] = ("127.0.0.0/8", "::1/128")
    """From where one may come in, as addresses or networks; never the internet: there is neither TLS nor login."""
    sessions: Annotated[int, Field(ge=1)] = 50
    """How many may be open at once; more are told to come again."""
    authserv_id: str | None = None
    """Whose `Authentication-Results` count; without it, none do."""


class HttpSettings(Table):
    """Metrics and health, on loopback by default."""

    host: Host = "127.0.0.1"
    """The address to listen on; there is no login, so keep it where only your monitoring gets."""
    port: Port = 8025
    """The port to listen on."""


class Settings(Table):
    """Everything in `mailflow.toml`, checked. `load` resolves paths relative to the file."""

    database: str = "sqlite:///var/mailflow.db"
    """`sqlite:///PATH` for one office, relative to this file (`sqlite:////PATH` is not);
    `postgresql+psycopg://USER@HOST/NAME` for several services on one database."""
    events: Path = Path("events")
    """The folder of event files, relative to this file."""
    templates: Path | None = None
    """Your own words for the mails, relative to this file; what is not there, the packaged ones say."""
    default_event: str | None = None
    """Meant by a mail that names none of several open events; without it, its writer is asked."""
    mailbox: tuple[MailboxSettings, ...] = ()
    """The mailbox that people write to; may be left out where an MTA hands mail over (`[lmtp]`)."""
    smtp: SmtpSettings
    """The server that takes our mail."""
    limits: LimitSettings = LimitSettings()
    """How much may be drawn from us."""
    service: ServiceSettings = ServiceSettings()
    """How the service behaves."""
    organizers: OrganizerSettings
    """The people behind it."""
    fax: FaxSettings = FaxSettings()
    """Faxes that come by mail."""
    lmtp: LmtpSettings | None = None
    """Mail handed over by an MTA."""
    http: HttpSettings | None = None
    """Figures and health for your monitoring."""

    _path: Path = PrivateAttr(default=Path("config/mailflow.toml"))

    @field_validator("mailbox", mode="before")
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return value if isinstance(value, list) else [value]

    @model_validator(mode="after")
    def _mail_comes_in(self) -> Settings:
        if not self.mailbox and self.lmtp is None:
            raise ValueError(say("settings.no_mailbox"))
        if not self.mailbox and self.service.mode == "draft":
            raise ValueError(say("settings.draft_where"))
        return self

    @model_validator(mode="after")
    def _each_mailbox_once(self) -> Settings:
        accounts = [(box.host.lower(), box.user, box.folder) for box in self.mailbox]
        for number, account in enumerate(accounts):
            if account in accounts[:number]:
                first = accounts.index(account) + 1
                raise ValueError(say("settings.mailbox_twice", second=number + 1, first=first))
        return self

    @field_validator("database")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            shown = re.sub(r"(?<=//).*(?=@)", "…", value)  # a password may stand there
            raise ValueError(say("value.database", value=repr(shown)))
        return value

    @property
    def path(self) -> Path:
        """The file these settings come from."""
        return self._path

    @property
    def database_url(self) -> str:
        """The database, with a relative SQLite path taken from the folder of the configuration's parent."""
        if not self.database.startswith("sqlite:///") or self.database.startswith("sqlite:////"):
            return self.database
        return f"sqlite:///{(self._home / self.database.removeprefix('sqlite:///')).resolve()}"

    @cached_property
    def loaded_events(self) -> tuple[Event, ...]:
        """The events of the folder. Raises ConfigError."""
        events = load_events(self.events_folder)
        self.check_named(events)
        return events

    @property
    def events_folder(self) -> Path:
        """The folder of the event files."""
        return self._path.parent / self.events

    def check_named(self, events: Iterable[Event]) -> None:
        """Every event that is named here is among these. Raises ConfigError."""
        known = {event.id for event in events}
        for key, wanted in (("default_event", self.default_event), *self._named()):
            if wanted is not None and wanted not in known:
                facts = {"key": key, "value": repr(wanted), "folder": self.events_folder}
                raise ConfigError(f"{self._path}: {say('file.no_event', **facts, known=', '.join(sorted(known)))}")

    def _named(self) -> Iterator[tuple[str, str]]:
        for box in self.mailbox:
            of = self.key_of(box)
            yield from ((f"{of}.event", box.event),) if box.event else ()
            yield from ((f"{of}.events", event) for event in box.events)

    def key_of(self, box: MailboxSettings) -> str:
        """`mailbox`, or `mailbox[2]` for one of several."""
        return f"mailbox[{self.mailbox.index(box) + 1}]" if len(self.mailbox) > 1 else "mailbox"

    @property
    def named_events(self) -> frozenset[str]:
        """The events that a mailbox names: they are booked there alone."""
        return frozenset(event for box in self.mailbox for event in box.names)

    @property
    def without_a_door(self) -> tuple[Event, ...]:
        """The events that no mailbox takes bookings for; an MTA hands over mail for all."""
        if self.lmtp is not None:
            return ()
        if any(not box.names for box in self.mailbox):  # it takes all that no other names
            return ()
        return tuple(event for event in self.loaded_events if event.id not in self.named_events)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Folders of the office's own templates, looked in before the packaged ones."""
        return (self._path.parent / self.templates,) if self.templates else ()

    def beside(self, path: Path | None) -> Path | None:
        """A path of the file, taken relative to it."""
        return None if path is None else self._path.parent / path

    def secret(self, secret: Secret | None, key: str) -> str | None:
        """The secret itself, files taken relative to the configuration. Raises ConfigError."""
        return None if secret is None else secret.resolve(f"{self._path}: {key}", self._path.parent)

    def authorities(self, path: Path | None, key: str) -> Path | None:
        """A file of certificates, taken relative to the configuration. Raises ConfigError where it is none."""
        file = self.beside(path)
        try:
            if file is not None:
                tls_context(file)
        except OSError as error:  # ssl's own are among them
            why = error.reason if isinstance(error, ssl.SSLError) else error.strerror
            raise ConfigError(f"{self._path}: {key}: {say('file.no_certificates', file=file, why=why)}") from error
        return file

    @property
    def _home(self) -> Path:
        # `config/mailflow.toml` stands in a project: `var/` lies beside `config/`, not in it
        folder = self._path.resolve().parent
        return folder.parent if folder.name == "config" else folder


def load_settings(path: Path) -> Settings:
    """The checked settings of one file. Raises ConfigError: file, key and remedy, a line a problem."""
    settings = validate(path, read_toml(path), Settings)
    settings._path = path
    if settings.templates and not (path.parent / settings.templates).is_dir():
        raise ConfigError(f"{path}: {say('file.no_templates', folder=path.parent / settings.templates)}")
    return settings
