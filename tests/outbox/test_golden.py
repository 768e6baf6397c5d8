"""Every letter as it is sent, kept to be read: look at what changes (`pytest --snapshot-update` writes it anew)."""

from collections.abc import Iterator

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from mailflow.domain.letter_kinds import KINDS
from mailflow.outbox.flowed import hard_wrapped
from mailflow.outbox.render import render
from mailflow.outbox.sample import sample, samples
from mailflow.outbox.templates import Templates
from tests.outbox.conftest import event_named

READ = (("fabbrica-idee", "it"), ("ceramics-forum", "en"))


class Text(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Html(Text):
    file_extension = "html"


def cases() -> Iterator[tuple[str, str, str]]:
    for event_name, language in READ:
        for name, _ in samples(event_named(event_name), language):
            yield event_name, language, name
    for event_name, language in (("primo-soccorso", "it"), ("open-science-days", "en"), ("porte-aperte-liceo", "it")):
        for kind in ("confirmation", "ask", "reminder"):
            yield event_name, language, kind


@pytest.mark.parametrize(("event_name", "language", "name"), list(cases()))
def test_the_text_part_reads_as_it_did(
    event_name: str, language: str, name: str, templates: Templates, snapshot: SnapshotAssertion
) -> None:
    letter = dict(samples(event_named(event_name), language))[name]
    rendered = render(letter, templates)

    assert f"{rendered.subject}\n\n{hard_wrapped(rendered.text)}" == snapshot(extension_class=Text)


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
@pytest.mark.parametrize(("event_name", "language"), READ)
def test_the_html_part_looks_as_it_did(
    event_name: str, language: str, kind: str, templates: Templates, snapshot: SnapshotAssertion
) -> None:
    rendered = render(sample(kind, event_named(event_name), language), templates)

    assert rendered.html == snapshot(extension_class=Html)
