"""Names told by their capitals, by titles and by the words around."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.firms import firm
from mailflow.understanding.names.greeting import greeting_end
from mailflow.understanding.names.name_neighbours import with_neighbours
from mailflow.understanding.names.name_tables import NameTables
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.text.kept import kept
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind

QUOTES = frozenset('"“”«»„')
POSTCODE = 5  # digits
ADDRESS = 12  # tokens of one, up to its town


class CapitalNames(NameTables):
    """Names in a text with capitals where they belong."""

    @kept
    def greeting(self) -> int:
        """Where the words end that address the reader."""
        return greeting_end(self)

    def names(self) -> tuple[Name, ...]:
        """All names, in order."""
        found: list[Name] = []
        n = 0
        while n < len(self.tokens):
            if n not in self.openers:
                n += 1
                continue
            after = self.title_at(n)
            titled = after > n
            run = self.run(after)
            name = self.accept(run, titled) if run else None
            if name is None and not titled:
                name = self.introduced(n)
            if name is not None:
                found.append(name)
                firm = name.end in run and self.tokens[name.end].fold in self.words["of"]
                n = run[-1] + 1 if firm else max(name.end, n + 1)
            else:
                n = max(n + 1, run[-1] + 1 if run and not titled else n + 1)
        return with_neighbours(self, found)

    @kept
    def openers(self) -> frozenset[int]:
        """The tokens with which a name, or a title before it, may begin."""
        small, titles = self.words["particle"], self.words["title"]
        return self.announced.union(
            n
            for n, token in enumerate(self.tokens)
            if token.capital or token.fold in small or token.fold.strip(".") in titles
        )

    def accept(self, run: list[int], titled: bool) -> Name | None:
        """The name of a person that a run of capital words is or holds."""
        run = self.cut(self.trimmed(run))
        if not run or not (titled or not firm(self, run)) or self.no_person(run, titled) or run[-1] < self.greeting:
            return None
        row = self.rows.get(run[0])
        run = run[row:] if row and len(run) > row + 1 else run
        listed = (self.labelled or row is not None) and self.line_start(run[0]) and len(self.content(run)) >= 2
        run = self.first_two(run) if listed else self.known_part(run)
        hits = any(is_given(self.word(k)) or self.beside_surname(k) for k in run)
        several = len(self.content(run)) >= 2
        matches = sum(w in self.known_words for w in self.content(run))
        if several:
            sure = hits or titled or matches >= 2
            return self.name(run, sure, titled) if sure or listed or self.told_full(run) else None
        if self.addressed(run) and not titled:
            return None
        sure = matches > 0 or (titled and self.titled_name(run[0], hits))
        return self.name(run, sure, titled) if sure or self.told_short(run, titled, hits) else None

    def no_person(self, run: list[int], titled: bool) -> bool:
        """A saint, a place, an office, a firm, an abbreviation, words of the event."""
        tokens, words, content = self.tokens, self.words, self.content(run)
        first = tokens[run[0]]
        if (self.counted(run) or self.bracketed(run)) and not titled:
            return True
        if self.quoted(run) and len(content) > 1 and not set(content) & self.known_words:
            return True  # 'il reparto "Alpha Centauri"'
        if first.fold.strip(".") in words["saint"] and first.fold not in self.known_words:
            return True  # 'San Lorenzo'
        if not content or self.in_place(run[0]) or self.street(run) or self.town(run[0]) or self.sets_out(run):
            return True
        following = tokens[run[-1] + 1].fold if run[-1] + 1 < len(tokens) else ""
        before = tokens[run[0] - 1].fold.strip(".") if run[0] else ""
        office = before in words["organization"] - words["family_word"] and run[0] - 1 not in self.calls
        if office and not titled and not self.pointed_at(run[0], strictly=True):
            return True
        beyond = tokens[run[-1] + 2].fold if run[-1] + 2 < len(tokens) else ""
        whose = self.tokens[run[0] - 2].fold if run[0] > 1 and before in words["of"] else ""
        if whose in words["organization"] - words["family_word"] and not (titled or self.whose_kin(run[0])):
            return True  # 'biblioteca di Vico Alto'
        if following.strip(".") in words["organization_form"] or beyond.strip(".") in words["organization_form"]:
            return True  # 'Clyde Brick Ltd', where a brick may be a session's word
        if titled:
            return self.before_title(run[0]) in words["organization"] - words["family_word"]  # 'la scuola Don Milani'
        if len(content) == 1 and following in words["organization"] and self.tokens[run[-1] + 1].capital:
            return True  # 'Neri Motors'
        if len(content) == 1 and first.text.isupper() and len(first.text) > 1:
            return True
        return all(w in self.not_people for w in content) and not any(w in self.known_words for w in content)

    def before_title(self, n: int) -> str:
        """The word before the title that stands before a name."""
        n -= 1
        while n > 0 and (self.tokens[n].text == "." or self.tokens[n].fold.strip(".") in self.words["title"]):
            n -= 1
        return self.tokens[n].fold if n >= 0 else ""

    def quoted(self, run: list[int]) -> bool:
        """Whether the run stands in quotation marks."""
        before, after = self.tokens[run[0] - 1 : run[0]], self.tokens[run[-1] + 1 : run[-1] + 2]
        return bool(before) and bool(after) and before[0].text in QUOTES and after[0].text in QUOTES

    def street(self, run: list[int]) -> bool:
        """'Via Milano', but not 'Piazza Noemi'."""
        named = len(run) == 2 and is_given(self.word(run[1]))
        return self.word(run[0]) in self.words["street"] and not self.words["noun_last"] and not named

    def town(self, n: int) -> bool:
        """'viale della Pace 118, 42121 Reggio Emilia': behind the number that letters are sorted by."""
        code = self.tokens[n - 1] if n else None
        if code is None or code.kind is not Kind.NUMBER or len(code.text) != POSTCODE or is_given(self.word(n)):
            return False
        return any(t.fold.strip(".") in self.words["place_head"] for t in self.tokens[max(0, n - ADDRESS) : n])

    def sets_out(self, run: list[int]) -> bool:
        """'Partiamo da Ferrara': a verb before the town that one comes from; 'Leonardo da Vinci' is somebody."""
        first = self.word(run[0])
        opens = len(run) > 1 and self.begins_sentence(run[0]) and self.tokens[run[1]].text in self.words["from"]
        return opens and not (is_given(first) or first in surnames() or first in self.known_words)

    def bracketed(self, run: list[int]) -> bool:
        """'Ivan Neri (Imola)': one word in brackets behind a full name is where from, or how called."""
        before, after = self.tokens[run[0] - 3 : run[0]] if run[0] > 2 else (), self.tokens[run[-1] + 1 : run[-1] + 2]
        closed = len(run) == 1 and len(before) == 3 and bool(after) and after[0].text == ")" and before[2].text == "("
        full = closed and before[0].capital and before[1].capital
        return full and before[0].fold.strip(".") not in self.words["title"]  # 'Mrs Neri (Ada)'

    def counted(self, run: list[int]) -> bool:
        """'12 Brownies': a number in the sentence before one word of many."""
        before, plural = run[0] - 1, tuple(self.words["plural_ending"])
        if len(run) > 1 or before < 0 or self.line_start(run[0]) or not self.words["noun_last"]:
            return False
        many = (self.page.voc.number(self.tokens[before]) or 0) > 1 and before not in self.page.dated
        return many and self.word(run[0]).endswith(plural)

    def introduced(self, n: int) -> Name | None:
        """A name in small letters after words that announce one: 'segnatemi: sandro pellati', 'sono giulia bassi'."""
        if n not in self.announced or self.tokens[n].kind is not Kind.WORD or self.tokens[n].text[0].isupper():
            return None
        if n + 1 < len(self.tokens) and self.tokens[n + 1].capital:
            return None  # 'il socio onorario Giacinto Po'
        if self.tokens[n].fold in self.words["article"] | self.words["indefinite"]:
            return None  # 'sono una tata', where Una is a name
        verb = self.tokens[n].fold in self.words["verb"]  # 'mia madre ama i musei'
        alone = not verb and self.free(n) and is_given(self.tokens[n].fold) and self.pointed_at(n, strictly=True)
        return self.small(n) or (self.name([n], True, False) if alone else None)  # 'mia moglie graziella'

    @kept
    def announced(self) -> frozenset[int]:
        """The places right behind words that announce a person, a comma or a colon between."""
        tokens = self.tokens
        found: set[int] = set()
        for mark in (m for cls in ("introduce_self", "introduce_us", "relation") for m in self.page.marks.get(cls, ())):
            closed = mark.end < len(tokens) and tokens[mark.end].text in ":,"
            found.update(n for n in (mark.end, mark.end + closed) if n - mark.start <= 6)
        return frozenset(found)

    def told_full(self, run: list[int]) -> bool:
        """Whether two or more words that no list knows are a name: by their order, their line or the words before."""
        content = self.content(run)
        inverted = any(t.text == "," for t in self.tokens[run[0] : run[-1]])
        if inverted or self.pointed_at(run[0]) or all(w in surnames() for w in content):
            return True
        if any(self.tokens[k].text == "(" for k in range(run[0], run[-1])):
            return True  # 'Rafe (6) Neri', with his age
        article = run[0] - (self.tokens[run[0] - 1].fold in self.words["name_article"])
        if article < run[0] and self.beside_me(article):
            return True  # 'io e la Michi Neri'
        opens = self.begins_sentence(run[0]) and not self.leads_row(run)
        free = not opens and self.free_standing(run)
        line = self.whole_line(run) and all(len(w) > 1 for w in content)
        return len(content) <= 4 and (free or line)

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

    def told_short(self, run: list[int], titled: bool, hits: bool) -> bool:
        """Whether one word is somebody's name: a first name, or a word that is pointed at."""
        place, word, after = run[0], self.content(run)[0], run[-1] + 1
        words = self.words
        lead = words["of"] | words["article"] | words["place_before"] | words["from"]
        strictly = self.pointed_at(place, strictly=True)
        if self.ends_with_me(place) or self.joined_to_me(place):
            return True
        shown = strictly or self.whose_kin(place)
        if place and self.tokens[place - 1].fold in lead and not shown and not self.familiar(place):
            return False
        first, pointed = self.begins_sentence(place), self.pointed_at(place)
        if not hits and not titled and pointed and word not in surnames():
            return strictly
        if hits:
            alone = self.followed_by_person_verb(after) or self.whole_sentence(run)
            alone = alone or (self.of_age(after) and all(map(self._unheard_of, run)))  # not of 'Ha 5 anni'
            return not first or self.acts(run) or alone
        return pointed and not first and word not in self.not_people

    def of_age(self, after: int) -> bool:
        """'Leo, 6 anni: …', 'Leo 6 anni': an age stands behind a name."""
        after += after < len(self.tokens) and self.tokens[after].text == ","
        return self.page.at("age", after) is not None

    def titled_name(self, n: int, hits: bool) -> bool:
        """'la sig.ra Moretti': a title before a word that lists know; before any, where only people have it."""
        word, before = self.word(n), n - 1
        while before > 0 and self.tokens[before].text == ".":
            before -= 1
        lead = self.tokens[before - 1].fold if before else ""
        after = self.tokens[n + 1 : n + 2]
        rowed = lead in self.words["and"] | self.words["for"] | {",", ":"} or (
            after and after[0].fold in self.words["and"]
        )
        personal = self.tokens[before].fold.strip(".") in self.words["title_of_person"] and word not in self.not_people
        personal = personal and bool(rowed)
        return (word in surnames() or hits or personal) and word not in self.page.voc.common

    def addressed(self, run: list[int]) -> bool:
        """'Tiziana, per favore …': who is written to."""
        after = self.tokens[run[-1] + 1] if run[-1] + 1 < len(self.tokens) else None
        row = run[-1] + 2 < len(self.tokens) and self.tokens[run[-1] + 2].capital and is_given(self.word(run[-1] + 2))
        lead = {t.fold for t in self.tokens[: run[0]]} if run[0] <= 2 else set()
        greeted = run[0] <= 2 and bool(lead) and lead <= self.words["greeting_word"]
        closed = after is not None and (after.text == "," or (greeted and after.kind is Kind.LINE))
        row = row or self.of_age(run[-1] + 1)
        return (run[0] == 0 or greeted) and closed and not row and not _only_names(self.page)


def _only_names(page: Page) -> bool:
    """Whether the text is no more than names: 'Anna, Luca e Sara'."""
    return sum(t.kind is Kind.WORD for t in page.tokens) <= 6
