"""What is fetched together."""

from __future__ import annotations

from mailflow.mailbox.fetching import BATCH_BYTES, BATCH_MAILS, Batch, in_batches
from mailflow.mailbox.port import Origin

LARGEST = 10 * BATCH_BYTES


def origin(uid: int, mailbox: str = "info/INBOX") -> Origin:
    return Origin(mailbox, 1, uid)


def test_small_mails_go_together_up_to_a_number() -> None:
    batches = list(in_batches([(origin(uid), 1000) for uid in range(2 * BATCH_MAILS + 1)], LARGEST))
    assert [len(batch.origins) for batch in batches] == [BATCH_MAILS, BATCH_MAILS, 1]


def test_large_mails_go_together_up_to_a_weight() -> None:
    sized = [(origin(uid), BATCH_BYTES // 2) for uid in range(5)]
    assert [len(batch.origins) for batch in in_batches(sized, LARGEST)] == [2, 2, 1]


def test_a_mail_over_the_limit_goes_alone_and_cut_in_its_place() -> None:
    sized = [(origin(1), 10), (origin(2), LARGEST + 1), (origin(3), LARGEST), (origin(4), 10)]
    assert list(in_batches(sized, LARGEST)) == [
        Batch((origin(1),)),
        Batch((origin(2),), whole=False),
        Batch((origin(3),)),
        Batch((origin(4),)),
    ]


def test_mails_of_two_folders_go_apart() -> None:
    sized = [(origin(1), 10), (origin(1, "info/Review"), 10)]
    assert list(in_batches(sized, LARGEST)) == [Batch((origin(1),)), Batch((origin(1, "info/Review"),))]


def test_nothing_is_nothing() -> None:
    assert list(in_batches([], LARGEST)) == []
