"""Reading: one connection a thread, rows as plain tuples, and an empty book where there is none yet."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bondtui.errors import BondtuiError, BookRefused
from bondtui.store import engine
from bondtui.store.book_file import Identity, identity
from bondtui.store.patience import PATIENCE, patiently

CHUNK = 500
"""Values in one IN list."""


class Reader:
    """Runs SQL text with named parameters against the book's file, also after another took its place."""

    def __init__(self, path: Path, waiting: Callable[[], None] = lambda: None) -> None:
        self.path, self.waiting = path, waiting
        self._local = threading.local()
        self._been_there = False
        self._opened: list[sqlite3.Connection] = []

    def rows(self, sql: str, **parameters: object) -> list[Any]:
        """All rows of a query. Raises BookBusy when another process holds the book, BookRefused when it is damaged."""
        try:
            patience = getattr(self._local, "patience", PATIENCE)
            return patiently(partial(self._run, sql, parameters), self.waiting, patience)
        except sqlite3.OperationalError as error:
            raise BondtuiError(f"The book {self.path} could not be read: {error}.") from error
        except sqlite3.DatabaseError as error:
            raise BookRefused(f"The book {self.path} is damaged: {error}.") from error

    def _run(self, sql: str, parameters: Mapping[str, object]) -> list[Any]:
        return self._connection().execute(sql, parameters).fetchall()

    def hurry(self) -> None:
        """From now on the calling thread's reads do not wait for other processes: a screen would stand still."""
        self._local.patience = 0

    def chunks(self, sql: str, values: Sequence[object], **parameters: object) -> Iterator[Any]:
        """The rows of `sql` for all values, where `:values` stands for a part of them."""
        for start in range(0, len(values), CHUNK):
            part = values[start : start + CHUNK]
            names = {f"v{number}": value for number, value in enumerate(part)}
            marks = ", ".join(f":{name}" for name in names)
            yield from self.rows(sql.replace(":values", marks), **names, **parameters)

    def grouped(self, sql: str, owners: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
        """The rows of `chunks` by the owner's id they begin with, and without it."""
        found: dict[int, list[tuple[Any, ...]]] = {}
        for row in self.chunks(sql, owners):
            found.setdefault(row[0], []).append(row[1:])
        return found

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All reads inside see the same book, whatever another process writes meanwhile, which waits at its commit."""
        connection = self._connection()
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.rollback()

    def version(self) -> tuple[Identity | None, int]:
        """It changes when anybody else writes to the file, or puts another in its place."""
        return identity(self.path), int(self.rows("PRAGMA data_version")[0][0])

    def close(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection: to the file that is there now, or while there is none to the last there was."""
        there = identity(self.path)
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None and there is None and self._been_there:
            raise BondtuiError(f"The book {self.path} is not there any more.")
        if connection is None or there not in (None, self._local.identity):
            if connection is not None and self._local.identity is not None:
                engine.expect_head(self.path)
            connection = engine.connect(self.path) if there else engine.empty()
            self._local.connection, self._local.identity = connection, there
            self._been_there |= there is not None
            self._opened.append(connection)
        return connection
