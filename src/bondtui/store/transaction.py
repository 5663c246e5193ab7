"""One transaction over the standard library's sqlite3: begun at once, waiting for others, whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from bondtui.errors import BondtuiError, BookBusy
from bondtui.store import engine
from bondtui.store.daily import Terms, before_a_change
from bondtui.store.patience import PATIENCE, is_busy, patiently


def begin(connection: sqlite3.Connection, waiting: Callable[[], None]) -> None:
    """Begin to write, so that no two writers read the same state. A commit waits as long for those who read."""
    patiently(lambda: connection.execute("BEGIN IMMEDIATE"), waiting)
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")


@contextmanager
def transaction(terms: Terms) -> Iterator[sqlite3.Connection]:
    """A change of the book in which rows may refer to others that come later; nothing of it stays after an error."""
    terms.file.check()
    with closing(patiently(lambda: engine.connect(terms.file.path), terms.waiting)) as connection:
        try:
            begin(connection, terms.waiting)
            before_a_change(connection, terms)
            connection.execute("PRAGMA defer_foreign_keys = ON")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise not_written(error) from error
        finally:
            connection.rollback()


def not_written(error: BaseException) -> BondtuiError:
    """The sentence for what SQLite said when it would not write."""
    if is_busy(error):
        return BookBusy("The book is busy: another process is using it. Nothing was written; try again in a moment.")
    return BondtuiError(f"The book could not be written: {error}.")
