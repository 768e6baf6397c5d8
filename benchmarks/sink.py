"""A submission server that keeps nothing: `python -m benchmarks.sink SMTP-PORT CONTROL-PORT`, on loopback only.

It offers PIPELINING, 8BITMIME and SIZE, and takes everything. On the control port it answers, a line each:
`count` · `wait N SECONDS` (how many came by then) · `arrivals` (JSON: when, by the monotonic clock, and which
Message-ID is answered) · `reset` · `cpu` (seconds of the processor).
"""

from __future__ import annotations

import asyncio
import json
import re
import resource
import sys
import time

_ANSWERS = re.compile(rb"^In-Reply-To:\s*<?([^>\s]+)", re.IGNORECASE | re.MULTILINE)
_REPLIES = {b"MAIL": b"250 OK\r\n", b"RCPT": b"250 OK\r\n", b"RSET": b"250 OK\r\n", b"NOOP": b"250 OK\r\n"}
_EHLO = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n"


class Kept:
    """What came: when, and which mail it answers."""

    def __init__(self) -> None:
        self.arrivals: list[tuple[float, str]] = []
        self.news = asyncio.Condition()

    def add(self, mail: bytes) -> None:
        found = _ANSWERS.search(mail[:4000])
        self.arrivals.append((time.monotonic(), found[1].decode("ascii", "replace") if found else ""))

    async def wait(self, count: int, seconds: float) -> int:
        until = time.monotonic() + seconds
        while len(self.arrivals) < count and time.monotonic() < until:
            await asyncio.sleep(0.002)
        return len(self.arrivals)


class Session(asyncio.Protocol):
    """One connection; commands are answered as they come, many in one packet too."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._buffer = bytearray()
        self._in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        replies: list[bytes] = []
        while (reply := self._next()) is not None:
            replies.append(reply)
        if replies:
            self._transport.write(b"".join(replies))
        if replies and replies[-1].startswith(b"221"):
            self._transport.close()

    def _next(self) -> bytes | None:
        """The reply to the next whole command or mail; None where there is none yet."""
        if self._in_data:
            end = self._buffer.find(b"\r\n.\r\n")
            if end < 0:
                return None
            self._kept.add(bytes(self._buffer[:4000]))
            del self._buffer[: end + 5]
            self._in_data = False
            return b"250 OK\r\n"
        end = self._buffer.find(b"\n")
        if end < 0:
            return None
        command = bytes(self._buffer[:4]).upper()
        del self._buffer[: end + 1]
        if command == b"DATA":
            self._in_data = True
            return b"354 go on\r\n"
        return {b"EHLO": _EHLO, b"HELO": b"250 sink\r\n", b"QUIT": b"221 bye\r\n"}.get(
            command, _REPLIES.get(command, b"502 no\r\n")
        )


async def control(kept: Kept, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while line := (await reader.readline()).decode().split():
        match line:
            case ["count"]:
                answer = str(len(kept.arrivals))
            case ["wait", count, seconds]:
                answer = str(await kept.wait(int(count), float(seconds)))
            case ["arrivals"]:
                answer = json.dumps(kept.arrivals)
            case ["reset"]:
                kept.arrivals.clear()
                answer = "0"
            case _:
                used = resource.getrusage(resource.RUSAGE_SELF)
                answer = str(used.ru_utime + used.ru_stime)
        writer.write(f"{answer}\n".encode())
        await writer.drain()
    writer.close()


async def main(smtp_port: int, control_port: int) -> None:
    kept = Kept()
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(lambda: Session(kept), "127.0.0.1", smtp_port, backlog=512)
    asked = await asyncio.start_server(lambda r, w: control(kept, r, w), "127.0.0.1", control_port)
    async with smtp, asked:
        await asyncio.gather(smtp.serve_forever(), asked.serve_forever())


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
