"""R4 in a real book and as a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.stages import Stage, StageChange, ledger, stage_on
from bondtui.errors import Refused
from tests.conftest import TODAY

FIRST = date(2026, 1, 1)
entries = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(Stage)), min_size=1, max_size=12)


@given(entries, st.integers(-5, 310))
def test_r4_the_stage_of_any_day_is_what_a_replay_day_by_day_says(moves: list[tuple[int, Stage]], at: int) -> None:
    changes = [StageChange(n, FIRST + timedelta(days=day), stage) for n, (day, stage) in enumerate(moves)]
    stage = None
    for day in range(at + 1):
        for moved_on, to in moves:
            stage = to if moved_on == day else stage
    assert stage_on(changes, FIRST + timedelta(days=at)) is stage


@given(entries)
def test_r4_every_entry_comes_from_the_one_before_it(moves: list[tuple[int, Stage]]) -> None:
    rows = ledger(StageChange(n, FIRST + timedelta(days=day), stage) for n, (day, stage) in enumerate(moves))
    assert [row.came_from for row in rows] == [None, *(row.change.to for row in rows[:-1])]
    assert sorted(row.change.id for row in rows) == list(range(len(moves)))


def test_r4_a_move_inserted_in_between_keeps_the_later_one(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova", since=date(2026, 1, 1)))
    book.journey.move(anna.uid, Stage.FRIEND, date(2026, 6, 1), "dinner at home")
    book.journey.move(anna.uid, Stage.PARTNER, date(2026, 3, 1))
    rows = book.contacts.page(anna.uid).ledger
    assert [(row.came_from, row.change.to) for row in rows] == [
        (None, Stage.STRANGER), (Stage.STRANGER, Stage.PARTNER), (Stage.PARTNER, Stage.FRIEND),
    ]  # fmt: skip
    assert book.contacts.get(anna.uid).stage is Stage.FRIEND


@pytest.mark.parametrize(
    ("to", "on"),
    [(Stage.STRANGER, TODAY), (Stage.FRIEND, TODAY + timedelta(days=1)), (Stage.FRIEND, date(2025, 12, 31))],
)
def test_r4_the_same_stage_the_future_and_before_the_first_entry_are_refused(book: Book, to: Stage, on: date) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova", since=date(2026, 1, 1)))
    with pytest.raises(Refused):
        book.journey.move(anna.uid, to, on)
    assert len(book.contacts.page(anna.uid).ledger) == 1
