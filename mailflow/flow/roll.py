"""An organizer's answer to the evening mail: who came is marked, and the groups' proposals are kept."""

from __future__ import annotations

from collections.abc import Mapping

from mailflow.decision.desk import DeskError
from mailflow.decision.names import key
from mailflow.decision.told import told
from mailflow.domain.booking import Booking
from mailflow.domain.event import Event
from mailflow.domain.organizer_letter import Attendance
from mailflow.flow.answering import answering_of
from mailflow.flow.attending import marked
from mailflow.flow.certificates import send_late_certificates
from mailflow.flow.kept_rolls import Numbers, kept_roll
from mailflow.flow.office import Office
from mailflow.flow.post import post
from mailflow.flow.saying_back import may_say_more, short
from mailflow.flow.slips import Slip
from mailflow.ledger import Transaction
from mailflow.message import Message
from mailflow.message.charsets import clean, decode
from mailflow.papers.attendance import Mark
from mailflow.papers.roll import Roll, ideas_beside, is_everybody, read_roll, says_nothing, with_numbers
from mailflow.papers.words import words
from mailflow.understanding import Intent, Reading
from mailflow.understanding.organizer.courtesy import without_signing
from mailflow.understanding.organizer.instruction import is_content
from mailflow.understanding.organizer.proposals import Proposals, proposals_of

OF_NO_GROUP = ""  # beside the ids of sessions


def answer_to_attendance(office: Office, tx: Transaction, slip: Slip, message: Message) -> str | None:
    """Mark who came and keep the proposals; None where the answer speaks of neither. What is not clear is told."""
    event = slip.event
    numbers = kept_roll(tx, event)
    if not numbers and slip.kind == "digest":
        return None
    found = _written(message, event)
    names = {number: name for number, who in numbers.items() if (name := _name_of(tx, *who))}
    said, proposals, unread = _parted(found, numbers, names, event.language)
    if said is None and slip.kind == "attendance" and is_everybody(message.text):
        said = Roll(frozenset(numbers))
    if said is None and not (set(proposals) - {OF_NO_GROUP} if slip.kind == "digest" else proposals):
        return None if slip.kind == "digest" else _unclear(office, tx, slip, message)
    problems = list(said.problems) if said else []
    kept = _keep(office, tx, event, proposals, slip.by)  # first: certificates that go out now tell them too
    done = [*_mark(office, tx, event, numbers, said, problems), *kept]
    if unread:
        done.append(told(event.language, "roll.unread", words=short(" ".join(unread))))
    _tell(office, tx, slip, message, done=tuple(done), problems=tuple(problems))
    return "attendance" if not problems else "attendance, with problems"


def _unclear(office: Office, tx: Transaction, slip: Slip, message: Message) -> str:
    """Nobody is marked, and whoever answered hears of it; thanks need no answer."""
    if is_content(message.text, message.sender.name) or not may_say_more(office, tx, slip.by):
        return "attendance: nothing said of it"
    problem = words(slip.event.language)("roll.unclear", words=short(message.text))
    _tell(office, tx, slip, message, problems=(problem,))
    return "attendance, with problems"


def ask_who_came(office: Office, tx: Transaction, slip: Slip, message: Message) -> None:
    """An answer that has lost its thread: whoever gave it is asked for it once more, in answer to this mail."""
    problem = told(slip.event.language, "roll.lost", words=short(message.text))
    _tell(office, tx, slip, message, problems=(problem,))


def _tell(
    office: Office,
    tx: Transaction,
    slip: Slip,
    message: Message,
    *,
    done: tuple[str, ...] = (),
    problems: tuple[str, ...] = (),
) -> None:
    reading = Reading(intent=Intent.OTHER, language=slip.event.language, text=message.text)
    letter = Attendance(
        event=slip.event,
        to=slip.by,
        language=slip.event.language,
        answering=answering_of(message, reading),
        roll=(),
        done=done,
        problems=problems,
    )
    post(office, tx, [letter])


def _written(message: Message, event: Event) -> Proposals:
    """What the answer says, and each text file attached to it."""
    files = [
        file
        for file in message.attachments
        if not file.read and (file.content_type == "text/plain" or file.filename.casefold().endswith(".txt"))
    ]
    texts = (
        _without_name(without_signing(message.text), message.sender.name),
        *(clean(decode(file.content)[0]) for file in files),
    )
    found = [proposals_of(text, event) for text in texts]
    sessions = dict.fromkeys(session for part in found for session in part.by_session)
    return Proposals(
        {session: tuple(line for part in found for line in part.by_session.get(session, ())) for session in sessions},
        "\n".join(filter(None, (part.rest for part in found))),
    )


