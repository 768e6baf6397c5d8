"""Replies read in the light of who is booked: who leaves, who comes instead, who joins, what is given up."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mailflow.config.event_file import load_event
from mailflow.message import parse
from mailflow.understanding import read
from mailflow.understanding.reading import Context, Intent, Reading

EVENTS = Path(__file__).parent.parent / "events"
FIVE = ("Ivana Grandi", "Nadia Ferri", "Luca Sola", "Bruno Tosi", "Pia Rinaldi")


def reply(
    text: str, *booked: str, event: str = "fabbrica-idee", size: int | None = None, sessions: Any = (), asked: Any = ()
) -> Reading:
    """A reply of the first of those booked."""
    mail = EmailMessage()
    mail["From"] = f"{booked[0]} <somebody@posta.example>"
    mail["Subject"] = "Re: x"
    mail["In-Reply-To"] = "<ours@mailflow.example>"
    mail.set_content(text)
    known = Context(has_booking=True, attendees=booked, size=size or len(booked), sessions=sessions, asked=asked)
    return read(parse(mail.as_bytes()), load_event(EVENTS / f"{event}.toml"), known)


def facts(reading: Reading) -> dict[str, object]:
    """What the reading changes, without what it does not."""
    told = {
        "leaving": reading.leaving, "replaced": dict(reading.replaced), "more": reading.more, "fewer": reading.fewer,
        "seats": reading.seats, "dropped": reading.dropped, "joining": tuple(p.name for p in reading.people),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "Purtroppo Bruno Tosi non può più venire. Gli altri quattro ci sono tutti.\nIvana Grandi",
            {"leaving": ("Bruno Tosi",)},
        ),
        ("Bruno e Pia purtroppo danno forfait.\nIvana", {"leaving": ("Bruno Tosi", "Pia Rinaldi")}),
        ("Togliete pure Nadia, grazie", {"leaving": ("Nadia Ferri",)}),
        ("Luca si è ammalato e non potrà esserci", {"leaving": ("Luca Sola",)}),
        ("Io non riesco a venire, ma gli altri vengono senz'altro. Ivana", {"leaving": ("Ivana Grandi",)}),
        ("Al posto di Luca viene Anna Setti, stessi gruppi.\nIvana", {"replaced": {"Luca Sola": "Anna Setti"}}),
        ("Nadia sarà sostituita da Elena Costi", {"replaced": {"Nadia Ferri": "Elena Costi"}}),
        ("Viene anche mio cugino Piero Grandi", {"more": 1, "joining": ("Piero Grandi",)}),
        ("Possiamo aggiungere una persona? Si chiama Rita Bosi", {"more": 1, "joining": ("Rita Bosi",)}),
        ("Salve, alla fine siamo in quattro.\nIvana", {"seats": 4}),
        ("Uno di noi non viene, poi vi dico chi", {"fewer": 1}),
    ],
)
def test_what_a_reply_for_five_changes(text: str, changes: dict[str, object]) -> None:
    reading = reply(text, *FIVE)

    assert (reading.intent, reading.confident, facts(reading)) == (Intent.CHANGE, True, changes)


def test_a_name_that_nobody_booked_has_cancels_nothing() -> None:
    reading = reply("Marco Neri non può venire.\nIvana", *FIVE)

    assert (reading.confident, reading.leaving) == (False, ())


def test_a_name_is_that_of_the_place_without_one() -> None:
    assert reply("Marco Neri non può venire.\nIvana", *FIVE, size=6).leaving == ("Marco Neri",)


def test_my_husband_is_the_other_one_of_two() -> None:
    reading = reply("Mio marito alla fine non viene, io sì.\nIole", "Iole Spaggiari", "Ermes Spaggiari")

    assert (reading.confident, facts(reading)) == (True, {"leaving": ("Ermes Spaggiari",)})


def test_his_place_is_that_of_the_person_just_named() -> None:
    text = "Hi, David can't make it after all. Please cancel his place; mine stays.\nThanks, Emma"
    reading = reply(text, "Emma Whitfield", "David Osei", event="ceramics-forum")

    assert (reading.intent, facts(reading)) == (Intent.CHANGE, {"leaving": ("David Osei",)})


def test_who_booked_for_three_and_cannot_come_may_mean_all() -> None:
    reading = reply("I'm afraid I can't make it.\nAnn", "Ann Lee", "Bob Lee", "Cy Lee", event="harbour-tours")

    assert (reading.confident, [doubt.about for doubt in reading.doubts]) == (False, ["intent"])


def test_who_is_alone_and_cannot_come_gives_up_all() -> None:
    reading = reply("I'm afraid I can't make it.\nAnn", "Ann Lee", event="harbour-tours")

    assert (reading.intent, reading.confident) == (Intent.CANCEL, True)


def test_one_session_given_up_is_not_the_booking() -> None:
    text = "Nel pomeriggio devo rientrare prima: al laboratorio G rinuncio, al mattino invece ci sono.\nGaia Tondelli"
    booked = ("b-comunita", "g-generazioni")
    reading = reply(text, "Gaia Tondelli", event="convegno-cooperazione", sessions=booked)

    assert (reading.intent, reading.dropped) == (Intent.CHANGE, ("g-generazioni",))


@pytest.mark.parametrize(
    ("text", "event", "held", "dropped"),
    [
        ("None of us can come on the 16th.\nSue", "open-science-days", ("d1-a", "d2-c"), ("day-1",)),
        ("I'm afraid neither of us is free on Friday.\nSue", "open-science-days", ("d1-a", "d2-c"), ("day-2",)),
        (
            "None of us can come on Saturday.\nSue",
            "../corpus/events/garden-walks",
            ("sat-bluebells", "sun-pond"),
            ("sat-bluebells",),
        ),
        (
            "Nessuno di noi due potrà venire domenica.\nSue",
            "../corpus/events/garden-walks",
            ("sat-bluebells", "sun-pond"),
            ("sun-pond",),
        ),
        (
            "Nessuno dei due riesce per il secondo turno.\nSue",
            "fabbrica-idee",
            ("logistica", "governance"),
            ("turno-2",),
        ),
    ],
)
def test_a_day_on_which_none_comes_is_not_the_booking(
    text: str, event: str, held: tuple[str, ...], dropped: tuple[str, ...]
) -> None:
    reading = reply(text, "Sue Ash", "Tom Bell", event=event, sessions=held)

    assert (reading.intent, facts(reading)) == (Intent.CHANGE, {"dropped": dropped})


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("In place of Sue Ash, Mark Reed will come.\n\nSue Ash", {"replaced": {"Sue Ash": "Mark Reed"}}),
        ("Mark Reed is taking Tom's seat.\nSue", {"replaced": {"Tom Bell": "Mark Reed"}}),
        ("I'd like to give my seat to Mark Reed.\nSue", {"replaced": {"Sue Ash": "Mark Reed"}}),
        ("Cedo il mio posto ad Aldo Sala.\nSue", {"replaced": {"Sue Ash": "Aldo Sala"}}),
        ("Aldo Sala prende il mio posto.\nSue", {"replaced": {"Sue Ash": "Aldo Sala"}}),
        ("Can we bring two friends?\nSue", {"more": 2}),
        ("Could I bring my daughter as well?\nSue", {"more": 1}),
        ("Posso portare anche due amiche?\nSue", {"more": 2}),
    ],
)
def test_who_takes_a_place_and_who_comes_besides(text: str, changes: dict[str, object]) -> None:
    assert facts(reply(text, "Sue Ash", "Tom Bell", event="harbour-tours", sessions=("boat-1000",))) == changes


@pytest.mark.parametrize(
    "text", ["Can we all switch to the 13:00?\nSue", "We'd like to swap the 10:00 for the 13:00, both of us.\nSue"]
)
def test_what_all_of_several_want_instead_is_not_the_writers_alone(text: str) -> None:
    reading = reply(text, "Sue Ash", "Tom Bell", event="harbour-tours", sessions=("boat-1000",))

    assert (reading.people, reading.choices) == ((), {"tour": ("boat-1300",)})


@pytest.mark.parametrize("text", ["Can I bring my dog?\nSue", "Posso portare anche il cane?\nSue"])
def test_a_dog_is_no_person_more(text: str) -> None:
    assert reply(text, "Sue Ash", "Tom Bell", event="harbour-tours").intent == Intent.QUESTION


@pytest.mark.parametrize("text", ["Lascio il mio posto libero.\nSue", "I'm giving up my seat.\nSue"])
def test_who_frees_his_own_place_is_asked_whether_the_other_comes(text: str) -> None:
    reading = reply(text, "Sue Ash", "Tom Bell", event="harbour-tours")

    assert (reading.intent, reading.leaving, reading.confident) == (Intent.CHANGE, ("Sue Ash",), False)


@pytest.mark.parametrize(
    "text",
    [
        "Ann can't eat nuts.\nSue",
        "Ann won't be able to walk the whole way, is there a bench?\nSue",
        "My mobile has changed: 07700 900123. Ann can't do stairs.\nSue",
        "Thanks! Mark Reed told me about the tour, we look forward to it.\nSue",
        "Could you tell me who leads the tour? Is it Mark Reed again?\nSue",
        "Ann non può fare le scale.\nSue",
        "Il relatore è sempre Aldo Sala?\nSue",
        "Ann no longer needs the wheelchair space.\nSue",
        "Ann non verrà da sola, la accompagna la badante.\nSue",
        "Ho parlato con Aldo Sala al telefono, tutto chiaro. Grazie!\nSue",
    ],
)
def test_what_one_cannot_do_and_who_is_only_spoken_of_change_no_place(text: str) -> None:
    assert facts(reply(text, "Sue Ash", "Ann Ash", event="harbour-tours", sessions=("boat-1000",))) == {}


def test_an_invitation_to_a_network_below_a_mail_adds_nobody() -> None:
    network = "I'd like to add you to my professional network. - Mark Reed\nAccept | Ignore"
    reading = reply(f"Thanks, see you on Saturday.\nSue\n\n----\n{network}", "Sue Ash", event="harbour-tours")

    assert (reading.confident, reading.more) == (False, None)


@pytest.mark.parametrize(
    ("text", "leaving"),
    [
        ("I'm afraid Ann cannot come because she works late on Saturday.\nSue", ("Ann Ash",)),
        ("I think Tom won't be coming.\nSue", ("Tom Bell",)),
        ("I am fine but Ann and Tom can't come.\nSue", ("Ann Ash", "Tom Bell")),
        ("Mi dispiace ma Ann non può venire.\nSue", ("Ann Ash",)),
        ("Io e Tom non possiamo venire, Ann sì.\nSue", ("Sue Ash", "Tom Bell")),
    ],
)
def test_who_only_tells_that_another_cannot_come_stays(text: str, leaving: tuple[str, ...]) -> None:
    assert reply(text, "Sue Ash", "Ann Ash", "Tom Bell", event="harbour-tours").leaving == leaving


@pytest.mark.parametrize("text", ["Io e Tom non possiamo venire.\nSue", "Neither Tom nor I can come.\nSue"])
def test_where_both_of_two_cannot_come_all_is_given_up(text: str) -> None:
    assert reply(text, "Sue Ash", "Tom Bell", event="harbour-tours").intent == Intent.CANCEL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We won't be there before ten past ten, please don't leave without us.\nSue", "what cannot be done"),
        ("Ann can't leave her mother that day.\nSue", "who comes"),
        ("Mark Reed too, please.\nSue", "whether Mark Reed comes too"),
        ("If it rains we won't come.\nSue", "only if"),
        ("We no longer need parking.\nSue", "what cannot be done"),
        ("Could we also have two places on the 13:00?\nSue", "in all, or"),
    ],
)
def test_what_may_mean_that_somebody_comes_or_goes_is_asked_about(text: str, words: str) -> None:
    reading = reply(text, "Sue Ash", "Ann Ash", event="harbour-tours")

    assert (reading.confident, any(words in doubt.words for doubt in reading.doubts)) == (False, True)


def test_of_two_sessions_of_a_round_the_one_not_booked_is_wanted() -> None:
    text = "Visto che Green energy è pieno mettetemi pure a Logistica, va benissimo lo stesso.\nRuggero Bassi"
    reading = reply(text, "Ruggero Bassi", sessions=("green-energy", "governance"))

    assert reading.confident
    assert [dict(p.choices) for p in reading.people] == [{"turno-1": ("logistica",)}]


def test_a_phone_and_a_wish_are_added_and_nothing_else() -> None:
    text = "Dimenticavo: il mio numero è 339 5550455. E sono celiaca.\nFulvia"
    reading = reply(text, "Fulvia Araldi")

    assert (reading.intent, reading.confident, reading.requests, facts(reading)) == (Intent.CHANGE, True, ("diet",), {})


def test_who_confirms_that_all_come_changes_nothing() -> None:
    reading = reply("Confermo che ci saremo tutti e tre. A venerdì!\nIvana", *FIVE[:3])

    assert (reading.intent, facts(reading)) == (Intent.ACCEPT, {})


def test_a_name_answers_who_is_no_longer_coming() -> None:
    assert facts(reply("Bruno", *FIVE, asked=("leaving",))) == {"leaving": ("Bruno Tosi",)}


def test_somebody_named_to_go_is_no_no_to_a_question_about_all() -> None:
    text = "Teo Marchesini ci comunica che non potrà partecipare; al suo posto verrà Fabrizio Mori.\nCarla Neri"
    booked = ("Silvano Borghi", "Teo Marchesini", "Lidia Canali")
    reading = reply(text, *booked, asked=("other", "offer"))

    assert (reading.intent, facts(reading)) == (Intent.CHANGE, {"replaced": {"Teo Marchesini": "Fabrizio Mori"}})


def test_a_number_of_people_is_no_number_of_a_group() -> None:
    reading = reply("Siamo in 4", "Renata Ghini", asked=("seats", "choices:turno-2"))

    assert (reading.seats, dict(reading.choices)) == (4, {})
