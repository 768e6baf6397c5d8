"""Mails that say one thing and nothing else, and need no weighing."""

from __future__ import annotations

from mailflow.understanding.gist import Gist
from mailflow.understanding.intents.purpose import Purpose
from mailflow.understanding.parts import Parts
from mailflow.understanding.reading import Intent, Reading
from mailflow.understanding.spoken import Spoken
from mailflow.understanding.text.tokens import Kind

IN_A_WORD = 20  # tokens of a cancellation with its code, as the links of our letters have ready, or of a bare booking
OPEN = ("negation", "uncertain", "correction", "wonders", "undecided")
PLAIN = ("book", "request", "total", "places", "greeting", "thanks", "closing")  # what a bare booking consists of


def booked_in_a_word(reading: Reading, gist: Gist, spoken: Spoken) -> bool:
    """Whether it says nothing but that its writer would like places: 'Buongiorno, vorrei prenotare un posto.'"""
    page, cast = gist.page, gist.cast
    alone = [p for p in cast.persons if p.comes or p.stays or not p.is_writer] == [cast.writer] and not cast.guests
    if reading.intent is not Intent.BOOK or not alone or spoken.found.mentions or len(page.tokens) > IN_A_WORD:
        return False
    if page.days or page.dated or page.has_any(OPEN, 0, len(page.tokens)):
        return False
    told = {n for cls in PLAIN for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    told |= {n for ref in cast.refs for n in range(ref.start, ref.end)}
    known = (page.voc.function_words | page.voc.words["stop"]) - page.voc.words["near_day"]
    words = (n for n, token in enumerate(page.tokens) if token.kind in (Kind.WORD, Kind.NUMBER, Kind.OPAQUE))
    return reading.seats == 1 and all(n in told or page.tokens[n].fold in known for n in words)


def given_up_in_a_word(reading: Reading, purpose: Purpose, parts: Parts) -> bool:
    """Whether it is no more than a cancellation with its code, as the links of our letters have ready."""
    return bool(reading.codes) and purpose.ruled is Intent.CANCEL and len(parts.page.tokens) <= IN_A_WORD
