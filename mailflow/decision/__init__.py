"""The desk: who gets which seat, what is asked, what is due. Pure."""

from mailflow.decision.calendar_reply import parse_uid
from mailflow.decision.context import as_answered, context_of
from mailflow.decision.decision import Book, Decision, Request, ReviewItem
from mailflow.decision.policy import decide
from mailflow.decision.queue import brought_forward, expire, serve, why_waiting

__all__ = [
    "Book",
    "Decision",
    "Request",
    "ReviewItem",
    "as_answered",
    "brought_forward",
    "context_of",
    "decide",
    "expire",
    "parse_uid",
    "serve",
    "why_waiting",
]
