"""A short note of absence without any header: 'I'm away until Thursday', 'leggerò la posta solo da giovedì'.

A person answers something besides. So every clause must speak of the absence, of what to do meanwhile, or be courtesy;
and one must tell the day on which it ends, as a day and nothing else: 'torno nel gruppo 3' does not.
"""

from __future__ import annotations

import re

from mailflow.message import phrases

LONGEST = 600  # characters of such a note

_CLAUSE = re.compile(rf"[.!;:\n]+(?!\d)|,\s|\s{phrases.one_of('away', 'and')}\s", re.IGNORECASE)
_LEADS = phrases.pattern("away", "leads", before=r"^\W*", after=r"\b\W*")
_MONTHS = "|".join(sorted(phrases.months(), key=len, reverse=True))
_DAY = rf"(?:(?:{phrases.one_of('away', 'date')}|{_MONTHS}|\d{{1,4}}(?:st|nd|rd|th)?)(?:\W+|$)){{1,7}}$"
_UNTIL = phrases.pattern("away", "until", before=rf"^{phrases.one_of('away', 'away')}.{{0,20}}?\b", after=rf"\W+{_DAY}")
_BACK = phrases.pattern("away", "since", before=rf"^{phrases.one_of('away', 'back')}\W+", after=rf"\W*{_DAY}")
_AWAY = phrases.pattern("away", "away", before="^", after=r"\W*$")
_BESIDES = (
    phrases.pattern("away", "meanwhile", before=r"^\W*"),
    phrases.pattern("away", "courtesy", before=r"^\W*", after=r"\W*$"),
    _AWAY,
)
_CLOSING = phrases.pattern("signature", "closing", before=r"^\W*")
_NAME = re.compile(r"^\W*(?:[A-ZÀ-ÖØ-Þ][\w'’-]*\.?\s*){1,4}\W*$")


def only_away(text: str) -> str:
    """The clause that tells when an absence ends, where the text says nothing else; else ''."""
    if len(text) > LONGEST or "?" in text:
        return ""
    told = ""
    for clause in filter(str.strip, _CLAUSE.split(text)):
        bare = _LEADS.sub("", clause).strip()
        if _UNTIL.match(bare) or _BACK.match(bare):
            told = told or bare
        elif bare and not any(one.match(bare) for one in _BESIDES) and not (told and _signs(clause)):
            return ""
    return told


def _signs(clause: str) -> bool:
    return bool(_CLOSING.match(clause) or _NAME.match(clause))
