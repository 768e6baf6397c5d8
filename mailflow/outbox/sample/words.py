"""What people say in the samples."""

from __future__ import annotations

from mailflow.domain.letter import Answered
from mailflow.outbox.sample.desk import Desk


def facts(desk: Desk) -> tuple[Answered, ...]:
    """An answer of every sort, the event file's own words first."""
    session = next((session.id for session in desk.event.sessions), None)
    parking = desk.say(
        "Il parcheggio è in piazza, a cinque minuti a piedi.",
        "There is parking in the square, five minutes’ walk away.",
    )
    free = ((None, 12), *((session.id, seats) for seats, session in enumerate(desk.event.sessions)))
    return (
        Answered("faq", parking),
        Answered("place"),
        Answered("time"),
        Answered("programme"),
        Answered("session", session=session),
        Answered("seats", free=free),
        Answered("contact"),
        Answered("deadline"),
        Answered("how"),
    )


def proposals(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Idea-proposals of the first two groups, or of nobody in particular."""
    said = (
        desk.say(
            "Un catalogo dei consumi, aperto a tutte le imprese", "A catalogue of consumption, open to every firm"
        ),
        desk.say("Incontrarsi ogni anno", "To meet every year"),
    )
    return {session.id: said for session in list(desk.event.sessions)[:2]} or {"": said}
