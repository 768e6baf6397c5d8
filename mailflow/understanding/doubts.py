"""Everything that looks like a fact must be explained: what is left over is a doubt, told in a secretary's words."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.domain.event import Event
from mailflow.understanding.cast import Cast
from mailflow.understanding.choices import Chosen
from mailflow.understanding.contradictions import contradictions
from mailflow.understanding.form_fields import field_line
from mailflow.understanding.gist import Gist
from mailflow.understanding.groups import plain_noun
from mailflow.understanding.intent import Thread, Wanted
from mailflow.understanding.mentions import Found
from mailflow.understanding.names import is_given
from mailflow.understanding.owners import one_and_other
from mailflow.understanding.page import Page
from mailflow.understanding.party import chains
from mailflow.understanding.reading import Doubt, Intent
from mailflow.understanding.seats import Seats
from mailflow.understanding.self_told import brings_children
from mailflow.understanding.sessions import Index
from mailflow.understanding.stances import Stance, tells
from mailflow.understanding.times import resolve
from mailflow.understanding.tokens import Kind, fold
from mailflow.understanding.vocabulary import Mark

UNSAID = Doubt("seats", "how many come is not told")


def doubts_of(gist: Gist) -> tuple[Doubt, ...]:
    """The doubts left after all steps, the same one once."""
    parts, page, cast, found, chosen, seats = gist.parts, gist.page, gist.cast, gist.found, gist.chosen, gist.seats
    subject, event, at, quoted, context, form = (
        parts.subject,
        parts.event,
        parts.at,
        parts.quoted,
        parts.context,
        parts.form,
    )
    wanted, thread = gist.wanted, gist.thread
    doubts = list(wanted.doubts)
    doubts += _intent_left(page, subject, cast, found, chosen, seats, wanted, thread, quoted)
    if wanted.intent in (Intent.BOOK, Intent.CHANGE):
        doubts += seats.doubts
        doubts += chosen.doubts
        doubts += _dates(page, subject if not thread.reply else None, at, found)
        doubts += contradictions(page, subject if _of_this_booking(wanted, thread) else None, at, found, seats)
        doubts += _rounds_left(page, event, cast, found, chosen)
        doubts += _letters_left(page, at, found)
        doubts += _other_left(page, cast, found)
        doubts += _topics_left(page, at, found, chosen)
        doubts += _themes_left(page, at, cast, found, chosen)
        doubts += _maybe(page, cast)
        doubts += _numbers_left(page, cast, found, seats)
        doubts += _writer_unsure(page, cast, event)
        doubts += _names_left(page, at, cast, found)
        doubts += _initials_left(page, cast, found)
        doubts += _joined_left(page, cast, found)
        doubts += _negations_left(page, found, chosen)
        doubts += _hours_left(page, at, cast, chosen)
        doubts += _days_left(page, at, found, chosen)
        doubts += _guests_unsure(page, cast)
        doubts += [
            Doubt("seats", f"“{label}: {value}” stands in the form")
            for label, value in form.rest
            if value.isdecimal()
            and len(value) < 4
            and not form.seats
            and not field_line(label, value, at)
            and int(value) < 20
            and not label.lower().startswith(("et", "age"))
        ][:1]
        doubts += [
            Doubt("choices", f"undecided: “{page.words(m.start, m.end)}”")
            for m in page.marks.get("undecided_choice", ())
        ][:1]
        doubts += [
            Doubt("names", "a surname is told apart from the names")
            for mark in page.marks.get("surname_word", ())
            if not form.filled
            and any(p.name and len(p.key) < 2 for p in cast.coming)
            and not any(m.start <= mark.start < m.end for m in page.marks.get("name_label", ()))
        ][:1]
        doubts += [Doubt("choices", f"no session is at “{hour}”") for hour in found.odd_hours]
        doubts += [
            Doubt("names", f"it is not clear whether {name} comes", options=(name,))
            for name in cast.leftovers
            if not (wanted.intent is Intent.CHANGE and page.has("substitution") and _somebody_new(cast))
            and not (wanted.intent is Intent.BOOK and _only_spoken_of(page, event, cast, seats, name))
        ]
    if wanted.intent in (Intent.CANCEL, Intent.DECLINE):
        doubts += _other_day(page, event)
    anew = context.has_booking and not thread.reply
    if wanted.intent is Intent.BOOK and thread.booked and not anew and not thread.elsewhere:
        doubts.append(Doubt("intent", "it answers a confirmation, yet does not say what is to change"))
    if wanted.intent is Intent.CHANGE and page.has("change_session") and not chosen.by:
        doubts.append(Doubt("choices", "which session is wanted instead is not told"))
    if wanted.intent is Intent.BOOK and seats.value is None and not seats.doubts:
        doubts.append(UNSAID)
    return tuple(dict.fromkeys(doubts))


def _of_this_booking(wanted: Wanted, thread: Thread) -> bool:
    """Whether the subject is the writer's own, of what he books."""
    return wanted.intent is Intent.BOOK and not thread.reply


