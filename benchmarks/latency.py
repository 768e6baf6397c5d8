"""One mail at a time, from its delivery (LMTP) to its answer at the sink, and our own share of that.

    python -m benchmarks.latency [MAILS]

Dovecot holds an IDLE notice back for half a second from the first news on. What is ours is counted from the moment a
second watcher, which idles on the same box and does nothing else, gets that notice. The next mail comes when that
watcher has heard that the one before has left: else it would be told of both at once, long before we are told of one.
"""

from __future__ import annotations

import random
import smtplib
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks import mails
from benchmarks.place import Place, place, worker
from tests.servers.dovecot import PASSWORD
from tests.servers.process import LOOPBACK, free_port


@dataclass
class Notices:
    """When the server told of each new mail, by the monotonic clock, in order. `lying`: mails there, as it tells."""

    at: list[float] = field(default_factory=list)
    lying: int = 0
    news: threading.Condition = field(default_factory=threading.Condition)

    def hear(self, line: bytes) -> None:
        """One line of what the server tells unasked."""
        with self.news:
            if line.endswith(b"EXISTS\r\n") and (count := int(line.split()[1])) > self.lying:
                self.lying = count
                self.at.append(time.monotonic())
            elif line.endswith(b"EXPUNGE\r\n"):
                self.lying -= 1
            self.news.notify_all()

    def after(self, heard: int) -> float | None:
        """The notice that follows so many; None where none comes: we had moved the mail before the watcher was told."""
        with self.news:
            self.news.wait_for(lambda: len(self.at) > heard, 2)
            return self.at[heard] if len(self.at) > heard else None

    def all_left(self) -> None:
        with self.news:
            assert self.news.wait_for(lambda: self.lying == 0, 30)


@contextmanager
def watching(place: Place, user: str) -> Iterator[Notices]:
    """A watcher of its own, over a bare socket: nothing stands between the notice and the clock."""
    notices = Notices()
    with socket.create_connection((LOOPBACK, place.dovecot.imap_port)) as connection:
        lines = connection.makefile("rb")
        lines.readline()
        for tag, command in ((b"a", f"LOGIN {user} {PASSWORD}".encode()), (b"b", b"SELECT INBOX"), (b"c", b"IDLE")):
            connection.sendall(tag + b" " + command + b"\r\n")
            while not (line := lines.readline()).startswith((tag, b"+")):
                assert line
                notices.hear(line)
        notices.at.clear()  # what lay there already

        def listen() -> None:
            for line in lines:
                notices.hear(line)

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        yield notices
        connection.shutdown(socket.SHUT_RDWR)
        listener.join()


@dataclass(frozen=True)
class Times:
    """Milliseconds of each mail: from delivery to the answer, and from the server's notice to the answer."""

    whole: list[float]
    ours: list[float]


def measured(count: int) -> Times:
    """One mail after the other, at moments of no pattern."""
    dice = random.Random(7)
    with place() as servers:
        user = servers.box([mails.mail(0)])
        config = servers.office([user], count)
        with worker(config) as running, watching(servers, user) as notices:
            servers.sink.wait(1)
            servers.sink.reset()
            whole, ours = [], []
            with smtplib.LMTP(LOOPBACK, servers.dovecot.lmtp_port) as lmtp:
                for number in range(count):
                    notices.all_left()
                    time.sleep(dice.uniform(0.6, 0.9))  # and until the server holds back nothing any more
                    heard = len(notices.at)
                    lmtp.sendmail("someone@people.example", [user], mails.mail(1 + number))
                    delivered = time.monotonic()
                    servers.sink.wait(number + 1, 60)
                    came = servers.sink.arrivals()[-1][0]
                    whole.append((came - delivered) * 1000)
                    if (notice := notices.after(heard)) is not None:
                        ours.append((came - notice) * 1000)
            running.stop()
    return Times(whole, ours)


def through_the_door(count: int) -> list[float]:
    """Milliseconds from the end of a delivery to our own LMTP door to the answer, one mail after the other."""
    port = free_port()
    with place() as servers:
        user = servers.box([mails.mail(0)])
        config = servers.office([user], count, more=f'[lmtp]\nhost = "{LOOPBACK}"\nport = {port}\n')
        with worker(config) as running:
            servers.sink.wait(1)
            servers.sink.reset()
            found = []
            with smtplib.LMTP(LOOPBACK, port) as lmtp:
                for number in range(count):
                    lmtp.sendmail("someone@people.example", [mails.ADDRESS], mails.mail(1 + number))
                    delivered = time.monotonic()
                    servers.sink.wait(number + 1, 60)
                    found.append((servers.sink.arrivals()[-1][0] - delivered) * 1000)
            running.stop()
    return found


def told(times: list[float]) -> str:
    return f"median {median(times):6.1f} ms, p99 {quantiles(times, n=100)[98]:6.1f} ms, worst {max(times):6.1f} ms"


if __name__ == "__main__":
    mails_each = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    found = measured(mails_each)
    print(f"delivery to answer:      {told(found.whole)}")
    print(f"IDLE notice to answer:   {told(found.ours)}")
    print(f"our LMTP door to answer: {told(through_the_door(mails_each))}")
