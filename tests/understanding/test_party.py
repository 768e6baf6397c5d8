"""Who is one of the party and who is only spoken of: lists, ties, shared-out places, corrections, who stays away."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
ITALIAN = [  # words, places, names
    ("Prenoto 2 per giovedì.", 2, [ADA]),
    ("La cooperativa sarà presente con cinque persone, i cui nominativi seguiranno.", 5, []),
    ("Un posto per Lia Po, 8 anni. Ada Neri", 1, ["Lia Po"]),
    ("Con me ci sono i fratelli Ivo e Learco Sala.", 3, [ADA, "Ivo Sala", "Learco Sala"]),
    ("Iscrivo le mie figlie Lia e Noa Po al mattino. Nel pomeriggio non ci siamo.", 2, ["Lia Po", "Noa Po"]),
    ("PRENOTO PER ME E PER LA CUGINA PALMIRETTA.", 2, [ADA, "PALMIRETTA"]),
    ("Prenoto per quattro: moglie, suocero, la zia e il sottoscritto.", 4, [ADA]),
    ("Iscrivo due adulti (io e Ugo Sala) e due bimbi (Lia e Noa Sala).", 4, [ADA, "Lia Sala", "Noa Sala", "Ugo Sala"]),
    ("Siamo in tre: Ugo Sala, che dirige il coro, Lia Po e la sottoscritta.", 3, [ADA, "Lia Po", "Ugo Sala"]),
    ("Io lavoro, perciò Lia Po, mia figlia, verrà con Ugo Sala.", 2, ["Lia Po", "Ugo Sala"]),
    ("Verremo in tre, anzi quattro: si aggiunge mia cognata.", 4, [ADA]),
    ("Siamo in quattro, ma mio marito quella sera lavora e non viene: quindi in tre.", 3, [ADA]),
    ("In famiglia siamo in cinque ma il più grande resta a casa, quindi prenoto per quattro.", 4, [ADA]),
    ("Eravamo cinque ma Luisa non può, per cui siamo quattro.", 4, [ADA]),
    ("Siamo 6 adulti più 2 bambini sotto i 10 anni.", 8, [ADA]),
    ("Partecipo da sola quest'anno, mio marito resta col cane.", 1, [ADA]),
    ("Mio marito mi accompagna ma aspetta al bar, quindi un posto.", 1, [ADA]),
    ("Vengo senza mio marito, porto mia figlia Irene.", 2, [ADA, "Irene"]),
    ("Parteciperei io; mio marito invece no perché tiene i gemelli (14 mesi).", 1, [ADA]),
    ("Un posto per me e uno per mia sorella.", 2, [ADA]),
    ("Tre posti: due per i miei nipoti Elia e Noa Bassi e uno per me.", 3, [ADA, "Elia Bassi", "Noa Bassi"]),
    ("Oltre a me vengono mio fratello Ugo, sua moglie Mei Lin e i loro bambini (due).", 5, [ADA, "Ugo", "Mei Lin"]),
    ("Parteciperanno i soci Aldo Berti e Ugo Fabbri. La sottoscritta non potrà.", 2, ["Aldo Berti", "Ugo Fabbri"]),
    ("Verremo io e la mia vicina di casa Zdenka Vlahušić.", 2, [ADA, "Zdenka Vlahušić"]),
    ("Ci saremo io e la Franca.", 2, [ADA, "Franca"]),
    ("Prenoto per me e per i Lancellotti (Bruno e Iside).", 3, [ADA, "Bruno Lancellotti", "Iside Lancellotti"]),
    ("Iscrivo i miei due: Ugo (7) e Lia (9) Righi. Io li porto e li riprendo.", 2, ["Lia Righi", "Ugo Righi"]),
    ("Verrà Chiara Lo Monaco, io resto in negozio.", 1, ["Chiara Lo Monaco"]),
    ("Siamo i signori Ugo Sala e Lia Po, prenotiamo. Nostra suocera dice che è inutile.", 2, ["Lia Po", "Ugo Sala"]),
    ("Comunico i partecipanti:\nNeri Ada\nGalli Piero\nRossi Lia\nsaluti", 3, ["Galli Piero", "Neri Ada", "Rossi Lia"]),
    ("Vengo con moglie, figlia e genero.", 4, [ADA]),
    ("Prenoto per noi: io, Ugo e Lino Po con le rispettive consorti.", 5, [ADA, "Lino Po", "Ugo Po"]),
    ("Siamo una cooperativa di sette soci ma ne vengono due: Karim Po e la sottoscritta.", 2, [ADA, "Karim Po"]),
    ("Alla cena siamo in 4 + 1 cane.", 4, [ADA]),
    ("Saliamo in cinque: Ada Neri, Ugo Neri e tre nipotini. Gli altri due aspettano al bar.", 5, [ADA, "Ugo Neri"]),
    ("Vengo con tre dei nostri ragazzi.", 4, [ADA]),
    ("Noi siamo in tre e i vicini, i Salvi, in due.", 5, [ADA]),
    ("Ci sarò. Mi accompagna mia figlia, che poi va al mercato.", 1, [ADA]),
    ("Ci saremo io, la Bea, la Giuli e la Micol.", 4, [ADA, "Bea", "Giuli", "Micol"]),
    ("Riservateci cinque posti, anzi uno in più perché torna la collega.", 6, [ADA]),
    ("Iscrivo il figlio della mia vicina, Tommaso Vieri.", 1, ["Tommaso Vieri"]),
    ("Verranno otto soci più la presidente Lia Bini e lo scrivente.", 10, [ADA, "Lia Bini"]),
    ("Lo scrivente Consorzio iscrive i soci Lia Bini e Ugo Po.", 2, ["Lia Bini", "Ugo Po"]),
    ("Vorrei un posto per tutte e tre le serate.", 1, [ADA]),
    ("Verranno due cassiere e tre ragazzi del banco; io purtroppo resto a tenere aperto.", 5, []),
    ("Io, mio marito e mia cognata. Ho riletto e mio marito non c'entra: solo noi due cognate.", 2, [ADA]),
    ("Vorrei due posti, per me e mia moglie Lucia. La prima volta avevo con me Calvino.", 2, [ADA, "Lucia"]),
    ("Vengo con altre due persone.", 3, [ADA]),
    ("Vorrei venire, e se possibile un altro posto per mio cugino.", 2, [ADA]),
    ("Prenoto un posto per me. Porto anche mia moglie e mio suocero.", 3, [ADA]),
    ("Siamo padre, madre e figlio (Ugo, Ada e Lino Neri), segnateci.", 3, [ADA, "Lino Neri", "Ugo Neri"]),
    ("Vi mando i nominativi dei colleghi:\n1. Ing. Ugo Po - sala\n2. Rag. Lia Bini - cena", 2, ["Lia Bini", "Ugo Po"]),
    ("Verremo io e mia suocera con Lia Po. La suocera però è già a letto, lasciatela perdere.", 2, [ADA, "Lia Po"]),
    ("Verremo io, Bruno Po e la badante di Bruno.", 3, [ADA, "Bruno Po"]),
    ("Ada e Maria Neri, presenti!", 2, [ADA, "Maria Neri"]),
    ("Due coppie di amici per la cena, noi compresi.", 4, [ADA]),
    ("Alla cena veniamo io e il mio cavaliere.", 2, [ADA]),
    ("Un paio di posti alla cena, per me e il mio fidanzato.", 2, [ADA]),
    ("Verrà il socio Piero Po, accompagnato dalla moglie. Io no.", 2, ["Piero Po"]),
    ("Siamo le solite cinque amiche del burraco, segnateci.", 5, [ADA]),
    ("Alla cena saremo in quindici, undici soci e quattro familiari.", 15, [ADA]),
    ("Sono la mamma di Nour e Karim Haddad. Vorrei iscriverli alla cena.", 2, ["Karim Haddad", "Nour Haddad"]),
    ("Alla cena siamo in sette: cinque del gruppo di cammino, io e mio marito.", 7, [ADA]),
    ("Prenoto una tavolata da nove, me inclusa.", 9, [ADA]),
    ("Cinque nostri clienti vorrebbero partecipare alla cena. Io non ci sarò.", 5, []),
    ("Ci sarò. Mia moglie ha già prenotato per conto suo.", 1, [ADA]),
    ("Alla cena ci sarò con i coniugi Sella, Dario e Rita.", 3, [ADA, "Dario Sella", "Rita Sella"]),
    ("Io e mia figlia vorremmo fare la cena, il papà ci aspetta al bar.", 2, [ADA]),
    ("La cooperativa manda Eva Tosi, Ugo Fermi e una terza persona da definire.", 3, ["Eva Tosi", "Ugo Fermi"]),
    ("Io e Ugo più la piccola Mia, per favore.", 3, [ADA, "Ugo", "Mia"]),
    ("Iscrivo i bimbi Zed, Leo e Mia.", 3, ["Zed", "Leo", "Mia"]),
    ("Io, Ugo e la dott.ssa Lia Sala.", 3, [ADA, "Ugo", "Lia Sala"]),
    ("Vengo io. Mio marito può venire solo alla cena.", 2, [ADA]),
]  # fmt: skip
ENGLISH = [
    ("There'd be three of us all told: Ada Neri, Ian Ross and Mair Ross.", 3, [ADA, "Ian Ross", "Mair Ross"]),
    ("Mr Ian Ross has asked me to tell you that he and his wife will be attending.", 2, ["Ian Ross"]),
    ("Hello Mair,\nlovely to meet you yesterday. Please put me down for it.", 1, [ADA]),
    ("Please book the Starks (Joan, Neil) and me.", 3, [ADA, "Joan Stark", "Neil Stark"]),
    ("Put me down, please. My chairman Ian Ross sends his apologies.", 1, [ADA]),
    ("We are a couple. My husband is Ian Ross.", 2, [ADA, "Ian Ross"]),
    ("Please reserve two seats:\nIan Ross\nMair Daly\n\nAda Neri", 2, ["Ian Ross", "Mair Daly"]),
    ("Please book me and the Patel brothers Nitin and Suresh.", 3, [ADA, "Nitin Patel", "Suresh Patel"]),
    ("It'll be me and my eldest girl Mair Neri.", 2, [ADA, "Mair Neri"]),
    ("Please book me and my collaborator Mair Ross.", 2, [ADA, "Mair Ross"]),
    ("One for me and one for Pastor Felix Ross.", 2, [ADA, "Felix Ross"]),
    ("A place for me, please. Last time I came (2019, for my niece, Mair) it was cold.", 1, [ADA]),
    ("3 seats for mair okoro, zzemeka okoro and ada neri please", 3, ["ada neri", "mair okoro", "zzemeka okoro"]),
    ("Could we have seven places? That's five children, Una Daly and me.", 7, [ADA, "Una Daly"]),
    ("Three of the neighbours would love to come: Mr Ian Ross, Mrs Una Daly and me.", 3, [ADA, "Ian Ross", "Una Daly"]),
    ("Two adults please. Names: Ada Neri, Una Daly.", 2, [ADA, "Una Daly"]),
    ("My brother Ian has dropped out, so it's Una Daly and me.", 2, [ADA, "Una Daly"]),
    ("A couple of us would like to come, me and my partner Ravi Menon.", 2, [ADA, "Ravi Menon"]),
    ("There are five of us, two adults and three kids (9, 7 and 4).", 5, [ADA]),
    ("Three of us would like to come: my brother Neil, his boy and me.", 3, [ADA, "Neil"]),
    ("I'd like to bring my parents, so that's three. My sister will stay at home.", 3, [ADA]),
    ("Two adults and one child please, D1-A.", 3, [ADA]),
    ("On behalf of Dr Samuel Adeyemi I would like to book D1-C. Ada Neri, PA to Dr Adeyemi", 1, ["Samuel Adeyemi"]),
    ("My husband Declan and I will be there. Our daughter Saoirse will stay with her granny.", 2, [ADA, "Declan"]),
    ("I would come with two of my students.", 3, [ADA]),
    ("Six of us: the two of us, and the four Hendersons from next door.", 6, [ADA]),
    ("One place please, plus one for a friend.", 2, [ADA]),
    ("I'd like D1-A. My boyfriend comes to Cork too, but just for the beach.", 1, [ADA]),
    ("Five of our residents would dearly love to come, with two carers; I will be minding the others.", 7, []),
    ("Mum (Nomvula Barnes) and I would like D1-A.", 2, [ADA, "Nomvula Barnes"]),
    ("D1-A for me and Bo Dale. I can't be there until about eleven.", 2, [ADA, "Bo Dale"]),
    ("I'd like to bring my mother to D1-A.", 2, [ADA]),
    ("D1-A for me and two others.", 3, [ADA]),
    ("4 for D1-A please: me, my fella and two kids.", 4, [ADA]),
    ("Jean, Bob and Ada Neri would like to come.", 3, [ADA, "Bob Neri", "Jean Neri"]),
    ("Stan Cole and I would like D1-A.", 2, [ADA, "Stan Cole"]),
    ("D1-A please, for me and a pal from work.", 2, [ADA]),
    ("Please register me, Li Chen and one more person.", 3, [ADA, "Li Chen"]),
    ("Five for D1-A on 16 September please.", 5, [ADA]),
    ("My supervisor can't travel, so only I will attend. D1-A.", 1, [ADA]),
    ("My sister's husband and I would like D1-A.", 2, [ADA]),
    ("Could I book a place for both days, please?", 1, [ADA]),
    ("I'd like D1-A for myself, and a master's student whose name I'll send.", 2, [ADA]),
    ("Please could you hold a couple of seats for my husband and me.", 2, [ADA]),
    ("Six of our neighbours would like to come along. I won't be there myself.", 6, []),
    ("We'd like to send five of our volunteers. No staff will be joining them.", 5, []),
    ("Pia Lund, another postdoc and I would like D1-A.", 3, [ADA, "Pia Lund"]),
    ("D1-A for my husband Tom, the kids (Macsen and Ffi) and me.", 4, [ADA, "Tom", "Macsen", "Ffi"]),
    ("Three people, myself and both grandparents.", 3, [ADA]),
    ("One adult (me) and one child please, D1-A.", 2, [ADA]),
    ("D1-A for Ian Ross and Una Daly. The director, Velta Lund, sends her regards.", 2, ["Ian Ross", "Una Daly"]),
    ("Names as requested:\nAda Neri\nHuw Parry\nMari Parry (8)\nD1-A please", 3, [ADA, "Huw Parry", "Mari Parry"]),
    ("Me, Ian, Ellie, plus little Mo, please.", 4, [ADA, "Ian", "Ellie", "Mo"]),
    ("Please book the kids Zed, Tom and Ivy and me.", 4, [ADA, "Zed", "Tom", "Ivy"]),
    ("Please book the brothers Conti, Ivo and Leo.", 2, ["Ivo Conti", "Leo Conti"]),
    ("Me, Ian and Dr Mair Ross, please.", 3, [ADA, "Ian", "Mair Ross"]),
    ("We are three from the Youth Council: Ali, Bea and me.", 3, [ADA, "Ali", "Bea"]),
    ("D1-A for me. Tom'll do D1-B.", 2, [ADA, "Tom"]),
    ("D1-A for me. Tom's boat is at D1-B.", 1, [ADA]),
    ("Could my colleague Ian and I do D1-A?", 2, [ADA, "Ian"]),
    ("D1-A for me. My husband can only do Friday, D2-A for him.", 2, [ADA]),
]  # fmt: skip


CHANGES = [  # words under a confirmation of four places, the new size
    ("assemblea-soci", "Avevamo prenotato per quattro ma siamo rimasti in tre.", 3),
    ("assemblea-soci", "Dei quattro posti ne bastano due: mio marito e mio figlio non vengono più.", 2),
    ("assemblea-soci", "Restano confermati tre dei quattro posti.", 3),
    ("assemblea-soci", "Da quattro che eravamo restiamo in tre.", 3),
    ("assemblea-soci", "Purtroppo mia suocera è in ospedale. Veniamo solo io e mio marito.", 2),
    ("assemblea-soci", "Alla fine vengo solo io, gli altri hanno l'influenza.", 1),
    ("harbour-tours", "Please reduce our booking to two.", 2),
    ("harbour-tours", "One of the four can't make it, so we'll be three.", 3),
    ("harbour-tours", "Mr Kay broke his leg, so from the four please take one away.", 3),
    ("harbour-tours", "His place goes to Pru Dandridge. So we are still four.", 4),
    ("harbour-tours", "The others have flu, so it's just me.", 1),
    ("harbour-tours", "It'll be two of us rather than four.", 2),
    ("assemblea-soci", "Sarebbe possibile essere in cinque anziché in quattro?", 5),
    ("harbour-tours", "Dad isn't up to it. The other three are still coming.", 3),
    ("harbour-tours", "Could you add one to our four? My nephew has decided to come.", 5),
    ("assemblea-soci", "Aggiungeteci tre posti, così arriviamo a sette.", 7),
    ("harbour-tours", "Our booking is for four, please make it one fewer.", 3),
    ("harbour-tours", "With reference to our group of four: kindly reduce it by one.", 3),
    ("harbour-tours", "We booked four seats. Could we have a fifth please?", 5),
    ("harbour-tours", "Could we go on the 1pm instead? Still me and Noah Fitch.", 2),
    ("harbour-tours", "It will just be me and Neil now; the girls have dropped out.", 2),
]


@pytest.mark.parametrize(("event", "words", "seats"), CHANGES)
def test_the_size_after_a_change(event: str, words: str, seats: int) -> None:
    italian = event == "assemblea-soci"
    subject = "Re: Prenotazione confermata: 4 posti" if italian else "Re: Your booking is confirmed: 4 places"
    quoted = "la Sua prenotazione è confermata: 4 posti." if italian else "Your booking is confirmed: 4 places."
    message = Message(sender=Address(ADA, "who@posta.example"), subject=subject, text=words, quoted=quoted)
    assert read(message, given_event(event)).seats == seats


@pytest.mark.parametrize(("words", "seats", "names"), ITALIAN)
def test_the_party_in_italian(words: str, seats: int, names: list[str]) -> None:
    message = Message(sender=Address(ADA, "who@posta.example"), subject="iscrizione", text=words)
    got = read(message, given_event("assemblea-soci"))
    assert (got.seats, {key(p.name) for p in got.people}) == (seats, {key(n) for n in names})


@pytest.mark.parametrize(("words", "seats", "names"), ENGLISH)
def test_the_party_in_english(words: str, seats: int, names: list[str]) -> None:
    message = Message(sender=Address(ADA, "who@posta.example"), subject="booking", text=words)
    got = read(message, given_event("open-science-days"))
    assert (got.seats, {key(p.name) for p in got.people}) == (seats, {key(n) for n in names})


@pytest.mark.parametrize(
    ("fields", "seats", "names"),
    [
        ([("Name", "Ada Neri"), ("Places", "3"), ("Names of others", "Mair Daly, Ian Ross")],
         3, [ADA, "Ian Ross", "Mair Daly"]),
        ([("Nome e cognome", "Ada Neri"), ("In quanti siete", "2"), ("Altri partecipanti", "Ugo Sala")],
         2, [ADA, "Ugo Sala"]),
        ([("Parent/guardian", "Ada Neri"), ("Pupil's name", "Lia Neri"), ("Number attending", "1")], 1, [ADA]),
        ([("Parent/guardian", "Ian & Mair Ross"), ("Number attending", "2")], 2, ["Ian Ross", "Mair Ross"]),
        ([("Genitore", "Ada Neri"), ("Bambino 1", "Lia Sala, 7 anni")], 1, ["Lia Sala"]),
    ],
)  # fmt: skip
def test_whom_a_form_names(fields: list[tuple[str, str]], seats: int, names: list[str]) -> None:
    form = (*fields, ("Email", "ada@posta.example"))
    message = Message(sender=Address("Web", "web@posta.example"), subject="New booking", form=form)
    got = read(message, given_event("assemblea-soci"))
    assert (got.seats, sorted(p.name for p in got.people)) == (seats, names)


def test_who_is_joined_in_words_not_understood_is_a_doubt() -> None:
    words = "The 11:30 please. It'll be her, my sister and me."
    message = Message(sender=Address(ADA, "who@posta.example"), subject="boat", text=words)
    got = read(message, given_event("harbour-tours"))
    assert "who is meant is not clear: “her”" in [doubt.words for doubt in got.doubts]


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("The 11:30 for me; herself may come, may not.", "it is left open who comes: “herself may come, may not.”"),
        ("A lap seat for her? If so two places.", "it is left open who comes: “If so two places.”"),
        ("My husband Ian Ross is flying over with me. One seat, therefore.", "the numbers do not agree: 1, 2"),
    ],
)
def test_people_who_are_not_told_clearly_are_a_doubt(words: str, doubt: str) -> None:
    message = Message(sender=Address(ADA, "who@posta.example"), subject="boat", text=words)
    assert doubt in [found.words for found in read(message, given_event("harbour-tours")).doubts]


def test_who_takes_children_along_may_stay_or_not() -> None:
    message = Message(sender=Address(ADA, "who@posta.example"), text="I'll be taking my two grandsons on the 11:30.")
    got = read(message, given_event("harbour-tours"))
    assert (got.confident, len(got.doubts)) == (False, 1)  # whether she comes too, or whether two come or three
