"""Logging in with tokens, as Microsoft 365 and Google ask: XOAUTH2 at real servers that look at every token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailflow.mailbox.imap import ImapMailbox
from mailflow.mailbox.port import MailboxAway, MailboxRefused
from mailflow.oauth import TokenSource
from mailflow.outbox.smtp import Lost, Sent, SmtpConnection, Unusable
from tests.mailbox.mails import mail
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot, new_user, start_dovecot
from tests.servers.postfix import Postfix, start_postfix
from tests.servers.tokens import REFRESH, SECRET, Tokens, start_tokens

FROM, TO = "info@mailflow.example", "anna@elsewhere.example"
MAIL = b"Subject: Posto\r\n\r\nConfermato.\r\n"


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    with start_tokens() as server:
        yield server


@pytest.fixture
def asking(certificates: Certificates, tokens: Tokens) -> Iterator[Dovecot]:
    with start_dovecot(certificates, introspection=tokens.introspection) as server:
        yield server


@pytest.fixture
def submission(asking: Dovecot, certificates: Certificates) -> Iterator[Postfix]:
    with start_postfix(asking, certificates, login=True) as server:
        yield server


def source(tokens: Tokens, user: str, *, refresh: str | None = REFRESH, secret: str = SECRET) -> TokenSource:
    return TokenSource(
        url=tokens.token_url, client_id="mailflow", client_secret=secret, refresh_token=refresh, scope=user
    )


@pytest.mark.parametrize("refresh", [REFRESH, None], ids=["of the mailbox's owner", "of the application"])
def test_a_token_lets_us_into_the_box_it_is_for(asking: Dovecot, tokens: Tokens, refresh: str | None) -> None:
    user = new_user()
    asking.append(user, mail(1))
    mailbox = ImapMailbox(asking.account(user, password="", token=source(tokens, user, refresh=refresh)))
    assert len(mailbox.waiting()) == 1
    mailbox.close()
    mailbox.waiting()
    grant = "refresh_token" if refresh else "client_credentials"
    assert [form["grant_type"] for form in tokens.asked] == [grant], "a token is kept as long as it lasts"


def test_a_token_that_was_revoked_is_replaced_at_once(asking: Dovecot, tokens: Tokens) -> None:
    user = new_user()
    mailbox = ImapMailbox(asking.account(user, password="", token=source(tokens, user)))
    assert mailbox.waiting() == []
    mailbox.close()
    tokens.revoke()
    assert mailbox.waiting() == []
    assert len(tokens.asked) == 2


def test_a_token_for_another_box_is_refused_and_not_asked_for_again(asking: Dovecot, tokens: Tokens) -> None:
    mailbox = ImapMailbox(asking.account("info", password="", token=source(tokens, new_user())))
    with pytest.raises(MailboxRefused, match=r"^mailbox\.oauth: 127\.0\.0\.1 refused the login of info"):
        mailbox.waiting()
    assert len(tokens.asked) == 1


def test_a_token_that_runs_out_is_fetched_anew(asking: Dovecot, tokens: Tokens) -> None:
    tokens.lasts = 30  # less than the minute before its end in which a token is not used any more
    user = new_user()
    mailbox = ImapMailbox(asking.account(user, password="", token=source(tokens, user)))
    mailbox.waiting()
    mailbox.close()
    mailbox.waiting()
    assert len(tokens.asked) == 2


def test_mail_is_handed_in_with_a_token_and_with_another_one_once_it_is_revoked(
    submission: Postfix, tokens: Tokens
) -> None:
    account = submission.account(user="info", token=source(tokens, "info"))
    connection = SmtpConnection(account)
    assert isinstance(connection.send(MAIL, FROM, TO), Sent)
    connection.close()
    tokens.revoke()
    assert isinstance(connection.send(MAIL, FROM, TO), Sent)
    connection.close()
    assert (len(submission.sink.wait_for_recipient(TO, 2)), len(tokens.asked)) == (2, 2)


def test_a_submission_with_a_token_for_another_is_told(submission: Postfix, tokens: Tokens) -> None:
    outcome = SmtpConnection(submission.account(user="info", token=source(tokens, "other"))).send(MAIL, FROM, TO)
    assert isinstance(outcome, Unusable)
    assert outcome.reason.startswith("smtp.oauth: 127.0.0.1 refused the login of info (535")


def test_an_endpoint_that_gives_no_token_is_told_in_its_words_and_without_a_secret(
    asking: Dovecot, submission: Postfix, tokens: Tokens
) -> None:
    wrong = source(tokens, "info", refresh="guessed-refresh", secret="guessed-secret")
    with pytest.raises(MailboxAway) as error:
        ImapMailbox(asking.account("info", password="", token=wrong)).waiting()
    outcome = SmtpConnection(submission.account(user="info", token=wrong)).send(MAIL, FROM, TO)
    assert isinstance(outcome, Lost)
    for said in (str(error.value), outcome.reason):
        assert ("the refresh token has been revoked" in said, "guessed" in said) == (True, False)