def _without_name(text: str, writer: str) -> str:
    """The text without the writer's own name at its end: it is none of the last group's ideas."""
    head, _, last = text.rstrip().rpartition("\n")
    return head if key(last) and key(last) <= key(writer) else text


def _parted(
    found: Proposals, numbers: Numbers, names: Mapping[int, str], language: str
) -> tuple[Roll | None, dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Who came; the proposals by group, and those of none; and the lines that are neither.

    A line below a group that says who came is none of its proposals, nor is 'none'.
    """
    proposals: dict[str, tuple[str, ...]] = {}
    rest, beside, unread = ideas_beside(found.rest, names, numbers, language)
    statements = [rest]
    for session, lines in found.by_session.items():
        read = {line: read_roll(with_numbers(line, names), numbers, language) for line in lines}
        rolls = [line for line, roll in read.items() if roll and not roll.problems]
        statements += rolls
        if ideas := [line for line in lines if line not in rolls]:
            proposals[session] = tuple(line for line in ideas if not says_nothing(line))
    if of_no_group := tuple(line for line in (*beside, *found.strays) if not says_nothing(line)):
        proposals[OF_NO_GROUP] = of_no_group
    said = read_roll(with_numbers("\n".join(statements), names), numbers, language)
    return said, proposals, unread


def _mark(
    office: Office, tx: Transaction, event: Event, numbers: Numbers, said: Roll | None, problems: list[str]
) -> list[str]:
    """Mark those of the roll; a roll with problems marks nobody, for a wrong number may be anybody's.

    Whoever was marked otherwise is told: a colleague may have said who was missing elsewhere.
    """
    if said is None or problems:
        return []
    known: dict[str, Booking] = {}  # as they were before
    absent, corrected = [], []
    for present, people in ((True, said.present), (False, said.absent)):
        for number in sorted(people):
            code, attendee = numbers[number]
            before = tx.booking(code)
            try:
                booking = marked(tx, event, Mark(code, "", attended=present, number=attendee))
            except DeskError as error:
                problems.append(f"{number}: {error.in_words(event.language)}")
                continue
            assert before is not None
            tx.write([booking], now=office.now(), why="attendance")
            known.setdefault(code, before)
            who = f"{number}. {_name(booking, attendee)}"
            absent += [] if present else [who]
            if _came(before, attendee) is (not present):
                corrected.append(f"{who}: {told(event.language, 'roll.now_present' if present else 'roll.now_absent')}")
    lines = [
        told(event.language, "roll.present", n=len(said.present)),
        told(event.language, "roll.absent", n=len(absent)),
    ]
    if absent:
        lines[-1] += f" ({', '.join(absent)})"
    if corrected:
        lines.append(told(event.language, "roll.corrected", people=", ".join(corrected)))
    if certificates := send_late_certificates(office, tx, event, known.values()):
        lines.append(told(event.language, "roll.certificates", n=certificates))
    return lines


def _keep(
    office: Office, tx: Transaction, event: Event, proposals: Mapping[str, tuple[str, ...]], by: str
) -> list[str]:
    """Keep the proposals that are not kept yet: an answer may be sent again, with more."""
    known = tx.words(event.id)
    lines, late = [], bool(tx.marked(f"summary:{event.id}:"))
    for session, texts in proposals.items():
        new = [text for text in dict.fromkeys(texts) if text not in known.get(session or None, ())]
        tx.add_words(event.id, session or None, new, office.now(), by=by)
        group = None if session == OF_NO_GROUP else event.session(session).title
        say = "roll.proposals" if group else "roll.of_no_group" if event.rounds else "roll.ideas"
        lines.append(told(event.language, say, n=len(new), group=group))
        lines[-1] += f" ({told(event.language, 'roll.late')})" if new and late else ""
    return lines


def _came(booking: Booking, number: int) -> bool | None:
    return next((a.attended for a in booking.attendees if a.number == number), None)


def _name_of(tx: Transaction, code: str, number: int) -> str:
    booking = tx.booking(code)
    return next((a.name for a in booking.attendees if a.number == number and a.name), "") if booking else ""


def _name(booking: Booking, number: int) -> str:
    return next((a.name for a in booking.attendees if a.number == number and a.name), booking.code)
