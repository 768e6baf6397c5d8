"""PEC, Italian certified mail (RFC 6109): envelopes and receipts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mailflow.message import headers, limits
from mailflow.message.mime import Part
from mailflow.message.model import Pec

# X-Ricevuta values after which a mail did not reach its recipient (RFC 6109 sections 3.3.2.2 and 3.3.3).
_FAILURES = frozenset({"errore-consegna", "non-accettazione", "rilevazione-virus"})
_WARNINGS = frozenset({"preavviso-errore-consegna"})
_RECIPIENT = re.compile(r"destinat\w+ all.utente\s*:?\s*[\"«]?([^\s\"»<>]+@[^\s\"»<>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Certified:
    """A mail of the certified system. `inner`: the mail in the envelope; `failed`: addresses that were not reached."""

    pec: Pec
    inner: Part | None = None
    receipt: bool = False
    failed: tuple[str, ...] = ()
    failure: bool = False
    permanent: bool = True


def certified(root: Part) -> Certified | None:
    """What the certified system says of this mail, None where it is none of its mails."""
    fields = root.headers
    if "x-ricevuta" in fields:
        return _receipt(root, fields.text("x-ricevuta").lower())
    carried = fields.text("x-trasporto").lower()
    if not carried:
        return None
    return Certified(Pec(carried, _reference(root)), inner=_enclosed(root))


def _receipt(root: Part, kind: str) -> Certified:
    failure = kind in _FAILURES or kind in _WARNINGS
    return Certified(
        Pec(kind, _reference(root)),
        receipt=True,
        failed=_not_reached(root) if failure else (),
        failure=failure,
        permanent=kind in _FAILURES,
    )


def _reference(root: Part) -> str:
    named = headers.ids(root.headers.raw("x-riferimento-message-id"))
    if named:
        return named[0]
    data = _data(root)
    found = headers.ids(data.findtext(".//msgid") or "") if data is not None else ()
    return found[0] if found else ""


def _not_reached(root: Part) -> tuple[str, ...]:
    """The recipient of a failed delivery: `<consegna>` of daticert.xml, else its recipients, else the notice's."""
    data = _data(root)
    if data is not None:
        for path in (".//dati/consegna", ".//intestazione/destinatari"):
            found = tuple(dict.fromkeys((element.text or "").strip() for element in data.findall(path)))
            if any(found):
                return tuple(address for address in found if "@" in address)
    for part in root.walk():
        if part.type == "text/plain":
            match = _RECIPIENT.search(part.text(limits.REPORT)[0])
            if match:
                return (match[1],)
    return ()


def _data(root: Part) -> Element | None:
    """daticert.xml, None where it is missing or broken."""
    for part in root.walk():
        if part.filename.lower() == "daticert.xml" or part.type in ("application/xml", "text/xml"):
            try:
                return fromstring(part.content(limits.REPORT))
            except (ParseError, DefusedXmlException, ValueError, LookupError):
                return None  # broken, or an attack: the headers must do
    return None


def _enclosed(root: Part) -> Part | None:
    """postacert.eml, or the only mail enclosed."""
    mails = [part for part in root.walk() if part.type in ("message/rfc822", "message/global") and part.parts]
    named = [part for part in mails if part.filename.lower() == "postacert.eml"]
    return next((part.parts[0] for part in named or mails), None)
