"""Names of persons in a text: capitals, titles, the words around, and lists of names as a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailflow.understanding.gazetteer import given, surnames, wordlike
from mailflow.understanding.page import Page
from mailflow.understanding.tokens import Kind, Token, fold, tokenize
from mailflow.understanding.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name at tokens [start, end); `key`: its words folded. `sure`: more than capitals tell it."""

    start: int
    end: int
    text: str
    key: frozenset[str]
    sure: bool
    titled: bool = False


def key_of(name: str) -> frozenset[str]:
    """The words that tell a name, folded; initials and marks left out."""
    return frozenset(w for w in re.findall(r"[^\W\d_]+", fold(name).replace("'", " ")) if len(w) > 1)


def is_given(word: str) -> bool:
    """Whether the (folded) word is a first name somewhere."""
    return word in given() or (all(part in given() for part in word.split("-") if part) and "-" in word)


def looks_like_a_person(display: str, voc: Vocabulary) -> bool:
    """Whether a display name is a person's and no office's or firm's."""
    words = [t.fold for t in tokenize(display) if t.kind is Kind.WORD]
    if not words or any(t.kind is Kind.NUMBER for t in tokenize(display)):
        return False
    words = [w for w in words if w.strip(".") not in voc.words["title"] and w not in voc.words["particle"]]
    if any(
        w.strip(".") in voc.words["organization"] | voc.words["organization_form"] | voc.words["role"] for w in words
    ):
        return False
    strange = [w for w in words if w in voc.words["not_names"]]
    if strange and (
        len(words) == 1 or len(strange) > 1 or strange[0] in voc.words["stop"] or strange[0] not in voc.ordinals
    ):
        return False
    if any(mark in display for mark in "|/@&:+_"):
        return False
    known = sum(is_given(w) for w in words)
    if len(words) == 1:
        return known == 1
    return 2 <= len(words) <= 5 and (known >= 1 or all(w in surnames() or w not in voc.function_words for w in words))


def clean(name: str, voc: Vocabulary) -> str:
    """A name without titles, offices ('La responsabile …'), brackets and what follows a comma or a dash."""
    name = re.split(r"\s[-–|]\s|[,(|/]", name.strip().strip("\"'"))[0]
    words = name.split()
    if len(words) > 3 and fold(words[0]) in voc.words["name_article"] and fold(words[1]) in voc.words["role"]:
        words = words[2:]
    while words and fold(words[0]).strip(".") in voc.words["title"]:
        words = words[1:]
    return " ".join(words).strip(" .")


def find_names(
    page: Page, blocked: frozenset[int], not_people: frozenset[str], known: Sequence[frozenset[str]]
) -> tuple[Name, ...]:
    """All names in the text, in order. `blocked`: tokens that are sessions; `known`: names the headers tell."""

    def once(known: Sequence[frozenset[str]]) -> tuple[Name, ...]:
        finder = _Finder(page, blocked, not_people, known)
        return finder.caseless() if page.shouting or page.whispering else finder.cased()

    found = once(known)
    full = [name.key for name in found if len(name.key) >= 2]
    return once([*known, *full]) if full else found  # a surname alone is a name once the full name was met


def page_lists(page: Page) -> bool:
    """Whether the text is no more than names: 'Anna, Luca e Sara'."""
    return sum(t.kind is Kind.WORD for t in page.tokens) <= 6


def completed(names: Sequence[Name], fuller: Sequence[Name]) -> tuple[Name, ...]:
    """Names of one word, made whole where exactly one full name told elsewhere in the mail holds them."""
    whole = {n.key: n for n in fuller if len(n.key) >= 2}
    known = {n.key for n in names if len(n.key) >= 2}

    def complete(name: Name) -> Name:
        if len(name.key) != 1 or any(name.key < key for key in known):
            return name
        found = [n for key, n in whole.items() if name.key < key]
        return replace(name, text=found[0].text, key=found[0].key) if len(found) == 1 else name

    return tuple(complete(name) for name in names)


