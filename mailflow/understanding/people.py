"""Who is spoken of, and who of them comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from mailflow.understanding.contact import Writer
from mailflow.understanding.gazetteer import surnames, wordlike
from mailflow.understanding.names import Name, is_given, key_of
from mailflow.understanding.page import Clause, Page
from mailflow.understanding.party import Ref, chains
from mailflow.understanding.tokens import Kind
from mailflow.understanding.vocabulary import Mark


class Stance(StrEnum):
    """What a clause says of the people in it."""

    COMES = "comes"
    STAYS = "stays"  # does not come
    ASIDE = "aside"  # a remark: nobody takes a place by it
    SILENT = "silent"


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
    plural: bool = False  # the writer speaks of more than himself
    lists: bool = False  # people stand in a list
    rows: list[int] = field(default_factory=list)  # the clauses that are the rows of it

    @property
    def writer(self) -> Person:
        """Who writes."""
        return self.persons[0]

    @property
    def coming(self) -> list[Person]:
        """Named people who come, in order of appearance."""
        return sorted((p for p in self.persons if p.comes and not p.stays and p.name), key=lambda p: p.first)

    @property
    def guests(self) -> int:
        """How many come without a name."""
        return sum(r.n or 0 for r in self.unnamed)


COMING = ("self", "we", "they", "request", "book", "remains")
STAYING = ("absent_self", "absent")


def cast_of(
    page: Page,
    names: Sequence[Name],
    writer: Writer,
    booking: bool,
    blocked: frozenset[int],
    form: bool = False,
    wishes: frozenset[int] = frozenset(),
) -> Cast:
    """Everybody spoken of, and who comes. `booking`: the mail asks for places. `blocked`: the event's own name.
    `wishes`: tokens of sessions."""
    cast = Cast([Person(writer.name, writer.key, is_writer=True)])
    cast.stances = stances(page, wishes)
    _name_refs(page, names, writer, cast)
    _relation_refs(page, cast, blocked)
    _pronoun_refs(page, cast)
    cast.refs.sort(key=lambda r: (r.start, -r.end))
    _one_each(page, cast)
    _unknown_groups(page, cast, blocked)
    _enumerations(page, cast)
    _bare_sentences(page, cast, wishes)
    _lists(page, cast)
    _attend(page, cast)
    _writer_attends(page, cast, booking, form)
    return cast


# ------------------------------------------------------------------------------------------------ clauses


def stances(page: Page, wishes: frozenset[int] = frozenset()) -> list[Stance]:
    """What each clause says; a clause without a verb follows the one before in its sentence."""
    own = [_own_stance(page, c) for c in page.clauses]
    _share_subjects(page, own)
    told = [tells(page, c) and not any(c.start <= n < c.end for n in wishes) for c in page.clauses]
    found: list[Stance] = []
    current, sentence = Stance.SILENT, -1
    subordinate = page.voc.words["subordinate"]
    for n, clause in enumerate(page.clauses):
        if clause.sentence != sentence:
            sentence, current = clause.sentence, Stance.SILENT
            following = [
                own[m]
                for m in range(n, len(page.clauses))
                if page.clauses[m].sentence == sentence and page.clauses[m].opener not in subordinate
            ]
            current = next((s for s in following if s is not Stance.SILENT), Stance.SILENT)
        stance = own[n]
        if stance is Stance.STAYS and clause.opener in page.voc.words["conditional"]:
            stance = Stance.SILENT
        elif stance is Stance.SILENT:
            stance = Stance.SILENT if clause.opener in subordinate or told[n] else current
        elif clause.opener not in subordinate or stance is not Stance.ASIDE:
            current = stance if clause.depth == 0 else current
        found.append(stance)
    return found


def tells(page: Page, clause: Clause) -> bool:
    """Whether the clause has a verb of its own that says nothing of coming ('mia suocera dice …')."""
    verbs = page.voc.words["verb"]
    return any(
        (page.tokens[n].fold in verbs or _narrates(page, n))
        and (n == clause.start or page.shouting or not page.tokens[n].capital)
        and not _in_mark(page, n)
        and page.at("age", n + 1) is None
        for n in range(clause.start, clause.end)
    )


def _narrates(page: Page, n: int) -> bool:
    """'cantava', 'credevano': a verb of what was, by its ending."""
    word, endings = page.tokens[n].fold, tuple(page.voc.words["narrative_ending"])
    return bool(endings) and len(word) > 5 and word.endswith(endings) and word not in page.voc.common


def _in_mark(page: Page, place: int) -> bool:
    """Whether the word belongs to words of coming, or of who is meant ('che si chiama', 'cioè')."""
    classes = (*COMING, "we_are", "introduce_self", "introduce_us", "named", "total")
    return any(m.start <= place < m.end for cls in classes for m in page.within(cls, max(0, place - 5), place + 6))


def _share_subjects(page: Page, own: list[Stance]) -> None:
    """'mio marito lavora e non viene': who stands before the first of two verbs is meant by the second as well."""
    joints = page.voc.words["and"] | page.voc.words["contrast"] | {","}
    persons = page.voc.words["me"] | page.voc.words["pronoun_he"] | page.voc.words["pronoun_she"]
    for n in range(1, len(own)):
        before, clause = page.clauses[n - 1], page.clauses[n]
        if own[n] is not Stance.STAYS or own[n - 1] is Stance.STAYS or before.sentence != clause.sentence:
            continue
        mine = any(t.fold in page.voc.words["me"] for t in page.tokens[before.start : before.end])
        ours = mine or page.has("self", before.start, before.end) or page.has("we", before.start, before.end)
        third = page.has("relation", before.start, before.end) and not ours
        if own[n - 1] is not Stance.SILENT and not third:
            continue
        if clause.opener not in joints or before.depth != clause.depth:
            continue
        if page.has("absent_self", clause.start, clause.end):
            continue
        verb = min(m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end))
        subject = any(
            page.tokens[k].fold in persons or page.tokens[k].capital for k in range(clause.start, verb)
        ) or page.has("relation", clause.start, verb)
        told = tells(page, before) or clause.opener in page.voc.words["contrast"] or third
        if not subject and told:
            own[n - 1] = Stance.STAYS


def _own_stance(page: Page, clause: Clause) -> Stance:
    start, end = clause.start, clause.end
    stays = [m for cls in STAYING for m in page.within(cls, start, end)]
    comes = [m for cls in COMING for m in page.within(cls, start, end) if not _past(page, m)]
    if (
        stays
        and not page.has("for_a_while", start, end)
        and not (
            page.has("they", start, end)
            and not page.has("absent_self", start, end)
            and any(page.tokens[m.start].fold in page.voc.words["instead_head"] for m in stays)
        )
    ):
        return Stance.STAYS
    like = page.voc.words["like"]
    if any(not (m.start and page.tokens[m.start - 1].fold in like and comes) for m in page.within("aside", start, end)):
        return Stance.ASIDE
    if comes:
        return Stance.COMES
    return Stance.SILENT


def _past(page: Page, mark: Mark) -> bool:
    """'ci siamo trasferiti', 'siamo nati': what was, told with the words of coming."""
    voc = page.voc
    if page.tokens[mark.end - 1].fold not in voc.words["be_we"] or mark.end >= len(page.tokens):
        return False
    after = page.tokens[mark.end].fold
    return after.endswith(tuple(voc.words["past_ending"])) and after not in voc.common


# ------------------------------------------------------------------------------------------------ references


def _name_refs(page: Page, names: Sequence[Name], writer: Writer, cast: Cast) -> None:
    names = with_family_name(page, _siblings(page, names))
    for name in names:
        who = _resolve(name, cast)
        if who is None:
            cast.persons.append(Person(name.text, name.key, first=name.start))
            who = len(cast.persons) - 1
        person = cast.persons[who]
        if person.first < 0:
            person.first = name.start
        if len(name.key) > len(person.key) or (who == 0 and name.key == person.key and not person.name):
            person.name, person.key = name.text, name.key
        cast.refs.append(Ref(name.start, name.end, "name", who))


def _siblings(page: Page, names: Sequence[Name]) -> list[Name]:
    """A surname said once for two: 'Asia e Nicole Ferrarini'."""
    found = list(names)
    joined = page.voc.words["and"]
    full = {w for n in names if len(n.key) >= 2 for w in n.key}
    completed: set[int] = set()  # the names that the surname was given to already
    for n in range(len(found) - 2, -1, -1):
        one, two = found[n], found[n + 1]
        ages = {k for m in page.within("age", one.end, two.start) for k in range(m.start, m.end)}
        between = [
            page.tokens[k]
            for k in range(one.end, two.start)
            if page.tokens[k].kind not in (Kind.LINE, Kind.NUMBER) and k not in ages and page.tokens[k].text not in "()"
        ]
        comma = len(between) == 1 and between[0].text == "," and n + 1 in completed
        if len(one.key) == 1 and len(two.key) == 2 and (comma or (len(between) == 1 and between[0].fold in joined)):
            first, last = two.text.split(" ", 1) if " " in two.text else (two.text, "")
            given = all(
                is_given(word) or word in wordlike() or page.voc.ordinals.get(word, 0) > 0
                for word in (next(iter(one.key)), first.lower())
            )
            if last and given and not (one.key & full):
                found[n] = Name(
                    one.start, one.end, f"{one.text} {last}", one.key | (two.key - {first.lower()}), True, one.titled
                )
                completed.add(n)
    return found


def with_family_name(page: Page, names: Sequence[Name]) -> list[Name]:
    """A surname told apart from the first names: 'di cognome Lo Presti', 'famiglia Rossi: Anna, Marco e Lia'."""
    found = list(names)
    labels = page.marks.get("name_label", ())
    for mark in page.marks.get("surname_word", ()):
        longer = (m for m in page.marks["surname_word"] if m.end - m.start > mark.end - mark.start)
        if any(m.start <= mark.start < m.end for m in (*labels, *longer)):
            continue
        surname = _capitals_before(page, mark.start) or _capitals(page, mark.end, 2)
        near = [n for n, name in enumerate(found) if mark.start - 40 <= name.start < mark.end + 60]
        if surname:
            _give(found, near, surname)
            alone = frozenset(w for word in surname for w in key_of(word))
            found = [f for f in found if f.key != alone or abs(f.start - mark.start) > 4]
    for mark in page.marks.get("family", ()):
        surname = _capitals(page, mark.end, 0)
        called = page.tokens[mark.end - 1].fold in page.voc.words["family_word"]
        if not surname and called and mark.end < len(page.tokens) and page.tokens[mark.end].capital:
            surname = [page.tokens[mark.end].text]
        _, end = page.sentences[page.sentence_of(mark.start)]
        after = mark.end + len(surname)
        opens = after < end and page.tokens[after].text == "("
        end = next((n for n in range(after, end) if opens and page.tokens[n].text == ")"), end)
        inside = [n for n, name in enumerate(found) if after <= name.start < end and _first_only(name)]
        told = page.tokens[mark.end + len(surname) : found[inside[0]].start] if inside else []
        if surname and len(inside) >= 2 and any(t.text in ":(" for t in told):
            _give(found, inside, surname)
    return found


def _first_only(name: Name) -> bool:
    word = next(iter(name.key), "")
    return len(name.key) == 1 and (is_given(word) or word not in surnames())


def _give(found: list[Name], whom: Sequence[int], surname: list[str]) -> None:
    key = frozenset(w for word in surname for w in key_of(word))
    for n in whom:
        name = found[n]
        if _first_only(name) and not name.key & key:
            found[n] = replace(name, text=f"{name.text} {' '.join(surname)}", key=name.key | key)


def _capitals(page: Page, start: int, skip: int) -> list[str]:
    """Words of a surname from the token on, after at most `skip` small ones ('di cognome fanno Mazzanti')."""
    tokens, voc = page.tokens, page.voc
    n = start
    while n < len(tokens) and n - start < skip + 1 and tokens[n].kind is not Kind.LINE:
        particle = tokens[n].capital and tokens[n].fold in voc.words["particle"] and _name_word(page, n + 1)
        small = tokens[n].text in ":" or (tokens[n].kind is Kind.WORD and not _name_word(page, n))
        if particle or not small or n - start >= skip:
            break
        n += 1
    words: list[str] = []
    while n < len(tokens) and len(words) < 3 and tokens[n].kind is Kind.WORD:
        particle = tokens[n].fold in voc.words["particle"] and n + 1 < len(tokens) and _name_word(page, n + 1)
        if not (particle or (_name_word(page, n) and not is_given(tokens[n].fold))) or (
            words and not page.shouting and words[-1].lower() not in voc.words["particle"]
        ):
            break
        words.append(tokens[n].text)
        n += 1
    return words


def _capitals_before(page: Page, end: int) -> list[str]:
    n = end
    while n > 0 and end - n < 2 and _name_word(page, n - 1) and not is_given(page.tokens[n - 1].fold):
        n -= 1
    if n < end and n > 0 and page.tokens[n - 1].capital and page.tokens[n - 1].fold in page.voc.words["particle"]:
        n -= 1
    return [t.text for t in page.tokens[n:end]]


def _name_word(page: Page, n: int) -> bool:
    if n >= len(page.tokens):
        return False
    token, voc = page.tokens[n], page.voc
    return (
        token.kind is Kind.WORD
        and len(token.text) > 1
        and (token.capital or page.whispering)
        and token.fold not in voc.words["not_names"]
        and token.fold not in voc.common
        and token.fold not in voc.function_words
        and token.fold not in voc.words["organization"]
    )


def _resolve(name: Name, cast: Cast) -> int | None:
    exact = [n for n, p in enumerate(cast.persons) if p.key and p.key == name.key]
    if exact:
        return exact[0]
    wider = [n for n, p in enumerate(cast.persons) if p.key and name.key < p.key]
    if wider:
        return wider[0] if len(wider) == 1 or 0 not in wider else wider[1]
    narrower = [n for n, p in enumerate(cast.persons) if p.key and p.key < name.key and (n == 0 or len(p.key) == 1)]
    return narrower[0] if narrower else None


def _relation_refs(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'mia moglie', 'due colleghi', 'i nostri figli': persons by their tie, with their number."""
    tokens, voc = page.tokens, page.voc
    named = {n for r in cast.refs for n in range(r.start, r.end)}
    names_at = {r.start: r for r in cast.refs if r.kind == "name"}
    names_end = {r.end: r for r in cast.refs if r.kind == "name"}
    used: set[int] = set()
    both = sorted(
        [(m, True) for m in page.marks.get("relation", ())] + [(m, False) for m in page.marks.get("relations", ())],
        key=lambda x: (x[0].start, -x[0].end),
    )
    twice = {m.start for m in page.marks.get("relation", ())} & {m.start for m in page.marks.get("relations", ())}
    several = voc.words["several"]
    for mark, single in both:
        if mark.start in twice and single == any(
            t.fold in several or (voc.number(t) or 0) > 1 for t in tokens[max(0, mark.start - 2) : mark.start]
        ):
            continue  # 'i nipotini', 'mio papà': a word that may be one or several
        if any(
            m.start < mark.start < m.end or m.start <= mark.start < m.end - 1
            for m in page.within("us", max(0, mark.start - 3), mark.end + 3)
        ):
            continue  # 'a couple of us'
        if (
            tokens[mark.start].fold in voc.words["near"]
            and tokens[mark.end : mark.end + 1]
            and (tokens[mark.end].fold in voc.words["article"] | voc.words["preposition"])
        ):
            continue  # 'vicino alla porta'
        if (
            mark.start in named
            or mark.start in used
            or mark.start in blocked
            or tokens[mark.start].fold in voc.words["pronoun_they"]
        ):
            continue
        start = mark.start
        determined, number = False, None
        aged = {n: m for m in page.within("age", max(0, mark.start - 6), mark.start) for n in range(m.start, m.end)}
        while start > 0 and mark.start - start < 6:
            word = tokens[start - 1]
            value = voc.number(word)
            if word.kind is Kind.LINE or start - 1 in named:
                break
            if start - 1 in aged and voc.number(word) != 1:
                start = aged[start - 1].start  # 'my 14 year old son'
                continue
            if word.fold in voc.words["determiner"]:
                determined = True
            elif value is not None and (start - 1) not in page.dated:
                if start < mark.start and tokens[start].fold in voc.words["article"]:
                    break  # 'gruppo 2 la nostra dipendente'
                number = value
            elif word.fold not in voc.words["adjective"] or word.fold in voc.words["plus"]:
                break
            start -= 1
        before = tokens[start - 1].fold if start else ""
        whose = before in voc.words["of"] and not single
        if whose and any(r.kind == "relation" and r.end == start - 1 for r in cast.refs):
            continue  # 'two members of our staff'
        told = any(m.start < start < m.end + 1 for m in page.marks.get("total", ()))
        if whose and number is not None and not told and not determined:
            continue  # 'una cooperativa di sette soci'
        joined = (
            before in voc.words["and"]
            or before in voc.words["with"]
            or (before == "," and any(r.kind == "relation" and r.end == start - 1 for r in cast.refs))
        )
        if (
            any(
                0 <= start - m.end <= 0
                for cls in ("introduce_self",)
                for m in page.within(cls, max(0, start - 4), start)
            )
            and single
        ):
            continue
        if _signs_as(page, mark.start):
            continue
        if (
            start
            and tokens[start - 1].fold in voc.words["article"]
            and any(p.relation == tokens[mark.start].fold for p in cast.persons)
        ):
            determined = True  # 'unitamente al minore', of whom the name was told
        if not (determined or number is not None or joined) or (
            not determined and number is None and _self_description(page, start)
        ):
            continue
        if single and number in (None, 1) and (before in voc.words["like"] or _occupation(page, start, mark.start)):
            continue
        used.update(range(start, mark.end))
        noun = tokens[mark.start].fold
        if number is None and not single:
            number = _predicate(page, mark.end)
        count: int | None = number if number is not None else 1 if single else 2 if noun in voc.words["pair"] else None
        if single and number is not None and number > 1:
            count = number
        if noun in voc.words["couple"]:
            count = 2 * (number or 1)
            used.update(range(mark.end, _of_whom(page, mark.end)))
        person = _apposition(page, cast, start, mark.end, names_at, names_end) if count in (1, None) else -1
        if person >= 0 and (count or 1) == 1:
            cast.persons[person].relation = cast.persons[person].relation or noun
        elif count == 1 and single and _points_back(page, cast, start, mark):
            continue
        elif (
            count == 1
            and (
                same := next(
                    (
                        i
                        for i, p in enumerate(cast.persons)
                        if p.relation == noun and _definite(page, start, mark.start)
                    ),
                    None,
                )
            )
            is not None
        ):
            person = same
        elif count == 1:
            cast.persons.append(Person("", frozenset(), relation=noun, first=start))
            person = len(cast.persons) - 1
        cast.refs.append(Ref(start, mark.end, "relation", person, count))


