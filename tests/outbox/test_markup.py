from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mailflow.outbox.markup import inline_html, parse, people_said, to_text

SOURCE = """Dear reader,

one paragraph over
two lines.

## A heading
- first
- **second**, with a [link](https://office.example/a?b=1&c=2)

| Code | **K7QM-3F**
| Where | Here

> what they
> said

[[Press]](mailto:a@b.example?body=yes)
![A picture](cid:seats)

Signed\x20\x20
Phone 1

---
Small [print](mailto:a@b.example)
"""


def test_the_text_part_is_a_good_mail_by_itself() -> None:
    assert to_text(parse(SOURCE)) == (
        "Dear reader,\n\none paragraph over two lines.\n\n"
        "A heading\n- first\n- second, with a link: https://office.example/a?b=1&c=2\n\n"
        "Code: K7QM-3F\nWhere: Here\n\n> what they\n> said\n\nSigned\nPhone 1\n\n-- \n\nSmall print\n"
    )


def test_inline_markup_becomes_tags_and_everything_else_is_escaped() -> None:
    words = "a < b, **c & d**, [e](https://x.example/?f&g)"

    assert inline_html(words) == 'a &lt; b, <strong>c &amp; d</strong>, <a href="https://x.example/?f&amp;g">e</a>'


def test_what_people_wrote_is_never_markup() -> None:
    said = people_said("- **bold** [click](https://evil.example)\n## big | > <b>")

    assert to_text(parse(said)) == "- **bold** [click](https://evil.example) ## big | > <b>\n"
    assert [block.form.value for block in parse(said)] == ["paragraph"]
    assert inline_html(str(said)) == "- **bold** [click](https://evil.example) ## big | &gt; &lt;b&gt;"


def test_what_people_wrote_cannot_turn_the_line_around_it() -> None:
    assert people_said("Anna\u202eevil\u2066\x00\x1b[0m") == Markup(people_said("Annaevil  [0m"))


@given(st.text())
def test_whatever_people_write_stays_one_paragraph_of_mere_words(text: str) -> None:
    blocks = parse(f"Name: {people_said(text)}")

    assert [block.form.value for block in blocks] == ["paragraph"]
    assert "<" not in inline_html(blocks[0].words)


@given(st.text())
def test_whatever_begins_a_line_stays_a_paragraph(text: str) -> None:
    assert {block.form.value for block in parse(people_said(text))} <= {"paragraph"}


def test_a_span_of_time_and_a_code_stay_on_one_line() -> None:
    html = inline_html("K7QM-3F, ore 15.00–16.30 [a](mailto:x@y.example?subject=K7QM-3F)")

    kept = '<span style="white-space:nowrap">'
    assert html == (
        f'{kept}K7QM-3F</span>, ore {kept}15.00–16.30</span> <a href="mailto:x@y.example?subject=K7QM-3F">a</a>'
    )
