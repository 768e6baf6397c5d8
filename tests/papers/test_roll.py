from __future__ import annotations

import pytest

from mailflow.papers.roll import Roll, ideas_beside, is_everybody, read_roll, says_nothing, with_numbers

ROLL = range(1, 13)
EVERYONE = frozenset(ROLL)


def absent(*numbers: int) -> Roll:
    return Roll(EVERYONE - set(numbers), frozenset(numbers))


def present(*numbers: int) -> Roll:
    return Roll(frozenset(numbers), EVERYONE - set(numbers))


@pytest.mark.parametrize(
    ("text", "roll"),
    [
        ("assenti: 3, 7, 12", absent(3, 7, 12)),
        ("Absent: 3, 7", absent(3, 7)),
        ("Buonasera,\nassenti: 3 e 7.\n\nGrazie!", absent(3, 7)),
        ("assenti 3, 7,\n12\nGreen energy: pannelli sui tetti, 40 in tutto", absent(3, 7, 12)),
        ("Assenti:\n\n3\n\n7\n", absent(3, 7)),
        ("Assenti: 3 (influenza), 7", absent(3, 7)),
        ("Assenti nn. 3, 7 e 12!", absent(3, 7, 12)),
        ("Mancavano il 3 e il 7", absent(3, 7)),
        ("non erano presenti 3 e 7", absent(3, 7)),
        ("assente solo il 3", absent(3)),
        ("tutti presenti", absent()),
        ("Erano tutti presenti, grazie", absent()),
        ("assenti: nessuno", absent()),
        ("nessun assente", absent()),
        ("non c'era nessun assente", absent()),
        ("assenti: 0", absent()),
        ("Everyone came", absent()),
        ("nobody was absent", absent()),
        ("tutti presenti tranne 3 e 7", absent(3, 7)),
        ("all present except numbers 3 and 7", absent(3, 7)),
        ("presenti: 1-5, 8", present(1, 2, 3, 4, 5, 8)),
        ("presenti: da 1 a 5; 8", present(1, 2, 3, 4, 5, 8)),
        ("Tutti presenti, grazie mille", absent()),
        ("C'erano tutti", absent()),
        ("c'erano tutti tranne il 3 e il 7", absent(3, 7)),
        ("non mancava nessuno", absent()),
        ("Non è venuto il 3", absent(3)),
        ("non si sono presentati 3 e 7", absent(3, 7)),
        ("Sono mancati il 3 ed il 7", absent(3, 7)),
        ("everybody was there", absent()),
        ("tutti assenti", present()),
        ("nessun presente tranne 4", present(4)),
        ("3 e 7 assenti", absent(3, 7)),
        ("3, 7: assenti", absent(3, 7)),
        ("3 and 7 were absent", absent(3, 7)),
        ("Il 3 e il 7 non sono venuti", absent(3, 7)),
        ("il 3 non è venuto", absent(3)),
        ("solo il n. 3 mancava", absent(3)),
        ("assenti:\n- 3\n- 7", absent(3, 7)),
        ("assenti: 3 e 7, presenti tutti gli altri", absent(3, 7)),
        ("Absent: 3. Everyone else was there.", absent(3)),
    ],
)
def test_a_reply_says_who_came(text: str, roll: Roll) -> None:
    assert read_roll(text, ROLL, "it") == roll


@pytest.mark.parametrize("said", ["Tutti!", "Tutti, grazie", "Everybody"])
def test_everybody_was_there(said: str) -> None:
    assert is_everybody(said)


@pytest.mark.parametrize("said", ["Tutti tranne Anna", "Grazie a tutti", "Nessuno", ""])
def test_it_is_not_said_that_everybody_was(said: str) -> None:
    assert not is_everybody(said)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Assenti: Anna Riva e Sala Ugo", "Assenti: 3 e 7"),
        ("Assenti:\n- 3 Anna Riva\n- 7. ugo sala", "Assenti:\n- 3\n- 7"),
        ("Assenti: 4 Anna Riva", "Assenti: 4 Anna Riva"),
        ("Assente Riva", "Assente Riva"),
        ("Assente Eva Neri", "Assente Eva Neri"),
    ],
)
def test_a_full_name_of_the_roll_is_its_number(said: str, read: str) -> None:
    names = {3: "Anna Riva", 7: "Ugo Sala", 8: "Eva Neri", 9: "Eva Neri"}
    assert with_numbers(said, names) == read


