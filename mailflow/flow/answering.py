"""What a letter that answers a mail says of it."""

from __future__ import annotations

from mailflow.domain.letter import Answering
from mailflow.message import Message
from mailflow.understanding import Reading


def answering_of(message: Message, reading: Reading) -> Answering:
    """What a letter that answers this mail says of it."""
    return Answering(
        message_id=message.message_id,
        references=message.references or message.in_reply_to,
        subject=message.subject,
        text=reading.text,
        sender=message.sender.name or message.sender.email,
        date=message.date,
    )
