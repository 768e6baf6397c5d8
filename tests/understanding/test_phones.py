"""Phone numbers as people write them, in the form that can be dialled from anywhere."""

from __future__ import annotations

import pytest

from mailflow.understanding.text.phones import phone_spans

NUMBERS = [  # the organizer's land, the text, the number
    ("IT", "cell. 333 5550123", "+393335550123"),
    ("IT", "int. 12 - 0544 5550377", "+3905445550377"),
    ("IT", "dal 05-09/07/2027", None),
    ("IT", "prot. 18442/2010", None),
    ("IE", "01 496 0172", "+35314960172"),
    ("IE", "0113 496 0455", "+441134960455"),  # none of Ireland's, one of Britain's
    ("IE", "0577 5550218", "+3905775550218"),
    ("IE", "(612) 555-0143", "+16125550143"),
    ("IE", "+234 1 555 0162", "+23415550162"),
    ("GB", "01632 960615", "+441632960615"),
    ("GB", "087 555 0123", "+353875550123"),
    ("IT", "my mobile is 07700 900123", "+447700900123"),
    ("IT", "tel. 070 5550123", "+390705550123"),
]


@pytest.mark.parametrize(("land", "text", "number"), NUMBERS)
def test_number(land: str, text: str, number: str | None) -> None:
    assert next((found for _, _, found in phone_spans(text, land)), None) == number
