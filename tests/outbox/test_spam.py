"""What a spam filter makes of every kind and case (SpamAssassin, its tests that need no network)."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.outbox.compose import compose
from mailflow.outbox.render import render
from mailflow.outbox.sample import samples
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named
from tests.servers.process import needs

DATE = datetime(2027, 5, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("event_name", "language"), [("fabbrica-idee", "it"), ("ceramics-forum", "en")])
def test_no_letter_looks_like_spam(event_name: str, language: str, templates: Templates, tmp_path: Path) -> None:
    spamassassin = needs("spamassassin", "spamassassin")
    event = event_named(event_name)
    sender = f"{event.organizer.name} <{event.organizer.email}>"
    letters = dict(samples(event, language))
    mails = [
        compose(render(letter, templates), letter, sender=sender, message_id=f"{name}@office.example", date=DATE)
        for name, letter in letters.items()
    ]
    box = tmp_path / "mails.mbox"
    box.write_bytes(b"".join(b"From us Tue May  4 09:30:00 2027\n" + m.replace(b"\r\n", b"\n") + b"\n" for m in mails))

    judged = subprocess.run(
        [spamassassin, "-L", "-t", "--mbox", box], capture_output=True, check=True, timeout=300
    ).stdout
    scores = [float(score) for score in re.findall(rb"^X-Spam-Status: .*?score=([-0-9.]+)", judged, re.MULTILINE)]

    assert (len(scores), [score for score in scores if score >= 1.0]) == (len(letters), [])
