"""How many come, told in all sorts of ways: totals, corrections, parts of a whole, what is no number of places."""

from __future__ import annotations

import pytest

from benchmarks.training.mails import HERE
from mailflow.config.event_file import load_event
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

DINNER, BOATS = "assemblea-soci", "harbour-tours"
ADA = Address("Ada Neri", "ada@posta.example")


def _told(event: str, text: str) -> tuple[int | None, list[str]]:
    got = read(Message(sender=ADA, subject="", text=text), given_event(event))
    return got.seats, [doubt.words for doubt in got.doubts if doubt.about == "seats"]


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Tenetemi 2 (due) posti per la cena del 28. Ada Neri", 2),
    (DINNER, "Si prenotano n. 3 (tre) coperti per la cena sociale. Ada Neri", 3),
    (BOATS, "Please reserve four (4) places on the 10:00. Ada Neri", 4),
    (BOATS, "Half a dozen of us for the 10:00. Ada Neri", 6),
    (BOATS, "A dozen of us would like the 13:00. Ada Neri", 12),
    (DINNER, "siamo in 4 Ada Neri alla cena sociale", 4),
    (DINNER, "buonasera volevo prenotare la cena, noi saremmo 5 Ada Neri", 5),
    (DINNER, "siamo in otto 5 grandi e 3 bimbi per la cena. Ada Neri", 8),
    (BOATS, "Can we get places for us four at 10:00? Ada Neri", 4),
    (DINNER, "ci siamo, in numero di cinque, alla cena. Ada Neri", 5),
    (DINNER, "Vengono alla cena i figli Ivo e Marta e quattro nipoti. Con me fate nove. Ada Neri", 9),
    (DINNER, "Io, mia moglie, tre figli e due fidanzati alla cena: sette. Ada Neri", 7),
    (BOATS, "I'll come with Tom and the kids on the 10:00. Four, then. Ada Neri", 4),
    (DINNER, "Quattro persone più una bimba alla cena. Ada Neri", 5),
    (BOATS, "adults x 2 and one child, the 10:00. Ada Neri", 3),
    (BOATS, "The 10:00 please\nadults: 2, children: 1\nAda Neri", 3),
    (DINNER, "Cena sociale: adulti x 2, bambini x 1. Ada Neri", 3),
    # what one brings to sit on is no place
    (BOATS, "One place on the 10:00 please. I'll bring my own two chairs. Ada Neri", 1),
    (BOATS, "Two chairs on the 10:00 please. Ada Neri", 2),
    (DINNER, "Vorrei venire alla cena. Se servono porto due sedie. Ada Neri", 1),
    # of who is somewhere else no number is asked; a group is named behind a colon, or by the next sentence
    (BOATS, "One place for me on the 10:00. The dog stays at home with my brother. Ada Neri", 1),
    (BOATS, "My wife Lia and I would love the 10:00. Our son-in-law stays in the hotel with the baby. Ada Neri", 2),
    (DINNER, "Alla cena viene mia sorella Lia Neri e non io (qualcuno deve stare al banco). Ada Neri", 1),
    (DINNER, "Per i nostri ospiti: camera 5, Ugo Sala, cena; camera 8, Lia Po, cena. Io non vengo. Ada Neri", 2),
    (DINNER, "Pia porta le sue amiche alla cena. Sono Pia Sala, Ada Po e Lia Po. Io no. Ada Neri", 3),
    (DINNER, "Alla cena veniamo io e i miei tre figli (Pietro 14, Lia 12, Nina 9). Ada Neri", 4),
    (DINNER, "Io e i miei figli Pietro, 14, Lia, 12 e Nina, 9, alla cena. Ada Neri", 4),
    (BOATS, "Me and my three kids (Tom 14, Lia 12, Nina 9) on the 13:00 please. Ada Neri", 4),
    (BOATS, "The 13:00 for me, Ada Neri, and my grandchildren Tom 14 and Lia 12.", 3),
    (DINNER, "Vorrei prenotare la cena per 3 persone più un accompagnatore. Ada Neri", 4),
    (DINNER, "Alla cena siamo in tre più la nonna. Ada Neri", 4),
    (DINNER, "Alla cena siamo in due più il cane. Ada Neri", 2),
    (BOATS, "Three seats plus my mother-in-law on the 10:00. Ada Neri", 4),
    (BOATS, "We are 2 plus a baby in a sling on the 10:00. Ada Neri", 2),
    (BOATS, "Party of 12 pensioners and two carers for the 10:00. Ada Neri", 14),
    (DINNER, "Gruppo di 22 ragazzi e 2 educatori alla cena. Ada Neri", 24),
    (DINNER, "Alla cena la famiglia Neri (4) e la famiglia Sala (3). Ada", 7),
    (BOATS, "10:00 for the Neri family (4) and the Lee family (3). Ada", 7),
    (DINNER, "Vorrei venire alla cena.\nAdulti: 2\nBambini: 1\nAda Neri", 3),
    (BOATS, "The 10:00, please.\nNo. of adults: 2\nNo. of children: 3\nAda Neri", 5),
    (BOATS, "My mother loves boats. I'd like to bring her on the 10:00. Ada Neri", 2),
    (BOATS, "4x 13:00 please. Ada Neri", 4),
    (BOATS, "2x adult, 1x child, 13:00 please. Ada Neri", 3),
    (DINNER, "Alla cena: 2 x adulti, 1 x bambino. Ada Neri", 3),
    (BOATS, "Mum and Dad: 13:00\nTom and me: 10:00\nAda Neri", 4),
    (BOATS, "Mum 10:00, Dad 11:30, me 13:00. Ada Neri", 3),
    (BOATS, "My parents at 13:00, me and Tom at 10:00. Ada Neri", 4),
    (BOATS, "Two for the boat please. Half eleven. Ada Neri", 2),
    (BOATS, "Hi, three for the harbour trip please, the last one. Ada Neri", 3),
    (BOATS, "One for my wife and one for me on the 13:00. Ada Neri", 2),
    (DINNER, "Buonasera, due per la cena grazie. Ada Neri", 2),
    (BOATS, "My wife would like the 10:00, I'd like the 13:00. Ada Neri", 2),
    (BOATS, "Me: 10:00. My partner: 13:00. Ada Neri", 2),
    (BOATS, "My brother did the 10:00 last year. I'd like the 13:00. Ada Neri", 1),
])  # fmt: skip
def test_a_total_is_read(event: str, text: str, seats: int) -> None:
    assert _told(event, text) == (seats, [])


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Mettimi giù per sei alla cena. Anzi sette. Anzi no scusa, era giusto sei. Ada Neri", 6),
    (DINNER, "L'anno scorso eravamo ventisei, quest'anno siamo ridotti a otto. Cena del 28. Ada Neri", 8),
    (DINNER, "All'inizio volevamo venire in cinque alla cena, poi Lia si è ammalata: siamo in quattro. Ada Neri", 4),
    (BOATS, "I was going to book two on the 10:00, then Tom asked to join, so final answer 3. Ada Neri", 3),
    (DINNER, "Siamo in dodici nel gruppo, di cui cinque vengono alla cena. Ada Neri", 5),
    (BOATS, "We've ten apprentices, of whom seven would like to come on the 10:00. I'm staying here. Ada Neri", 7),
    (DINNER, "Siamo in quattro alla cena. Anzi no, mia cognata ha la febbre: tre. Ada Neri", 3),
    (DINNER, "Alla cena io, mia figlia Pia e mio genero. Quindi tre. Anzi mio genero no, lavora: due. Ada Neri", 2),
    (DINNER, "Siamo in due alla cena. No aspettate, viene anche mia sorella: tre. Ada Neri", 3),
    (BOATS, "There'll be 5 of us for the 10:00. Hang on, Mum says she's not climbing aboard. 4 then. Ada Neri", 4),
    (BOATS, "3 places on the 10:00 please. Scratch that, my lad's poorly. 2 then. Ada Neri", 2),
    (BOATS, "2 seats on the 10:00 for Ada Neri and Tom Pike, no wait, Tom is working that day, so just 1 then, me", 1),
    (DINNER, "Siamo in quattro per la cena. Scusate, cinque: dimenticavo mia suocera. Ada Neri", 5),
    (BOATS, "We are four for the 10:00, please. Sorry, five! Ada Neri", 5),
    (BOATS, "We are four for the 10:00, please. Sorry, two of us are late risers. Ada Neri", 4),
])  # fmt: skip
def test_the_last_settled_number_counts(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOATS, "So that's me and my twins, Jabari and Neema Neri (9), for the 10:00. Ada Neri", 3),
    (BOATS, "So it's Gran (Rosa Neri), my parents, my two boys and me for the 13:00. Ada Neri", 6),
    (DINNER, "Dunque alla cena io e mia figlia Gaia Torelli. Ada Neri", 2),
    (DINNER, "Insomma siamo io, mia moglie Eva Sala e i miei due figli Ugo e Lia Neri. Alla cena del 28. Ada Neri", 4),
    (DINNER, "Vengo alla cena, più una persona che vi comunicherò. Ada Neri", 2),
    (DINNER, "Segnate per la cena Olmo Melli, Gino Secchi e uno che non so come si chiama; io no. Ada Neri", 3),
])  # fmt: skip
def test_everybody_is_counted_once(event: str, text: str, seats: int) -> None:
    assert _told(event, text) == (seats, [])


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Alla cena vengo con mio nipote Ugo, lui mangia per tre. Ada Neri", 2),
    (BOATS, "I'd like the half past eleven, so 11:30 and not 10:30, for my wife and me. Ada Neri", 2),
    (BOATS, "I know the limit is four to a booking, but twelve of us would like the 13:00. Ada Neri", 12),
    (DINNER, "Siamo in otto per la cena, so che il limite è quattro per prenotazione. Ada Neri", 8),
    (DINNER, "Vorrei il tavolo 2 (due). Un posto alla cena per me. Ada Neri", 1),
    (DINNER, "Alla cena vengo io. Fa 32 euro, giusto? Ada Neri", 1),
    (BOATS, "There are dozens of reasons, but one seat on the 10:00 for me. Ada Neri", 1),
    (DINNER, "Se fate due turni, vengo al primo della cena, da solo. Ada Neri", 1),
])  # fmt: skip
def test_a_number_of_something_else_is_no_size(event: str, text: str, seats: int) -> None:
    assert _told(event, text) == (seats, [])


