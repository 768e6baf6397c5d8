"""Which words of a text may be words of a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import given, surnames, wordlike
from mailflow.understanding.names.name_places import NamePlaces
from mailflow.understanding.names.names import Name, is_given, key_of
from mailflow.understanding.text.tokens import Kind, Token
from mailflow.understanding.text.words import AnyOf


class NameWords(NamePlaces):
    """What words may be of a name, at the places of a text."""

    def fits(self, token: Token, n: int) -> bool:
        """Whether the token can be a word of a name."""
        if n in self.whole or n in self.calendar:
            return True
        if not token.capital or n in self.blocked or (len(token.text) == 1 and not token.text.isupper()):
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
            and not self.is_surname(n)
        ):
            return False
        office = word.strip(".") in self.offices
        return not office or self.is_office_surname(n) or self.ends_row(n) or self.goes_on_row(n)

    def is_surname(self, n: int) -> bool:
        """'Carol Day': an everyday word right behind a first name, and no 'Best regards'."""
        first, after = n - 1, self.tokens[n + 1 : n + 2]
        if first < 0 or self.tokens[n].fold not in self.words["surname_word"] or self.page.has("closing", n, n + 2):
            return False
        goes_on = bool(after) and after[0].kind is Kind.WORD and after[0].capital
        return self.tokens[first].capital and is_given(self.word(first)) and not goes_on

    def is_office_surname(self, n: int) -> bool:
        """'my friend Lucy Hall', 'Ann Mason and I': a surname that tells an office too, right behind a first name; not
        'the Albert Hall', 'at Victoria Hall', 'Victoria Hall is …', 'Lucy Hall Trust'."""
        first, behind, words = n - 1, self.tokens[n + 1 : n + 2], self.words
        if first < 0 or self.tokens[n].fold not in surnames() or not self.tokens[first].capital:
            return False
        if not is_given(self.word(first)) or self.word(first) in self.offices | words["title"]:
            return False
        if behind and behind[0].kind is Kind.WORD and behind[0].capital:
            return False
        if self.begins_sentence(first):
            return not behind or behind[0].kind is not Kind.WORD or behind[0].fold in words["and"]
        lead = self.tokens[first - 1]
        place = words["article"] | words["saint"] | words["place_before"]
        titled = lead.text == "." or lead.fold in words["title"]
        return titled or not (lead.capital or lead.fold in place or self.in_place(first))

    def ends_row(self, n: int) -> bool:
        """'Lynsey Hall - A2', 'Marco Scuola: 3': a word for an office behind a first name, before a row's choice."""
        first = n - 1
        if first < 0 or not self.tokens[first].capital or not is_given(self.word(first)) or not self.line_start(first):
            return False
        after = n + 1
        return after in self.blocked or (
            after < len(self.tokens)
            and (self.tokens[after].fold in self.words["dash"] or self.tokens[after].text == ":")
            and self.word(first) not in self.offices | self.words["title"]
        )

    def goes_on_row(self, n: int) -> bool:
        """'Ann Bell, Tom Bell, Sue Hall': a word for an office behind a first name, in a row of full names."""
        first, after = n - 1, self.tokens[n + 1 : n + 2]
        if first < 1 or not is_given(self.word(first)) or (after and after[0].capital):
            return False
        return self.tokens[first].capital and self.in_full_row(first) and self.word(first) not in self.offices

    def in_full_row(self, n: int) -> bool:
        """Whether two full names stand before in a row, or one and an 'and': what goes on such a row is a name."""
        joint = self.tokens[n - 1].fold if n else ""
        least, count = (1 if joint in self.words["and"] else 2), 0
        while n > 2 and (self.tokens[n - 1].text in (",", ";") or self.tokens[n - 1].fold in self.words["and"]):
            first = self.word(n - 3)
            if not (self.tokens[n - 3].capital and self.tokens[n - 2].capital) or first in self.offices:
                break
            if not (is_given(first) or first in wordlike() or first in self.known_words):
                break
            n, count = n - 3, count + 1
        return count >= least

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
        if word in self.words["weak_us"]:
            return False  # 'noi Rossi'
        if self.called_so(n):
            return True
        if word in self.words["stop"] or word in self.page.voc.function_words or word in self.words["article"]:
            return word in wordlike() and self.leads_surname(n + 1)
        return word in wordlike() or word in given() or self.page.voc.ordinals.get(word, 0) > 0

    def leads_surname(self, n: int) -> bool:
        """Whether a surname stands there: 'Ben Carter', 'Will Sharp', where a session or a mark follows."""
        if n >= len(self.tokens) or not self.tokens[n].capital:
            return False
        word, after = self.tokens[n].fold, self.tokens[n + 1 : n + 2]
        closed = not after or after[0].kind is not Kind.WORD or n + 1 in self.blocked
        closed = closed or after[0].fold in self.words["and"]
        return word in self.known_words or (closed and word in surnames())

    def may_be_name(self, n: int) -> bool:
        """Whether a list or the headers know the word as part of a name."""
        word = self.tokens[n].fold.strip("'")
        return is_given(word) or word in surnames() or word in self.known_words or word in wordlike()

    def leads_on(self, n: int) -> bool:
        """Whether a word of a name follows the particles at n: 'de la Vega'."""
        after = n + 1
        while after < len(self.tokens) and after - n < 3 and self.tokens[after].fold in self.words["particle"]:
            after += 1
        return after < len(self.tokens) and self.fits(self.tokens[after], after)

    def second_of_two(self, n: int) -> bool:
        """'LUCA E SARA': a first name that is a small word too, joined to one that is none."""
        leads = self.words["preposition"] | self.words["for"] | self.words["of"]  # Per, Con and An are names as well
        given = n > 1 and self.tokens[n].fold not in leads and is_given(self.tokens[n].fold)
        if not given or self.tokens[n - 1].fold not in self.words["and"]:
            return False
        first, voc, after = self.word(n - 2), self.page.voc, self.tokens[n + 1 : n + 2]
        plain = AnyOf(voc.function_words, voc.common)
        goes_on = bool(after) and after[0].kind is Kind.WORD and n + 1 not in self.blocked  # 'anna and will you …'
        goes_on = goes_on and after[0].fold in plain
        goes_on = goes_on and after[0].fold not in self.words["preposition"] | self.words["and"]
        closed = not after or after[0].text != "("  # 'lia riva e vale (valentina neri)'
        return len(first) > 2 and is_given(first) and first not in plain and closed and not goes_on

    def free(self, n: int) -> bool:
        """Whether the token can be part of a name where capitals tell nothing."""
        token = self.tokens[n]
        if (
            token.kind is not Kind.WORD
            or n in self.blocked
            or len(token.text) < 2
            or (token.text[-1] in "'’" and not (self.accented(n) or self.owns(n)))
            or token.fold in self.words["particle"]
        ):
            return False
        word = token.fold.strip("'")
        if (word in self.known_words and not self.everyday(n)) or self.second_of_two(n):
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
            or self.several_kin(n)
            or (words["verb_ending"].end(word) and len(word) > 6 and word not in surnames())
        )

    def owns(self, n: int) -> bool:
        """'tom's keen on it', "sam's place"."""
        behind = self.tokens[n + 1 : n + 2]
        return self.word(n) in self.known_words and bool(behind) and behind[0].fold == "s"

    def name(self, run: Sequence[int], sure: bool, titled: bool) -> Name:
        """The name that the words of a run are."""
        tokens = self.tokens
        text = "".join(
            tokens[k].text + ("" if tokens[k].text[-1] in "'’" and len(tokens[k].text) < 6 else " ") for k in run
        ).strip(" '’")
        return Name(run[0], run[-1] + 1, text, key_of(text), sure, titled)
