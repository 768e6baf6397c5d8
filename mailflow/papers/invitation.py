"""Booking mails already written: a `mailto:` link (RFC 6068) for each combination of sessions.

The person adds a name and sends. The words are plain enough that the reading of such a mail leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from urllib.parse import quote

from mailflow.domain.event import Event, Session
from mailflow.papers.sessions import label
from mailflow.papers.words import words

MOST = 24  # combinations a person can take in at a glance; above, a link a session


@dataclass(frozen=True, slots=True)
class Invitation:
    """One link. `sessions`: what it books, in the order of the rounds; none where there is nothing to choose."""

    sessions: tuple[Session, ...]
    to: str
    subject: str
    body: str

    @property
    def url(self) -> str:
        """The `mailto:` URL; lines end in CRLF, as RFC 6068 section 5 asks."""
        body = self.body.replace("\n", "\r\n")
        return f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject, safe='')}&body={quote(body, safe='')}"

    @property
    def name(self) -> str:
        """A name for files, such as `green-energy--formazione`."""
        return "--".join(session.id for session in self.sessions)

    @property
    def what(self) -> str:
        """What it books, in words."""
        return " + ".join(label(session) for session in self.sessions)


def invitations(event: Event) -> tuple[Invitation, ...]:
    """A mail for each combination of one session a round; where these are too many, for each session."""
    choices: Iterable[Sequence[Session]]
    if prod(len(round_.sessions) for round_ in event.rounds) <= MOST:
        choices = product(*(round_.sessions for round_ in event.rounds))
    else:
        choices = ((session,) for session in event.sessions)
    return tuple(_invitation(event, tuple(chosen)) for chosen in choices)


def open_invitation(event: Event) -> Invitation:
    """A mail that leaves the choice open: a line a round, to be filled in."""
    return _invitation(event, ())


def _invitation(event: Event, chosen: tuple[Session, ...]) -> Invitation:
    say = words(event.language)
    named = [(event.round(session.round).title, label(session)) for session in chosen]
    lines = named or [(round_.title, "") for round_ in event.rounds]
    body = [
        say("mail.hello"),
        say("mail.seat"),
        "",
        *(say("mail.choice", round=round_, session=session) for round_, session in lines),
        *([""] if lines else []),
        say("mail.name"),
        say("mail.phone"),
        "",
        say("mail.thanks"),
    ]
    return Invitation(chosen, event.organizer.email, say("mail.subject", title=event.title), "\n".join(body))
