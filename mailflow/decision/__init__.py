"""The desk: who gets which seat, what is asked, what is due. Pure."""

from mailflow.decision.calendar_reply import parse_uid
from mailflow.decision.context import context_of
from mailflow.decision.decision import Book, Decision, Request, ReviewItem
from mailflow.decision.policy import decide

__all__ = ["Book", "Decision", "Request", "ReviewItem", "context_of", "decide", "parse_uid"]
