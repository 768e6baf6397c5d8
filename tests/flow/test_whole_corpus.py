"""Every mail of the corpus through the service, on Dovecot: accounted for, no machine answered, every answer valid.

MAILFLOW_CORPUS names another folder of labelled mails (`labels.jsonl`), with its events beside it, to run over.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from mailflow.config.event_file import load_events
from mailflow.domain.event import Event
from mailflow.ledger import Ledger
from tests.flow.test_main_job import main_ok
from tests.servers.dovecot import Dovecot
from tests.servers.sink import Sink

MAILS = Path(os.environ.get("MAILFLOW_CORPUS", Path(__file__).parent.parent / "corpus" / "mails"))
EVENTS = {event.id: event for event in load_events(MAILS.parent / "events")}
LABELS = [json.loads(line) for line in (MAILS / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
MACHINES = {"auto", "bounce", "receipt", "bulk", "spam"}


def mails_of(event: str) -> list[tuple[dict[str, str], bytes]]:
    return [(label, (MAILS / label["file"]).read_bytes()) for label in LABELS if label["event"] == event]


def arrival(raw: bytes) -> datetime:
    mail = message_from_bytes(raw)
    return parsedate_to_datetime(mail["Date"]) if mail["Date"] else datetime(2026, 12, 1, tzinfo=UTC)


def write_config(folder: Path, event: Event, dovecot: Dovecot, sink: Sink) -> tuple[Path, str]:
    account, smtp = dovecot.account(), sink.account()
    (folder / "events").mkdir()
    [source] = [p for p in (MAILS.parent / "events").glob("*.toml") if f'"{event.id}"' in p.read_text(encoding="utf-8")]
    (folder / "events" / source.name).write_bytes(source.read_bytes())
    config = folder / "mailflow.toml"
    config.write_text(
        f"""
database = "sqlite:///ledger.db"
[mailbox]
host = "{account.host}"
port = {account.port}
security = "none"
user = "{account.user}"
password = "{account.password}"
[smtp]
host = "{smtp.host}"
port = {smtp.port}
security = "none"
from = "{event.organizer.name.replace(",", "")} <{event.organizer.email}>"
[limits]
answers = ["1000 per hour"]
[organizers]
digest_to = ["ufficio@organizzatori.example"]
""",
        encoding="utf-8",
    )
    return config, account.user


@pytest.mark.parametrize("event", list(EVENTS.values()), ids=list(EVENTS))
def test_every_mail_is_accounted_for_and_every_answer_is_valid(
    event: Event, dovecot: Dovecot, smtp_sink: Sink, tmp_path: Path
) -> None:
    mails = mails_of(event.id)
    config, user = write_config(tmp_path, event, dovecot, smtp_sink)
    for _, raw in mails:
        dovecot.append(user, raw, arrival(raw))
    last = max(arrival(raw) for _, raw in mails).astimezone(event.timezone)
    main_ok("run", "--once", "--now", last.strftime("%Y-%m-%dT%H:%M"), "--config", str(config))

    ledger = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}")
    with ledger.reading() as tx:
        accounts = tx.inbounds()
        assert tx.fsck() == []
    ledger.close()
    assert len(accounts) == len(mails)
    assert lying(dovecot, user) == Counter(row.settled for row in accounts)

    sent = [parsed(mail.raw) for mail in smtp_sink.received]
    answered = {str(mail["In-Reply-To"]) for mail in sent if mail["To"] != "ufficio@organizzatori.example"}
    machines = {
        str(message_from_bytes(raw)["Message-ID"]).strip() for label, raw in mails if label["intent"] in MACHINES
    }
    assert answered & machines == set()
    for mail in sent:
        assert problems(mail) == []


def lying(dovecot: Dovecot, user: str) -> Counter[str]:
    found: Counter[str] = Counter()
    with dovecot.colleague(user) as box:
        for place, folder in (("inbox", "INBOX"), ("handled", "Mailflow/Handled"), ("review", "Mailflow/Review")):
            found[place] = len(box.uids()) if box.folder.set(folder) else 0
    return +found


def parsed(raw: bytes) -> EmailMessage:
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def problems(mail: EmailMessage) -> list[str]:
    """What is wrong with a mail of ours, as the standards see it."""
    found = [f"{part.get_content_type()}: {defect!r}" for part in mail.walk() for defect in part.defects]
    found += [
        name for name in ("From", "To", "Date", "Message-ID", "Auto-Submitted", "X-Mailflow-Kind") if not mail[name]
    ]
    found += ["recipients"] if len(mail["To"].addresses) != 1 or mail["Cc"] or mail["Bcc"] else []
    text = mail.get_body(("plain",))
    found += ["no text"] if text is None or len(text.get_content().strip()) < 40 else []
    found += ["no html"] if mail.get_body(("html",)) is None else []
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            calendar = Calendar.from_ical(part.get_content())
            found += [] if calendar["METHOD"] == part["Content-Type"].params["method"] else ["calendar method"]
    return found