def test_where_both_are_named_the_others_stay_unmarked() -> None:
    assert read_roll("presenti: 1-5; assenti: 6", ROLL, "it") == Roll(frozenset({1, 2, 3, 4, 5}), frozenset({6}))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("assenti: 3, Rossi", "non chiaro: «assenti: 3, Rossi»"),
        ("presenti 12 persone", "non chiaro: «presenti 12 persone»"),
        ("12 assenti", "non chiaro: «12 assenti»"),
        ("assenti: 3 tranne 5", "non chiaro: «assenti: 3 tranne 5»"),
        ("presenti: 8-5", "non chiaro: «presenti: 8-5»"),
        ("12 non c'erano", "non chiaro: «12 non c'erano»"),
        ("non erano tutti presenti", "non chiaro: «non erano tutti presenti»"),
        ("presenti: 12", "«presenti: 12»: 12 è un numero dell'elenco, o quanti erano?"),
        ("assenti: 40", "nell'elenco non si trova: 40"),
        ("assenti: 3. Presenti: 3, 4", "il numero 3 è tra i presenti e tra gli assenti"),
    ],
)
def test_what_is_unclear_marks_nobody(text: str, problem: str) -> None:
    assert read_roll(text, ROLL, "it") == Roll(problems=(problem,))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Grazie a tutti!",
        "I presenti hanno proposto 3 corridoi verdi",
        "tutti i presenti erano contenti",
        "there are 3 ideas",
    ],
)
def test_other_words_say_nothing_of_who_came(text: str) -> None:
    assert read_roll(text, ROLL, "it") is None


def test_a_list_of_one_may_be_named_alone() -> None:
    assert read_roll("presente: 1", [1], "it") == Roll(frozenset({1}), frozenset())


def test_a_hostile_reply_is_read_in_no_time() -> None:
    assert read_roll("presenti: 1-" + "9" * 100_000, ROLL, "en") == Roll(
        problems=("not on the list: 13, 14, 15, 16, 17",)
    )


@pytest.mark.parametrize("said", ["nessuna", "Nessuna proposta.", "–", "None", "no ideas", "N/A", "Nessun’idea"])
def test_a_group_may_have_proposed_nothing(said: str) -> None:
    assert says_nothing(said)


@pytest.mark.parametrize("said", ["Nessuna auto in centro", "No cars on Sundays", "pannelli sui tetti"])
def test_what_begins_with_no_may_be_a_proposal(said: str) -> None:
    assert not says_nothing(said)


ANNOUNCED = """Buonasera,
assenti: 2

Idee del corso:
- più manichini
- una lezione di Ada Lodi sui
  neonati

La sala era troppo fredda per tutti.
Grazie, Laura"""


def test_ideas_of_no_group_are_told_from_who_came_and_from_the_rest() -> None:
    who, ideas, others = ideas_beside(ANNOUNCED, {2: "Ada Lodi"}, {1, 2, 3}, "it")
    assert read_roll(who, {1, 2, 3}, "it") == Roll(frozenset({1, 3}), frozenset({2}))
    assert ideas == ("più manichini", "una lezione di Ada Lodi sui neonati")
    assert others == ("La sala era troppo fredda per tutti.",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Absent: 3\n\n- a market hall\n- 3 new cycle lanes", ("a market hall", "3 new cycle lanes")),
        ("Assenti:\n- 1 Ivana Grandi\n- 3 Luca Zini, malato", ()),
        ("Tutti presenti.\nProposte: una banca del tempo", ("una banca del tempo",)),
        ("Tutti presenti.\nUna proposta di Ada: più spazio", ("Una proposta di Ada: più spazio",)),
    ],
)
def test_ideas_stand_in_a_list_or_are_announced(text: str, found: tuple[str, ...]) -> None:
    assert ideas_beside(text, {1: "Ivana Grandi", 3: "Luca Zini"}, {1, 2, 3}, "it")[1] == found