def _somebody_new(cast: Cast) -> bool:
    """Whether who is to come instead was understood."""
    return any(not person.is_writer for person in cast.coming)


def _only_spoken_of(page: Page, event: Event, cast: Cast, seats: Seats, name: str) -> bool:
    """'my supervisor Ada Po has told me of it', 'mother of Leo Po; I come alone': who comes is told without him."""
    number = next(n for n, p in enumerate(cast.persons) if p.name == name)
    refs = [r for r in cast.refs if r.person == number and r.kind == "name"]
    others = [r for r in cast.refs if r.kind in ("us", "they", "others", "he")]
    stances = [cast.stances[page.clause_of(r.start)] for r in others]
    joined = any(page.has(cls) for cls in ("same_as", "adds", "joins", "we", "they"))
    if not refs or joined or Stance.COMES in stances or not cast.writer.comes or cast.lists:
        return False
    clauses = [page.clauses[page.clause_of(r.start)] for r in refs]
    aside = all(cast.stances[page.clause_of(r.start)] is Stance.ASIDE for r in refs)
    if aside and not any(n in cast.topics for c in clauses for n in range(c.start, c.end)):
        return True
    alone = seats.said is not None and seats.said.value == seats.value == 1
    words = page.voc.words
    kin = any(page.tokens[r.start - 1].fold in words["of"] for r in refs if r.start)
    if kin and not any(fold(word) in words["minor"] for word in event.title.split()):
        return alone or len(cast.coming) > 1  # 'Ann and Sam Hart, parents of Leo Hart'
    return alone and bool(cast.persons[number].relation) and all(tells(page, c) for c in clauses)


def _dates(page: Page, subject: Page | None, at: Index, sessions: Found) -> list[Doubt]:
    """A day asked for that is not the event's, or on which nothing of it is."""
    event, found = at.event, []
    held = set(at.day_of.values())
    for part in (p for p in (page, subject) if p is not None):
        for ref in part.days:
            day = resolve(ref, event)
            if ref.day is None or (day is not None and (not held or day in held)):
                continue
            if ref.month is None and ref.weekday is None:
                continue
            if part is page and ref.start in sessions.tokens:
                continue  # '1/4', two sessions
            if ref.year is not None and ref.year != event.starts.year:
                continue
            if part.within_end("document", ref.start) or _of_a_letter(part, ref.start):
                continue
            if part is page:
                start, end = part.sentences[part.sentence_of(ref.start)]
                wished = any(part.has(cls, start, end) for cls in ("self", "we", "book", "request", "they", "wished"))
                if not wished:
                    continue
            found.append(Doubt("date", f"“{part.words(ref.start, ref.end)}” is not a day of the event"))
    return found


def _of_a_letter(page: Page, place: int) -> bool:
    """'in riscontro al gradito invito del 3 novembre', 'delibera C.d.A. n. 41 del 6/9': the date of a writing."""
    begin = page.sentences[page.sentence_of(place)][0]
    return any(t.fold in page.voc.words["writing"] for t in page.tokens[max(begin, place - 8) : place])


