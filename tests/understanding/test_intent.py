"""What the writer wants, in many wordings a kind: new mails, and answers under a confirmation."""

from __future__ import annotations

import pytest

from mailflow.domain.event import Event
from mailflow.message import Address, Message
from mailflow.understanding import Intent, read

CONFIRMED = {
    "it": "Gentile Anna Neri,\nla Sua iscrizione è confermata: 2 posti, Green energy e Governance. La aspettiamo!",
    "en": "Dear Anna Neri,\nyour booking is confirmed: 2 places, D1-A and D2-B. We look forward to seeing you.",
}
OFFERED = {
    "it": "Gentile Anna Neri,\nsi è liberato un posto per Lei nel gruppo Logistica. Lo vuole? Lo teniamo fino a domani.",
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
]
FEEDBACK_EN = [
    "Thank you for a wonderful day, we learned a lot.",
    "Just to say how much we enjoyed it.",
    "A suggestion for next year: longer breaks.",
    "Congratulations, it was a great event.",
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


def said(text: str, event: Event, under: str = "") -> Intent:
    message = Message(
        sender=Address("Anna Neri", "anna@posta.example"),
        subject="Re: iscrizione" if under else "buongiorno",
        text=text,
        quoted=under,
        in_reply_to="<1@posta.example>" if under else "",
    )
    return read(message, event).intent


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
    read_as = {said(t, fabbrica) for t in CANCEL_IT} | {said(t, osd) for t in CANCEL_EN}
    assert Intent.BOOK not in read_as


def test_spam_is_never_answered(fabbrica: Event, osd: Event) -> None:
    events = {"it": fabbrica, "en": osd}
    unanswered = {Intent.SPAM, Intent.OTHER}
    assert [text for language, text in SPAM if said(text, events[language]) not in unanswered] == []
