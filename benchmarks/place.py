"""Where measurements are made: Dovecot and a sink on loopback, a box that is filled, and an office over them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import mails
from tests.servers.certificates import make_certificates
from tests.servers.dovecot import PASSWORD, Dovecot, new_user, start_dovecot
from tests.servers.process import LOOPBACK, answers, free_port, running

# As in Dockerfile and deploy/mailflow.service; and compiled once, as there, whatever is set outside.
AS_DEPLOYED = {"PYTHONNODEBUGRANGES": "1", "PYTHONDONTWRITEBYTECODE": ""}
ENOUGH = 1200.0  # seconds that a measurement may take


class Sink:
    """The sink of `benchmarks.sink`, asked over its control port."""

    def __init__(self, port: int, control: int) -> None:
        self.port = port
        self._socket = socket.create_connection((LOOPBACK, control))
        self._file = self._socket.makefile("rwb")

    def ask(self, question: str) -> str:
        self._file.write(f"{question}\n".encode())
        self._file.flush()
        return self._file.readline().decode().strip()

    def wait(self, count: int, seconds: float = ENOUGH) -> None:
        """Until so many mails have come."""
        came = self.ask(f"wait {count} {seconds}")
        assert int(came) >= count, f"only {came} of {count} mails came within {seconds:.0f} s"

    def arrivals(self) -> list[tuple[float, str]]:
        """When each mail came, by the monotonic clock, and which Message-ID it answers."""
        return [(at, answered) for at, answered in json.loads(self.ask("arrivals"))]

    def reset(self) -> None:
        self.ask("reset")


@dataclass(frozen=True)
class Place:
    """Servers that run, and a folder of our own."""

    dovecot: Dovecot
    sink: Sink
    folder: Path

    def box(self, raws: Iterable[bytes], flags: str = "") -> str:
        """A new box with these mails, written into its Maildir; its user. `flags`: Maildir's, such as S for seen."""
        user = new_user()
        for name in ("cur", "new", "tmp"):
            (self._root(user) / name).mkdir(parents=True)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", str(self._root(user))], check=True)
        self.deliver(user, raws, flags)
        return user

    def deliver(self, user: str, raws: Iterable[bytes], flags: str = "") -> None:
        """These mails into that user's box, all at one moment."""
        root = self._root(user)
        files: list[Path] = []
        for number, raw in enumerate(raws):
            files.append(root / "tmp" / f"{1_700_000_000 + number}.M{number}P1.bench")
            files[-1].write_bytes(raw.replace(b"\r\n", b"\n"))
            if os.geteuid() == 0:
                shutil.chown(files[-1], "nobody")
        for file in files:
            file.rename(root / "cur" / f"{file.name}:2,{flags}" if flags else root / "new" / file.name)

    def _root(self, user: str) -> Path:
        return self.dovecot.log.parent / "mail" / user

    def office(
        self, users: Sequence[str], seats: int, *, database: str = "sqlite:///ledger.db", more: str = ""
    ) -> Path:
        """The configuration of an office over these boxes; its file. `more`: further tables."""
        folder = self.folder / users[0]
        (folder / "events").mkdir(parents=True)
        (folder / "events" / "event.toml").write_text(mails.event_text(seats), encoding="utf-8")
        boxes = "".join(
            f'[[mailbox]]\nhost = "{LOOPBACK}"\nport = {self.dovecot.imap_port}\nsecurity = "none"\nuser = "{user}"\n'
            f'password = "{PASSWORD}"\nsent = ""\n'
            for user in users
        )
        config = folder / "mailflow.toml"
        config.write_text(
            f'database = "{database}"\n{boxes}'
            f'[smtp]\nhost = "{LOOPBACK}"\nport = {self.sink.port}\nsecurity = "none"\n'
            f'from = "La fabbrica delle idee <{mails.ADDRESS}>"\n'
            '[organizers]\ndigest_to = ["segreteria@comune.example"]\n'
            f'[limits]\nanswers_in_all = ["100000 per hour"]\n{more}',
            encoding="utf-8",
        )
        return config


@dataclass
class Worker:
    """A service that runs. `since`: when it said so, by the monotonic clock."""

    process: subprocess.Popen[str]
    since: float

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(ENOUGH)

    def memory(self) -> float:
        """Resident memory with that of all its processes, each shared page counted once, in MB."""
        return sum(_proportional(pid) for pid in (self.process.pid, *_children(self.process.pid))) / 1024

    def highest(self) -> float:
        """The most resident memory that the service itself ever had, in MB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def place() -> Iterator[Place]:
    """The servers, until the block ends."""
    ports = free_port(), free_port()
    with TemporaryDirectory(prefix="mailflow-bench-") as name:
        folder = Path(name)
        command = [sys.executable, "-m", "benchmarks.sink", *map(str, ports)]
        with (
            start_dovecot(make_certificates(folder)) as dovecot,
            _with_path(command, folder / "sink.log", ports),
        ):
            yield Place(dovecot, Sink(*ports), folder)


@contextmanager
def _with_path(command: list[str], log: Path, ports: tuple[int, int]) -> Iterator[None]:
    program = ["env", f"PYTHONPATH={Path.cwd()}", *command]
    with running(program, log, lambda: all(answers(port) for port in ports)):
        yield


@contextmanager
def worker(config: Path) -> Iterator[Worker]:
    """`mailflow run` over that configuration, as `deploy/` sets it up; stopped when the block ends."""
    log = config.parent / "worker.log"
    with log.open("a") as out:
        command = [sys.executable, "-m", "mailflow", "run", "--config", str(config)]
        process = subprocess.Popen(command, stdout=out, stderr=out, text=True, env=os.environ | AS_DEPLOYED)
        try:
            yield Worker(process, _since(process, log))
        finally:
            process.terminate()
            process.wait(ENOUGH)
    if process.returncode != 0:
        shutil.copy(log, "/tmp/mailflow-bench-worker.log")
        raise AssertionError(f"the service ended with {process.returncode}: {log.read_text()[-3000:]}")


def _since(process: subprocess.Popen[str], log: Path) -> float:
    while "mailflow is running" not in log.read_text(errors="replace"):
        assert process.poll() is None, log.read_text(errors="replace")[-3000:]
        time.sleep(0.005)
    return time.monotonic()


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *_children(child)]
    return found


def _proportional(pid: int) -> int:
    """kB of memory, shared pages by their share (Pss)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
