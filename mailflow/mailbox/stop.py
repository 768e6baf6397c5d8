"""A request to stop that can be waited for together with a socket."""

from __future__ import annotations

import select
import socket
import threading
import time


class Stop(threading.Event):
    """An Event that wakes whoever waits in `readable` at once, from any thread; a signal handler asks one (`clock`)."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = socket.socketpair()
        self._writer.setblocking(False)

    def set(self) -> None:
        """Sets the event and wakes all who wait."""
        super().set()
        try:
            self._writer.send(b"!")
        except BlockingIOError:
            return  # the pair is full of earlier wake-ups: they wake just as well

    def clear(self) -> None:
        """Takes the request back."""
        super().clear()
        self._reader.setblocking(False)
        try:
            while self._reader.recv(4096):
                pass
        except BlockingIOError:
            return  # drained

    def readable(self, other: socket.socket, seconds: float) -> bool:
        """Waits until `other` has something to read: True. Set, or `seconds` passed: False."""
        until = time.monotonic() + seconds
        poller = select.poll()  # not select(): it fails above 1,024 open files
        poller.register(other, select.POLLIN)
        poller.register(self._reader, select.POLLIN)
        while not self.is_set() and (left := until - time.monotonic()) > 0:
            if any(fd == other.fileno() for fd, _ in poller.poll(left * 1000)):
                return True
        return False

    def fileno(self) -> int:
        """For a selector: readable once it is set."""
        return self._reader.fileno()

    def __del__(self) -> None:
        self._reader.close()
        self._writer.close()