def _inverted_rows(text: str) -> int:
    """How many lines begin like 'Kane, Ruth'; all lines of that form, where one tells it and none speaks against it."""
    pairs = [(fold(a), fold(b)) for a, b in re.findall(r"(?m)^\W*([^\W\d_]+), ([^\W\d_]+)", text)]
    told = sum(is_given(b) and not is_given(a) for a, b in pairs)
    whole = re.findall(r"(?m)^\W*([^\W\d_]+), ([^\W\d_]+)\W*$", text)
    against = any(is_given(fold(a)) and fold(a) not in surnames() and not is_given(fold(b)) for a, b in whole)
    return max(told, len(whole) if told and not against else 0)


class _Finder:
    def __init__(
        self, page: Page, blocked: frozenset[int], not_people: frozenset[str], known: Sequence[frozenset[str]]
    ) -> None:
        self.page = page
        self.tokens = page.tokens
        self.words = page.voc.words
        self.blocked = blocked | page.dated
        self.not_people = not_people
        offices = self.words["organization"] | self.words["organization_form"] | self.words["role"]
        self.known_words = frozenset().union(*known) - offices if known else frozenset()
        self.surname_first = page.has("surname_first") or _inverted_rows(page.text) >= 2
        self.labelled = self.surname_first or page.has("name_label")

    def title_at(self, n: int) -> int:
        """The place after a title at n, n itself where there is none."""
        while n < len(self.tokens) and self.tokens[n].fold.strip(".") in self.words["title"]:
            n += 1
            while n < len(self.tokens) and self.tokens[n].text == ".":
                n += 1
        return n

    def fits(self, token: Token, n: int) -> bool:
        """Whether the token can be a word of a name."""
        if token.kind is not Kind.WORD or n in self.blocked:
            return False
        word = token.fold.rstrip("'")
        if word in self.page.voc.numbers and word not in self.known_words:
            return False
        if (
            word.strip(".") in self.words["title"]
            and word not in self.known_words
            and n + 1 < len(self.tokens)
            and (self.tokens[n + 1].text == "." or len(word) <= 4)
        ):
            return False
        joined = (
            n > 0
            and self.tokens[n - 1].text[-1] in "'’"
            and self.tokens[n - 1].end == token.start
            and self.tokens[n - 1].text[0].isupper()
        )
        if (
            word in self.words["not_names"]
            and not joined
            and not (word in self.known_words and not self.everyday(n))
            and not self.beside_surname(n)
        ):
            return False
        if word.strip(".") in self.words["organization"] | self.words["organization_form"] | self.words["role"]:
            return False
        return token.text[0].isupper() and (len(token.text) > 1 or token.text.isupper())

    def everyday(self, n: int) -> bool:
        """'Nonno' of a sender 'NONNO EZIO': a word for a tie, although the headers call somebody so."""
        return any(m.end == n + 1 for m in self.page.within("relation", n, n + 1))

    def beside_surname(self, n: int) -> bool:
        """'Secondo Casati', 'Primo e Secondo Casati': an everyday word that the surname makes a name."""
        tokens = self.tokens
        if not self.may_be_given(n):
            return False
        after = n + 1
        if after < len(tokens) and tokens[after].fold in self.words["and"] and self.may_be_given(after + 1):
            after += 2
        if after >= len(tokens) or after in self.blocked:
            return False
        surname, word = tokens[after], tokens[after].fold
        return (
            surname.kind is Kind.WORD
            and surname.text[0].isupper()
            and len(word) > 2
            and word not in self.words["not_names"] | self.words["session_head"] | self.words["round_head"]
            and word not in self.not_people
            and word not in self.page.voc.common
            and (not self.begins_sentence(n) or word in self.known_words or word in surnames())
        )

    def may_be_given(self, n: int) -> bool:
        """Whether an everyday word with a capital is a first name as well."""
        if n >= len(self.tokens) or n in self.blocked or not self.tokens[n].capital:
            return False
        word = self.tokens[n].fold
        if word in self.words["stop"] | self.page.voc.function_words | self.words["article"]:
            return word in wordlike() and n + 1 < len(self.tokens) and self.tokens[n + 1].fold in self.known_words
        return word in wordlike() or word in given() or self.page.voc.ordinals.get(word, 0) > 0

    def cased(self) -> tuple[Name, ...]:
        found: list[Name] = []
        n = 0
        while n < len(self.tokens):
            after = self.title_at(n)
            titled = after > n
            run = self.run(after)
            name = self.accept(run, titled) if run else None
            if name is None and not titled:
                name = self.introduced(n)
            if name is not None:
                found.append(name)
                n = max(name.end, n + 1)
            else:
                n = max(n + 1, run[-1] + 1 if run and not titled else n + 1)
        return self.with_neighbours(found)

    def with_neighbours(self, found: list[Name]) -> tuple[Name, ...]:
        """'Diletta, Giovanni e Bianca', 'Baz and Steve': an unknown word with a capital beside a first name alone."""
        tokens = self.tokens
        joints = self.words["and"] | {","}
        taken = {k for name in found for k in range(name.start, name.end)}
        for at in range(1, len(tokens)):  # 'me niamh and rory'
            word = tokens[at]
            mine = tokens[at - 1].fold in self.words["me"] or (
                at > 1
                and tokens[at - 1].fold in joints
                and (tokens[at - 2].fold in self.words["me"] or (at - 2 in taken and tokens[at - 2].text.islower()))
            )
            if mine and at not in taken and word.text.islower() and is_given(word.fold) and self.free(at):
                found.append(self.name([at], False, False))
                taken.add(at)
        for name in list(found):
            at = name.end + 1
            if len(name.key) < 2 or not all(self.row_word(k, taken) for k in (at, at + 1)):
                continue
            closed = at + 2 >= len(tokens) or not tokens[at + 2].capital
            known = tokens[at].fold in surnames() or tokens[at + 1].fold in surnames() or is_given(tokens[at].fold)
            if tokens[name.end].fold in joints and closed and known:
                found.append(self.name([at, at + 1], False, False))
                taken |= {at, at + 1}
        queue = [
            name
            for name in found
            if is_given(tokens[name.start].fold) and (name.end - name.start == 1 or len(name.key) == 2)
        ]
        while queue:
            name = queue.pop()
            for step in (-1, 1):
                between, at = name.start + step, name.start + 2 * step
                if len(name.key) == 2 and (step == 1 or not is_given(tokens[max(at, 0)].fold)):
                    continue  # 'a nome di Carlo e Lina Bassi'
                if not 0 <= at < len(tokens) or tokens[between].fold not in joints or at in taken:
                    continue
                alone = not (0 <= at + step < len(tokens)) or not (
                    tokens[at + step].capital and tokens[at + step].kind is Kind.WORD
                )
                if (
                    alone
                    and len(tokens[at].text) > 2
                    and not tokens[at].text.isupper()
                    and self.fits(tokens[at], at)
                    and not self.begins_sentence(at)
                    and tokens[at].fold not in self.page.voc.common | self.not_people
                    and not self.in_place(at)
                ):
                    found.append(self.name([at], False, False))
                    taken.add(at)
                    queue.append(found[-1])
        return tuple(sorted(found, key=lambda name: name.start))

    def row_word(self, n: int, taken: set[int]) -> bool:
        """Whether the token may be a word of the next name in a row: 'Serra Paolo, Conti Mariapia'."""
        if n >= len(self.tokens) or n in taken or not self.fits(self.tokens[n], n):
            return False
        word = self.tokens[n].fold
        return (
            len(word) > 2 and word not in self.not_people and (word not in self.page.voc.common or word in surnames())
        )

    def run(self, n: int) -> list[int]:
        """The longest run of name words from n."""
        run: list[int] = []
        tokens = self.tokens
        while n < len(tokens):
            token = tokens[n]
            particle = token.fold in self.words["particle"]
            after_comma = bool(run) and any(t.text == "," for t in tokens[run[0] : n])
            if after_comma and tokens[n - 1].text != "," and not (is_given(token.fold) and n not in self.blocked):
                break
            if (
                self.fits(token, n)
                and not (len(token.text) == 1 and not (n + 1 < len(tokens) and tokens[n + 1].text == "." and run == []))
            ) or (particle and self.leads_on(n) and (run or token.text[0].isupper())):
                run.append(n)
            elif token.text == "." and run and len(tokens[run[-1]].text) == 1:
                pass
            elif token.text == "(" and len(run) == 1 and self.aged(n):  # 'Tommaso (7) Righi'
                n += 2
            elif token.fold == "s" and run and tokens[n - 1].text[-1] in "'’":
                break  # 'Anil's'
            elif (
                token.text == ","
                and len(run) in (1, 2, 3)
                and self.line_start(run[0])
                and n + 1 < len(tokens)
                and self.fits(tokens[n + 1], n + 1)
                and not tokens[n + 1].text.isupper()
                and (
                    all(tokens[k].text.isupper() and len(tokens[k].text) > 1 for k in run)
                    or (
                        self.surname_first
                        and (
                            self.page.has("surname_first")
                            or not is_given(tokens[run[0]].fold)
                            or tokens[run[0]].fold in surnames()
                        )
                    )
                )
            ):  # 'OKONKWO, Chidi'; 'Oyelowo, Bisi' below 'Surname, first name'
                pass
            else:
                break
            n += 1
        return run

    def aged(self, n: int) -> bool:
        """A number in brackets between a first name and a surname."""
        after = self.tokens[n : n + 4]
        return (
            len(after) == 4
            and after[1].kind is Kind.NUMBER
            and after[2].text == ")"
            and self.fits(after[3], n + 3)
            and not is_given(after[3].fold)
            and not self.begins_sentence(n + 3)
        )

    def leads_on(self, n: int) -> bool:
        """Whether a word of a name follows the particles at n: 'de la Vega'."""
        after = n + 1
        while after < len(self.tokens) and after - n < 3 and self.tokens[after].fold in self.words["particle"]:
            after += 1
        return after < len(self.tokens) and self.fits(self.tokens[after], after)

    def line_start(self, n: int) -> bool:
        """Whether the token opens its line, bullets, numbers and titles aside."""
        n -= 1
        while (
            n >= 0
            and (
                self.tokens[n].kind in (Kind.MARK, Kind.NUMBER)
                or (len(self.tokens[n].text) == 1)
                or self.tokens[n].fold.strip(".") in self.words["title"]
            )
            and self.tokens[n].kind is not Kind.LINE
        ):
            n -= 1
        return n < 0 or self.tokens[n].kind is Kind.LINE

    def accept(self, run: list[int], titled: bool) -> Name | None:
        tokens = self.tokens
        while (
            len(run) > 1
            and tokens[run[-1]].fold in self.words["particle"]
            and not (len(run) == 2 and tokens[run[-1]].text[0].isupper())
        ):
            run = run[:-1]
        if (
            len(run) > 2
            and not is_given(tokens[run[0]].fold)
            and is_given(tokens[run[1]].fold)
            and run[0]
            and tokens[run[0] - 1].fold in self.words["article"]
        ):
            run = run[1:]  # 'il Notaio Ascanio Bracciali'
        while len(run) > 2 and self.begins_sentence(run[0]) and self.announces(run[0]):
            run = run[1:]  # 'Verrà Chiara Lo Monaco'
        while len(run) > 1 and self.everyday(run[0]) and tokens[run[0]].fold not in surnames():
            run = run[1:]  # 'Uncle Frank', 'Nonna Iole'
        if (
            len(run) > 1
            and self.begins_sentence(run[0])
            and not self.line_start(run[0])
            and is_given(tokens[run[1]].fold)
            and not self.may_be_name(run[0])
        ):
            run = run[1:]  # 'Please note. Forwarding Anil's request'
        if len(run) > 1 and tokens[run[-1]].text[-1] in "'’" and tokens[run[-1]].fold in self.words["particle"]:
            return None
        if (
            len(run) > 2
            and tokens[run[0]].text.isupper()
            and 1 < len(tokens[run[0]].text) < 5
            and not any(tokens[k].text.isupper() for k in run[1:])
            and not self.may_be_name(run[0])
            and tokens[run[0]].fold not in self.words["particle"]
        ):
            run = run[1:]  # 'FAO Sandra Pike'
        if tokens[run[0]].fold.strip(".") in self.words["saint"] and tokens[run[0]].fold not in self.known_words:
            return None  # 'San Lorenzo'
        if self.firm(run) and not titled:
            return None
        content = [tokens[k].fold.strip("'") for k in run if tokens[k].fold not in self.words["particle"]]
        if not content or self.in_place(run[0]):
            return None
        following = tokens[run[-1] + 1].fold if run[-1] + 1 < len(tokens) else ""
        before = tokens[run[0] - 1].fold.strip(".") if run[0] else ""
        if (
            before in self.words["organization"]
            and not titled
            and before not in ("famiglia", "fam", "family")
            and not self.pointed_at(run[0], strictly=True)
        ):
            return None
        if following.strip(".") in self.words["organization_form"] or (
            len(content) == 1 and tokens[run[0]].text.isupper() and len(tokens[run[0]].text) > 1 and not titled
        ):
            return None
        if (
            all(w in self.not_people for w in content)
            and not titled
            and not any(w in self.known_words for w in content)
        ):
            return None
        listed = self.labelled and self.line_start(run[0]) and len(content) >= 2
        if listed:
            run = self.first_two(run)
        elif len(run) > 3 and any(is_given(w) for w in content):
            while len(run) > 2 and not (
                is_given(tokens[run[-1]].fold)
                or tokens[run[-1]].fold in surnames()
                or tokens[run[-1]].fold in self.known_words
                or tokens[run[-2]].fold in self.words["particle"]
            ):
                run = run[:-1]
        content = [tokens[k].fold.strip("'") for k in run if tokens[k].fold not in self.words["particle"]]
        hits = [tokens[k].fold for k in run if is_given(tokens[k].fold.strip("'")) or self.beside_surname(k)]
        inverted = any(t.text == "," for t in tokens[run[0] : run[-1]])
        whole_line = self.line_start(run[0]) and (
            run[-1] + 1 >= len(tokens)
            or tokens[run[-1] + 1].kind is not Kind.WORD
            or tokens[run[-1] + 1].fold in self.words["conjunction"]
        )
        matches = sum(w in self.known_words for w in content)
        first = self.begins_sentence(run[0])
        if len(content) >= 2:
            sure = bool(hits) or titled or matches >= 2
            ok = (
                sure
                or inverted
                or listed
                or self.pointed_at(run[0])
                or (not first and len(content) <= 4 and self.free_standing(run))
                or (whole_line and len(content) <= 4 and all(len(w) > 1 for w in content))
                or all(w in surnames() for w in content)
            )
        else:
            if run[0] == 0 and following == "," and not titled and not page_lists(self.page):
                return None  # 'Tiziana, per favore …': who is addressed
            sure = (
                titled and (content[0] in surnames() or bool(hits)) and not self.page.voc.common & {content[0]}
            ) or matches > 0
            if (
                not sure
                and run[0]
                and tokens[run[0] - 1].fold
                in self.words["of"] | self.words["article"] | self.words["place_before"] | self.words["from"]
                and not self.pointed_at(run[0], strictly=True)
                and not self.familiar(run[0])
            ):
                return None
            ok = (
                sure
                or (bool(hits) and not first)
                or (bool(hits) and first and self.followed_by_person_verb(run[-1] + 1))
                or (self.pointed_at(run[0]) and not first and content[0] not in self.not_people)
                or (bool(hits) and self.whole_sentence(run))
            )
            if not hits and not titled and not matches and self.pointed_at(run[0]) and content[0] not in surnames():
                ok = self.pointed_at(run[0], strictly=True)
        return self.name(run, sure, titled) if ok else None

    def familiar(self, n: int) -> bool:
        """'la Franca', 'l'Alfio', 'il Gianni': a first name with the article people of the region give it."""
        before, word = self.tokens[n - 1], self.tokens[n].fold
        alone = n < 2 or self.tokens[n - 2].fold not in self.words["preposition"] | self.words["of"]
        return (
            before.fold in self.words["name_article"]
            and alone
            and is_given(word)
            and word not in self.page.voc.common | self.not_people
            and len(word) > 2
        )

    def first_two(self, run: list[int]) -> list[int]:
        """Of a table's row, first name and surname with particles, and what lists of names know besides."""
        content = 0
        for at, n in enumerate(run):
            word = self.tokens[n].fold.strip("'")
            if word in self.words["particle"] and at + 1 < len(run):
                continue
            if content >= 2 and not is_given(word):
                return run[:at]
            content += 1
        return run

    def announces(self, n: int) -> bool:
        """Whether the word is one of coming or asking, with a capital because a sentence begins there."""
        classes = ("they", "request", "self", "we")
        return not is_given(self.tokens[n].fold) and any(self.page.at(cls, n) is not None for cls in classes)

    def may_be_name(self, n: int) -> bool:
        """Whether a list or the headers know the word as part of a name."""
        word = self.tokens[n].fold.strip("'")
        return is_given(word) or word in surnames() or word in self.known_words or word in wordlike()

    def firm(self, run: list[int]) -> bool:
        """'Talleres Quintero S.L.', '(CRS Sulcis)' after a name, a firm's line under a name's: no person."""
        tokens = self.tokens
        if any(is_given(tokens[k].fold) or tokens[k].fold in wordlike() for k in run):
            return tokens[run[-1]].fold in self.words["organization_form"] and len(run) > 1
        dotted = tokens[run[-1]].text.count(".") >= 2 or tokens[run[-1]].fold in self.words["organization_form"]
        letters = [tokens[k].text for k in run]
        initials = not self.page.shouting and any(
            t.isupper() and 1 < len(t) <= 5 and not (fold(t) in surnames() or fold(t) in self.known_words)
            for t in letters
        )
        if dotted or (initials and len(run) > 1 and not all(t.isupper() for t in letters)):
            return True
        if sum(tokens[k].fold in self.known_words for k in run) >= 2:
            return False
        before = run[0] - 1
        if before >= 0 and tokens[before].text == "(" and before > 0 and tokens[before - 1].capital:
            return True
        return before > 0 and tokens[before].kind is Kind.LINE and self.ends_with_name(before) and self.closes(run)

    def ends_with_name(self, line_end: int) -> bool:
        """Whether the line that ends there is the sender's full name and no more."""
        words: list[str] = []
        n = line_end - 1
        while n >= 0 and self.tokens[n].kind is not Kind.LINE:
            if self.tokens[n].kind is Kind.WORD:
                words.append(self.tokens[n].fold)
            n -= 1
        return 2 <= len(words) <= 4 and sum(w in self.known_words for w in words) >= 2

    def closes(self, run: list[int]) -> bool:
        """Whether the run is a line of its own among the last of the text."""
        after = run[-1] + 1
        last = self.tokens[run[-1]].fold
        if last in self.known_words or last in surnames():
            return False  # 'Huw Parry' below 'Gwen Parry'
        below = self.page.text[self.tokens[run[-1]].end :]
        return (after >= len(self.tokens) or self.tokens[after].kind is Kind.LINE) and below.strip().count("\n") < 3

    def free_standing(self, run: list[int]) -> bool:
        """Two or three capital words in a sentence, with nothing before that makes them a firm or a place."""
        words = self.words
        before = self.tokens[run[0] - 1].fold if run[0] else ""
        if before in words["dash"] and run[0] > 1 and self.tokens[run[0] - 2].kind is Kind.WORD:
            return False  # 'Anna Neri - Polizia Locale'
        return (
            before not in words["of"] | words["place_before"] | words["article"] | words["place_head"]
            and not any(self.tokens[k].fold in self.page.voc.common for k in run)
            and not any(self.tokens[k].fold in self.not_people for k in run)
            and len(run) <= 3
        )

    def whole_sentence(self, run: list[int]) -> bool:
        after = run[-1] + 1
        return after < len(self.tokens) and (
            self.tokens[after].text in ",&+(:" or self.tokens[after].fold in self.words["and"]
        )

    def begins_sentence(self, n: int) -> bool:
        start, _ = self.page.sentences[self.page.sentence_of(n)]
        return all(t.kind in (Kind.MARK, Kind.NUMBER) for t in self.tokens[start:n])

    def followed_by_person_verb(self, n: int) -> bool:
        return any(self.page.at(cls, n) is not None for cls in ("they", "absent", "request", "same_as"))

    def in_place(self, n: int) -> bool:
        """Whether a street or a place word stands right before."""
        before = n - 1
        while before >= 0 and self.tokens[before].fold in self.words["particle"] | {
            "del",
            "della",
            "dei",
            "the",
            "of",
            "a",
            "ad",
            "in",
            "al",
        }:
            before -= 1
        if before < 0:
            return False
        word = self.tokens[before].fold.strip(".")
        return word in self.words["place_head"] or (before == n - 1 and word in self.words["place_before"])

    def pointed_at(self, n: int, strictly: bool = False) -> bool:
        """Whether words before say that a person comes now: 'mia figlia', 'sono', 'per', 'e' after a name."""
        before = n - 1
        first, _ = self.page.sentences[self.page.sentence_of(n)]
        while before >= first and (
            self.tokens[before].text in ",:.(" or self.tokens[before].fold.strip(".") in self.words["title"]
        ):
            before -= 1
        if before < 0 or self.tokens[before].kind is Kind.LINE:
            return False
        if self.tokens[before].fold in self.words["tie_place"] and self.tokens[before - 1].fold in self.words["of"]:
            before -= 2  # 'la mia vicina di casa Zdenka'
        for cls in (
            ("relation", "introduce_self", "named")
            if strictly
            else ("relation", "introduce_self", "introduce_us", "named", "request", "they")
        ):
            for mark in self.page.within(cls, max(0, before - 6), before + 1):
                office = strictly and cls == "relation" and self.tokens[mark.start].fold in self.words["role"]
                if mark.end == before + 1 and not office:
                    return True
        return False

    def name(self, run: Sequence[int], sure: bool, titled: bool) -> Name:
        tokens = self.tokens
        text = "".join(
            tokens[k].text + ("" if tokens[k].text[-1] in "'’" and len(tokens[k].text) < 6 else " ") for k in run
        ).strip(" '’")
        return Name(run[0], run[-1] + 1, text, key_of(text), sure, titled)

    def introduced(self, n: int) -> Name | None:
        """A name in small letters after words that announce one: 'segnatemi: sandro pellati', 'sono giulia bassi'."""
        tokens = self.tokens
        intro = [
            m
            for cls in ("introduce_self", "introduce_us", "relation")
            for m in self.page.within(cls, max(0, n - 6), n)
            if m.end == n or (m.end == n - 1 and tokens[n - 1].text in ":,")
        ]
        if not intro or n >= len(tokens) or tokens[n].kind is not Kind.WORD or tokens[n].text[0].isupper():
            return None
        return self.small(n)

    def small(self, n: int) -> Name | None:
        """A first name and what follows, whatever the letters."""
        tokens = self.tokens
        if not self.free(n):
            return None
        run = [n]
        while (
            len(run) < 4
            and run[-1] + 1 < len(tokens)
            and (
                self.free(run[-1] + 1)
                or (
                    tokens[run[-1] + 1].fold in self.words["particle"]
                    and run[-1] + 2 < len(tokens)
                    and self.free(run[-1] + 2)
                )
            )
        ):
            run.append(run[-1] + 1)
        return self.settle(run)

    def settle(self, run: list[int]) -> Name | None:
        """Of a run of free words, the part that is a name: a first name with the surname beside it."""
        tokens = self.tokens
        keys = [tokens[k].fold.strip("'") for k in run]
        if len(run) >= 2 and any(k in self.known_words for k in keys):
            chosen = [
                k
                for k, w in zip(run, keys, strict=True)
                if w in self.known_words or is_given(w) or w in surnames() or w in self.words["particle"]
            ]
            if len(chosen) >= 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
                return self.name(chosen[:4], True, False)
        hits = [i for i, w in enumerate(keys) if is_given(w)]
        if not hits:
            return None
        first = hits[0]
        if first + 1 < len(run) and (keys[first + 1] in surnames() or is_given(keys[first + 1]) or first == 0):
            last = first + 1
            while last + 1 < len(run) and (
                tokens[run[last]].fold in self.words["particle"]
                or (
                    keys[last + 1] in surnames()
                    and is_given(keys[last])
                    and keys[last + 1] not in self.words["particle"]
                )
            ):
                last += 1
            return self.name(run[first : last + 1], True, False)
        if first > 0:
            begin = first - 1
            particle = [tokens[k].fold in self.words["particle"] for k in run]
            while begin > 0 and particle[begin]:
                begin -= 1
            known = keys[begin] in surnames() or keys[begin] in self.known_words or is_given(keys[begin])
            while begin > 0 and particle[begin - 1]:
                begin -= 1
            told = begin == 0 and (self.line_start(run[0]) or self.pointed_at(run[0]) or self.joined(run[0]))
            if told or known:
                return self.name(run[begin : first + 1], True, False)
            if self.pointed_at(run[first], strictly=True):
                return self.name([run[first]], True, False)
        return None

    def joined(self, n: int) -> bool:
        """Whether a comma, an 'and' or a mark stands right before."""
        before = self.tokens[n - 1] if n else None
        return before is None or before.kind is Kind.MARK or before.fold in self.words["and"]

    def free(self, n: int) -> bool:
        """Whether the token can be part of a name where capitals tell nothing."""
        token = self.tokens[n]
        if (
            token.kind is not Kind.WORD
            or n in self.blocked
            or len(token.text) < 2
            or token.text[-1] in "'’"
            or token.fold in self.words["particle"]
        ):
            return False
        word = token.fold.strip("'")
        if word in self.known_words and not self.everyday(n):
            return True
        words = self.words
        return not (
            word in words["stop"]
            or word in words["not_names"]
            or word in self.page.voc.function_words
            or word in self.page.voc.common
            or word in words["organization"]
            or word in words["role"]
            or word in words["title"]
            or word in self.not_people
        )

    def in_row(self, last: Name, run: list[int]) -> bool:
        """'gianni sala, mariapia conti': two words behind a name and a comma, the second a surname."""
        between = self.tokens[last.end : run[0]]
        joint = len(between) == 1 and (between[0].text == "," or between[0].fold in self.words["and"])
        return joint and len(run) == 2 and self.tokens[run[1]].fold in surnames()

    def beside_me(self, n: int) -> bool:
        """'me and efua mensah'."""
        return (
            n > 1
            and self.tokens[n - 1].fold in self.words["and"]
            and self.tokens[n - 2].fold in self.words["me"] | self.words["me_subject"]
        )

    def caseless(self) -> tuple[Name, ...]:
        found: list[Name] = []
        n = 0
        tokens = self.tokens
        while n < len(tokens):
            titled = self.title_at(n)
            run: list[int] = []
            k = titled
            while k < len(tokens) and (
                self.free(k)
                or (
                    (run or self.line_start(k))
                    and tokens[k].fold in self.words["particle"]
                    and k + 1 < len(tokens)
                    and self.free(k + 1)
                )
                or (found and len(run) == 1 and self.in_row(found[-1], [*run, k]))
            ):
                run.append(k)
                k += 1
            name = None
            if run and not self.in_place(run[0]):
                name = self.settle(run)
                if (
                    name is None
                    and len(run) in (2, 3)
                    and (
                        titled > n
                        or self.pointed_at(run[0])
                        or self.beside_me(run[0])
                        or (found and self.in_row(found[-1], run))
                        or sum(tokens[j].fold in self.known_words for j in run) >= 2
                    )
                ):
                    name = self.name(run, True, titled > n)
                word = tokens[run[0]].fold
                if (
                    name is None
                    and len(run) == 1
                    and is_given(word)
                    and (self.pointed_at(run[0], strictly=True) or word in self.known_words)
                ):
                    name = self.name(run, True, False)
            if name is not None:
                found.append(name)
                n = name.end
            else:
                n = max(n + 1, k if run else n + 1)
        return tuple(found)