def _signs_as(page: Page, place: int) -> bool:
    """'Andrea Zuffi, il papà' on one of the last lines: what the writer is."""
    line = page.text[: page.tokens[place].start].rfind("\n")
    if line < 0 or page.text[page.tokens[place].end :].strip(" .!").count("\n") > 1:
        return False
    tail = page.text[line:]
    return (
        len(tail.split()) <= 7
        and "\n" not in tail.strip()
        and (tail.split() or [""])[0][:1].isupper()
        and not any(
            line < page.tokens[m.start].start for cls in (*COMING, "me", "total") for m in page.marks.get(cls, ())
        )
    )


def _of_whom(page: Page, at: int) -> int:
    """The end of 'di amici' after 'una coppia'."""
    end = at
    while (
        end < len(page.tokens)
        and end - at < 3
        and page.tokens[end].fold in (page.voc.words["of"] | page.voc.words["determiner"] | page.voc.words["adjective"])
    ):
        end += 1
    persons = end > at and any(m.start == end for c in ("relation", "relations") for m in page.within(c, end, end + 1))
    return end + 1 if persons else at


def _self_description(page: Page, start: int) -> bool:
    """'siamo marito e moglie', 'sono nonna di …': who they are, no further persons."""
    sentence = page.sentences[page.sentence_of(start)][0]
    return any(
        start - m.end <= 3 for cls in ("introduce_self", "introduce_us") for m in page.within(cls, sentence, start)
    )


