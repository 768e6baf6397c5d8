"""What would fail at sending is found before."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mailflow.domain.event import Event
from mailflow.outbox.check import unread
from mailflow.outbox.render import render
from mailflow.outbox.sample import sample
from mailflow.outbox.templates import Templates, packaged_templates
from tests.outbox.conftest import SHAPES, event_named

Events = Callable[[str], Event]


def override(folder: Path, name: str, words: str) -> Templates:
    file = folder / name
    file.parent.mkdir(parents=True)
    file.write_text(words, encoding="utf-8")
    return Templates([folder])


def test_the_packaged_templates_have_no_problem_with_events_of_any_shape(templates: Templates) -> None:
    assert templates.problems([event_named(name) for name in SHAPES]) == []


def test_the_packaged_templates_are_in_italian_and_english(templates: Templates) -> None:
    assert templates.languages == ("en", "it")


def test_an_event_has_words_of_its_own_and_others_keep_theirs(event: Events, tmp_path: Path) -> None:
    mine, other = event("fabbrica-idee"), event("primo-soccorso")
    templates = override(tmp_path, f"events/{mine.id}/it/closed/body.j2", "Chiuso, {{ name }}.\n")

    assert render(sample("closed", mine, "it"), templates).text == "Chiuso, Anna Bianchi.\n"
    assert (
        render(sample("closed", other, "it"), templates).text == render(sample("closed", other, "it"), Templates()).text
    )


def test_an_event_may_override_a_part_that_kinds_share(event: Events, tmp_path: Path) -> None:
    mine = event("fabbrica-idee")
    templates = override(tmp_path, f"events/{mine.id}/it/_closing.j2", "\n\nA presto\n")

    assert render(sample("closed", mine, "it"), templates).text.endswith("\n\nA presto\n")


def test_an_office_may_override_the_words_of_every_event(event: Events, tmp_path: Path) -> None:
    templates = override(tmp_path, "en/closed/body.j2", "Closed.\n")

    assert render(sample("closed", event("ceramics-forum"), "en"), templates).text == "Closed.\n"


def test_a_name_that_is_not_there_is_found(event: Events, tmp_path: Path) -> None:
    templates = override(tmp_path, "it/closed/body.j2", "{{ booking.code }}\n")

    assert templates.problems([event("primo-soccorso")])[0] == (
        "templates/it/closed: for event primo-soccorso, in the case 'closed': 'booking' is undefined"
    )


def test_a_fault_in_one_event_override_names_that_event(event: Events, tmp_path: Path) -> None:
    mine = event("fabbrica-idee")
    templates = override(tmp_path, f"events/{mine.id}/en/erased/subject.j2", "{{ evnt.title }}")

    assert templates.problems([event("primo-soccorso"), mine]) == [
        f"templates/en/erased: for event {mine.id}, in the case {case!r}: 'evnt' is undefined"
        for case in ("erased", "erased.confirm", "erased.confirm-stranger")
    ]


def test_a_template_that_is_none_is_found_with_its_line(event: Events, tmp_path: Path) -> None:
    templates = override(tmp_path, "it/offer/body.j2", "Buongiorno\n{% if %}\n")

    assert templates.problems([event("primo-soccorso")]) == [
        "templates/it/offer/body.j2, line 2: Expected an expression, got 'end of statement block'"
    ]


def test_a_language_begun_is_told_what_it_lacks(event: Events, tmp_path: Path) -> None:
    templates = override(tmp_path, "de/closed/body.j2", "Geschlossen.\n")
    found = templates.problems([event("primo-soccorso")])

    assert found[:2] == [
        "templates/de/confirmation/subject.j2: this file is missing",
        "templates/de/confirmation/body.j2: this file is missing",
    ]
    assert "templates/de/closed/subject.j2: this file is missing" in found


def test_an_event_in_a_language_without_templates_is_found(event: Events, templates: Templates) -> None:
    abroad = replace(event("primo-soccorso"), language="fr")

    assert templates.problems([abroad]) == [
        "event primo-soccorso: language: there are no templates for 'fr' (there are: en, it)"
    ]


def test_templates_reach_nothing_of_python(event: Events, tmp_path: Path) -> None:
    templates = override(tmp_path, "it/closed/body.j2", "{{ event.__class__.__mro__ }}\n")

    assert "is unsafe" in templates.problems([event("primo-soccorso")])[0]


def test_the_packaged_templates_stand_in_the_checkout() -> None:
    assert (packaged_templates() / "it" / "confirmation" / "body.j2").is_file()


def test_a_file_of_ones_own_that_no_mail_is_made_of_is_found(tmp_path: Path) -> None:
    for name in (
        "en/confirmatoin/body.j2",
        "en/offer/bodi.j2",
        "en/offer/subject.j2",
        "en/_parking.j2",
        "en/offer/.#body.j2",
        "events/primo-soccorso/it/ask/body.j2",
        "events/primo-soccorso/ask/body.j2",
        "papers/sheet.html.j2",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert unread(Templates([tmp_path])) == [
        "templates/en/confirmatoin/body.j2: no mail is made of this file; did you mean 'en/confirmation/body.j2'?",
        "templates/en/offer/bodi.j2: no mail is made of this file; did you mean 'en/offer/body.j2'?",
        "templates/events/primo-soccorso/ask/body.j2: no mail is made of this file; did you mean 'it/ask/body.j2'?",
    ]
