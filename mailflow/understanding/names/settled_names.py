"""Of words in a row that may be a name, the part that is one: a first name with the surname beside it."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.name_words import NameWords
from mailflow.understanding.names.names import Name, is_given
from mailflow.understanding.text.tokens import Kind


class SettledNames(NameWords):
    """Settles a run of words by the lists, by what was met and by what stands around."""

    def settle(self, run: list[int]) -> Name | None:
        """Of a run of free words, the part that is a name: a first name with the surname beside it."""
        keys = [self.tokens[n].fold.strip("'") for n in run]
        met = self.met(run, keys)
        if met:
            return self.name(met, True, False)
        first = next((place for place, key in enumerate(keys) if is_given(key)), None)
        if first is None or (len(run) == 2 and keys[1] in self.known_words):
            return self.name(run[:2], True, False) if self.shares_surname(run, keys) else None
        if first + 1 < len(run) and (first == 0 or self.goes_on(run, keys, first)):
            return self.name(run[first : self.last_of(run, keys, first) + 1], True, False)
        return self.with_surname_before(run, keys, first) if first > 0 else None

    def met(self, run: list[int], keys: list[str]) -> list[int]:
        """The words of a name that is known from elsewhere: 'sono bruno corazza cacciatore'."""
        for known in self.known_full:
            whole = [n for n, key in zip(run, keys, strict=True) if key in known]
            if len(whole) == len(known) < len(run) and _in_line(whole):
                beside = is_given(keys[0]) and whole[0] - run[0] == 1  # 'io e alessandro tiziana lolli'
                return run[:1] if beside else whole
        if len(run) < 2 or self.known_words.isdisjoint(keys):
            return []
        likely = [n for n, key in zip(run, keys, strict=True) if key in self.known_words or self.is_name_word(key)]
        return likely[:4] if len(likely) >= 2 and _in_line(likely) else []

    def is_name_word(self, key: str) -> bool:
        """Whether the lists have it as a first name, a surname or a particle."""
        return is_given(key) or key in surnames() or key in self.words["particle"]

    def shares_surname(self, run: list[int], keys: list[str]) -> bool:
        """'emeka okoro', where another Okoro was met; 'io kledi hoxha' by a known first name."""
        if len(run) == 2 and keys[1] in self.known_words:
            return True
        if len(run) < 2 or keys[0] not in self.known_words:
            return False
        me = self.words["me"] | self.words["me_subject"]
        mine = run[0] > 0 and self.tokens[run[0] - 1].fold in me
        return mine or self.pointed_at(run[0], strictly=True)

    def goes_on(self, run: list[int], keys: list[str], first: int) -> bool:
        """Whether the word behind a first name that stands further on is its surname."""
        return keys[first + 1] in surnames() or is_given(keys[first + 1]) or self.behind_noun(run, first)

    def last_of(self, run: list[int], keys: list[str], first: int) -> int:
        """Where a name ends that begins with that first name: 'maria luisa de luca'."""
        last, particles = first + 1, self.words["particle"]
        while last + 1 < len(keys):
            second = keys[last + 1] in surnames() and is_given(keys[last]) and keys[last + 1] not in particles
            if self.tokens[run[last]].fold not in particles and not second:
                break
            last += 1
        return last

    def with_surname_before(self, run: list[int], keys: list[str], first: int) -> Name | None:
        """'rossi mario', 'de luca anna': the surname before the first name; else the first name alone."""
        begin, particle = first - 1, [self.tokens[n].fold in self.words["particle"] for n in run]
        while begin > 0 and particle[begin]:
            begin -= 1
        known = keys[begin] in self.known_words or keys[begin] in surnames() or is_given(keys[begin])
        while begin > 0 and particle[begin - 1]:
            begin -= 1
        pointed = self.pointed_at(run[0]) or self.kin_is(run[0])
        if known or (begin == 0 and (self.line_start(run[0]) or pointed or self.joined(run[0]))):
            return self.name(run[begin : first + 1], True, False)
        return self.name([run[first]], True, False) if self.pointed_at(run[first], strictly=True) else None

    def behind_noun(self, run: list[int], first: int) -> bool:
        """'la nostra contabile ornella mingozzi': one word before the first name, an article or 'our' before that."""
        lead = self.words["article"] | self.words["own"] | self.words["of"]
        noun = first == 1 and run[0] > 0 and self.tokens[run[0] - 1].fold in lead
        particles = {self.word(run[1]), self.word(run[2])} & self.words["particle"]
        return noun and not particles and self.word(run[0]) not in surnames()

    def told_surname(self, n: int) -> bool:
        """'Conti' of 'MARIO CONTI': a surname, if an everyday word too, behind a first name."""
        word = self.word(n)
        small = self.words["stop"] | self.page.voc.function_words | self.words["not_names"]
        first = is_given(self.word(n - 1)) and self.word(n - 1) not in self.words["particle"]
        return first and word in surnames() and word not in small | self.not_people and n not in self.blocked

    def joined(self, n: int) -> bool:
        """Whether a comma, an 'and' or a mark stands right before."""
        before = self.tokens[n - 1] if n else None
        return before is None or before.kind is Kind.MARK or before.fold in self.words["and"]


def _in_line(places: list[int]) -> bool:
    """Whether they follow one another."""
    return places == list(range(places[0], places[-1] + 1))
