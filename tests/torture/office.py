"""An office whose mail is counted: what was laid into its box must be found again, once, whatever came between."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from mailflow.ledger import Ledger
from mailflow.patience import SECONDS
from tests.flow.test_main_job import ORGANIZER, Service, parsed
from tests.servers.both import DovecotAndSink
from tests.torture.program import Program, started

EVENT = "fabbrica-idee-2"
GIVEN = (
    *(
        "Anna",
        "Bruno",
        "Carla",
        "Dario",
        "Elena",
        "Fabio",
        "Giulia",
        "Ivo",
        "Laura",
        "Marco",
        "Nadia",
        "Oscar",
        "Paola",
    ),
    *(
        "Renzo",
        "Sara",
        "Tito",
        "Ugo",
        "Viola",
        "Walter",
        "Alice",
        "Boris",
        "Chiara",
        "Diego",
        "Emma",
        "Franco",
        "Greta",
    ),
    *("Irene", "Luca", "Marta", "Nicola", "Olga", "Pietro", "Rita", "Silvio", "Teresa", "Valerio", "Wanda", "Agnese"),
)
FAMILY = (
    *("Rossi", "Bianchi", "Ferrari", "Esposito", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Conti", "Gallo"),
    *("Mancini", "Costa", "Giordano", "Rizzo", "Lombardi", "Moretti", "Barbieri", "Fontana", "Santoro", "Mariani"),
    *("Rinaldi", "Caruso", "Ferrara", "Galli", "Martini", "Leone", "Longo", "Gentile", "Martinelli", "Vitale", "Serra"),
    *("Coppola", "Marchetti", "Parisi", "Villa", "Conte", "Ferri", "Bianco", "Fabbri", "Marini", "Grasso", "Valentini"),
    *("Messina", "Sala", "Gatti", "Pellegrini", "Palumbo", "Sanna", "Farina", "Rizzi", "Monti", "Cattaneo", "Morelli"),
)


@dataclass(frozen=True)
class Mail:
    """A mail to the office. `books`: whether it is answered, and by one mail."""

    message_id: str
    sender: str
    raw: bytes
    books: bool


def mails(count: int) -> list[Mail]:
    """Each from somebody else; every tenth from a machine."""
    return [_mail(number) for number in range(count)]


def _mail(number: int) -> Mail:
    name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN)]}"
    sender = f"{name.replace(' ', '.').lower()}@posta.example"
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{name} <{sender}>", "info@fabbricaideedistretto.it"
    mail["Message-ID"] = f"<mail-{number}@posta.example>"
    mail["Date"] = "Fri, 05 Nov 2010 10:10:00 +0100"
    machine = number % 10 == 9
    if machine:
        mail["Auto-Submitted"] = "auto-replied"
    mail["Subject"] = "Fuori sede" if machine else "Prenotazione"
    mail.set_content(f"Buongiorno,\nvorrei prenotare un posto.\nGrazie, {name}\n")
    return Mail(f"mail-{number}@posta.example", sender, mail.as_bytes(), not machine)


@dataclass(frozen=True)
class Found:
    """What was found of the mails. `lost` and `doubled` hold what should not be, in words; `again`: Message-IDs of
    answers that went out more than once, `doubted`: those that were resent because a sender died over them. `more`: how
    many copies too many there are of the former."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    again: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()
    more: Mapping[str, int] = field(default_factory=dict)


