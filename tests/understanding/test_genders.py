"""Whom 'he' and 'she' mean, where several are named."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

GROUPS, DAYS = "fabbrica-idee", "open-science-days"
UGO, LIA = (
    {"turno-1": ("logistica",), "turno-2": ("governance",)},
    {
        "turno-1": ("welfare",),
        "turno-2": ("governance",),
    },
)
ADA, HUGH = {"day-1": ("d1-a",), "day-2": ("d2-c",)}, {"day-1": ("d1-b",), "day-2": ("d2-c",)}

TOLD = [
    (GROUPS, "Vengono Ugo Sala e Lia Serra, io no. Lui al 2, lei al 3, poi entrambi al 5.",
     {"Ugo Sala": UGO, "Lia Serra": LIA}),
    (GROUPS, "Vengono Lia Serra e Ugo Sala, io no. Lui al 2, lei al 3, poi entrambi al 5.",
     {"Ugo Sala": UGO, "Lia Serra": LIA}),
    # by what ties them to the writer, or by a title, where the name tells nothing
    (DAYS, "Ms Robin Brook and Mr Kim Stone are coming, I'm not. She takes D1-A and he takes D1-B, both D2-C.",
     {"Robin Brook": ADA, "Kim Stone": HUGH}),
    (DAYS, "Hugh Stone and Robin Brook are coming, I'm not. She takes D1-A and he takes D1-B, both D2-C.",
     {"Robin Brook": ADA, "Hugh Stone": HUGH}),
    (GROUPS, "Vengono mio cognato Andrea Sala e Lia Serra, io no. Lui al 2, lei al 3, poi entrambi al 5.",
     {"Andrea Sala": UGO, "Lia Serra": LIA}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "text", "want"), TOLD)
def test_he_is_the_man_and_she_the_woman_named_before(event: str, text: str, want: dict[str, object]) -> None:
    got = read(Message(sender=Address("Ida Rossi", "ida@posta.example"), text=text), given_event(event))
    assert {p.name: dict(p.choices) for p in got.people} == want
    assert [doubt.words for doubt in got.doubts if doubt.about == "choices"] == []


def test_who_is_meant_is_asked_where_neither_names_nor_words_tell() -> None:
    text = "Robin Brook and Alex Stone are coming, I'm not. She takes D1-A and he takes D1-B, both D2-C."
    got = read(Message(sender=Address("Ida Rossi", "ida@posta.example"), text=text), given_event(DAYS))
    assert "it is not clear who wants what" in [doubt.words for doubt in got.doubts]
