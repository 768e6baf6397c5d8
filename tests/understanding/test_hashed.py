"""Words that are held as their hashes."""

from mailflow.understanding.text.hashed import Hashed

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


class Of(str):
    """A word of a hash that is chosen."""

    chosen: int

    def __hash__(self) -> int:
        return self.chosen


def of_hash(chosen: int) -> Of:
    word = Of(chosen)
    word.chosen = chosen
    return word


def test_a_word_is_held_whatever_its_hash() -> None:
    words = [of_hash(5), of_hash(5 + 7 * 2**32), of_hash(-1)]
    held = Hashed(words)
    assert [word in held for word in words] == [True, True, True]
    assert len(set(held.places(words))) == 3
