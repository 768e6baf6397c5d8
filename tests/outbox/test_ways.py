from mailflow.outbox.ways import WAYS, way_of, word_for


def test_every_word_we_print_is_understood_when_it_comes_back() -> None:
    assert {(way, language): way_of(word_for(way, language)) for way in WAYS for language in ("it", "en", "de")} == {
        (way, language): way for way in WAYS for language in ("it", "en", "de")
    }


def test_no_word_means_two_ways() -> None:
    words = [word for way in WAYS.values() for word in set(way.values())]

    assert len(words) == len(set(words))


def test_a_word_that_means_nothing_is_none() -> None:
    assert (way_of("forse"), way_of("")) == (None, None)


def test_a_way_without_words_is_told_as_it_is() -> None:
    assert word_for("call", "it") == "call"
