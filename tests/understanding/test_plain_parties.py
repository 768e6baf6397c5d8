"""Plain mails of parties: how many come and who of them by name, where it is told in one of the ways most people do."""

from __future__ import annotations

import pytest

from benchmarks.labelled import key
from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.test_choices import EVENTS
from tests.understanding.test_plain_mails import BOAT, FORUM, MEETING, PARENTS, SCHOOL

ROWS = [
    # who comes, and in the same breath that the writer does not
    (MEETING, "Viene mia sorella Pia Sala e non io. A e F. Ada Berti", 1, ["Pia Sala"]),
    (MEETING, "Per la ditta viene mio fratello Ugo Sala, non io: A e F. Ada Berti", 1, ["Ugo Sala"]),
    (MEETING, "Iscrivo Ugo Sala a A e F. Viene lui, non io. Ada Berti", 1, ["Ugo Sala"]),
    (MEETING, "Prenoto un posto per Ugo Sala (lui, non io): A e F. Ada Berti", 1, ["Ugo Sala"]),
    (FORUM, "My sister Pia Hart is coming, not me: T1 and W2. Ann Cole", 1, ["Pia Hart"]),
    (FORUM, "It's my colleague Tom Reed who comes and not me. T1, W2. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Please book Tom Reed (not me) on T1 and W2. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Not for me: one place at T1 and W2, for Tom Reed. Ann Cole", 1, ["Tom Reed"]),
    (FORUM, "Places: 2\nMessage: not for me. Tom Reed and Leo Po will come.", 2, ["Tom Reed", "Leo Po"]),
    (FORUM, "Early starts are not for me: one place at W2 please. Ann Cole", 1, ["Ann Cole"]),
    (FORUM, "I'd like T1. Tom Reed wants W2, not me. Ann Cole", 2, ["Ann Cole", "Tom Reed"]),
    # one more behind those told by their number
    (SCHOOL, "Siamo 2 maestre e 1 bidella, sabato alle 10. Ada Berti", 3, ["Ada Berti"]),
    (SCHOOL, "Siamo tre mamme, una nonna e un catechista, sabato alle 15. Ada Berti", 5, ["Ada Berti"]),
    (SCHOOL, "Siamo due adulti e un cane, sabato alle 15. Ada Berti", 2, ["Ada Berti"]),
    (SCHOOL, "Siamo due adulti e una sedia a rotelle, sabato alle 15. Ada Berti", 2, ["Ada Berti"]),
    (BOAT, "We are two nurses and a porter, for the 11:30. Ann Cole", 3, ["Ann Cole"]),
    (BOAT, "We're 3 teachers and 1 caretaker, 11:30 boat please. Ann Cole", 4, ["Ann Cole"]),
    (BOAT, "We'd be two adults and a pushchair for the 13:00. Ann Cole", 2, ["Ann Cole"]),
    # tickets told by what they cost
    (SCHOOL, "Un ingresso ridotto e due interi per sabato alle 10. Ada Berti", 3, ["Ada Berti"]),
    (SCHOOL, "Vorrei due biglietti interi e uno ridotto per sabato alle 10. Ada Berti", 3, ["Ada Berti"]),
    (SCHOOL, "Tre biglietti per sabato alle 10: due interi e un ridotto. Ada Berti", 3, ["Ada Berti"]),
    (SCHOOL, "Due ingressi, uno ridotto, per sabato alle 10. Ada Berti", 2, ["Ada Berti"]),
    (BOAT, "Two full price tickets and one concession for the 11:30 please. Ann Cole", 3, ["Ann Cole"]),
    (BOAT, "2 adult tickets, 1 child ticket and 1 senior, 11:30. Ann Cole", 4, ["Ann Cole"]),
    (BOAT, "Two tickets for the 11:30, one of them reduced. Ann Cole", 2, ["Ann Cole"]),
    # a part of a whole
    (MEETING, "Dei nostri dodici volontari ne vengono due: Ivo Righi e io. Tutti alla A. Ada Berti",
     2, ["Ada Berti", "Ivo Righi"]),
    (MEETING, "Degli otto iscritti solo due partecipano alla A: Ugo Sala e Lia Po. Ada Berti",
     2, ["Ugo Sala", "Lia Po"]),
    (MEETING, "Siamo in dodici ma veniamo in quattro, tutti alla A. Ada Berti", 4, ["Ada Berti"]),
    (MEETING, "In famiglia siamo sei ma veniamo solo in tre: io, mio marito e mia suocera. Alla A. Ada Berti",
     3, ["Ada Berti"]),
    (MEETING, "In casa siamo sei, ma alla A veniamo io, mio marito Ugo e la nonna. Ada Berti", 3, ["Ada Berti", "Ugo"]),
    (MEETING, "Siamo in quattro ma scrivo solo io. Alla A. Ada Berti", 4, ["Ada Berti"]),
    (MEETING, "Siamo in tre, ma due arrivano in treno. Alla A. Ada Berti", 3, ["Ada Berti"]),
    (BOAT, "Of our twelve volunteers two would like the 13:00: Tom Reed and me. Ann Cole", 2, ["Ann Cole", "Tom Reed"]),
    (BOAT, "Our club numbers forty, of whom seven would like the 13:00. Ann Cole", 7, ["Ann Cole"]),
    (BOAT, "We are a family of five but only three of us want the 13:00. Ann Cole", 3, ["Ann Cole"]),
    (BOAT, "There are five in my family but only me and my son Bart will come, 13:00. Ann Cole",
     2, ["Ann Cole", "Bart"]),
    (BOAT, "We're four but have only one car. 13:00 please. Ann Cole", 4, ["Ann Cole"]),
    (BOAT, "We're four but only I speak English. 13:00 please. Ann Cole", 4, ["Ann Cole"]),
    # who is named only to tell whose kin it is that comes
    (PARENTS, "Me and Zoe's stepmum Kay. Al Reed", 2, ["Al Reed", "Kay"]),
    (BOAT, "11:30 for me and Zoe's mum Kay Burns. Al Reed", 2, ["Al Reed", "Kay Burns"]),
    (BOAT, "Zoe and Zoe's mum Kay would like the 13:00. Al Reed", 2, ["Kay", "Zoe"]),
    (SCHOOL, "Vengo io con la mamma di Zoe, Carla Bini, sabato alle 10. Tito Poli", 2, ["Carla Bini", "Tito Poli"]),
    (SCHOOL, "Sabato alle 10 vengono la mamma di Ludovico, Sara Benati, e il suo compagno Omar Farah. Tito Poli",
     2, ["Omar Farah", "Sara Benati"]),
    (SCHOOL, "Sabato alle 10 veniamo io e la mamma di Ludovico. Tito Poli", 2, ["Tito Poli"]),
]  # fmt: skip


