"""What the schedule and the organizers' mails rely on."""

from __future__ import annotations

from dataclasses import replace

from mailflow.ledger import Figures, Ledger, Note
from tests.ledger.making import make_event, make_inbound, make_outgoing, make_review, minutes


def test_scheduled_work_is_marked_once(ledger: Ledger) -> None:
    key = "digest workshop 2010-11-05"
    with ledger.transaction() as tx:
        assert tx.done(key) is False
        assert tx.mark(key, minutes(0), "workshop") is True
    with ledger.transaction() as tx:
        assert tx.done(key) is True
        assert tx.mark(key, minutes(9)) is False


def test_marks_are_found_by_how_their_keys_begin(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        for at, key in enumerate(
            ("digest:a:2010-11-05", "digest:a:2010-11-06", "digest:a-b:2010-11-09", "slip:Ab_%:x")
        ):
            tx.mark(key, minutes(at))
        assert tx.marked("digest:a:") == ["digest:a:2010-11-05", "digest:a:2010-11-06"]
        assert (tx.last_mark("digest:a:"), tx.last_mark("digest:b:")) == (minutes(1), None)
        assert (tx.marked("slip:Ab_%:"), tx.marked("slip:ab_%:"), tx.marked("slip:Abc")) == (["slip:Ab_%:x"], [], [])


def test_notes_are_told_since_a_time_and_repeated_ones_once_a_day(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.note("workshop", minutes(0), "silenced: x@y.example", once=True)
        tx.note("workshop", minutes(5), "silenced: x@y.example", once=True)
        tx.note("workshop", minutes(6), "reminder dropped")
        tx.note("workshop", minutes(24 * 60 + 1), "silenced: x@y.example", once=True)
        tx.note(None, minutes(7), "of no event")
        assert tx.notes("workshop", minutes(6)) == [
            Note(at=minutes(6), text="reminder dropped"),
            Note(at=minutes(24 * 60 + 1), text="silenced: x@y.example"),
        ]
        assert [note.at for note in tx.notes("workshop", minutes(0))] == [minutes(0), minutes(6), minutes(24 * 60 + 1)]
        assert tx.notes(None, minutes(0)) == [Note(at=minutes(7), text="of no event")]


def test_proposals_are_kept_by_session_in_their_order(ledger: Ledger) -> None:
    with ledger.transaction() as tx:
        tx.add_words("workshop", "welfare", ["Banca del tempo", "Orti comuni"], minutes(0))
        tx.add_words("workshop", None, ["Un terzo incontro"], minutes(1), by="desk@comune.example")
        tx.add_words("workshop", "welfare", ["Car pooling"], minutes(2))
        tx.add_words("workshop", "welfare", ["Bravi!"], minutes(3), kind="feedback", by="anna@citizen.example")
        tx.add_words("workshop", "welfare", [], minutes(3))
        assert tx.words("workshop") == {
            "welfare": ("Banca del tempo", "Orti comuni", "Car pooling"),
            None: ("Un terzo incontro",),
        }
        assert tx.words("workshop", "feedback") == {"welfare": ("Bravi!",)}
        assert tx.words("convegno") == {}


def test_the_figures_of_an_event_without_mail(ledger: Ledger) -> None:
    with ledger.reading() as tx:
        assert tx.figures("workshop") == Figures(mails=0, without_person=0, median_answer=None)


def test_the_figures_tell_how_much_went_without_a_person_and_how_fast(ledger: Ledger) -> None:
    with ledger.transaction(make_event()) as tx:
        for number, answered in enumerate((1, 2, 9)):
            inbound = tx.record(make_inbound(f"{number}@x.example", uid=number))
            tx.put(make_outgoing(f"{number}@us.example", inbound=inbound))
            (row,) = tx.claim(minutes(0), 1, "w")
            tx.sent(row.id, minutes(answered))
        tx.record(make_inbound("unanswered@x.example", uid=9))
        tx.record(make_inbound("elsewhere@x.example", uid=10, event="convegno"))
        tx.open_review(replace(make_review("t1"), inbound=inbound))
        tx.open_review(replace(make_review("t2"), inbound=inbound))
        assert tx.figures("workshop") == Figures(mails=4, without_person=3, median_answer=120.0)
