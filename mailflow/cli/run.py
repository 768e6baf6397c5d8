"""`mailflow run`: the service, or one pass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from mailflow.cli.app import DEFAULT_CONFIG, ConfigPath, Now, Problem, examples
from mailflow.cli.logs import set_up_logs
from mailflow.cli.office import office_with
from mailflow.cli.words import say
from mailflow.clock import Role, Service, stop_on_signals
from mailflow.config.problems import ConfigError
from mailflow.config.settings import Settings, load_settings
from mailflow.flow.arrivals import Arrivals, LmtpDoors
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.mailroom import Mailroom, Pass
from mailflow.flow.office import Door, Office
from mailflow.flow.readers import Readers
from mailflow.flow.schedule import Clockwork
from mailflow.flow.taken import Taken
from mailflow.health import Health
from mailflow.heap import share_heap
from mailflow.ledger import this_program
from mailflow.mailbox.handed_over import LmtpAccount
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import MailboxAway, MailboxRefused, Raw
from mailflow.mailbox.stop import Stop
from mailflow.outbox.fleet import SmtpFleet
from mailflow.wiring import (
    lmtp_account,
    lmtp_doors,
    looking_at_its_files,
    open_copies,
    open_copies_of,
    open_mailboxes,
    open_smtp,
    readers,
)

SWITCH = 0.0005  # seconds a thread that computes keeps one waiting that has heard from a server: not 5 ms a statement

app = typer.Typer(rich_markup_mode="rich")


@dataclass(frozen=True, slots=True)
class _Edges:
    """The servers, not yet connected: what is wrong in the settings has shown by now, before anything is touched."""

    mailboxes: list[tuple[ImapMailbox, Door]]
    smtp: SmtpFleet
    copies: ImapMailbox | None
    lmtp: tuple[LmtpAccount, LmtpDoors] | None
    copies_of: Mapping[str, ImapMailbox]

    @property
    def doors(self) -> list[Door]:
        """Every way mail comes in."""
        return [*(door for _, door in self.mailboxes), *(self.lmtp[1].all() if self.lmtp else ())]


@app.command(
    epilog=examples(
        "mailflow run --config office/mailflow.toml",
        "mailflow run --once        from cron, in place of the service",
        "mailflow run --role work        one of several machines on one PostgreSQL",
        "mailflow run --once --now 2010-11-25T18:00        as if it were that hour",
    )
)
def run(
    *,
    config: ConfigPath = DEFAULT_CONFIG,
    once: Annotated[
        bool, typer.Option("--once", help="Handle all waiting mail, send all that is due, and exit.")
    ] = False,
    now: Now = None,
    role: Annotated[
        list[Role] | None,
        typer.Option(help="Do this part alone; several may be named. All programs need one PostgreSQL between them."),
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Logs as JSON lines.")] = False,
) -> None:
    """Read mail, book, answer: as a service until SIGTERM, or once."""
    share_heap()
    sys.setswitchinterval(SWITCH)
    set_up_logs(json=log_json, quiet=once)
    if now and not once:
        raise typer.BadParameter(say("usage.now_without_once"), param_hint="--now")
    if role and once:
        raise typer.BadParameter(say("usage.role_with_once"), param_hint="--role")
    settings = load_settings(config)
    stop = Stop()
    with _edges(settings) as edges, office_with(settings, now) as office:
        stop_on_signals(stop)
        if not once:
            _serve(settings, looking_at_its_files(office, settings), edges, stop, frozenset(role or Role))
            return
        from mailflow.cli.waiting import waiting  # noqa: PLC0415  # rich: the service shows nothing

        with waiting("pass"):
            said, troubles = _once(office, edges, stop, readers(settings))
    typer.echo(said)
    if troubles:
        raise Problem("\n".join(troubles))


def _serve(settings: Settings, office: Office, edges: _Edges, stop: Stop, roles: frozenset[Role]) -> None:
    health = Health()
    try:
        with _watched(settings, office, health) as tell:
            service = Service(
                office,
                edges.mailboxes,
                edges.smtp,
                edges.copies,
                this_program(),
                stop,
                edges.lmtp,
                health=health,
                tell=tell,
                roles=roles,
                copies_of=edges.copies_of,
                readers=readers(settings),
            )
            service.run()
    except MailboxRefused as error:
        raise Problem(str(error)) from error
    if service.broken:
        raise Problem(say("run.broken"))


@contextmanager
def _watched(settings: Settings, office: Office, health: Health) -> Iterator[Callable[[Raw, Taken], None]]:
    """The pages of `[http]`, where they are wanted; what hears of every mail for them."""
    http = settings.http
    if http is None:
        yield lambda raw, taken: None
        return
    from mailflow.watching.figures import Figures  # noqa: PLC0415  # megabytes that nobody asks for without [http]
    from mailflow.watching.pages import pages  # noqa: PLC0415  # likewise

    figures = Figures(office, health)
    with ExitStack() as open_ones:
        try:
            open_ones.enter_context(pages(http.host, http.port, health, figures))
        except OSError as error:
            words = say("run.port_taken", where=f"{http.host}:{http.port}", why=error.strerror)
            raise ConfigError(f"{settings.path}: {words}") from error
        yield figures.taken


def _once(office: Office, edges: _Edges, stop: Stop, helpers: Readers | None) -> tuple[str, list[str]]:
    """One pass, in figures, and what went wrong. A mailbox that is away holds up neither the others nor the outbox; one
    that another program is at work on is left to it."""
    clockwork = Clockwork(office)
    clockwork.strike()  # what ran out before these mails came gives its seats to them
    read, left, troubles = Pass(), [], []
    for mailbox, door in edges.mailboxes:
        try:
            with office.ledger.watch(door.name) as ours:
                if ours is None:
                    left.append(say("run.left", mailbox=door.name, by=office.ledger.watched_by(door.name) or "?"))
                    continue
                done = Mailroom(office, mailbox, door, readers=helpers).work_through(stop)
        except (MailboxAway, MailboxRefused) as error:
            troubles.append(say("run.unread", why=error))
            continue
        read = Pass(read.taken + done.taken, read.to_review + done.to_review)
    arrivals = Arrivals(office, {door.name: door for door in edges.doors}, this_program())
    with closing(arrivals):
        done = arrivals.work_through(stop)
    read = Pass(read.taken + done.taken, read.to_review + done.to_review)
    clockwork.strike()
    sent = Dispatcher(office, edges.smtp, edges.copies, this_program(), copies_of=edges.copies_of).send_waiting(stop)
    if sent.away:
        troubles.append(say("run.unsent", why=sent.away))
    figures = {"taken": read.taken, "to_review": read.to_review, "drafted": sent.drafted, "sent": sent.sent}
    words = "run.done" if office.mode == "send" else "run.done_in_drafts"
    return "\n".join([say(words, **figures, not_sent=sent.later + sent.failed), *left]), troubles


@contextmanager
def _edges(settings: Settings) -> Iterator[_Edges]:
    """The servers; closed at the end. Raises ConfigError for a missing secret."""
    account = lmtp_account(settings)
    lmtp = (account, lmtp_doors(settings)) if account else None
    edges = _Edges(open_mailboxes(settings), open_smtp(settings), open_copies(settings), lmtp, open_copies_of(settings))
    with ExitStack() as open_ones:
        open_ones.callback(edges.smtp.close)
        copies = [*([edges.copies] if edges.copies else []), *edges.copies_of.values()]
        for mailbox in (*copies, *(mailbox for mailbox, _ in edges.mailboxes)):
            open_ones.callback(mailbox.close)
        yield edges
