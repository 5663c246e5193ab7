"""Evidence at its edges: old signals, a day that goes back, a ledger corrected later, answers given twice."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.domain.interactions import Initiator, Signal
from bondtui.domain.stages import Stage
from bondtui.domain.suggestions import Seen, stands_until
from bondtui.errors import BondtuiError
from tests.book.small_books import Happened, log
from tests.conftest import TODAY


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def test_r5_evidence_of_years_ago_does_not_end_a_suggestion_that_stands_today() -> None:
    seen = [
        Seen("i1", day(2), Initiator.ME, (Signal.OPENED_UP, Signal.HELPED)),
        Seen("i2", day(1), Initiator.THEM, (Signal.INVITED,)),
        Seen("i3", day(900), Initiator.ME, (Signal.THANKED,)),
    ]
    assert stands_until(Stage.STRANGER, seen[:2]) == stands_until(Stage.STRANGER, seen) == date(2027, 11, 20)


def test_r5_a_second_yes_to_a_review_moves_nobody_further_back(open_book: Callable[..., Book]) -> None:
    open_book(today=day(400)).contacts.add(ContactForm("Anna Berg", Stage.FRIEND))
    book = open_book()
    (review,) = [each for each in book.nudges.due() if each.id.startswith("re-")]
    book.nudges.accept(review.id)
    with pytest.raises(BondtuiError):
        book.nudges.accept(review.id)
    assert book.contacts.page(review.contact.uid).contact.stage is Stage.PARTNER


def test_the_count_is_of_what_is_listed_when_the_local_day_goes_back(open_book: Callable[..., Book]) -> None:
    book = open_book()
    anna = book.contacts.add(ContactForm("Anna Berg")).uid
    log(book, [anna], Happened((), 1, signals=(Signal.OPENED_UP, Signal.HELPED)))
    log(book, [anna], Happened((), 0, initiator=Initiator.THEM, signals=(Signal.INVITED,)))
    west = open_book(today=day(1))
    assert west.due_count() == len([each for each in west.nudges.due() if not each.is_ahead])


def test_an_entry_that_moves_nobody_is_no_move_in_the_flow(open_book: Callable[..., Book]) -> None:
    book = open_book()
    anna = book.contacts.add(ContactForm("Anna Berg", since=date(2026, 1, 1))).uid
    book.journey.move(anna, Stage.PARTNER, date(2026, 6, 1))
    book.journey.move(anna, Stage.PARTNER, date(2026, 3, 1))
    book.journey.move(anna, Stage.FRIEND, date(2026, 9, 1))
    found = book.insights.flow()
    assert [(each.came_from, each.to, each.n) for each in found.moves] == [
        (Stage.STRANGER, Stage.PARTNER, 1), (Stage.PARTNER, Stage.FRIEND, 1),
    ]  # fmt: skip
    assert found.stays == {Stage.STRANGER: 59, Stage.PARTNER: 184}


def test_r5_a_dismissed_review_stays_dismissed_when_an_entry_is_removed(open_book: Callable[..., Book]) -> None:
    book = open_book(today=day(300))
    anna = book.contacts.add(ContactForm("Anna Berg", Stage.PARTNER)).uid
    book = open_book()
    log(book, [anna], Happened((), 120, initiator=Initiator.THEM))
    last = log(book, [anna], Happened((), 100, initiator=Initiator.THEM))
    book.nudges.dismiss(f"re-{anna}")
    book.interactions.remove(last)
    assert [each for each in book.nudges.due() if each.id == f"re-{anna}"] == []


def test_taking_back_a_dismissal_through_the_wrong_door_changes_nothing(open_book: Callable[..., Book]) -> None:
    book = open_book()
    anna = book.contacts.add(ContactForm("Anna Berg")).uid
    log(book, [anna], Happened((), 1, signals=(Signal.OPENED_UP, Signal.HELPED)))
    log(book, [anna], Happened((), 0, initiator=Initiator.THEM, signals=(Signal.INVITED,)))
    book.nudges.dismiss(f"su-{anna}")
    before = book.reader.rows("SELECT * FROM answer")
    with pytest.raises(BondtuiError):
        book.nudges.keep(f"su-{anna}", undo=True)
    assert book.reader.rows("SELECT * FROM answer") == before
