"""The conversation a mail stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.message.model import Message
from mailflow.understanding.reading import Context
from mailflow.understanding.text.page import Page


@dataclass(frozen=True, slots=True)
class Thread:
    """What the mail answers, as far as the quote and the subject tell: an offer of a freed place, a confirmation."""

    offer: bool = False
    booked: bool = False
    reply: bool = False
    invited: bool = False  # it answers an invitation
    elsewhere: bool = False  # what it answers spoke of another event's day
    open: bool = False  # what it answers asked who comes, or told that places are left


def thread_of(message: Message, quoted: Page, subject: Page, context: Context, elsewhere: bool) -> Thread:
    """The conversation around the mail."""
    headed = re.match(r"\s*(?:re|r|rif|aw|sv)\s*(?:\[\d+\])?\s*:", message.subject, re.IGNORECASE) is not None
    reply = bool(message.in_reply_to or message.references or message.quoted.strip()) or headed
    told = bool(quoted.text or reply) and (quoted.has("offer_strict") or (reply and subject.has("offer_strict")))
    told = told and not (context.has_booking or quoted.has("put_in_line"))  # of a booking it is known what was asked
    offer = "offer" in context.asked or told
    invited = quoted.has("invitation") or subject.has("invitation")
    answers = quoted.has("confirmation_strict") or subject.has("confirmation") or bool(quoted.has("total"))
    booked = context.has_booking or (
        reply and not offer and not (invited and not quoted.has("confirmation_sure")) and answers
    )
    open_ = quoted.has("asks_to_book") and not quoted.has("confirmation_sure") and not context.has_booking
    return Thread(offer, booked, reply, invited, elsewhere, open_)
