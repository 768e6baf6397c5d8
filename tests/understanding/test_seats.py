"""How many come and who they are, in wordings made up for each kind of telling it."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

ITALIAN = [
    ("Anna Neri", "Buongiorno, verrei con mia moglie alla sessione 1. Anna Neri", 2, ["Anna Neri"]),
    ("Anna Neri", "Buongiorno,\nsaremo io, due colleghe e il tirocinante. Gruppo 2.\nAnna Neri", 4, ["Anna Neri"]),
    (
        "Anna Neri",
        "ciao, vengo io con due amici (Baz e Steve), gruppo 1. Anna Neri",
        3,
        ["Anna Neri", "Baz", "Steve"],
    ),
    ("Anna Neri", "saremmo la sottoscritta, i due garzoni e l'apprendista, gruppo 3. Anna Neri", 4, ["Anna Neri"]),
    (
        "Anna Neri",
        "Ci iscriviamo io, mio marito Diego e i gemelli Nina e Leo. Gruppo 1",
        4,
        ["Anna Neri", "Diego", "Leo", "Nina"],
    ),
    (
        "Anna Neri",
        "Due posti al gruppo 2: uno per me, l'altro per Emma Bettoni.\nAnna Neri",
        2,
        ["Anna Neri", "Emma Bettoni"],
    ),
    ("Anna Neri", "Uno, per me. Gruppo 2. Grazie, Anna Neri", 1, ["Anna Neri"]),
    (
        "Anna Neri",
        "Un posto al gruppo 1. Mio marito mi porta in macchina e poi torna a prendermi. Anna Neri",
        1,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "Iscrivo i miei figli Marco e Sara Galli al gruppo 1. Io li accompagno e basta.\nAnna Neri",
        2,
        ["Marco Galli", "Sara Galli"],
    ),
    (
        "Anna Neri",
        "Partecipiamo in tre: Marco Galli, Sara Galli e la sottoscritta. Gruppo 2",
        3,
        ["Anna Neri", "Marco Galli", "Sara Galli"],
    ),
    (
        "Anna Neri",
        "Iscrivete i fratelli Primo e Secondo Casati al gruppo 1. Io non vengo.\nAnna Neri",
        2,
        ["Primo Casati", "Secondo Casati"],
    ),
    ("Anna Neri", "Siamo in due coppie, gruppo 1. Anna Neri", 4, ["Anna Neri"]),
    ("Anna Neri", "Vorrei venire con mia figlia, tutte e due al gruppo 3. Anna Neri", 2, ["Anna Neri"]),
    ("Anna Neri", "Veniamo io e mio marito più un'altra coppia, gruppo 1. Anna Neri", 4, ["Anna Neri"]),
    (
        "Anna Neri",
        "Per il gruppo 2 ci segniamo in cinque, il sesto si è tirato indietro. Anna Neri",
        5,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "Vorrei tre posti per il gruppo 1: per me, mio figlio di 12 anni e sua nonna. Anna Neri",
        3,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "Prenoto due posti, abitiamo in via Garibaldi 7 e arriviamo con la linea 4. Gruppo 1. Anna Neri",
        2,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "Buongiorno, lavoro in Comune da 12 anni e vorrei partecipare al gruppo 3. Anna Neri",
        1,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "Buongiorno,\nNome e cognome: Anna Neri\nvengo con Piero Conti al gruppo 2.",
        2,
        ["Anna Neri", "Piero Conti"],
    ),
    (
        "Anna Neri",
        "Nominativo:\nLuca Villa\nPaola Serra\nper il gruppo 1, grazie. Io non partecipo. Anna Neri",
        2,
        ["Luca Villa", "Paola Serra"],
    ),
    ("Anna Neri", "Veniamo in un bel gruppo di amici, gruppo 1. Anna Neri", None, ["Anna Neri"]),
    ("Anna Neri", "Io, mia madre e la badante: gruppo 2, per favore. Anna Neri", 3, ["Anna Neri"]),
    ("Anna Neri", "Siamo una famiglia di sei persone, gruppo 1. Anna Neri", 6, ["Anna Neri"]),
    (
        "Anna Neri",
        "io e il mio ragazzo saremmo interessati al gruppo 2, abbiamo 22 e 24 anni. Anna Neri",
        2,
        ["Anna Neri"],
    ),
    ("Anna Neri", "Verrei con i miei sei allievi del corso, gruppo 1. Anna Neri", 7, ["Anna Neri"]),
    ("Anna Neri", "Porto cinque apprendisti, gruppo 2, ci sarò anch'io. Anna Neri", 6, ["Anna Neri"]),
    ("Anna Neri", "Verranno con me mio padre e mia madre. Gruppo 1. Anna Neri", 3, ["Anna Neri"]),
    (
        "Anna Neri",
        "Per conto dei miei genitori Ada e Ugo Ricci chiedo due posti al gruppo 1; io sono in Germania.\nAnna Neri",
        2,
        ["Ada Ricci", "Ugo Ricci"],
    ),
    ("Anna Neri", "Vi chiedo di iscrivere mia madre, Ada Ricci, al gruppo 2. Anna Neri", 1, ["Ada Ricci"]),
    (
        "Anna Neri",
        "Iscrivo la ragioniera Ada Ricci del nostro ufficio contabilità al gruppo 2. Anna Neri",
        1,
        ["Ada Ricci"],
    ),
    (
        "Anna Neri",
        "Saremo io e Ugo Dalla Costa, gruppo 1. I bambini restano dai nonni. Anna Neri",
        2,
        ["Anna Neri", "Ugo Dalla Costa"],
    ),
    ("Anna Neri", "Ci sarò, gruppo 3. Mio marito resta con i bambini. Anna Neri", 1, ["Anna Neri"]),
    ("Anna Neri", "Siamo in tre. Gruppo 1. Il quarto ha la febbre. Anna Neri", 3, ["Anna Neri"]),
    (
        "Anna Neri",
        "Con la presente confermo la partecipazione mia e della dott.ssa Giulia Berti, gruppo 2. Anna Neri",
        2,
        ["Anna Neri", "Giulia Berti"],
    ),
    (
        "Anna Neri",
        "Di seguito i partecipanti della nostra ditta:\n"
        "- Bini Aldo\n"
        "- Sala Rita\n"
        "- Pozzi Ivo\n"
        "Tutti al gruppo 1.\n"
        "Anna Neri",
        3,
        ["Bini Aldo", "Pozzi Ivo", "Sala Rita"],
    ),
    (
        "Anna Neri",
        "La nostra azienda iscrive due persone: Aldo Bini (magazzino) e Rita Sala (acquisti). "
        "Gruppo 1 per entrambi.\n"
        "Anna Neri\n"
        "Ufficio Personale",
        2,
        ["Aldo Bini", "Rita Sala"],
    ),
    (
        "Anna Neri",
        "Siamo in quattro: Anna, Ines, Ugo e Leo. Gruppo 2.\nAnna Neri",
        4,
        ["Anna Neri", "Ines", "Leo", "Ugo"],
    ),
    (
        "Anna Neri",
        "Famiglia Rossi: Anna, Marco, Lia e Pia. Gruppo 1 per tutti",
        4,
        ["Anna Rossi", "Lia Rossi", "Marco Rossi", "Pia Rossi"],
    ),
    ("Anna Neri", "Segnate me e Mirko per il gruppo 1. Anna Neri", 2, ["Anna Neri", "Mirko"]),
    ("Anna Neri", "Mi piacerebbe partecipare al gruppo 1. Me ne ha parlato Carla Monti. Anna Neri", 1, ["Anna Neri"]),
    ("Anna Neri", "Gruppo 2, un posto a nome Anna Neri, grazie.", 1, ["Anna Neri"]),
    ("Anna Neri", "3 posti gruppo 1. Anna Neri 333 5550123", 3, ["Anna Neri"]),
    (
        "Giovanna Ferretti",
        "Buongiorno, ci iscriviamo in cinque dell'ufficio tecnico al gruppo 2. Giovanna Ferretti",
        5,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Mia zia Elide vuole venire e io l'accompagno: due posti al gruppo 3.\nGiovanna Ferretti",
        2,
        ["Elide", "Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Mia madre, la sig.ra Elide Ferretti, desidera partecipare al gruppo 3; io purtroppo lavoro.\n"
        "Giovanna Ferretti",
        1,
        ["Elide Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "In allegato... anzi ve li scrivo qui: Ivo Mauri, Pia Renzi e Ugo Tosi, tutti al "
        "gruppo 1. Giovanna Ferretti (non partecipo)",
        3,
        ["Ivo Mauri", "Pia Renzi", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "a nome di Carlo e Lina Bassi, 2 posti, gruppo 2. grazie giovanna",
        2,
        ["Carlo Bassi", "Lina Bassi"],
    ),
    (
        "Giovanna Ferretti",
        "Confermo la mia presenza al gruppo 1, mio marito purtroppo non riesce.\nGiovanna Ferretti",
        1,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Due posti, gruppo 1. Mio figlio di 6 anni ha diritto alla riduzione?\nGiovanna Ferretti",
        2,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Siamo due più uno: io, mio marito e la bimba. Gruppo 2. Giovanna Ferretti",
        3,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Per il gruppo 1 siamo io, i miei figli Marta e Luca e la nonna. Giovanna Ferretti",
        4,
        ["Giovanna Ferretti", "Luca", "Marta"],
    ),
    (
        "Giovanna Ferretti",
        "Ci siamo io e il mio capo Sergio. Gruppo 2.\nGiovanna Ferretti",
        2,
        ["Giovanna Ferretti", "Sergio"],
    ),
    (
        "Giovanna Ferretti",
        "Sono la presidente del circolo: nove soci più la sottoscritta, gruppo 1. Giovanna Ferretti",
        10,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Prenoto per una comitiva di 12 persone, gruppo 1, io sono solo la segretaria e non ci sarò. Giovanna Ferretti",
        12,
        [],
    ),
    (
        "Giovanna Ferretti",
        "Vengo con un'amica, gruppo 3. Lei abita a Modena e arriva col treno delle 9. Giovanna Ferretti",
        2,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Oltre alla sottoscritta parteciperà il collega Bruno Sala, gruppo 2. Distinti saluti Giovanna Ferretti",
        2,
        ["Bruno Sala", "Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Partecipanti:\n1. Ada Bini\n2. Rita Sala\n3. Ivo Pozzi\nGruppo 1\n\nGiovanna Ferretti\nSegreteria Studio Bini",
        3,
        ["Ada Bini", "Ivo Pozzi", "Rita Sala"],
    ),
    (
        "Giovanna Ferretti",
        "Mi iscrivo al gruppo 1. Il mio collega Bruno Sala vi scriverà per conto suo. Giovanna Ferretti",
        1,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Un posto al gruppo 2 per favore (i miei colleghi si iscrivono da soli). Giovanna Ferretti",
        1,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Buongiorno, saremo due grandi e due piccoli (4 e 7 anni), gruppo 1. Giovanna Ferretti",
        4,
        ["Giovanna Ferretti"],
    ),
    ("Giovanna Ferretti", "Verrei con i due bambini, gruppo 1. Giovanna Ferretti", 3, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Io più due, gruppo 1. Giovanna Ferretti", 3, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "per 2 gruppo 1 grazie Giovanna Ferretti", 2, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "2 pers. gruppo 1. Giovanna Ferretti", 2, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "x2 gruppo 1. Giovanna Ferretti", 2, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Volevo prenotare per noi tre il gruppo 1. Giovanna Ferretti", 3, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Saremo mio marito ed io al gruppo 2. Giovanna Ferretti", 2, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Verremo in due o tre al gruppo 1. Giovanna Ferretti", None, ["Giovanna Ferretti"]),
    (
        "Giovanna Ferretti",
        "All'inizio eravamo in tre, ora siamo quattro: gruppo 1. Giovanna Ferretti",
        4,
        ["Giovanna Ferretti"],
    ),
    ("Giovanna Ferretti", "Siamo quattro, anzi tre. Gruppo 1. Giovanna Ferretti", 3, ["Giovanna Ferretti"]),
    (
        "Giovanna Ferretti",
        "Siamo tre amiche: Giovanna, Elena e Sofia. Gruppo 2. Giovanna Ferretti",
        3,
        ["Elena", "Giovanna Ferretti", "Sofia"],
    ),
    ("Giovanna Ferretti", "Famiglia di cinque persone, gruppo 3, Giovanna Ferretti", 5, ["Giovanna Ferretti"]),
    (
        "Giovanna Ferretti",
        "Partecipo con Kofi Mensah, mio socio, al gruppo 1. Giovanna Ferretti",
        2,
        ["Giovanna Ferretti", "Kofi Mensah"],
    ),
    (
        "Giovanna Ferretti",
        "Iscrivo un ragazzo della comunità, Omar Haddad, al gruppo 2. La responsabile Giovanna Ferretti",
        1,
        ["Omar Haddad"],
    ),
    (
        "Giovanna Ferretti",
        "Gruppo 1 con la mia collega Carla Bini.\nGiovanna Ferretti",
        2,
        ["Carla Bini", "Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Gruppo 1, assieme a Carla Bini, grazie.\nGiovanna Ferretti",
        2,
        ["Carla Bini", "Giovanna Ferretti"],
    ),
    ("Giovanna Ferretti", "Gruppo 1 per me e mio marito. Giovanna", 2, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Gruppo 1, grazie. Giovanna Ferretti", 1, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Buongiorno, interessata al gruppo 2. Saluti, Giovanna Ferretti", 1, ["Giovanna Ferretti"]),
    ("Giovanna Ferretti", "Gruppo 1: Giovanna Ferretti e Ugo Tosi", 2, ["Giovanna Ferretti", "Ugo Tosi"]),
    ("Giovanna Ferretti", "Giovanna Ferretti gruppo 1\nUgo Tosi gruppo 2", 2, ["Giovanna Ferretti", "Ugo Tosi"]),
    (
        "Giovanna Ferretti",
        "Siamo in tre:\n- Ugo Tosi\n- Ada Bini\n- la sottoscritta\nGruppo 1\nGiovanna Ferretti",
        3,
        ["Ada Bini", "Giovanna Ferretti", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "Saremo in tre al gruppo 1, oltre a me Ugo Tosi e Ada Bini.\nGiovanna Ferretti",
        3,
        ["Ada Bini", "Giovanna Ferretti", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "Partecipano in due al gruppo 1: Ugo Tosi e Ada Bini.\nGiovanna Ferretti",
        2,
        ["Ada Bini", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "Ho parlato ieri con Carla Bini della segreteria: gruppo 1 per me. Giovanna Ferretti",
        1,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Come d'accordo con la vostra collega Carla Bini, mi iscrivo al gruppo 1. Giovanna Ferretti",
        1,
        ["Giovanna Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Mio figlio Marco Ferretti sarebbe felice di partecipare al gruppo 1.\nGiovanna Ferretti",
        1,
        ["Marco Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Buongiorno, Marco Ferretti, gruppo 1. Sono la mamma, grazie. Giovanna Ferretti",
        1,
        ["Marco Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Vi segnalo per il gruppo 2 la nostra dipendente Ada Bini.\nGiovanna Ferretti\nUfficio del personale",
        1,
        ["Ada Bini"],
    ),
    (
        "Giovanna Ferretti",
        "Per il gruppo 2 abbiamo scelto Ada Bini e Ugo Tosi.\nGiovanna Ferretti\nDirezione",
        2,
        ["Ada Bini", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "Il nostro Comune manderà l'assessora Ada Bini, gruppo 2.\nGiovanna Ferretti\nSegreteria del Sindaco",
        1,
        ["Ada Bini"],
    ),
    (
        "Giovanna Ferretti",
        "La dottoressa Ada Bini conferma la propria presenza al gruppo 2.\nGiovanna Ferretti, segretaria",
        1,
        ["Ada Bini"],
    ),
    (
        "Giovanna Ferretti",
        "I nostri delegati sono Ada Bini e Ugo Tosi, gruppo 3.\nGiovanna Ferretti",
        2,
        ["Ada Bini", "Ugo Tosi"],
    ),
    (
        "Giovanna Ferretti",
        "I miei figli Leo e Mia Ferretti vorrebbero fare il gruppo 1.\nGiovanna Ferretti",
        2,
        ["Leo Ferretti", "Mia Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "Leo e Mia Ferretti: gruppo 1.\nGiovanna Ferretti (la mamma)",
        2,
        ["Leo Ferretti", "Mia Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "La mia assistita, Rosa Mori, verrebbe volentieri al gruppo 1.\nGiovanna Ferretti",
        1,
        ["Rosa Mori"],
    ),
    ("Giovanna Ferretti", "Prego voler iscrivere al gruppo 2 il Dott. Ada Bini.\nGiovanna Ferretti", 1, ["Ada Bini"]),
    ("Giovanna Ferretti", "Partecipante: Ada Bini\nGruppo: 2\nReferente: Giovanna Ferretti", 1, ["Ada Bini"]),
    (
        "Giovanna Ferretti",
        "Nome: Ada\nCognome: Bini\nGruppo: 2\n\nInvia per lei la collega Giovanna Ferretti",
        1,
        ["Ada Bini"],
    ),
    (
        "Giovanna Ferretti",
        "Un nostro ospite, Sami Haddad, è interessato al gruppo 3.\nGiovanna Ferretti\nCasa di accoglienza",
        1,
        ["Sami Haddad"],
    ),
    (
        "Giovanna Ferretti",
        "Sami Haddad ed io al gruppo 3.\nGiovanna Ferretti",
        2,
        ["Giovanna Ferretti", "Sami Haddad"],
    ),
    (
        "Giovanna Ferretti",
        "Mio nonno Gino Ferretti non usa il computer: il posto al gruppo 1 è per lui.\nGiovanna Ferretti",
        1,
        ["Gino Ferretti"],
    ),
    (
        "Giovanna Ferretti",
        "I nonni (Gino Ferretti e Rina Costa) prenderebbero due posti al gruppo 1. Scrivo io "
        "perché loro non hanno la mail.\n"
        "Giovanna Ferretti",
        2,
        ["Gino Ferretti", "Rina Costa"],
    ),
    ("Giovanna Ferretti", "Tocca a Elsa Conti quest'anno: gruppo 2.\nGiovanna Ferretti", 1, ["Elsa Conti"]),
]

ENGLISH = [
    ("Hugh Daly", "Our delegate will be Ann Lee, D1-A.\nHugh Daly\nTraining Office", 1, ["Ann Lee"]),
    ("Hugh Daly", "We are sending Ann Lee and Bo Lee to D1-A.\nHugh Daly", 2, ["Ann Lee", "Bo Lee"]),
    ("Hugh Daly", "Ann Lee has asked to attend D1-A; please confirm to me.\nHugh Daly", 1, ["Ann Lee"]),
    ("Hugh Daly", "It's for my son Finn Daly: D1-A.\nHugh Daly", 1, ["Finn Daly"]),
    ("Hugh Daly", "Attendee: Ann Lee\nWorkshop: D1-A\nBooked by: Hugh Daly", 1, ["Ann Lee"]),
    (
        "Hugh Daly",
        "Ann and Bo Lee hope to attend D1-A. I am their mother's neighbour and do their mail.\nHugh Daly",
        2,
        ["Ann Lee", "Bo Lee"],
    ),
    ("Hugh Daly", "My student Ann Lee is interested in D1-A.\nHugh Daly", 1, ["Ann Lee"]),
    ("Hugh Daly", "A seat for Ann Lee in D1-A, please.\nHugh Daly", 1, ["Ann Lee"]),
    ("Hugh Daly", "A seat each for Ann Lee and me in D1-A, please.\nHugh Daly", 2, ["Ann Lee", "Hugh Daly"]),
    (
        "Anna Neri",
        "hey, me n 2 mates from work (Baz and Steve) fancy D1-A and D2-B. cheers Anna Neri",
        3,
        ["Anna Neri", "Baz", "Steve"],
    ),
    ("Anna Neri", "My husband and I would like to come, D1-A please. Anna Neri", 2, ["Anna Neri"]),
    ("Anna Neri", "My parents-in-law, my husband and I would love to come to D1-B. Anna Neri", 4, ["Anna Neri"]),
    (
        "Anna Neri",
        "The whole lab wants in: three doctoral students, two postdocs and yours truly. D1-C for all. Anna Neri",
        6,
        ["Anna Neri"],
    ),
    ("Anna Neri", "I'd like to bring my team: they are only four, plus me. D1-A. Anna Neri", 5, ["Anna Neri"]),
    (
        "Anna Neri",
        "Please put me down for D1-A. My daughter drops me off and collects me at six. Anna Neri",
        1,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "One ticket for D1-A please. My granddaughter tells me it is all about containers. Anna Neri",
        1,
        ["Anna Neri"],
    ),
    (
        "Anna Neri",
        "I register two members of our staff:\n"
        "Mr Joost Terpstra (Textiles): D1-A\n"
        "Ms Saskia Adriaanse (Armour): D1-A\n"
        "I will not be there myself.\n"
        "Kind regards\n"
        "Anna Neri",
        2,
        ["Joost Terpstra", "Saskia Adriaanse"],
    ),
    ("Anna Neri", "There will be three of us at D1-A. Anna Neri", 3, ["Anna Neri"]),
    ("Anna Neri", "Could you book Tom Baker and me into D1-A? Thanks, Anna Neri", 2, ["Anna Neri", "Tom Baker"]),
    ("Anna Neri", "A pair of seats for D1-A, please. Anna Neri", 2, ["Anna Neri"]),
    ("Anna Neri", "Me, my sister and her boyfriend: D1-A. Anna Neri", 3, ["Anna Neri"]),
    ("Anna Neri", "I'm coming to D1-A; my husband stays home with the kids. Anna Neri", 1, ["Anna Neri"]),
    (
        "Anna Neri",
        "The Smith family (Ann, Bob, Joe and Sue) would like D1-A.",
        4,
        ["Ann Smith", "Bob Smith", "Joe Smith", "Sue Smith"],
    ),
    (
        "Anna Neri",
        "I'd like to attend D1-A with my colleague Dr Priya Nair. Anna Neri",
        2,
        ["Anna Neri", "Priya Nair"],
    ),
    (
        "Anna Neri",
        "Please register my colleague Priya Nair for D1-A. I can't make it myself. Anna Neri",
        1,
        ["Priya Nair"],
    ),
    ("Anna Neri", "I've three of us wanting D1-A: me plus two trainees. Anna Neri", 3, ["Anna Neri"]),
    ("Anna Neri", "A few of us would like to come to D1-A. Anna Neri", None, ["Anna Neri"]),
    ("Anna Neri", "I'm coming with my 14 year old son to D1-A. We live at 7 Mill Lane. Anna Neri", 2, ["Anna Neri"]),
    ("Anna Neri", "I have worked here for 12 years and would like D1-A. Anna Neri", 1, ["Anna Neri"]),
    ("Anna Neri", "I would like to book two seats, no, make that three: D1-A. Anna Neri", 3, ["Anna Neri"]),
    (
        "Anna Neri",
        "I teach a class of seven and would bring them all, so eight of us with me. D1-A. Anna Neri",
        8,
        ["Anna Neri"],
    ),
    ("Anna Neri", "Aisling and I fancy D1-A. Anna Neri", 2, ["Aisling", "Anna Neri"]),
    ("Anna Neri", "My two daughters and I will be there for D1-A. Anna Neri", 3, ["Anna Neri"]),
    ("Hugh Daly", "Could you keep two seats for Hugh and Orla Daly in D1-A?", 2, ["Hugh Daly", "Orla Daly"]),
    ("Hugh Daly", "We're Hugh and Orla Daly and would like D1-A.", 2, ["Hugh Daly", "Orla Daly"]),
    (
        "Hugh Daly",
        "We are three: myself, my wife Orla and our son Finn. D1-A please.\nHugh Daly",
        3,
        ["Finn", "Hugh Daly", "Orla"],
    ),
    (
        "Hugh Daly",
        "I'm writing for my mother, Mrs Orla Daly, who would like a seat in D1-A. I'm away that week.\nHugh Daly",
        1,
        ["Orla Daly"],
    ),
    (
        "Hugh Daly",
        "Please book my parents Orla and Finn Daly into D1-A. They don't do email.\nHugh",
        2,
        ["Finn Daly", "Orla Daly"],
    ),
    ("Hugh Daly", "Four of us from the office: D1-A. Hugh Daly", 4, ["Hugh Daly"]),
    ("Hugh Daly", "I'd like five places in D1-A for my team and me. Hugh Daly", 5, ["Hugh Daly"]),
    ("Hugh Daly", "My wife's coming too, and her sister, so that makes three. D1-A. Hugh Daly", 3, ["Hugh Daly"]),
    ("Hugh Daly", "Sorry, make that two. D1-A for my husband and me. Hugh Daly", 2, ["Hugh Daly"]),
    ("Hugh Daly", "Originally there were four of us, now just three: D1-A. Hugh Daly", 3, ["Hugh Daly"]),
    ("Hugh Daly", "Just me for D1-A. My colleague Orla Byrne will register separately. Hugh Daly", 1, ["Hugh Daly"]),
    ("Hugh Daly", "My friend Orla Byrne recommended D1-A, could I have a place? Hugh Daly", 1, ["Hugh Daly"]),
    (
        "Hugh Daly",
        "I'd like to come to D1-A. I'm a nurse and have two kids, so mornings suit me. Hugh Daly",
        1,
        ["Hugh Daly"],
    ),
    (
        "Hugh Daly",
        "Delegates:\nRuth Kane - D1-A\nOmar Sy - D1-A\nLi Wei - D1-A\n\nHugh Daly\nTraining Office",
        3,
        ["Li Wei", "Omar Sy", "Ruth Kane"],
    ),
    ("Hugh Daly", "Me, the missus and the two lads: D1-A. Hugh Daly", 4, ["Hugh Daly"]),
    ("Hugh Daly", "x2 please D1-A. Hugh Daly", 2, ["Hugh Daly"]),
    ("Hugh Daly", "3 tickets D1-A. Hugh Daly 087 555 0123", 3, ["Hugh Daly"]),
    ("Hugh Daly", "Two or three of us will come to D1-A. Hugh Daly", None, ["Hugh Daly"]),
    ("Hugh Daly", "I'll be accompanied by my carer. D1-A please. Hugh Daly", 2, ["Hugh Daly"]),
    (
        "Hugh Daly",
        "Dr Siobhan Walsh and I will attend D1-A.\nKind regards\nHugh Daly\nMarine Institute",
        2,
        ["Hugh Daly", "Siobhan Walsh"],
    ),
    (
        "Hugh Daly",
        "On behalf of Dr Siobhan Walsh I would like to reserve a place at D1-A.\nHugh Daly\nPA to Dr Walsh",
        1,
        ["Siobhan Walsh"],
    ),
    ("Hugh Daly", "I'm bringing eleven students to D1-A, twelve with me. Hugh Daly", 12, ["Hugh Daly"]),
    ("Hugh Daly", "hi, its hugh, me niamh and rory want D1-A. Hugh Daly", 3, ["Hugh Daly", "niamh", "rory"]),
    (
        "Hugh Daly",
        "My sister and I, D1-A. She lives at 12 Quay Street and takes the 46 bus. Hugh Daly",
        2,
        ["Hugh Daly"],
    ),
    ("Hugh Daly", "one for D1-A pls. Hugh", 1, ["Hugh Daly"]),
    ("Hugh Daly", "We'll be two adults and three children at D1-A. Hugh Daly", 5, ["Hugh Daly"]),
    ("Hugh Daly", "I am coming with my husband and our two children to D1-A. Hugh Daly", 4, ["Hugh Daly"]),
    ("Hugh Daly", "June Summers and I would love D1-A.\nHugh Daly", 2, ["Hugh Daly", "June Summers"]),
    ("Hugh Daly", "Please put April Munro down for D1-A; I'm just her assistant.\nHugh Daly", 1, ["April Munro"]),
    (
        "Hugh Daly",
        "I'd like to attend D1-A. I heard Professor Grace Lin speak there last year. Hugh Daly",
        1,
        ["Hugh Daly"],
    ),
    (
        "Hugh Daly",
        "Count in Ann Lee, Bo Lee and yours truly for D1-A.\nHugh Daly",
        3,
        ["Ann Lee", "Bo Lee", "Hugh Daly"],
    ),
]


@pytest.mark.parametrize(("sender", "text", "seats", "names"), ITALIAN)
def test_who_comes_and_how_many_in_italian(sender: str, text: str, seats: int | None, names: list[str]) -> None:
    message = Message(sender=Address(sender, "who@posta.example"), subject="iscrizione", text=text)
    got = read(message, given_event("fabbrica-idee"))
    assert (got.seats, sorted(p.name for p in got.people)) == (seats, names)


@pytest.mark.parametrize(("sender", "text", "seats", "names"), ENGLISH)
def test_who_comes_and_how_many_in_english(sender: str, text: str, seats: int | None, names: list[str]) -> None:
    message = Message(sender=Address(sender, "who@posta.example"), subject="booking", text=text)
    got = read(message, given_event("open-science-days"))
    assert (got.seats, sorted(p.name for p in got.people)) == (seats, names)