def _occupation(page: Page, start: int, end: int) -> bool:
    """'faccio il magazziniere', 'I am a nurse': what the writer is."""
    return any(start <= m.end <= end for m in page.within("occupation", max(0, start - 4), end))


def _predicate(page: Page, at: int) -> int | None:
    """'gli studenti sono 17', 'children: 3'."""
    following = page.tokens[at : at + 2]
    ages = page.at("age", at)
    if ages is not None and page.tokens[at].text == "(":
        return sum(t.kind is Kind.NUMBER for t in page.tokens[at : ages.end])  # 'three kids (9, 7 and 4)'
    if (
        len(following) == 2
        and following[0].text == "("
        and page.tokens[at + 2 : at + 3]
        and page.tokens[at + 2].text == ")"
    ):
        return page.voc.number(following[1])  # 'i loro bambini (due)'
    told = page.at("total", at + 1) is not None
    if len(following) == 2 and not told and (following[0].fold in page.voc.words["be"] or following[0].text == ":"):
        return page.voc.number(following[1])
    return None


def _points_back(page: Page, cast: Cast, start: int, mark: Mark) -> bool:
    """'il dottore', 'il ragazzo' after somebody was named: the same person, unless it stands in an enumeration."""
    words, tokens = page.voc.words, page.tokens
    if start == mark.start or any(t.fold not in words["article"] for t in tokens[start : mark.start]):
        return False
    before = tokens[start - 1] if start else None
    if before is not None and (before.fold in words["and"] or before.fold in words["with"] or before.text in ",+"):
        return False
    return any(p.name and p.first < start for p in cast.persons[1:] if p.first >= 0)


