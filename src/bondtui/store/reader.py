"""Reading: one connection a thread, rows as plain tuples, and an empty book where there is none yet."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bondtui.errors import BondtuiError, BookBusy, BookRefused
from bondtui.store import engine

CHUNK = 500
"""Values in one IN list."""


class Reader:
    """Runs SQL text with named parameters against the book's file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def rows(self, sql: str, **parameters: object) -> list[Any]:
        """All rows of a query. Raises BookBusy when another process holds the book, BookRefused when it is damaged."""
        try:
            return self._connection().execute(sql, parameters).fetchall()
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise BookBusy("The book is busy: another process is writing to it. Try again in a moment.") from error
            raise BondtuiError(f"The book {self.path} could not be read: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise BookRefused(f"The book {self.path} is damaged: {error}.") from error

    def chunks(self, sql: str, values: Sequence[object], **parameters: object) -> Iterator[Any]:
        """The rows of `sql` for all values, where `:values` stands for a part of them."""
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            names = {f"v{number}": value for number, value in enumerate(part)}
            marks = ", ".join(f":{name}" for name in names)
            yield from self.rows(sql.replace(":values", marks), **names, **parameters)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the same book, whatever another process writes meanwhile, which waits at its commit."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()

    def version(self) -> int:
        """A number that changes when anybody else writes to the file."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def close(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        there = self.path.exists()
        if getattr(self._local, "connection", None) is None or (there and not self._local.real):
            self._local.connection = engine.connect(self.path) if there else engine.empty()
            self._local.real = there
            self._opened.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection
