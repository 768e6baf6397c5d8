"""All kinds of mail that mailflow sends, in the order in which they are shown."""

from __future__ import annotations

from mailflow.domain.letter import (
    Access,
    Already,
    Answer,
    Ask,
    Cancelled,
    Changed,
    Closed,
    Confirmation,
    Erased,
    Letter,
    Notice,
    Offer,
    Promoted,
    Received,
    Reminder,
    Summary,
    Updated,
    Waitlist,
)
from mailflow.domain.organizer_letter import Attendance, Digest, NoticeCheck, OrganizerSummary, Review, Trouble

KINDS: tuple[type[Letter], ...] = (
    Confirmation, Waitlist, Offer, Promoted, Ask, Already, Changed, Updated, Cancelled, Closed, Answer, Received,
    Reminder, Notice, Summary, Digest, Review, NoticeCheck, Attendance, OrganizerSummary, Access, Erased, Trouble,
)  # fmt: skip