@pytest.mark.parametrize(("event", "text", "doubt"), [
    (BOATS, "About twelve of us for the 10:00. Ada Neri", "the number is not sure: “About twelve of us”"),
    (BOATS, "Me and the boys on the 13:00 please. Ada Neri", "how many is not told: “the boys”"),
    (BOATS, "me and family on the 13:00 please. Ada Neri", "how many is not told: “me and family”"),
    (DINNER, "io e famiglia alla cena. Ada Neri", "how many is not told: “io e famiglia”"),
    (DINNER, "Alla cena io e i bambini. Ada Neri", "how many is not told: “i bambini”"),
    (DINNER, "Saremo una dozzina alla cena. Ada Neri", "how many is not told: “una dozzina”"),
    (BOATS, "A dozen or so of us for the 10:00. Ada Neri", "how many is not told: “A dozen or so”"),
])  # fmt: skip
def test_a_vague_number_is_asked_about(event: str, text: str, doubt: str) -> None:
    assert doubt in _told(event, text)[1]


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOATS, "I'd like to book nine cadets and two instructors onto the 13:00. Ada Neri", 11),
    (BOATS, "Please book four archivists onto the 10:00; I stay ashore. Ada Neri", 4),
    (BOATS, "Six of our younger parishioners would like the 10:00 boat. I'm not coming. Ada Neri", 6),
    (DINNER, "Il coro manda alla cena quattro soprani, tre contralti e due bassi. Io non vengo. Ada Neri", 9),
    (DINNER, "Alla cena porto i praticanti dello studio: sono tre, più io. Ada Neri", 4),
    (BOATS, "I'd bring my apprentices, there are three of them, to the 10:00. Ada Neri", 4),
    (BOATS, "I'd like to book the 10:00 for me; my two lectures end at nine. Ada Neri", 1),
    (DINNER, "Prenoto un posto alla cena; porto tre bottiglie. Ada Neri", 1),
    (BOATS, "Book me on the 10:00, I've three hours to spare. Ada Neri", 1),
])  # fmt: skip
def test_a_number_of_persons_by_any_noun_is_counted(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOATS, "Me and the missus for the 10:00, and the baby, but he sits on my lap. Ada Neri", 2),
    (BOATS, "I'd like the 10:00 for my wife and me, and the baby (on my lap). Ada Neri", 2),
    (BOATS, "Me and my son for the 10:00. Last time the dog slept on my lap. Ada Neri", 2),
    (BOATS, "Me, my wife and our baby on the 10:00, three seats please. Ada Neri", 3),
])  # fmt: skip
def test_a_baby_on_a_lap_takes_no_place(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("note", "seats"), [
    ("Ho scritto 3 ma siamo in 4, il modulo non mi fa tornare indietro", 4),
    ("Avevo scritto 3 ma siamo in due, viene anche Lucrezia Fornaciari", 2),
    ("Ho messo 3 perché vengono anche i miei figli", 3),
    ("Grazie mille, a presto", 3),
])  # fmt: skip
def test_the_note_of_a_form_knows_better_than_its_number(note: str, seats: int) -> None:
    form = (("Nome", "Ada Neri"), ("Posti", "3"), ("Note", note))
    message = Message(sender=Address("Sito", "sito@posta.example"), subject="Modulo cena", text=note, form=form)
    assert read(message, given_event(DINNER)).seats == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Vengo alla cena del 28 con tutte e due le mie figlie, Lia Neri e Mia Neri. Ada Neri", 3),
    (DINNER, "I miei genitori, Ugo Neri e Rita Bosi, vengono alla cena tutti e due, e vengo anch'io. Ada Neri", 3),
    (DINNER, "Iscrivo alla cena i miei genitori, Ugo Neri e Rita Bosi, tutti e due. Ada Neri", 2),
    (DINNER, "Io e mio marito Ugo Bosi veniamo alla cena tutti e due. Ada Neri", 2),
    (DINNER, "Mi iscrivo alla cena e all'assemblea, mi interessano tutte e due. Ada Neri", 1),
    (DINNER, "Mi iscrivo alla cena: mia suocera purtroppo ha tutti e due i problemi. Ada Neri", 1),
    (DINNER, "Due posti per una delle tre serate, scegliete voi. Ada Neri", 2),
    (BOATS, "I need two places on the 10:00 for my parents (Ann and Tom Neri), one for my pal Kofi, none for me.", 3),
    (DINNER, "Alla cena servono due posti per i miei zii, Aldo e Pina Vai, e uno per mio cugino Leo Vai. Ada Neri", 3),
])  # fmt: skip
def test_a_number_of_some_alone_is_no_size(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Vorrei venire alla cena con le mie cugine. Siamo in cinque contando anche me. Ada Neri", 5),
    (DINNER, "Per la cena dall'ufficio ci siederemmo in otto, me compresa. Ada Neri", 8),
    (BOATS, "My friends and I would love the 10:00. We're seven counting me. Ada Neri", 7),
])  # fmt: skip
def test_the_writer_is_one_of_those_counted(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (DINNER, "Vorrei un tavolo alla cena per la mia famiglia: marito, suocera, due figli grandi e me. Ada Neri", 5),
    (BOATS, "me wife 3 kids first boat on the sat. Ada Neri", 5),
    (BOATS, "me, our lass and the young un, on the 13:00 please. Ada Neri", 3),
    (BOATS, "hiya theres me our mam our nan and the twins so 5 for the 13:00, nan wont take up much room. Ada Neri", 5),
    (BOATS, "I have eight children and two helpers, plus me, and we'd like to come on the 13:00. Ada Neri", 11),
    (BOATS, "It's me, the wife and the two lads on the 13:00, the lads are 17 and 19. Ada Neri", 4),
    (BOATS, "Me and my wife for the 13:00 (she's the photographer). Ada Neri", 2),
    (DINNER, "io moglie e 2 figli per la cena. Ada Neri", 4),
    (DINNER, "CONFERMO LA PRESENZA ALLA CENA CON MARITO, FIGLIO E DUE NIPOTINI. ADA NERI", 5),
    (DINNER, "Vorrei andare alla cena con una mia amica. Ada Neri", 2),
    (BOATS, "May I still come on the 13:00, with a friend? Ada Neri", 2),
])  # fmt: skip
def test_a_row_of_kin_with_the_writer_is_counted(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOATS, "I'd like to bring eight pupils and two teachers on the 13:00. Teachers: me and Una Pike. Ada Neri", 10),
    (BOATS, "That's 9 cubs and 2 leaders (me included), the 13:00 please. Ada Neri", 11),
    (BOATS, "Our club brings eight Year 10 pupils and Miss Eve Nash on the 13:00. I stay at school. Ada Neri", 9),
    (BOATS, "A group of five people for the 13:00. They'll be accompanied by one leader, Mr Al Rees, so count six.", 6),
    (DINNER, "Accompagno alla cena del 28 sei alunni della 3B. Con me viene la collega di matematica. Ada Neri", 8),
    (DINNER, "Alla cena verranno 8 soci. Ci sarà anche mio figlio Ivo Neri, già contato. Io no. Ada Neri", 8),
])  # fmt: skip
def test_a_group_and_who_leads_it(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "seats"), [
    (BOATS, "Our group numbers 15. The 13:00 please. Ada Neri", 15),
    (BOATS, "We are a party numbering twelve, for the 10:00. Ada Neri", 12),
    (BOATS, "Two from our office on the 13:00, please. Ada Neri", 2),
    (BOATS, "Could we have two boats of six at 13:00? Ada Neri", 12),
    (BOATS, "I'll come along on the 10:00 with two others. Ada Neri", 3),
    (BOATS, "A pack of 12 children and 3 leaders, the 13:00 please. Ada Neri", 15),
    (BOATS, "Could you please book the 13:00 for my twins (8)? Ada Neri", 2),
    (BOATS, "Our society will attend with four members, on the 13:00.\nAda Neri\nSecretary", 4),
    (BOATS, "The council has resolved to send two councillors on the 13:00.\nYours faithfully\nAda Neri", 2),
    (BOATS, "Four committee members of our society will come on the 13:00.\nAda Neri", 4),
    (BOATS, "Three inspectors from our office: the 13:00, please.\nAda Neri", 3),
    (DINNER, "Due gestori del rifugio Alpe Alta: cena sociale.\nAda Neri", 2),
    (DINNER, "Siamo una famiglia di quattro: cena per tutti. Ada Neri", 4),
    (BOATS, "Please accept the registration of two members on the 13:00.\nAda Neri", 2),
    (BOATS, "A 12-strong choir for the 13:00. Ada Neri", 12),
    (DINNER, "Comunichiamo la presenza di 4 nostri associati alla cena.\nAda Neri", 4),
    (DINNER, "Cena sociale, in due. Ada Neri", 2),
    (DINNER, "Il nostro gruppo è di 9, per la cena. Ada Neri", 9),
    (DINNER, "Alla cena partecipo con altre 3 persone. Ada Neri", 4),
    (DINNER, "Alla cena ci sarò con altri 4. Ada Neri", 5),
    (DINNER, "Vengono due dalla nostra cooperativa, alla cena. Ada Neri", 2),
    (DINNER, "Vorrei due tavoli da otto per la cena. Ada Neri", 16),
    (DINNER, "Un tavolo da 5 e uno da 4 per la cena. Ada Neri", 9),
    (DINNER, "Gruppo scout di 12 ragazzi e 3 capi, alla cena. Ada Neri", 15),
    (DINNER, "Siamo un gruppo di 6 amici, vorremmo venire alla cena. Ada Neri", 6),
    (DINNER, "Alla cena iscrivo i miei due bambini, 7 e 9 anni, entrambi celiaci. Ada Neri", 2),
    (DINNER, "Alla cena saremo io, il nonno e le due bimbe (3 e 6). Ada Neri", 4),
    (DINNER, "Alla cena verremo in 2 (mamma e papà). Ada Neri", 2),
    (DINNER, "Vorremmo partecipare alla cena in quattro educatrici. Ada Neri", 4),
    (DINNER, "L'associazione parteciperà alla cena con tre delegati.\nIl presidente\nAda Neri", 3),
    (DINNER, "Alla cena prenoto per 3 adulti, un bambino di 4 anni e una neonata che sta in braccio. Ada Neri", 4),
])  # fmt: skip
def test_a_party_is_told_by_its_number(event: str, text: str, seats: int) -> None:
    assert _told(event, text)[0] == seats


