"""What letters say, and never say."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]  # comes with WeasyPrint

from mailflow.domain.booking import Booking, Contact
from mailflow.domain.event import Event
from mailflow.domain.letter import (
    Access,
    Already,
    Answer,
    Answered,
    Answering,
    Confirmation,
    Letter,
    Query,
    Received,
    Reminder,
)
from mailflow.outbox.render import Rendered, render
from mailflow.outbox.sample import sample, samples
from mailflow.outbox.sample.desk import Desk
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import SHAPES, event_named

Events = Callable[[str], Event]
READ = [(event_name, language) for event_name in SHAPES for language in ("it", "en")]
BUTTONS_AND_PICTURES = r'(?s)<table class="buttons".*?</table>|<img[^>]*>'


def words_of(rendered: Rendered) -> tuple[list[str], list[str]]:
    """The words of the text part, and those of the HTML part without buttons and pictures."""
    body = re.sub(BUTTONS_AND_PICTURES, " ", rendered.html.partition('class="body"')[2].partition(">")[2])
    seen = unescape(re.sub(r"<[^>]*>", " ", body))
    link = r"https?://\S+"
    return re.findall(r"\w+", re.sub(f": {link}", "", rendered.text)), re.findall(r"\w+", re.sub(link, "", seen))


@pytest.mark.parametrize(("event_name", "language"), READ)
def test_text_and_html_say_the_same_words_in_the_same_order(
    event_name: str, language: str, templates: Templates
) -> None:
    said = {name: words_of(render(letter, templates)) for name, letter in samples(event_named(event_name), language)}

    assert {name: (text, html) for name, (text, html) in said.items() if text != html} == {}


@pytest.mark.parametrize(("event_name", "language"), READ)
def test_nothing_is_left_of_markup_templates_or_nothings(event_name: str, language: str, templates: Templates) -> None:
    said = {name: render(letter, templates) for name, letter in samples(event_named(event_name), language)}
    left = r"\*\*|\]\(|\{\{|\{%|None|Undefined|  +\S|[ -],| \.| :|&amp;|\(\)|[\ue000-\uf8ff]"
    found = {name: re.findall(left, f"{r.subject}\n{r.text}") for name, r in said.items()}

    assert {name: marks for name, marks in found.items() if marks} == {}


@pytest.mark.parametrize("language", ["it", "en"])
def test_where_the_event_has_no_rounds_nothing_is_said_of_groups(language: str, templates: Templates) -> None:
    said = [render(letter, templates).text for _, letter in samples(event_named("primo-soccorso"), language)]
    # a party too large is a group as well: of people
    of_people = r"group booking|prenotazione gruppo|[Gg]rupp[oi] di|[Gg]roups of"
    told = [
        re.findall(r"(?i)\b(?:turn[oi]|session\w*|rounds?|grupp[oi]|groups?)\b", re.sub(of_people, "", text))
        for text in said
    ]

    assert [words for words in told if words] == []


def test_the_first_answer_links_the_privacy_notice_and_later_ones_do_not(event: Events, templates: Templates) -> None:
    notice = "https://office.example/privacy_(it)"
    desk = Desk(replace(event("fabbrica-idee"), privacy_notice=notice), "it")
    first = render(Confirmation(**desk.answer(), booking=desk.booking, first=True), templates)
    later = render(Confirmation(**desk.answer(), booking=desk.booking), templates)
    linked = "https://office.example/privacy_%28it%29"

    assert (linked in first.text, f'href="{linked}"' in first.html) == (True, True)
    assert ("privacy" in later.text, "privacy" in later.html) == (False, False)


def test_an_office_without_a_telephone_signs_in_one_piece(event: Events, templates: Templates) -> None:
    office = event("fabbrica-idee")
    desk = Desk(replace(office, organizer=replace(office.organizer, phones=(), fax=())), "it")
    text = render(Confirmation(**desk.answer(), booking=desk.booking), templates).text

    assert text.rpartition("\n\n")[2] == "Comune di Fiorano Modenese\ninfo@fabbricaideedistretto.it\n"


def test_who_waits_and_has_still_to_choose_is_not_told_that_there_is_nothing_to_do(
    event: Events, templates: Templates
) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    text = render(Already(**desk.answer(), booking=desk.nowhere, queries=desk.choices), templates).text

    assert text.split("\n\n")[1] == (
        "la richiesta è già in lista d’attesa e non è cambiato nulla. Manca ancora una scelta."
    )


def test_a_person_without_a_name_is_greeted_all_the_same(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    letter = replace(Confirmation(**desk.answer(), booking=desk.unnamed(1)), to_name=None)

    assert render(letter, templates).text.split("\n\n")[0] == "Buongiorno,"


def test_the_words_of_a_reply_are_filled_in_with_the_code(event: Events, templates: Templates) -> None:
    letter = sample("offer", event("fabbrica-idee"), "it")
    html = render(letter, templates, "box@office.example").html
    links = re.findall(r'href="(mailto:box@[^"]*)"', unescape(html))
    subject = "La%20fabbrica%20delle%20idee%3A%20secondo%20workshop-laboratorio%20%5BK7QM-3F%5D"

    assert links == [
        f"mailto:box@office.example?subject={subject}&body={body}" for body in ("Accetto", "Rinuncio", "Accetto")
    ]


def test_an_answer_keeps_the_writers_subject_without_earlier_prefixes(event: Events, templates: Templates) -> None:
    letter = replace(
        sample("confirmation", event("fabbrica-idee"), "it"), answering=Answering("a@b", (), "R: RE: Re[2]: Iscrizione")
    )

    assert render(letter, templates).subject == "Re: Iscrizione"


def test_an_answer_to_a_mail_without_subject_has_one_of_its_own(event: Events, templates: Templates) -> None:
    letter = replace(sample("confirmation", event("primo-soccorso"), "it"), answering=Answering("a@b", (), " Re: "))

    assert render(letter, templates).subject == "Posto confermato: Corso di primo soccorso pediatrico [K7QM-3F]"


def test_no_link_of_a_writer_is_handed_on(event: Events, templates: Templates) -> None:
    said = "Guardate https://evil.example/login e www.evil.example, HTTP://EVIL.example"
    desk = Desk(event("fabbrica-idee"), "it")
    letter = Received(**desk.answer() | {"answering": Answering("a@b", (), said, said)}, why="doubt")
    rendered = render(letter, templates)

    assert "evil" not in f"{rendered.subject}{rendered.text}{rendered.html}".casefold()
    assert "> Guardate […] e […] […]" in rendered.text.split("\n")


def test_a_long_mail_is_quoted_short(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    said = "\n".join(f"riga {number}" for number in range(200))
    letter = Received(**desk.answer() | {"answering": Answering("a@b", (), "x", said)}, why="doubt")
    quoted = [line for line in render(letter, templates).text.split("\n") if line.startswith("> ")]

    assert quoted == [*(f"> riga {number}" for number in range(12)), "> …"]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{{ 7 * 7 }}", "**Anna** [x](https://evil.example)", "| - ## >", "A\nB\r\nC"]
)
def test_a_name_is_words_and_nothing_else(name: str, event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    attendee = replace(desk.booking.attendees[0], name=name)
    booking = replace(desk.booking, attendees=(attendee,), contact=Contact(name=name, organization=name))
    letter: Letter = replace(Confirmation(**desk.answer(), booking=booking), to_name=name)
    rendered = render(letter, templates)
    shown = " ".join(name.split())

    assert " ".join(rendered.text.split("\n\n")[0].split()) == f"Gentile {shown},"
    assert ("<script" in rendered.html, "evil.example)" in re.sub(r">[^<]*<", "><", rendered.html)) == (False, False)


def test_a_party_lists_each_person_with_their_own_places(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    letter = Confirmation(**desk.answer(), booking=desk.party, positions=desk.positions)
    text = render(letter, templates).text
    people = text.partition("Anna Bianchi\n- ")[2].partition("\n\nUn’altra")[0]

    assert people.split("\n") == [
        "Primo turno: 1. Green energy (ore 15.00–16.30) – confermato",
        "- Secondo turno: 4. Formazione e saperi, ricerca e innovazione (ore 16.45–18.15)"
        " – in lista d’attesa, posizione 3",
        "",
        "Nicolò D’Angelo",
        "- Primo turno: 2. Logistica e mobilità di merci e persone (ore 15.00–16.30) – confermato",
        "- Secondo turno: 5. Governance di distretto (ore 16.45–18.15) – in lista d’attesa, posizione 4",
        "",
        "María-José O’Brien & Figli",
        "- Primo turno: 3. Welfare e volontariato (ore 15.00–16.30) – confermato",
        "- Secondo turno: 6. Riqualificazione territoriale e sostenibilità (ore 16.45–18.15) – confermato",
    ]


def test_people_without_names_are_told_together(event: Events, templates: Templates) -> None:
    desk = Desk(event("primo-soccorso"), "it")
    letter = Confirmation(**desk.answer(), booking=desk.booked(("Anna Bianchi", None, None, None)))

    assert render(letter, templates).text.partition("Chi partecipa\n")[2].split("\n\n")[0].split("\n") == [
        "- Anna Bianchi",
        "- Altre 3 persone (nomi da comunicare)",
    ]


def test_on_an_event_of_several_days_every_session_tells_its_day(event: Events, templates: Templates) -> None:
    text = render(sample("confirmation", event("open-science-days"), "en"), templates).text

    assert [line for line in text.split("\n") if line.startswith("- Day")] == [
        "- Day 1 workshops (Thursday 16 September): D1-A – Reproducible pipelines, from laptop to cluster"
        " (Thursday 16 September 2027, 14:00–17:00)",
        "- Day 2 workshops (Friday 17 September): D2-A – Containers without tears"
        " (Friday 17 September 2027, 10:00–13:00)",
    ]


def test_hours_that_only_titles_tell_are_not_contradicted(event: Events, templates: Templates) -> None:
    desk = Desk(event("porte-aperte-liceo"), "it")
    query = Query(about="choices", round="visita")
    letter = Confirmation(**desk.answer(), booking=desk.unnamed(1), queries=(query,))
    text = render(letter, templates).text

    assert text.partition("Visita guidata: quale scelta?")[2].partition("\n\n")[2].split("\n\n")[0].split("\n") == [
        "- Visita di sabato 16 gennaio, ore 10.00",
        "- Visita di sabato 16 gennaio, ore 15.00",
        "- Visita di domenica 17 gennaio, ore 10.00",
        "- Visita di domenica 17 gennaio, ore 11.30",
    ]


def test_who_is_booked_and_asks_when_is_told_of_their_own_sessions(event: Events, templates: Templates) -> None:
    desk = Desk(event("porte-aperte-liceo"), "it")
    asked = Answer(**desk.answer(), answers=(Answered("time"),), booking=desk.booking)
    text = render(asked, templates).text

    assert [line for line in text.split("\n") if line.startswith("- ")] == [
        "- Visita guidata: Visita di sabato 16 gennaio, ore 10.00"
    ]


def test_a_session_that_two_rounds_have_by_one_title_is_asked_for_with_its_round(
    event: Events, templates: Templates
) -> None:
    office = event("fabbrica-idee")
    first, second = office.rounds
    alike = replace(second.sessions[0], title=first.sessions[0].title)
    desk = Desk(replace(office, rounds=(first, replace(second, sessions=(alike, *second.sessions[1:])))), "it")
    html = render(Confirmation(**desk.answer(), booking=desk.unnamed(1), queries=desk.choices), templates).html

    assert re.findall(r"body=(\w+%20turno%3A%20[^\"]*)\"", html) == [
        "Primo%20turno%3A%20Green%20energy",
        "Secondo%20turno%3A%20Green%20energy",
    ]


def test_the_data_of_a_booking_that_was_given_up_say_so(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    text = render(Access(**desk.answer(), bookings=(desk.all_cancelled(),), data_json="{}"), templates).text

    assert "Posti: nessuno, la prenotazione è annullata" in text.split("\n")


def test_a_session_gone_from_the_file_is_still_told(event: Events, templates: Templates) -> None:
    whole = event("fabbrica-idee")
    booking: Booking = Desk(whole, "it").booking
    shorter = replace(whole, rounds=(replace(whole.rounds[0], sessions=whole.rounds[0].sessions[1:]), whole.rounds[1]))
    desk = Desk(shorter, "it")
    text = render(Reminder(**desk.unasked(), booking=booking, days=1), templates).text

    assert [line for line in text.split("\n") if "green-energy" in line] == ["- Primo turno: green-energy"]


def test_an_answer_of_the_event_file_is_given_in_its_own_words(event: Events, templates: Templates) -> None:
    desk = Desk(event("fabbrica-idee"), "it")
    letter = Answer(**desk.answer(), answers=(Answered("faq", "C’è un bus *e* un parcheggio [P1]."),))

    assert "C’è un bus *e* un parcheggio [P1]." in render(letter, templates).text.split("\n")


@pytest.mark.parametrize(("event_name", "language"), [("fabbrica-idee", "it"), ("ceramics-forum", "en")])
def test_every_html_part_is_html_without_an_error(event_name: str, language: str, templates: Templates) -> None:
    found = {}
    for name, letter in samples(event_named(event_name), language):
        parser = HTMLParser()
        parser.parse(render(letter, templates).html)
        found[name] = parser.errors
    assert {name: errors for name, errors in found.items() if errors} == {}
