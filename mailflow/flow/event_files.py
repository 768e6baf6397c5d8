"""The event files of a running service: what is changed in them is taken over for the next mail.

A file that cannot be used changes nothing: its event stays as it was, and the others are taken over. As long as one
is broken, no event goes: it may be the one whose file is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from mailflow.config.event_file import event_files, load_each
from mailflow.config.problems import ConfigError
from mailflow.domain.event import Event
from mailflow.outbox.templates import Templates

log = structlog.get_logger()

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class InForce:
    """The events as mail is read and answered now, and the words it is answered in."""

    events: tuple[Event, ...]
    templates: Templates


class EventFiles:
    """A folder, looked at by one thread again and again. `in_force` may be read by any; `problem`: what is wrong with
    the files, a line each; empty where all can be used."""

    def __init__(
        self,
        folder: Path,
        template_folders: Sequence[Path],
        check_named: Callable[[Sequence[Event]], None],
        in_force: InForce,
    ) -> None:
        """`check_named` raises ConfigError where an event is missing that the settings name."""
        self._folder = folder
        self._template_folders = template_folders
        self._check_named = check_named
        self._lay: Mapping[Path, Stamp] | str | None = None  # what the last look found
        self._judged: Mapping[Path, Stamp] | str | None = None
        self.in_force = in_force
        self.problem = ""

    def look(self) -> bool:
        """Whether there are other events now. What lies otherwise than at the last look is perhaps half written: it is
        read at the next."""
        lies = self._lies()
        still, self._lay = lies == self._lay, lies
        if not still or lies == self._judged:
            return False
        self._judged = lies
        before = self.in_force.events
        try:
            self._take_over()
        except ConfigError as error:
            self.problem = str(error)
        except Exception as error:
            log.exception("the event files could not be read")
            self.problem = f"{self._folder}: {error!r}"
        return self.in_force.events != before

    def _lies(self) -> Mapping[Path, Stamp] | str:
        """By which files, of what age and size, it is known that nothing was changed; else why they cannot be seen."""
        try:
            return {path: _stamp(path) for path in event_files(self._folder)}
        except (ConfigError, OSError) as error:  # a file may be gone since
            return str(error)

    def _take_over(self) -> None:
        """Raises ConfigError where nothing can be."""
        loaded, problems = load_each(self._folder)
        if not problems and loaded == self.in_force.events:  # as at the start: no words need be tried anew
            self.problem = ""
            return
        templates = Templates(self._template_folders)
        if unwritable := templates.problems(loaded):  # new words that cannot be used are not; an event may need them
            problems = (*problems, *unwritable)
            templates = self.in_force.templates
            loaded = tuple(event for event in loaded if not templates.problems([event]))
        events = self._beside_those_kept(loaded) if problems else loaded
        self._check_named(events)
        known = {event.id: event for event in self.in_force.events}
        # what is as it was stays the same: it was made ready for reading
        events = tuple(event if known.get(event.id) != event else known[event.id] for event in events)
        self.problem = "\n".join(problems)
        self.in_force = InForce(events, templates) if events != self.in_force.events else self.in_force

    def _beside_those_kept(self, loaded: Sequence[Event]) -> tuple[Event, ...]:
        """Every event that there was, as its file has it now where that can be used; then those that are new."""
        new = {event.id: event for event in loaded}
        kept = [new.pop(event.id, event) for event in self.in_force.events]
        return (*kept, *new.values())


def _stamp(path: Path) -> Stamp:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