def _rounds_left(page: Page, event: Event, cast: Cast, found: Found, chosen: Chosen) -> list[Doubt]:
    """A round that is spoken of, and no choice for it understood."""
    chosen_rounds = {r for rounds in chosen.by.values() for r in rounds} | {d.round for d in chosen.doubts}
    left = [*_no_such_round(page, event)]
    persons = {n for r in one_and_other(page, cast.refs) for n in range(r.start, r.end)}
    for ref in found.rounds:
        if ref.round in chosen_rounds or ref.start in persons or page.has("no_choice"):
            continue
        clause = page.clauses[page.clause_of(ref.start)]
        start, end = page.sentences[clause.sentence]
        if any(page.has(cls, start, end) for cls in ("leaves", "remains")) or page.has(
            "absent", clause.start, clause.end
        ):
            continue
        if chosen.changing and any(page.has(cls, start, end) for cls in ("held", "before_now", "was", "as_it_is")):
            continue  # 'mia figlia è iscritta la mattina', 'il secondo turno è giusto'

        if any(t.fold in page.voc.words["no_wish"] for t in page.tokens[ref.end : end]):
            continue
        refused = any(
            page.tokens[m.start].fold in page.voc.words["not"] | page.voc.words["no_wish"]
            for m in page.within("negation", clause.start, clause.end)
        )
        if refused and not any(clause.start <= m.start < clause.end for m in found.mentions):
            continue  # 'domenica non ci sono'
        cues = ("self", "we", "they", "request", "book", "topic_cue", "then", "before")
        spoken = any(page.has(cls, start, end) for cls in cues)
        if spoken or not chosen_rounds or any(m.start >= start and m.end <= end for m in found.mentions):
            left.append(
                Doubt("choices", f"no choice understood for “{page.words(ref.start, ref.end)}”", round=ref.round)
            )
    return left[:1]


def _no_such_round(page: Page, event: Event) -> Iterator[Doubt]:
    """'terzo turno', where there are two."""
    for n, token in enumerate(page.tokens[1:]):
        value = page.voc.ordinals.get(page.tokens[n].fold, 0)
        if token.fold in page.voc.words["round_only"] and value > len(event.rounds) > 1:
            yield Doubt("choices", f"there is no “{page.words(n, n + 2)}”")


def _other_left(page: Page, cast: Cast, found: Found) -> list[Doubt]:
    """'…, o quello al tramonto se non c'è': another session is told in words that were not understood."""
    words = page.voc.words
    known = found.tokens | {n for r in cast.refs for n in range(r.start, r.end)} | page.dated
    for n, token in enumerate(page.tokens[:-1]):
        if token.fold not in words["or"] or page.tokens[n + 1].fold not in words["that_one"]:
            continue
        start, end = page.sentences[page.sentence_of(n)]
        before = any(start <= m.start < n for m in found.mentions)
        after = min(end, n + 7)
        if before and not known & set(range(n + 1, after)) and not page.has("either", start, end):
            return [Doubt("choices", f"which is the other: “{page.words(n, after).strip()}”")]
    return []


def _letters_left(page: Page, at: Index, found: Found) -> list[Doubt]:
    """Letters that look like codes and were not read as any."""
    codes = {c for c in at.codes if len(c) == 1}
    if not codes or page.shouting:
        return []
    for n, token in enumerate(page.tokens):
        if (
            token.text.isupper()
            and token.fold in codes
            and n not in found.tokens
            and token.fold not in page.voc.words["lone_letters"]
        ):
            after = page.tokens[n + 1].text if n + 1 < len(page.tokens) else ""
            if after != ".":
                return [Doubt("choices", f"“{token.text}” may mean a session")]
    return []


