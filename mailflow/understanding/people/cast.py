"""Everybody spoken of in a mail, as the reading goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailflow.understanding.people.party import Ref
from mailflow.understanding.people.stances import Stance
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind


@dataclass(slots=True)
class Person:
    """Somebody spoken of, as the reading goes on. `relation`: the words that tie an unnamed person to the writer."""

    name: str
    key: frozenset[str]
    is_writer: bool = False
    relation: str = ""
    comes: bool | None = None
    stays: bool = False
    maybe: bool = False
    withdrawn: bool = False  # counted first, and no more in the number told last
    gives_way: bool = False  # another takes his place
    gender: str = ""  # 'she' or 'he', where a pronoun asks for it and it is told
    first: int = -1  # the token where the person is first met


@dataclass(slots=True)
class Cast:
    """Everybody in a mail. `persons`: the writer, then by appearance; `unnamed`: guests without a name."""

    persons: list[Person]
    refs: list[Ref] = field(default_factory=list)
    unnamed: list[Ref] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)  # groups without a number
    leftovers: list[str] = field(default_factory=list)  # persons that nothing explains
    presumed: bool = False  # the writer comes only because nothing says otherwise
    alone: bool = False  # the writer takes back that others come: 'anzi, solo io'
    plural: bool = False  # the writer speaks of more than himself
    lists: bool = False  # people stand in a list
    rows: list[int] = field(default_factory=list)  # the clauses that are the rows of it
    families: list[Ref] = field(default_factory=list)  # those told by a plural surname
    later: set[int] = field(default_factory=set)  # sentences that leave somebody for later
    topics: frozenset[int] = frozenset()  # tokens that speak of the event and its sessions

    @property
    def writer(self) -> Person:
        """Who writes."""
        return self.persons[0]

    @property
    def coming(self) -> list[Person]:
        """Named people who come, in order of appearance."""
        return sorted((p for p in self.persons if p.comes and not p.stays and p.name), key=lambda p: p.first)

    @property
    def attending(self) -> list[int]:
        """The numbers of those who come."""
        return [n for n, p in enumerate(self.persons) if p.comes and not p.stays]

    @property
    def named_attending(self) -> list[int]:
        """The numbers of those who come and have a name."""
        return [n for n in self.attending if self.persons[n].name]

    @property
    def guests(self) -> int:
        """How many come without a name."""
        return sum(r.n or 0 for r in self.unnamed)


def by_phone(page: Page, cast: Cast, number: int) -> bool:
    """Whether the person is named only beside a phone: whom to call."""
    refs = [r for r in cast.refs if r.person == number]
    return bool(refs) and all(any(t.kind is Kind.OPAQUE for t in page.tokens[r.end : r.end + 4]) for r in refs)
