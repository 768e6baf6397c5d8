"""Figures for Prometheus: what this process did, and how the ledger stands when it is asked. No address, no word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from mailflow.flow.office import Office
from mailflow.flow.taken import Taken
from mailflow.health import Health
from mailflow.ledger import LedgerAway, LedgerRefused, Status, Transaction
from mailflow.mailbox.port import Raw

WAITS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 4 * 3600)  # seconds


class Figures(Collector):
    """All figures of one process, in a registry of its own."""

    def __init__(self, office: Office, health: Health) -> None:
        self._office = office
        self._health = health
        self.registry = CollectorRegistry()
        self._taken = Counter(
            "mailflow_mails_taken",
            "Mails taken in by this process, by what they wanted and where they went",
            ["intent", "settled"],
            registry=self.registry,
        )
        self._waited = Histogram(
            "mailflow_mail_wait_seconds",
            "From a mail's arrival in the mailbox until its booking and its answer were committed",
            buckets=WAITS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.registry.register(self)

    def taken(self, raw: Raw, taken: Taken) -> None:
        """A mail was taken in."""
        if not taken.again:
            intent = str(taken.reading.intent) if taken.reading else "unread"
            self._taken.labels(intent, taken.settled).inc()
            self._waited.observe(max(0.0, (self._office.now() - raw.arrived).total_seconds()))

    def collect(self) -> Iterator[Metric]:
        """The health of every part, then the ledger's figures; where the ledger is away, that alone is told."""
        yield from self._parts()
        away = GaugeMetricFamily("mailflow_database_up", "Whether the database answers")
        try:
            with self._office.ledger.reading() as tx:
                figures = [*_of_ledger(tx.stats(), self._office.now()), self._seats(tx)]
        except (LedgerAway, LedgerRefused):
            figures = []
        away.add_metric([], 1 if figures else 0)
        yield away
        yield from figures

    def _parts(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("mailflow_part_up", "Whether a part of the service works", labels=["part"])
        silent = self._health.silent()
        for part in self._health.parts():
            up.add_metric([part], 0 if part in self._health.troubles or part in silent else 1)
        yield up

    def _seats(self, tx: Transaction) -> Metric:
        seats = GaugeMetricFamily(
            "mailflow_seats", "Seats by event, session and state", labels=["event", "session", "state"]
        )
        for event in self._office.present().events:
            for stand in tx.seats(event.id):
                session = stand.session or ""
                seats.add_metric([event.id, session, "taken"], stand.taken)
                seats.add_metric([event.id, session, "waiting"], stand.waiting)
                if stand.capacity is not None:
                    seats.add_metric([event.id, session, "capacity"], stand.capacity)
        return seats


def _of_ledger(stands: Status, now: datetime) -> Iterator[Metric]:
    yield GaugeMetricFamily("mailflow_bookings", "Bookings that hold or wait for a place", stands.bookings)
    yield GaugeMetricFamily("mailflow_reviews_open", "Mails that wait for a person", stands.open_reviews)
    yield CounterMetricFamily("mailflow_mails_handled", "Mails handled since the ledger began", stands.inbound)
    outbox = GaugeMetricFamily("mailflow_outbox_mails", "Mails of ours, by how they stand", labels=["status"])
    for status, mails in stands.outbox.items():
        outbox.add_metric([status], mails)
    yield outbox
    late = (now - stands.oldest_due).total_seconds() if stands.oldest_due else 0.0
    yield GaugeMetricFamily(
        "mailflow_outbox_late_seconds", "How long the oldest mail that waits is due", max(0.0, late)
    )
    if stands.last_handled is not None:
        yield GaugeMetricFamily(
            "mailflow_last_handled_timestamp_seconds", "When a mail was last handled", stands.last_handled.timestamp()
        )
