"""Bookings, changes and cancellations in the words that most people use, on every event.

They are as sure to be read rightly as a mail can be, and so teach what plain looks like; the sets of written mails hold
few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from benchmarks.labelled import Labelled
from mailflow.domain.event import Event, Round, Session
from mailflow.message.model import Address, Message
from mailflow.papers.sessions import label

TURNS = 16  # mails of each event
NAMES = (
    "Anna Rossi",
    "Ugo Conte",
    "Marta Neri",
    "Hannah Fischer",
    "Luca Verdi",
    "Tom Baker",
    "Lia Sala",
    "Paolo Ferri",
    "Jane Parker",
    "Giulia Serra",
    "Karim Benali",
)
SUBJECTS = {
    "it": ("", "{title}", "prenotazione", "Iscrizione", "Richiesta", "{title}"),
    "en": ("", "{title}", "booking", "Registration", "places", "{title}"),
}
PHONES = ("", "", "\ntel. 0536 5550101", "", "\n+44 7700 900123")

CARD = "\n--\nAlfa srl\nVia Roma 12, Modena\nTel. 059 5550123"

# intent, seats, how many are named, words. `{wish}`: a session of every round, and `{other}` what the second person
# wants; `{first}` and `{second}`: two of one round by preference; `{old}` and `{new}`: two, the one for the other.
PLAIN = {
    "it": (
        ("book", 1, 1, "Buongiorno,\nvorrei prenotare un posto.\nGrazie, {one}"),
        ("book", 1, 1, "Buongiorno, mi iscrivo: {wish}.\nCordiali saluti\n{one}{phone}"),
        ("book", 2, 2, "Buongiorno, siamo in due: {one} e {two}. {wish}.\n{one}"),
        ("book", 2, 1, "Buongiorno, due posti per {wish}. {one}"),
        ("book", 1, 1, "Vorrei prenotare un posto. {one}"),
        ("cancel", None, 0, "Vorrei annullare la prenotazione. {one}"),
        ("book", 1, 1, "Buongiorno, prenoto un posto: {wish}.\nGrazie\n{one}"),
        ("book", 3, 3, "Siamo in tre: {one}, {two} e {three}. Per tutti {wish}.\nGrazie"),
        ("book", 1, 1, "Vorrei partecipare: {first}; se è al completo va bene {second}.\n{one}"),
        ("book", 2, 2, "Buongiorno, vorrei prenotare due posti: {one} e {two}. {wish}.\nGrazie\n{one}"),
        ("book", 2, 1, "Salve, vorrei prenotare due posti per me e mia moglie. {one}"),
        ("book", 1, 1, "Salve, vorrei partecipare. Scelgo {wish}.\n{one}{phone}"),
        ("change", None, 1, "Buongiorno, vorrei cambiare: {new} al posto di {old}. Grazie, {one}"),
        ("book", 2, 2, "Vorrei prenotare per me e per mia moglie {two}: {wish} per entrambi.\n{one}"),
        ("book", 1, 1, "Un posto per {wish}, grazie. {one}"),
        ("book", 2, 2, "{one}: {wish}\n{two}: {other}\nGrazie"),
        ("book", 3, 1, "Buongiorno,\nprenoto 3 posti a nome {one}.\nGrazie"),
        ("book", 1, 1, "Vorrei prenotare un posto."),
        ("book", 2, 2, "Io e {two} vorremmo partecipare: {wish}.\nGrazie\n{one}{phone}"),
        ("cancel", None, 0, "Purtroppo non posso più venire, disdico la prenotazione. Mi dispiace.\n{one}"),
        ("book", 2, 1, "Prenoto per due persone: {wish}. {one}"),
        ("book", 1, 1, "Chiedo di essere iscritto a {wish}.\nDistinti saluti\n{one}{phone}"),
        ("book", 4, 1, "Buonasera, prenoto per 4 persone. {one}"),
        ("book", 2, 2, "Vorrei iscrivere me e un collega, {two}. Io {wish}, lui {other}.\n{one}"),
        ("book", 2, 2, "Vorrei prenotare due posti: {one} e {two}."),
        ("book", 1, 1, "Buongiorno, vorrei prenotare per {wish}. {one}"),
        ("question", None, 0, "Buongiorno, ci sono ancora posti liberi? Grazie, {one}"),
        ("book", 2, 1, "Vengo con mio marito: {wish}. {one}"),
        ("book", 1, 1, "Vorrei partecipare: {wish}. Cordiali saluti, {one}"),
        ("change", 3, 1, "Buongiorno, saremo in tre invece di due. {one}"),
        ("book", 2, 2, "Preferirei {first}, altrimenti {second}: due posti, {one} e {two}."),
        (
            "book",
            2,
            2,
            "Buongiorno,\nvorrei prenotare due posti:\n- {one}\n- {two}\nPreferenza: {wish}.\nGrazie\n{one}",
        ),
        ("book", 2, 2, "Buongiorno, vorrei iscrivere me ({one}) e mia figlia ({two}). {wish} per entrambe."),
        (
            "book",
            1,
            1,
            "Salve,\nvi scrivo per iscrivermi. Come scelta indico {wish}.\nSaluti,\n{one}{card}",
        ),
        ("book", 2, 2, "Gentile segreteria, si iscrivono:\n1) {one}\n2) {two}\nper {wish}.\nDistinti saluti"),
        ("book", 1, 1, "Ciao! Mi segnate per {wish}? Grazie mille!! {one}"),
        ("book", 2, 1, "Buongiorno, saremmo in due, io e un amico. {wish} se possibile. {one}"),
        ("book", 3, 1, "Prenoto tre posti: io, mia moglie e mio figlio. {wish}. {one}"),
        ("book", 1, 1, "Buongiorno, confermo la mia partecipazione. Scelgo {wish}. {one}"),
        ("book", 2, 2, "Salve, io ({one}) vorrei {wish}; il mio collega {two} invece {other}."),
        ("book", 1, 1, "Volevo prenotare due posti, anzi no, uno solo: {wish}. {one}"),
        ("book", 2, 2, "Partecipiamo in due: {one}, {wish}; {two}, {other}.\nSaluti"),
        ("book", 1, 1, "Vorrei un posto per {wish}. Sono vegetariana. A che ora si finisce?\n{one}"),
        ("book", 2, 2, "Mia moglie {two} ed io ci iscriviamo a {wish}.\nCordialmente,\n{one}"),
        ("book", 1, 1, "Per favore iscrivetemi: {wish}. Il mio collega {two} invece non può venire. {one}"),
        ("book", 1, 1, "BUONGIORNO VORREI PRENOTARE UN POSTO PER {wish}. GRAZIE. {one}"),
        ("book", 1, 1, "buongiorno vorrei prenotare un posto per {wish} grazie {one}"),
        ("book", 2, 2, "ciao siamo io e {two} prenotiamo per {wish} grazie {one}"),
        ("change", None, 1, "Salve, posso passare da {old} a {new}? Grazie, {one}"),
        ("cancel", None, 0, "Salve, sono {one}: purtroppo sono malata e devo rinunciare al posto."),
    ),
    "en": (
        ("book", 1, 1, "Hello,\nI would like to book a place.\nThank you, {one}"),
        ("book", 1, 1, "Hello, please book me in for {wish}.\nKind regards\n{one}{phone}"),
        ("book", 2, 2, "Hi, there will be two of us: {one} and {two}. {wish}.\n{one}"),
        ("book", 2, 1, "Two places for {wish}, please. {one}"),
        ("book", 1, 1, "One place please. {one}"),
        ("cancel", None, 0, "Please cancel my booking. {one}"),
        ("book", 1, 1, "Good morning, I would like to book one place: {wish}.\nThanks\n{one}"),
        ("book", 3, 3, "Three of us: {one}, {two} and {three}. {wish} for all of us.\nThanks"),
        ("book", 1, 1, "I'd like to come to {first}; if it is full, {second} would be fine.\n{one}"),
        ("book", 2, 2, "Hello, two places please: {one} and {two}. {wish}.\nThank you\n{one}"),
        ("book", 2, 1, "Hello, I would like to book two seats for my wife and me. {one}"),
        ("book", 1, 1, "I'd like to register, please. My choice: {wish}.\n{one}{phone}"),
        ("change", None, 1, "Hello, could I change to {new} instead of {old}? Thanks, {one}"),
        ("book", 2, 2, "Please book places for me and my wife {two}: {wish} for both of us.\n{one}"),
        ("book", 1, 1, "A place for {wish}, please. {one}"),
        ("book", 2, 2, "{one}: {wish}\n{two}: {other}\nThanks"),
        ("book", 3, 1, "Hello,\nthree places in the name of {one}, please.\nThanks"),
        ("book", 1, 1, "I would like to book a place."),
        ("book", 2, 2, "{two} and I would like to come: {wish}.\nThanks\n{one}{phone}"),
        ("cancel", None, 0, "I'm afraid I can't come any more, please cancel my place. Sorry.\n{one}"),
        ("book", 2, 1, "Booking for two people: {wish}. {one}"),
        ("book", 1, 1, "Please register me for {wish}.\nYours sincerely\n{one}{phone}"),
        ("book", 4, 1, "Good evening, four places please. {one}"),
        ("book", 2, 2, "Please register me and a colleague, {two}. {wish} for me, {other} for her.\n{one}"),
        ("book", 2, 2, "I would like to book two places: {one} and {two}."),
        ("book", 1, 1, "Hello, I would like to book for {wish}. {one}"),
        ("question", None, 0, "Hello, are there any places left? Thanks, {one}"),
        ("book", 2, 1, "I'm coming with my husband: {wish}. {one}"),
        ("book", 1, 1, "I would like to take part: {wish}. Kind regards, {one}"),
        ("change", 3, 1, "Hello, there will be three of us instead of two. {one}"),
        ("book", 2, 2, "We'd prefer {first}, otherwise {second}: two places, {one} and {two}."),
        ("book", 2, 2, "Hello,\nplease reserve two places:\n- {one}\n- {two}\nPreference: {wish}.\nThanks\n{one}"),
        ("book", 2, 2, "Hello, I'd like to register myself ({one}) and my daughter ({two}). {wish} for both of us."),
        (
            "book",
            1,
            1,
            "Hello,\nI am writing to register. My choice is {wish}.\nRegards,\n{one}{card}",
        ),
        (
            "book",
            2,
            2,
            "Dear organisers, please register:\n1) {one}\n2) {two}\nfor {wish}.\nYours faithfully",
        ),
        ("book", 1, 1, "Hi! Could you put me down for {wish}? Thanks a lot!! {one}"),
        ("book", 2, 1, "Hello, there would be two of us, me and a friend. {wish} if possible. {one}"),
        ("book", 3, 1, "Three places please: me, my wife and my son. {wish}. {one}"),
        ("book", 1, 1, "Hello, I confirm that I'm coming. I choose {wish}. {one}"),
        ("book", 2, 2, "Hi, I ({one}) would like {wish}; my colleague {two} would like {other}."),
        ("book", 1, 1, "Two places please, no, sorry, one: {wish}. {one}"),
        ("book", 2, 2, "Two of us: {one}, {wish}; {two}, {other}.\nRegards"),
        ("book", 1, 1, "I'd like a place for {wish}. I'm a vegetarian. When does it end?\n{one}"),
        ("book", 2, 2, "My wife {two} and I would like to sign up for {wish}.\nBest wishes,\n{one}"),
        ("book", 1, 1, "Please register me: {wish}. My colleague {two} can't come. {one}"),
        ("book", 1, 1, "GOOD MORNING I WOULD LIKE A PLACE FOR {wish}. THANK YOU. {one}"),
        ("book", 1, 1, "hi id like a place for {wish} thanks {one}"),
        ("book", 2, 2, "hi its me and {two} wed like to book {wish} thanks {one}"),
        ("change", None, 1, "Hi, can I switch from {old} to {new}? Thanks, {one}"),
        ("cancel", None, 0, "Hi, this is {one}: I'm ill and have to give up my place."),
    ),
}


def plain(events: Sequence[Event]) -> Iterator[Labelled]:
    """The mails, some of each event."""
    names, phones = cycle(NAMES), cycle(PHONES)
    sayings = {language: cycle(said) for language, said in PLAIN.items()}
    for event in events:
        language = event.language if event.language in PLAIN else "en"
        for turn in range(TURNS):
            intent, seats, named, text = _fitting(sayings[language], event)
            people = [next(names) for _ in range(3)]
            told, wanted = _told(event, turn, text)
            words = dict(zip(("one", "two", "three"), people, strict=True)) | told
            subject = SUBJECTS[language][turn % len(SUBJECTS[language])].format(title=event.title)
            body = text.format(**words, phone=next(phones), card=CARD)
            message = Message(sender=Address(people[0], "who@posta.example"), subject=subject, text=body)
            coming = [
                {"name": name, "choices": wanted[min(n, len(wanted) - 1)]} for n, name in enumerate(people[:named])
            ]
            truth = {"intent": intent, "seats": seats, "people": coming}
            yield Labelled(f"{event.id} plain {turn}", message, event, truth, held=False)


def _fitting(sayings: Iterator[tuple[str, int | None, int, str]], event: Event) -> tuple[str, int | None, int, str]:
    """The next that can be said of the event."""
    for saying in sayings:
        needs = 2 if any(word in saying[3] for word in ("{first}", "{old}", "{other}")) else int("{wish}" in saying[3])
        if needs <= (len(event.rounds[0].sessions) if event.rounds else 0):
            return saying
    raise AssertionError("sayings never end")


def _told(event: Event, turn: int, text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """What stands for the sessions, and what the first and the second person want."""
    if "{first}" in text:
        first, second = _two(event.rounds[0], turn)
        return {"first": _called(first, turn), "second": _called(second, turn)}, [{first.round: [first.id, second.id]}]
    if "{old}" in text:
        old, new = _two(event.rounds[0], turn)
        return {"old": _called(old, turn), "new": _called(new, turn)}, [{new.round: [new.id]}]
    if "{wish}" not in text:
        return {}, [{}]
    pairs = [_two(round_, turn) for round_ in event.rounds]
    joint = (" e ", ", poi ", " + ") if event.language == "it" else (" and ", ", then ", " + ")
    wish, other = (joint[turn % 3].join(_called(pair[n], turn) for pair in pairs) for n in (0, 1))
    wanted: list[dict[str, Any]] = [{pair[n].round: [pair[n].id] for pair in pairs} for n in (0, 1)]
    return {"wish": wish, "other": other}, wanted if "{other}" in text else wanted[:1]


def _two(round_: Round, turn: int) -> tuple[Session, Session]:
    return round_.sessions[turn % len(round_.sessions)], round_.sessions[(turn + 1) % len(round_.sessions)]


def _called(session: Session, turn: int) -> str:
    """By what people call it: its label, its code, the title, another name."""
    ways = [label(session), session.code or session.title, session.title, *session.aliases[:2]]
    return ways[turn % len(ways)]
