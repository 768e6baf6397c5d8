"""What a mail states: a Message and an Event give a Reading."""

from mailflow.understanding.reading import Context, Doubt, Evidence, Intent, Person, Reading
from mailflow.understanding.understand import read
from mailflow.understanding.which_event import named_beside, which_event
from mailflow.understanding.which_of_them import which_of_them

__all__ = [
    "Context",
    "Doubt",
    "Evidence",
    "Intent",
    "Person",
    "Reading",
    "named_beside",
    "read",
    "which_event",
    "which_of_them",
]
