"""Plays a whole event: two weeks of mail, the day itself and the day after, in a minute, over real IMAP and SMTP."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event as Flag

from mailflow.config.event_file import load_event
from mailflow.config.packaged import packaged
from mailflow.decision.limits import parse_limit
from mailflow.demo.folder import Kept, write_pages
from mailflow.demo.server import EmbeddedServer
from mailflow.demo.show import Show
from mailflow.demo.story import Call, Scene, agreeing, is_answered_by, load_story, mail_of
from mailflow.domain.booking import Contact
from mailflow.flow.desk import take_booking
from mailflow.flow.desk_order import Done, Order
from mailflow.flow.dispatch import Dispatcher
from mailflow.flow.mailroom import Mailroom
from mailflow.flow.meter import Meter
from mailflow.flow.office import Office
from mailflow.flow.schedule import Clockwork
from mailflow.flow.taken import Taken
from mailflow.ledger import Ledger
from mailflow.mailbox.account import ImapAccount
from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import Raw
from mailflow.message import parse
from mailflow.outbox.fleet import SmtpFleet
from mailflow.outbox.smtp_account import SmtpAccount
from mailflow.outbox.templates import Templates
from mailflow.understanding import Person

ORGANIZER = "segreteria@comune.example"
AFTER = timedelta(days=3)  # the clock runs on so long after the event's end, for the summaries


class Play:
    """One demo, from the first mail to the last summary. `folder`: where the ledger and every mail are left."""

    def __init__(self, folder: Path, show: Show) -> None:
        self._folder = folder
        self._show = show
        self._event = load_event(packaged("config") / "events" / "fabbrica-idee.toml")
        self._scenes = load_story()
        self._now = self._local(self._scenes[0].at)
        self._stop = Flag()
        self._kept: list[Kept] = []

    def run(self) -> Path:
        """Play it all; returns the page that shows every mail."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.glob("demo.db*"):
            old.unlink()
        with EmbeddedServer(clock=lambda: self._now) as server:
            self._server = server
            self._office = self._open_office()
            self._clockwork = Clockwork(self._office)
            mailbox, copies, carrier = self._mailbox(), self._mailbox(), self._carrier()
            self._room = Mailroom(self._office, mailbox, tell=self._taken)
            self._dispatcher = Dispatcher(self._office, carrier, copies, "demo")
            self._show.opening(self._event)
            self._clockwork.strike()
            for number, scene in enumerate(self._scenes, 1):
                self._pass_time(self._local(scene.at))
                asked = self._play(scene, f"{number}")
                for again, mail in enumerate(asked, 1):
                    if self._nobody_answers(mail):
                        self._play(agreeing(mail, self._now), f"{number}-{again}")
                with self._office.ledger.reading() as tx:
                    self._show.seats(self._event, tx.seats(self._event.id))
            self._pass_time(self._event.ends + AFTER)
            with self._office.ledger.reading() as tx:
                seats = tx.seats(self._event.id)
                self._show.closing(self._event, list(tx.bookings(self._event.id)), seats)
            for part in (carrier, mailbox, copies, self._office.ledger):
                part.close()
        return write_pages(self._folder, self._event, self._kept, seats)

    def _play(self, scene: Scene | Call, number: str) -> list[EmailMessage]:
        """A mail arrives: it is read, decided upon, answered. Or somebody calls. Returns the mails that ask back."""
        if isinstance(scene, Call):
            self._take_call(scene)
        else:
            raw = mail_of(scene, number, self._event.timezone, self._office.address, self._answered_by(scene))
            self._server.deliver(self._office.address, raw, arrived=self._now)
            self._kept.append(Kept(self._now, raw, ours=False))
            self._room.work_through(self._stop)
        sent = self._send()
        self._show.sent(sent)
        return [mail for mail in sent if mail["X-Mailflow-Kind"] == "ask"]

    def _nobody_answers(self, asked: EmailMessage) -> bool:
        """Whether the story has no answer to a mail of ours that asks, as people give one within a day."""
        to, soon = asked["To"].addresses[0].addr_spec, self._now + timedelta(days=1)
        scenes = (scene for scene in self._scenes if isinstance(scene, Scene) and scene.reply and scene.address == to)
        return not any(self._now < self._local(scene.at) <= soon for scene in scenes)

    def _take_call(self, call: Call) -> None:
        self._show.call(self._now, call)
        choices = {round_id: (session,) for round_id, session in call.choices.items()}
        contact = Contact(name=call.name, phone=call.phone, email=call.email)
        order = Order(source="phone", people=(Person(call.name),), choices=choices, contact=contact)
        done = take_booking(self._office, self._event, order)
        assert isinstance(done, Done), done

    def _taken(self, raw: Raw, taken: Taken) -> None:
        self._show.mail(self._now, parse(raw.content), taken)

    def _pass_time(self, until: datetime) -> None:
        """The clock runs on from hour to hour; what is due by then is done."""
        while self._now < until:
            hour = self._now.replace(minute=0)
            self._now = min(hour + timedelta(hours=1), until)
            self._clockwork.strike()
            self._show.hour(self._now, self._send())

    def _send(self) -> list[EmailMessage]:
        before = len(self._server.handed_in)
        self._dispatcher.send_waiting(self._stop)
        sent = self._server.handed_in[before:]
        self._kept += [Kept(mail.at, mail.raw, ours=True) for mail in sent]
        return [_parsed(mail.raw) for mail in sent]

    def _answered_by(self, scene: Scene) -> EmailMessage | None:
        """The last mail of ours that the scene can be an answer to."""
        ours = [_parsed(sent.raw) for sent in self._server.handed_in if sent.recipient == scene.address]
        return next((mail for mail in reversed(ours) if is_answered_by(scene, mail)), None)

    def _local(self, at: datetime) -> datetime:
        return at.replace(tzinfo=self._event.timezone)

    def _open_office(self) -> Office:
        return Office(
            events=(self._event,),
            ledger=Ledger.open(f"sqlite:///{self._folder / 'demo.db'}"),
            templates=Templates(),
            sender=f"{self._event.organizer.name} <{self._event.organizer.email}>",
            organizers=(ORGANIZER,),
            caps=(parse_limit("6 per hour"), parse_limit("20 per day")),
            meter=Meter([parse_limit("2000 per hour")]),
            now=lambda: self._now,
        )

    def _mailbox(self) -> ImapMailbox:
        user = self._event.organizer.email
        server = self._server
        return ImapMailbox(
            ImapAccount(host=server.host, port=server.imap_port, security="none", user=user, password=server.password)
        )

    def _carrier(self) -> SmtpFleet:
        server = self._server
        sender = self._event.organizer.email
        return SmtpFleet(SmtpAccount(host=server.host, port=server.smtp_port, security="none", sender=sender))


def _parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail
