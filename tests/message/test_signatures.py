from __future__ import annotations

import pytest

from mailflow.message import parse
from mailflow.message.signatures import part
from tests.message.mails import html_mail, mail

TEXT = "Vorrei prenotare due posti.\nCordiali saluti"
BLOCKS = [
    "Anna Rossi\nResponsabile Formazione\nCeramiche Rossi S.p.A.\nTel. 0536 555210 - Fax 0536 555219",
    "Anna Rossi\nStudio Rossi - 0544 5550688",
    "Dott.ssa Anna Rossi\nvia Emilia Est 1058, Modena\ncell. 333 5550418",
    "Avv. Anna Rossi\nStudio Legale Rossi\nPEC: anna.rossi@pec.example",
    "Il Dirigente\nProf. Anna Rossi",
    "Anna Rossi\nSoc. Coop. Rossi\nUff. Acquisti - Tel. 0536 555210",
    "Anna Rossi\nPA to the Director of Research, Ashdown Vaccines\nT: 020 7946 0733",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_roles_companies_and_numbers_below_the_greeting_is_a_signature(block: str) -> None:
    own = part([*TEXT.split("\n"), "", *block.split("\n")], "Anna Rossi")
    assert (own.text, own.signature) == (TEXT, block)


@pytest.mark.parametrize("block", [block for block in BLOCKS if "Dirigente" not in block])
def test_a_block_that_begins_with_the_senders_name_needs_no_greeting(block: str) -> None:
    own = part(["Prenoto due posti.", "", *block.split("\n")], "Anna Rossi")
    assert (own.text, own.signature) == ("Prenoto due posti.", block)


KEPT = [
    "Confermo due posti.\nGrazie, Anna Rossi",
    "Ecco i nomi.\nCordiali saluti\n- Anna Rossi, ufficio acquisti\n- Bruno Neri, direzione",
    "Veniamo in due.\nSaluti\nAnna Rossi\nP.S. C'è il parcheggio?",
    ("Siamo marito e moglie della coop.\nEnnio Rossi: mattina A, pomeriggio G.\nTea Rossi: mattina D, pomeriggio G."),
    "Prenoto.\nGrazie\nTurno 1: gruppo logistica\nTurno 2: gruppo formazione",
    "Prenoto due posti.\nSaluti\nAnna Rossi (solo io prenoto, vengono i colleghi dell'ufficio)",
    "Anna Rossi\nTel. 333 5550418",
]


@pytest.mark.parametrize("text", KEPT)
def test_names_lists_postscripts_and_choices_stay_with_the_text(text: str) -> None:
    assert part(text.split("\n"), "Anna Rossi").text == text


@pytest.mark.parametrize(
    "tagline",
    [
        "Inviato da iPhone",
        "Inviato dal mio dispositivo Samsung Galaxy",
        "Inviato da Posta per Windows",
        "Inviato da Yahoo Mail su Android",
        "Inviato da Libero Mail",
        "Scarica Outlook per Android",
        "Ottieni Outlook per iOS<https://aka.example/o0ukef>",
        "Sent from my iPhone",
        "Sent from my Samsung Galaxy smartphone.",
        "Sent from Mail for Windows 10",
        "Get Outlook for iOS",
        "Inviato dallo smartphone Samsung Galaxy.",
        "Inviato dal mio OnePlus",
        "Inviato con Tutanota",
        "Inviato da myMail per iOS",
        "Inviato da [Posta](https://go.microsoft.example/fwlink/?LinkId=550986) per Windows",
        "Messaggio inviato da cellulare",
        "Sent from my Xperia",
        "Yahoo Mail: Search, Organize, Conquer",
        "Holen Sie sich Outlook für Android",
        "Obtenir Outlook pour iOS",
    ],
)
def test_a_clients_own_line_is_no_word_of_the_writer(tagline: str) -> None:
    own = part(["Ci sono anch'io, due posti", "", tagline], "")
    assert (own.text, own.signature) == ("Ci sono anch'io, due posti", tagline)


def test_what_stands_under_the_delimiter_is_the_signature() -> None:
    message = parse(mail("Due posti, grazie.\n\n-- \nAnna Rossi\nSassuolo\n"))
    assert (message.text, message.signature) == ("Due posti, grazie.", "Anna Rossi\nSassuolo")


def test_a_rule_between_paragraphs_is_no_delimiter() -> None:
    text = "Primo turno logistica.\n--\nPer il secondo turno vorrei due posti in governance."
    assert parse(mail(text)).text == text


def test_a_name_behind_a_dash_ends_the_letter() -> None:
    message = parse(mail("Due posti.\n\n-Anna"))
    assert (message.text, message.signature) == ("Due posti.", "-Anna")


def test_the_footer_of_a_list_server_is_set_apart() -> None:
    footer = "_______________________________________________\nsoci mailing list\nsoci@fabbrica.example"
    own = part(["Due posti.", "", *footer.split("\n")], "")
    assert (own.text, own.disclaimer) == ("Due posti.", footer)


def test_a_program_that_writes_its_delimiter_is_believed() -> None:
    signature = "Libreria Rossi\nOrari: lun-ven 9-13\nTel: 059 555210"
    message = parse(mail(f"Due posti, grazie.\n\n-- \n{signature}\n"))
    assert (message.text, message.signature) == ("Due posti, grazie.", signature)


def test_the_advertisement_of_a_free_mailbox_is_set_apart() -> None:
    advert = f"{'_' * 65}\nMessenger: chiama i tuoi amici gratis!\nhttp://messenger.example"
    own = part(["Due posti.", "", *advert.split("\n")], "")
    assert (own.text, own.disclaimer) == ("Due posti.", advert)


def test_a_signature_under_a_rule_is_no_advertisement() -> None:
    lines = ["Due posti.", "", "Anna Rossi", "_" * 24, "ROSSI S.r.l.", "Tel. 0536 555210", "www.rossi.example"]
    own = part(lines, "Anna Rossi")
    assert (own.text, own.signature) == ("Due posti.", "\n".join(lines[2:]))


def test_a_mail_that_is_all_signature_is_text() -> None:
    assert (
        parse(html_mail('<div class="gmail_signature">Due posti, grazie. Anna</div>')).text == "Due posti, grazie. Anna"
    )


def test_the_markup_of_an_html_signature_is_enough() -> None:
    message = parse(html_mail('<div>Due posti</div><div id="Signature"><div>Anna</div><div>Il mio motto</div></div>'))
    assert (message.text, message.signature) == ("Due posti", "Anna\nIl mio motto")


def test_what_stands_below_an_html_signature_is_text_again() -> None:
    signature = '<div id="AppleMailSignature"><div>Anna</div><div>Inviato da iPhone</div></div>'
    message = parse(html_mail(f"<div>Due posti</div>{signature}<div><br></div><div>P.S. viene anche mio figlio</div>"))
    assert (message.text, message.signature) == ("Due posti\n\nP.S. viene anche mio figlio", "Anna\nInviato da iPhone")


DISCLAIMERS = [
    (
        "Le informazioni contenute in questo messaggio sono riservate e destinate ai soli destinatari. Se lo "
        "avete ricevuto per errore vi preghiamo di cancellarlo."
    ),
    (
        "AVVISO DI RISERVATEZZA. Questo messaggio può contenere dati riservati; ogni diffusione è vietata ai "
        "sensi del D.Lgs. 196/2003."
    ),
    (
        "This email and any attachments are confidential and intended solely for the addressee. If you have "
        "received it in error, please delete it."
    ),
    (
        "Informativa ai sensi degli artt. 13 e 14 del Regolamento UE 2016/679: i dati personali sono trattati come si "
        "legge su www.rossi.example/privacy"
    ),
    (
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, "
        "informieren Sie bitte den Absender und vernichten Sie diese Mail."
    ),
]


@pytest.mark.parametrize("disclaimer", DISCLAIMERS)
def test_a_disclaimer_is_set_apart(disclaimer: str) -> None:
    own = part(["Annullo la mia iscrizione.", "", disclaimer], "")
    assert (own.text, own.disclaimer) == ("Annullo la mia iscrizione.", disclaimer)


def test_a_wrapped_disclaimer_directly_below_the_signature_is_set_apart() -> None:
    lines = [
        "Due posti.",
        "Cordiali saluti",
        "Anna Rossi",
        "Tel. 0536 555210",
        "Le informazioni contenute in questo messaggio sono riservate e destinate",
        "esclusivamente al destinatario. Chi lo ricevesse per errore è pregato di",
        "darne notizia al mittente e di cancellarlo.",
    ]
    own = part(lines, "Anna Rossi")
    assert own.text == "Due posti.\nCordiali saluti"
    assert own.signature == "Anna Rossi\nTel. 0536 555210"
    assert own.disclaimer == "\n".join(lines[4:])


@pytest.mark.parametrize(
    "line",
    [
        "[EXTERNAL] This email originated from outside of the organization. Do not click links.",
        "ATTENZIONE: questa e-mail proviene da un mittente esterno all'organizzazione.",
        "Mail priva di virus. www.avast.com",
        "<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>",
        "[cid:image001.png@01CB80B3]",
        "Rispetta l'ambiente: se non ti è necessario, non stampare questa mail.",
        "Please consider the environment before printing this e-mail",
        "P Prima di stampare, pensa all'ambiente. Think about the environment before printing",
        "Save a tree... please don't print this e-mail unless you really need to",
        "Stampa questa mail solo se necessario",
        "Privo di virus.www.avast.com",
        "<https://www.avast.com/sig-email?utm_medium=email>",
        "Controllato da AVG - www.avg.com",
        "__________ Informazioni da ESET NOD32 Antivirus, versione 5580 (20101101) __________",
        "Dona il tuo 5x1000 alla Fondazione: CF 94012345678",
        "You don't often get email from anna@posta.example. Learn why this is important<https://aka.example/Learn>",
        "Non si ricevono spesso messaggi di posta elettronica da anna@posta.example. Scopri perché è importante",
    ],
)
def test_what_gateways_add_is_no_word_of_the_writer(line: str) -> None:
    own = part([line, "", "Due posti, grazie."], "")
    assert (own.text, own.disclaimer) == ("Due posti, grazie.", line)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Ai sensi dell'art. 17 del Regolamento UE 2016/679 chiedo la cancellazione dei miei dati personali da"
            " voi trattati."
        ),
        (
            "Please delete my personal data: this message is confidential and intended for the addressee, your "
            "privacy officer."
        ),
    ],
)
def test_who_asks_for_their_own_data_writes_no_disclaimer(text: str) -> None:
    assert part([text], "").text == text
