"""Who has left a firm or an office: his place is asked about, unless it is told."""

from __future__ import annotations

import pytest

from tests.understanding.test_replies import EN, IT, ONE, TWO, reply


@pytest.mark.parametrize(
    ("event", "text", "booked", "who"),
    [
        (EN, "Ugo Sala has left the company, please write to me from now on.", TWO, "Ugo Sala"),
        (EN, "Ugo has retired, please send everything to me", TWO, "Ugo Sala"),
        (EN, "I am leaving the company at the end of the month, my colleague Lea Bo takes over.", TWO, "Ada Neri"),
        (EN, "I am leaving, my colleague Lea Bo takes over.", ONE, "Ada Neri"),
        (IT, "Ugo Sala ha lasciato l'azienda, d'ora in poi scrivete a me.", TWO, "Ugo Sala"),
        (IT, "Ugo Sala non lavora più con noi, per le comunicazioni scrivete a me", TWO, "Ugo Sala"),
        (IT, "Ugo non è più in azienda, scrivete a me", TWO, "Ugo Sala"),
        (IT, "Lascio l'azienda a fine mese, subentra la collega Lea Bo.", TWO, "Ada Neri"),
        (IT, "Lascio l'incarico, mi sostituisce la collega Lea Bo.", ONE, "Ada Neri"),
    ],
)
def test_whether_who_left_still_comes_is_asked(event: str, text: str, booked: tuple[str, ...], who: str) -> None:
    got = reply(event, text, booked)

    told = [d.words.partition(":")[0] for d in got.doubts]
    assert (got.confident, got.leaving, dict(got.replaced), told) == (False, (), {}, [f"whether {who} still comes"])


@pytest.mark.parametrize(
    ("event", "text", "booked", "leaving", "replaced"),
    [
        (EN, "Ugo has left the company and won't be coming.", TWO, ("Ugo Sala",), {}),
        (EN, "Ugo has left the company so please cancel his place.", TWO, ("Ugo Sala",), {}),
        (EN, "Ugo has left the company. Lea Bo will attend in his place.", TWO, (), {"Ugo Sala": "Lea Bo"}),
        (EN, "I'm leaving the company. Lea Bo will come in my place.", ONE, (), {"Ada Neri": "Lea Bo"}),
        (IT, "Ugo è andato in pensione, togliete il suo nome", TWO, ("Ugo Sala",), {}),
        (IT, "Lascio l'incarico, al mio posto viene la collega Lea Bo.", ONE, (), {"Ada Neri": "Lea Bo"}),
        (IT, "Mi sostituisce la collega Lea Bo", TWO, (), {"Ada Neri": "Lea Bo"}),
    ],
)
def test_what_is_told_of_his_place_is_done(
    event: str, text: str, booked: tuple[str, ...], leaving: tuple[str, ...], replaced: dict[str, str]
) -> None:
    got = reply(event, text, booked)

    assert (got.confident, got.leaving, dict(got.replaced)) == (True, leaving, replaced)
