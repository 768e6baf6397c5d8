"""Names where capitals tell nothing: lists of first names and surnames, and the words around."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.text.tokens import Kind


class SmallNames(NameWords):
    """Names in a text written in small letters or in capitals throughout."""

    def names(self) -> tuple[Name, ...]:
        """All names, in order."""
        found: list[Name] = []
        n = 0
        tokens = self.tokens
        while n < len(tokens):
            titled = self.title_at(n)
            run: list[int] = []
            k = titled
            while k < len(tokens) and tokens[k].fold in self.words["adjective"] and self.given_at(k + 1):
                k += 1  # 'MY BOSS AND YOUNG TYLER DAWES'
            while k < len(tokens) and (
                self.free(k)
                or (
                    (run or self.line_start(k))
                    and tokens[k].fold in self.words["particle"]
                    and k + 1 < len(tokens)
                    and self.free(k + 1)
                )
                or (found and len(run) == 1 and self.in_row(found[-1], [*run, k]))
                or (run and self.closes(k))
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
                titled_word = titled > n and word not in self.page.voc.common  # 'LA SIGNORA MERCEDES CHE …'
                if name is None and len(run) == 1 and (titled_word or self.stands_out(run[0])):
                    name = self.name(run, True, False)
                if (
                    name is None
                    and len(run) == 1
                    and is_given(word)
                    and (
                        self.pointed_at(run[0], strictly=True)
                        or word in self.known_words
                        or self.in_party(run[0], found)
                        or self.told_with_age(run[0], found)
                    )
                ):
                    name = self.name(run, True, False)
            if name is not None:
                found.append(name)
                n = name.end
            else:
                n = max(n + 1, k if run else n + 1)
        return tuple(found)

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
        for key in self.known_full:  # 'sono bruno corazza cacciatore'
            whole = [k for k, w in zip(run, keys, strict=True) if w in key]
            if len(whole) == len(key) < len(run) and whole == list(range(whole[0], whole[-1] + 1)):
                beside = is_given(keys[0]) and whole[0] - run[0] == 1  # 'io e alessandro tiziana lolli'
                return self.name(run[:1] if beside else whole, True, False)
        if len(run) >= 2 and any(k in self.known_words for k in keys):
            chosen = [
                k
                for k, w in zip(run, keys, strict=True)
                if w in self.known_words or is_given(w) or w in surnames() or w in self.words["particle"]
            ]
            if len(chosen) >= 2 and chosen == list(range(chosen[0], chosen[-1] + 1)):
                return self.name(chosen[:4], True, False)
        hits = [i for i, w in enumerate(keys) if is_given(w)]
        if not hits or (len(run) == 2 and keys[1] in self.known_words):
            mine = run[0] and tokens[run[0] - 1].fold in self.words["me"] | self.words["me_subject"]
            family = len(run) == 2 and keys[1] in self.known_words  # 'emeka okoro', where another Okoro was met
            mine = mine or self.pointed_at(run[0], strictly=True)
            own = len(run) >= 2 and mine and keys[0] in self.known_words  # 'io kledi hoxha', 'sono ketty sabbadini'
            return self.name(run[:2], True, False) if family or own else None
        first = hits[0]
        if first + 1 < len(run) and (
            keys[first + 1] in surnames() or is_given(keys[first + 1]) or first == 0 or self.behind_noun(run, first)
        ):
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
            pointed = self.pointed_at(run[0]) or self.kin_is(run[0])
            told = begin == 0 and (self.line_start(run[0]) or pointed or self.joined(run[0]))
            if told or known:
                return self.name(run[begin : first + 1], True, False)
            if self.pointed_at(run[first], strictly=True):
                return self.name([run[first]], True, False)
        return None

    def closes(self, n: int) -> bool:
        """'MARIO CONTI, …': an everyday word that is a surname, behind a first name and before a mark."""
        word, after = self.word(n), self.tokens[n + 1 : n + 2]
        small = self.words["stop"] | self.page.voc.function_words | self.words["not_names"]
        first = is_given(self.word(n - 1)) and self.word(n - 1) not in self.words["particle"]
        told = first and word in surnames() and word not in small | self.not_people
        return told and n not in self.blocked and bool(after) and (after[0].text in ",.;" or self.joined(n + 2))

    def behind_noun(self, run: list[int], first: int) -> bool:
        """'la nostra contabile ornella mingozzi': one word before the first name, an article or 'our' before that."""
        lead = self.words["article"] | self.words["own"] | self.words["of"]
        noun = first == 1 and run[0] > 0 and self.tokens[run[0] - 1].fold in lead
        particles = {self.word(run[1]), self.word(run[2])} & self.words["particle"]
        return noun and not particles and self.word(run[0]) not in surnames()

    def joined(self, n: int) -> bool:
        """Whether a comma, an 'and' or a mark stands right before."""
        before = self.tokens[n - 1] if n else None
        return before is None or before.kind is Kind.MARK or before.fold in self.words["and"]

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
        after, plain = self.tokens[n + 1 : n + 2], self.page.voc.common | self.page.voc.function_words
        ends = not after or after[0].kind is Kind.LINE or after[0].text in ".,;!"
        return ends and self.beside_me(n) and self.word(n) not in plain | self.not_people and n not in self.blocked

    def beside_me(self, n: int) -> bool:
        """'me and efua mensah'."""
        return (
            n > 1
            and self.tokens[n - 1].fold in self.words["and"]
            and self.tokens[n - 2].fold in self.words["me"] | self.words["me_subject"]
        )