def _definite(page: Page, start: int, end: int) -> bool:
    """Whether the words before a tie point at somebody met already ('mia moglie') rather than 'un altro'."""
    return not any(t.fold in page.voc.words["indefinite"] for t in page.tokens[start:end])


def _apposition(
    page: Page, cast: Cast, start: int, end: int, names_at: dict[int, Ref], names_end: dict[int, Ref]
) -> int:
    """The person a tie stands beside: 'mia figlia Matilde Rovesti', 'Ursula Prampolini, la mia vicina'; -1 for none."""
    tokens = page.tokens
    after = end
    skipped = 0
    while after < len(tokens) and after - end < 5 and after not in names_at:
        token = tokens[after]
        if token.text in ",(:" and skipped == 0:
            skipped += 1
        elif any(m.start <= after < m.end for m in page.within("named", max(end, after - 3), after + 3)) or (
            token.fold in page.voc.words["who"]
        ):
            pass
        elif page.sentence_of(after) != page.sentence_of(end - 1):
            break
        elif (
            token.fold in page.voc.words["of"]
            and after + 1 < len(tokens)
            and (tokens[after + 1].fold in page.voc.words["tie_place"] or _plain_noun(page, after + 1))
        ):
            after += 1
        elif token.fold in page.voc.words["article"] and skipped:
            pass  # 'mia madre, la sig.ra Elide Ferretti'
        elif (
            token.fold
            in page.voc.words["role"] | page.voc.words["title"] | page.voc.words["adjective"] | page.voc.words["of"]
            or token.text in '.)"«“'
        ):
            pass
        else:
            break
        after += 1
    if after in names_at and page.sentence_of(after) == page.sentence_of(end - 1):
        listed = (
            names_at[after].end < len(tokens)
            and tokens[names_at[after].end].text == ","
            and names_at[after].end + 1 in names_at
        )
        return -1 if listed and any(t.text == ":" for t in tokens[end:after]) else names_at[after].person
    before = start
    while before > 0 and start - before < 3 and before not in names_end:
        token = tokens[before - 1]
        if token.text in ",(" or token.fold in page.voc.words["article"]:
            before -= 1
        else:
            break
    _, stop = page.sentences[page.sentence_of(end - 1)]
    for mark in page.within("named", end, stop):  # 'la sua compagna, di cui so che si chiama Petra'
        between = any(m.start < mark.start for m in page.within("relation", end, stop))
        if mark.end in names_at and not between and page.tokens[mark.start].fold not in page.voc.words["stop"]:
            return names_at[mark.end].person
    other = any(t.fold in page.voc.words["their"] for t in tokens[start:end])  # 'Neil, his boy and me'
    if before in names_end and before < start and not other:
        ref = names_end[before]
        if ref.person != 0 or tokens[before].text == "(":
            return ref.person
    return -1


def _pronoun_refs(page: Page, cast: Cast) -> None:
    tokens, voc = page.tokens, page.voc
    taken = {n for r in cast.refs for n in range(r.start, r.end)}
    for n, token in enumerate(tokens):
        if n in taken or token.kind is not Kind.WORD:
            continue
        word = token.fold.strip("'")
        if word in voc.words["me"] or (word == "anch" and n + 1 < len(tokens) and tokens[n + 1].fold == "io"):
            cast.refs.append(Ref(n, n + 1, "me", 0))
        elif word in voc.words["me_subject"]:
            cast.refs.append(Ref(n, n + 1, "i", 0))
        elif word in voc.words["pronoun_he"] | voc.words["pronoun_she"] and not _polite(page, n):
            cast.refs.append(Ref(n, n + 1, "he", -1))
        elif word in voc.words["pronoun_they"]:
            cast.refs.append(Ref(n, n + 1, "they", -1, None))
    for cls, kind in (("us", "us"), ("others", "others")):
        last = -1
        for mark in page.marks.get(cls, ()):
            if mark.start >= last and not (
                mark.end - mark.start == 1 and tokens[mark.start].fold in voc.words["weak_us"]
            ):
                both = 2 if any(m.end == mark.end for m in page.within("pair_total", mark.start, mark.end)) else None
                cast.refs.append(Ref(mark.start, mark.end, kind, -1, mark.numbers[0] if mark.numbers else both))
                last = mark.end


