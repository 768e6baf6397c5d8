"""The clock strikes: what ran out, came free or is due are questions to the ledger; asking twice does no harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import structlog

from mailflow.crash import point
from mailflow.decision import brought_forward, expire
from mailflow.decision.due import Due, agenda, may_be_due
from mailflow.decision.quiet import in_the_night
from mailflow.domain.event import Event
from mailflow.domain.letter import Letter
from mailflow.flow.digest import digest_letters
from mailflow.flow.editions import notice, tell
from mailflow.flow.effects import carry_out
from mailflow.flow.erasing import remember_to_erase
from mailflow.flow.kept import kept_without_file, write_down
from mailflow.flow.notes import dropped
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.queues import serve_queues, unless_urgent
from mailflow.flow.summary import attendance_letters, figures_letters, reminder_letters, summary_letters
from mailflow.ledger import Transaction

log = structlog.get_logger()

CATCH_UP = timedelta(days=30)  # after a start, so far back is looked for what was missed


class Clockwork:
    """Strikes as often as you like. Remembers only when it last struck; what was done, the ledger knows."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._struck: dict[str, datetime] = {}
        self._noticed: tuple[Event, ...] = ()

    def strike(self) -> None:
        """Do all that is due now. Raises LedgerAway and LedgerRefused."""
        self._office = self._office.present()
        now = self._office.now()
        if self._noticed is not self._office.events:
            notice(self._office, now)
            for event in (event for event in self._noticed if event not in self._office.events):
                self._struck.pop(event.id, None)  # it has another schedule, perhaps
            write_down(self._office, now)
            self._noticed = self._office.events
            self._bring_forward(now)
        self._serve_raised_capacities(now)
        self._expire(now)
        self._tell_news(now)
        self._purge_where_the_file_is_gone(now)
        for event in self._office.events:
            self._do_what_is_due(event, self._struck.get(event.id, now - CATCH_UP), now)
            if not in_the_night(now, event.timezone):  # what was missed is asked for again in the morning
                self._struck[event.id] = now

    def _serve_raised_capacities(self, now: datetime) -> None:
        """The capacity in an event file was raised, or we stopped before a queue was served."""
        with self._office.ledger.transaction(None) as tx:
            to_serve = tx.sync_capacities(self._office.events)
        for event in (event for event in self._office.events if event.id in to_serve):
            with self._office.ledger.transaction(event) as tx:
                serve_queues(self._office, tx, event, now)

    def _bring_forward(self, now: datetime) -> None:
        """An event that begins sooner than it did has terms that would outlast its beginning."""
        for event in self._office.events:
            with self._office.ledger.transaction(event) as tx:
                held = {booking.code: booking for booking in tx.held_for_answers(event.id)}
                if held:
                    decision = brought_forward(replace(tx.book(event), queued=held), now)
                    carry_out(self._office, tx, event, decision, now=now, due=unless_urgent(now, event))

    def _expire(self, now: datetime) -> None:
        with self._office.ledger.reading() as tx:
            events = [event for event_id in tx.expired(now) if (event := self._office.event(event_id))]
        for event in (event for event in events if not event.called_off):  # who is held a place there is told that
            with self._office.ledger.transaction(event) as tx:
                ran_out = {booking.code: booking for booking in tx.expiring(event.id, now)}
                decision = expire(replace(tx.book(event), queued=ran_out), now)
                carry_out(self._office, tx, event, decision, now=now, due=unless_urgent(now, event))
            log.info("offers and holds ran out", of=event.id, bookings=list(ran_out))

    def _tell_news(self, now: datetime) -> None:
        with self._office.ledger.reading() as tx:
            events = [event for event_id in tx.events_to_tell() if (event := self._office.event(event_id))]
        for event in events:
            tell(self._office, event, now)

    def _do_what_is_due(self, event: Event, after: datetime, now: datetime) -> None:
        if not may_be_due(event, after, now):
            return  # no booking need be read
        with self._office.ledger.reading() as tx:
            found = agenda(event, tx.bookings(event.id, active_only=True), after, now)
            moved_at = tx.moved_at(event.id)
        for (kind, at), missed in groupby(found.dropped, key=lambda due: (due.kind, due.at)):
            with self._office.ledger.transaction(event) as tx:
                new = [due for due in missed if tx.mark(due.key, now, event.id)]
                if new:
                    codes = [due.booking.code for due in new if due.booking]
                    tx.note(event.id, now, dropped(event, kind, codes, at))
        for due in found.due:
            if due.kind in ("purge", "purge-needs"):
                self._purge(event.id, due.kind, due.key, now)
                continue
            with self._office.ledger.transaction(event) as tx:
                if due.kind == "digest" and not told_of(tx, event, due.at):
                    continue
                if due.kind == "reminder" and moved_at is not None and due.at <= moved_at:
                    tx.mark(due.key, now, event.id)  # nobody missed it: it was not due before the event was moved
                    continue
                last = tx.last_mark(f"{due.kind}:{event.id}:")
                if tx.mark(due.key, self._office.now(), event.id):  # later than all that this strike has written
                    _do(self._office, tx, event, due, last, now)
                    point("clock.written")
            point("clock.committed")

    def _purge_where_the_file_is_gone(self, now: datetime) -> None:
        with self._office.ledger.reading() as tx:
            kept = kept_without_file(self._office, tx)
        for event in kept:
            if event.purge <= now:
                self._purge(event.id, "purge", f"purge:{event.id}:{now:%Y-%m-%d}", now)
            elif event.needs <= now:
                with self._office.ledger.transaction(None) as tx:
                    new = tx.mark(f"needs:{event.id}", now, event.id)
                if new:
                    self._purge(event.id, "purge-needs", f"purge-needs:{event.id}:{now:%Y-%m-%d}", now)

    def _purge(self, event: str, kind: str, key: str, now: datetime) -> None:
        """Erases what is kept too long; the proof that stays says when, and how many bookings and mails."""
        with self._office.ledger.transaction(None) as tx:
            copies = tx.copies_of_event(event) if kind == "purge" else ()
            gone = tx.purge([event]) if kind == "purge" else tx.forget_requests([event])
            if gone:
                tx.mark(f"{key}:{gone}", now)
            remember_to_erase(self._office, tx, copies)
        if gone:
            log.info("purged", of=event, what=kind, gone=gone)


def told_of(tx: Transaction, event: Event, day: datetime) -> bool:
    """Whether there was anything to digest by then: not before the event was known here."""
    since = tx.known_since(event.id)
    return since is not None and since < day


def _do(office: Office, tx: Transaction, event: Event, due: Due, last: datetime | None, now: datetime) -> None:
    """`last`: when something of this kind was last done."""
    letters: list[Letter] = []
    match due.kind:
        case "reminder":
            assert due.booking is not None
            letters = reminder_letters(event, due.booking, now)
        case "summary":
            letters = summary_letters(tx, event, due)
        case "digest":
            letters = digest_letters(office, tx, event, last, now)
        case "proposals":
            letters = attendance_letters(office, tx, event)
        case "organizer-summary":
            letters = figures_letters(office, tx, event)
    for letter in letters:
        post(office, tx, [letter], key=f"{due.key}:{letter.to}")
