"""Which words of a text may be words of a person's name."""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.understanding.gazetteer import given, surnames, wordlike
from mailflow.understanding.names.names import Name, inverted_rows, is_given, key_of
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token

BULLET = 12  # tokens at most that may stand before a name at the head of its line


class NameWords:
    """A text, and what tells a name in it. `blocked`: tokens that are sessions; `known`: names the headers tell."""

    def __init__(
        self, page: Page, blocked: frozenset[int], not_people: frozenset[str], known: Sequence[frozenset[str]]
    ) -> None:
        self.page = page
        self.tokens = page.tokens
        self.words = page.voc.words
        self.blocked = blocked | page.dated
        self.not_people = not_people
        self.offices = self.words["organization"] | self.words["organization_form"] | self.words["role"]
        words = self.words
        self.before_places = words["particle"] | words["of"] | words["article"] | words["preposition"]
        self.known_full = [key - self.offices for key in known if len(key - self.offices) > 1]
        self.known_words = frozenset().union(*known) - self.offices if known else frozenset()
        self.whole = _told_whole(page.tokens, known)
        self.surname_first = page.has("surname_first") or inverted_rows(page.text) >= 2
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
        if n in self.whole:
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
        return word.strip(".") not in self.offices or self.ends_row(n) or self.goes_on_row(n)

    def is_surname(self, n: int) -> bool:
        """'Carol Day': an everyday word right behind a first name, and no 'Best regards'."""
        first, after = n - 1, self.tokens[n + 1 : n + 2]
        if first < 0 or self.tokens[n].fold not in self.words["surname_word"] or self.page.has("closing", n, n + 2):
            return False
        goes_on = bool(after) and after[0].kind is Kind.WORD and after[0].capital
        return self.tokens[first].capital and is_given(self.word(first)) and not goes_on

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

    def everyday(self, n: int) -> bool:
        """'Nonno' of a sender 'NONNO EZIO': a word for a tie, although the headers call somebody so."""
        return any(m.end == n + 1 for m in self.page.within("relation", n, n + 1))

    def several_kin(self, n: int) -> bool:
        """'bimbi', 'friends': a word for several people."""
        return any(m.end == n + 1 for m in self.page.within("relations", n, n + 1))

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
            return word in wordlike() and n + 1 < len(self.tokens) and self.tokens[n + 1].fold in self.known_words
        return word in wordlike() or word in given() or self.page.voc.ordinals.get(word, 0) > 0

    def called_so(self, n: int) -> bool:
        """'Esi Boadu, Nana Boadu': a word for kin before a surname that is known."""
        after = self.tokens[n + 1].fold if n + 1 < len(self.tokens) else ""
        known = after in self.known_words and not is_given(after) and after not in self.words["not_names"]
        return known and self.tokens[n].fold in self.words["kin_called"]

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

    def line_start(self, n: int) -> bool:
        """Whether the token opens its line, bullets, numbers and titles aside."""
        first = n - BULLET
        n -= 1
        while (
            n >= 0
            and n > first
            and (
                self.tokens[n].kind in (Kind.MARK, Kind.NUMBER)
                or (len(self.tokens[n].text) == 1)
                or self.tokens[n].fold.strip(".") in self.words["title"]
            )
            and self.tokens[n].kind is not Kind.LINE
        ):
            n -= 1
        return n < 0 or self.tokens[n].kind is Kind.LINE

    def begins_sentence(self, n: int) -> bool:
        """Whether only marks and numbers stand before, in the sentence."""
        start, _ = self.page.sentences[self.page.sentence_of(n)]
        return all(t.kind in (Kind.MARK, Kind.NUMBER) for t in self.tokens[start:n])

    def in_place(self, n: int) -> bool:
        """Whether a street or a place word stands right before."""
        before = n - 1
        while before >= 0 and self.tokens[before].fold in self.before_places:
            before -= 1
        if before < 0:
            return False
        word = self.tokens[before].fold.strip(".")
        street = word in self.words["place_head"] and word not in self.words["place_noun"]  # 'a place for Ada Neri'
        return street or (before == n - 1 and word in self.words["place_before"])

    def pointed_at(self, n: int, strictly: bool = False) -> bool:
        """Whether words before say that a person comes now: 'mia figlia', 'sono', 'per', 'e' after a name."""
        before = n - 1
        first, _ = self.page.sentences[self.page.sentence_of(n)]
        while before >= first and (
            self.tokens[before].text in ",:.("
            or (
                self.tokens[before].fold.strip(".") in self.words["title"] and not (before == n - 1 and self.own_kin(n))
            )
        ):
            before -= 1
        if before < 0 or self.tokens[before].kind is Kind.LINE:
            return False
        if self.tokens[before].fold in self.words["tie_place"] and self.tokens[before - 1].fold in self.words["of"]:
            before -= 2  # 'la mia vicina di casa Zdenka'
        for cls in (
            ("relation", "relations", "introduce_self", "named")
            if strictly
            else ("relation", "relations", "introduce_self", "introduce_us", "named", "request", "they")
        ):
            if cls == "relations" and self.tokens[n - 1].text not in "(:":
                continue  # 'the boys (Ianto and Macsen)', and not 'the sisters Price'
            for mark in self.page.within(cls, max(0, before - 6), before + 1):
                office = strictly and cls == "relation" and self.tokens[mark.start].fold in self.words["role"]
                if mark.end == before + 1 and not office:
                    return True
        return False

    def own_kin(self, n: int) -> bool:
        """'mio padre Ivo': whether a tie of the writer's stands right before, though the word is a title too."""
        return n > 1 and self.tokens[n - 2].fold in self.words["own_one"] and self.everyday(n - 1)

    def kin_is(self, n: int) -> bool:
        """'MIA MOGLIE È SALA DINA': whether a tie and 'is' stand right before."""
        return n > 1 and self.tokens[n - 1].fold in self.words["be"] and self.everyday(n - 2)

    def second_of_two(self, n: int) -> bool:
        """'LUCA E SARA': a first name that is a small word too, joined to one that is none."""
        leads = self.words["preposition"] | self.words["for"] | self.words["of"]  # Per, Con and An are names as well
        given = n > 1 and self.tokens[n].fold not in leads and is_given(self.tokens[n].fold)
        if not given or self.tokens[n - 1].fold not in self.words["and"]:
            return False
        first, voc, after = self.word(n - 2), self.page.voc, self.tokens[n + 1 : n + 2]
        plain = voc.common | voc.function_words
        goes_on = bool(after) and after[0].kind is Kind.WORD and n + 1 not in self.blocked  # 'anna and will you …'
        goes_on = goes_on and after[0].fold in plain - self.words["preposition"] - self.words["and"]
        closed = not after or after[0].text != "("  # 'lia riva e vale (valentina neri)'
        return len(first) > 2 and is_given(first) and first not in plain and closed and not goes_on

    def free(self, n: int) -> bool:
        """Whether the token can be part of a name where capitals tell nothing."""
        token = self.tokens[n]
        if (
            token.kind is not Kind.WORD
            or n in self.blocked
            or len(token.text) < 2
            or (token.text[-1] in "'’" and not self.accented(n))
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

    def accented(self, n: int) -> bool:
        """'NICCOLO\'': an apostrophe behind a first name in place of an accent."""
        token, after = self.tokens[n], self.tokens[n + 1 : n + 2]
        alone = not after or after[0].start > token.end or after[0].kind is not Kind.WORD
        return alone and len(token.text) > 4 and is_given(self.word(n))

    def word(self, n: int) -> str:
        """The folded word at n, apostrophes aside."""
        return self.tokens[n].fold.strip("'")

    def name(self, run: Sequence[int], sure: bool, titled: bool) -> Name:
        """The name that the words of a run are."""
        tokens = self.tokens
        text = "".join(
            tokens[k].text + ("" if tokens[k].text[-1] in "'’" and len(tokens[k].text) < 6 else " ") for k in run
        ).strip(" '’")
        return Name(run[0], run[-1] + 1, text, key_of(text), sure, titled)

    def familiar(self, n: int) -> bool:
        """'la Franca', 'l'Alfio', 'il Gianni': a first name with the article people of the region give it."""
        before, word = self.tokens[n - 1], self.tokens[n].fold
        alone = n < 2 or self.tokens[n - 2].fold not in self.words["preposition"] | self.words["of"]
        return (
            before.fold in self.words["name_article"]
            and alone
            and is_given(word)
            and word not in self.page.voc.common
            and word not in self.not_people
            and len(word) > 2
        )

    def announces(self, n: int) -> bool:
        """Whether the word is one of coming or asking, with a capital because a sentence begins there."""
        classes = ("they", "request", "self", "we")
        return not is_given(self.tokens[n].fold) and any(self.page.at(cls, n) is not None for cls in classes)

    def leads_in(self, n: int) -> bool:
        """'Solo Ada Neri', 'Caro Ugo Sala': a word before a name, with a capital because a sentence begins there."""
        return self.tokens[n].fold in self.words["greeting_word"] or self.page.at("only", n) is not None

    def whole_sentence(self, run: list[int]) -> bool:
        """Whether a mark or a joining word follows."""
        after = run[-1] + 1
        return after < len(self.tokens) and (
            self.tokens[after].text in ",&+(:" or self.tokens[after].fold in self.words["and"]
        )

    def followed_by_person_verb(self, n: int) -> bool:
        """Whether words of coming or asking follow."""
        return any(self.page.at(cls, n) is not None for cls in ("they", "absent", "request", "same_as"))


def _told_whole(tokens: Sequence[Token], known: Sequence[frozenset[str]]) -> frozenset[int]:
    """Where the text has the headers' name, whatever its words mean besides: 'Domenica Sala', 'June Hall'."""
    pairs = {key for key in known if len(key) == 2}
    found = (
        n for n in range(1, len(tokens) if pairs else 0) if frozenset((tokens[n - 1].fold, tokens[n].fold)) in pairs
    )
    return frozenset(m for n in found for m in (n - 1, n) if tokens[n - 1].capital and tokens[n].capital)
