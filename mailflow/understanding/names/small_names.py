"""Names where capitals tell nothing: lists of first names and surnames, and the words around."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.names.settled_names import SettledNames
from mailflow.understanding.text.tokens import Kind
from mailflow.understanding.text.words import AnyOf

ASKS = ("book", "request", "places", "place_word", "enrolling")


class SmallNames(SettledNames):
    """Names in a text written in small letters or in capitals throughout."""

    def names(self) -> tuple[Name, ...]:
        """All names, in order."""
        found: list[Name] = []
        n = 0
        while n < len(self.tokens):
            titled = self.title_at(n)
            run, behind = self.run_from(titled, found)
            name = self.name_of(run, found, titled > n) if run and not self.in_place(run[0]) else None
            if name is not None:
                found.append(name)
            n = name.end if name is not None else max(n + 1, behind if run else 0)
        return tuple(found)

    def run_from(self, start: int, found: list[Name]) -> tuple[list[int], int]:
        """The words in a row that may be a name, and where they end."""
        tokens, words, n = self.tokens, self.words, start
        while n < len(tokens) and tokens[n].fold in words["adjective"] and self.given_at(n + 1):
            n += 1  # 'MY BOSS AND YOUNG TYLER DAWES'
        run: list[int] = []
        while n < len(tokens) and self.may_follow(n, run, found):
            run.append(n)
            n += 1
        return run, n

    def may_follow(self, n: int, run: list[int], found: list[Name]) -> bool:
        """Whether a word may go on with the name, or begin one."""
        if self.free(n) or (run and self.closes(n)) or (not run and (self.we_two(n) or self.contracted(n))):
            return True
        if (run or self.line_start(n)) and self.leads_to_free(n):
            return True
        return bool(found) and len(run) == 1 and self.in_row(found[-1], [*run, n])

    def leads_to_free(self, n: int) -> bool:
        """Whether it is a particle before a word that may be a name: 'de luca'."""
        return n + 1 < len(self.tokens) and self.tokens[n].fold in self.words["particle"] and self.free(n + 1)

    def name_of(self, run: list[int], found: list[Name], titled: bool) -> Name | None:
        """The name in a run of words: by the lists, or by what stands around where they know none."""
        settled = self.settle(run)
        if settled is not None:
            return settled
        if len(run) in (2, 3) and (titled or self.shown(run, found)):
            return self.name(run, True, titled)
        return self.name(run, True, False) if len(run) == 1 and self.shown_alone(run[0], found, titled) else None

    def shown(self, run: list[int], found: list[Name]) -> bool:
        """Whether what stands before shows that two or three words are a name, or they were met."""
        if self.pointed_at(run[0]) or self.beside_me(run[0]) or (found and self.in_row(found[-1], run)):
            return True
        return sum(self.tokens[n].fold in self.known_words for n in run) >= 2

    def shown_alone(self, n: int, found: list[Name], titled: bool) -> bool:
        """Whether one word is a name: behind a title ('LA SIGNORA MERCEDES CHE …'), or a first name told so."""
        word = self.word(n)
        if (titled and word not in self.page.voc.common) or self.stands_out(n) or self.we_two(n):
            return True
        if not is_given(word):
            return False
        if self.contracted(n) or (self.page.whispering and self.tokens[n].capital and self.acts([n])):
            return True
        known = word in self.known_words or self.pointed_at(n, strictly=True) or self.whose_kin(n)
        return known or self.in_party(n, found) or self.told_with_age(n, found) or self.booked(n) or self.in_company(n)

    def booked(self, n: int) -> bool:
        """'PRENOTO PER LEA', 'ADD FINN PLEASE', 'isla and i': a first name alone, for whom a place is, or with 'me'."""
        words, before, behind = self.words, self.tokens[n - 1 : n], self.tokens[n + 1 : n + 3]
        if n + 1 < len(self.tokens) and self.page.numbers[n + 1] is not None and n + 1 not in self.page.dated:
            return n + 1 in self.blocked  # 'per max 4 persone'
        me = words["me"] | words["me_subject"]
        if len(behind) == 2 and behind[0].fold in words["and"] and behind[1].fold in me:
            return True
        if any(m.end == n for cls in ("enrolling", "adds") for m in self.page.within(cls, max(0, n - 4), n)):
            return True
        start, _ = self.page.sentences[self.page.sentence_of(n)]
        asks = n + 1 in self.blocked or self.page.has_any(ASKS, start, n)  # and no 'devo partire per verona'
        return asks and bool(before) and before[0].fold in words["for_whom"]

    def in_company(self, n: int) -> bool:
        """'vengo con anna', 'anna e paolo rossi': a first name behind 'with', or the first of two joined."""
        if not self._unheard_of(n):
            return False
        other = n + 2 < len(self.tokens) and self.tokens[n + 1].fold in self.words["and"] and self.free(n + 2)
        joined = other and self.given_at(n + 2)
        return joined or (n > 0 and self.tokens[n - 1].fold in self.words["with"])

    def told_with_age(self, n: int, found: list[Name]) -> bool:
        """'gabriele di 4 anni', 'ivy (9)', 'emma aged 9'; 'di 8' alone behind somebody told so."""
        behind = self.tokens[n + 1 : n + 4]
        if self.page.at("age", n + 1) is not None:
            return True
        if len(behind) < 2 or behind[1].kind is not Kind.NUMBER or len(behind[1].text) > 2 or n + 2 in self.page.dated:
            return False
        if behind[0].text == "(":
            return self.page.at("age", n + 2) is not None or (len(behind) > 2 and behind[2].text == ")")
        of_age = behind[0].fold in self.words["of"] and not self.blocked & {n + 2}
        return of_age and any(self.page.at("age", name.end) is not None for name in found)

    def given_at(self, n: int) -> bool:
        """Whether a first name stands there."""
        return n < len(self.tokens) and is_given(self.tokens[n].fold)

    def stands_out(self, n: int) -> bool:
        """'my sister Aoibhe' among small letters, 'LA CUGINA PINUCCIA.': a word no list knows behind a tie."""
        after = self.tokens[n + 1] if n + 1 < len(self.tokens) else None
        if self.page.whispering and self.tokens[n].capital:
            return self.pointed_at(n, strictly=not is_given(self.tokens[n].fold)) or self.ends_with_me(n)
        closed = after is None or after.kind is not Kind.WORD
        return self.page.shouting and closed and self.pointed_at(n, strictly=True)

    def small(self, n: int) -> Name | None:
        """A first name and what follows, whatever the letters."""
        if not self.free(n):
            return None
        run, after = [n], n + 1
        while len(run) < 4 and after < len(self.tokens) and (self.free(after) or self.leads_to_free(after)):
            run.append(after)
            after += 1
        return self.settle(run)

    def closes(self, n: int) -> bool:
        """'MARIO CONTI, …': an everyday word that is a surname, behind a first name and before a mark."""
        after = self.tokens[n + 1 : n + 2]
        return self.told_surname(n) and bool(after) and (after[0].text in ",.;" or self.joined(n + 2))

    def in_row(self, last: Name, run: list[int]) -> bool:
        """'gianni sala, mariapia conti': two words behind a name and a comma, the second a surname."""
        between = self.tokens[last.end : run[0]]
        joint = len(between) == 1 and (between[0].text == "," or between[0].fold in self.words["and"])
        return joint and len(run) == 2 and self.tokens[run[1]].fold in surnames()

    def in_party(self, n: int, found: list[Name]) -> bool:
        """'io giada e samu', 'me, niamh and rory': a first name right behind 'me', or joined to a name told so."""
        tokens, me = self.tokens, self.words["me"] | self.words["me_subject"]
        before = n - 1
        if before > 0 and tokens[before].fold in self.words["name_article"] and len(tokens[n].fold) > 2:
            before -= 1  # 'io la fede il pippo e la vale'
        if before > 0 and tokens[before].text == ")":
            before -= 1  # 'io (jacopo neri) la bea'
        if before > 0 and (tokens[before].text == "," or tokens[before].fold in self.words["and"]):
            before -= 1
        return before >= 0 and (tokens[before].fold in me or any(name.end == before + 1 for name in found))

    def ends_with_me(self, n: int) -> bool:
        """'two for the last boat, me and Jas.': who is told with the writer, at the end."""
        after = self.tokens[n + 1 : n + 2]
        ends = not after or after[0].kind is Kind.LINE or after[0].text in ".,;!"
        return ends and self.beside_me(n) and self._unheard_of(n) and n not in self.blocked

    def joined_to_me(self, n: int) -> bool:
        """'Tash and I will come', 'Titti e io': a word no list knows, before the writer's own."""
        joint, me = self.tokens[n + 1 : n + 2], self.tokens[n + 2 : n + 3]
        mine = bool(joint and me) and joint[0].fold in self.words["and"] - self.words["with"]
        mine = mine and me[0].fold in self.words["me"] | self.words["me_subject"]
        opens = self.begins_sentence(n) or self.tokens[n - 1].fold in self.words["for"] | {",", ":"}
        name = len(self.word(n)) > 2 and n not in self.blocked and not self.everyday(n)
        return mine and opens and name and self._unheard_of(n)

    def we_two(self, n: int) -> bool:
        """'me and will would like', 'io e massimo vorremmo': any word between 'me and' and what the two of us do."""
        word, after = self.tokens[n], self.tokens[n + 1 : n + 2]
        if not after or word.kind is not Kind.WORD or n in self.blocked or not self.beside_me(n):
            return False
        of_us = after[0].fold in self.words["we_two_do"] or self.words["we_ending"].end(after[0].fold)
        known = self.may_be_name(n) or self._unheard_of(n)
        return of_us and known and word.fold not in self.words["determiner"]

    def acts(self, run: list[int]) -> bool:
        """'Tom prefers T1', 'Bruno fa il 2', 'Ada W3': a first name alone that opens a sentence, before what it does or
        a session."""
        after = run[-1] + 1
        if after >= len(self.tokens) or not all(self._unheard_of(n) for n in run):
            return False
        if self.contracted(run[-1]):
            return True
        headed = self.tokens[after].text in ":–-" and after + 1 in self.blocked  # 'Tom: A2'
        return headed or after in self.blocked or self.tokens[after].fold in self.words["person_acts"]

    def contracted(self, n: int) -> bool:
        """'Tom's doing B', 'ann'd like C': a name, and a verb of which only the end is written."""
        after = self.tokens[n + 1 : n + 3]
        return (
            len(after) == 2
            and self.tokens[n].text[-1] in "'’"
            and after[0].fold in self.words["contracted"]
            and after[1].fold in self.words["contracted_acts"]
            and is_given(self.tokens[n].fold.rstrip("'"))
        )

    def _unheard_of(self, n: int) -> bool:
        """Whether it is no word that people write of anything else, nor of the event."""
        word, voc = self.word(n), self.page.voc
        return word not in AnyOf(self.not_people, voc.function_words, voc.common)

    def beside_me(self, n: int) -> bool:
        """'me and efua mensah'."""
        return (
            n > 1
            and self.tokens[n - 1].fold in self.words["and"]
            and self.tokens[n - 2].fold in self.words["me"] | self.words["me_subject"]
        )
