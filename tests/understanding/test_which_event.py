from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import named_beside, which_event


def mail(text: str, to: str = "info@posta.example", subject: str = "") -> Message:
    return Message(sender=Address("Anna Neri", "anna@posta.example"), to=(Address("", to),), subject=subject, text=text)


def test_the_address_it_was_sent_to_tells_the_event(liceo: Event, osd: Event) -> None:
    assert which_event(mail("Due posti.", liceo.organizer.email), (osd, liceo), liceo.starts) == (liceo,)


def test_the_name_tells_the_event(liceo: Event, osd: Event) -> None:
    now = liceo.starts - timedelta(days=9)
    assert which_event(mail("A place at Open Science Days, please."), (liceo, osd), now) == (osd,)


def test_the_date_tells_the_event(liceo: Event, osd: Event) -> None:
    now = liceo.starts - timedelta(days=9)
    assert which_event(mail("Due posti per sabato 16 gennaio."), (osd, liceo), now) == (liceo,)


def test_where_nothing_tells_all_open_events_stay(liceo: Event, osd: Event) -> None:
    now = liceo.starts - timedelta(days=9)
    assert which_event(mail("Due posti, grazie."), (osd, liceo), now) == (liceo, osd)


def test_an_event_long_over_is_left_out(fabbrica: Event, osd: Event) -> None:
    now = osd.starts - timedelta(days=9)
    assert which_event(mail("Due posti, grazie."), (fabbrica, osd), now) == (osd,)


def test_each_event_that_a_mail_names_stays(liceo: Event, osd: Event) -> None:
    now = liceo.starts - timedelta(days=9)
    both = mail("Un posto per la visita al liceo di sabato 16 gennaio e uno per gli Open Science Days.")
    assert which_event(both, (osd, liceo), now) == (liceo, osd)


def test_an_event_that_is_over_is_not_meant_beside_one_to_come(liceo: Event, osd: Event) -> None:
    both = mail("Bella la visita al liceo! A place at Open Science Days, 16 September, please.")
    assert which_event(both, (liceo, osd), liceo.ends + timedelta(days=1)) == (osd,)


def test_words_that_two_events_share_name_no_second_one(fabbrica: Event) -> None:
    first = replace(fabbrica, id="fabbrica-idee-1", title="La fabbrica delle idee", aliases=("fabbrica delle idee",))
    second = mail("Due posti per la fabbrica delle idee, secondo workshop, il 26 novembre, Governance di distretto.")
    assert named_beside(second, fabbrica, (first,)) == ()


def test_what_somebody_else_wrote_before_names_no_second_one(liceo: Event, osd: Event) -> None:
    answered = replace(mail("Un posto per la visita al liceo."), quoted="> Open Science Days 2027: booking is open")
    assert named_beside(answered, liceo, (osd,)) == ()