def _maybe(page: Page, cast: Cast) -> list[Doubt]:
    """Somebody whose coming is left open: another's, or the writer's own ('forse vengo')."""
    for mark in page.marks.get("uncertain", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        spoken = [r for r in cast.refs if start <= r.start < end and r.kind in ("relation", "name")]
        open_end = any(page.within("maybe_comes", start, end))
        if open_end or any(cast.stances[page.clause_of(r.start)] is not Stance.STAYS for r in spoken):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
        if any(0 <= m.start - mark.end <= 1 for m in page.within("comes_first", mark.end, mark.end + 2)):
            return [Doubt("seats", f"it is left open who comes: “{page.words(start, end).strip()}”")]
    return []


def _explained(page: Page, found: Found) -> set[int]:
    known = set(found.tokens) | set(page.dated) | {n for r in found.rounds for n in range(r.start, r.end)}
    for cls in (
        "total",
        "total_loose",
        "total_first",
        "places",
        "age",
        "pair_total",
        "address",
        "price",
        "us",
        "others",
        "number_noun",
        "number_range",
        "one_place",
    ):
        known |= {n for m in page.marks.get(cls, ()) for n in range(m.start, m.end)}
    return known


def _numbers_left(page: Page, cast: Cast, found: Found, seats: Seats) -> list[Doubt]:
    """A number in a sentence about who comes that nothing explains, unless the number said is the number counted."""
    count = int(bool(cast.writer.comes)) + len([p for p in cast.coming if not p.is_writer]) + cast.guests
    if seats.said is not None and seats.value == count and count > 1 and not page.has("correction"):
        return []
    known = _explained(page, found) | {n for r in cast.refs for n in range(r.start, r.end)}
    for n, token in enumerate(page.tokens):
        value = page.numbers[n]
        if (
            value is None
            or value == seats.value
            or n in known
            or value > 30
            or token.fold in page.voc.words["article_number"]
        ):
            continue
        before = page.tokens[n - 1] if n else None
        after = page.tokens[n + 1] if n + 1 < len(page.tokens) else None
        if cast.stances[page.clause_of(n)] is not Stance.COMES:
            continue
        if (
            before is None
            or before.kind is Kind.LINE
            or before.fold.strip(".") in page.voc.words["document_word"]
            or before.fold in page.voc.words["room"]
            or (before.fold in page.voc.words["day_cue"] and value in page.event_days)
            or before.text in "./:°-#"
        ):
            continue
        if page.has("number_idiom", max(0, n - 1), n + 3):
            continue
        if after is not None and (after.text in ")./°ª%€:" and after.start == token.end) and after.text != ".":
            continue
        return [Doubt("seats", f"what “{page.words(max(0, n - 1), min(len(page.tokens), n + 2))}” counts is not clear")]
    return []


def _names_left(page: Page, at: Index, cast: Cast, found: Found) -> list[Doubt]:
    """A word with a capital in a sentence about who comes, that may be a person."""
    if page.shouting or page.whispering:
        return []
    words = page.voc.words
    known = (
        set(found.tokens)
        | set(page.dated)
        | {n for r in cast.refs for n in range(r.start, r.end)}
        | {n for r in found.rounds for n in range(r.start, r.end)}
    )
    for n, token in enumerate(page.tokens):
        if (
            not token.capital
            or n in known
            or len(token.text) < 3
            or not is_given(token.fold)
            or token.fold in words["not_names"]
            or token.fold in at.names
        ):
            continue
        clause = page.clauses[page.clause_of(n)]
        start = page.sentences[clause.sentence][0]
        if any(t.fold in words["office"] | words["organization"] for t in page.tokens[max(start, n - 2) : n]):
            continue  # 'Ufficio Beni Librari'
        if token.fold in words["saint"] and n + 1 < len(page.tokens) and page.tokens[n + 1].capital:
            continue
        if n == start or all(t.kind is not Kind.WORD for t in page.tokens[start:n]) or token.fold in page.voc.common:
            continue
        if (
            cast.stances[page.clause_of(n)] is Stance.COMES
            and page.tokens[n - 1].fold not in words["of"] | words["place_before"] | words["article"]
        ):
            return [Doubt("names", f"it is not clear whether “{token.text}” comes", options=(token.text,))]
    return []


def _negations_left(page: Page, found: Found, chosen: Chosen) -> list[Doubt]:
    """A 'not' beside a session that was read as wanted, or not read at all."""
    fine = [
        (m.start, m.end)
        for cls in (
            "alternative",
            "not_negation",
            "nothing",
            "exclude",
            "the_rest",
            "instead_of",
            "total_first",
            "not_wanted_after",
            "leaves",
        )
        for m in page.marks.get(cls, ())
    ]
    wanted = {m.start for mentions in chosen.said.values() for m in mentions}
    for mark in page.marks.get("negation", ()):
        weak = page.tokens[mark.start].text.lower() in page.voc.words["weak_not"]
        if weak or any(s <= mark.start < e for s, e in fine):
            continue
        clause = page.clauses[page.clause_of(mark.start)]
        near = [m for m in found.mentions if clause.start <= m.start < clause.end and m.start in wanted]
        if (
            near
            and not any(mark.end <= m.start and m.start - mark.end <= 7 for m in near)
            and all(m.end <= mark.start for m in near)
        ):
            return [Doubt("choices", f"wanted or not: “{page.words(clause.start, clause.end).strip()}”", round=None)]
    return []


def _hours_left(page: Page, at: Index, cast: Cast, chosen: Chosen) -> list[Doubt]:
    """Where the hour is the choice: an hour is named, and no session chosen."""
    asked = not chosen.changing or any(page.has(cls) for cls in ("change_session", "slot_words", "question_request"))
    if at.slots and not chosen.by and asked and (page.hours or page.has("slot_words")):
        return [Doubt("choices", "which hour is wanted is not clear")]
    relative = next(iter(page.marks.get("relative_hour", ())), None)
    if at.slots and relative is not None and len(cast.coming) + cast.guests > 1:
        return [Doubt("choices", f"an hour is told by another: “{page.words(relative.start, relative.end)}”")]
    return []


def _other_day(page: Page, event: Event) -> list[Doubt]:
    """The words of giving up stand beside a day that is not the event's."""
    for mark in page.marks.get("cancel", ()):
        start, end = page.sentences[page.sentence_of(mark.start)]
        refs = [r for r in page.days if start <= r.start < end and r.day is not None]
        if refs and not any(resolve(r, event) for r in refs):
            return [Doubt("event", f"“{page.words(refs[0].start, refs[0].end)}” is not a day of the event")]
    return []


def _topics_left(page: Page, at: Index, found: Found, chosen: Chosen) -> list[Doubt]:
    """'prima dove si parla di …, poi …': a session told by its subject that was not recognised."""
    if not at.rounds:
        return []
    chosen_rounds = {r for rounds in chosen.by.values() for r in rounds} | {d.round for d in chosen.doubts}
    if len(chosen_rounds) == len(at.rounds):
        return []
    heads = ("topic_strict", "topic_head") if chosen_rounds else ("topic_strict", "topic_head", "topic_of")
    for mark in (m for cls in heads for m in page.marks.get(cls, ())):
        clause = page.clauses[page.clause_of(mark.start)]
        if not any(mark.start <= m.start < max(clause.end, mark.end + 12) for m in found.mentions):
            return [Doubt("choices", f"which session is meant: “{page.words(clause.start, clause.end).strip()}”")]
    explained = set(found.tokens) | set(page.dated) | {n for r in found.rounds for n in range(r.start, r.end)}
    plain = page.voc.common | page.voc.function_words | page.voc.words["stop"]
    for mark in page.marks.get("the_one", ()):
        span = range(mark.start + 1, mark.end - 1)
        words = [page.tokens[n].fold for n in span if page.tokens[n].kind is Kind.WORD]
        unknown = any(word not in plain and word not in page.voc.ordinals for word in words)
        if unknown and not explained & set(span):
            return [Doubt("choices", f"which session is meant: “{page.words(mark.start, mark.end)}”")]
    if len(at.rounds) == 2 and len(chosen_rounds) == 1:
        for then in page.marks.get("then", ()):
            start, end = page.sentences[page.sentence_of(then.start)]
            told = [m.start for m in found.mentions if start <= m.start < end]
            leaving = any(page.has(cls, then.start, end) for cls in ("leaves", "goes", "absent", "absent_self"))
            first = page.has("before", start, end) or (told and not leaving and max(told) < then.start)
            if told and first:
                return [Doubt("choices", "two sessions seem to be meant, and only one is clear")]
    return []


def _themes_left(page: Page, at: Index, cast: Cast, found: Found, chosen: Chosen) -> list[Doubt]:
    """One round is chosen, and words of another round's sessions stand unexplained where wishes are told."""
    chosen_rounds = {r for rounds in chosen.by.values() for r in rounds} | {d.round for d in chosen.doubts}
    if not chosen_rounds or len(chosen_rounds) == len(at.rounds) or page.has("no_choice"):
        return []
    ranks = [m for cls in ("alternative", "in_order", "no_choice") for m in page.marks.get(cls, ())]
    known = _explained(page, found) | {n for r in cast.refs for n in range(r.start, r.end)}
    known |= {n for m in ranks for n in range(m.start, m.end)}
    rest = page.content
    for said, place in zip(rest.stems, rest.at, strict=True):
        sessions = at.topics.get(said, frozenset())
        if len(sessions) != 1 or place in known or said in at.own or len(said) < 4:
            continue
        word = page.tokens[place].fold
        if (word in page.voc.common and word not in at.spelled) or word in page.voc.words["polite"]:
            continue  # 'know', where an objective has it
        session = next(iter(sessions))
        if at.round_of[session] in chosen_rounds or cast.stances[page.clause_of(place)] is Stance.ASIDE:
            continue
        return [
            Doubt(
                "choices",
                f"“{page.tokens[place].text}” may mean a session",
                round=at.round_of[session],
                options=(session,),
            )
        ]
    return []


def _days_left(page: Page, at: Index, found: Found, chosen: Chosen) -> list[Doubt]:
    """A day of the event with several sessions, and no hour beside it."""
    for place in found.loose_days:
        start, end = page.sentences[page.sentence_of(place)]
        if any(start <= m.start < end for m in found.mentions) and not page.has("alternative", start, end):
            continue
        if page.has("negation", start, end) or page.has("day_trouble", start, end):
            continue
        if chosen.changing and any(page.has(cls, start, end) for cls in ("held", "before_now", "was")):
            continue
        named = {resolve(ref, at.event) for ref in page.days if ref.start <= place < ref.end}
        wanted = {s for rounds in chosen.by.values() for sessions in rounds.values() for s in sessions}
        if any(slot.session in wanted and slot.day in named for slot in at.slots):
            continue  # that day's hour is told elsewhere
        return [Doubt("choices", f"at which hour, on “{page.words(place, place + 1)}”?")]
    return []


def _initials_left(page: Page, cast: Cast, found: Found) -> list[Doubt]:
    """'B. Lyle, H. Lyle': people told by an initial that no step took for a name, above the last line."""
    known = {n for r in cast.refs for n in range(r.start, r.end)} | found.tokens
    writer = cast.writer.name
    last = page.text.rstrip().rfind("\n")
    for n in range(len(page.tokens) - 2):
        initial, mark, word = page.tokens[n : n + 3]
        short = len(initial.text) == 1 and initial.capital and mark.text == "." and mark.start == initial.end
        surname = word.kind is Kind.WORD and word.capital and len(word.text) > 2 and word.fold not in page.voc.common
        signs = last >= 0 and initial.start > last
        own = writer[:1] == initial.text and word.fold in cast.writer.key
        if short and surname and not (signs or own) and not {n, n + 2} & known and n not in page.dated:
            return [Doubt("names", f"who is meant is not clear: “{page.words(n, n + 3)}”")]
    return []


def _writer_unsure(page: Page, cast: Cast, event: Event) -> list[Doubt]:
    """'eight members and four relatives': people without a name or a tie, and not a word whether the writer is one."""
    writer, words = cast.writer, page.voc.words
    if not writer.name or writer.comes or not cast.unnamed or any(p.name for p in cast.coming):
        return []
    if page.has("absent_self") or page.has("on_behalf") or page.has("escort"):
        return []
    own = words["own"] | words["article"] | words["with"]
    tied = any(t.fold in own for r in cast.unnamed for t in page.tokens[max(0, r.start - 1) : r.end])
    for_children = any(fold(word) in words["minor"] for word in event.title.split())
    if tied and not for_children and brings_children(page, cast):
        tied = False
    return [] if tied else [Doubt("names", f"it is not clear whether {writer.name} comes too", options=(writer.name,))]


def _joined_left(page: Page, cast: Cast, found: Found) -> list[Doubt]:
    """'io e il mio cavaliere': somebody, it seems, is joined to the writer in words that were not understood."""
    words, tokens = page.voc.words, page.tokens
    joints, lead = words["and"] | words["with"], words["article_number"] | words["own_one"]
    known = {n for r in cast.refs for n in range(r.start, r.end)} | found.tokens | page.dated
    for chain in chains(page, cast.refs):  # 'it'll be her, my sister and me'
        unknown = next((r for r in chain if r.kind == "he"), None)
        met = unknown and any(r.kind in ("name", "relation") and r.end <= unknown.start for r in cast.refs)
        if unknown and not met and any(r.kind in ("me", "i") for r in chain):
            return [Doubt("seats", f"who is meant is not clear: “{page.words(unknown.start, unknown.end)}”")]
    for ref in cast.refs:
        at = ref.end + 1
        if ref.kind not in ("me", "i") or at + 1 >= len(tokens) or tokens[ref.end].fold not in joints:
            continue
        while at < len(tokens) - 1 and tokens[at].fold in words["article"] and tokens[at].fold not in lead:
            at += 1
        if tokens[at].fold in lead and not {at, at + 1, at + 2} & known and plain_noun(page, at + 1):
            return [Doubt("seats", f"who is meant is not clear: “{page.words(ref.start, at + 2)}”")]
    return []


def _guests_unsure(page: Page, cast: Cast) -> list[Doubt]:
    """A guest without a name beside words of limit: 'comes to the town too, but just for the beach'."""
    for ref in cast.unnamed:
        clause = page.clauses[page.clause_of(ref.start)]
        start, end = page.sentences[clause.sentence]
        if page.has("goes", start, end) or page.has("just_for", start, end):
            return [Doubt("seats", f"it is not clear whether {page.words(ref.start, ref.end)} takes a place")]
    return []


def _intent_left(
    page: Page,
    subject: Page,
    cast: Cast,
    found: Found,
    chosen: Chosen,
    seats: Seats,
    wanted: Wanted,
    thread: Thread,
    quoted: Page,
) -> list[Doubt]:
    """Words that pull towards another intent than the one read."""
    pulls: list[str] = []
    if wanted.intent is Intent.BOOK:
        invited = quoted.has("invitation") or subject.has("invitation")
        if thread.reply and thread.booked and not invited and not thread.elsewhere:
            pulls.append("alters a booking")
        if page.has("change_strict") or page.has("already"):
            pulls.append("alters a booking")
        if page.has("other_business") and not found.mentions:
            pulls.append("is about something else")
        if page.has("privacy_strict"):
            pulls.append("asks about personal data")
        if thread.reply and page.has("decline_strict"):
            pulls.append("declines")
        starts = page.marks.get("question_start", ()) if any(t.text == "?" for t in page.tokens) else ()
        asks = [m for m in starts if not page.has("asks_room", *page.sentences[page.sentence_of(m.start)])]
        iffy = any(t.fold in page.voc.words["conditional"] for t in page.tokens)
        if asks and iffy and not page.has("alternative"):
            pulls.append("asks before deciding")
    if wanted.intent is Intent.CANCEL:
        whole = page.has("whole") or subject.has("whole")
        cancels = list(page.marks.get("cancel", ()))
        others = [
            r
            for m in cancels
            for r in cast.refs
            if r.kind in ("name", "relation") and r.person != 0 and page.clause_of(r.start) == page.clause_of(m.start)
        ]
        if others and not whole:
            pulls.append("gives up one place of several")
        if _keeps(page, cancels):
            pulls.append("keeps a part")
        if page.has("spam") and not thread.booked:
            pulls.append("is no mail of ours")
    if wanted.intent is Intent.CHANGE:
        numbers = [n for n, t in enumerate(page.tokens) if _size_left(page, found, n)]
        if seats.value is None and numbers:
            pulls.append("states a number")
        told = (
            chosen.by
            or seats.value is not None
            or (page.has("substitution") and _somebody_new(cast))
            or any(p.stays and p.name for p in cast.persons)
        )
        if not told:
            pulls.append("does not say what is to change")
        if page.has("cancel_strict") and not cast.coming and seats.value is None:
            pulls.append("cancels")
    return [Doubt("intent", f"the mail perhaps {pull}") for pull in dict.fromkeys(pulls)]


def _keeps(page: Page, cancels: list[Mark]) -> bool:
    """Words of staying or of a number, save 'tutti e due' beside the giving up and what is kept of another event."""
    given_up = {page.sentence_of(m.start) for m in cancels}
    every = {n for m in page.marks.get("us", ()) for n in range(m.start, m.end)}
    staying = ("we", "keeps", "remains", "only")
    for mark in page.marks.get("total", ()):
        said = page.sentence_of(mark.start)
        whole = mark.start in every and not any(page.has(cls, *page.sentences[said]) for cls in staying)
        if not whole and (mark.start not in every or said not in given_up):
            return True  # 'abbiamo tutti e quattro la febbre' keeps nobody
    for mark in (*page.marks.get("keeps", ()), *page.marks.get("remains", ())):
        start, end = page.sentences[page.sentence_of(mark.start)]
        days = [ref for ref in page.days if start <= ref.start < end and ref.day is not None]
        if not days or any(ref.day in page.event_days for ref in days):
            return True
    return False


def _size_left(page: Page, found: Found, n: int) -> bool:
    value = page.numbers[n]
    if value is None or not 1 < value <= 20 or n in page.dated or n in found.tokens:
        return False
    before = page.tokens[n - 1].fold.strip(".") if n else ""
    return (
        before not in page.voc.words["document_word"]
        and before not in page.voc.words["room"]
        and not page.has("age", n, n + 2)
    )