def _one_each(page: Page, cast: Cast) -> None:
    """'Fausto e Nello con le rispettive consorti': as many as are named right before."""
    for number, ref in enumerate(cast.refs):
        each = any(t.fold in page.voc.words["respective"] for t in page.tokens[ref.start : ref.end])
        if ref.kind != "relation" or ref.n is not None or not each:
            continue
        named = 0
        while named < number and cast.refs[number - 1 - named].kind == "name":
            named += 1
        if named >= 2 and page.sentence_of(cast.refs[number - 1].start) == page.sentence_of(ref.start):
            cast.refs[number] = replace(ref, n=named)


def _unknown_groups(page: Page, cast: Cast, blocked: frozenset[int]) -> None:
    """'io e i due garzoni', 'con tre doctoral students': a number and a noun no list knows, joined to persons."""
    voc, tokens = page.voc, page.tokens
    taken = {n for r in cast.refs for n in range(r.start, r.end)} | set(page.dated) | set(blocked)
    counted = ("us", "others", "pair_total", "total", "sum", "me_and")
    for cls in ("places", "number_noun", "price", "age", "address", "total_first", "number_range", *counted):
        taken |= {n for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    things = {n for m in page.marks.get("place_word", ()) for n in range(m.start, m.end)}
    joints = voc.words["and"] | voc.words["with"]
    starts, ends = {r.start for r in cast.refs if r.kind != "they"}, {r.end for r in cast.refs if r.kind != "they"}
    for n, token in enumerate(tokens):
        value = voc.number(token)
        if value is None or not 2 <= value <= 60 or n in taken:
            continue
        noun = n + 1
        while noun < len(tokens) and noun - n < 3 and tokens[noun].fold in voc.words["adjective"]:
            noun += 1
        end = noun + 1
        if noun + 1 < len(tokens) and voc.words["noun_last"] and _plain_noun(page, noun + 1):
            end = noun + 2  # 'doctoral students'
        if not all(_plain_noun(page, k) for k in range(noun, end)) or any(k in taken | things for k in range(n, end)):
            continue
        start = n
        while start > 0 and tokens[start - 1].fold in voc.words["determiner"] and tokens[start - 1].kind is Kind.WORD:
            start -= 1
        before = start - 1
        while before >= 0 and (tokens[before].text in ",(" or tokens[before].fold in joints) and start - before <= 2:
            before -= 1
        after = end
        between = joints | voc.words["article"] | {","}
        while after < len(tokens) and tokens[after].fold in between:
            after += 1
        joined = (before + 1 < start and before + 1 in ends) or (after > end and after in starts)
        carried = any(m.end == start for m in page.within("carry", max(0, start - 5), start)) or (
            start > 0 and tokens[start - 1].fold in voc.words["with"] and tokens[start - 1].text != "+"
        )
        if joined or carried:
            cast.refs.append(Ref(start, end, "relation", -1, value))
            taken.update(range(start, end))
            starts.add(start)
            ends.add(end)
    cast.refs.sort(key=lambda r: (r.start, -r.end))


def _plain_noun(page: Page, n: int) -> bool:
    """Whether the token is a word of small letters that no class of the vocabulary claims."""
    if n >= len(page.tokens):
        return False
    token, voc = page.tokens[n], page.voc
    return (
        token.kind is Kind.WORD
        and len(token.text) > 3
        and (not token.capital or page.shouting)
        and voc.number(token) is None
        and token.fold not in voc.function_words
        and token.fold not in voc.words["stop"]
        and token.fold not in voc.words["not_a_person"]
        and token.fold not in voc.words["session_head"] | voc.words["round_head"]
        and n not in page.dated
    )


def _polite(page: Page, n: int) -> bool:
    """'Lei' that addresses the reader."""
    token = page.tokens[n]
    return (
        token.text == "Lei"
        and n > 0
        and page.tokens[n - 1].text not in ".!?"
        and page.tokens[n - 1].kind is not Kind.LINE
    )


# ------------------------------------------------------------------------------------------------ who comes


def _enumerations(page: Page, cast: Cast) -> None:
    """'io, mia moglie e i due ragazzi': who is listed with the writer comes, unless the clause says no."""
    for one, two in pairwise(list(cast.refs)):  # 'la maestra, cioè io'
        between = [t for t in page.tokens[one.end : two.start] if t.text != ","]
        alone = one.kind == "relation" and one.n == 1 and two.kind == "me" and 0 < len(between) <= 2
        if alone and all(t.fold in page.voc.words["that_is"] for t in between):
            cast.refs.remove(one)
    subordinate = page.voc.words["subordinate"]
    we_are = {m.end for m in page.marks.get("introduce_us", ())}
    for chain in chains(page, cast.refs):
        if any(r.start in we_are for r in chain) and any(
            r.kind == "name" for r in chain
        ):  # 'siamo (i signori) Franco e Lia Lapi'
            for n in {page.clause_of(r.start) for r in chain}:
                if cast.stances[n] is not Stance.STAYS:
                    cast.stances[n] = Stance.COMES
        if _counted_before(page, chain):  # 'saliamo in cinque: Ada, Ugo e i nipoti'
            for n in {page.clause_of(r.start) for r in chain}:
                if cast.stances[n] is Stance.SILENT:
                    cast.stances[n] = Stance.COMES
        kinds = {r.kind for r in chain}
        if not kinds & {"me", "us", "i"} or not kinds & {"name", "relation", "he"}:
            continue
        clauses = {page.clause_of(r.start) for r in chain}
        if all(cast.stances[n] is Stance.SILENT and page.clauses[n].opener not in subordinate for n in clauses):
            sentence = page.clauses[min(clauses)].sentence
            for n, clause in enumerate(page.clauses):
                if (
                    clause.sentence == sentence
                    and n >= min(clauses)
                    and cast.stances[n] is Stance.SILENT
                    and clause.opener not in subordinate
                ):
                    cast.stances[n] = Stance.COMES


def _counted_before(page: Page, chain: Sequence[Ref]) -> bool:
    """Whether a number stands before the colon or bracket that the persons follow."""
    before = chain[0].start - 1
    if len(chain) < 2 or before < 1 or page.tokens[before].text not in ":(":
        return False
    start, _ = page.sentences[page.sentence_of(chain[0].start)]
    near = range(max(start, before - 4), before)
    return any((page.voc.number(page.tokens[n]) or 0) > 1 and n not in page.dated for n in near)


def _bare_sentences(page: Page, cast: Cast, wishes: frozenset[int]) -> None:
    """Sentences without a verb that begin with persons or name a session say who comes: 'io e Giada', 'Ugo: 2'."""
    subordinate = page.voc.words["subordinate"]
    for number, (start, end) in enumerate(page.sentences):
        clauses = [n for n, c in enumerate(page.clauses) if c.sentence == number]
        if any(cast.stances[n] is not Stance.SILENT for n in clauses):
            continue
        if any(tells(page, page.clauses[n]) and page.clauses[n].opener not in subordinate for n in clauses):
            continue
        refs = [r for r in cast.refs if start <= r.start < end and r.kind in ("name", "relation", "me", "us")]
        if not refs or _signs_alone(page, cast, refs):
            continue
        if any(r.kind == "name" and len(cast.persons[r.person].key) > 1 for r in refs) and any(
            start <= n < end for n in wishes
        ):
            for n in clauses:
                cast.stances[n] = Stance.SILENT if tells(page, page.clauses[n]) else Stance.COMES
            continue
        words = [n for n in range(start, end) if page.tokens[n].kind is Kind.WORD]
        covered = {n for r in refs for n in range(r.start, r.end)}
        stop = page.voc.words["stop"] | page.voc.words["and"]
        loose = [n for n in words if n not in covered and n not in page.dated and page.tokens[n].fold not in stop]
        before = [n for n in words if n < refs[0].start]
        opens = all(
            n in covered
            or n in page.dated
            or page.tokens[n].fold in stop
            or page.tokens[n].fold in page.voc.words["opening"]
            or page.voc.number(page.tokens[n]) is not None
            for n in before
        )
        lead = page.tokens[max(start, refs[0].start - 3) : refs[0].start]
        announced = len(before) <= 6 and any(t.text == ":" for t in lead)
        numbered = any(page.voc.number(t) is not None for t in page.tokens[refs[0].start : refs[0].end])
        group = numbered and (refs[0].n or 0) >= 2 and not before and len(loose) <= 3
        if ((opens or announced) and (len(refs) >= 2 or group) and len(loose) <= 6) or (
            len(loose) <= 1
            and any(r.kind != "us" for r in refs)
            and page.text.count("\n", 0, page.tokens[start].start) < page.text.rstrip().count("\n")
        ):
            for n in clauses:
                cast.stances[n] = Stance.COMES


def _signs_alone(page: Page, cast: Cast, refs: Sequence[Ref]) -> bool:
    """'… Ada Neri, assistente del dott. Sala': the writer's name under the text, with nobody joined to it."""
    first = refs[0]
    if all(r.person == 0 and r.kind != "me" for r in refs):
        return _is_sign_off(page, first.start)
    joined = any(first in c and len(c) > 1 for c in chains(page, refs))
    return first.kind == "name" and first.person == 0 and not joined and _is_sign_off(page, first.start)


def _lists(page: Page, cast: Cast) -> None:
    """Lines that begin with a name, below words that announce them: the people listed come."""
    names = {r.start: r for r in cast.refs if r.kind == "name"}
    rows: list[int] = []
    marked: list[bool] = []  # whether a bullet or a number opens the row
    for number, (start, end) in enumerate(page.sentences):
        first = start
        while first < end and (
            page.tokens[first].kind in (Kind.MARK, Kind.NUMBER, Kind.LINE)
            or page.tokens[first].fold.strip(".") in page.voc.words["title"]
            or len(page.tokens[first].text) == 1
        ):
            first += 1
        before = page.tokens[start - 1] if start else None
        line_start = (
            before is None or before.kind is Kind.LINE or page.tokens[start].kind is Kind.LINE or before.text == ";"
        )
        if first in names and line_start:
            rows.append(number)
            marked.append(any(t.kind is not Kind.LINE for t in page.tokens[start:first]))
    rows = [
        row for row, mark in zip(rows, marked, strict=True) if mark or row + 1 in rows or not _signs(page, cast, row)
    ]
    if not rows or (len(rows) == 1 and not _announced(page, rows[0])):
        return
    for number in rows:
        clauses = [n for n, c in enumerate(page.clauses) if c.sentence == number]
        cast.rows += clauses
        start, end = page.sentences[number]
        gone = page.has("absent", start, end) or page.has("absent_self", start, end)
        if not gone and (len(rows) > 2 or any(cast.stances[n] is Stance.SILENT for n in clauses)):
            cast.lists = True
        for n in clauses:
            if gone:
                cast.stances[n] = Stance.STAYS
            elif cast.stances[n] is Stance.SILENT or (cast.stances[n] is not Stance.STAYS and n == clauses[0]):
                cast.stances[n] = Stance.COMES


def _signs(page: Page, cast: Cast, row: int) -> bool:
    """Whether the row is the writer's name under the text."""
    start, end = page.sentences[row]
    own = next((r for r in cast.refs if r.kind == "name" and start <= r.start < end), None)
    return own is not None and own.person == 0 and _is_sign_off(page, own.start)


def _is_sign_off(page: Page, place: int) -> bool:
    """Whether the name stands late in the text, or opens one of its last lines."""
    begin = page.text.rfind("\n", 0, page.tokens[place].start) + 1
    below = page.text[page.tokens[place].start :].rstrip()
    opens = begin > 0 and not page.text[begin : page.tokens[place].start].strip(" .,–-")
    return page.tokens[place].start > 0.6 * len(page.text.rstrip()) or (opens and below.count("\n") <= 3)


def _announced(page: Page, row: int) -> bool:
    if row == 0:
        return False
    start, end = page.sentences[row - 1]
    return any(t.text == ":" for t in page.tokens[max(start, end - 3) : end])


def _attend(page: Page, cast: Cast) -> None:
    tied: dict[int, bool] = {}
    for ref in cast.refs:
        if ref.kind == "he" and cast.stances[page.clause_of(ref.start)] is Stance.COMES:
            meant = [r for r in cast.refs if r.start < ref.start and r.kind == "name" and r.person > 0][-1:]
            for r in meant:
                cast.persons[r.person].comes = True
        if ref.kind not in ("name", "relation"):
            continue
        clause = page.clauses[page.clause_of(ref.start)]
        stance = cast.stances[page.clause_of(ref.start)]
        if ref.kind == "name" and ref.person > 0 and clause.depth and _by_phone(page, cast, ref.person):
            continue
        before = page.tokens[ref.start - 1].fold if ref.start else ""
        if stance is Stance.COMES and (_who_stays(page, cast, ref) or before in page.voc.words["without"]):
            stance = Stance.STAYS
        maybe = page.has("uncertain", clause.start, clause.end)
        if stance is Stance.STAYS and page.has("instead_of", clause.start, clause.end):
            stance = _replacement(page, clause, ref)
        elif stance is Stance.STAYS and _before_who_stays(page, cast, clause, ref):
            stance = cast.stances[page.clause_of(ref.start) - 1]
        if ref.kind == "relation" and ref.person < 0:
            if stance is Stance.COMES and _names_follow(page, cast, ref):
                continue
            if stance is Stance.COMES:
                if ref.n is None:
                    whose = {t.fold for t in page.tokens[max(0, ref.start - 1) : ref.end]}
                    if (
                        whose & page.voc.words["own"]
                        and page.tokens[ref.end - 1].fold not in page.voc.words["others_word"]
                    ):
                        cast.vague.append(page.words(ref.start, ref.end))
                else:
                    cast.unnamed.append(ref)
            elif (
                stance is Stance.SILENT
                and _counts(page, ref)
                and not tells(page, clause)
                and not _names_follow(page, cast, ref)
            ):
                cast.vague.append(page.words(ref.start, ref.end))  # a number of people, and nothing said of them
            continue
        if ref.person == 0:
            continue
        person = cast.persons[ref.person]
        if stance is Stance.COMES:
            if not person.name and ref.person not in tied:
                tied[ref.person] = True
                cast.unnamed.append(ref)
            person.comes = True
            person.stays = person.stays and not person.comes
            person.maybe = person.maybe or maybe
        elif stance is Stance.SILENT and not person.name and ref.n == 1 and _after_with(page, ref):
            cast.vague.append(page.words(ref.start, ref.end))  # 'vorrei il gruppo 1 con la mia bambina'
        elif stance is Stance.STAYS:
            person.stays = True
            if ref.person in tied:
                cast.unnamed = [r for r in cast.unnamed if r.person != ref.person]
    for person in cast.persons[1:]:
        if person.stays and not person.name:
            cast.unnamed = [r for r in cast.unnamed if cast.persons[r.person] is not person or r.person < 0]
    for n, person in enumerate(cast.persons):
        if not n or not person.name or person.comes is not None or person.stays or _by_phone(page, cast, n):
            continue
        if not _presumed(page, cast, n) and not _mentioned(page, cast, n):
            cast.leftovers.append(person.name)


def _mentioned(page: Page, cast: Cast, number: int) -> bool:
    """Whether somebody called by one name is only spoken of: greeted, or met in remarks and in what others do."""
    if len(cast.persons[number].key) > 1:
        return False
    for ref in (r for r in cast.refs if r.person == number and r.kind == "name"):
        at = page.clause_of(ref.start)
        clause = page.clauses[at]
        lead = {t.fold for t in page.tokens[max(0, ref.start - 3) : ref.start]}
        greeted = clause.start <= page.sentences[0][1] and lead & page.voc.words["greeting_word"]
        if not greeted and cast.stances[at] is not Stance.ASIDE and not tells(page, clause):
            return False
    return True


def _counts(page: Page, ref: Ref) -> bool:
    """Whether a number above one is said of the group itself."""
    return any((page.voc.number(t) or 0) > 1 for t in page.tokens[ref.start : ref.end])


def _presumed(page: Page, cast: Cast, number: int) -> bool:
    """Somebody named in full in a clause without a verb, of whom nothing is said, is named because he comes."""
    person = cast.persons[number]
    refs = [r for r in cast.refs if r.person == number]
    if len(person.key) < 2 or any(r.kind not in ("name", "relation") for r in refs):
        return False
    for ref in refs:
        at = page.clause_of(ref.start)
        words, n = page.voc.words, ref.start - 1
        while n > 0 and (page.tokens[n].fold.strip(".") in words["title"] or page.tokens[n].text == "."):
            n -= 1
        lead = {page.tokens[n].fold} if n >= 0 else set()
        if cast.stances[at] is not Stance.SILENT or tells(page, page.clauses[at]):
            return False
        if any(m.end == ref.start for m in page.within("named", max(0, ref.start - 4), ref.start)):
            return False
        if lead & (words["of"] | words["greeting_word"] | words["place_before"]):
            return False
    person.comes = True
    return True


def _who_stays(page: Page, cast: Cast, ref: Ref) -> bool:
    """'… da due educatori (i quali attendono fuori)': the clause about the person says no."""
    number = page.clause_of(ref.start) + 1
    if number >= len(page.clauses) or cast.stances[number] is not Stance.STAYS:
        return False
    clause = page.clauses[number]
    about = clause.depth > 0 or any(
        t.fold in page.voc.words["who"] for t in page.tokens[max(0, clause.start - 1) : clause.start + 2]
    )
    inside = [r for r in cast.refs if clause.start <= r.start < clause.end]
    others = any(r.kind in ("name", "relation", "me", "i", "us") for r in inside)
    return about and not others and 0 <= clause.start - ref.end <= 2


def _before_who_stays(page: Page, cast: Cast, clause: Clause, ref: Ref) -> bool:
    """'… mio marito e i suoceri i bimbi li lasciamo a casa': whose words end before those of who stays begin."""
    marks = [m.start for cls in STAYING for m in page.within(cls, clause.start, clause.end)]
    number = page.clause_of(ref.start)
    if not marks or not number or page.clauses[number - 1].sentence != clause.sentence:
        return False
    subject = next((c for c in reversed(chains(page, cast.refs)) if c[-1].end <= min(marks)), None)
    return subject is not None and clause.start < subject[0].start and ref.start < subject[0].start


def merge_groups(page: Page, cast: Cast) -> None:
    """A group with a number whose members are named ('tre delegati: …') is no further persons; where names are still to
    come ('sei educatrici, … gli altri quattro'), only those are."""
    named = [p for p in cast.persons[1:] if p.name and p.comes and not p.stays]
    if len(named) >= 2 and cast.guests == len(named) and cast.lists:
        cast.unnamed = []
    merged: list[Ref] = []
    for ref in cast.unnamed:
        number = ref.n or 0
        beside = any(ref in c and any(r.kind == "name" for r in c) for c in chains(page, cast.refs))
        if number >= 2 and len(named) >= 2 and number == len(named) and not beside:
            continue
        rest = [m for m in page.marks.get("remainder", ()) if cast.stances[page.clause_of(m.start)] is not Stance.STAYS]
        if number > len(named) >= 1 and number >= 3 and rest:
            merged.append(replace(ref, n=number - len(named)))
        else:
            merged.append(ref)
    cast.unnamed = merged


def _by_phone(page: Page, cast: Cast, number: int) -> bool:
    """Whether the person is named only beside a phone: whom to call."""
    refs = [r for r in cast.refs if r.person == number]
    return bool(refs) and all(any(t.kind is Kind.OPAQUE for t in page.tokens[r.end : r.end + 4]) for r in refs)


def _names_follow(page: Page, cast: Cast, ref: Ref) -> bool:
    """'quattro amiche: Licia, …', 'his two doctorands Tilo … and Yasmin …': the group is named right after."""
    if ref.n == 1:
        return False
    end = page.sentences[page.sentence_of(ref.start)][1]
    names = [r for r in cast.refs if r.kind in ("name", "me") and ref.end <= r.start < min(end, ref.end + 40)]
    return (
        len(names) >= 2
        and names[0].start - ref.end <= 8
        and (ref.n is None or len({r.person for r in names}) in (ref.n, ref.n + 1))
    ) or (ref.n is not None and page.has("remainder") and bool(names or cast.lists))


def _replacement(page: Page, clause: Clause, ref: Ref) -> Stance:
    """'al posto di Morandi viene Setti': who is named after the words goes, the other comes."""
    mark = next(page.within("instead_of", clause.start, clause.end))
    return Stance.STAYS if mark.end <= ref.start <= mark.end + 4 else Stance.COMES


def _writer_attends(page: Page, cast: Cast, booking: bool, form: bool) -> None:
    writer = cast.writer
    says_self = any(cast.stances[page.clause_of(m.start)] is Stance.COMES for m in page.marks.get("self", ()))
    says_we = [m for m in page.marks.get("we", ()) if cast.stances[page.clause_of(m.start)] is Stance.COMES]
    me = any(
        r.kind == "me"
        and cast.stances[page.clause_of(r.start)] is Stance.COMES
        and not any(m.start <= r.start < m.end for m in page.within("escort", max(0, r.start - 4), r.end + 6))
        for r in cast.refs
    )
    absent = any(
        not page.has("for_a_while", m.start, page.clauses[page.clause_of(m.start)].end)
        for m in page.marks.get("absent_self", ())
    )
    named = any(p.comes and not p.stays and p.name for p in cast.persons[1:])
    listed_self = any(
        r.kind == "name"
        and r.person == 0
        and cast.stances[page.clause_of(r.start)] is Stance.COMES
        and (page.clause_of(r.start) in cast.rows or not _under_text(page, r))
        and not (page.clauses[page.clause_of(r.start)].depth and _by_phone(page, cast, 0))
        for r in cast.refs
    )
    cast.plural = bool(says_we) or any(r.kind == "us" for r in cast.refs)
    first = next(
        (r.start for r in cast.refs if r.person == 0 and cast.stances[page.clause_of(r.start)] is Stance.COMES), 10**6
    )
    writer.first = first if writer.first < 0 or first < writer.first else writer.first
    if absent:
        writer.comes = False
    elif me or listed_self or (says_self and not _on_behalf(page, cast)):
        writer.comes = True
    elif says_we and not writer.name and named:
        writer.comes = False
    elif says_we or form or _beside_me(page, cast):
        writer.comes = True
        cast.presumed = cast.lists and not form and not _beside_me(page, cast)
    elif named or (cast.guests and cast.unnamed and not cast.plural and not _sorted_by_age(page, cast)):
        writer.comes = False
    else:
        writer.comes = booking or None
        cast.presumed = booking


def _sorted_by_age(page: Page, cast: Cast) -> bool:
    """'2 adults and 1 child': the party in which the writer is one of the adults."""
    grown = page.voc.words["grown_up"]
    return any(t.fold in grown for r in cast.unnamed for t in page.tokens[r.start : r.end])


def _on_behalf(page: Page, cast: Cast) -> bool:
    """'on behalf of Dr Walsh I would like …': the places asked for are another's."""
    others = [r.start for r in cast.refs if r.kind in ("name", "relation") and r.person != 0]
    return any(0 <= o - m.end <= 3 for m in page.marks.get("on_behalf", ()) for o in others)


def _beside_me(page: Page, cast: Cast) -> bool:
    """'my wife is coming too', 'accompanied by my carer': somebody comes beside the writer."""
    for ref in cast.refs:
        other = ref.kind in ("name", "relation") and ref.person != 0
        if other and _after_with(page, ref) and _opens_with_it(page, cast, ref):
            return True  # 'gruppo 1 con mia moglie'
    for mark in page.marks.get("beside_me", ()):
        number = page.clause_of(mark.start)
        clause = page.clauses[number]
        inside = any(clause.start <= r.start < clause.end for r in cast.refs if r.kind == "relation" and r.person != 0)
        if cast.stances[number] is Stance.COMES and inside:
            return True
    return False


def _after_with(page: Page, ref: Ref) -> bool:
    """Whether 'con', 'insieme a' or 'with' stands right before."""
    return any(t.fold in page.voc.words["beside"] for t in page.tokens[max(0, ref.start - 2) : ref.start])


def _opens_with_it(page: Page, cast: Cast, ref: Ref) -> bool:
    """Whether nobody else stands before 'with …' in its sentence, and it speaks of coming."""
    start, _ = page.sentences[page.sentence_of(ref.start)]
    others = any(start <= r.start < ref.start and r.kind in ("name", "relation") for r in cast.refs)
    return not others and cast.stances[page.clause_of(ref.start)] in (Stance.COMES, Stance.SILENT)


def adopt(page: Page, cast: Cast, mentions: Sequence[tuple[int, list[int]]]) -> None:
    """Who is said to want a session comes. `mentions`: place of the session, and whose wish it is."""
    for place, owners in mentions:
        for owner in owners:
            if (
                owner >= 0
                and cast.persons[owner].name
                and cast.stances[page.clause_of(place)] not in (Stance.STAYS, Stance.ASIDE)
                and not cast.persons[owner].stays
            ):
                if (
                    owner == 0
                    and cast.writer.comes is False
                    and (page.has("absent_self") or _on_behalf(page, cast) or _signs_off(page, cast))
                ):
                    continue
                spoken = [cast.stances[page.clause_of(r.start)] for r in cast.refs if r.person == owner]
                if owner and spoken and all(s is Stance.ASIDE for s in spoken):
                    continue  # 'come d'accordo con la vostra collega Carla, mi iscrivo al gruppo 1'
                person = cast.persons[owner]
                person.comes = True
                person.first = person.first if person.first >= 0 else place
                if person.name in cast.leftovers:
                    cast.leftovers.remove(person.name)


def _signs_off(page: Page, cast: Cast) -> bool:
    """Whether the writer is met by his name under the text alone, and never says 'I'."""
    own = [r for r in cast.refs if r.person == 0]
    return all(r.kind == "name" and _under_text(page, r) for r in own) and not page.has("self")


def _under_text(page: Page, ref: Ref) -> bool:
    """Whether a name is the sign-off below the text."""
    line_start = page.text.rfind("\n", 0, page.tokens[ref.start].start) + 1
    below = page.text[page.tokens[ref.end - 1].end :].strip()
    return (
        page.text[line_start : page.tokens[ref.start].start].strip(" .,–-") == "" and len(below) < 90 and line_start > 0
    )
