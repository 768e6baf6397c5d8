"""Other programs that answer mail, on the same servers in the same round: those that are installed, and who is not.

    python -m benchmarks.peers [MAILS]      measures each once, beside the serial floor
    python -m benchmarks.peers install      installs them below build/peers (PyPI and npm; Sieve is Debian's)

None of them reads a booking: each keeps a record of some fields and sends an answer of about the size of ours.
- **django-mailbox** with a handler, over SQLite, as a cron job runs it: `getmail` once.
- **Node-RED** with its email nodes, which appends to a file and keeps no database. Its time is counted from the first
  answer to the last, for it takes seconds to start.
- **Dovecot's Sieve** `vacation`, in C and without a record; it answers what is delivered by LMTP.
"""

from __future__ import annotations

import json
import os
import shutil
import smtplib
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from benchmarks import floor, mails
from benchmarks.place import Place, place
from tests.servers.certificates import make_certificates
from tests.servers.dovecot import PASSWORD, start_dovecot
from tests.servers.process import LOOPBACK

FOLDER = Path(__file__).parent.parent / "build" / "peers"
PATIENCE = 600.0  # seconds for all answers of a peer
WORDS = "Please arrive fifteen minutes early, bring this confirmation with you, and tell us if you cannot come. "


def django_mailbox() -> Path:
    return FOLDER / "django-mailbox" / "bin" / "python"


def node_red() -> Path:
    return FOLDER / "node-red" / "node_modules" / "node-red" / "red.js"


def sieve() -> Path:
    return Path("/usr/lib/dovecot/modules/lib90_sieve_plugin.so")


def missing() -> list[str]:
    """The peers that are not installed."""
    needed = {"django-mailbox": django_mailbox(), "Node-RED": node_red(), "Dovecot's Sieve": sieve()}
    return [name for name, file in needed.items() if not file.exists() or not _startable(name)]


def _startable(name: str) -> bool:
    return name != "Node-RED" or shutil.which("node") is not None


def programs(servers: Place, raws: list[bytes]) -> dict[str, Callable[[str], float]]:
    """The peers that are installed, each as a program that answers the mails of a user's box and tells its seconds."""
    known: dict[str, Callable[[str], float]] = {
        "django-mailbox": lambda user: with_django_mailbox(servers, user, len(raws)),
        "Node-RED": lambda user: with_node_red(servers, user, len(raws)),
        "Dovecot's Sieve": lambda _: with_sieve(servers, raws),
    }
    absent = missing()
    return {name: program for name, program in known.items() if name not in absent}


# --- django-mailbox ---------------------------------------------------------------------------------------------------

SETTINGS = """
from pathlib import Path
HERE = Path(__file__).parent
SECRET_KEY = "bench"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "django_mailbox", "answering"]
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "db.sqlite3",
    "OPTIONS": {{"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"}}}}}}
EMAIL_HOST, EMAIL_PORT = "{host}", {port}
MEDIA_ROOT = HERE / "media"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
"""
ANSWERING = """
from django.apps import AppConfig

WORDS = {words!r}


class Answering(AppConfig):
    name = "answering"

    def ready(self):
        from django.core.mail import EmailMultiAlternatives
        from django.dispatch import receiver
        from django_mailbox.signals import message_received

        @receiver(message_received, weak=False)
        def answer(sender, message, **more):
            to = message.from_address[0]
            reply = EmailMultiAlternatives("Re: " + message.subject, WORDS * 5, "{ours}", [to],
                headers={{"In-Reply-To": message.message_id, "Auto-Submitted": "auto-replied"}})
            reply.attach_alternative("".join(f"<p>{{WORDS}}</p>" for _ in range(20)), "text/html")
            reply.attach("booking.ics", "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nEND:VCALENDAR\\r\\n", "text/calendar")
            reply.send()
"""
BOX = "from django_mailbox.models import Mailbox; Mailbox.objects.create(name='info', uri={uri!r}, active=True)"


def with_django_mailbox(servers: Place, user: str, count: int) -> float:
    """`getmail` over the box, from its start to the last answer."""
    folder = servers.folder / f"django-{user}"
    (folder / "answering").mkdir(parents=True)
    (folder / "settings.py").write_text(SETTINGS.format(host=LOOPBACK, port=servers.sink.port), encoding="utf-8")
    (folder / "answering" / "__init__.py").touch()
    (folder / "answering" / "apps.py").write_text(ANSWERING.format(words=WORDS, ours=mails.ADDRESS), encoding="utf-8")
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(folder)}

    def run(*arguments: str) -> None:
        command = [str(django_mailbox()), "-m", "django", *arguments]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)

    run("migrate", "-v0")
    run("shell", "-c", BOX.format(uri=f"imap://{user}:{PASSWORD}@{LOOPBACK}:{servers.dovecot.imap_port}"))
    began = time.monotonic()
    run("getmail")
    return _last(servers, count) - began


# --- Node-RED ---------------------------------------------------------------------------------------------------------

ANSWER = """
const to = msg.from.match(/[^<\\s]+@[^>\\s]+/)[0];
const record = {payload: JSON.stringify({id: msg.header["message-id"], from: to, subject: msg.topic})};
const answer = {to, from: OURS, topic: "Re: " + msg.topic, inReplyTo: msg.header["message-id"],
  plaintext: WORDS.repeat(5), payload: ("<p>" + WORDS + "</p>").repeat(20),
  attachments: [{filename: "booking.ics", contentType: "text/calendar",
    content: "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nEND:VCALENDAR\\r\\n"}]};
return [record, answer];
"""


