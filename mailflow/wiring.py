"""Builds the edges from the settings: the only place that does."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from mailflow.config.problems import ConfigError
from mailflow.config.secrets import Secret
from mailflow.config.servers import MailboxSettings, OAuth
from mailflow.config.settings import Settings
from mailflow.domain.address import address_key
from mailflow.flow.arrivals import LmtpDoors
from mailflow.flow.event_files import EventFiles, InForce
from mailflow.flow.meter import Meter
from mailflow.flow.office import Door, Letterhead, Office
from mailflow.flow.readers import Readers
from mailflow.ledger import Ledger
from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.handed_over import LmtpAccount
from mailflow.mailbox.imap import ImapMailbox
from mailflow.oauth import TokenSource
from mailflow.outbox.fleet import SmtpFleet
from mailflow.outbox.headers import parted
from mailflow.outbox.smtp_account import SmtpAccount
from mailflow.outbox.templates import Templates
from mailflow.transport import Password

LMTP = "lmtp"  # the name of that door


def open_ledger(settings: Settings) -> Ledger:
    """The configured database, brought up to date. Raises LedgerAway and LedgerRefused."""
    return Ledger.open(settings.database_url)


def open_office(settings: Settings, now: Callable[[], datetime]) -> Office:
    """The office of these settings, its ledger open. Raises ConfigError, LedgerAway, LedgerRefused."""
    events = settings.loaded_events
    templates = Templates(settings.template_folders)
    if problems := templates.problems(events):
        raise ConfigError("\n".join(problems))
    return Office(
        events=events,
        letterheads=letterheads(settings),
        further_addresses=further_addresses(settings),
        ledger=open_ledger(settings),
        templates=templates,
        sender=settings.smtp.sender,
        organizers=settings.organizers.digest_to,
        caps=settings.limits.answers,
        meter=Meter(settings.limits.answers_in_all),
        now=now,
        mode=settings.service.mode,
        default_event=settings.default_event,
        mailboxes=tuple(_name(box) for box in settings.mailbox),
        gateways=settings.fax.gateways,
        fax_language=settings.fax.language,
    )


def looking_at_its_files(office: Office, settings: Settings) -> Office:
    """The office of a service that goes on, which takes over what is changed in the event files."""
    in_force = InForce(office.events, office.templates)
    files = EventFiles(settings.events_folder, settings.template_folders, settings.check_named, in_force)
    return replace(office, files=files)


def letterheads(settings: Settings) -> Mapping[str, Letterhead]:
    """By event; where two mailboxes name one event, the first speaks for it."""
    return {
        event: Letterhead(box.sender or settings.smtp.sender, box.digest_to or settings.organizers.digest_to)
        for box in reversed(settings.mailbox)
        for event in box.names
    }


def further_addresses(settings: Settings) -> tuple[str, ...]:
    """What else people write to: bare."""
    return tuple(parted(address)[1] for box in settings.mailbox for address in box.addresses)


def open_mailboxes(settings: Settings) -> list[tuple[ImapMailbox, Door]]:
    """Every mailbox, not yet connected, with what is known of it. Raises ConfigError for a missing secret."""
    return [
        (ImapMailbox(imap_account(settings, box)), _door(settings, box, box.authserv_id, _name(box)))
        for box in settings.mailbox
    ]


def open_copies_of(settings: Settings) -> Mapping[str, ImapMailbox]:
    """Likewise, by event: the mailbox that names it."""
    return {
        event: mailbox
        for box in reversed(settings.mailbox)
        if box.names
        for mailbox in (ImapMailbox(imap_account(settings, box)),)
        for event in box.names
    }


def readers(settings: Settings) -> Readers | None:
    """Processes that read mail ahead while a backlog lasts; none where one core is all there is, or none is forked."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = settings.service.readers
    wanted = (cores if cores > 1 else 0) if count is None else count
    return Readers(wanted) if wanted and hasattr(os, "fork") else None


def open_copies(settings: Settings) -> ImapMailbox | None:
    """The first mailbox once more, over a connection of its own: for copies of what was sent, and drafts."""
    return ImapMailbox(imap_account(settings, settings.mailbox[0])) if settings.mailbox else None


