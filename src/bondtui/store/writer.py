"""Writing: one use case, one transaction, one journal entry. The only door through which a book changes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine

from bondtui.store import engine, keeping, kept_with
from bondtui.store.daily import Terms, before_a_change
from bondtui.store.journal import Journal
from bondtui.store.patience import patiently
from bondtui.store.transaction import begin, not_written


def engine_for(path: Path, waiting: Callable[[], None]) -> Engine:
    """An engine whose transactions begin IMMEDIATE, so that no two writers read the same state."""
    made = create_engine("sqlite://", creator=lambda: _connect(path, waiting), poolclass=NullPool)

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        begin(connection.connection.dbapi_connection, waiting)

    return made


def _connect(path: Path, waiting: Callable[[], None]) -> sqlite3.Connection:
    connection = patiently(lambda: engine.connect(path), waiting)
    patiently(lambda: connection.execute("PRAGMA journal_mode = DELETE"), waiting)
    return connection


class Writer:
    """Changes the book, making it first if it is not there."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._engine = engine_for(terms.file.path, terms.waiting)

    @contextmanager
    def change(self, label: Callable[[], str] | str) -> Iterator[Session]:
        """A session whose changes are saved together, with their images and the kept columns, or not at all."""
        self.terms.file.check()
        self.terms.file.make()
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                before_a_change(_raw(session), self.terms)
                journal = Journal(session)
                yield session
                session.flush()
                self._keep(_raw(session), journal)
                journal.write(label if isinstance(label, str) else label(), self.terms.now())
                session.commit()
        except DatabaseError as error:
            raise not_written(error.orig or error) from error

    def _keep(self, connection: sqlite3.Connection, journal: Journal) -> None:
        for interaction in journal.interactions:
            sql = "SELECT contact_id FROM participant WHERE interaction_id = ?"
            journal.contacts.update(row[0] for row in connection.execute(sql, (interaction,)))
        keeping.keep_texts(connection, sorted(journal.interactions))
        keeping.keep(connection, sorted(journal.contacts), self.terms.cadences)
        if connection.execute(kept_with.NOTED).fetchone() is None:
            kept_with.note(connection, self.terms.cadences)


def _raw(session: Session) -> sqlite3.Connection:
    """The session's own connection, its transaction begun."""
    return session.connection().connection.dbapi_connection  # type: ignore[return-value]
