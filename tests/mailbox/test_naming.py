"""What the folders of the settings are called on the server."""

from __future__ import annotations

import pytest

from mailflow.mailbox.naming import Listed, Namespace, locate, namespace_of

PLAIN, DOTTED, FLAT = Namespace("", "/"), Namespace("INBOX.", "."), Namespace("", "")


def folders(*names: str) -> list[Listed]:
    return [Listed(name, frozenset()) for name in names]


@pytest.mark.parametrize(
    ("wanted", "namespace", "existing", "name"),
    [
        ("INBOX", DOTTED, (), "INBOX"),
        ("inbox", PLAIN, (), "INBOX"),
        ("Mailflow/Handled", PLAIN, (), "Mailflow/Handled"),
        ("Mailflow/Handled", DOTTED, (), "INBOX.Mailflow.Handled"),
        ("INBOX/Mailflow/Handled", DOTTED, (), "INBOX.Mailflow.Handled"),
        ("INBOX.Mailflow.Handled", DOTTED, (), "INBOX.Mailflow.Handled"),
        ("Mailflow/Handled", Namespace("", "\\"), (), "Mailflow\\Handled"),
        ("Mailflow/Handled", FLAT, (), "Mailflow/Handled"),
        ("Archivio", DOTTED, ("INBOX", "Archivio"), "Archivio"),
        ("Archivio", DOTTED, ("INBOX.Archivio",), "INBOX.Archivio"),
    ],
)
def test_a_folder_is_named_in_the_servers_way(
    wanted: str, namespace: Namespace, existing: tuple[str, ...], name: str
) -> None:
    assert locate(wanted, namespace, folders(*existing)) == name


def test_a_folder_that_is_there_goes_before_one_of_special_use() -> None:
    existing = [Listed("Gesendet", frozenset({"\\sent"})), Listed("Sent", frozenset())]
    assert locate("Sent", PLAIN, existing, "\\Sent") == "Sent"
    assert locate("Sent", PLAIN, existing[:1], "\\Sent") == "Gesendet"
    assert locate("Sent", PLAIN, existing[:1]) == "Sent"


def test_a_folder_that_holds_only_folders_is_not_taken_for_one_of_mail() -> None:
    assert locate("Sent", DOTTED, [Listed("Sent", frozenset({"\\noselect"}))]) == "INBOX.Sent"


@pytest.mark.parametrize(
    ("answer", "namespace"),
    [
        (b'(("" "/")) NIL NIL', PLAIN),
        (b'(("INBOX." ".")) (("user." ".")) NIL', DOTTED),
        (b'(("" "\\\\")) NIL NIL', Namespace("", "\\")),
        (b'(("" NIL)) NIL NIL', FLAT),
        (b'NIL NIL (("" "/"))', None),
    ],
)
def test_the_users_own_namespace_is_read(answer: bytes, namespace: Namespace | None) -> None:
    assert namespace_of(answer) == namespace