class TortureOffice:
    """A service on Dovecot and the sink, run as a process of its own."""

    def __init__(
        self, folder: Path, servers: DovecotAndSink, database: str, mode: str = "send", inbox: str = "INBOX"
    ) -> None:
        self.service = Service(folder, servers, database)
        self.servers = servers
        self._inbox = inbox
        self.said = ""  # by the last pass
        self._url = database.replace("sqlite:///", f"sqlite:///{folder}/")
        if mode != "send":
            self.replace("[organizers]", f'[service]\nmode = "{mode}"\n[organizers]')
        if inbox != "INBOX":
            self.replace("[smtp]", f'folder = "{inbox}"\n[smtp]')

    def replace(self, old: str, new: str) -> None:
        """Changes the settings."""
        config = self.service.config
        text = config.read_text(encoding="utf-8")
        assert old in text
        config.write_text(text.replace(old, new), encoding="utf-8")

    def impatient(self) -> None:
        """Gives up on a server that says nothing for two seconds."""
        self.replace("[smtp]", 'timeout = "2s"\npoll = "1s"\n[smtp]\ntimeout = "2s"')

    def deliver(self, sent: Iterable[Mail], first: datetime) -> None:
        """Lays the mails into the box, a second apart, over one connection."""
        with self.servers.colleague(self.service.account.user) as box:
            for number, mail in enumerate(sent):
                box.append(mail.raw, self._inbox, dt=first + timedelta(seconds=number))

    def run_once(self, now: str | None = None, crash_at: str = "", patience: float = SECONDS) -> int:
        """One pass; its exit code. `patience`: seconds that it has with one mail."""
        command = self._command("--once", *(("--now", now) if now else ()))
        with started(*command, crash_at=crash_at, patience=patience) as program:
            code = program.exit_code()
            self.said = program.heard
        return code

    def running(self, room: int = 0) -> AbstractContextManager[Program]:
        """The service; killed at the end of the block where it has not stopped. `room`: bytes of memory it may take."""
        return started(*self._command(), room=room)

    def ledger(self) -> Ledger:
        """The office's ledger, opened besides."""
        return Ledger.open(self._url)

    def retry_unknown(self) -> int:
        """What a person does who finds mails whose fate is unknown; how many they are."""
        with closing(self.ledger()) as ledger, ledger.transaction() as tx:
            rows = list(tx.outbox("unknown"))
            for row in rows:
                assert tx.retry(row.id, row.due)
        return len(rows)

    def troubled(self) -> set[str]:
        """Whose answers did not go out and will not."""
        with closing(self.ledger()) as ledger, ledger.reading() as tx:
            return {row.to for row in tx.outbox("failed")}

    def look_for(self, sent: list[Mail], since: int = 0) -> Found:
        """Counts every mail in the box and in the ledger, its booking, and its answer at the people's end, among what
        was handed in after the first `since` mails."""
        lost: list[str] = []
        doubled: list[str] = []

        def once(what: str, wanted: Iterable[str], counted: Counter[str]) -> None:
            lost.extend(f"{what}: {each}" for each in wanted if not counted[each])
            doubled.extend(f"{what}: {each}" for each, times in counted.items() if times > 1)

        ids, senders = [mail.message_id for mail in sent], [mail.sender for mail in sent if mail.books]
        ledger = self.ledger()
        with ledger.reading() as tx:
            once("mail in the ledger", ids, Counter(row.message_id for row in tx.inbounds()))
            once("booking", senders, Counter(booking.contact.email or "" for booking in tx.bookings(EVENT)))
            ours = {row.message_id for row in tx.outbox()}
            rows = [row for row in tx.outbox() if row.to != ORGANIZER]
            lost.extend(f"the ledger does not hold together: {problem}" for problem in tx.fsck())
            waiting = [row.message_id for row in rows if row.status in ("queued", "claimed")]
            lost.extend(f"left unsent: {each}" for each in waiting)
        ledger.close()
        once("mail in the box", ids, Counter(self._in_folders()))
        once("answer decided", senders, Counter(row.to for row in rows))
        came = defaultdict(list)
        for received in self.servers.handed_in()[since:]:
            came[parsed(received)["Message-ID"].strip("<>")].append(_as_we_wrote_it(received.raw))
        lost.extend(
            f"answer sent: {row.message_id}" for row in rows if row.status == "sent" and not came[row.message_id]
        )
        doubled.extend(f"not the same bytes: {each}" for each, raws in came.items() if len(set(raws)) > 1)
        doubled.extend(f"sent, and not in the outbox: {each}" for each in came.keys() - ours)
        return Found(
            lost=tuple(lost),
            doubled=tuple(doubled),
            again=frozenset(each for each, raws in came.items() if len(raws) > 1),
            doubted=frozenset(row.message_id for row in rows if row.doubts),
            more={each: len(raws) - 1 for each, raws in came.items() if len(raws) > 1},
        )

    def count_in(self, folder: str) -> int:
        """How many mails lie there, whatever they are."""
        with self.servers.colleague(self.service.account.user) as box:
            box.folder.set(folder)
            return len(box.uids())

    def _in_folders(self) -> Iterable[str]:
        with self.servers.colleague(self.service.account.user) as box:
            for folder in (self._inbox, "Mailflow/Handled", "Mailflow/Review"):
                box.folder.set(folder)
                for mail in box.fetch(mark_seen=False, headers_only=True, bulk=100):
                    yield mail.headers["message-id"][0].strip("<> ")

    def _command(self, *more: str) -> tuple[str, ...]:
        return ("run", "--config", str(self.service.config), *more)


def _as_we_wrote_it(raw: bytes) -> bytes:
    """Without the trace that a server on the way has put before it (RFC 5321 section 4.4)."""
    return re.sub(rb"\A(?:Received:.*\r?\n(?:[ \t].*\r?\n)*)+", b"", raw)
