"""Event files are altered while the service runs: what can be used holds for the next mail, the rest alters nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.event_file import load_events
from mailflow.config.settings import load_settings
from mailflow.flow.event_files import EventFiles, InForce
from mailflow.outbox.templates import Templates, packaged_templates
from tests.config.making import EVENT, SETTINGS

TITLE = 'title = "An evening of ideas"'


class Folder:
    """Two event files, `a.toml` and `b.toml`, and what looks at them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name in ("a", "b"):
            self.write(name, EVENT.replace('id = "ideas"', f'id = "{name}"'))
        settings = path.parent / "mailflow.toml"
        settings.write_text(f'default_event = "a"\n{SETTINGS}', encoding="utf-8")
        events = load_events(path)
        self.words = path.parent / "templates"
        self.files = EventFiles(path, [self.words], load_settings(settings).check_named, InForce(events, Templates()))
        self.look()

    def file(self, name: str) -> Path:
        return self.path / f"{name}.toml"

    def write(self, name: str, text: str) -> None:
        self.file(name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def look(self) -> list[bool]:
        """Twice: what was changed lies still by then."""
        return [self.files.look(), self.files.look()]

    def titles(self) -> dict[str, str]:
        return {event.id: event.title for event in self.files.in_force.events}

    def problem(self) -> str:
        return self.files.problem.replace(f"{self.path}/", "")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "events").mkdir()
    return Folder(tmp_path / "events")


OLD, NEW = "An evening of ideas", "A night of ideas"


def test_nothing_is_new_where_nothing_was_changed(folder: Folder) -> None:
    before = folder.files.in_force
    folder.file("a").touch()
    assert (folder.look(), folder.files.in_force is before, folder.problem()) == ([False, False], True, "")


def test_a_changed_file_is_taken_over_once_it_lies_still(folder: Folder) -> None:
    folder.change("a", OLD, "Half wri")
    assert folder.files.look() is False
    folder.change("a", "Half wri", NEW)
    assert folder.look() == [False, True]
    assert folder.titles() == {"a": NEW, "b": OLD}
    assert folder.look() == [False, False]


def test_who_is_as_before_stays_the_same_event(folder: Folder) -> None:
    _, before = folder.files.in_force.events
    folder.change("a", OLD, NEW)
    folder.look()
    _, after = folder.files.in_force.events
    assert after is before


def test_a_new_file_is_an_event_and_a_file_that_is_gone_is_none(folder: Folder) -> None:
    folder.write("c", EVENT.replace('id = "ideas"', 'id = "c"'))
    folder.file("b").unlink()
    assert folder.look() == [False, True]
    assert (list(folder.titles()), folder.problem()) == (["a", "c"], "")


def test_a_broken_file_leaves_its_event_as_it_was_and_holds_up_no_other(folder: Folder) -> None:
    folder.change("a", TITLE, "title = ?")
    folder.change("b", OLD, NEW)
    folder.look()
    assert folder.titles() == {"a": OLD, "b": NEW}
    assert folder.problem() == "a.toml: not valid TOML: Invalid value (at line 2, column 9)"


def test_a_broken_file_that_is_new_or_has_another_name_takes_no_event_away(folder: Folder) -> None:
    folder.file("b").rename(folder.file("d"))
    folder.change("d", "starts = 2010-11-26", "starts = 2010-12-26")
    folder.look()
    assert (folder.titles(), folder.problem()) == (
        {"a": OLD, "b": OLD},
        "d.toml: ends: 2010-11-26 18:00:00 is not after starts (2010-12-26 14:00:00)",
    )


def test_once_mended_it_holds(folder: Folder) -> None:
    folder.change("a", TITLE, "title = ?")
    folder.look()
    folder.change("a", "title = ?", f'title = "{NEW}"')
    assert (folder.look(), folder.titles(), folder.problem()) == ([False, True], {"a": NEW, "b": OLD}, "")


def test_put_back_as_it_was_there_is_no_problem_any_more(folder: Folder) -> None:
    folder.change("a", TITLE, "title = ?")
    folder.look()
    folder.change("a", "title = ?", TITLE)
    assert (folder.look(), folder.titles(), folder.problem()) == ([False, False], {"a": OLD, "b": OLD}, "")


def test_an_event_that_the_settings_name_does_not_go(folder: Folder) -> None:
    folder.file("a").unlink()
    folder.change("b", OLD, NEW)
    assert (folder.look(), folder.titles()) == ([False, False], {"a": OLD, "b": OLD})
    assert folder.problem() == (
        f"{folder.path.parent}/mailflow.toml: default_event: no event 'a' in {folder.path}; there are b"
    )


@pytest.mark.parametrize("left", [False, True])
def test_a_folder_that_is_empty_or_away_takes_no_event_away(folder: Folder, left: bool) -> None:
    for name in "ab":
        folder.file(name).unlink()
    if not left:
        folder.path.rmdir()
    folder.look()
    assert (list(folder.titles()), bool(folder.problem())) == (["a", "b"], True)


def test_two_files_of_one_event_are_told_and_the_first_holds(folder: Folder) -> None:
    folder.change("b", 'id = "b"', 'id = "a"')
    folder.look()
    assert (folder.titles(), folder.problem()) == (
        {"a": OLD, "b": OLD},
        f"b.toml: id: 'a' is used by {folder.file('a')} already".replace(f"{folder.path}/", ""),
    )


def test_a_new_event_brings_its_own_words_along(folder: Folder) -> None:
    own = folder.words / "events" / "c" / "en" / "waitlist"
    own.mkdir(parents=True)
    (own / "subject.j2").write_text("In line", encoding="utf-8")
    folder.write("c", EVENT.replace('id = "ideas"', 'id = "c"'))
    folder.look()
    assert folder.files.in_force.templates.get("c", "en", "waitlist", "subject.j2").render() == "In line"


def test_an_event_whose_own_words_cannot_be_used_is_not_taken_over_with_them(folder: Folder) -> None:
    own = folder.words / "events" / "a" / "en" / "waitlist"
    own.mkdir(parents=True)
    (own / "subject.j2").write_text("{{ nobody }}", encoding="utf-8")
    folder.change("b", OLD, NEW)
    folder.look()
    problems = folder.problem().splitlines()
    assert (folder.titles(), problems[0].partition(":")[0]) == ({"a": OLD, "b": NEW}, "templates/en/waitlist")
    words = folder.files.in_force.templates.get("a", "en", "waitlist", "subject.j2")
    assert Path(str(words.filename)).is_relative_to(packaged_templates())
