"""Reading what servers say to FETCH."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mailbox.responses import Fetched, fetched, uid_sets

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=1)))


def test_a_mail_comes_as_line_literal_and_rest() -> None:
    data = [
        (b'7 (FLAGS (\\Seen $Forwarded) INTERNALDATE " 1-Mar-2026 12:00:00 +0100" BODY[] {5}', b"hello"),
        b" UID 9)",
    ]
    assert list(fetched(data)) == [Fetched(9, None, NOON, frozenset({"\\Seen", "$Forwarded"}), b"hello")]


def test_a_listing_has_no_content() -> None:
    data = [b'1 (UID 3 FLAGS () INTERNALDATE "01-Mar-2026 12:00:00 +0100" RFC822.SIZE 70)', b"2 (UID 4 RFC822.SIZE 8)"]
    assert list(fetched(data)) == [
        Fetched(3, 70, NOON, frozenset(), None),
        Fetched(4, 8, None, frozenset(), None),
    ]


def test_news_of_a_mails_flags_in_between_is_passed_over() -> None:
    data = [b"5 (FLAGS (\\Deleted))", (b"7 (UID 9 BODY[]<0> {2}", b"hi"), b")", b"6 (FLAGS (\\Seen))"]
    assert [(mail.uid, mail.content) for mail in fetched(data)] == [(9, b"hi")]


def test_a_short_mail_may_come_in_quotes() -> None:
    assert [mail.content for mail in fetched([b'1 (UID 2 BODY[] "say \\"hi\\" \\\\o/")', b'2 (UID 3 BODY[] "")'])] == [
        b'say "hi" \\o/', b""
    ]  # fmt: skip


def test_words_in_a_mail_are_no_answers_of_the_server() -> None:
    data = [(b"7 (UID 9 BODY[] {40}", b"1 (UID 66 FLAGS (\\Deleted) RFC822.SIZE 1"), b" FLAGS ())"]
    assert [(mail.uid, mail.size, mail.flags) for mail in fetched(data)] == [(9, None, frozenset())]


@pytest.mark.parametrize("data", [[None], [], [b""]])
def test_nothing_is_nothing(data: list[bytes | None]) -> None:
    assert list(fetched(data)) == []


def test_a_date_without_zone_is_utc_and_a_broken_one_is_none() -> None:
    data = [b'1 (UID 1 INTERNALDATE "1-Mar-2026 12:00:00")', b'2 (UID 2 INTERNALDATE "yesterday")']
    assert [mail.arrived for mail in fetched(data)] == [datetime(2026, 3, 1, 12, tzinfo=UTC), None]


@given(st.sets(st.integers(1, 60)), st.integers(1, 5))
def test_uid_sets_name_exactly_these_uids(uids: set[int], most: int) -> None:
    named: list[int] = []
    for uid_set in uid_sets(uids, most):
        ranges = [part.partition(":") for part in uid_set.split(",")]
        assert len(ranges) <= most
        for first, colon, last in ranges:
            named.extend(range(int(first), int(last if colon else first) + 1))
    assert named == sorted(uids)


def test_neighbours_are_one_range() -> None:
    assert list(uid_sets([9, 1, 3, 2, 2, 8], 500)) == ["1:3,8:9"]
