"""`mailflow preview` as a person calls it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailflow.cli.app import Problem
from mailflow.cli.preview import app
from mailflow.config.packaged import packaged

CONFIG = ("--config", str(packaged("config") / "mailflow.toml"))
RUN = CliRunner()


def test_a_kind_is_shown_in_a_language() -> None:
    shown = RUN.invoke(app, ["offer", "--event", "fabbrica-idee-2", "--language", "en", *CONFIG])

    assert (shown.exit_code, shown.stdout.split("\n")[3]) == (0, "Dear Anna Bianchi,")


def test_the_html_part_is_written_with_its_pictures_inside(tmp_path: Path) -> None:
    file = tmp_path / "digest.html"
    RUN.invoke(app, ["digest", "--html", str(file), *CONFIG], catch_exceptions=False)
    html = file.read_text(encoding="utf-8")

    assert ("data:image/png;base64," in html, "cid:" in html) == (True, False)


def test_all_kinds_and_languages_are_written_on_one_page(tmp_path: Path) -> None:
    RUN.invoke(app, ["--gallery", str(tmp_path), "--event", "primo-soccorso", *CONFIG], catch_exceptions=False)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    pages = sorted(tmp_path.glob("primo-soccorso/*/*.html"))

    assert page.count("<iframe") == len(pages)
    assert {file.parent.name for file in pages} == {"it", "en"}


@pytest.mark.parametrize(
    "arguments", [["postcard"], ["offer", "--event", "nowhere"], ["offer", "--language", "xx"], []]
)
def test_what_is_not_there_is_told_with_what_is(arguments: list[str]) -> None:
    result = RUN.invoke(app, [*arguments, *CONFIG])

    assert isinstance(result.exception, Problem)
    assert ", " in str(result.exception)
