"""What the writer wants, in many wordings a kind: new mails, and answers under a confirmation."""

from __future__ import annotations

import pytest

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Intent, Reading, read

CONFIRMED = {
    "it": "Gentile Anna Neri,\nla Sua iscrizione è confermata: 2 posti, Green energy e Governance. La aspettiamo!",
    "en": "Dear Anna Neri,\nyour booking is confirmed: 2 places, D1-A and D2-B. We look forward to seeing you.",
}
OFFERED = {
    "it": "Gentile Anna Neri,\nsi è liberato un posto per Lei nel gruppo Logistica. Lo vuole? Lo teniamo un giorno.",
    "en": "Dear Anna Neri,\na place has become free for you in D1-A. Would you like it? We hold it until tomorrow.",
}

BOOK_IT = [
    "Buongiorno, gruppo 1 e gruppo 5, due persone. Anna Neri",
    "Potrei avere due posti per il gruppo 2?",
    "Mi tenete un posticino nel gruppo dell'energia? Grazie",
    "Salve, ci saremmo anche noi: io e mio fratello, primo turno gruppo 3.",
    "Primo turno logistica, secondo turno governance. Anna Neri",
    "Sarei felice di esserci, se si può nel gruppo 1 e poi nel 4.",
    "Ci metta in lista per favore, siamo in tre: gruppo 2.",
    "La nostra ditta manderà due persone, Luca Bianchi e Ivo Ferri, al gruppo 6.",
    "Non posso perdermelo! Green energy e poi riqualificazione, una persona.",
    "Il nostro presidente, Aldo Serra, desidera essere dei vostri: gruppo 1 e 4.",
    "Chiedo cortesemente di poter assistere ai lavori del gruppo 3, da sola.",
    "Al mattino non riesco ad arrivare, quindi solo secondo turno: gruppo 5. Vengo da sola.",
    "Posso venire al gruppo 1 e al gruppo 6? Vengo da sola.",
    "Vi avviso che verremo in due al gruppo 2, e che alle 18 dobbiamo scappare.",
    "Conti pure su di me per il gruppo 4.",
    "Due posti, gruppo 1, grazie.",
    "Segno mio marito Ugo Masi al gruppo 3 e me al gruppo 2.",
    "Io non vengo ma prenoto per il mio collega Luca Bianchi, gruppo 2.",
    "Mio figlio Pietro vorrebbe partecipare al gruppo 4: lo iscrivo volentieri.",
    "Avete ancora posto nel gruppo 1? Se sì segnatemi, altrimenti va bene il 2.",
    "Siamo una coppia, gruppo 2 per tutti e due.",
    "Buonasera, mio nonno Ettore Neri vuole assolutamente venire al gruppo 3, lo accompagno io e resto.",
    "Iscrizione: Anna Neri, gruppo 1, gruppo 4.",
    "Mi fareste posto nel gruppo 2?",
    "Aggiungete il mio nome al gruppo 5, per cortesia.",
    "Sabato no, ma venerdì sì: gruppo 1 e gruppo 5, una persona.",
    "Ecco i nostri: Luca Bianchi gruppo 1, Ivo Ferri gruppo 2.",
    "Gruppo 1 e gruppo 5, Anna Neri. C'è un parcheggio?",
    "Mi iscrivo al gruppo 2. A che ora si finisce?",
    "Siamo io e Luca Bianchi, gruppo 3. Serve portare qualcosa?",
    "Vorrei iscrivere due colleghi, poi vi dico i nomi. Gruppo 1.",
    "Tre persone, primo turno logistica. Si può pagare con il bonifico?",
    "Le confermo la mia presenza al gruppo 4 e chiedo se è previsto un rinfresco.",
    "Verrei volentieri al gruppo 2, è possibile arrivare con dieci minuti di ritardo?",
    "Sono interessata al gruppo 1 e al 5: attendo conferma.",
]
BOOK_EN = [
    "Good morning, D1-A and D2-B for two people. Anna Neri",
    "Could I have two seats for D1-A please?",
    "Any chance of squeezing me into D1-B?",
    "My brother and I fancy D1-C. Two of us, then.",
    "D1-A on the first day, D2-C on the second. Anna Neri",
    "I can't wait! One seat in D1-B, please.",
    "Our firm will be sending Luke Byrne and Ivo Ferri to D2-A.",
    "I cannot get there before noon on the first day, so just D2-A for me please.",
    "Kindly enter my name for D1-D and D2-D.",
    "I would be very grateful for a place in D2-B.",
    "Two for D1-A, thanks.",
    "I'm not coming myself, but please book my colleague Luke Byrne into D1-A.",
    "May we come along, the pair of us, to D1-B?",
    "We're keen to be there, three of us, D2-C.",
    "Is there still room in D1-A? If so, put me down; otherwise D1-B.",
    "I shall be attending D1-C and D2-A.",
    "Delighted to accept your invitation: D1-B and D2-C for me.",
    "Please reserve D1-A for Luke Byrne and D1-B for me.",
    "Hi, count two of us in for D2-D.",
    "I wouldn't miss it for the world: D1-A, D2-A, just me.",
    "We are a couple, D1-B for both.",
    "Registration: Anna Neri, D1-A, D2-A.",
    "Would you have room for me in D1-B?",
    "Add my name to D2-C, please.",
    "Not the first day, but yes to D2-A: one seat.",
    "Here are our people: Luke Byrne D1-A, Ivo Ferri D1-B.",
    "Me and my husband, D1-A.",
    "D1-A and D2-B, Anna Neri. Is there parking?",
    "Please sign me up for D1-B. What time does it end?",
    "It's me and Luke Byrne, D1-C. Shall we bring anything?",
    "I'd like to register two colleagues for D1-A, names to follow.",
    "Three people, D1-A. Can we pay by bank transfer?",
    "I confirm my attendance at D2-A and would like to know whether lunch is provided.",
    "I'd happily come to D1-B; is it all right to arrive ten minutes late?",
    "I'm interested in D1-A and D2-B: awaiting your confirmation.",
]
CANCEL_IT = [
    "Mi dispiace molto ma non riuscirò proprio a venire.",
    "Purtroppo alla fine non posso esserci.",
    "Ho la febbre a 39, mi tocca dare forfait.",
    "Mi hanno spostato l'esame allo stesso giorno: il mio posto lo lascio volentieri a chi ne ha bisogno.",
    "Vi prego di annullare la nostra prenotazione.",
    "Disdico.",
    "Non contate più su di noi, mio marito è in ospedale.",
    "Siamo costretti a rinunciare a causa di un lutto.",
    "Causa sciopero dei treni non riusciamo a raggiungervi.",
    "Date pure i nostri posti a qualcun altro.",
    "Devo purtroppo tirarmi indietro.",
    "Non mi sarà possibile partecipare.",
    "Cancellatemi dall'elenco, grazie.",
    "Ci togliete dalla lista? Non veniamo più.",
    "Niente da fare, quel giorno lavoro. Liberate pure i due posti.",
    "Il capo non mi dà il permesso: non se ne fa nulla.",
    "Sarà per la prossima volta, mi sono rotta una gamba.",
    "Non ce la facciamo a esserci, ci spiace.",
    "Mi vedo costretta a ritirare la mia adesione.",
    "Per motivi di famiglia non potremo più partecipare.",
    "Chiedo la cancellazione della mia iscrizione.",
    "Passo la mano, scusate il disturbo.",
    "Né io né mio marito riusciamo a venire.",
    "Un imprevisto: devo disdire.",
    "Ho cambiato idea, non vengo più.",
    "Cambio di programma: non riusciamo a venire.",
    "Mia figlia si è ammalata, quindi non veniamo.",
    "Il mio posto passatelo pure al primo della lista.",
    "Restiamo a casa, la bambina ha la febbre.",
    "Siamo rimasti senza macchina e non ce la facciamo.",
    "Il posto può andare a qualcun altro: quel giorno sono in tribunale.",
    "Abbiamo ripensato e lasciamo perdere.",
    "Purtroppo devo comunicarvi la mia assenza.",
    "Quel giorno sono fuori città, quindi niente workshop.",
    "Sono dolente di non poter intervenire.",
    "Non posso più. Scusate.",
    "Niente, mi è saltato tutto. Il gruppo 1 e il 5 andranno avanti senza di me.",
    "Purtroppo il 26 devo essere a Milano. Peccato, ci tenevo.",
    "Grazie della conferma, ma è nato un problema in azienda e quel venerdì non mi muovo da qui.",
    "Mia suocera è caduta, addio workshop. Scusate.",
    "Vi chiedo la cortesia di togliere il mio nome dall'elenco.",
    "Green energy e Governance dovranno fare a meno di me.",
    "Mi hanno convocato in tribunale lo stesso giorno, quindi vi lascio il posto.",
    "Siamo tutti a letto con l'influenza, non se ne parla.",
    "Alla fine ho deciso di non partecipare.",
]
CANCEL_EN = [
    "I'm so sorry but I won't be able to make it after all.",
    "Unfortunately we can't come.",
    "Down with flu, so I have to drop out.",
    "Work has got in the way and I'll have to give up my seat.",
    "Please cancel our booking.",
    "We need to pull out, sorry.",
    "My daughter is in hospital, so neither of us can attend.",
    "Give our places to someone on the waiting list.",
    "I am afraid I shall not be with you.",
    "Please take us off the list.",
    "I must withdraw, with regret.",
    "We are no longer able to attend.",
    "Could you cancel my registration please?",
    "I'd like to cancel.",
    "Sadly I can't get there in time, the trains are on strike. Someone else can have my seat.",
    "Something came up at home. Count me out, I'm afraid.",
    "Our flight was cancelled, so we won't be joining you.",
    "Please release both our seats.",
    "I find I cannot attend after all.",
    "We have to call it off, the car has broken down.",
    "No conference for me this year, I'm afraid: broken ankle.",
    "I regret that I am unable to be present.",
    "I'm double-booked and will have to give it a miss.",
    "Kindly delete my booking.",
    "Change of plan: we can't make it.",
    "I've changed my mind and won't be coming.",
    "Our youngest is ill, so we're staying at home.",
    "My seat can go to the first on the list.",
    "We have decided against it, sorry.",
    "I'm stuck abroad and have to miss it.",
    "Not coming any more, sorry.",
    "Scrap my registration please, I start a new job that day.",
    "Turns out I'm working that weekend. Free up the seat.",
    "We'll not be there, sadly.",
    "Sorry, can't come.",
    "I regret to inform you of my absence.",
    "It's all gone wrong. D1-A and D2-B will have to manage without me.",
    "I have to be in Leeds that day. Pity, I was looking forward to it.",
    "Thanks for confirming, but something has come up at work and I'm not going anywhere that week.",
    "My mother-in-law had a fall; no conference for me. Sorry.",
    "Would you be so kind as to take my name off the list?",
    "I've been summoned for jury service the same day, so the seat is yours again.",
    "The whole family is in bed with flu, it's not going to happen.",
    "In the end I've decided not to come.",
]
CHANGE_IT = [
    "Posso passare dal gruppo 1 al gruppo 2?",
    "Alla fine saremo in tre e non in due.",
    "Mia moglie non viene più, io sì.",
    "Al posto mio verrà Luca Bianchi.",
    "Vorrei spostarmi a Logistica.",
    "Ci serve un posto in più.",
    "Si aggiunge a noi anche Luca Bianchi.",
    "Rinuncio al secondo turno ma al primo ci sono.",
    "Invece di Green energy preferirei Welfare.",
    "Togliete un posto, per favore: vengo da sola.",
    "Ho cambiato idea: mettetemi nel gruppo 3.",
    "Il gruppo 4 non mi va più bene, preferisco il 6.",
    "Uno di noi ha dato forfait, quindi un posto in meno.",
    "Potete aggiungere mio fratello alla nostra prenotazione?",
    "Cambio di programma: governance diventa riqualificazione.",
    "Luca Bianchi sostituisce mio marito.",
    "Mio fratello ha la febbre, quindi vengo solo io.",
    "Luca non può più, ma io e Anna veniamo lo stesso.",
    "Alle 15 non riesco, posso venire nell'altro gruppo?",
    "In due invece che in tre, scusate.",
    "Possiamo fare cambio con il gruppo 5?",
    "Ho sbagliato gruppo: volevo il 3.",
    "La prenotazione è per due ma saremo in quattro.",
    "Aggiungo anche mia cugina Pia Rossi.",
    "Dei due posti ne basta uno.",
    "Il nome giusto è Anna Maria Neri, correggete per favore.",
    "Mio marito ha deciso di restare a casa, quindi uno dei due posti è libero.",
    "Solo una cosa: il secondo posto è per Luca Bianchi, non più per Ugo.",
    "Potreste metterci nel gruppo 2 anziché nell'1?",
    "Al gruppo 5 preferirei il 6, se non disturbo.",
    "Alla fine viene anche mia cugina.",
    "Ugo dà forfait, verrò da sola.",
    "Ci ho pensato: meglio Welfare per tutti e due.",
    "Un posto in più si può? Mia madre vuole venire.",
    "Nel pomeriggio non posso, mi fermo solo per il primo turno.",
    "Sostituite Ugo Masi con Luca Bianchi.",
]
CHANGE_EN = [
    "Could I switch from D1-A to D1-B?",
    "We'll be three after all, not two.",
    "My wife can't come any more, but I still will.",
    "Luke Byrne will come in my place.",
    "I'd like to move to D1-C.",
    "Can we have one more seat?",
    "Luke Byrne will be joining us as well, so please add a seat.",
    "I have to drop D2-B but I'm still coming to D1-A.",
    "Instead of D1-A I'd rather do D1-D.",
    "One seat fewer please, I'm coming on my own.",
    "I've changed my mind: put me in D1-C.",
    "D2-B no longer suits me, I'd prefer D2-C.",
    "One of us has dropped out, so we are one fewer.",
    "Please add my brother to our booking.",
    "Change of plan: D2-A rather than D2-B.",
    "Luke Byrne is replacing my husband.",
    "My brother is ill, so only I will come.",
    "Luke can't come but Ivo and I still will.",
    "Can we do D1-B instead?",
    "We booked two seats but need four.",
    "I picked the wrong session: I meant D1-C.",
    "Of the two seats we only need one.",
    "My cousin Pia Rossi would like to join us, is that all right?",
    "Please put Luke Byrne down instead of me.",
    "Could you correct the name? It is Anna Maria Neri.",
    "Two rather than three of us, sorry.",
    "My husband has decided to stay at home, so one of the two seats is free.",
    "Just one thing: the second seat is for Luke Byrne, no longer for Ugo.",
    "Could you put us in D1-B rather than D1-A?",
    "I'd prefer D2-C to D2-B if it's no trouble.",
    "In the end my cousin is coming too.",
    "Ugo has dropped out, I'll be on my own.",
    "On reflection, D1-C for both of us.",
    "Is one more seat possible? My mother wants to come.",
    "I can't stay for the second day, only D1-A then.",
    "Replace Ugo Masi with Luke Byrne.",
]
QUESTION_IT = [
    "Buongiorno, si può venire con il cane?",
    "C'è un parcheggio vicino alla sala?",
    "Prima di iscrivermi vorrei capire se il gruppo 1 è adatto a chi comincia.",
    "Quanto dura il secondo turno? E si paga qualcosa?",
    "Mia figlia ha quindici anni: i minorenni sono ammessi al gruppo 4?",
    "Fate anche un'altra data in primavera?",
    "A che ora finisce il gruppo 6? Devo prendere un treno.",
    "Volevo solo sapere se le relazioni del gruppo 2 verranno registrate.",
    "Ci sono gradini per arrivare alla sala del gruppo 3? Se è così non vengo.",
    "Chi parla nel gruppo 5?",
    "Il workshop è in presenza o anche a distanza?",
    "Non prenoto ancora nulla: mi dite se servono competenze particolari?",
    "Se mi iscrivo e poi non posso, come faccio a disdire?",
    "Rilasciate un attestato?",
    "Se uno dei due non può venire, si può cedere il posto?",
    "Devo arrivare con mezz'ora di ritardo: è un problema?",
    "Buongiorno, mio marito usa la carrozzina: nella sala del gruppo 2 ci sono barriere?",
    "Siamo un gruppo di dodici colleghi: c'è un limite di posti per azienda?",
    "Vorrei capire la differenza tra il gruppo 1 e il gruppo 2.",
    "Per il gruppo 4 serve portare il computer?",
    "Il workshop del 26 è gratuito anche per gli studenti?",
    "Mi sapete dire chi modera Governance?",
    "Quanti siete di solito in un gruppo? Sono timida.",
    "Se vengo con mia figlia di 8 anni, c'è qualcuno che la tiene?",
]
QUESTION_EN = [
    "Hello, are dogs allowed?",
    "Is there parking near the hall?",
    "Before I sign up for D1-A, could you tell me whether beginners are welcome?",
    "How long does D2-B last, and is there a fee?",
    "My daughter is fifteen: may minors attend D1-C?",
    "Will you be running it again in the spring?",
    "What time does D2-A finish? I have a train to catch.",
    "Will D1-B be recorded?",
    "Are there steps up to the room of D1-D?",
    "Who is speaking in D2-C?",
    "Is it online as well?",
    "Nothing to book yet: I only wonder what one needs to bring.",
    "If I book and then can't come, how do I cancel?",
    "Do you issue a certificate?",
    "If one of us falls ill, may somebody else use the seat?",
    "I may be half an hour late: is that a problem?",
    "Is it possible to watch from home?",
    "My husband uses a wheelchair: is the room of D1-B step-free?",
    "We're a group of twelve colleagues: is there a limit per company?",
    "I'd like to understand the difference between D1-A and D1-B.",
    "Do I need a laptop for D2-A?",
    "Is it free for students too?",
    "Could you tell me who chairs D2-C?",
    "How many people usually attend? I'm rather shy.",
    "If I come with my daughter, eight, is there anybody to look after her?",
]
PRIVACY_IT = [
    "Vi chiedo di cancellare tutti i miei dati dai vostri archivi.",
    "Vorrei sapere quali dati conservate su di me.",
    "Ai sensi del GDPR chiedo copia dei dati che mi riguardano.",
    "Revoco il consenso al trattamento dei miei dati.",
]
PRIVACY_EN = [
    "Please delete all the data you hold about me.",
    "I would like a copy of the personal information you keep on me.",
    "Under the GDPR I ask you to erase my details from your records.",
    "What do you still have on file about me? I'd like to see it.",
]
FEEDBACK_IT = [
    "Complimenti per la bella giornata, abbiamo imparato molto.",
    "Grazie ancora di tutto, è stato davvero interessante.",
    "Volevo solo dirvi che l'organizzazione è stata perfetta.",
    "Un suggerimento per l'anno prossimo: più pause.",
    "Vi ringrazio per la splendida organizzazione, la sala però era gelida.",
    "Bella iniziativa, bravi. Il gruppo 2 è stato il migliore.",
]
FEEDBACK_EN = [
    "Thank you for a wonderful day, we learned a lot.",
    "Just to say how much we enjoyed it.",
    "A suggestion for next year: longer breaks.",
    "Congratulations, it was a great event.",
]
REBOOKED_IT = [
    "Buongiorno, avevo prenotato due posti per il gruppo 1, ora siamo in quattro. Anna Neri",
    "Sono già iscritta al gruppo 2 ma vorrei passare al 3.",
    "Ho prenotato ieri per il gruppo 1: al posto mio viene mio fratello Luca Neri.",
    "La mia iscrizione era per il gruppo 4, potete mettermi nel 5?",
    "Mi sono iscritta la settimana scorsa; mio marito Ugo Masi non può più, io invece vengo.",
    "Ieri vi ho scritto per tre posti: ne servono solo due.",
    "Rispetto alla prenotazione fatta, aggiungo una persona: Pia Rossi.",
    "Ci siamo iscritti in cinque ma due si sono ammalati, restiamo in tre.",
]
REBOOKED_EN = [
    "I booked two seats for D1-A last week; now there are four of us. Anna Neri",
    "I'm registered for D1-B but would rather be in D1-C.",
    "My brother Luke Neri will take my seat, which I booked on Monday.",
    "My registration says D2-A; could you make it D2-B?",
    "I signed up with my husband Ugo; he can't come any more, I still will.",
    "Yesterday I asked for three places: only two are needed.",
    "Five of us are booked but two have fallen ill, so we are three.",
]
RECALLED_IT = [
    "Avevo prenotato per il gruppo 1 e 4, ma purtroppo non riesco più a venire. Anna Neri",
    "Sono iscritta al gruppo 2 con mio marito: dobbiamo rinunciare entrambi.",
    "Vi scrivo per disdire la prenotazione a nome Neri, due posti, gruppo 1.",
    "Mi ero iscritta al gruppo dell'energia. Mi hanno messo una riunione proprio quel pomeriggio, quindi non ci sarò.",
    "Anna Neri, gruppo 2: annullare grazie.",
    "Si comunica che la sottoscritta, iscritta al gruppo 3, non potrà partecipare.",
    "Il sottoscritto rinuncia alla partecipazione per sopraggiunti impegni istituzionali.",
    "Il presidente Aldo Serra, già iscritto, è impossibilitato a intervenire. Si prega di annullare l'iscrizione.",
]
RECALLED_EN = [
    "I booked D1-A and D2-B but can no longer come. Anna Neri",
    "My husband and I are down for D1-B: we both have to cancel.",
    "I am writing to cancel the booking in the name of Neri, two seats, D1-A.",
    "I had signed up for D1-C. They've scheduled a meeting on the very same day, so I won't be there.",
    "Anna Neri, D1-B: please cancel.",
    "Regrettably the undersigned will be unable to attend.",
]
SPAM = [
    ("it", "Gentile cliente, la tua casella di posta è piena. Clicca qui e accedi al tuo account per verificare."),
    ("it", "Porta il tuo sito in prima pagina di Google! Posizionamento SEO con sconto esclusivo."),
    ("it", "Hai vinto un premio di 5000 euro: clicca qui per riscuotere la vincita."),
    ("it", "Prestito veloce senza garanzie, finanziamento agevolato in 24 ore."),
    ("en", "Dear customer, your mailbox is full. Click here to verify your account."),
    ("en", "We can offer the attendee list of your conference, 3000 leads at a special price."),
    ("en", "I am the next of kin of a late beneficiary and have a business proposal of ten million dollars."),
    ("en", "Boost your rankings: our SEO services will bring traffic to your website. Free quote!"),
]


