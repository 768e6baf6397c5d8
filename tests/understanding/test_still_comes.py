"""Words of staying away that give no place up, and of joining that bring nobody."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent
from tests.understanding.test_replies import EN, IT, TWO, reply


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo is ill but will come"),
        (EN, "Ugo is out of office but asked me to confirm"),
        (EN, "Ugo is away this week but back for the trip"),
        (EN, "Ugo is on holiday today, he'll answer tomorrow"),
        (EN, "Ugo isn't coming by train, he'll drive"),
        (EN, "Ugo is not coming with me, he comes on his own"),
        (EN, "Remove Ugo from the mailing list"),
        (EN, "Please remove Ugo's email from the list"),
        (EN, "Ugo and I can't decide between 11:30 and 13:00"),
        (EN, "Don't give Ugo's place away, he's coming"),
        (IT, "Ugo ha la febbre ma dovrebbe farcela"),
        (IT, "Ugo è in ferie ma conferma"),
        (IT, "Ugo è via questa settimana ma torna per l'evento"),
        (IT, "Ugo è assente oggi, vi risponde domani"),
        (IT, "Ugo non viene in macchina con me"),
        (IT, "Ugo non c'è stato l'anno scorso"),
        (IT, "Ugo non si ferma a pranzo"),
        (IT, "Togliete la mail di Ugo, usate la mia"),
        (IT, "Ugo ha cancellato la mail, me la rimandate?"),
    ],
)
def test_who_may_still_come_loses_no_place(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.leaving, (got.intent, got.confident) == (Intent.CANCEL, True)) == ((), False)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo is ill and can't come"),
        (EN, "Ugo can't come but I will"),
        (EN, "Ugo can't come, as I told you by phone"),
        (EN, "Ugo is ill but Ada will come"),
        (EN, "Please remove Ugo from the list"),
        (IT, "Ugo è malato, togliete il suo posto"),
        (IT, "Ugo non può ma io vengo"),
        (IT, "Come da telefonata, Ugo non viene"),
        (IT, "Con questa mail vi comunico che Ugo non viene"),
    ],
)
def test_who_cannot_come_leaves(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, ("Ugo Sala",))


@pytest.mark.parametrize(
    ("event", "text", "more"),
    [
        (EN, "one more question: is there wifi", None),
        (EN, "The dog is coming too", None),
        (EN, "My sister is coming too, with her dog", 1),
        (EN, "one more please", 1),
        (IT, "Viene anche il cane", None),
        (IT, "posso aggiungere una nota?", None),
        (IT, "Viene anche mia sorella con il cane", 1),
        (IT, "uno in più se possibile", 1),
    ],
)
def test_what_is_no_guest_takes_no_place(event: str, text: str, more: int | None) -> None:
    assert reply(event, text, TWO).more == more
