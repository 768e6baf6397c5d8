"""Several sessions with the submission server, for when much waits: one mail on each at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass

from mailflow.outbox.smtp import SmtpConnection
from mailflow.outbox.smtp_account import Lost, Outcome, SmtpAccount, Unusable

SESSIONS = 4  # servers take kindly to so many from one client, and more would wait for us
TOGETHER = 0.01  # seconds in which further answers are waited for once one is here: they share its commit


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail to hand in: its bytes, and the bare addresses of its envelope."""

    raw: bytes
    sender: str
    recipient: str


class SmtpFleet:
    """Opens as many sessions as there are mails to hand in at once. For one thread at a time."""

    def __init__(self, account: SmtpAccount) -> None:
        self._sessions = [SmtpConnection(account) for _ in range(SESSIONS)]
        self._threads = ThreadPoolExecutor(SESSIONS, "smtp")

    @property
    def sessions(self) -> int:
        """Mails that can be on their way at once."""
        return len(self._sessions)

    def send(self, parcels: Sequence[Parcel]) -> Iterator[list[tuple[int, Outcome]]]:
        """Hands in the mails, no more than there are sessions, all at once. What came of them, by their places in
        `parcels`, as the answers come: together what came together."""
        if len(parcels) == 1:
            yield [(0, _hand_in(self._sessions[0], parcels[0]))]
            return
        pairs = zip(self._sessions, parcels, strict=False)
        waiting = {self._threads.submit(_hand_in, *pair): number for number, pair in enumerate(pairs)}
        while waiting:
            wait(waiting, return_when=FIRST_COMPLETED)
            answered, _ = wait(waiting, TOGETHER)
            yield [(waiting.pop(one), one.result()) for one in answered]

    def check(self, envelopes: Sequence[tuple[str, str]]) -> Lost | Unusable | None:
        """Whether mail could be handed in from each to each: None, or why not. Nothing is sent."""
        troubles = (self._sessions[0].check(*envelope) for envelope in envelopes)
        return next((trouble for trouble in troubles if trouble is not None), None)

    def close(self) -> None:
        """Takes leave of the server."""
        self._threads.shutdown()
        for session in self._sessions:
            session.close()


def _hand_in(session: SmtpConnection, parcel: Parcel) -> Outcome:
    return session.send(parcel.raw, parcel.sender, parcel.recipient)
