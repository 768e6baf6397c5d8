"""A person's mails are erased, and nobody else's: a folder of files, the embedded server, Dovecot."""

from __future__ import annotations

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import Erased
from tests.mailbox.conftest import Box
from tests.mailbox.test_shared_box import opened, subjects
from tests.servers.both import MailServers
from tests.servers.certificates import Certificates
from tests.servers.dovecot import start_dovecot

ANNA = "anna@elsewhere.example"


def letter(
    subject: str, *, by: str = "info@mailflow.example", to: str = "info@mailflow.example", more: str = ""
) -> bytes:
    head = f"Message-ID: <{subject}@elsewhere.example>\r\nFrom: {by}\r\nTo: {to}\r\n{more}Subject: {subject}\r\n\r\n"
    return (head + "Buongiorno.\r\n").encode()


HERS = (
    letter("by-her", by="Anna Bianchi <Anna@Elsewhere.example>"),
    letter("certified", by="per conto di <pec@gestore.example>", more=f"Reply-To: {ANNA}\r\n"),
    letter("web-form", by="sito@comune.example"),
)
OTHERS = (
    letter("longer-name", by="joanna@elsewhere.example"),
    letter("by-another", by="luca@elsewhere.example", more=f"Cc: {ANNA}\r\n"),
    letter("no-address", by="undisclosed:;"),
)


def test_what_a_person_wrote_is_erased_and_no_other_mail(box: Box) -> None:
    for raw in (*HERS, *OTHERS):
        box.deliver(raw)
    box.mailbox.move([w.origin for w in box.mailbox.waiting()], "handled")
    assert box.mailbox.erase(" ANNA@elsewhere.example", {"web-form@elsewhere.example"}) == Erased(removed=3)
    assert box.contents("handled") == list(OTHERS)
    assert box.mailbox.erase(ANNA, {"web-form@elsewhere.example"}) == Erased()


def test_what_we_wrote_to_a_person_alone_is_erased(box: Box) -> None:
    to_her = letter("to-her", to=f"Anna <{ANNA}>")
    to_both = letter("to-both", to=f"{ANNA}, luca@elsewhere.example")
    for raw in (to_her, to_both):
        box.mailbox.append_sent(raw)
        box.mailbox.append_draft(raw)
    assert box.mailbox.erase(ANNA) == Erased(removed=2)
    assert box.contents("sent") == [to_both]
    assert box.contents("drafts") == [to_both]


def test_the_inbox_is_left_alone(box: Box) -> None:
    box.deliver(HERS[0])
    assert box.mailbox.erase(ANNA) == Erased()
    assert box.contents("inbox") == [HERS[0]]


def test_an_address_that_no_header_holds_erases_nothing(box: Box) -> None:
    box.mailbox.append_sent(HERS[0])
    for address in ("", "è@elsewhere.example", 'a"b\\c@elsewhere.example', "a\r\nb@x"):
        assert box.mailbox.erase(address) == Erased()
    assert box.contents("sent") == [HERS[0]]


def test_a_mail_a_colleague_has_marked_deleted_survives(mail_servers: MailServers) -> None:
    mailbox, user = opened(mail_servers)
    mailbox.append_sent(letter("to-her", to=ANNA))
    mailbox.append_sent(OTHERS[0])
    with mail_servers.colleague(user) as box:
        box.folder.set("Sent")
        box.client.uid("STORE", "2", "+FLAGS", "(\\Deleted)")
    assert mailbox.erase(ANNA) == Erased(removed=1)
    assert subjects(mail_servers, user, "Sent") == ["longer-name"]


def test_a_server_that_cannot_remove_single_mails_marks_them(certificates: Certificates) -> None:
    with start_dovecot(certificates, capability="IMAP4rev1") as bare:
        account = bare.account()
        mailbox = ImapMailbox(account)
        mailbox.ensure_folders()
        mailbox.append_sent(letter("to-her", to=ANNA))
        mailbox.append_sent(OTHERS[0])
        assert mailbox.erase(ANNA) == Erased(marked=1)
        with bare.colleague(account.user) as box:
            box.folder.set("Sent")
            left = {found.subject: "\\Deleted" in found.flags for found in box.fetch(mark_seen=False)}
        mailbox.close()
    assert left == {"to-her": True, "longer-name": False}
