"""Short mails written to teach the weighing of intents, from `intents.*.txt` beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailflow.message.model import Address, Message
from mailflow.understanding.reading import Intent

HERE = Path(__file__).parent
LINE = re.compile(r"(?P<intent>\w+) (?P<answers>[-ROI]) (?:«(?P<subject>[^»]*)» )?(?P<text>.*)")
# what each letter answers, as we would have written it: subject and words
ANSWERED = {
    "it": {
        "R": (
            "Iscrizione confermata",
            "Gentile Anna,\nla sua iscrizione è confermata: 1 posto. Codice K7QM-3F.\nA presto",
        ),
        "O": (
            "Si è liberato un posto",
            "Gentile Anna,\nsi è liberato un posto: lo teniamo per lei fino a domani alle 18.\nLo desidera ancora?",
        ),
        "I": ("Invito", "Vi invitiamo alla nostra giornata. Per partecipare rispondete a questa mail."),
    },
    "en": {
        "R": (
            "Your booking is confirmed",
            "Dear Anna,\nyour booking is confirmed: 1 place. Code K7QM-3F.\nBye",
        ),
        "O": (
            "A place has become free",
            "Dear Anna,\na place has become free and we hold it for you until tomorrow at 6 pm.\nDo you still want it?",
        ),
        "I": ("Invitation", "You are invited to our day. To take part, reply to this mail."),
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    """One short mail with its intent."""

    language: str
    intent: Intent
    message: Message


def lines() -> Iterator[Line]:
    """All lines. Raises ValueError naming the file and line that is not in form."""
    for path in sorted(HERE.glob("intents.*.txt")):
        language = path.name.split(".")[1]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            found = LINE.fullmatch(line.strip())
            if found is None:
                raise ValueError(f"{path.name}:{number}: not 'intent answers text': {line!r}")
            subject, quoted = ANSWERED[language].get(found["answers"], ("", ""))
            yield Line(
                language,
                Intent(found["intent"]),
                Message(
                    message_id="line@training.example",
                    in_reply_to=("ours@training.example",) if quoted else (),
                    sender=Address("Anna Bianchi", "anna.bianchi@training.example"),
                    subject=found["subject"] or (f"Re: {subject}" if quoted else ""),
                    text=found["text"],
                    quoted=quoted,
                ),
            )
