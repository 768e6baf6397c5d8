"""Words that are held as their hashes."""

from mailflow.understanding.hashed import Hashed

WORDS = [f"word{number}" for number in range(10_000)]


def test_every_word_is_held_and_no_other() -> None:
    held = Hashed(WORDS)
    assert all(word in held for word in WORDS)
    assert [word for word in (*map(str.upper, WORDS), "", "word") if word in held] == []


def test_each_has_a_place_of_its_own() -> None:
    held = Hashed(WORDS)
    places = held.places(WORDS)
    assert len(set(places)) == len(WORDS)
    assert [place for place in places if not 0 <= place < held.size] == []


def test_places_come_in_the_order_of_the_words_and_the_unknown_has_none() -> None:
    held = Hashed(WORDS)
    first, second = held.places(["word1"]), held.places(["word2"])
    assert held.places(["word2", "somebody", "word1", "word2"]) == [*second, *first, *second]


def test_where_there_are_no_words_none_is_held() -> None:
    assert "word" not in Hashed([])
    assert Hashed([]).places(WORDS) == []
