"""Runs of capital words that a name may be, and the part of them that is one."""

from __future__ import annotations

from mailflow.understanding.gazetteer import surnames
from mailflow.understanding.names.names import LETTERS, is_given
from mailflow.understanding.names.small_names import SmallNames
from mailflow.understanding.text.tokens import Kind


class NameRuns(SmallNames):
    """Capital words in a row, from the first to the last that belongs to a name."""

    def run(self, n: int) -> list[int]:
        """The longest run of name words from n."""
        run: list[int] = []
        tokens = self.tokens
        while n < len(tokens):
            token = tokens[n]
            if len(run) > 1 and self.opens_next(run, n):
                break
            particle = token.fold in self.words["particle"]
            after_comma = bool(run) and any(t.text == "," for t in tokens[run[0] : n])
            if after_comma and tokens[n - 1].text == ",":
                n = self.title_at(n)  # 'Rooke, Cdr Anthony'
                token = tokens[n]
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
                n = self.closing(n)
            elif token.fold == "s" and run and tokens[n - 1].text[-1] in "'’":
                break  # 'Anil's'
            elif (
                token.text == ","
                and len(run) in (1, 2, 3)
                and self.line_start(run[0])
                and (first := self.title_at(n + 1)) < len(tokens)
                and self.fits(tokens[first], first)
                and not tokens[first].text.isupper()
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

    def opens_next(self, run: list[int], n: int) -> bool:
        """'tre posti Ada Neri Ugo Sala Lia Po': a first name before a surname, behind a first name and a surname."""
        if not (n + 1 < len(self.tokens) and self.tokens[n + 1].capital and is_given(self.word(n))):
            return False
        pair = is_given(self.word(run[0])) and not is_given(self.word(run[-1])) and len(run) == 2
        again = self.fits(self.tokens[n + 1], n + 1) and not is_given(self.word(n + 1))
        return pair and again and self.tokens[n - 1].kind is Kind.WORD

    def of_a_town(self, run: list[int]) -> bool:
        """'sono Ada di Bormio', from Ada Neri: whose name in full the headers tell, and where she is from."""
        if len(run) != 3 or self.tokens[run[1]].text not in self.words["of"]:
            return False
        first, last = self.word(run[0]), self.word(run[2])
        return last not in self.known_words and any(first in key for key in self.known_full)

    def aged(self, n: int) -> bool:
        """Whether brackets with an age stand between a first name and a surname: 'Tommaso (7) Righi'."""
        end = self.closing(n)
        if end >= len(self.tokens) - 1 or not any(t.kind is Kind.NUMBER for t in self.tokens[n:end]):
            return False
        age = end == n + 2 or self.page.at("age", n + 1) is not None
        after = self.tokens[end + 1]
        return age and self.fits(after, end + 1) and not is_given(after.fold) and not self.begins_sentence(end + 1)

    def closing(self, n: int) -> int:
        """The place of the bracket that closes the one at n, three tokens on at most."""
        return next((k for k in range(n, min(n + 5, len(self.tokens))) if self.tokens[k].text == ")"), len(self.tokens))

    def trimmed(self, run: list[int]) -> list[int]:
        """The run without what only stands before or behind a name."""
        tokens, words = self.tokens, self.words
        while (
            len(run) > 1
            and tokens[run[-1]].fold in words["particle"]
            and not (len(run) == 2 and tokens[run[-1]].text[0].isupper())
        ):
            run = run[:-1]
        run = run[:1] if self.of_a_town(run) else run
        after_article = run[0] > 0 and tokens[run[0] - 1].fold in words["article"]
        if len(run) > 2 and after_article and not is_given(tokens[run[0]].fold) and is_given(tokens[run[1]].fold):
            run = run[1:]  # 'il Notaio Ascanio Bracciali'
        while len(run) > 1 and self.begins_sentence(run[0]) and (self.announces(run[0]) or self.leads_in(run[0])):
            if len(run) == 2 and not (is_given(tokens[run[1]].fold) or tokens[run[1]].fold in self.known_words):
                break
            run = run[1:]  # 'Verrà Chiara Lo Monaco', 'Vengono Tommaso e …'
        while len(run) > 2 and LETTERS.fullmatch(tokens[run[-1]].text) and not tokens[run[-2]].text.isupper():
            run = run[:-1]  # 'Ann Lee BVSc'
        run = self.without_firm(run)
        kin = len(run) > 1 and self.everyday(run[0]) and not self.called_so(run[0])
        while len(run) > 1 and kin and self.everyday(run[0]) and tokens[run[0]].fold not in surnames():
            run = run[1:]  # 'Uncle Frank', 'Nonna Iole'
        opens = len(run) > 1 and self.begins_sentence(run[0]) and not self.line_start(run[0])
        opens = opens and not self.leads_row(run)
        opens = opens or (len(run) > 1 and self.begins_sentence(run[0]) and self.asks(run[0]))
        if opens and is_given(tokens[run[1]].fold) and not self.may_be_name(run[0]):
            run = run[1:]  # 'Please note. Forwarding Anil's request'
        return run

    def asks(self, n: int) -> bool:
        """'Sign Tim and me up', 'Inserite Pia e me': a verb, by how it is used or how it ends."""
        word = self.word(n)
        if self.labelled or self.tokens[n].text[-1] in "'’" or word in self.words["street"] | self.words["particle"]:
            return False  # 'D'Amico Rosa', 'Piazza Noemi' of a table
        return word in self.page.voc.common or self.words["verb_ending"].end(word)

    def without_firm(self, run: list[int]) -> list[int]:
        """The full name of 'Ugo Galli della Galli Stampi', 'Elso Po di Collerosso'; not of 'Anna Maria di Savoia'."""
        of = next((k for k in range(2, len(run)) if self.tokens[run[k]].text in self.words["of"]), None)
        last = self.word(run[of - 1]) if of is not None else ""
        full = last in surnames() or (is_given(self.word(run[0])) and not is_given(last))
        return run[:of] if full and last not in self.words["particle"] else run

    def cut(self, run: list[int]) -> list[int]:
        """The run without initials before a name ('FAO Sandra Pike'); none of it where it ends on an elided word."""
        first, last = self.tokens[run[0]], self.tokens[run[-1]]
        if len(run) > 1 and last.text[-1] in "'’" and last.fold in self.words["particle"]:
            return []
        initials = len(run) > 2 and first.text.isupper() and 1 < len(first.text) < 5
        others = any(self.tokens[k].text.isupper() for k in run[1:])
        name = self.may_be_name(run[0]) or first.fold in self.words["particle"]
        of_a_body = run[0] > 0 and self.tokens[run[0] - 1].fold in self.words["of"] - self.words["preposition"]
        if initials and not others and (of_a_body or not name) and self.tokens[run[1]].text in self.words["of"]:
            return []  # 'del CAI di Lecco'
        return run[1:] if initials and not others and not name else run

    def known_part(self, run: list[int]) -> list[int]:
        """Of a long run with a first name, what ends on a word known from names."""
        if len(run) <= 3 or not any(is_given(w) for w in self.content(run)):
            return run
        tokens = self.tokens
        while len(run) > 2 and not (
            is_given(tokens[run[-1]].fold)
            or tokens[run[-1]].fold in surnames()
            or tokens[run[-1]].fold in self.known_words
            or tokens[run[-2]].fold in self.words["particle"]
        ):
            run = run[:-1]
        return run

    def content(self, run: list[int]) -> list[str]:
        """The words of a run that are no particles; 'Ben' is a name where a run begins with it."""
        small = self.words["particle"]
        return [self.word(k) for k in run if self.tokens[k].fold not in small or (k == run[0] and self.first_name(k))]

    def first_name(self, n: int) -> bool:
        """'Ben': a first name that stands inside others as well, and is no small word."""
        word, words = self.word(n), self.words
        small = words["of"] | words["article"] | words["preposition"] | self.page.voc.function_words
        return self.tokens[n].capital and len(word) > 2 and is_given(word) and word not in small

    def leads_row(self, run: list[int]) -> bool:
        """'Pritha Neri and I would like …', 'Adjoa Neri and Esi Neri, 12 and 10': whom another is joined to."""
        joint = run[-1] + 1
        behind = [token.fold for token in self.tokens[joint + 1 : joint + 3]]
        if len(behind) < 2 or len(run) != 2 or self.tokens[joint].fold not in self.words["and"] | {","}:
            return False
        mine = behind[0] in self.words["me"] | self.words["me_subject"] and self.tokens[joint].text != ","
        return mine or behind[1] == self.tokens[run[-1]].fold
