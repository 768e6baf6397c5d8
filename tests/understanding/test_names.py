"""Names as people write them: in rows, with particles, in small letters, foreign; and what only looks like one."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import Context, read
from mailflow.understanding.names.find_names import find_names
from mailflow.understanding.names.names import key_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.vocabulary import vocabulary
from mailflow.understanding.understand import examine
from tests.understanding.conftest import given_event

ADA = "Ada Neri"
ITALIAN = [
    ("Verranno:\nROSSI LIA - Polizia Locale\nD'ANGELO IDA - Ufficio Tecnico\nIo no.", ["ROSSI LIA", "D'ANGELO IDA"]),
    ("Iscriviamo:\nSala Luca (matr. 4)\nNguyen Mai (matr. 5)\n\nUfficio Corsi\nGiada Po", ["Sala Luca", "Nguyen Mai"]),
    ("Verremo io, Gian Ugo Dall'Olio e Mariapia Conti.", [ADA, "Gian Ugo Dall'Olio", "Mariapia Conti"]),
    ("ci saremo io, gianni dall'olio e mariapia conti. grazie", [ADA, "gianni dall'olio", "mariapia conti"]),
    ("Confermo: Neri Ada, Serra Giulia, Conti Mariapia.", [ADA, "Serra Giulia", "Conti Mariapia"]),
    ("Vengono la famiglia Serra (Ugo e Lia) e la famiglia Conti (Pia e Rosa). Io no.",
     ["Ugo Serra", "Lia Serra", "Pia Conti", "Rosa Conti"]),
    ("buongiorno mi iscrivo alla cena grazie ada neri cell 3355550148", [ADA]),
    ("Alla cena veniamo in due: io e mio padre Bortolo.", [ADA, "Bortolo"]),
    ("Alla cena in tre: io, Fede e Lalla.", [ADA, "Fede", "Lalla"]),
    ("Due posti. Zeinab Haddad e io verremmo alla cena.", [ADA, "Zeinab Haddad"]),
    ("Alla cena io e i miei tre nipoti, Nilo (12), Greta (10) e Saul (9) Bonvicini.",
     [ADA, "Nilo Bonvicini", "Greta Bonvicini", "Saul Bonvicini"]),
    ("IO SONO NERI ADA E MIA SORELLA E' LUSVERTI DINA. DUE POSTI PER LA CENA.", ["NERI ADA", "LUSVERTI DINA"]),
    ("Alla cena vengono B. Conti, H. Conti e l'ing. L. Po. Io no.", ["B. Conti", "H. Conti", "L. Po"]),
    ("Alla cena tre posti: la sottoscritta, mia figlia Lia e un nipote, Ivo Conti.", [ADA, "Lia", "Ivo Conti"]),
    ('Alla cena il reparto "Alpha Centauri" viene al completo: otto ragazzi e io.', [ADA]),
    ("Mi iscrivo. Ricordo quando il povero Nando Severi cantava!", [ADA]),
    ("Le scrivo su suggerimento di Elvira Conti: vorrei due posti, uno è per mia sorella.", [ADA]),
    ("Prenoto un posto per la cena.\nAda Neri, Neri Impianti", [ADA]),
    ("Alla cena ci siamo io, la Vale, l'Ombretta Zanni e il Piero.", [ADA, "Vale", "Ombretta Zanni", "Piero"]),
    ("Alla cena veniamo io, Ugo Sala e la piccola Sole, 4 anni.", [ADA, "Ugo Sala", "Sole"]),
    ("Alla cena io, Duccio e Mia.", [ADA, "Duccio", "Mia"]),
    ("Alla cena veniamo io, Ugo Sala e la Mamma.", [ADA, "Ugo Sala"]),
    ("Alla cena veniamo io, Ugo Sala e la Guardia ecologica.", [ADA, "Ugo Sala"]),
    ("Alla cena siamo in due: io e Ugo Sala, Modena.", [ADA, "Ugo Sala"]),
    ("Alla cena in quattro! Ada, Olmo, Tina e Rebecca Neri", [ADA, "Olmo Neri", "Tina Neri", "Rebecca Neri"]),
    ("3 posti alla cena Ada Neri Linda Neri Marco Suzzi", [ADA, "Linda Neri", "Marco Suzzi"]),
    ("Iscrivo alla cena Roberto Galli della Galli Stampi e Lia Po. Io no.", ["Roberto Galli", "Lia Po"]),
    ("Mi iscrivo alla cena. Ada Neri, biblioteca di Vico Alto", [ADA]),
    ("alla cena siamo in tre io la giada e il piero. grazie ada neri", [ADA, "giada", "piero"]),
    ("Alla cena siamo in tre: io, il figlio Gabriele e la signora Lia Davoli.", [ADA, "Gabriele", "Lia Davoli"]),
    ("siamo in tre alla cena io (ada neri) la bea e il tommi", [ADA, "bea", "tommi"]),
    ("Alla cena veniamo:\nNeri Ada\nSala Ugo, no vino\nConti Lia", [ADA, "Sala Ugo", "Conti Lia"]),
    ("BUONGIORNO. ALLA CENA VENIAMO IO ADA NERI, I FIGLI LUCA E PIA NERI.", [ADA, "Luca Neri", "Pia Neri"]),
    ("Iscrivo alla cena mia figlia Ortensia (Ortensia Casarini). Io non vengo.", ["Ortensia Casarini"]),
    ("Alla cena tre posti: Rosa Lenzi, Mia Conti e Alba Bassi. Io no.", ["Rosa Lenzi", "Mia Conti", "Alba Bassi"]),
    ("Alla cena: Rosa Lenzi (mia zia), Mia Conti, 8 anni; Otto Conti, 5. Io no.",
     ["Rosa Lenzi", "Mia Conti", "Otto Conti"]),
    ("Alla cena in quattro: io, Agata Valli, Pio e Mosè Valli.", [ADA, "Agata Valli", "Pio Valli", "Mosè Valli"]),
    ("ALLA CENA IN TRE: IL PRESIDENTE MARIO CONTI, LA CASSIERA DORINA BUGINI E LUCA ZANGA. IO NO.",
     ["MARIO CONTI", "DORINA BUGINI", "LUCA ZANGA"]),
    ("alla cena in tre io mio fratello ugo e la nostra contabile ornella mingozzi", [ADA, "ugo", "ornella mingozzi"]),
    ("ALLA CENA PRENOTI ME E MIA NUORA SARA TRALDI.", [ADA, "SARA TRALDI"]),
    ("Alla cena siamo in tre: io, mio marito Duccio e il nostro Michele.", [ADA, "Duccio", "Michele"]),
    ("Alla cena siamo in tre: la sottoscritta, Elvira Cacciari e Miriam Po.", [ADA, "Elvira Cacciari", "Miriam Po"]),
    ("Alla cena verranno Ugo Sala, Lia Po e chi scrive.", [ADA, "Ugo Sala", "Lia Po"]),
    ("Alla cena verrà Ugo Sala. Della lista faccio parte anch'io.", [ADA, "Ugo Sala"]),
    ("Alla cena siamo in tre: io, mia moglie Onoria e Ugo Purvis.", [ADA, "Onoria", "Ugo Purvis"]),
    ("Alla cena veniamo in tre: io e due amici, Gigi e Lello.", [ADA, "Gigi", "Lello"]),
    ("Alla cena due adulti più i bambini (Mia 4 anni, Elio 9). Con me c'è Ugo Bo.", [ADA, "Ugo Bo", "Mia", "Elio"]),
    ("Alla cena: i due Bonezzi (Gino e Laura) e i due Pedroni (Attilio e Maria). Io no.",
     ["Gino Bonezzi", "Laura Bonezzi", "Attilio Pedroni", "Maria Pedroni"]),
    ("Alla cena vengono Giovanni, Chiara e Bianca, di cognome fanno Stanzani Leoni. Io non vengo.",
     ["Giovanni Stanzani Leoni", "Chiara Stanzani Leoni", "Bianca Stanzani Leoni"]),
    ("SONO UN MURATORE IN PENSIONE. ALLA CENA VENGO IO.", [ADA]),
    ("ALLA CENA VENGO IO. È PER LA QUESTIONE DEL CONTATORE.", [ADA]),
    ("Due posti alla cena, per favore. L'altro posto è di Carmen Ortega.", [ADA, "Carmen Ortega"]),
    ("Prego riservare due posti alla cena: il mio e quello di mia moglie, Rosalba Po.\nAda Neri", [ADA, "Rosalba Po"]),
    ("Due posti alla cena per Tom Baker e Lia Sala. Per qualunque cosa il riferimento sono io.",
     ["Tom Baker", "Lia Sala"]),
    ("Alla cena siamo in tre: io, Lia Tosi e il Benny, all'anagrafe Ugo Sala.", [ADA, "Lia Tosi", "Ugo Sala"]),
    ("due posti alla cena per me e la lina. la lina sarebbe lina conti. ada neri", [ADA, "lina conti"]),
    ("Alla cena siamo io e la Clara (che sarebbe Galli Clara).", [ADA, "Galli Clara"]),
    ("Alla cena due posti per i miei genitori (Aldo e Franca Neri), nessuno per me.", ["Aldo Neri", "Franca Neri"]),
    ("Vengo con Thandiwe Mbeki-Nkosi e Zsófia Kővári.", [ADA, "Thandiwe Mbeki-Nkosi", "Zsófia Kővári"]),
]  # fmt: skip
ENGLISH = [
    ("Three of us: me, Bríd Ó Murchú and Anneke ter Horst.", [ADA, "Bríd Ó Murchú", "Anneke ter Horst"]),
    ("Two for D1-A. Pritha Sandal and I would like that.", [ADA, "Pritha Sandal"]),
    ("D1-A for me and my two girls, please. Efua Mensah and Yaa Mensah, 12 and 14.",
     [ADA, "Efua Mensah", "Yaa Mensah"]),
    ("We are three for D1-A: Lucian Amadi, Perdita and me.", [ADA, "Lucian Amadi", "Perdita"]),
    ("PUT ME AND OUR LASS DOWN FOR D1-A. ADA NERI. SHE IS CALLED TINA WELLBURN.", [ADA, "TINA WELLBURN"]),
    ("Please book J. P. Morrow and S. O'Dea for D1-A. I am not coming.", ["J. P. Morrow", "S. O'Dea"]),
    ("Please book T. Oyelaran (Temi) for D1-A. I am not coming.", ["Temi Oyelaran"]),
    ("Please book Abi Lowther, Jess Neri (mine) and Efua Mensah for D1-A.",
     ["Abi Lowther", "Jess Neri", "Efua Mensah"]),
    ("Please book:\nAda Neri - D1-A\nUgo Sala - D1-A\nMei Ling Chow - D1-B", [ADA, "Ugo Sala", "Mei Ling Chow"]),
    ("Please book D1-A for me and Juan Carlos Ortega.", [ADA, "Juan Carlos Ortega"]),
    ("Please book D1-A for me; bill it to Bright Horizons Ltd, FAO Sandra Pike.", [ADA]),
    ("Please book D1-A for Fr. Dominic O'Hara. Many thanks, Ada Neri, parish secretary", ["Dominic O'Hara"]),
    ("Book in D1-A:\n\nSurname, first name\nObi, Peter\nOku, Sue\n\nI am not coming.", ["Peter Obi", "Sue Oku"]),
    (
        "Please book:\nFamily name Given name Session\nWen Jiayi D1-A\nLiang Guohua D1-B\n\nI am not coming.",
        ["Wen Jiayi", "Liang Guohua"],
    ),
    ("Please book Ian Ross and Una Daly, Ridgeway Vets, for D1-A. I am not coming.", ["Ian Ross", "Una Daly"]),
    ("Could you book me in for D1-A? Ada Neri, Neri Acoustics", [ADA]),
    ("D1-A for two: Ada Neri, Neri Holdings, and Una Daly, Daly Rigging.", [ADA, "Una Daly"]),
    ("D1-A for two: Una Daly, Daly Ian. I am not coming.", ["Una Daly", "Daly Ian"]),
    ("D1-A for me and my nan, nan is called pearl dacosta, shes 82.", [ADA, "pearl dacosta"]),
    ("D1-A for three: me, Hass and Rob.", [ADA, "Hass", "Rob"]),
    ("D1-A for me and my two daughters Joy and Gift Neri.", [ADA, "Joy Neri", "Gift Neri"]),
    ("D1-A for three: me and the boys, Obi and Max Pell.", [ADA, "Obi Pell", "Max Pell"]),
    ("D1-A for three: Ada, Maggie and young Seth Neri.", [ADA, "Maggie Neri", "Seth Neri"]),
    ("Please book D1-A for Bro. Ian Ross and Sis. Una Daly. I am not coming.", ["Ian Ross", "Una Daly"]),
    ("D1-A for three: Ron Gatley, Will Hope and Grace Price. Not me.", ["Ron Gatley", "Will Hope", "Grace Price"]),
    ("D1-A for four: Kai and Odile Dubois, Chike and Ngozi Achebe. Not me.",
     ["Kai Dubois", "Odile Dubois", "Chike Achebe", "Ngozi Achebe"]),
    ("D1-A for two: the Revd Canon Isolde Marchbanks and Er. Bishal Gurung. Not me.",
     ["Isolde Marchbanks", "Bishal Gurung"]),
    ("D1-A for three: me, my mum Pat and our Bertie.", [ADA, "Pat", "Bertie"]),
    ("D1-A for three: Ron Gatley, Vic Sparrow and yours truly.", ["Ron Gatley", "Vic Sparrow", ADA]),
    ("D1-A for three: Ron Gatley, Vic Sparrow and the one who signs.", ["Ron Gatley", "Vic Sparrow", ADA]),
    ("D1-A for three: me, my husband Gary and Iain Purvis.", [ADA, "Gary", "Iain Purvis"]),
    ("D1-A for me + 2 mates, Woody and Jas.", [ADA, "Woody", "Jas"]),
    ("D1-A please: Tim Oller, Fay Oller, Bertie (6). Not me.", ["Tim Oller", "Fay Oller", "Bertie"]),
    ("Five places on D1-A: Alan and Sue Hale and 3 children (Ben 9, Amy 7, Tom 5). Not me.",
     ["Alan Hale", "Sue Hale", "Ben", "Amy", "Tom"]),
    ("D1-A for me and Lady Vickers (Philomena).", [ADA, "Philomena Vickers"]),
    ("D1-A for two: my daughter Phyllida and me. Phyllida is a Neri too.", [ADA, "Phyllida Neri"]),
    ("D1-A for ten Year 11 students and my colleague Dean Hale. Not me.", ["Dean Hale"]),
    ("From our side I will come, D1-A.", [ADA]),
    ("Can I book two places on D1-A? Names: Lacey Neri, Tyler Neri.", ["Lacey Neri", "Tyler Neri"]),
    ("Two places on D1-A, please. The other place is for Carmen Ortega.", [ADA, "Carmen Ortega"]),
    ("I read the article of your Dr Montorsi. D1-A for me, please.", [ADA]),
    ("D1-A for me and Hen, who is properly Henrietta Shaw.", [ADA, "Henrietta Shaw"]),
    ("D1-A for me and Bunty (officially Bernice Lyle).", [ADA, "Bernice Lyle"]),
    ("D1-A for my parents, Wilf and Dot Neri, none for me.", ["Wilf Neri", "Dot Neri"]),
    ("Two places on D1-A, please, me and Taz. Thanks", [ADA, "Taz"]),
    ("Book:\nUna Bell - D1-A, D2-B\nMei Ling Chow - D1-B, D2-B\nI am not coming.", ["Una Bell", "Mei Ling Chow"]),
    ("D1-A for me, Obi Neri, Nana Neri and Trix Dole.", [ADA, "Obi Neri", "Nana Neri", "Trix Dole"]),
]  # fmt: skip


@pytest.mark.parametrize(("event", "words", "names"), [
    *(("assemblea-soci", *row) for row in ITALIAN), *(("open-science-days", *row) for row in ENGLISH)
])  # fmt: skip
def test_names(event: str, words: str, names: list[str]) -> None:
    subject = "booking" if event == "open-science-days" else "iscrizione"
    message = Message(sender=Address(ADA, "who@posta.example"), subject=subject, text=words)
    got = read(message, given_event(event))
    assert {key(p.name) for p in got.people} == {key(n) for n in names}


def test_by_the_rules_a_line_of_a_list_that_says_no_leaves_out_its_own_person_alone() -> None:
    words = "Alla cena veniamo:\nNeri Ada\nSala Ugo\nPo Ezio - NO, è a Cuba\nConti Lia"
    message = Message(sender=Address(ADA, "who@posta.example"), subject="iscrizione", text=words)
    outcome = examine(message, given_event("assemblea-soci"), Context())
    assert outcome is not None
    assert outcome.gist is not None
    assert [p.name for p in outcome.gist.cast.persons if p.comes] == [ADA, "Sala Ugo", "Conti Lia"]


def test_a_firm_that_the_address_tells_is_nobody() -> None:
    words = "Please book Ian Ross and Una Daly, Hartwell Grove, for D1-A.\nIan Ross"
    message = Message(sender=Address("Ian Ross", "ian@hartwellgrove.example"), subject="booking", text=words)
    assert [p.name for p in read(message, given_event("open-science-days")).people] == ["Ian Ross", "Una Daly"]


@pytest.mark.parametrize(("language", "text", "known", "names"), [
    ("it", "sono ugo ferri pescatore e conosco il lago", "Ugo Ferri", ["ugo ferri"]),
    ("it", "siamo 2 adulti e 3 bimbi ugo ferri", "Ugo Ferri", ["ugo ferri"]),
    ("it", "io e mio marito ugo verremmo alle 11", "", ["ugo"]),
    ("it", "Partecipa la sig.ra Ada Po, bidella del plesso di Via Modena 12.", "", ["Ada Po"]),
    ("it", "Piazza Noemi e Ferri Ugo", "", ["Piazza Noemi", "Ferri Ugo"]),
    ("it", "Con noi c'è Mastro Ugo Ferri.", "", ["Ugo Ferri"]),
    ("it", "Vengono Tommaso e Lia.", "", ["Tommaso", "Lia"]),
    ("en", "Four places for Neri Structures: Ada Neri and Leo Hart.", "Ada Neri", ["Ada Neri", "Leo Hart"]),
    ("en", "Three from Hart Motors: Leo Hart, Ada Neri and Ugo Lee", "Leo Hart", ["Leo Hart", "Ada Neri", "Ugo Lee"]),
    ("en", "I bring my godson, Master Leo Hart.", "", ["Leo Hart"]),
    ("en", "Leo Hart BVSc will come.", "", ["Leo Hart"]),
    ("en", "Sign Tim and me up for the boat, please.", "", ["Tim"]),
    ("it", "Inserite Pia e me alla cena.", "", ["Pia"]),
    ("en", "Names: Ann Bell, Tom Bell, Sue Hall", "", ["Ann Bell", "Tom Bell", "Sue Hall"]),
    ("it", "Nomi: Laura Ferri, Marco Ferri e Anna Scuola", "", ["Laura Ferri", "Marco Ferri", "Anna Scuola"]),
    ("en", "Ann Bell and Tom Bell will come. We meet at Victoria Hall.", "", ["Ann Bell", "Tom Bell"]),
    ("en", "May I bring a friend as well?", "", []),
    ("en", "MY BOSS PAYS FOR ME AND YOUNG LEO HART TO COME OVER THERE", "", ["LEO HART"]),
])  # fmt: skip
def test_words_beside_a_name_are_none_of_it(language: str, text: str, known: str, names: list[str]) -> None:
    keys = [key_of(known)] if known else []
    page = Page("text", text, vocabulary(language), "IT")
    assert [name.text for name in find_names(page, frozenset(), frozenset(), keys)] == names
