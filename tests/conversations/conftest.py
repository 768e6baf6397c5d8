"""The stories tell what the desk does with what was read; how sure a reading must be is measured on labelled mails."""

from __future__ import annotations

import pytest

from mailflow.understanding import understand


@pytest.fixture(autouse=True)
def _whatever_is_undoubted_is_acted_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights of certainty are learnt anew with every change of the reading: no story hangs on them."""
    monkeypatch.setattr(understand, "sure_enough", lambda _signs, _intent: True)
