from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from lxml import html

from mailflow.domain.event import Event
from mailflow.papers.announcement import announcement, state_of
from mailflow.papers.invitation import invitations
from tests.papers.pictures import png_codes
from tests.papers.sample import ROME, ROOT, TEMPLATES, event

NOW = datetime(2010, 11, 10, 9, 30, tzinfo=ROME)
FREE: Mapping[str | None, int | None] = {
    None: 40,
    "green-energy": 1,
    "logistica": 0,
    "welfare": 16,
    "formazione": 5,
    "governance": 16,
    "riqualificazione": 16,
}
NAMES = sorted(path.stem for path in (ROOT / "config" / "events").glob("*.toml"))


def published(of: Event | None = None, now: datetime = NOW, free: Mapping[str | None, int | None] = FREE) -> Any:
    files = announcement(of or event(), free, now, TEMPLATES)
    return html.fromstring(files["index.html"].decode())


def texts(page: Any, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def test_the_page_tells_when_where_and_until_when() -> None:
    assert texts(published(), "//header//dd") == [
        "venerdì 26 novembre 2010, 14.15–18.45",
        "Castello di SpezzanoVia del Castello 12, 41042 Spezzano di Fiorano Modenese (MO)",
        "entro giovedì 25 novembre 2010, ore 18.0040 posti liberi",
    ]


def test_the_programme_runs_by_the_clock() -> None:
    assert texts(published(), "//ol[@class='programme']/li/span[@class='hours']") == [
        "14.15", "14.30", "15.00–16.30", "16.30", "16.45–18.15", "18.15",
    ]  # fmt: skip


def test_of_the_second_day_the_programme_tells_the_day() -> None:
    first, *_ = (whole := event()).agenda
    ends = whole.ends + timedelta(days=1)
    several = replace(whole, ends=ends, rounds=(), agenda=(first, replace(first, at=ends)))
    page = published(several)
    assert texts(page, "//ol[@class='programme']/li/span[@class='hours']") == [
        "14.15", "sabato 27 novembre 2010, 18.45",
    ]  # fmt: skip


def test_places_left_are_told_of_every_session() -> None:
    assert texts(published(), "//ul[@class='sessions']//span[contains(@class, 'left')]") == [
        "1 posto libero",
        "completo: si entra in lista d'attesa",
        "16 posti liberi",
        "5 posti liberi",
        "16 posti liberi",
        "16 posti liberi",
    ]


def test_every_combination_has_its_mail_and_what_is_left_of_it() -> None:
    page = published()
    assert page.xpath("//a[@class='book']/@href") == [invitation.url for invitation in invitations(event())]
    assert texts(page, "//div[@class='choice'][1]//a/span[contains(@class, 'left')]") == ["1 posto libero"] * 3


def test_a_full_event_leaves_no_place_anywhere() -> None:
    page = published(free={**FREE, None: 0})
    assert set(texts(page, "//a[@class='book']/span[contains(@class, 'left')]")) == {
        "completo: si entra in lista d'attesa"
    }


@pytest.mark.parametrize("name", NAMES)
def test_the_page_needs_nothing_from_elsewhere(name: str) -> None:
    of = event(name)
    page = published(of, of.booking.closes - timedelta(days=1), {})
    assert page.xpath("//img | //link | //iframe | //script[@src] | //*[@style] | //@src") == []
    assert {re.sub(r"^(mailto|tel):.*", r"\1", url) for url in page.xpath("//@href")} == {
        "mailto", "tel", "#book", f"{of.id}.ics",
    }  # fmt: skip
    assert [word in page.xpath("string(//style)") for word in ("url(", "@import")] == [False, False]


def test_the_codes_open_the_mails_of_the_links() -> None:
    files = announcement(event(), FREE, NOW, TEMPLATES)
    read = {name: png_codes(content) for name, content in files.items() if name.endswith(".png") and name != "qr.png"}
    assert read == {f"qr-{invitation.name}.png": {invitation.url} for invitation in invitations(event())}


def test_the_calendar_file_holds_the_event_in_utc() -> None:
    entry = Calendar.from_ical(announcement(event(), FREE, NOW, TEMPLATES)["fabbrica-idee-2.ics"]).walk("VEVENT")[0]
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (
        datetime(2010, 11, 26, 13, 15, tzinfo=UTC),
        datetime(2010, 11, 26, 17, 45, tzinfo=UTC),
    )
    assert str(entry["uid"]) == "fabbrica-idee-2@fabbricaideedistretto.it"


def test_search_engines_find_the_event_and_its_sessions() -> None:
    data = json.loads(published().xpath("string(//script[@type='application/ld+json'])"))
    assert (data["@type"], data["startDate"], data["remainingAttendeeCapacity"]) == (
        "Event",
        "2010-11-26T14:15:00+01:00",
        40,
    )
    assert [part["remainingAttendeeCapacity"] for part in data["subEvent"]] == [1, 0, 16, 5, 16, 16]


def test_a_title_cannot_break_out_of_the_page() -> None:
    hostile = replace(event(), title="</script><script>alert(1)</script>")
    page = published(hostile)
    assert [script.get("type") for script in page.xpath("//script")] == ["application/ld+json"]
    assert texts(page, "//h1") == ["</script><script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("now", "state", "words"),
    [
        (
            datetime(2010, 11, 25, 17, 59, tzinfo=ROME),
            "open",
            "entro giovedì 25 novembre 2010, ore 18.0040 posti liberi",
        ),
        (datetime(2010, 11, 25, 18, 0, tzinfo=ROME), "late", "Le prenotazioni sono chiuse."),
        (datetime(2010, 11, 26, 18, 45, tzinfo=ROME), "over", "L'evento si è concluso."),
    ],
)
def test_the_page_invites_only_while_bookings_are_taken(now: datetime, state: str, words: str) -> None:
    page = published(now=now)
    assert state_of(event(), now) == state
    assert texts(page, "//header//dd")[-1] == words
    assert bool(page.xpath("//a[@class='book']")) is (state == "open")


def test_before_bookings_open_the_page_says_when() -> None:
    opens = datetime(2010, 11, 15, 9, 0, tzinfo=ROME)
    early = replace(event(), booking=replace(event().booking, opens=opens))
    assert texts(published(early), "//header//dd")[-1] == "Le prenotazioni si aprono lunedì 15 novembre 2010, ore 9.00."


def test_an_english_event_has_an_english_page() -> None:
    of = event("ceramics-forum")
    page = published(of, of.booking.closes - timedelta(days=1), {None: 1})
    assert page.get("lang") == "en"
    assert texts(page, "//header//dd")[-1] == "by Tuesday 18 May 2027, 12:001 place left"


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_words_stands_out_as_wcag_aa_asks_by_day_and_by_night() -> None:
    style = published().xpath("string(//style)")
    for root in re.findall(r":root \{(.*?)\}", style):
        colour = {name: luminance(value) for name, value in re.findall(r"--([\w-]+): (#\w+)", root)}
        pairs = [(words, ground) for words in ("ink", "soft", "brand", "deep", "full") for ground in ("paper", "wash")]
        for words, ground in [*pairs, ("on-brand", "brand")]:
            if words in colour:
                lighter, darker = sorted((colour[words], colour[ground]), reverse=True)
                assert (words, ground, (lighter + 0.05) / (darker + 0.05) >= 4.5) == (words, ground, True)
