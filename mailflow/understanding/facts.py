"""The gist of a mail as the facts of a reading."""

from __future__ import annotations

from mailflow.domain.booking import Contact
from mailflow.understanding.evidence import evidence_of, people_of
from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.answers import difference
from mailflow.understanding.names.contact import contact_of
from mailflow.understanding.reading import Doubt, Intent, Reading
from mailflow.understanding.spoken import Spoken
from mailflow.understanding.text.questions import questions, requests
from mailflow.understanding.text.tokens import codes_in

TOO_LONG = Doubt("other", "the mail is too long to be read whole")


def reading_of(gist: Gist, spoken: Spoken, doubts: tuple[Doubt, ...]) -> Reading:
    """The facts, with the words they came from."""
    parts, page, message = gist.parts, gist.page, gist.parts.message
    people, group = people_of(gist.cast, gist.chosen, gist.intent)
    differs = difference(page, gist.cast, gist.intent, parts.context, gist.seats.value)
    asks, (kinds, request_text) = questions(page, spoken.asking), requests(page)
    contact = contact_of(message, page, parts.signature, parts.subject, parts.form, spoken.named.writer, parts.event)
    return Reading(
        intent=gist.intent,
        language=page.voc.language,
        seats=gist.seats.value,
        people=people,
        choices=group,
        contact=contact if gist.intent is not Intent.SPAM else Contact(),
        leaving=differs.leaving,
        replaced=dict(differs.replaced),
        fewer=differs.fewer,
        more=differs.more,
        dropped=tuple(dict.fromkeys(gist.chosen.dropped)),
        question=bool(asks) or gist.intent is Intent.QUESTION,
        question_text=" ".join(asks),
        requests=kinds,
        request_text=request_text,
        codes=tuple(dict.fromkeys(code[0] for code in codes_in(f"{message.subject}\n{message.text}"))),
        erase=gist.intent is Intent.PRIVACY and page.has("erase"),
        doubts=(*doubts, TOO_LONG) if parts.cut else doubts,
        evidence=evidence_of(page, gist.cast, gist.chosen, gist.seats),
        text=message.text,
    )
