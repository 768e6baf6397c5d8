"""What organizers' replies tell us to do, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.event_file import load_event
from mailflow.outbox.ways import WAYS, word_for
from mailflow.understanding.organizer.instruction import Instruction, instruction_of, is_content, places_told
from mailflow.understanding.organizer.items import Item, items_below, items_of
from mailflow.understanding.organizer.proposals import proposals_of, session_spoken_of

EVENTS = Path(__file__).parent.parent / "events"
FABBRICA = load_event(EVENTS / "fabbrica-idee.toml")
SCIENCE = load_event(EVENTS / "open-science-days.toml")
FOUR = ("confirm", "waitlist", "ask", "self")


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("1", "confirm"),
        ("2) grazie", "waitlist"),
        ("3.", "ask"),
        ("(4)", "self"),
        ("1 conferma", "confirm"),
        ("Ok, grazie\nLaura", "confirm"),
        ("Buongiorno,\n\n1\n\nGrazie,\nLaura", "confirm"),
        ("Conferma\n\nLaura Neri", "confirm"),
        ("ok, confermo", "confirm"),
        ("mettiamoli in lista d'attesa", "waitlist"),
        ("ci penso io, lo chiamo domani", "self"),
        ("Yes please", "confirm"),
        ("put them on the waiting list, thanks", "waitlist"),
        ("I'll call them", "self"),
        # the number as it is spoken of
        ("n. 2", "waitlist"),
        ("numero 2, grazie", "waitlist"),
        ("la 2", "waitlist"),
        ("Opzione 2.", "waitlist"),
        ("direi 3", "ask"),
        ("«1»", "confirm"),
        ("1 👍", "confirm"),
        ("va bene la 1", "confirm"),
        ("ok 1", "confirm"),
        ("option 2 please", "waitlist"),
        ("no. 4", "self"),
        ("#1", "confirm"),
        ("- 1 -", "confirm"),
        ("[1]", "confirm"),
        ("1ª", "confirm"),
        ("Uno", "confirm"),
        ("la due, grazie", "waitlist"),
        ("la prima", "confirm"),
        ("the first one", "confirm"),
        ("seconda opzione", "waitlist"),
        ("numero uno", "confirm"),
        ("I'd say 2", "waitlist"),
        ("Per me la 1", "confirm"),
        ("risposta: 1", "confirm"),
        ("sì, la prima", "confirm"),
        ("Ciao Marta, 1 grazie", "confirm"),
        ("Gentile segreteria,\n1\nGrazie", "confirm"),
        # the line of our mail, copied
        ("1: confermare come si è capito", "confirm"),
        ("4: me ne occupo io, e si toglie dall’elenco", "self"),
        ("3: ask the writer to clear it up", "ask"),
        # as hurried people put it
        ("Va bene così, confermate pure", "confirm"),
        ("sì, confermali", "confirm"),
        ("fai pure", "confirm"),
        ("ok procedete", "confirm"),
        ("mettili in lista", "waitlist"),
        ("mettetela in lista d'attesa per favore", "waitlist"),
        ("gli rispondo io", "self"),
        ("ho già risposto", "self"),
        ("lascia stare", "self"),
        ("sure, go ahead", "confirm"),
        ("that's fine", "confirm"),
        ("put him on the list", "waitlist"),
        ("already answered", "self"),
        ("ignore it", "self"),
        ("ok, lista d'attesa\nAnna", "waitlist"),
        ("sì, chiedi", "ask"),
        ("ok ci penso io", "self"),
        ("l'ho già sentita io", "self"),
        ("I've spoken to her", "self"),
        ("Confermo la prenotazione", "confirm"),
        ("nessun problema, confermate", "confirm"),
        ("Approvo", "confirm"),
        ("all good", "confirm"),
    ],
)
def test_a_number_or_a_word_is_a_way(words: str, way: str) -> None:
    assert instruction_of(words, FOUR, FABBRICA, "Laura Neri") == Instruction(way)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "5",
        "1 lista",
        "no",
        "non so",
        "Non confermare",
        "ok, ma prima sentiamo il sindaco",
        "9 posti sono troppi",
        "Tranne Rossi",
        "Senza Rossi, 8 posti",
        "Aggiungi 2 posti",
        "2 per il gruppo 3",
        "1, Rossi non viene",
        "confermi tu?",
        "2 posti: Mario Rossi, Anna Bianchi e Luca Verdi",
        "rispondi:",
        "chiedi se hanno il pullman",
        # a number that may be a group's or how many come
        "ok ma in 4",
        "ok per 4",
        "solo 4",
        "ok?",
        "1 ma solo 4",
        "n. 5",
        "ok 3",
        # a number that may be another matter's
        "n. 1: conferma",
        "n. 1: conferma\nn. 2: ci penso io",
        # a place in the list that is no way, or of something else
        "la quinta",
        "la prima di loro non viene",
        "uno non viene",
        "un posto è troppo",
        # names that may be those who come, or a signature
        "2 posti\n\nAnna Riva\nSegreteria",
        "ok\nAnna Riva\nSegreteria",
    ],
)
def test_what_is_not_wholly_understood_is_no_instruction(words: str) -> None:
    assert instruction_of(words, FOUR, FABBRICA) is None


@pytest.mark.parametrize(
    ("words", "seats", "names", "sessions"),
    [
        ("ok ma nel gruppo 3", None, [], {"turno-1": ("welfare",)}),
        ("1, ma 3 posti", 3, [], {}),
        ("2 posti, Rossi e Bianchi", 2, ["Rossi", "Bianchi"], {}),
        ("2 posti, Rossi e Bianchi, nel gruppo 3", 2, ["Rossi", "Bianchi"], {"turno-1": ("welfare",)}),
        ("Allora confermo 2 posti: Mario Rossi, Anna Bianchi", 2, ["Mario Rossi", "Anna Bianchi"], {}),
        ("confermiamo solo 4 persone", 4, [], {}),
        ("conferma Ugo D'Este e Ivana De Luca", None, ["Ugo D'Este", "Ivana De Luca"], {}),
        ("sì, tutti nel gruppo 5", None, [], {"turno-2": ("governance",)}),
    ],
)
def test_facts_correct_what_was_understood(
    words: str, seats: int | None, names: list[str], sessions: dict[str, tuple[str, ...]]
) -> None:
    instruction = instruction_of(words, FOUR, FABBRICA)
    assert instruction is not None
    facts = instruction.facts
    assert facts is not None
    wishes = [facts.choices, *(person.choices for person in facts.people)]
    chosen = next((dict(wish) for wish in wishes if wish), {})
    assert (instruction.way, facts.seats, [p.name for p in facts.people], chosen) == (
        "confirm",
        seats,
        names,
        sessions,
    )


@pytest.mark.parametrize(
    "words",
    [
        "ok\nAnna",
        "Ok\n\nAnna Riva\nSegreteria",
        "Ok va bene\nAnna Riva\nSegreteria organizzativa\nTel. 0536 833205",
        "confermo. A.",
        "Fine, A",
        "1\nAnna",
        "conferma\nLN",
        "ok\nla segreteria",
    ],
)
def test_whoever_signs_an_answer_is_none_of_those_who_come(words: str) -> None:
    assert instruction_of(words, FOUR, FABBRICA, "Segreteria") == Instruction("confirm")


@pytest.mark.parametrize(
    ("words", "seats", "names"),
    [
        ("4 posti\nAnna", 4, []),
        ("solo 3 posti\n\nAnna Riva\nSegreteria", 3, []),
        ("2 posti: Mario Rossi e Ugo Bianchi\n\nAnna", 2, ["Mario Rossi", "Ugo Bianchi"]),
        ("ok, grazie, ma solo 2 posti", 2, []),
        ("1 grazie ma solo 2 posti", 2, []),
        ("ok, per favore solo 2 posti", 2, []),
        ("2 posti\nRossi\nBianchi", 2, ["Rossi", "Bianchi"]),
        ("2 posti:\nMario Rossi\nUgo Bianchi\n\nLaura Neri", 2, ["Mario Rossi", "Ugo Bianchi"]),
    ],
)
def test_facts_are_told_apart_from_the_signature(words: str, seats: int, names: list[str]) -> None:
    instruction = instruction_of(words, FOUR, FABBRICA, "Laura Neri")
    assert instruction is not None
    assert instruction.facts is not None
    assert (instruction.facts.seats, [p.name for p in instruction.facts.people]) == (seats, names)


def test_a_code_with_a_hyphen_is_no_signature() -> None:
    instruction = instruction_of("put them in D1-B", FOUR, SCIENCE)
    assert instruction is not None
    assert instruction.facts is not None
    assert dict(instruction.facts.choices) == {"day-1": ("d1-b",)}


def test_an_answer_may_open_with_yes() -> None:
    assert instruction_of("1: Sì, ci sono posti riservati.", ("answer", "self"), FABBRICA) == Instruction(
        "answer", words="Sì, ci sono posti riservati."
    )


def test_an_answer_is_passed_on_without_the_signature() -> None:
    words = "rispondi: Sì, il parcheggio è gratuito.\nSi entra da via Roma.\n\nCordiali saluti\nLaura Neri"
    assert instruction_of(words, ("answer", "self"), FABBRICA) == Instruction(
        "answer", words="Sì, il parcheggio è gratuito.\nSi entra da via Roma."
    )


def test_the_number_of_an_answer_is_followed_by_the_words_for_the_person() -> None:
    assert instruction_of("1: Dogs are welcome.", ("answer", "self"), SCIENCE) == Instruction(
        "answer", words="Dogs are welcome."
    )


@pytest.mark.parametrize(
    "said",
    [
        "rispondi che i cani guida sono ammessi",
        "Digli che i cani guida sono ammessi",
        "per favore rispondete che i cani guida sono ammessi",
        "Gentile segreteria, grazie, risponda che i cani guida sono ammessi",
        "La prima: i cani guida sono ammessi",
    ],
)
def test_only_the_words_for_the_person_are_passed_on(said: str) -> None:
    assert instruction_of(said, ("answer", "self"), FABBRICA) == Instruction(
        "answer", words="I cani guida sono ammessi"
    )


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("sì", "tell"),
        ("Sì, avvisate tutti", "tell"),
        ("tell them", "tell"),
        ("no", "self"),
        ("No, grazie", "self"),
        ("non avvisare nessuno", "self"),
        ("no need", "self"),
    ],
)
def test_of_the_events_news_people_are_told_or_not(words: str, way: str) -> None:
    assert instruction_of(words, ("tell", "self"), FABBRICA) == Instruction(way)


@pytest.mark.parametrize("words", ["no, avvisali domani", "non ora", "sì ma solo chi è nel gruppo 3"])
def test_half_a_no_to_the_news_is_asked_back(words: str) -> None:
    assert instruction_of(words, ("tell", "self"), FABBRICA) is None


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ("solo 6", 6),
        ("6", 6),
        ("Solo 2, grazie", 2),
        ("just six, please", 6),
        ("2", None),
        ("6 e 7", None),
        ("nel gruppo 6", None),
    ],
)
def test_a_number_answers_how_many(said: str, places: int | None) -> None:
    assert places_told(said, 4) == places


def test_a_yes_to_a_cancellation_cancels() -> None:
    assert instruction_of("ok", ("cancel", "answer", "self"), FABBRICA) == Instruction("cancel")


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("way", [way for way in WAYS if way != "answer"])
def test_every_word_a_digest_offers_is_understood(way: str, language: str) -> None:
    instruction = instruction_of(word_for(way, language), (way, "self"), FABBRICA, numbered=False)
    assert instruction == Instruction(way)


def test_a_digest_is_answered_line_by_line() -> None:
    words = "8 conferma\nn. 9: rispondi: si entra\nalle 14\n10 euro a testa\n- 11 fatto"
    assert items_of(words, {8, 9, 10, 11}) == [
        Item(8, "conferma"),
        Item(9, "rispondi: si entra\nalle 14\n10 euro a testa"),
        Item(11, "fatto"),
    ]


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("1 conferma, 2 fatto", [(1, "conferma"), (2, "fatto")]),
        ("1: ok; 2: rispondi che i cani no", [(1, "ok"), (2, "rispondi che i cani no")]),
        ("sì per la 1, no per la 2", [(1, "sì"), (2, "no")]),
        ("yes to 1, no to 2", [(1, "yes"), (2, "no")]),
        ("1 ok 2 fatto", [(1, "ok"), (2, "fatto")]),
        ("1) ok 2) fatto", [(1, "ok"), (2, "fatto")]),
        ("#1 ok\n- 2 - fatto", [(1, "ok"), (2, "fatto")]),
        ("1 e 2 conferma, 3 fatto", [(1, "conferma"), (2, "conferma"), (3, "fatto")]),
        ("1-3 fatto", [(1, "fatto"), (2, "fatto"), (3, "fatto")]),
        ("confermo la 1 e la 3", [(1, "confermo"), (3, "confermo")]),
        ("per la 1 conferma, per la 2 ci penso io", [(1, "conferma"), (2, "ci penso io")]),
        ("la prima ok, la seconda fatto", [(1, "ok"), (2, "fatto")]),
        ("Buongiorno, uno ok. Due fatto. Grazie", [(1, "ok"), (2, "fatto. Grazie")]),
        ("rispondi alla 2 che i cani no", [(2, "rispondi che i cani no")]),
        ("1 conferma, Mario Rossi e Ugo Bianchi, 2 fatto", [(1, "conferma, Mario Rossi e Ugo Bianchi"), (2, "fatto")]),
        # a number that is no matter's
        ("1 lista, nel gruppo 2, 3 posti", [(1, "lista, nel gruppo 2, 3 posti")]),
        ("1 rispondi che per 2 va bene", [(1, "rispondi che per 2 va bene")]),
        ("1 ok per 9", [(1, "ok per 9")]),
        # of all that the digest listed
        ("tutte confermate", [(1, "confermate"), (2, "confermate")]),
        ("ok a entrambe", [(1, "ok"), (2, "ok")]),
        ("confirm both, please", [(1, "confirm"), (2, "confirm")]),
    ],
)
def test_several_matters_may_stand_on_one_line(said: str, items: list[tuple[int, str]]) -> None:
    assert [(item.number, item.words) for item in items_of(said, {1, 2, 3}, {1, 2})] == items


def test_the_second_of_a_list_is_a_matter_only_where_it_has_that_number() -> None:
    assert items_of("la prima ok, la seconda fatto", {1, 3}) == [Item(1, "ok, la seconda fatto")]


def test_a_digest_is_answered_between_its_lines() -> None:
    told = (
        "Ecco la giornata\n- N. 8 – anna@posta.example: una domanda → 8 fatto",
        "- N. 9 – ugo@posta.example",
        "N. 7 – x\nN. 9 – y",
    )
    below = zip(told, ("fatto", "conferma\nLaura", "lista"), strict=True)
    assert items_below(below, {7, 8, 9}) == [Item(8, "fatto"), Item(9, "conferma\nLaura")]


def test_words_before_the_first_number_name_nothing() -> None:
    assert items_of("Quanti siamo finora?", {1, 2}) == []


def test_proposals_stand_below_their_group() -> None:
    text = (
        "Ecco le proposte\n\nGruppo 1:\n- meno sprechi\n  nei forni\n- tetti solari\n\n"
        "3. Welfare e volontariato\nuna banca del tempo\n\nGovernance: un solo regolamento"
    )
    found = proposals_of(text, FABBRICA)
    assert dict(found.by_session) == {
        "green-energy": ("meno sprechi nei forni", "tetti solari"),
        "welfare": ("una banca del tempo",),
        "governance": ("un solo regolamento",),
    }
    assert found.rest == "Ecco le proposte"


def test_a_numbered_proposal_is_no_heading() -> None:
    found = proposals_of("Green energy\n1. meno sprechi\n2. logistica a freddo", FABBRICA)
    assert dict(found.by_session) == {"green-energy": ("meno sprechi", "logistica a freddo")}


@pytest.mark.parametrize("heading", ["Gruppo 9:", "Turismo:"])
def test_the_proposals_of_a_group_there_is_not_are_kept_with_its_heading(heading: str) -> None:
    found = proposals_of(f"Gruppo 1:\n- meno sprechi\n{heading}\n- un mercato\n\nWelfare:\n- banca del tempo", FABBRICA)
    assert dict(found.by_session) == {"green-energy": ("meno sprechi",), "welfare": ("banca del tempo",)}
    assert found.strays == (f"{heading} un mercato",)


def test_what_introduces_the_ideas_of_a_group_is_no_other_group() -> None:
    found = proposals_of("Gruppo 1\nLe nostre idee:\n- meno sprechi", FABBRICA)
    assert found.strays == ()


def test_feedback_speaks_of_a_group_only_where_it_names_one() -> None:
    assert session_spoken_of("Bella la discussione nel gruppo 3!", FABBRICA) == "welfare"
    assert session_spoken_of("Tra green energy e governance non saprei", FABBRICA) is None
    assert session_spoken_of("Bella giornata", FABBRICA) is None


@pytest.mark.parametrize(
    "words", ["Grazie!", "Grazie a voi!\nAnna", "Perfetto, grazie", "ok thanks\nAnna Riva", "Thanks again."]
)
def test_thanks_ask_for_nothing(words: str) -> None:
    assert is_content(words, "Segreteria")


@pytest.mark.parametrize("words", ["ok", "Grazie, ma chi manca?", "grazie, nel gruppo 3"])
def test_more_than_thanks_is_not_passed_over(words: str) -> None:
    assert not is_content(words, "Segreteria")


def test_a_code_tells_of_a_matter_which_booking_is_meant() -> None:
    items = [Item(1, "conferma"), Item(3, "K7QM-3F")]
    assert items_of("1 conferma\n3: K7QM-3F", {1, 3}, {1, 3}) == items