def reading_of(text: str, event: Event, under: str = "") -> Reading:
    message = Message(
        sender=Address("Anna Neri", "anna@posta.example"),
        subject="Re: iscrizione" if under else "buongiorno",
        text=text,
        quoted=under,
        in_reply_to=("<1@posta.example>",) if under else (),
    )
    return read(message, event)


def said(text: str, event: Event, under: str = "") -> Intent:
    return reading_of(text, event, under).intent


@pytest.mark.parametrize(
    ("intent", "wordings"),
    [
        (Intent.BOOK, BOOK_IT),
        (Intent.QUESTION, QUESTION_IT),
        (Intent.PRIVACY, PRIVACY_IT),
        (Intent.FEEDBACK, FEEDBACK_IT),
    ],
)
def test_a_new_italian_mail(intent: Intent, wordings: list[str], fabbrica: Event) -> None:
    assert [text for text in wordings if said(text, fabbrica) != intent] == []


@pytest.mark.parametrize(
    ("intent", "wordings"),
    [
        (Intent.BOOK, BOOK_EN),
        (Intent.QUESTION, QUESTION_EN),
        (Intent.PRIVACY, PRIVACY_EN),
        (Intent.FEEDBACK, FEEDBACK_EN),
    ],
)
def test_a_new_english_mail(intent: Intent, wordings: list[str], osd: Event) -> None:
    assert [text for text in wordings if said(text, osd) != intent] == []


