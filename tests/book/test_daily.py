"""A backup on the first change of a day, old history let go by age, and nothing of it in the person's way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bondtui.book import Book
from bondtui.book.safety import backups_of
from bondtui.domain.forms import ContactForm
from bondtui.errors import BondtuiError, Refused
from bondtui.settings import Settings
from tests.conftest import TODAY

Opener = Callable[..., Book]


def names(book: Book) -> list[str]:
    return [each.name for each in book.contacts.list()]


def counts(book: Book) -> list[int | None]:
    """How many contacts each backup holds, the newest first."""
    return [each.contacts for each in backups_of(book.path)]


def test_a_new_book_has_nothing_to_back_up(book: Book) -> None:
    book.contacts.add(ContactForm("Ann"))

    assert counts(book) == []


def test_the_first_change_of_a_day_is_preceded_by_a_backup_and_the_second_is_not(open_book: Opener) -> None:
    yesterday = open_book(TODAY - timedelta(days=1))
    yesterday.contacts.add(ContactForm("Ann"))
    yesterday.contacts.add(ContactForm("Ben"))
    today = open_book(TODAY)

    today.contacts.add(ContactForm("Cy"))
    today.contacts.add(ContactForm("Dee"))

    assert counts(today) == [2]
    assert names(today) == ["Ann", "Ben", "Cy", "Dee"]


@pytest.mark.parametrize("what", ["undo", "redo"])
def test_taking_back_is_a_change_too(open_book: Opener, what: str) -> None:
    yesterday = open_book(TODAY - timedelta(days=1))
    yesterday.contacts.add(ContactForm("Ann"))
    yesterday.contacts.add(ContactForm("Ben"))
    if what == "redo":
        yesterday.safety.undo()

    getattr(open_book(TODAY).safety, what)()

    assert counts(yesterday) == [1 if what == "redo" else 2]


def test_a_change_that_is_refused_leaves_the_day_without_one(open_book: Opener) -> None:
    open_book(TODAY - timedelta(days=1)).contacts.add(ContactForm("Ann"))
    today = open_book(TODAY)
    with pytest.raises(Refused):
        today.contacts.add(ContactForm(""))

    today.contacts.add(ContactForm("Ben"))

    assert counts(today) == [1]


def test_a_backup_that_cannot_be_taken_stops_the_change(open_book: Opener) -> None:
    book = open_book(TODAY - timedelta(days=1))
    book.contacts.add(ContactForm("Ann"))
    (book.path.parent / "backups").write_text("a file where the folder should be")

    with pytest.raises(BondtuiError, match="No backup"):
        open_book(TODAY).contacts.add(ContactForm("Ben"))

    assert names(book) == ["Ann"]


def test_a_day_of_reading_takes_none(open_book: Opener) -> None:
    open_book(TODAY - timedelta(days=1)).contacts.add(ContactForm("Ann"))

    today = open_book(TODAY)
    today.contacts.list()
    today.nudges.due()

    assert counts(today) == []


def changed_on(book: Book, day: date, name: str) -> None:
    book.today = lambda: day
    book.now = lambda: datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    book.contacts.add(ContactForm(name))


def labels(book: Book) -> list[str]:
    return [each.label for each in book.safety.history()]


def test_history_is_kept_for_ever_unless_the_settings_say_otherwise(book: Book) -> None:
    for number in range(3):
        changed_on(book, TODAY - timedelta(days=4000 - 2000 * number), f"Person {number}")

    assert len(labels(book)) == 3


def test_history_older_than_the_settings_say_is_forgotten_and_the_book_is_as_it_was(
    open_book: Opener, settings: Settings
) -> None:
    book = open_book(settings=replace(settings, history_age=90))
    for days, name in ((100, "Old"), (99, "Older"), (90, "Edge"), (1, "New")):
        changed_on(book, TODAY - timedelta(days=days), name)
    before = names(book)

    changed_on(book, TODAY, "Today")

    assert labels(book) == ["Added Today", "Added New", "Added Edge"]
    assert names(book) == sorted([*before, "Today"])
    for _ in range(3):
        book.safety.undo()
    assert names(book) == ["Old", "Older"]
    with pytest.raises(Refused, match="nothing to undo"):
        book.safety.undo()


def test_the_last_change_before_a_long_pause_can_still_be_undone(open_book: Opener, settings: Settings) -> None:
    book = open_book(settings=replace(settings, history_age=30))
    changed_on(book, TODAY - timedelta(days=400), "Ann")
    changed_on(book, TODAY - timedelta(days=400), "Ben")

    changed_on(book, TODAY, "Cy")

    assert labels(book) == ["Added Cy", "Added Ben"]