@pytest.mark.parametrize(("event", "text", "words"), [
    (BOATS, "Our group is about 15 strong, the 13:00 please. Ada Neri", "about 15 strong"),
    (BOATS, "We'd be about 12 for the 10:00. Ada Neri", "about 12"),
    (DINNER, "Siamo circa 15, per la cena. Ada Neri", "circa 15"),
    (DINNER, "Saremmo più o meno 8 alla cena. Ada Neri", "più o meno 8"),
])  # fmt: skip
def test_a_party_told_about_is_asked_back(event: str, text: str, words: str) -> None:
    assert _told(event, text) == (None, [f"the number is not sure: “{words}”"])


def test_the_number_before_persons_is_no_day_of_the_event() -> None:
    event = load_event(HERE.parent.parent / "tests" / "corpus" / "events" / "depositi-aperti.toml")
    text = "Per 25 studenti e 2 insegnanti, venerdì alle 17.\nAda Neri"
    got = read(Message(sender=ADA, subject="", text=text), event)
    assert got.seats == 27


def test_a_number_that_nothing_explains_is_asked_back() -> None:
    text = "Due conduttori: voce e podcast. Ada Neri"
    got = read(Message(sender=ADA, subject="", text=text), load_event(HERE / "events" / "radio-di-paese.toml"))
    assert "what “Due conduttori” counts is not clear" in [doubt.words for doubt in got.doubts]


@pytest.mark.parametrize("text", ["Tre preferenze: voce, podcast, conti. Ada Neri", "Due temi: voce e podcast. Ada"])
def test_wishes_that_are_counted_are_nobody(text: str) -> None:
    got = read(Message(sender=ADA, subject="", text=text), load_event(HERE / "events" / "radio-di-paese.toml"))
    assert got.seats == 1


@pytest.mark.parametrize("sender", ["Ashby Village Hall", "Ashby WI"])
def test_a_body_that_sends_a_mail_is_nobody_who_comes(sender: str) -> None:
    text = f"{sender} would like to book three places on the 13:00.\nYours sincerely\nAnn Lee"
    message = Message(sender=Address(sender, "who@posta.example"), subject="", text=text)
    got = read(message, given_event(BOATS))
    assert (got.seats, sender in [person.name for person in got.people]) == (3, False)
