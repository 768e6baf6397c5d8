"""What a change that waits becomes with the answer to what it lacked."""

from __future__ import annotations

from mailflow.decision.pending import completed
from mailflow.understanding.reading import Intent, Person, Reading

WELFARE = {"turno-1": ("welfare",)}
GOVERNANCE = {"turno-2": ("governance",)}


def reading(*people: Person) -> Reading:
    return Reading(intent=Intent.CHANGE, language="it", confident=True, people=people)


def test_who_is_only_named_again_keeps_what_they_wished() -> None:
    both = completed(reading(Person("Ada Neri", WELFARE)), reading(Person("Ada Neri")))
    assert both.people == (Person("Ada Neri", WELFARE),)


def test_what_they_wish_besides_is_added() -> None:
    both = completed(reading(Person("Ada Neri", WELFARE), Person("Ugo Sala")), reading(Person("Ada Neri", GOVERNANCE)))
    assert both.people == (Person("Ugo Sala"), Person("Ada Neri", WELFARE | GOVERNANCE))
