"""Every mistake in `mailflow.toml` is told with file, key and remedy."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.config.problems import ConfigError
from mailflow.config.settings import Settings, load_settings
from tests.config.making import EVENT, SETTINGS, refused_settings, settings_file


def test_settings_in_order_have_the_defaults_of_the_manual(tmp_path: Path) -> None:
    settings = load_settings(settings_file(tmp_path))
    [box] = settings.mailbox
    assert (box.port, box.security, box.folder, box.handled, box.review) == (
        993, "tls", "INBOX", "Mailflow/Handled", "Mailflow/Review",
    )  # fmt: skip
    assert (box.sent, box.poll, box.authserv_id) == ("Sent", timedelta(seconds=60), None)
    assert (settings.smtp.port, settings.smtp.security, settings.service.mode) == (465, "tls", "send")
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'mailflow.db'}"
    assert [event.id for event in settings.loaded_events] == ["ideas"]


TWICE = """\
[[mailbox]]
host = "IMAP.office.example"
user = "info@office.example"
password = { env = "IMAP_SECRET" }
[[mailbox]]
host = "imap.office.example\""""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # unknown keys, with the nearest known
        ("[mailbox]", '[mailbox]\nfoldr = "INBOX"', ["mailbox.foldr: unknown key; did you mean 'folder'?"]),
        ("[smtp]", '[smtp]\nsecurty = "tls"', ["smtp.securty: unknown key; did you mean 'security'?"]),
        ("events =", 'databse = "x"\nevents =', ["databse: unknown key; did you mean 'database'?"]),
        ("[smtp]", "[service]\nxyz = 1\n[smtp]", ["service.xyz: unknown key; known here are mode, readers"]),
        # required keys
        ('host = "imap.office.example"\n', "", ["mailbox.host: this key is required"]),
        ('user = "info@office.example"\n', "", ["mailbox.user: this key is required"]),
        ('from = "The office <info@office.example>"\n', "", ["smtp.from: this key is required"]),
        ('[organizers]\ndigest_to = ["staff@office.example"]\n', "", ["organizers: this key is required"]),
        # wrong types and values
        ("[smtp]", '[smtp]\nport = "465"', ["smtp.port: must be a whole number, not '465'"]),
        ("[smtp]", "[smtp]\nport = 0", ["smtp.port: must be 1 or more, not 0"]),
        ("[mailbox]", '[mailbox]\npoll = "a minute"', [
            "mailbox.poll: 'a minute' is not a duration such as \"90m\", \"24h\" or \"7d\"",
        ]),
        ("[mailbox]", '[mailbox]\nsecurity = "ssl"', [
            "mailbox.security: 'ssl' is not one of 'tls', 'starttls' or 'none'",
        ]),
        ("[smtp]", '[service]\nmode = "drafts"\n[smtp]', ["service.mode: 'drafts' is not one of 'send' or 'draft'"]),
        ("[smtp]", '[limits]\nanswers = ["six per hour"]\n[smtp]', [
            "limits.answers: 'six per hour' is not a limit such as \"6 per hour\" or \"20 per day\"",
        ]),
        ("[smtp]", '[limits]\nanswers = "6 per hour"\n[smtp]', [
            'limits.answers: write a list such as ["6 per hour", "20 per day"]',
        ]),
        ("[smtp]", "[limits]\nanswers = [6]\n[smtp]", [
            'limits.answers: write a list such as ["6 per hour", "20 per day"]',
        ]),
        ("[smtp]", '[http]\nhost = ""\n[smtp]', ["http.host: must not be empty, not ''"]),
        ('{ env = "IMAP_SECRET" }', "5", [
            'mailbox.password: say where the secret is: { env = "NAME" } or { file = "path" }',
        ]),
        ("[smtp]", '[smtp]\nsafety = "tls"', [
            "smtp.safety: unknown key; "
            "known here are ca_file, from, host, oauth, password, port, security, timeout, user",
        ]),
        ('"The office <info@office.example>"', '"The office"', [
            "smtp.from: 'The office' holds no mail address such as info@example.org",
        ]),
        ('["staff@office.example"]', "[]", [
            "organizers.digest_to: at least one entry is required",
        ]),
        ("events =", 'database = "mysql://x"\nevents =', [
            "database: 'mysql://x' is neither \"sqlite:///PATH\" nor \"postgresql+psycopg://USER@HOST/NAME\"",
        ]),
        ("events =", 'database = "postgres://me:hunter2@host/db"\nevents =', [
            "database: 'postgres://…@host/db' is neither "
            "\"sqlite:///PATH\" nor \"postgresql+psycopg://USER@HOST/NAME\"",
        ]),
        ("imap.office.example", "imap.office.example:993", [
            "mailbox.host: 'imap.office.example:993' is no server's name such as imap.example.org; "
            "a port stands in a key of its own",
        ]),
        ("smtp.office.example", "smtps://smtp.office.example", [
            "smtp.host: 'smtps://smtp.office.example' is no server's name such as imap.example.org; "
            "a port stands in a key of its own",
        ]),
        ("[mailbox]", '[mailbox]\npoll = "0s"', ["mailbox.poll: must be 1s or more"]),
        ("[smtp]", '[smtp]\ntimeout = "0m"', ["smtp.timeout: must be 1s or more"]),
        # safety
        ("[mailbox]", '[mailbox]\nsecurity = "none"', [
            'mailbox.security: "none" is for loopback only, not for imap.office.example; use "tls" or "starttls"',
        ]),
        ("[smtp]", '[smtp]\nsecurity = "none"', [
            'smtp.security: "none" is for loopback only, not for smtp.office.example; use "tls" or "starttls"',
        ]),
        ('{ env = "IMAP_SECRET" }', '"hunter2"', [
            'mailbox.password: must not stand in this file; write { env = "NAME" } or { file = "path" }',
        ]),
        ('password = { env = "IMAP_SECRET" }\n', "", [
            'mailbox.password: is required: { env = "NAME" } or { file = "path" } (or a table [mailbox.oauth])',
        ]),
        ("[smtp]", '[smtp]\nuser = "info@office.example"', [
            'smtp.password: is required for this user: { env = "NAME" } or { file = "path" }',
        ]),
        ('{ env = "IMAP_SECRET" }', '{ env = "A", file = "b" }', [
            'mailbox.password: say where the secret is: { env = "NAME" } or { file = "path" }',
        ]),
        ("[smtp]", '[mailbox.oauth]\ntoken_url = "http://login.example/t"\nclient_id = "x"\n'
         'refresh_token = { env = "T" }\n[smtp]', [
            "mailbox.oauth.token_url: must be https, except on loopback",
        ]),
        ('[mailbox]\nhost = "imap.office.example"', TWICE, [
            "mailbox[2]: is the same account and folder as mailbox[1]; keep one of them, with the events of both",
        ]),
        ("[mailbox]", '[mailbox]\nhandled = "INBOX"', [
            "mailbox.handled: folder, handled and review must be three different folders",
        ]),
        ("[mailbox]", '[mailbox]\nsince = "2026-11-30"', [
            "mailbox.since: '2026-11-30' is no day; write it without quotes, such as 2026-11-30",
        ]),
        ("[mailbox]", "[mailbox]\nsince = 2026-11-30T09:00:00", [
            "mailbox.since: 2026-11-30T09:00:00 is no day; write it without quotes, such as 2026-11-30",
        ]),
        ("[mailbox]", '[mailbox]\nhandled = "inbox"', [
            "mailbox.handled: folder, handled and review must be three different folders",
        ]),
        ("[mailbox]", '[mailbox]\nhandled = "Mailflow/"', [
            "mailbox.handled: 'Mailflow/' is no folder: write its name with one '/' between levels, such as "
            '"Mailflow/Handled"',
        ]),
        ("[mailbox]", '[mailbox]\nsent = "/Sent"', [
            "mailbox.sent: '/Sent' is no folder: write its name with one '/' between levels, such as "
            '"Mailflow/Handled"',
        ]),
        ("[mailbox]", '[mailbox]\ndrafts = ""', [
            "mailbox.drafts: must not be empty, not ''",
        ]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_key_and_what_would_be_right(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    assert refused_settings(settings_file(tmp_path, old, new)) == said


@pytest.mark.parametrize(
    "written", ['"hunter2"', '["hunter2"]', '{ env = ["hunter2"] }', '{ file = ["hunter2"] }', '{ text = "hunter2" }']
)
def test_a_secret_is_never_repeated(tmp_path: Path, written: str) -> None:
    path = settings_file(tmp_path, '{ env = "IMAP_SECRET" }', written)
    assert [line for line in refused_settings(path) if "hunter2" in line] == []
    assert "hunter2" not in repr(load_settings(_loopback(tmp_path)).mailbox)


def _loopback(folder: Path) -> Path:
    path = settings_file(folder, '{ env = "IMAP_SECRET" }', '"hunter2"')
    path.write_text(path.read_text(encoding="utf-8").replace("imap.office.example", "127.0.0.1"), encoding="utf-8")
    return path


def test_on_loopback_a_password_may_stand_in_the_file(tmp_path: Path) -> None:
    settings = load_settings(_loopback(tmp_path))
    assert settings.secret(settings.mailbox[0].password, "mailbox.password") == "hunter2"


def test_an_organizer_may_be_written_with_their_name(tmp_path: Path) -> None:
    path = settings_file(tmp_path, '"staff@office.example"', '"Neri, Laura <laura@office.example>"')
    assert load_settings(path).organizers.digest_to == ("laura@office.example",)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "[mailbox]", "colour = 1\n[mailbox]\nfoldr = 1")
    assert refused_settings(path) == [
        "mailbox.foldr: unknown key; did you mean 'folder'?",
        f"colour: unknown key; known here are {', '.join(sorted(Settings.model_fields))}",
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused_settings(tmp_path / "none.toml") == [
        "there is no such file; 'mailflow init DIR' writes one to start from"
    ]


def test_what_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mailflow.toml"
    path.write_text("[mailbox\n", encoding="utf-8")
    assert refused_settings(path) == [
        "not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 9)"
    ]


def test_what_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mailflow.toml"
    path.write_bytes(b'# settings\ntitle = "perch\xe9"')
    assert refused_settings(path) == ["is not UTF-8 text (line 2): save it as UTF-8"]


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    assert refused_settings(tmp_path) == ["cannot be read: Is a directory"]


def test_folders_that_are_missing_are_told(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "events = ", 'templates = "words"\nevents = ')
    assert refused_settings(path) == [f"templates: there is no folder {tmp_path / 'words'}"]
    with pytest.raises(ConfigError) as refused:
        _ = load_settings(settings_file(tmp_path, 'events = "events"', 'events = "none"')).loaded_events
    assert str(refused.value) == (
        f"{tmp_path / 'none'}: there is no such folder of events (key 'events' of the configuration)"
    )


def test_a_folder_without_events_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError) as refused:
        _ = load_settings(settings_file(tmp_path, 'events = "events"', 'events = "empty"')).loaded_events
    assert str(refused.value) == (
        f"{tmp_path / 'empty'}: no event file (*.toml) in this folder; 'mailflow init DIR' writes one"
    )


def test_an_event_that_is_named_must_be_there(tmp_path: Path) -> None:
    for old, new, key in (
        ("events = ", 'default_event = "idea"\nevents = ', "default_event"),
        ("[mailbox]", '[mailbox]\nevent = "idea"', "mailbox.event"),
    ):
        path = settings_file(tmp_path, old, new)
        assert refused_settings(path) == [f"{key}: no event 'idea' in {tmp_path / 'events'}; there are ideas"]


def test_two_events_of_one_id_are_told_with_both_files(tmp_path: Path) -> None:
    path = settings_file(tmp_path)
    (tmp_path / "events" / "other.toml").write_text(EVENT, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        _ = load_settings(path).loaded_events
    assert str(refused.value) == (
        f"{tmp_path / 'events' / 'other.toml'}: id: 'ideas' is used by {tmp_path / 'events' / 'ideas.toml'} already"
    )


def test_a_relative_database_lies_beside_the_configuration_or_above_its_folder(tmp_path: Path) -> None:
    (tmp_path / "config" / "events").mkdir(parents=True)
    path = tmp_path / "config" / "mailflow.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    assert load_settings(path).database_url == f"sqlite:///{tmp_path / 'var' / 'mailflow.db'}"
    path.write_text('database = "sqlite:////srv/mailflow.db"\n' + SETTINGS, encoding="utf-8")
    assert load_settings(path).database_url == "sqlite:////srv/mailflow.db"


def test_several_mailboxes_may_be_watched(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "[mailbox]", "[[mailbox]]")
    second = (
        '[[mailbox]]\nhost = "imap.office.example"\nuser = "events@office.example"\npasword = { env = "X" }\n[smtp]'
    )
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[smtp]", second.replace("pasword", "password")), encoding="utf-8")
    assert [box.user for box in load_settings(path).mailbox] == ["info@office.example", "events@office.example"]
    path.write_text(text.replace("[smtp]", second), encoding="utf-8")
    assert refused_settings(path)[0] == "mailbox[2].pasword: unknown key; did you mean 'password'?"
