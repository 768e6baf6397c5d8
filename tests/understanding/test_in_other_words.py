"""Sessions told in other words than their titles', or in another language, where one is expected."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from mailflow.understanding.reading import NOTHING_KNOWN
from mailflow.understanding.sessions.indexing import index
from mailflow.understanding.sessions.notions import clearest
from mailflow.understanding.text.thesaurus import thesaurus
from mailflow.understanding.understand import examine
from tests.understanding.test_choices import EVENTS

IT, EN, PAPERS = "laguna-giornata", "moor-forum", "papers-day"
STONES = {"smallpox", "headstones"}

WANTED = [
    (IT, "Buongiorno, un posto per me al tavolo sulla pesca. Anna Rossi", {"reti"}),
    (IT, "Vorrei un posto: al mattino il fotovoltaico, al pomeriggio la panificazione. Anna Rossi", {"sole", "forno"}),
    (IT, "Mi iscrivo: al mattino dove si parla di chi bada agli anziani, poi l'informatica.", {"cure", "rete"}),
    (IT, "Un posto solo per me, Anna Rossi. Mattina: energia. Pomeriggio: canto.", {"sole", "voci"}),
    (IT, "Vengo io, Anna Rossi: mattina quel che riguarda i caregiver, pomeriggio la musica.", {"cure", "voci"}),
    (IT, "Prenoto un posto nel pomeriggio, quello in cui si impara a fare il pane. Anna Rossi", {"forno"}),
    (IT, "Hello, one place for me please: in the morning the one about fishing. Anna Rossi", {"reti"}),
    (IT, "Please book me in: something with bread in the afternoon. Anna Rossi", {"forno"}),
    (IT, "One seat for Anna Rossi. Morning: solar power. Afternoon: singing.", {"sole", "voci"}),
    (EN, "One place for me, please: the one about lorries in the first round. Anna Rossi", {"haulage"}),
    (EN, "Please put me down for the session on birds. Just me, Anna Rossi.", {"curlews"}),
    (EN, "I'd like a seat in the first round, the workshop on wind power. Anna Rossi", {"turbines"}),
    (EN, "One seat. First round: the truck business. Second round: plumbing. Anna Rossi", {"haulage", "taps"}),
    (EN, "I should like to come to whatever concerns money, in the second round. Just me, Anna Rossi.", {"ledger"}),
    (EN, "Buongiorno, un posto per me: al primo turno l'eolico, al secondo gli uccelli.", {"turbines", "curlews"}),
    ("sere-inverno", "One seat for the talk on the wolves, please. Anna Rossi", {"lupo"}),
    (EN, "Vorrei iscrivermi al gruppo sui trasporti e poi a quello sui rubinetti. Anna Rossi", {"haulage", "taps"}),
    # a round behind the words, or somebody between it and them
    (IT, "One place for me: the fishing in the morning then the singing in the afternoon.", {"reti", "voci"}),
    (IT, "Un posto solo per me: fotovoltaico la mattina, panificazione il pomeriggio.", {"sole", "forno"}),
    (IT, "Un posto per me. La mattina vorrei la pesca, il pomeriggio preferisco l'informatica.", {"reti", "rete"}),
    (EN, "One place. In the morning I'd love the lorries, in the afternoon the birds.", {"haulage", "curlews"}),
    # another that may stand in for the one that is named
    (IT, "Un posto: Reti, lenze e nasse; se è pieno il fotovoltaico. Anna Rossi", {"reti", "sole"}),
    (EN, "One seat on Wind turbines, and if it's full the lorries. Anna Rossi", {"turbines", "haulage"}),
    # a place at it, the one of it, the room of it, a part of the day in brackets
    (EN, "May I have a place at lorries, and after that at plumbing? Anna Rossi", {"haulage", "taps"}),
    (IT, "Un posto per la pesca, Anna Rossi; nel pomeriggio il canto.", {"reti", "voci"}),
    (IT, "Un posto per me, Anna Rossi: la sala della pesca (mattina) e il canto (pomeriggio).", {"reti", "voci"}),
    (EN, "One seat for me: the bird one in the afternoon. Anna Rossi", {"curlews"}),
    # the rest of a noun tells nothing
    (EN, "One place for me: the turbine debate in the first round. Anna Rossi", {"turbines"}),
    (PAPERS, "One place for me: the smallpox outbreak in the morning. Anna Rossi", {"smallpox"}),
    # many an illness is an epidemic, a stone on a grave belongs to the cemetery
    (PAPERS, "One place for me: the one about the plague, then the graveyard one. Anna Rossi", STONES),
    (PAPERS, "Un posto per me: l'epidemia al mattino, le lapidi al pomeriggio. Anna Rossi", STONES),
]  # fmt: skip

ROWS = [
    (
        EN,
        "Two places in the second round: Tom Hale for plumbing, I for ornithology. Anna Rossi",
        {"Tom Hale": "taps", "Anna Rossi": "curlews"},
    ),
    (IT, "Al mattino Elena Conti i pannelli, io la pesca. Anna Rossi", {"Elena Conti": "sole", "Anna Rossi": "reti"}),
    (
        EN,
        "Two of us in the first round: Tom Hale to the turbines and I to the lorries. Anna Rossi",
        {"Tom Hale": "turbines", "Anna Rossi": "haulage"},
    ),
    # one session of a round is told of the other already
    (
        EN,
        "In the first round I'd like Wind turbines. Tom Hale comes too and takes the lorry one. Anna Rossi",
        {"Tom Hale": "haulage", "Anna Rossi": "turbines"},
    ),
    # 'they', and two who are told together, stand in the row, too
    (
        IT,
        "Veniamo in tre con Elena Conti e Ugo Sala. Al mattino io pesca, loro i pannelli.\nAnna Rossi",
        {"Elena Conti": "sole", "Ugo Sala": "sole", "Anna Rossi": "reti"},
    ),
    (IT, "Vorrei iscrivere mia figlia Pia Rossi alla pesca. Io non vengo.\nAnna Rossi", {"Pia Rossi": "reti"}),
    (EN, "Please enrol my son Tom Rossi for ornithology. I'm not coming.\nAnna Rossi", {"Tom Rossi": "curlews"}),
]

# Words of the same notions that tell no choice: life around, work, names, places.
IDLE = [
    (IT, "Sono una ex pescatrice, trent'anni di barca. Un posto per me, grazie. Anna Rossi"),
    (IT, "Un posto per me. Lavoro in una panetteria e arrivo dopo le dieci. Anna Rossi"),
    (IT, "Mi prenoto, un posto. Il pomeriggio mia moglie canta in parrocchia e va via lei. Anna Rossi"),
    (IT, "Un posto per Anna Rossi. Scrivo dal computer di mia figlia."),
    (IT, "Un posto per me, e poi torno a casa dal bambino e dal nonno da accudire. Anna Rossi"),
    (IT, "Un posto per me, Anna Rossi. Ci vediamo al Bar Pescatori alle nove, poi in piazza."),
    (EN, "One seat for me. I drive a lorry for a living. Anna Rossi"),
    (EN, "One seat please. I am a retired plumber with a bad back. Anna Rossi"),
    (EN, "One seat for me; then I have to feed the birds at home. Anna Rossi"),
    (EN, "One place. I come by train and then the bus. Anna Rossi"),
    (EN, "One place for me. My brother brings me with the van and after he goes to the bank. Anna Rossi"),
    (EN, "One place, of course. My sister works for a bank. Anna Rossi, Windmill Lane"),
]


def mail(text: str) -> Message:
    return Message(sender=Address("Anna Rossi", "anna.rossi@posta.example"), subject="", text=text)


@pytest.mark.parametrize(("event", "text", "sessions"), WANTED)
def test_a_session_is_told_by_its_subject(event: str, text: str, sessions: set[str]) -> None:
    people = read(mail(text), EVENTS[event]).people
    assert [{s for told in p.choices.values() for s in told} for p in people] == [sessions]


@pytest.mark.parametrize(("event", "text", "sessions"), ROWS)
def test_in_a_row_of_persons_each_has_his_own(event: str, text: str, sessions: dict[str, str]) -> None:
    people = read(mail(text), EVENTS[event]).people
    assert {p.name: s for p in people for told in p.choices.values() for s in told} == sessions


@pytest.mark.parametrize(("event", "text"), IDLE)
def test_what_is_only_spoken_of_is_no_choice(event: str, text: str) -> None:
    reading = read(mail(text), EVENTS[event])
    assert [dict(p.choices) for p in reading.people] == [{}]


def test_such_words_are_a_weak_kind_of_mention() -> None:
    outcome = examine(mail("Un posto per me al tavolo sulla pesca."), EVENTS[IT], NOTHING_KNOWN)
    assert outcome is not None
    assert outcome.gist is not None
    assert [(m.sessions, m.how, m.weak) for m in outcome.gist.found.mentions] == [(("reti",), "notion", True)]


def test_the_languages_meet_in_one_notion() -> None:
    known = thesaurus()
    assert set(known.of(["camion"])) & set(known.of(["lorr"]))
    assert set(known.of(["font", "rinnovabil"])) & set(known.of(["green", "energ"]))


def test_short_words_do_not_meet_by_their_stems() -> None:
    known = thesaurus()
    assert not set(known.of(["sola"])) & set(known.of(["sole"]))


def test_words_of_the_title_weigh_more_than_notions_and_these_more_in_a_title() -> None:
    notions = index(EVENTS[EN]).notions
    told = [
        {s: round(w, 2) for s, w in notions.told([word])[0].items()}
        for word in ("turbin", "inspector", "eolic", "risparm")
    ]
    assert told == [{"turbines": 3.0}, {"turbines": 2.0}, {"turbines": 1.35}, {"ledger": 1.35}]


def test_what_several_sessions_share_tells_none_of_them() -> None:
    assert clearest({"haulage": 1.2, "turbines": 1.0}, {"haulage", "turbines"}) is None
    assert clearest({"haulage": 1.2, "taps": 3.0}, {"haulage", "turbines"}) is None
    assert clearest({"haulage": 1.2, "taps": 0.5}, {"haulage", "turbines"}) == "haulage"