def lmtp_account(settings: Settings) -> LmtpAccount | None:
    """Where the LMTP door is to be; None where there is none."""
    lmtp = settings.lmtp
    if lmtp is None:
        return None
    return LmtpAccount(
        host=lmtp.host,
        port=lmtp.port,
        networks=lmtp.networks,
        sessions=lmtp.sessions,
        largest=settings.limits.mail_size,
    )


def lmtp_doors(settings: Settings) -> LmtpDoors:
    """What is known of mail that comes in there: that to an address of a mailbox leads to its events."""
    authserv_id = settings.lmtp.authserv_id if settings.lmtp else None
    by_address: dict[str, Door] = {}
    for box in reversed(settings.mailbox):
        own = [parted(address)[1] for address in (box.user, box.sender or "", *box.addresses)]
        for address in (address_key(address) for address in own if "@" in address):
            by_address[address] = _door(settings, box, authserv_id, f"{LMTP} {address}")
    return LmtpDoors(Door(authserv_id, name=LMTP), by_address)


def _door(settings: Settings, box: MailboxSettings, authserv_id: str | None, name: str) -> Door:
    """What is known of mail to one mailbox: it is for the events that this one names, else for those that none does."""
    return Door(authserv_id=authserv_id, events=box.names, name=name, elsewhere=settings.named_events)


def imap_account(settings: Settings, box: MailboxSettings) -> ImapAccount:
    """The account of one mailbox, its secret resolved. Raises ConfigError."""
    return ImapAccount(
        host=box.host,
        user=box.user,
        port=box.port,
        security=box.security,
        password=_password(settings, box.password, f"{settings.key_of(box)}.password"),
        token=_token(settings, box.oauth, f"{settings.key_of(box)}.oauth"),
        ca_file=settings.authorities(box.ca_file, f"{settings.key_of(box)}.ca_file"),
        folder=box.folder,
        handled=box.handled,
        review=box.review,
        sent=box.sent,
        drafts=box.drafts,
        poll=box.poll,
        timeout=box.timeout,
        since=box.since,
        largest=settings.limits.mail_size,
    )


def open_smtp(settings: Settings) -> SmtpFleet:
    """The submission server, not yet connected. Raises ConfigError for a missing secret."""
    smtp = settings.smtp
    return SmtpFleet(
        SmtpAccount(
            host=smtp.host,
            sender=smtp.sender,
            port=smtp.port,
            security=smtp.security,
            user=smtp.user,
            password=_password(settings, smtp.password, "smtp.password"),
            token=_token(settings, smtp.oauth, "smtp.oauth"),
            ca_file=settings.authorities(smtp.ca_file, "smtp.ca_file"),
            timeout=smtp.timeout,
        )
    )


def letters_to_organizers(settings: Settings) -> tuple[tuple[str, str], ...]:
    """From which addresses of ours to which organizers mail goes, one of them for each of ours: bare."""
    heads = [(box.sender, box.digest_to or settings.organizers.digest_to) for box in settings.mailbox if box.sender]
    every = [(settings.smtp.sender, settings.organizers.digest_to), *heads]
    return tuple(dict.fromkeys((parted(sender)[1], parted(organizers[0])[1]) for sender, organizers in every))


def _name(box: MailboxSettings) -> str:
    return f"{box.user}@{box.host}/{box.folder}"


def _password(settings: Settings, secret: Secret | None, key: str) -> Password:
    """That of a file is read anew at every login: it may be changed while we run. Raises ConfigError where it is not
    there; should it go away later, the first one holds."""
    first = settings.secret(secret, key) or ""
    if secret is None or secret.file is None:
        return first

    def now() -> str:
        try:
            return settings.secret(secret, key) or first
        except ConfigError:
            return first

    return now


def _token(settings: Settings, oauth: OAuth | None, key: str) -> TokenSource | None:
    if oauth is None:
        return None
    return TokenSource(
        url=oauth.token_url,
        client_id=oauth.client_id,
        client_secret=settings.secret(oauth.client_secret, f"{key}.client_secret"),
        refresh_token=settings.secret(oauth.refresh_token, f"{key}.refresh_token"),
        scope=oauth.scope,
    )
