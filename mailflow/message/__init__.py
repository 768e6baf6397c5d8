"""Bytes to `Message`: MIME, charsets, PEC envelopes, forwards, quotes, signatures, automatic mail. Pure and bounded."""

from mailflow.message.model import (
    Address,
    Attachment,
    Automatic,
    Bounce,
    CalendarReply,
    Forwarded,
    Message,
    Pec,
)  # fmt: skip
from mailflow.message.parse import parse

__all__ = ["Address", "Attachment", "Automatic", "Bounce", "CalendarReply", "Forwarded", "Message", "Pec", "parse"]
