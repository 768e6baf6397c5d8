"""`mailflow demo`, as a newcomer runs it: the story on the terminal, the pages left to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from mailflow.cli import main
from mailflow.demo.show import marked
from mailflow.understanding import Evidence, Intent, Reading


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.raises(SystemExit) as done:
        main(["demo", "--out", str(folder)])
    assert done.value.code == 0
    return folder


def kinds(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for mail in sorted(folder.glob("mails/*.eml")):
        kind = re.search(rb"^X-Mailflow-Kind: ([\w-]+)", mail.read_bytes(), re.MULTILINE)
        found.setdefault(kind[1].decode() if kind else "", []).append(mail)
    return found


def test_a_fact_is_underlined_where_it_was_read_and_not_in_a_number_before_it() -> None:
    words = "Per il 26 novembre, gruppo 2"
    fact = Evidence("choices.first", "2", start=words.rindex("2"), end=len(words))
    text = marked(words, Reading(intent=Intent.BOOK, language="it", evidence=(fact,)))
    assert [(span.start, span.end) for span in text.spans] == [(words.rindex("2"), len(words))]


def linked(page: Path) -> set[str]:
    tree = html.fromstring(page.read_bytes())
    return {str(element.get("href")) for element in tree.iter("a")}


def test_it_sends_mails_of_the_whole_life_of_an_event(played: Path) -> None:
    assert kinds(played).keys() >= {
        "confirmation", "ask", "already", "changed", "cancelled", "promoted", "closed", "answer", "received",
        "reminder", "digest", "review", "attendance", "summary", "organizer-summary",
    }  # fmt: skip


def test_every_matter_is_settled_by_an_organizer_but_the_thanks_of_the_last_day(played: Path) -> None:
    last = kinds(played)["digest"][-1].with_suffix(".txt").read_text(encoding="utf-8")

    assert re.findall(r"^- N\. (\d+)", last, re.MULTILINE) == ["7"]


def test_the_absent_are_told_apart_and_the_groups_proposals_told(played: Path) -> None:
    figures = kinds(played)["organizer-summary"][0].with_suffix(".txt").read_text(encoding="utf-8")

    assert [line for line in figures.splitlines() if line.startswith(("Iscritti", "Presenti", "Assenti"))] == [
        "Iscritti: 40",
        "Presenti: 38 (95%)",
        "Assenti: 2",
    ]
    assert "- Un unico punto di raccolta merci alle porte del distretto" in figures


def test_who_came_gets_a_certificate(played: Path) -> None:
    thanks = [mail.stem for mail in kinds(played)["summary"]]
    certified = {file.name.partition("-")[0] for file in played.glob("mails/*.pdf")}

    assert (len(thanks), len(certified)) == (15, 14)  # one came not at all


def test_the_page_leads_to_every_mail_and_lacks_nothing(played: Path) -> None:
    shown = linked(played / "index.html")

    assert shown == {f"mails/{mail.stem}.page.html" for mail in played.glob("mails/*.eml")}
    for link in shown:
        assert {file for file in linked(played / link) if not (played / "mails" / file).is_file()} == set()


def test_no_picture_is_missing_from_a_mail(played: Path) -> None:
    assert [page.name for page in played.glob("mails/*.html") if "cid:" in page.read_text(encoding="utf-8")] == []
