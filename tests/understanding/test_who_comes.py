"""Who comes and how many: bookings made for others, who is only spoken of, ages and things that are no seats."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import Context, Reading, read
from mailflow.understanding.understand import examine
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
WORKSHOPS, DAYS, SUPPER, BOAT = "fabbrica-idee", "open-science-days", "assemblea-soci", "harbour-tours"


def _read(event: str, text: str) -> Reading:
    return read(Message(sender=Address(ADA, "ada@posta.example"), subject="", text=text), given_event(event))


@pytest.mark.parametrize(("event", "text", "seats"), [
    (SUPPER, "Alla cena veniamo io e i miei figli di 3, 5 e 8 anni.\nAda Neri", 4),
    (SUPPER, "Alla cena veniamo io, mio marito e i nostri bambini (6 e 9 anni).\nAda Neri", 4),
    (SUPPER, "Alla cena siamo in sette, quattro grandi e tre piccoli. I piccoli hanno 3, 5 e 8 anni.\nAda Neri", 7),
    (SUPPER, "Alla cena siamo in quattro, cioè noi due più i bambini. Grazie!\nAda Neri", 4),
    (SUPPER, "Quattro posti (noi due e i vicini) per la cena.\nAda Neri", 4),
    (SUPPER, "Alla cena siamo un gruppo di cinque persone (me compresa). Veniamo con due macchine.\nAda Neri", 5),
    (SUPPER, "Vorrei un posto alla cena. Viene anche Luca Bianchi.\nAda Neri", 2),
    (BOAT, "I'd like a seat on the 10:00. Una Daly is coming too.\nAda Neri", 2),
    (SUPPER, "Mia moglie no, io sì: un posto alla cena per me. Lei quel giorno ha il coro.\nAda Neri", 1),
    (SUPPER, "Di solito siamo in sei, stavolta però alla cena siamo solo quattro.\nAda Neri", 4),
    (SUPPER, "Salve, 2 adulti + 2 bambini per la cena, grazie.\nAda Neri", 4),
    (SUPPER, "Vorrei venire alla cena. L'anno scorso eravamo in 30 e ci siamo divertiti.\nAda Neri", 1),
    (BOAT, "There are usually six of us, but this time only four on the 10:00.\nAda Neri", 4),
    (BOAT, "I'm coming with mum and dad (78 and 81) on the 10:00.\nAda Neri", 3),
    (BOAT, "We're bringing the whole family, four people in all, on the 10:00.\nAda Neri", 4),
    (BOAT, "Me and my children, aged 3, 5 and 8, on the 10:00, please.\nAda Neri", 4),
    (BOAT, "My kids are 3, 5 and 8. Five of us in all on the 10:00.\nAda Neri", 5),
    (SUPPER, "Alla cena saremo in quattro, non più in cinque.\nAda Neri", 4),
    (BOAT, "There will be four of us, no longer five, on the 10:00.\nAda Neri", 4),
    (BOAT, "Four seats on the 10:00: the two of us and the neighbours.\nAda Neri", 4),
    (SUPPER, "Prenoto la cena per due maestre e la cuoca del nido:\n- Lia Po\n- Pia Sala\n- Rosa Conti\nIo no.", 3),
    (SUPPER, "Alla cena siamo in tre, io, Ugo Sala e papà, no aspetta, papà lavora, quindi due.\nAda Neri", 2),
    (BOAT, "Please book one nurse for Saturday, the 10:00: Una Daly. I am not coming.\nAda Neri", 1),
    (BOAT, "Could you book my father in for the 10:00? His name is Ugo Neri. I am not coming.\nAda Neri", 1),
    (SUPPER, "Prenoto la cena per mio padre, io non vengo. Si chiama Ugo Neri.\nAda Neri", 1),
    (BOAT, "I'd like the 10:00 with a friend of mine.\nAda Neri", 2),
    (BOAT, "A friend of mine told me of it. I'd like a seat on the 10:00.\nAda Neri", 1),
    (BOAT, "The 10:00, please. Two adults, one child: Ada Neri, Ugo Sala, Pia Sala.\nAda Neri", 3),
    (BOAT, "The 10:00, please. Two adults, two children: Ada Neri, Ugo Sala, Pia Sala, Lia Sala.\nAda Neri", 4),
    (SUPPER, "Alla cena due adulti e un bambino: Ada Neri, Ugo Sala, Pia Sala.", 3),
    (SUPPER, "Alla cena due adulti e due bambini: Ada Neri, Ugo Sala, Pia Sala, Lia Sala.", 4),
    (BOAT, "The pair of us and young Tom on the 10:00.\nAda Neri", 3),
    (BOAT, "Me and my husband Ugo Sala on the 10:00. Our son too.\nAda Neri", 3),
    (BOAT, "Me and my husband Ugo Sala will come on the 10:00. Also my daughter Pia.\nAda Neri", 3),
    (BOAT, "Me and my husband Ugo Sala on the 10:00. My brother would have liked to come too.\nAda Neri", 2),
    (SUPPER, "Alla cena veniamo noi due e il piccolo Tommaso.\nAda Neri", 3),
    (BOAT, "Please put me down for the 10:00, my mother can mind the children.\nAda Neri", 1),
    (SUPPER, "Segnatemi alla cena, quella sera mia madre mi tiene i bambini.\nAda Neri", 1),
])  # fmt: skip
def test_how_many_come(event: str, text: str, seats: int) -> None:
    got = _read(event, text)
    assert (got.seats, [d.words for d in got.doubts if d.about == "seats"]) == (seats, [])


@pytest.mark.parametrize(("event", "text"), [
    (SUPPER, "Alla cena veniamo noi due più gli amici del coro.\nAda Neri"),
    (SUPPER, "Alla cena veniamo io e i miei bambini di 6 o 7 anni.\nAda Neri"),
    (SUPPER, "Vengo con famiglia alla cena.\nAda Neri"),
    (BOAT, "I'll come with family on the 10:00.\nAda Neri"),
    (BOAT, "The two of us and the neighbours on the 10:00, please.\nAda Neri"),
])  # fmt: skip
def test_a_group_without_a_number_is_asked_about(event: str, text: str) -> None:
    asked = [d.words for d in _read(event, text).doubts if d.about == "seats"]
    assert [words.partition(":")[0] for words in asked][:1] == ["how many is not told"]


def test_ages_are_no_numbers_of_sessions() -> None:
    got = _read(WORKSHOPS, "Io e i miei due figli, di 1, 2 e 5 anni... anzi tre figli: gruppo 3 per tutti.\nAda Neri")
    assert all(list(person.choices or {}) == ["turno-1"] for person in got.people)


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Vi scrivo per conto del dott. Ugo Sala, che in questi giorni è all'estero e mi ha chiesto di prenotargli "
     "un posto alla cena. Grazie, Ada Neri", ["Ugo Sala"]),
    (SUPPER, "Buongiorno, iscrizione alla cena sociale del 28 novembre per:\nAda Neri, tel. 333 5550101, vegetariana\n"
     "Ugo Sala, tel. 333 5550102\nGrazie", [ADA, "Ugo Sala"]),
    (SUPPER, "Come da accordi con la direzione iscrivo a cena le colleghe Lia Po e Anna Campi. Io non vengo.\nAda Neri",
     ["Lia Po", "Anna Campi"]),
    (SUPPER, "Vi contatto da parte di Ugo Sala, che vorrebbe partecipare alla cena con la moglie Lia Po.\nAda Neri",
     ["Ugo Sala", "Lia Po"]),
    (SUPPER, "Alla cena veniamo io, Ugo Sala e il nostro gatto Tobia.\nAda Neri", [ADA, "Ugo Sala"]),
    (BOAT, "Two on the 10:00, me and Ugo Sala, with our dog Argo.\nAda Neri", [ADA, "Ugo Sala"]),
    (BOAT, "My husband is away, so it's me, Nora and Rory on the 10:00.\nAda Neri", [ADA, "Nora", "Rory"]),
    (SUPPER, "Mio marito è via, quindi alla cena siamo io, Nora e Ugo.\nAda Neri", [ADA, "Nora", "Ugo"]),
    (BOAT, "Three on the 10:00: Fleur, Pim and Sanne de Graaf. I am not coming.\nAda Neri",
     ["Fleur de Graaf", "Pim de Graaf", "Sanne de Graaf"]),
    (BOAT, "Seats on the 10:00 for Maria and Joao da Silva. I am not coming.\nAda Neri",
     ["Maria da Silva", "Joao da Silva"]),
    (SUPPER, "Alla cena iscrivo Lia, Pia e Rosa De Luca. Io non vengo.\nAda Neri",
     ["Lia De Luca", "Pia De Luca", "Rosa De Luca"]),
    (SUPPER, "I miei suoceri vorrebbero venire alla cena: si chiamano Ugo Sala e Lia Po. Li iscrivo io perché non "
     "usano il computer.\nAda Neri", ["Ugo Sala", "Lia Po"]),
    (SUPPER, "Mandiamo alla cena due persone, Ugo Sala e Lia Po. Per qualunque cosa il riferimento sono io, Ada Neri.",
     ["Ugo Sala", "Lia Po"]),
    (SUPPER, "Confermo alla cena:\n1. Ada Neri\n2. Ugo Sala\nPaolo Ferri invece ha dato forfait.\nGrazie",
     [ADA, "Ugo Sala"]),
    (SUPPER, "Vorrei iscrivere alla cena Lia Po e Ugo Sala, i miei due nonni.\nAda Neri", ["Lia Po", "Ugo Sala"]),
    (SUPPER, "Vengo alla cena con mia figlia Lia Neri. Il pagamento lo fa mio marito Ugo Sala con bonifico.\nAda Neri",
     [ADA, "Lia Neri"]),
    (BOAT, "I'm bringing Jane Hart along, a colleague who has just joined us. The 10:00 for both.\nAda Neri",
     [ADA, "Jane Hart"]),
    (BOAT, "Jane Hart told me to write to you rather than phone. I'd like a place on the 10:00.\nAda Neri", [ADA]),
    (BOAT, "I'm coming with my cousin Tom Hart on the 10:00. His brother Sam Hart wanted to come but changed his mind."
     "\nAda Neri", [ADA, "Tom Hart"]),
    (BOAT, "I'm writing for my boss, Professor Rob Hart, who is abroad this week and asked me to reserve a place on "
     "the 10:00.\nThanks, Ada Neri", ["Rob Hart"]),
    (BOAT, "I am writing on behalf of Dr Jane Parker. Could you reserve her a place on the 10:00? Thanks, Ada Neri",
     ["Jane Parker"]),
    (BOAT, "Dr Jane Parker has asked me to book her in on the 10:00. Thanks, Ada Neri", ["Jane Parker"]),
    (SUPPER, "Due posti alla cena, per favore.\nGrazie\nAda Neri e Ugo Sala", [ADA, "Ugo Sala"]),
    (SUPPER, "DUE POSTI A CENA PER ME E LA SIGNORA MERCEDES CHE MI ASSISTE.\nADA NERI", [ADA, "MERCEDES"]),
    (SUPPER, "Tre posti alla cena.\nUgo Sala, Ada Neri, Lia Po\nGrazie", [ADA, "Ugo Sala", "Lia Po"]),
    (SUPPER, "Ci iscriviamo alla cena.\nCordiali saluti\nAda Neri\nUgo Sala", [ADA, "Ugo Sala"]),
    (SUPPER, "Alla cena ci sarò io con il socio onorario Ugo Sala, che ha 94 anni.\nAda Neri", [ADA, "Ugo Sala"]),
    (BOAT, "Two seats on the 10:00, please.\nThank you,\nAda and Tom Neri", [ADA, "Tom Neri"]),
    (BOAT, "One seat on the 10:00, please. Ada Neri, Havmodel ApS. Thanks!", [ADA]),
    (BOAT, "One seat on the 10:00, please. Ada Neri, Clyde Brick Ltd", [ADA]),
    (SUPPER, "Sono una socia nuova e vengo alla cena.\nAda Neri", [ADA]),
    (SUPPER, "Buongiorno, il posto a cena non è per me ma per la nostra tata, Alina Rusu. Grazie, Ada Neri",
     ["Alina Rusu"]),
    (SUPPER, "Mi chiamo Ada Neri e vorrei portare alla cena mia figlia Arianna. Solo lei, grazie", ["Arianna"]),
    (SUPPER, "Iscrivo alla cena Ugo Sala. Forse più avanti mi iscrivo anch'io, per adesso contate solo lui.\nAda Neri",
     ["Ugo Sala"]),
    (SUPPER, "Tre posti a cena: due per i miei genitori Aldo e Franca Neri, uno per la zia Carla, nessuno per "
     "me.\nAda Neri",
     ["Aldo Neri", "Franca Neri", "Carla"]),
    (BOAT, "The seat isn't for me but for my nephew, Carl Dunn: the 10:00 please.\nAda Neri", ["Carl Dunn"]),
    (BOAT, "My mum June Dunn would love the 10:00. Just her please, I'll watch from the quay.\nAda Neri",
     ["June Dunn"]),
    (SUPPER, "Buongiorno, mi iscriva Ugo Sala alla cena. Grazie, Ada Neri", ["Ugo Sala"]),
    (SUPPER, "Mi segni per favore mio figlio Ivo alla cena.\nAda Neri", ["Ivo"]),
    (SUPPER, "Mi iscriva insieme a mio figlio Ivo alla cena.\nAda Neri", [ADA, "Ivo"]),
    (SUPPER, "Mi iscriva alla cena, e con me Ugo Sala.\nAda Neri", [ADA, "Ugo Sala"]),
    (SUPPER, "Mi iscriva Ada Neri alla cena.", [ADA]),
    (SUPPER, "Iscriviamo alla cena Lia Po e Ugo Sala. Referente Pia Sala.", ["Lia Po", "Ugo Sala"]),
    (SUPPER, "Iscriviamo alla cena Lia Po e Ugo Sala, referente Pia Sala tel. 333 5550102.", ["Lia Po", "Ugo Sala"]),
    (SUPPER, "Viene alla cena la nostra referente Lia Po.", ["Lia Po"]),
    (BOAT, "Please book Jane Hart and Tom Hart on the 10:00. Contact Una Daly.", ["Jane Hart", "Tom Hart"]),
    (WORKSHOPS, "Iscrivo Lia e Ugo al gruppo 1. Anzi, Ugo ha i turni: al suo posto Ivo.\nAda Neri", ["Lia", "Ivo"]),
    (WORKSHOPS, "Iscrivo Lia Po e Ugo Sala al gruppo 1. Anzi, al posto di Ugo Sala viene Ivo Conti.\nAda Neri",
     ["Lia Po", "Ivo Conti"]),
    (DAYS, "I'd like to book Jane and Tom on D1-A. Actually, Tom's on shift: Carl instead.\nAda Neri",
     ["Jane", "Carl"]),
    (DAYS, "I'd like to book Jane and Tom on D1-A. If Tom can't come, Carl instead.\nAda Neri", ["Jane", "Tom"]),
    (DAYS, "I'd like to register Wei Zhang for D1-A and D2-B. Just him, please.\nAda Neri", ["Wei Zhang"]),
    (DAYS, "Una Daly and I would like D1-A; on day two D2-B just her please.\nAda Neri", [ADA, "Una Daly"]),
])  # fmt: skip
def test_who_comes(event: str, text: str, names: list[str]) -> None:
    got = _read(event, text)
    told = {key(person.name) for person in got.people}
    assert (told, got.seats, [d.words for d in got.doubts if d.about == "names"]) == (
        {key(name) for name in names}, len(names), [],
    )  # fmt: skip


@pytest.mark.parametrize(("event", "text"), [
    (SUPPER, "Io e la collega Lia Po veniamo alla cena. Ce ne ha parlato il prof. Ugo Sala, che vi saluta.\nAda Neri"),
    (SUPPER, "Io e Lia Po veniamo alla cena. Ci ha invitate il presidente Ugo Sala.\nAda Neri"),
    (SUPPER, "Vi scrivo su consiglio del dott. Ugo Sala. Vorrei un posto alla cena. Con stima, Ada Neri"),
    (BOAT, "My colleague Lia Po and I would like the 10:00. Ugo Sala told us about it.\nAda Neri"),
])  # fmt: skip
def test_who_only_told_of_the_event_is_not_asked_about(event: str, text: str) -> None:
    got = _read(event, text)
    assert [d.words for d in got.doubts if d.about == "names"] == []
    assert "Ugo Sala" not in [person.name for person in got.people]


def test_all_three_are_the_writer_too() -> None:
    got = _read(WORKSHOPS, "Sono Ada Neri. Con me ci saranno Ugo Sala e Lia Po, tutti e tre al gruppo 3.")
    assert [list(person.choices or {}) for person in got.people] == [["turno-1"]] * 3
    assert [d.words for d in got.doubts if d.about == "choices"] == []


def test_the_choice_below_a_list_with_phones_is_for_all() -> None:
    rows = "* Ada Neri - tel 333 5550101\n* Ugo Sala - tel 333 5550102\n* Lia Po - tel 333 5550103"
    got = _read(WORKSHOPS, f"Ecco chi siamo:\n{rows}\nScegliamo il gruppo 3. Grazie!")
    assert [list(person.choices or {}) for person in got.people] == [["turno-1"]] * 3


@pytest.mark.parametrize(("event", "text", "seats"), [
    (SUPPER, "Alla cena vengo con mia moglie Lia Po e con un'altra persona, il nome ve lo dico poi.\nAda Neri", 3),
    (SUPPER, "Chi viene alla cena:\n- io\n- mia moglie Lia\n- i nostri due figli\n- Ugo Sala\nGrazie\nAda Neri", 5),
    (SUPPER, "Alla cena vengono:\n- Ada Neri\n- Ugo Sala\n- più due soci di cui non ho i nomi\nGrazie\nAda Neri", 4),
    (SUPPER, "Alla cena:\n1) Ada Neri\n2) Ugo Sala + accompagnatore\n3) Lia Po (con la figlia di 8 anni)\nGrazie", 5),
    (BOAT, "On the 10:00:\n- me\n- my wife Jane\n- our two kids\n- Tom Hart\nThanks\nAda Neri", 5),
    (BOAT, "Two places on the 10:00, please, actually make that three because my aunt wants to come.\nAda Neri", 3),
    (BOAT, "Tom Hart and I would like the 10:00. Tom can't manage stairs.\nAda Neri", 2),
    (BOAT, "Tom Hart and I would like the 10:00. Tom can't come, so it's just me.\nAda Neri", 1),
    (BOAT, "My sister saw your poster. She and I would love to come on the 10:00.\nAda Neri", 2),
    (SUPPER, "Alla cena veniamo io e Lia Po. Lia non può fare le scale.\nAda Neri", 2),
])  # fmt: skip
def test_the_rules_count_who_has_no_name(event: str, text: str, seats: int) -> None:
    mail = Message(sender=Address(ADA, "ada@posta.example"), subject="booking", text=text)
    outcome = examine(mail, given_event(event), Context())
    assert outcome is not None
    assert outcome.gist is not None
    assert (outcome.gist.seats.value, outcome.gist.seats.doubts) == (seats, ())


@pytest.mark.parametrize(("event", "text", "told"), [
    (SUPPER, "Alla cena: Ada Neri, Ugo Sala e, se si rimette dall'influenza, Lia Po.", ["Lia Po"]),
    (SUPPER, "Alla cena: Ada Neri, Ugo Sala e, se c'è ancora posto, Lia Po.", []),
    (BOAT, "On the 10:00: Ada Neri, Tom Hart and, if he's over his flu by then, Sam Doyle.", ["Sam Doyle"]),
    (BOAT, "On the 10:00: Ada Neri, Tom Hart and, if there's still room, Sam Doyle.", []),
    (BOAT, "On the 10:00: me and Tom Hart, if he's well by then.", ["Tom Hart"]),
    (BOAT, "On the 10:00: me and Tom Hart, if that's ok.", []),
    (SUPPER, "Alla cena veniamo io, Ugo Sala e Lia Po se sta meglio.", ["Lia Po"]),
])  # fmt: skip
def test_who_comes_if_he_can_is_asked_about(event: str, text: str, told: list[str]) -> None:
    asked = [d.words for d in _read(event, text).doubts if d.words.startswith("it is not sure whether")]
    assert asked == [f"it is not sure whether {name} will come" for name in told]


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Due posti a cena:\nNome: Ada Cognome: Neri\nNome: Ugo Cognome: De Santis", [ADA, "Ugo De Santis"]),
    (SUPPER, "Due posti a cena:\nNome: Ada\nCognome: Neri\nNome: Ugo\nCognome: Sala", [ADA, "Ugo Sala"]),
    (SUPPER, "Due posti a cena:\nNome: Ada Cognome: Neri\nNome: Maria Pia Cognome: Sala", [ADA, "Maria Pia Sala"]),
    (SUPPER, "Due posti a cena:\nNome: Ada Cognome: Neri\nNome: Piet Cognome: van der Po", [ADA, "Piet van der Po"]),
    (SUPPER, "Due posti a cena:\nCognome: Neri, Nome: Ada\nCognome: Sala, Nome: Ugo", [ADA, "Ugo Sala"]),
    (BOAT, "Two seats, 10:00:\nFirst name: Ada Surname: Neri\nFirst name: Tom Surname: Hart", [ADA, "Tom Hart"]),
    (SUPPER, "Alla cena vengo con Moira O'Neill.\nAda Neri", [ADA, "Moira O'Neill"]),
    (BOAT, "I'd like the 10:00 with my friend Lucy Hall.\nAda Neri", [ADA, "Lucy Hall"]),
    (BOAT, "My friend Mary-Ann Mason and I take the 10:00.\nAda Neri", [ADA, "Mary-Ann Mason"]),
    (BOAT, "Two of us on the 10:00, we meet at Victoria Hall.\nAda Neri", [ADA]),
    (SUPPER, "Alla cena vengo da sola.\nSaluti da Ada Neri", [ADA]),
    (BOAT, "One seat on the 10:00, please.\nThanks, Ada Neri\n-- \nAlfa srl\nVia Roma 12, Modena", [ADA]),
])  # fmt: skip
def test_the_rules_know_names_told_in_parts_or_below(event: str, text: str, names: list[str]) -> None:
    mail = Message(sender=Address(ADA, "ada@posta.example"), subject="booking", text=text)
    outcome = examine(mail, given_event(event), Context())
    assert outcome is not None
    assert outcome.gist is not None
    persons = [person.name for person in outcome.gist.cast.persons if person.comes and person.name]
    assert [key(name) for name in persons] == [key(name) for name in names]


def test_a_plus_one_behind_a_session_counts() -> None:
    assert _read(DAYS, "Please put me down for D1-A and D2-A +1.\nAda Neri").seats == 2
    asked = [d.words for d in _read(DAYS, "Please put me down for D1-A, +1 (my partner).\nAda Neri").doubts]
    assert [words for words in asked if "counts is not clear" in words] == []


@pytest.mark.parametrize(("event", "text", "names"), [
    (WORKSHOPS, "Buongiorno, desidero iscrivermi al gruppo 1. Non parteciperò al secondo turno.", [ADA]),
    (WORKSHOPS, "Vorrei seguire il gruppo 2; nel secondo turno non ci sarò.", [ADA]),
    (DAYS, "Please book me in for D2-B. I won't be there on day one.", [ADA]),
    (WORKSHOPS, "Vi chiedo di iscrivere Ugo Sala al gruppo 2. Io quel giorno non ci sarò.", ["Ugo Sala"]),
    (DAYS, "Please book Una Daly into D1-A. I won't be attending either day.", ["Una Daly"]),
])  # fmt: skip
def test_who_leaves_out_a_part_comes_all_the_same(event: str, text: str, names: list[str]) -> None:
    assert {key(p.name) for p in _read(event, text).people} == {key(n) for n in names}


def _named(event: str, text: str) -> tuple[int | None, set[tuple[str, ...]]]:
    got = _read(event, text)
    return got.seats, {key(p.name) for p in got.people}


def _names(*names: str) -> set[tuple[str, ...]]:
    return {key(name) for name in names}


def test_each_of_a_row_has_his_own_wife() -> None:
    text = "Prenoto la cena per Achille Fantini con la moglie e Ruggero Cavicchi con la moglie. Io non vengo."
    assert _named(SUPPER, text) == (4, _names("Achille Fantini", "Ruggero Cavicchi"))


def test_a_father_met_twice_comes_once() -> None:
    text = "Alla cena veniamo io con mio padre e mia madre. Mio padre non mangia glutine. Vengo con mio padre in auto."
    assert _named(SUPPER, text) == (3, _names(ADA))


def test_who_counts_himself_among_us_comes() -> None:
    text = "Accompagno mia figlia Pia Neri e la sua compagna di banco Lia Sala. Noi tre veniamo alla cena."
    assert _named(SUPPER, text) == (3, _names(ADA, "Pia Neri", "Lia Sala"))


def test_who_tells_whose_father_he_is_does_not_come_by_it() -> None:
    text = "Sono Ada Neri, mamma di Lia Neri, 8 anni. Lia vorrebbe venire al gruppo 1."
    assert _named(WORKSHOPS, text) == (1, _names("Lia Neri"))


def test_two_joined_before_the_words_of_coming_both_come() -> None:
    assert _named(DAYS, "Hi,\n\nAda and Una Neri would like to attend D1-A.\n\nRegards") == (2, _names(ADA, "Una Neri"))


def test_whoever_stays_with_others_stays_away_but_not_who_stays_with_us() -> None:
    assert _named(BOAT, "One seat on the 10:00 for me. My wife is staying with her sister.\nAda Neri") == (
        1,
        _names(ADA),
    )
    both = "My cousin Una Daly is staying with us and comes too. Two seats on the 10:00, please.\nAda Neri"
    assert _named(BOAT, both) == (2, _names(ADA, "Una Daly"))


OFFICE = Address("Segreteria", "segreteria@posta.example")
FOOTER = "\nRita Setti\nCooperativa Il Ponte\nTel. 0522 5550101\n"


@pytest.mark.parametrize(("event", "text", "names"), [
    (SUPPER, "Buongiorno,\nalla cena vengono Ugo Sala e Lia Monti." + FOOTER
     + "Gli uffici sono aperti dal lunedì al venerdì. Questo messaggio è riservato.", ["Ugo Sala", "Lia Monti"]),
    (BOAT, "Good morning,\nplease book the 13:00 for Ugo Sala and Lia Monti.\nJoan Cole\nSeaview Hotel\n"
     + "Tel. 01632 960123\nOur restaurant is open every evening from seven.", ["Ugo Sala", "Lia Monti"]),
])  # fmt: skip
def test_who_signs_above_a_footer_only_writes(event: str, text: str, names: list[str]) -> None:
    got = read(Message(sender=OFFICE, subject="", text=text), given_event(event))
    assert [p.name for p in got.people] == names


def test_what_adds_somebody_is_no_footer() -> None:
    text = "Buongiorno,\nalla cena vengono Ugo Sala e Lia Monti." + FOOTER + "Con loro viene anche Ivo Bini, se può."
    got = read(Message(sender=OFFICE, subject="", text=text), given_event(SUPPER))
    assert "Ivo Bini" in [p.name for p in got.people]


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOAT, "Please book three seats on the 13:00 for Mr and Mrs Alan Shaw and Miss Pia Shaw.", 3),
    (BOAT, "Mr and Mrs Ferrante and their son want the 13:00 boat. I'm not coming.\nAda Neri", 3),
    (SUPPER, "Alla cena verrà il sindaco Ugo Sala, accompagnato dalla signora.\nRita Setti", 2),
    (SUPPER, "Alla cena verranno il sindaco, dott.ssa Ada Bini, e l'assessore allo sport, Ivo Sala.\nRita Setti", 2),
    (SUPPER, "Il dottor Ugo Sala chiede di prenotare la cena per lui, per la moglie e la figlia.\nRita Setti", 3),
    (BOAT, "Please put me and Ruth Pike (my wife) at 13:00.\nAda Neri", 2),
    (SUPPER, "Alla cena: io sì, mia moglie Carla sì, il genero no perché lavora, mio figlio Leo sì.\nAda Neri", 3),
    (BOAT, "I'd like to gift my in-laws the 13:00 trip: Tom Hill and Leela Hill. My husband and I will be watching "
     "from the quay, no seats needed for us.\nAda Neri", 2),
    (SUPPER, "Iscrivo alla cena mio cognato Ugo Sala. Mio fratello e la moglie hanno altri impegni.\nAda Neri", 1),
])  # fmt: skip
def test_couples_offices_and_who_has_other_plans(event: str, text: str, seats: int) -> None:
    assert _read(event, text).seats == seats
