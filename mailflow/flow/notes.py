"""Lines for the digest, in the event's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.event import Event

NOTES = {
    "capped": {
        "it": "{address} ha scritto più spesso di quanto si risponda: per un po' non riceve risposte, e le sue mail da "
        "guardare stanno solo qui e nella cartella di revisione.",
        "en": "{address} wrote more often than is answered: no answers for a while, and what needs a look is only here "
        "and in the review folder.",
    },
    "capped-reviews-in-all": {
        "it": "Arriva molta posta da guardare: per un po' sta solo qui e nella cartella di revisione.",
        "en": "Much mail needs a look: for a while it is only here and in the review folder.",
    },
    "capped-in-all": {
        "it": "Arriva molta più posta del solito: le risposte sono sospese per un po'.",
        "en": "Far more mail than usual is coming in: answers are held back for a while.",
    },
    "dropped": {
        "it": "Non spedito perché ormai inutile, dopo una pausa del servizio o della posta: {what} "
        "(previsto il {when}).",
        "en": "Not sent, being of no use after the service or the mail was down: {what} (due on {when}).",
    },
    "which-event": {
        "it": "Non è chiaro per quale appuntamento scrive {address}: lo abbiamo chiesto, e fino alla risposta non si "
        "fa niente.",
        "en": "It is not clear which event {address} means: we asked, and nothing is done until they answer.",
    },
    "unprintable": {
        "it": "Negli attestati ci saranno riquadri vuoti al posto di {chars}: nessun carattere (font) del computer di "
        "mailflow ha queste lettere. Lo dice anche `mailflow check`.",
        "en": "Certificates will show empty boxes in place of {chars}: no font of mailflow's machine has these "
        "characters. `mailflow check` says so, too.",
    },
    "not-sent": {
        "it": "Una mail a {address} non è partita: {why}. Si trova con `mailflow outbox list`.",
        "en": "A mail to {address} did not go out: {why}. `mailflow outbox list` shows it.",
    },
    "drafts": {
        "it": "Risposte inviate dalle bozze: {n}, di cui senza modifiche: {same}; ancora tra le bozze: {left}.",
        "en": "Answers sent from the drafts: {n}, of them unchanged: {same}; still among the drafts: {left}.",
    },
    "no-address": {
        "it": "A {code} non si può scrivere: {address} non è un indirizzo valido. Meglio telefonare.",
        "en": "{code} cannot be written to: {address} is not a valid address. Better phone.",
    },
}
SHOWN = 5  # bookings that are named in a line; a pause of the service may concern hundreds
MORE = {"it": " e altri {n}", "en": " and {n} more"}
WHAT = {
    "reminder": {"it": "promemoria per {code}", "en": "reminder to {code}"},
    "digest": {"it": "resoconto", "en": "digest"},
    "proposals": {"it": "mail della sera sulle presenze", "en": "evening mail about attendance"},
    "summary": {"it": "ringraziamento a {code}", "en": "thanks to {code}"},
    "organizer-summary": {"it": "resoconto finale", "en": "final figures"},
    "purge": {"it": "cancellazione dei dati", "en": "erasure of the data"},
}


def note(event: Event, name: str, **facts: str) -> str:
    """The line of that name."""
    return _in(NOTES[name], event).format(**facts)


def what(event: Event, kind: str, codes: Sequence[str]) -> str:
    """Scheduled mails of a kind, in words; `codes`: of the bookings they are for."""
    shown, more = ", ".join(codes[:SHOWN]), len(codes) - SHOWN
    return _in(WHAT[kind], event).format(code=shown + (_in(MORE, event).format(n=more) if more > 0 else ""))


def dropped(event: Event, kind: str, codes: Sequence[str], at: datetime) -> str:
    """Scheduled mails that were due at `at` and are of no use any more."""
    return note(event, "dropped", what=what(event, kind, codes), when=f"{at.astimezone(event.timezone):%d/%m %H:%M}")


def _in(words: dict[str, str], event: Event) -> str:
    return words.get(event.language, words["en"])