@pytest.mark.parametrize(
    ("intent", "wordings"),
    [
        (Intent.CANCEL, CANCEL_IT),
        (Intent.CHANGE, CHANGE_IT),
        (Intent.QUESTION, QUESTION_IT),
        (Intent.FEEDBACK, FEEDBACK_IT),
    ],
)
def test_an_answer_under_an_italian_confirmation(intent: Intent, wordings: list[str], fabbrica: Event) -> None:
    assert [text for text in wordings if said(text, fabbrica, CONFIRMED["it"]) != intent] == []


@pytest.mark.parametrize(
    ("intent", "wordings"),
    [
        (Intent.CANCEL, CANCEL_EN),
        (Intent.CHANGE, CHANGE_EN),
        (Intent.QUESTION, QUESTION_EN),
        (Intent.FEEDBACK, FEEDBACK_EN),
    ],
)
def test_an_answer_under_an_english_confirmation(intent: Intent, wordings: list[str], osd: Event) -> None:
    assert [text for text in wordings if said(text, osd, CONFIRMED["en"]) != intent] == []


def test_who_gives_up_declines_an_offer(fabbrica: Event, osd: Event) -> None:
    assert [t for t in CANCEL_IT if said(t, fabbrica, OFFERED["it"]) != Intent.DECLINE] == []
    assert [t for t in CANCEL_EN if said(t, osd, OFFERED["en"]) != Intent.DECLINE] == []


