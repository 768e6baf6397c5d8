"""What is read from small mails: one kind of wording a test."""

from __future__ import annotations

import pytest

from mailflow.domain.event import Event
from mailflow.understanding import Context, Intent
from tests.understanding.conftest import Read


def test_one_person_with_a_session_in_each_round(reading: Read, fabbrica: Event) -> None:
    got = reading(
        "Buongiorno, mi iscrivo al workshop: Green energy nel primo turno e Governance nel secondo.", fabbrica
    )
    assert (got.intent, got.seats, got.confident) == (Intent.BOOK, 1, True)
    assert [p.name for p in got.people] == ["Anna Neri"]
    assert got.people[0].choices == {"turno-1": ("green-energy",), "turno-2": ("governance",)}


def test_each_person_keeps_their_own_choice(reading: Read, fabbrica: Event) -> None:
    got = reading("Veniamo in due: io al gruppo 1 e poi al 5, Luca Bianchi al gruppo 2 e poi al 6.", fabbrica)
    assert {p.name: dict(p.choices) for p in got.people} == {
        "Anna Neri": {"turno-1": ("green-energy",), "turno-2": ("governance",)},
        "Luca Bianchi": {"turno-1": ("logistica",), "turno-2": ("riqualificazione",)},
    }


def test_preferences_keep_their_order(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo. Nel primo turno Logistica oppure, se fosse piena, Green energy.", fabbrica)
    assert got.people[0].choices["turno-1"] == ("logistica", "green-energy")


def test_all_but_one_leaves_the_rest_in_the_events_order(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo al workshop. Nel secondo turno va bene tutto tranne governance.", fabbrica)
    assert got.people[0].choices["turno-2"] == ("formazione", "riqualificazione")


def test_two_sessions_without_an_order_are_a_doubt(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo al workshop. Vorrei seguire Green energy e Welfare.", fabbrica)
    assert (got.confident, [d.about for d in got.doubts]) == (False, ["choices"])
    assert got.doubts[0].options == ("green-energy", "welfare")


def test_a_corrected_number_replaces_the_first(reading: Read, fabbrica: Event) -> None:
    assert reading("Ci iscriviamo in 4. Anzi no, scusate, siamo in 5.", fabbrica).seats == 5


def test_numbers_that_do_not_agree_are_a_doubt(reading: Read, fabbrica: Event) -> None:
    got = reading("Vi confermo le iscrizioni: io e il collega Fabio Tarozzi.", fabbrica, subject="3 posti")
    asked = [doubt.words for doubt in got.doubts if doubt.about == "seats"]
    assert asked[0] == "the numbers do not agree: 3, 2"


def test_a_size_told_in_so_many_words_is_never_untold(reading: Read, fabbrica: Event) -> None:
    assert reading("Buongiorno, vorremmo dodici posti per il workshop, gruppo 1.", fabbrica).seats == 12


def test_relations_are_counted(reading: Read, fabbrica: Event) -> None:
    assert reading("Veniamo io, mio marito e mia suocera.", fabbrica).seats == 3


def test_another_day_is_a_doubt(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo per sabato 27 novembre, gruppo 1 e gruppo 4.", fabbrica)
    assert [d.about for d in got.doubts] == ["date"]


def test_codes_are_read_however_they_are_written(reading: Read, osd: Event) -> None:
    got = reading("Please book me a place: d1a on Thursday and D2-C on Friday.", osd, subject="booking")
    assert got.people[0].choices == {"day-1": ("d1-a",), "day-2": ("d2-c",)}


def test_a_tour_is_told_by_day_and_hour(reading: Read, liceo: Event) -> None:
    got = reading("Vorrei prenotare per me la visita di domenica alle undici e mezza.", liceo)
    assert got.people[0].choices == {"visita": ("domenica-1130",)}


def test_an_hour_of_both_days_is_a_doubt(reading: Read, liceo: Event) -> None:
    assert reading("Vorrei prenotare per me la visita delle 10.", liceo).confident is False


def test_who_books_for_another_does_not_attend(reading: Read, fabbrica: Event) -> None:
    got = reading(
        "Chiedo di riservare un posto a nome dell'ing. Umberto Gherardi, gruppi 1 e 5. Io non vengo.", fabbrica
    )
    assert [p.name for p in got.people] == ["Umberto Gherardi"]


def test_a_question_before_deciding_books_nothing(reading: Read, fabbrica: Event) -> None:
    got = reading("Prima di prenotare vorrei sapere se c'è un parcheggio.", fabbrica, subject="info")
    assert (got.intent, got.question) == (Intent.QUESTION, True)


def test_giving_up_is_a_cancellation(reading: Read, fabbrica: Event) -> None:
    got = reading(
        "Devo purtroppo annullare la mia iscrizione al workshop del 26 novembre.", fabbrica, subject="disdetta"
    )
    assert got.intent is Intent.CANCEL


def test_a_booking_code_is_found(reading: Read, fabbrica: Event) -> None:
    assert reading("Annullo K7QM-3F", fabbrica).codes == ("K7QM-3F",)


def test_evidence_holds_the_words_of_each_fact(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo al gruppo 1.", fabbrica)
    assert [(e.fact, e.words) for e in got.evidence if "choices" in e.fact] == [("choices.turno-1", "1")]


def test_a_number_answers_the_question_how_many(reading: Read, fabbrica: Event) -> None:
    got = reading("2", fabbrica, context=Context(has_booking=True, asked=("seats",)))
    assert (got.intent, got.seats) == (Intent.CHANGE, 2)


def test_yes_answers_an_offer(reading: Read, fabbrica: Event) -> None:
    assert reading("sì", fabbrica, context=Context(has_booking=True, asked=("offer",))).intent is Intent.ACCEPT


def test_no_thanks_answers_an_offer(reading: Read, fabbrica: Event) -> None:
    assert reading("no grazie", fabbrica, context=Context(has_booking=True, asked=("offer",))).intent is Intent.DECLINE


def test_confirm_answers_whether_to_cancel(reading: Read, fabbrica: Event) -> None:
    got = reading("confermo", fabbrica, context=Context(has_booking=True, asked=("confirm-cancel",)))
    assert (got.intent, got.confident) == (Intent.CANCEL, True)


def test_a_session_answers_which_group(reading: Read, fabbrica: Event) -> None:
    got = reading("il 3", fabbrica, context=Context(has_booking=True, asked=("choices:turno-1",)))
    assert got.choices == {"turno-1": ("welfare",)}


def test_names_answer_who_comes(reading: Read, fabbrica: Event) -> None:
    got = reading("Anna e Luca Bianchi", fabbrica, context=Context(has_booking=True, asked=("names",)))
    assert [p.name for p in got.people] == ["Anna Bianchi", "Luca Bianchi"]


def test_a_substitution_says_who_comes_for_whom(reading: Read, fabbrica: Event) -> None:
    known = Context(has_booking=True, attendees=("Anna Neri", "Luca Bianchi"), size=2)
    got = reading("Luca Bianchi non può venire, al suo posto viene Sara Verdi.", fabbrica, context=known)
    assert got.replaced == {"Luca Bianchi": "Sara Verdi"}


@pytest.mark.parametrize(
    "words",
    [
        "Vorrei due posti, anzi uno.",
        "Volevo prenotare due posti, anzi no, uno solo.",
        "Two places please, no, sorry, one.",
    ],
)
def test_the_number_corrected_last_counts(reading: Read, fabbrica: Event, words: str) -> None:
    assert reading(words, fabbrica).seats == 1


def test_one_fewer_is_a_difference(reading: Read, fabbrica: Event) -> None:
    got = reading("Uno di noi non può più venire.", fabbrica, context=Context(has_booking=True, size=3))
    assert (got.intent, got.fewer) == (Intent.CHANGE, 1)


def test_a_mail_too_long_to_read_whole_is_a_doubt(reading: Read, fabbrica: Event) -> None:
    got = reading("Mi iscrivo al gruppo 1. " * 800, fabbrica)
    assert (got.confident, got.doubts[-1].words) == (False, "the mail is too long to be read whole")
