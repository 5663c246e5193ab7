"""Carries an older book forward: a backup, then every missing migration, all in one transaction or not at all.

Alembic and SQLAlchemy are imported only when a migration is due, because a start-up must not wait for them.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bondtui.errors import BondtuiError, BookBusy
from bondtui.store import backups
from bondtui.store.patience import is_busy

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

SCRIPTS = Path(__file__).parent / "migrations"
BUSY_MS = 5000


def migrate(path: Path, now: datetime, *, scripts: Path | None = None) -> Path:
    """Bring the book at `path` to the newest version and return the backup taken before.

    `scripts` is an Alembic folder other than the packaged one. Whatever goes wrong is a BondtuiError (BookBusy when
    another process holds the book) and the book stays as it was, at its old version.
    """
    from alembic import command
    from alembic.util import CommandError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    config = configuration(scripts or SCRIPTS)
    try:
        with _engine(path).begin() as connection:
            # Taken under the write lock, so that the backup is the very book that is migrated.
            backup = backups.take(path, now)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_references(connection, path)
    except DBAPIError as error:
        if is_busy(error.orig):
            raise BookBusy(f"{path} was not migrated, because another process is using it.") from error
        raise _failed(path, error.orig or error) from error
    # What the scripts and the data they transform may raise; the transaction is rolled back for any exception.
    except (
        SQLAlchemyError,
        CommandError,
        OSError,
        ArithmeticError,
        LookupError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise _failed(path, error) from error
    return backup


def configuration(scripts: Path) -> "Config":
    """Alembic's settings for a folder of migrations: no ini file, no logging of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _engine(path: Path) -> "Engine":
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(book: sqlite3.Connection, _record: object) -> None:
        book.isolation_level = None
        # Off, because rebuilding a table drops it, which would fail on what refers to it; checked before the commit.
        book.execute("PRAGMA foreign_keys = OFF")
        book.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        book.execute("PRAGMA synchronous = FULL")
        book.execute("PRAGMA trusted_schema = OFF")
        book.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: "Connection") -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _check_references(connection: "Connection", path: Path) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise BondtuiError(f"{path} was not migrated, because rows of it would refer to rows that are gone.")


def _failed(path: Path, error: BaseException) -> BondtuiError:
    reason = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return BondtuiError(f"{path} was not migrated and is as it was: {reason}.")
