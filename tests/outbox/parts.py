"""What a mail client makes of our bytes: the standard library's reading of a mail."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from mailflow.domain.letter import Letter
from mailflow.outbox.compose import compose
from mailflow.outbox.render import Rendered

SENDER = "La fabbrica delle idee <info@office.example>"
DATE = datetime(2010, 11, 10, 9, 30, tzinfo=UTC)
MESSAGE_ID = "4f1c@office.example"


@dataclass(frozen=True)
class Opened:
    raw: bytes
    mail: EmailMessage

    def leaf(self, content_type: str) -> EmailMessage:
        return next(part for part in self.leaves if part.get_content_type() == content_type)

    @property
    def leaves(self) -> list[EmailMessage]:
        return [part for part in self.mail.walk() if not part.is_multipart()]

    def text(self, content_type: str) -> str:
        return payload(self.leaf(content_type)).decode().replace("\r\n", "\n")


def payload(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def opened(rendered: Rendered, letter: Letter, *, sender: str = SENDER, code: str | None = "K7QM-3F") -> Opened:
    raw = compose(rendered, letter, sender=sender, message_id=MESSAGE_ID, date=DATE, booking_code=code)
    return Opened(raw, message_from_bytes(raw, policy=policy.default))


def unflowed(text: str) -> str:
    """Flowed text joined again, as RFC 3676 section 4 says."""
    lines: list[str] = []
    joins = False
    for raw in text.split("\n"):
        quote = "> " if raw.startswith(">") else ""
        line = raw.removeprefix(">").removeprefix(" ") if quote else raw.removeprefix(" ")
        if joins:
            lines[-1] += line
        else:
            lines.append(f"{quote}{line}" if line or not quote else ">")
        joins = line.endswith(" ") and line != "-- "
    return "\n".join(lines)
