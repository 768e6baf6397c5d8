"""Sample letters of the organizers' own, and the mails that show them first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from mailflow.domain.booking import Contact
from mailflow.domain.letter import Letter, Notice
from mailflow.domain.notice import Audience
from mailflow.domain.organizer_letter import NoticeCheck
from mailflow.outbox.sample.desk import NAMES, Desk


def notice(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """To all; to a session, under a subject of the organizers'; to the waiting list."""
    to = desk.unasked() | {"booking": desk.booking, "words": _words(desk)}
    subject = desk.say("Si entra dal giardino", "Enter from the garden")
    yield "", Notice(**to, audience=Audience())
    for session in list(desk.event.sessions)[:1]:
        yield "session", Notice(**to, audience=Audience(session.id), title=subject)
    yield "waiting", Notice(**to | {"booking": desk.nowhere}, audience=Audience(waiting=True))


def notice_check(desk: Desk) -> Iterator[tuple[str, Letter]]:
    """Before it goes out; what is still missing; what came of the answer."""
    facts = desk.organizers() | {"whom": desk.say("A tutti", "To all"), "token": f"{desk.event.id}-sample"}
    by_phone = replace(desk.booking, contact=Contact(name=NAMES[1], phone="+390595550177"))
    shown = NoticeCheck(
        **facts,
        words=_words(desk),
        audience=Audience(),
        letters=14,
        people=22,
        names=(f"{NAMES[0]} (2)", *NAMES[1:]),
        had=1,
        waiting=3,
        to_phone=(by_phone,),
        unreached=(desk.booking,),
        attached=("mappa.pdf",),
        due=desk.now + timedelta(hours=22),
    )
    bare = replace(shown, had=0, waiting=0, to_phone=(), unreached=(), attached=(), due=None)
    yield "", shown
    yield "drafts", replace(bare, letters=1, people=1, names=NAMES[:1], drafts=True, due=None)
    yield "answer", replace(bare, asks="answer")
    yield "event", replace(bare, asks="event", audience=None, among=(desk.event, replace(desk.event, title="…")))
    yield "whom", replace(bare, asks="whom", audience=None, whom=desk.say("A chi è in Danza", "To those in Dancing"))
    yield "text", replace(bare, asks="text", words="")
    yield "nobody", replace(bare, asks="nobody", letters=0, people=0, names=(), to_phone=(by_phone,))
    yield "sent", replace(bare, done="sent", to_phone=(by_phone,))
    yield "sent-in-the-morning", replace(bare, done="sent", due=shown.due, letters=1)
    yield "sent-to-nobody", replace(bare, done="sent", letters=0)
    yield "dropped", replace(bare, done="dropped")
    yield "sent-before", replace(bare, done="sent-before")
    yield "dropped-before", replace(bare, done="dropped-before")
    yield "replaced", replace(bare, done="replaced")


def _words(desk: Desk) -> str:
    return desk.say(
        "Venerdì il parcheggio è chiuso per lavori: si entra dal giardino.\n\n"
        "Servono:\n- un documento\n- scarpe comode\n\nLa mappa: https://comune.example/mappa",
        "The car park is closed on Friday: enter from the garden.\n\n"
        "Please bring:\n- an identity card\n- good shoes\n\nThe map: https://town.example/map",
    )


NOTICES: Mapping[str, Callable[[Desk], Iterator[tuple[str, Letter]]]] = {
    "notice": notice,
    "notice-check": notice_check,
}
