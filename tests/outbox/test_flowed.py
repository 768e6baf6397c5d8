from hypothesis import given
from hypothesis import strategies as st

from mailflow.outbox.flowed import WIDTH, flowed, hard_wrapped, wrapped
from tests.outbox.parts import unflowed

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)


def test_a_broken_line_ends_in_a_space_and_a_whole_one_does_not() -> None:
    assert flowed("a " * 40 + "end") == "a " * 36 + "\n" + "a " * 4 + "end"


def test_a_line_that_looks_quoted_or_begins_with_from_is_stuffed() -> None:
    assert flowed(">not a quote\nFrom here on\n indented") == " >not a quote\n From here on\n  indented"


def test_quoted_lines_keep_their_mark_where_they_break() -> None:
    assert flowed("> " + "word " * 15 + "end") == "> " + "word " * 14 + "\n> word end"


def test_the_mark_of_a_signature_is_kept() -> None:
    assert flowed("words\n\n-- \nsmall print") == "words\n\n-- \nsmall print"


def test_a_word_longer_than_a_line_stands_alone() -> None:
    assert wrapped(f"see {'x' * 90} there", WIDTH) == ["see", "x" * 90, "there"]


def test_on_a_terminal_lines_end_where_they_break() -> None:
    assert hard_wrapped("a " * 40 + "end") == " ".join("a" * 36) + "\n" + "a " * 4 + "end"


@given(st.lists(st.lists(WORDS, max_size=40).map(" ".join), max_size=6))
def test_flowed_text_joins_again_to_what_it_was(paragraphs: list[str]) -> None:
    text = "\n".join(line for line in paragraphs if not line.startswith("> ") and line != ">")

    assert unflowed(flowed(text)) == text


def test_a_line_that_breaks_before_an_angle_is_no_quote() -> None:
    assert flowed(f"{'a' * 60} temperature > 100 gradi").split("\n") == [f"{'a' * 60} temperature ", " > 100 gradi"]
