"""Sessions told by what a mail of ours, which is answered, proposed."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS, choices_in

GUEST = "We would be glad to have you. Might we suggest D1-D, Licences, on Thursday, and D2-A, Containers, on Friday?"
OSPITE = "Saremmo lieti di averla tra noi. Le suggeriamo la sessione C al mattino e il laboratorio G al pomeriggio."
FULL = "There is room on the 13:00 and on the 16:00; the others are full. Which would you like, and for how many?"
PIENO = "Le 9.00 sono al completo; le possiamo proporre le 10.00. Ci dica se va bene."
BOATS = "She sails at 10:00, 11:30, 13:00, 14:30 and 16:00 from the steps."
DUE = "Abbiamo ancora posto venerdì alle 19 e domenica alle 15. Quale preferisce?"
WALKS = "We still have places on Saturday at 14:00 or Sunday at 16:00. Which would you like, and for how many?"

ROWS = [
    ("open-science-days", GUEST, "Thursday testing, one place; your suggestion for Friday is fine.", "d1-b, d2-a"),
    ("open-science-days", GUEST, "I'd like what you propose for Thursday, but on Friday D2-D.", "d1-d, d2-d"),
    ("open-science-days", GUEST, "Happy to come, and both your suggestions suit me.", "d1-d, d2-a"),
    ("convegno-cooperazione", OSPITE, "Bene la sessione che suggerite per la mattina; poi H.", "c-credito, h-digitale"),
    ("convegno-cooperazione", OSPITE, "Vengo volentieri e accetto le vostre proposte.", "c-credito, g-generazioni"),
    ("convegno-cooperazione", OSPITE, "Vengo. Al mattino D, poi quello che proponete.", "d-sociale, g-generazioni"),
    ("harbour-tours", FULL, "The earlier of the two then please. One seat.", "boat-1300"),
    ("harbour-tours", FULL, "Put me on the second of those. One seat.", "boat-1600"),
    ("harbour-tours", BOATS, "One seat on the fourth of those, please.", "boat-1430"),
    ("donazione-sangue", PIENO, "Va bene quella che mi proponete. Un posto.", "ore-1000"),
    ("depositi-aperti", DUE, "La seconda delle due, grazie. Un posto.", "dom-15"),
    # of few that were proposed for one round, by its rank, its end or its day alone
    ("depositi-aperti", DUE, "La seconda, grazie. Un posto.", "dom-15"),
    ("depositi-aperti", DUE, "Meglio la prima opzione. Un posto.", "ven-19"),
    ("depositi-aperti", DUE, "Va bene quella di domenica, un posto.", "dom-15"),
    ("depositi-aperti", DUE, "Quest'ultima, un posto.", "dom-15"),
    ("depositi-aperti", DUE, "Venerdì, grazie. Un posto.", "ven-19"),
    ("harbour-tours", FULL, "The second one please, one seat.", "boat-1600"),
    ("harbour-tours", FULL, "The latter, one seat.", "boat-1600"),
    ("harbour-tours", FULL, "The earlier one please, one seat.", "boat-1300"),
    ("harbour-tours", FULL, "The first option, one seat.", "boat-1300"),
    ("harbour-tours", FULL, "The 13:00, one seat.", "boat-1300"),
    ("garden-walks", WALKS, "I'd rather the Sunday, one seat.", "sun-pond"),
    ("garden-walks", WALKS, "The second then, one seat.", "sun-pond"),
    ("garden-walks", WALKS, "One seat. The first path we took last year was too steep; Sunday please.", "sun-pond"),
]  # fmt: skip


@pytest.mark.parametrize(("event_id", "quoted", "text", "want"), ROWS)
def test_what_our_mail_proposed_is_wanted_where_it_is_pointed_at(
    event_id: str, quoted: str, text: str, want: str
) -> None:
    event = EVENTS[event_id]
    sender = Address("Anna Rossi", "anna.rossi@posta.example")
    got = read(Message(sender=sender, subject="Re: posti", text=f"{text}\nAnna Rossi", quoted=quoted), event)
    assert {p.name: dict(p.choices) for p in got.people} == choices_in(want, event)


def test_of_two_proposed_for_one_round_none_is_taken_by_itself() -> None:
    event = EVENTS["harbour-tours"]
    sender = Address("Anna Rossi", "anna.rossi@posta.example")
    text = "What you propose is fine, one seat.\nAnna Rossi"
    got = read(Message(sender=sender, subject="Re: seats", text=text, quoted=FULL), event)
    assert [dict(p.choices) for p in got.people] == [{}]
    assert not got.confident
