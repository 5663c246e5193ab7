"""What the first change of a day brings with it: a backup of the book as it was, and old history let go."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bondtui.domain.stages import Stage
from bondtui.store import backups
from bondtui.store.book_file import BookFile

_CHANGED_ON = "SELECT value FROM kept_with WHERE name = 'changed_on'"
_NOTE = "INSERT OR REPLACE INTO kept_with (name, value) VALUES ('changed_on', ?)"
_OLD = """
    SELECT id FROM change
    WHERE id < coalesce((SELECT min(id) FROM change WHERE at >= :since), (SELECT max(id) FROM change))
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a book is changed. `history_days` None keeps the whole history; `waiting` tells of a busy book.

    A book that is thrown away is not `backed_up`.
    """

    file: BookFile
    cadences: Mapping[Stage, int]
    history_days: int | None
    today: Callable[[], date]
    now: Callable[[], datetime]
    waiting: Callable[[], None]
    backed_up: bool = True


def before_a_change(connection: sqlite3.Connection, terms: Terms) -> None:
    """Called within the transaction, before anything in it changes. Raises what backups.take does."""
    today = terms.today().isoformat()
    noted = connection.execute(_CHANGED_ON).fetchone()
    if noted and noted[0] == today:
        return
    if terms.backed_up and connection.execute("SELECT 1 FROM contact LIMIT 1").fetchone():
        backups.take(terms.file.path, terms.now())
    if terms.history_days is not None:
        thin_history(connection, terms.now() - timedelta(days=terms.history_days))
    connection.execute(_NOTE, (today,))


def thin_history(connection: sqlite3.Connection, since: datetime) -> None:
    """Forget the changes made before `since`, but not the latest; the book itself stays as it is."""
    old = {"since": since.replace(tzinfo=None).isoformat(sep=" ")}
    connection.execute(f"DELETE FROM change_row WHERE change_id IN ({_OLD})", old)
    connection.execute(f"DELETE FROM change WHERE id IN ({_OLD})", old)
