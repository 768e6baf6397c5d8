"""What a mail states: a Message and an Event give a Reading."""

from mailflow.understanding.read import read
from mailflow.understanding.reading import Context, Doubt, Evidence, Intent, Person, Reading

__all__ = ["Context", "Doubt", "Evidence", "Intent", "Person", "Reading", "read"]
