"""Writing: one use case, one transaction, one journal entry. The only door through which a book changes."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine

from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError, BookBusy
from bondtui.store import engine, keeping, kept_with
from bondtui.store.journal import Journal


def engine_for(path: Path) -> Engine:
    """An engine whose transactions begin IMMEDIATE, so that no two writers read the same state."""
    made = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(made, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None
        for pragma in engine.PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


class Writer:
    """Changes the book at `path`, making it first if it is not there."""

    def __init__(self, path: Path, cadences: Mapping[Stage, int], now: Callable[[], datetime]) -> None:
        self.path, self.cadences, self.now = path, cadences, now
        self._engine = engine_for(path)

    @contextmanager
    def change(self, label: Callable[[], str] | str) -> Iterator[Session]:
        """A session whose changes are saved together, with their images and the kept columns, or not at all."""
        if not self.path.exists():
            engine.create(self.path)
        try:
            with Session(self._engine, expire_on_commit=False) as session:
                journal = Journal(session)
                yield session
                session.flush()
                self._keep(session, journal)
                journal.write(label if isinstance(label, str) else label(), self.now())
                session.commit()
        except OperationalError as error:
            if "locked" in str(error.orig):
                raise BookBusy("The book is busy: another process is writing to it. Try again in a moment.") from error
            raise BondtuiError(f"The book could not be written: {error.orig}.") from error
        except DatabaseError as error:
            raise BondtuiError(f"The book could not be written: {error.orig}.") from error

    def _keep(self, session: Session, journal: Journal) -> None:
        connection: sqlite3.Connection = session.connection().connection.dbapi_connection  # type: ignore[assignment]
        for interaction in journal.interactions:
            sql = "SELECT contact_id FROM participant WHERE interaction_id = ?"
            journal.contacts.update(row[0] for row in connection.execute(sql, (interaction,)))
        keeping.keep_texts(connection, sorted(journal.interactions))
        keeping.keep(connection, sorted(journal.contacts), self.cadences)
        if connection.execute(kept_with.NOTED).fetchone() is None:
            kept_with.note(connection, self.cadences)
