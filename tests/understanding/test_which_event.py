from __future__ import annotations

from datetime import timedelta

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import which_event


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
