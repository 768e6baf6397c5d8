"""Places in a text where a name may stand, by what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mailflow.understanding.names.calendar_names import calendar_names
from mailflow.understanding.names.names import inverted_rows, is_given
from mailflow.understanding.text.page import Page
from mailflow.understanding.text.tokens import Kind, Token

BULLET = 12  # tokens at most that may stand before a name at the head of its line


class NamePlaces:
    """A text, and what tells a name in it. `blocked`: tokens that are sessions; `known`: names the headers tell."""

    def __init__(
        self, page: Page, blocked: frozenset[int], not_people: frozenset[str], known: Sequence[frozenset[str]]
    ) -> None:
        self.page = page
        self.tokens = page.tokens
        self.words = page.voc.words
        self.calendar = calendar_names(page, known) - blocked
        calls = ((m.start, n) for m in page.of("has_called") for n in range(m.start, m.end))  # 'è passata in ufficio'
        self.calls = frozenset(n for first, n in calls if n == first or not page.tokens[n].capital)
        self.blocked = blocked | (page.dated - self.calendar) | self.calls | _storeys(page)
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

    def everyday(self, n: int) -> bool:
        """'Nonno' of a sender 'NONNO EZIO': a word for a tie, although the headers call somebody so."""
        return any(m.end == n + 1 for m in self.page.within("relation", n, n + 1))

    def several_kin(self, n: int) -> bool:
        """'bimbi', 'friends': a word for several people."""
        return any(m.end == n + 1 for m in self.page.within("relations", n, n + 1))

    def called_so(self, n: int) -> bool:
        """'Esi Boadu, Nana Boadu': a word for kin before a surname that is known."""
        after = self.tokens[n + 1].fold if n + 1 < len(self.tokens) else ""
        known = after in self.known_words and not is_given(after) and after not in self.words["not_names"]
        return known and self.tokens[n].fold in self.words["kin_called"]

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

    def whose_kin(self, n: int) -> bool:
        """'sono la mamma di Leo', 'chi scrive è il nonno di Ada': of whom the writer says whose kin he is."""
        if n < 2 or self.tokens[n - 1].fold not in self.words["of"]:
            return False
        kin = n - 1
        if n > 3 and self.tokens[n - 2].fold in self.words["tie_place"] and self.tokens[n - 3].fold in self.words["of"]:
            kin -= 2  # 'la vicina di casa di Leo'
        tie = next((m for m in self.page.within("relation", max(0, kin - 2), kin) if m.end == kin), None)
        at = tie.start if tie is not None else kin - 1
        if tie is None and self.tokens[at].fold not in self.words["aide"]:
            return False
        at -= at > 0 and self.tokens[at - 1].fold in self.words["article"]
        return any(m.end == at for m in self.page.within("introduce_self", max(0, at - 4), at))

    def kin_is(self, n: int) -> bool:
        """'MIA MOGLIE È SALA DINA': whether a tie and 'is' stand right before."""
        return n > 1 and self.tokens[n - 1].fold in self.words["be"] and self.everyday(n - 2)

    def accented(self, n: int) -> bool:
        """'NICCOLO\'': an apostrophe behind a first name in place of an accent."""
        token, after = self.tokens[n], self.tokens[n + 1 : n + 2]
        alone = not after or after[0].start > token.end or after[0].kind is not Kind.WORD
        return alone and len(token.text) > 4 and is_given(self.word(n))

    def word(self, n: int) -> str:
        """The folded word at n, apostrophes aside."""
        return self.tokens[n].fold.strip("'")

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
    words = frozenset().union(*pairs)
    lasts = (n for n in range(1, len(tokens) if pairs else 0) if tokens[n].fold in words)
    found = (n for n in lasts if frozenset((tokens[n - 1].fold, tokens[n].fold)) in pairs)
    return frozenset(m for n in found for m in (n - 1, n) if tokens[n - 1].capital and tokens[n].capital)


def _storeys(page: Page) -> frozenset[int]:
    """'3rd Floor', '2nd Class': words for what is numbered, behind a number."""
    heads, ranks = page.voc.words["document_word"], page.voc.ordinals
    return frozenset(
        n for n, (rank, token) in enumerate(pairwise(page.tokens), 1) if token.fold in heads and rank.fold in ranks
    )
