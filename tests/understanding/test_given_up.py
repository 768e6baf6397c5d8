"""Replies that sound like giving up and are not, a yes under a condition, and the answer to 'who is not coming?'."""

from __future__ import annotations

import pytest

from mailflow.understanding.reading import Intent
from tests.understanding.test_replies import EN, IT, ONE, THREE, TWO, reply

FOUR = (*THREE, "Ivo Rea")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Sorry, we are all coming"),
        (EN, "Sorry for the confusion, we are both coming"),
        (EN, "Please don't cancel my booking"),
        (EN, "Hope we don't have to cancel"),
        (EN, "I'm afraid we will arrive a bit late"),
        (EN, "Probably can't come, will let you know"),
        (EN, "we may not be able to come"),
        (EN, "We can't come the day after so this is perfect"),
        (EN, "We can't make the following weekend, so this suits us"),
        (IT, "Il giorno dopo non possiamo venire, quindi va benissimo così"),
        (IT, "Non annullate per favore!"),
        (IT, "Spero di non dover annullare"),
        (IT, "Purtroppo arriveremo in ritardo"),
        (IT, "Rinuncio al pranzo"),
        (IT, "ho cancellato per sbaglio la mail"),
        (IT, "Non mi è arrivato il calendario"),
        (IT, "Probabilmente non vengo"),
    ],
)
def test_nothing_is_given_up_where_no_words_say_so(event: str, text: str) -> None:
    got = reply(event, text, TWO)

    assert (got.intent, got.confident) != (Intent.CANCEL, True)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "cant come sorry"),
        (EN, "No, please cancel"),
        (EN, "Something came up, sorry"),
        (EN, "Not coming, sorry. Maybe next time!"),
        (EN, "I can't come any more, perhaps next year"),
        (EN, "Please release my place"),
        (IT, "annullate pure"),
        (IT, "rinuncio"),
        (IT, "Rinuncio al posto"),
        (IT, "Purtroppo ho un impegno"),
        (IT, "non vengo più, magari la prossima volta"),
        (IT, "Mi è sorto un imprevisto, scusate"),
    ],
)
def test_a_few_words_give_up(event: str, text: str) -> None:
    got = reply(event, text, ONE)

    assert (got.intent, got.confident) == (Intent.CANCEL, True)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Yes please, but only if there's room for my son too"),
        (EN, "Yes, but only one of us"),
        (EN, "yes unless it rains"),
        (IT, "sì ma solo io"),
        (IT, "accettiamo solo se possiamo stare insieme"),
        (IT, "sì se posso portare mio figlio"),
    ],
)
def test_a_yes_under_a_condition_takes_up_no_offer(event: str, text: str) -> None:
    got = reply(event, text, TWO, asked="offer")

    assert (got.intent, got.confident) == (Intent.OTHER, False)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "yes if it's still free"),
        (EN, "Yes for both of us!"),
        (EN, "Yes please if it's not too late"),
        (IT, "se è ancora libero sì"),
        (IT, "sì, se c'è ancora posto"),
        (IT, "sì per entrambi"),
    ],
)
def test_a_yes_if_it_is_free_is_a_yes(event: str, text: str) -> None:
    got = reply(event, text, TWO, asked="offer")

    assert (got.intent, got.confident) == (Intent.ACCEPT, True)


@pytest.mark.parametrize(
    ("event", "text", "leaving"),
    [
        (EN, "me and Ugo", ("Ada Neri", "Ugo Sala")),
        (EN, "Everyone but me", ("Ugo Sala", "Lea Bo", "Ivo Rea")),
        (EN, "Lea is still coming, Ugo and Ivo aren't", ("Ugo Sala", "Ivo Rea")),
        (EN, "Ugo. Thanks, Ada", ("Ugo Sala",)),
        (EN, "Only Ugo and I are coming", ("Lea Bo", "Ivo Rea")),
        (IT, "io", ("Ada Neri",)),
        (IT, "tutti tranne Ugo", ("Ada Neri", "Lea Bo", "Ivo Rea")),
        (IT, "Restano Lea e Ivo", ("Ada Neri", "Ugo Sala")),
        (IT, "Lea resta, vanno via Ugo e Ivo", ("Ugo Sala", "Ivo Rea")),
        (IT, "Ugo\n\nAda Neri", ("Ugo Sala",)),
    ],
)
def test_who_is_no_longer_coming_is_told(event: str, text: str, leaving: tuple[str, ...]) -> None:
    got = reply(event, text, FOUR, asked="leaving")

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, True, leaving)


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (EN, "Ugo's wife"),
        (EN, "nobody, sorry, we're all coming"),
        (IT, "la moglie di Ugo"),
        (IT, "nessuno, veniamo tutti"),
    ],
)
def test_who_is_not_told_is_asked_once_more(event: str, text: str) -> None:
    got = reply(event, text, FOUR, asked="leaving")

    assert (got.intent, got.confident, got.leaving) == (Intent.CHANGE, False, ())