@pytest.mark.parametrize(("event", "text", "seats", "names"), ROWS)
def test_a_plain_party_is_counted(event: str, text: str, seats: int, names: list[str]) -> None:
    sender = Address(text.rsplit(". ", 1)[1], "writer@posta.example")
    reading = read(Message(sender=sender, subject="", text=text), EVENTS[event])

    assert (reading.seats, sorted(key(p.name) for p in reading.people)) == (seats, sorted(key(n) for n in names))
    assert [d.words for d in reading.doubts if d.about != "other"] == []


@pytest.mark.parametrize(
    ("event", "text", "seats"),
    [
        (SCHOOL, "2 posti per sabato alle 10 e 1 per domenica alle 10. Ada Berti", 3),
        (SCHOOL, "Quattro posti: due sabato alle 10 e due domenica alle 10. Ada Berti", 4),
        (SCHOOL, "Due posti sabato alle 10, altrimenti domenica alle 10. Ada Berti", 2),
        (MEETING, "Due posti alla A e uno alla B. Ada Berti", 3),
        (MEETING, "Due posti alla A e due alla F. Ada Berti", 2),
        (BOAT, "Two seats at 11:30 and one at 13:00, please. Ann Cole", 3),
        (BOAT, "Three seats on the 11:30 or, failing that, the 13:00. Ann Cole", 3),
        (FORUM, "Two places on T1 and two on W2, please. Ann Cole", 2),
    ],
)
def test_places_told_session_by_session_are_added_up(event: str, text: str, seats: int) -> None:
    message = Message(sender=Address(text.rsplit(". ", 1)[1], "writer@posta.example"), subject="", text=text)

    assert read(message, EVENTS[event]).seats == seats
