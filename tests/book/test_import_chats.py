"""A chat that is exported again later: its days say what they say by now, and nothing else in the book is touched."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.book.imports import Wanted
from bondtui.domain.forms import ContactForm, InteractionForm
from bondtui.domain.imported import Report
from bondtui.domain.interactions import Channel, Initiator, Signal
from bondtui.store import doctor
from tests.book.small_books import FEW, small_book
from tests.book.test_import_rules import counts
from tests.book.test_undo import dump
from tests.conftest import TODAY

FIRST = date(2026, 9, 13)
SHORT = "13 Ines", "13 Rui", "14 Rui", "14 Rui"
GROWN = (*SHORT, "14 Ines")


def bring(book: Book, *written: str, me: str = "Rui") -> Report:
    """Import a chat of September, in which one wrote on a day for each "DAY NAME"."""
    path = book.path.parent / "chat.txt"
    path.parent.mkdir(exist_ok=True)
    lines = [f"{day}/09/2026, 08:02 - {name}: x\n" for day, _, name in (each.partition(" ") for each in written)]
    path.write_text("".join(lines), encoding="utf-8")
    return book.exchange.import_file(path, Wanted("whatsapp", me))


def told(book: Book, name: str = "Ines") -> list[tuple[int, Initiator, bool, str]]:
    (uid,) = [each.uid for each in book.contacts.list() if each.name == name]
    return [(each.date.day, each.initiator, each.reached, each.text) for each in book.interactions.timeline(uid)]


def the_last(book: Book) -> str:
    return book.interactions.timeline(book.contacts.list()[0].uid)[0].uid


def test_r1_a_day_on_which_they_answered_after_the_first_export_is_contact(book: Book) -> None:
    bring(book, *SHORT)
    assert book.contacts.list()[0].last_contact_on == FIRST
    assert told(book)[0] == (14, Initiator.ME, False, "WhatsApp, 2 messages")
    before, entries = dump(book), book.safety.history()

    assert counts(bring(book, *GROWN, "15 Ines")) == (1, 1, 1, 0)

    who, after = book.contacts.list()[0], dump(book)
    assert (who.last_contact_on, who.due_on) == (date(2026, 9, 15), date(2026, 12, 14))
    assert told(book)[1] == (14, Initiator.ME, True, "WhatsApp, 3 messages")
    assert book.reader.rows("SELECT count(*) FROM interaction_search WHERE words LIKE '%3 messages%'") == [(1,)]
    assert counts(bring(book, *GROWN, "15 Ines")) == (0, 0, 3, 0)
    assert counts(bring(book, *SHORT)) == (0, 0, 2, 0)
    assert dump(book) == after
    assert doctor.examine(book.path, book.settings.cadences) == []
    assert len(book.safety.history()) == len(entries) + 1
    book.safety.undo()
    assert dump(book) == before
    book.safety.redo()
    assert dump(book) == after


def test_r1_the_answer_alone_sets_the_clock(book: Book) -> None:
    bring(book, *SHORT)
    assert counts(bring(book, *GROWN)) == (0, 1, 1, 0)
    who = book.contacts.list()[0]
    assert (who.last_contact_on, who.due_on) == (date(2026, 9, 14), date(2026, 12, 13))


def test_a_snooze_ends_with_an_answer_and_not_with_one_more_word(book: Book) -> None:
    bring(book, "13 Ines", "13 Rui", "14 Rui")
    uid = book.contacts.list()[0].uid
    book.today = lambda: date(2026, 9, 14)
    book.nudges.snooze(uid, TODAY + timedelta(days=9))
    bring(book, "13 Ines", "13 Rui", "14 Rui", "14 Rui")
    assert book.contacts.get(uid).snoozed_until is not None

    bring(book, "13 Ines", "13 Rui", "14 Rui", "14 Rui", "14 Ines")

    assert book.contacts.get(uid).snoozed_until is None


CHANGED: list[Callable[[InteractionForm], InteractionForm]] = [
    lambda form: replace(form, text="He was in Lisbon"),
    lambda form: replace(form, text="WhatsApp, 02 messages"),
    lambda form: replace(form, text="WhatsApp, 3 messages"),
    lambda form: replace(form, text="WhatsApp group, 2 messages"),
    lambda form: replace(form, text="WhatsApp, 1 messages"),
    lambda form: replace(form, text="WhatsApp, 0 messages"),
    lambda form: replace(form, text=""),
    lambda form: replace(form, reached=True),
    lambda form: replace(form, initiator=Initiator.BOTH),
    lambda form: replace(form, channel=Channel.CALL),
    lambda form: replace(form, date=FIRST),
]


@pytest.mark.parametrize("change", CHANGED)
def test_a_day_that_was_changed_in_the_book_stays_as_it_is(
    book: Book, change: Callable[[InteractionForm], InteractionForm]
) -> None:
    bring(book, *SHORT)
    uid = the_last(book)
    book.interactions.amend(uid, change(book.interactions.form(uid)))
    before = dump(book)

    assert counts(bring(book, *GROWN)) == (0, 0, 2, 0)
    assert dump(book) == before


def test_an_answer_that_was_said_to_be_none_stays_none_however_the_chat_grows(book: Book) -> None:
    written = "13 Rui", "13 Ines"
    bring(book, *written)
    uid = the_last(book)
    book.interactions.amend(uid, replace(book.interactions.form(uid), reached=False))

    assert counts(bring(book, *written)) == (0, 0, 1, 0)
    assert counts(bring(book, *written, "13 Rui", "13 Rui", "13 Ines")) == (0, 0, 1, 0)
    assert told(book) == [(13, Initiator.ME, False, "WhatsApp, 2 messages")]


def test_what_was_added_to_a_day_stays_with_it_when_it_grows(book: Book) -> None:
    bring(book, *SHORT)
    uid = the_last(book)
    book.contacts.add(ContactForm("Bob"))
    people = tuple(each.uid for each in book.contacts.list())
    added = replace(book.interactions.form(uid), private=True, signals=(Signal.THANKED,), contacts=people)
    book.interactions.amend(uid, added)

    assert counts(bring(book, *GROWN)) == (0, 1, 1, 0)
    assert book.interactions.form(uid) == replace(
        added, reached=True, text="WhatsApp, 3 messages", contacts=book.interactions.form(uid).contacts
    )
    assert {each.last_contact_on for each in book.contacts.list()} == {date(2026, 9, 14)}
    assert doctor.examine(book.path, book.settings.cadences) == []


def test_one_who_got_another_name_has_the_answer_too(book: Book) -> None:
    bring(book, *SHORT)
    uid = book.contacts.list()[0].uid
    book.contacts.edit(uid, replace(book.contacts.form(uid), name="Ines Duarte"))

    assert counts(bring(book, *GROWN)) == (0, 1, 1, 0)
    assert (book.contacts.count(), book.contacts.get(uid).last_contact_on) == (1, date(2026, 9, 14))


def test_a_chat_of_two_says_nothing_of_a_group_on_the_same_day_nor_the_other_way(book: Book) -> None:
    alone, group = ("13 Rui", "13 Ines"), ("13 Rui", "13 Ines", "13 Bob", "13 Ines", "13 Ines")
    bring(book, *alone)
    assert counts(bring(book, *group)) == (1, 0, 1, 0)
    assert told(book) == [(13, Initiator.ME, True, "WhatsApp, 2 messages")]
    assert counts(bring(book, *group, "13 Bob", "14 Bob")) == (1, 1, 1, 0)
    assert told(book, "Bob")[1] == (13, Initiator.ME, True, "WhatsApp group, 2 messages")
    assert counts(bring(book, *("13 Rui", "13 Bob") * 3)) == (0, 0, 1, 0)


@settings(FEW, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), max_size=14), st.integers(2, 3),
    st.lists(st.integers(0, 17), max_size=3).map(sorted),
)  # fmt: skip
def test_a_chat_in_pieces_is_the_chat_as_a_whole(said: list[tuple[int, int]], people: int, ends: list[int]) -> None:
    """However often it was exported as it grew; what was exported before says nothing more, and undo takes all back."""
    names, day = ["Rui", "Ines", "Bob"][:people], 13
    written = [f"13 {name}" for name in names]
    for step, who in said:
        day += step
        written.append(f"{day} {names[who % people]}")
    with small_book() as whole, small_book() as pieces:
        bring(whole.book, *written)
        for end in ends:
            bring(pieces.book, *written[: max(end, people)])
        before = dump(pieces.book)
        report = bring(pieces.book, *written)

        after = dump(pieces.book)
        for name in names[1:]:
            assert told(pieces.book, name) == told(whole.book, name)
        columns = "name, last_contact_on, due_on, suggested_until, review_on"
        kept = [each.book.reader.rows(f"SELECT {columns} FROM contact ORDER BY name") for each in (whole, pieces)]
        assert kept[0] == kept[1]
        assert doctor.examine(pieces.book.path, pieces.book.settings.cadences) == []
        for end in (*ends, len(written)):
            again = bring(pieces.book, *written[: max(end, people)])
            assert (again.added, again.updated, again.skipped) == (0, 0, 0)
        assert dump(pieces.book) == after
        if report.added or report.updated:
            pieces.book.safety.undo()
        assert dump(pieces.book) == before
        assert doctor.examine(pieces.book.path, pieces.book.settings.cadences) == []