def with_node_red(servers: Place, user: str, count: int) -> float:
    """A flow over the box, from its first answer to the last."""
    folder = servers.folder / f"node-{user}"
    folder.mkdir()
    words = ANSWER.replace("WORDS", json.dumps(WORDS)).replace("OURS", json.dumps(mails.ADDRESS))
    receive = {
        "id": "receive", "type": "e-mail in", "z": "tab", "protocol": "IMAP", "server": LOOPBACK,
        "port": str(servers.dovecot.imap_port), "useSSL": False, "autotls": "never", "box": "INBOX",
        "disposition": "Read", "criteria": "UNSEEN", "repeat": "2", "fetch": "trigger", "inputs": 0,
        "authtype": "BASIC", "wires": [["answer"]],
    }  # fmt: skip
    flow = [
        {"id": "tab", "type": "tab", "label": "answers"},
        receive,
        {"id": "answer", "type": "function", "z": "tab", "func": words, "outputs": 2, "wires": [["file"], ["send"]]},
        {"id": "file", "type": "file", "z": "tab", "filename": str(folder / "records.jsonl"), "filenameType": "str",
         "appendNewline": True, "overwriteFile": "false", "wires": [[]]},
        {"id": "send", "type": "e-mail", "z": "tab", "server": LOOPBACK, "port": str(servers.sink.port),
         "secure": False, "tls": False, "authtype": "NONE"},
    ]  # fmt: skip
    settings = {
        "httpAdminRoot": False, "httpNodeRoot": False, "uiHost": LOOPBACK, "uiPort": 0, "credentialSecret": False,
        "flowFile": "flows.json", "userDir": str(folder), "telemetry": {"enabled": False},
        "nodesDir": str(node_red().parents[1] / "node-red-node-email"),
    }  # fmt: skip
    (folder / "flows.json").write_text(json.dumps(flow), encoding="utf-8")
    (folder / "flows_cred.json").write_text(json.dumps({"receive": {"userid": user, "password": PASSWORD}, "send": {}}))
    (folder / "settings.js").write_text(f"module.exports = {json.dumps(settings)}", encoding="utf-8")
    command = ["node", str(node_red()), "-s", str(folder / "settings.js")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            last = _last(servers, count)
            first = min(at for at, _ in servers.sink.arrivals())
        finally:
            process.terminate()
            process.wait(60)
    return (last - first) * count / max(1, count - 1)


# --- Dovecot's Sieve --------------------------------------------------------------------------------------------------

VACATION = 'require ["vacation"]; vacation :days 1 :subject "Re: your booking" :addresses ["{ours}"] "{words}";'


def with_sieve(servers: Place, raws: list[bytes]) -> float:
    """Delivered by LMTP over two connections, from the first delivery to the last answer."""
    with _sieve(servers) as port:
        began = time.monotonic()
        halves = [Thread(target=_deliver, args=(raws[start::2], port, start)) for start in (0, 1)]
        for half in halves:
            half.start()
        for half in halves:
            half.join()
        return _last(servers, len(raws)) - began


def _deliver(raws: list[bytes], port: int, which: int) -> None:
    with smtplib.LMTP(LOOPBACK, port) as lmtp:
        for number, raw in enumerate(raws):
            lmtp.sendmail(f"writer{2 * number + which}@people.example", [mails.ADDRESS], raw)


@contextmanager
def _sieve(servers: Place) -> Iterator[int]:
    """A Dovecot of its own that answers; its LMTP port."""
    answering = textwrap.dedent(f"""
        submission_host = {LOOPBACK}:{servers.sink.port}
        protocol lmtp {{
          mail_plugins = $mail_plugins sieve
        }}
        plugin {{
          sieve = file:~/vacation.sieve
          sieve_vacation_min_period = 0
        }}
    """)
    with start_dovecot(make_certificates(servers.folder), more=answering) as dovecot:
        home = dovecot.log.parent / "home" / mails.ADDRESS.partition("@")[0]
        home.mkdir(parents=True)
        (home / "vacation.sieve").write_text(VACATION.format(ours=mails.ADDRESS, words=WORDS * 25), encoding="utf-8")
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody", str(home.parent)], check=True)
        yield dovecot.lmtp_port


# --- all --------------------------------------------------------------------------------------------------------------


def _last(servers: Place, count: int) -> float:
    servers.sink.wait(count, PATIENCE)
    return max(at for at, _ in servers.sink.arrivals())


def install() -> None:
    """What PyPI and npm have; Debian's package for Sieve is named, for root to install."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    venv = FOLDER / "django-mailbox"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    subprocess.run([str(venv / "bin" / "pip"), "install", "-q", "django-mailbox==4.10.1", "django<5.3"], check=True)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(FOLDER / "node-red")]
    subprocess.run([*npm, "node-red@4.1.15", "node-red-node-email@5.2.5"], check=True)
    if not sieve().exists():
        print("Dovecot's Sieve: apt-get install dovecot-sieve")


def measured(count: int) -> dict[str, float]:
    """Mails a second, of the serial floor and of each peer that is installed."""
    raws = [mails.mail(number) for number in range(count)]
    rates: dict[str, float] = {}
    with place() as servers:
        every = {"serial floor": lambda user: floor.serial(servers, user), **programs(servers, raws)}
        for name, program in every.items():
            user = servers.box(raws)
            servers.sink.reset()
            rates[name] = count / program(user)
            print(f"{count:>6}  {name:16} {rates[name]:8.1f} mails/s", flush=True)
    for name in missing():
        print(f"{'':6}  {name:16} is not installed: python -m benchmarks.peers install")
    return rates


if __name__ == "__main__":
    if sys.argv[1:] == ["install"]:
        install()
    else:
        measured(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
