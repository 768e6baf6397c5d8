"""Who writes and for whom: names, firms and bodies from the signature, the address and the text."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

# sender's name, sender's address, text, name, organization
ADA, GINO = "Ada Neri", "Gino Sala"
WRITERS = [
    (ADA, "ada@posta.example", "Vengo al 1.\n\nAda Neri\nFerramenta Neri", ADA, "Ferramenta Neri"),
    (ADA, "a@studioneri.example", "Vengo al gruppo 1.\nAda Neri", ADA, None),
    (ADA, "ada@posta.example", "Vengo al gruppo 1.\nAda Neri\nPrenotazione 2K7M-BV", ADA, None),
    (ADA, "a@orto.example", "Vengo al gruppo 1.\nSaluti\nAda Neri\npresidente del Circolo Orto", ADA, "Circolo Orto"),
    (ADA, "ada@cantinasole.example", "Per la Cantina Sole vengo io, gruppo 1.\nAda Neri", ADA, "Cantina Sole"),
    (ADA, "ada@posta.example", "Sono della cooperativa Il Melo e vengo al gruppo 1.\nAda Neri", ADA, "Il Melo"),
    (ADA, "ada@posta.example", "Sono Ada Neri del Comune di Bo e vengo al gruppo 1.", ADA, "Comune di Bo"),
    (ADA, "ada@neri.example", "Buongiorno, Ada Neri della Pro Loco di Bo: un posto, gruppo 1", ADA, "Pro Loco di Bo"),
    (ADA, "ada@posta.example", "Scrivo per conto del Comune di Bo: vengo al gruppo 1.\nAda Neri", ADA, "Comune di Bo"),
    (ADA, "ada@posta.example", "Vengo al gruppo 1.\n\nAda Neri\nMuratori soc. coop.", ADA, "Muratori soc. coop."),
    (ADA, "ada@posta.example", "Sono Ada Neri di Bo e vengo al gruppo 1.", ADA, None),
    (ADA, "ada@posta.example", "Spett.le Comune,\nvengo al gruppo 1.\nAda Neri", ADA, None),
    ("Comune di Bo", "p@pec.example", "Viene Ugo Sala, 1.\n\nIl Segretario\ndott. Ezio Po", "Ezio Po", "Comune di Bo"),
    (ADA, "ada@posta.example", "Vengo al gruppo 1.\n\nAda Neri\nLuca Sola e Bruno Tosi", ADA, None),
    (ADA, "ada@posta.example",
     "Vengo al gruppo 1.\nAda Neri, ditta Neri Infissi snc, via Po 12, 41042 Fiorano (MO), P.IVA 01234567890",
     ADA, "Neri Infissi snc"),
    (ADA, "ada@posta.example",
     "Vengo al gruppo 1. Grazie\n\nAda Neri | Ufficio commerciale | Neri Infissi srl | cell. 335 1234567",
     ADA, "Neri Infissi srl"),
    (ADA, "ada@posta.example", "Ada Neri, come Verde Bottega srl insegna, viene al gruppo 1.", ADA, None),
    ("", "gsala@posta.example", "Iscrivo Gino Sala e Lia Po al gruppo 1", GINO, None),
    ("", "lia.po@posta.example", "Iscrivo Gino Sala e Lia Po al gruppo 1", "Lia Po", None),
    ("Gino S.", "gino@posta.example", "Sono Gino Sala e vengo al gruppo 1", GINO, None),
]  # fmt: skip


@pytest.mark.parametrize(("sender", "address", "text", "name", "organization"), WRITERS)
def test_writer(sender: str, address: str, text: str, name: str, organization: str | None) -> None:
    message = Message(sender=Address(sender, address), subject="iscrizione", text=text)
    contact = read(message, given_event("fabbrica-idee")).contact
    assert (contact.name, contact.organization) == (name, organization)


# what Tom Hale writes, and of what he is
OF_WHAT = [
    ("Hello, this is Tom Hale from the University of Leeds. One place please.", "University of Leeds"),
    ("I'm Tom Hale of Leeds City Council and would like a place please.", "Leeds City Council"),
    ("I write on behalf of the Leeds Trust. A place for me please.\nTom Hale", "Leeds Trust"),
    ("One place for me please.\n\nTom Hale\nPractice Manager\nOak Veterinary Surgery", "Oak Veterinary Surgery"),
    ("I'm Tom Hale from Leeds and would like a place please.", None),
]


@pytest.mark.parametrize(("text", "organization"), OF_WHAT)
def test_what_the_writer_is_of_is_no_part_of_the_name(text: str, organization: str | None) -> None:
    message = Message(sender=Address("Tom Hale", "tom@hale.example"), subject="booking", text=text)
    contact = read(message, given_event("open-science-days")).contact
    assert (contact.name, contact.organization) == ("Tom Hale", organization)
