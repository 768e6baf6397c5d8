"""How the service stands, part by part: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mailflow.cli.each import of_each
from mailflow.cli.words import say
from mailflow.config.settings import Settings
from mailflow.decision.due import agenda, digest_days
from mailflow.domain.event import Event
from mailflow.flow.schedule import told_of
from mailflow.ledger import Ledger, Status, Transaction
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.lmtp import check
from mailflow.mailbox.port import MailboxAway, MailboxRefused
from mailflow.wiring import letters_to_organizers, lmtp_account, open_smtp

PATIENCE = timedelta(minutes=15)  # what waits longer than this, nobody is working on
MISSED = timedelta(days=30)  # so far back the service catches up
AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the service: whether it is as it should be, in words; `todo`: what to do where it is not."""

    name: str
    ok: bool
    words: str
    todo: str = ""


def event_files(problems: Sequence[str]) -> Part:
    """The event files, and what is wrong with them: then the service goes on with them as they were."""
    if problems:
        return Part("events", False, "; ".join(problems), say("status.todo_events"))
    return Part("events", True, say("status.events"))


def mailboxes(settings: Settings, ledger: Ledger | None, now: datetime) -> Iterator[Part]:
    """Every mailbox: whether it opens, and what waits in it. `ledger` None: what was handled is not known."""

    def look(mailbox: ImapMailbox, name: str) -> Part:
        try:
            return _mailbox(mailbox, name, ledger, now)
        except (MailboxAway, MailboxRefused) as error:
            return Part("mailbox", False, str(error), say("status.todo_mailbox"))

    for name, part in of_each(settings, look):
        yield replace(part, words=f"{name}: {part.words}") if name else part


def lmtp(settings: Settings, stands: Status) -> Iterator[Part]:
    """The LMTP door, where there is one, and what came by it and waits."""
    if account := lmtp_account(settings):
        found = check(account)
        words = say("status.lmtp", words=found.words.removeprefix("lmtp: "), count=stands.arrivals)
        yield Part("lmtp", found.ok, words, "" if found.ok else say("status.todo_lmtp"))


def sending(settings: Settings) -> Part:
    """Whether mail could be handed in now."""
    smtp = open_smtp(settings)
    trouble = smtp.check(letters_to_organizers(settings))
    smtp.close()
    if trouble is not None:
        return Part("sending", False, trouble.reason, say("status.todo_sending"))
    return Part("sending", True, say("status.sending", host=settings.smtp.host))


def queue(stands: Status, now: datetime) -> Part:
    """Mail of ours that waits or failed."""
    waiting = stands.outbox.get("queued", 0) + stands.outbox.get("claimed", 0)
    lost = stands.outbox.get("failed", 0) + stands.outbox.get("unknown", 0)
    sent = stands.outbox.get("sent", 0) + stands.outbox.get("drafted", 0)
    words = say("status.queue", waiting=waiting, lost=lost, sent=sent)
    if lost:
        return Part("queue", False, words, say("status.todo_lost"))
    if stands.oldest_due is not None and stands.oldest_due < now - PATIENCE:
        late = say("status.since", words=words, at=_local(stands.oldest_due, now))
        return Part("queue", False, late, say("status.todo_run"))
    return Part("queue", True, words)


def database(stands: Status, now: datetime) -> Part:
    """What the ledger holds. It is open, or we would not be asked."""
    last = _local(stands.last_handled, now) if stands.last_handled else say("status.never")
    return Part("database", True, say("status.database", bookings=stands.bookings, inbound=stands.inbound, last=last))


def review(stands: Status) -> Part:
    """What waits for a person: no fault, but to be done."""
    todo = say("status.todo_review") if stands.open_reviews else ""
    return Part("review", True, say("status.review", count=stands.open_reviews), todo)


def schedule(tx: Transaction, events: tuple[Event, ...], now: datetime) -> Part:
    """What was due and is not done; else what comes next."""
    late: list[datetime] = []
    coming: list[tuple[datetime, str, str]] = []
    for event in events:
        bookings = list(tx.bookings(event.id, active_only=True))
        missed = agenda(event, bookings, now - MISSED, now - PATIENCE).due
        missed = tuple(item for item in missed if item.kind != "digest" or told_of(tx, event, item.at))
        late += [item.at for item in missed if not tx.done(item.key)]
        ahead = agenda(event, bookings, now, now + AHEAD).due
        coming += [(item.at, item.kind, event.id) for item in ahead if item.kind != "digest"]
        coming += [(at, "digest", event.id) for at in digest_days(event, now, now + timedelta(days=1)) if at > now]
    if late:
        return Part(
            "schedule", False, say("status.late", count=len(late), at=_local(min(late), now)), say("status.todo_run")
        )
    if not coming:
        return Part("schedule", True, say("status.nothing_due"))
    at, kind, event_id = min(coming)
    return Part("schedule", True, say("status.next", kind=kind, event=event_id, at=_local(at, now)))


def errors(stands: Status) -> Part:
    """Why mail could not go out or be handled, of what is not settled yet."""
    if not stands.errors:
        return Part("errors", True, say("status.no_errors"))
    told = dict.fromkeys(stands.errors)
    return Part("errors", False, "; ".join(told), say("status.todo_errors"))


def _mailbox(mailbox: ImapMailbox, name: str, ledger: Ledger | None, now: datetime) -> Part:
    waiting = mailbox.waiting()
    by = None
    if ledger is not None:
        with ledger.reading() as tx:
            waiting = [mail for mail in waiting if tx.seen(mail.origin, "", b"") is None]
        by = ledger.watched_by(name)
    late = [mail.arrived for mail in waiting if mail.arrived < now - PATIENCE]
    words = say("status.mailbox", count=len(waiting))
    if by:
        words = say("status.watched", words=words, by=by)
    if late:
        return Part(
            "mailbox", False, say("status.since", words=words, at=_local(min(late), now)), say("status.todo_run")
        )
    return Part("mailbox", True, words)


def _local(at: datetime, now: datetime) -> str:
    """In the zone of the hour we were given."""
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
