"""A yes that names something else than what is booked, or a part of it alone: 'confermo per i gruppi 2 e 6' of who has
3 and 6, 'see you on Saturday at 11:30' of who has the 10:00, 'resto solo la mattina', 'just my husband is coming'.
Whether it alters the booking is asked."""

from __future__ import annotations

from mailflow.understanding.reading import Context, Doubt
from mailflow.understanding.sessions.found import Found
from mailflow.understanding.sessions.sessions import Index
from mailflow.understanding.text.page import Page

NEAR = 3  # tokens from 'lascio' to the session, from 'just' to 'my husband'
KIN = ("relation", "relations")
ALTERS = ("change_strict", "change_session", "alters", "swap", "prefers", "correction", "rethink")


def confirmed_otherwise(page: Page, found: Found, at: Index, context: Context, accepts: bool = False) -> Doubt | None:
    """What is left open by such a yes; None where it names what is booked, or says that it alters something. `accepts`:
    whether the mail as a whole is a yes."""
    sole = [n for n, token in enumerate(page.tokens) if token.fold in page.voc.words["sole"]]
    held, named = frozenset(context.sessions), {m.sessions[0] for m in found.mentions if not m.weak}
    rounds = {at.round_of[session] for session in held}
    told = {at.round_of[session] for session in named} | {r.round for r in found.rounds}
    part = bool(sole and told) and told < rounds and named <= held
    leads = part and any(n < start <= n + NEAR for n in sole for start in _starts(found))  # 'resto solo la mattina'
    yes = accepts or page.has("word_accept") or _all_well(page)
    if context.asked or not (yes or leads) or page.has_any(ALTERS):
        return None
    words = " ".join(page.text.split())
    if (context.size or 0) > 1 and any(page.has_any(KIN, n + 1, n + NEAR) for n in sole):
        return Doubt("names", f"who of them comes: “{words}”", options=context.attendees)
    if not held or (named <= held and not part and not _leaves_one(page, found)):
        return None
    return Doubt("intent", f"whether it confirms what is booked, or alters it: “{words}”")


def _all_well(page: Page) -> bool:
    """'ok, a sabato alle 10'; not 'tutti a sabato alle 10'."""
    led = page.voc.words["for"]
    heads = {clause.start for clause in page.clauses}
    return any(m.start in heads or page.tokens[m.start].fold not in led for m in page.of("all_well"))


def _starts(found: Found) -> list[int]:
    return [m.start for m in found.mentions if not m.weak] + [r.start for r in found.rounds]


def _leaves_one(page: Page, found: Found) -> bool:
    """'lascio il gruppo 5 e vengo solo all'1', "I'll drop D2-A"."""
    starts = [m.start for m in found.mentions if not m.weak]
    return any(0 <= start - mark.end < NEAR for mark in page.of("instead_of", "cancel_verb") for start in starts)
