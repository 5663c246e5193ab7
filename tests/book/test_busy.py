"""Another process holds the book: one waits, says so once, and loses nothing."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bondtui.book import Book
from bondtui.domain.forms import ContactForm
from bondtui.errors import BookBusy
from bondtui.store import engine, patience

TEN_SECONDS = 10.0


class Clock:
    """Time that goes on by itself a little whenever somebody pauses."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += max(seconds, 0.25)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(patience, "time", made)
    monkeypatch.setattr(engine, "BUSY_MS", 0)
    return made


class Holder:
    """Another connection that holds the book until somebody has waited for it for some seconds of the clock."""

    def __init__(self, path: Path, clock: Clock, seconds: float, how: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.connection.execute(how)
        self.told = 0
        sleep = clock.sleep

        def tick(paused: float) -> None:
            sleep(paused)
            if clock.now >= seconds and self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

        clock.sleep = tick  # type: ignore[method-assign]

    def waiting(self) -> None:
        self.told += 1


HOW = pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])


@HOW
@pytest.mark.parametrize("what", ["add", "undo", "log"])
def test_a_lock_held_for_ten_seconds_is_waited_for_and_told_of_once(
    book: Book, clock: Clock, how: str, what: str
) -> None:
    book.contacts.add(ContactForm("Ann"))
    understood = book.interactions.understand("called Ann")
    holder = Holder(book.path, clock, TEN_SECONDS, how)
    book.waiting = holder.waiting

    deed: dict[str, Callable[[], object]] = {
        "add": lambda: book.contacts.add(ContactForm("Ben")),
        "undo": book.safety.undo,
        "log": lambda: book.interactions.log(understood),
    }
    deed[what]()

    assert holder.told == 1
    assert clock.now >= TEN_SECONDS
    latest = {"add": ["Added Ben"], "undo": [], "log": ["Logged a call with Ann"]}[what]
    assert [each.label for each in book.safety.history()] == [*latest, "Added Ann"]
    holder.connection.close()


def test_reading_waits_too(book: Book, clock: Clock) -> None:
    book.contacts.add(ContactForm("Ann"))
    holder = Holder(book.path, clock, TEN_SECONDS, "BEGIN EXCLUSIVE")
    book.waiting = holder.waiting

    assert [each.name for each in book.contacts.list()] == ["Ann"]
    assert holder.told == 1
    holder.connection.close()


def test_a_screen_does_not_stand_still_while_it_reads(book: Book, clock: Clock) -> None:
    book.contacts.add(ContactForm("Ann"))
    holder = Holder(book.path, clock, TEN_SECONDS, "BEGIN EXCLUSIVE")
    book.waiting = holder.waiting
    book.hurry()

    with pytest.raises(BookBusy):
        book.contacts.list()

    assert (holder.told, clock.now) == (0, 0.0)
    holder.connection.close()


@HOW
def test_a_lock_that_is_never_given_up_ends_in_one_sentence_and_changes_nothing(
    book: Book, clock: Clock, how: str
) -> None:
    book.contacts.add(ContactForm("Ann"))
    before = book.path.read_bytes()
    holder = Holder(book.path, clock, 10_000.0, how)

    with pytest.raises(BookBusy, match="busy"):
        book.contacts.add(ContactForm("Ben"))

    assert patience.PATIENCE <= clock.now < 2 * patience.PATIENCE
    holder.connection.close()
    assert book.path.read_bytes() == before


def test_a_book_is_opened_while_another_process_writes(
    book: Book, open_book: Callable[..., Book], clock: Clock
) -> None:
    book.contacts.add(ContactForm("Ann"))
    holder = Holder(book.path, clock, TEN_SECONDS, "BEGIN EXCLUSIVE")

    assert [each.name for each in open_book().contacts.list()] == ["Ann"]
    holder.connection.close()


def test_one_who_reads_for_long_delays_a_commit_and_loses_nothing(book: Book) -> None:
    book.contacts.add(ContactForm("Ann"))
    with closing(sqlite3.connect(book.path, isolation_level=None, check_same_thread=False)) as reading:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM contact").fetchall()
        writing = threading.Thread(target=lambda: book.contacts.add(ContactForm("Ben")))
        writing.start()
        assert reading.execute("SELECT count(*) FROM contact").fetchone() == (1,)
        reading.execute("ROLLBACK")
        writing.join()

    assert [each.name for each in book.contacts.list()] == ["Ann", "Ben"]
