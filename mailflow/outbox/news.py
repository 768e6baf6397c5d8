"""What is new of an event since a person was told of it: what it was and what it is now, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from mailflow.decision.told import told
from mailflow.domain.edition import Difference, Told
from mailflow.domain.event import Event
from mailflow.outbox.dates import When, when


@dataclass(frozen=True, slots=True)
class NewsView:
    """What is new of one thing. `session`: its title as it was told, empty for the event; `gone`: it is no more.

    Of title, hours and place each stands as (was, now), or None where it is as it was; a place may be empty.
    """

    session: str
    gone: bool
    title: tuple[str, str] | None
    hours: tuple[When, When] | None
    where: tuple[str, str] | None


def news_views(news: tuple[Difference, ...], event: Event, language: str) -> tuple[NewsView, ...]:
    """All of it, in words; a session that only moved along with the whole event is not told apart."""
    return tuple(_views(news, event, language))


def news_lines(news: tuple[Difference, ...], event: Event) -> tuple[str, ...]:
    """Likewise in a line each, for the organizers."""
    return tuple(line for view in news_views(news, event, event.language) for line in _lines(view, event.language))


def _lines(view: NewsView, language: str) -> Iterator[str]:
    def say(key: str, was: str = "", now: str = "") -> str:
        nothing = told(language, "edition.nothing")
        of = told(language, "edition.of", session=view.session) if view.session else ""
        return of + told(language, f"edition.{key}", was=was or nothing, now=now or nothing)

    def span(hours: When) -> str:
        facts = {"day": hours.day, "starts": hours.starts, "last_day": hours.last_day, "ends": hours.ends}
        return told(language, "edition.days" if hours.last_day else "edition.hours", **facts)

    if view.gone:
        yield say("gone" if view.session else "off")
    if view.title:
        yield say("title", *view.title)
    if view.hours:
        yield say("when", *map(span, view.hours))
    if view.where:
        yield say("where", *view.where)


def _views(news: tuple[Difference, ...], event: Event, language: str) -> Iterator[NewsView]:
    whole = next((difference.shift for difference in news if difference.session is None), None)
    for difference in news:
        view = _view(difference, event, language)
        if difference.session is not None and difference.shift == whole:
            view = replace(view, hours=None)
        if view.gone or view.title or view.hours or view.where:
            yield view


def _view(difference: Difference, event: Event, language: str) -> NewsView:
    was, now = difference.was, difference.now
    session = was.title if difference.session is not None else ""
    if now is None:
        return NewsView(session, gone=True, title=None, hours=None, where=None)
    same_hours = (was.starts, was.ends) == (now.starts, now.ends)
    return NewsView(
        session=session,
        gone=False,
        title=None if was.title == now.title else (was.title, now.title),
        hours=None if same_hours else (_hours(was, event, language), _hours(now, event, language)),
        where=None if was.where == now.where else (was.where, now.where),
    )


def _hours(told: Told, event: Event, language: str) -> When:
    def local(moment: datetime) -> datetime:
        return moment.astimezone(event.timezone)

    return when(local(told.starts), local(told.ends), language)
