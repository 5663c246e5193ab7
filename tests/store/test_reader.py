"""Reading: within a snapshot another connection's writes are not seen, so figures from several reads add up."""

import sqlite3
from contextlib import closing

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm


def test_a_snapshot_shows_one_moment_and_a_writer_waits_at_its_commit(book: Book) -> None:
    anna = book.contacts.add(ContactForm("Anna Petrova")).uid
    with closing(sqlite3.connect(book.path, timeout=0, isolation_level=None)) as other:
        with book.snapshot():
            assert book.contacts.get(anna).name == "Anna Petrova"
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE contact SET name = 'Anna Berg'")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("COMMIT")
            assert book.contacts.get(anna).name == "Anna Petrova"
        other.execute("COMMIT")
    assert book.contacts.get(anna).name == "Anna Berg"


def test_a_snapshot_of_a_book_that_does_not_exist_yet_is_empty(book: Book) -> None:
    with book.snapshot():
        assert book.insights.pareto() == []
    assert not book.exists()


def test_a_snapshot_ends_when_something_goes_wrong_in_it(book: Book) -> None:
    book.contacts.add(ContactForm("Anna Petrova"))
    try:
        with book.snapshot():
            raise ValueError
    except ValueError:
        pass
    book.contacts.add(ContactForm("Ben Okafor"))
    assert book.contacts.count() == 2
