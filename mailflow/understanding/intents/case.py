"""A mail as the rules of intent look at it."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.understanding.intents.acts import Acts, negated
from mailflow.understanding.intents.thread import Thread
from mailflow.understanding.reading import Context
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the rules look at. `others`: people named besides the writer; `about`: the event's name or day stands."""

    page: Page
    subject: Page
    thread: Thread
    context: Context
    acts: Acts
    sessions: int
    others: int
    about: bool
    question: bool
    forwarded: bool = False
    form: bool = False
    programme: bool = False  # the quote lists sessions to choose from
    fresh: bool = False  # a session is named that the quoted confirmation does not have

    def has(self, cls: str) -> bool:
        """Whether the text has words of the class."""
        return self.page.has(cls)

    def either(self, cls: str) -> bool:
        """Whether the text or the subject has words of the class."""
        return self.page.has(cls) or self.subject.has(cls)

    def count(self, cls: str) -> int:
        """Marks of a class in the text that nothing negates and no 'if' governs."""
        page = self.page
        return sum(1 for m in page.marks.get(cls, ()) if not negated(page, m.start) and not page.idle(m.start))

    @property
    def books(self) -> int:
        """Words that ask for places, the subject's too."""
        return self.count("book") + self.headed

    @property
    def headed(self) -> int:
        """Words that ask for places in the subject."""
        return sum(1 for m in self.subject.marks.get("book", ()) if not negated(self.subject, m.start))

    @property
    def firm(self) -> int:
        """'I come', 'we shall be there'."""
        return self.count("self") + self.count("we")

    @property
    def feedback(self) -> int:
        """Words of thanks and opinion."""
        return self.count("feedback") + len(self.subject.marks.get("feedback", ()))

    @property
    def already(self) -> bool:
        """Whether the writer says that something is booked."""
        return self.page.has("already") or self.page.has("before_now")

    @property
    def booked(self) -> bool:
        """Whether there is a booking the mail may speak of."""
        return self.thread.booked or self.already

    @property
    def links(self) -> int:
        """Addresses of web pages in the text."""
        return sum(t.kind is Kind.OPAQUE and t.text.lower().startswith(("http", "www")) for t in self.page.tokens)

    @property
    def sized(self) -> bool:
        """Whether a number of people or places is told."""
        return any(self.page.has(cls) for cls in ("total", "places", "one_more", "one_fewer"))