def test_who_gives_up_without_a_thread_books_nothing(fabbrica: Event, osd: Event) -> None:
    readings = [reading_of(t, fabbrica) for t in CANCEL_IT] + [reading_of(t, osd) for t in CANCEL_EN]
    assert [r.text for r in readings if r.intent == Intent.BOOK and r.confident] == []


def test_a_wrong_intent_is_never_acted_on(fabbrica: Event, osd: Event) -> None:
    wordings = [("it", BOOK_IT, Intent.BOOK), ("it", CANCEL_IT, Intent.CANCEL), ("it", CHANGE_IT, Intent.CHANGE)]
    wordings += [("en", BOOK_EN, Intent.BOOK), ("en", CANCEL_EN, Intent.CANCEL), ("en", CHANGE_EN, Intent.CHANGE)]
    events = {"it": fabbrica, "en": osd}
    both = [(t, reading_of(t, events[lang]), intent) for lang, texts, intent in wordings for t in texts]
    acted = {(Intent.CANCEL, Intent.BOOK), (Intent.BOOK, Intent.CANCEL), (Intent.BOOK, Intent.CHANGE)}
    assert [text for text, got, intent in both if got.confident and (intent, got.intent) in acted] == []


def test_a_booking_of_before_is_altered_in_a_mail_of_its_own(fabbrica: Event, osd: Event) -> None:
    assert [t for t in REBOOKED_IT if said(t, fabbrica) != Intent.CHANGE] == []
    assert [t for t in REBOOKED_EN if said(t, osd) != Intent.CHANGE] == []


def test_a_booking_of_before_is_given_up_in_a_mail_of_its_own(fabbrica: Event, osd: Event) -> None:
    assert [t for t in RECALLED_IT if said(t, fabbrica) != Intent.CANCEL] == []
    assert [t for t in RECALLED_EN if said(t, osd) != Intent.CANCEL] == []


def test_spam_is_never_answered(fabbrica: Event, osd: Event) -> None:
    events = {"it": fabbrica, "en": osd}
    unanswered = {Intent.SPAM, Intent.OTHER}
    assert [text for language, text in SPAM if said(text, events[language]) not in unanswered] == []
