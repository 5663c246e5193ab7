"""A book file: what makes it one, how it is opened and checked, and how a new one is made.

A rollback journal and not WAL: see the decision in the README's development section. Standard library only.
"""

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bondtui.errors import BondtuiError, BookRefused
from bondtui.store.patience import patiently

APPLICATION_ID = 0x626F6E64
"""`bond`, in the header of every book."""

HEAD = "0005"
"""The version of the schema this bondtui writes: the newest migration's."""

_HEADER = b"SQLite format 3\x00"

BUSY_MS = 250
"""How long SQLite itself waits for another process; patience.py tries again."""

PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to an existing file, transactions left to the caller. sqlite3.Error when it is held or no book."""
    uri = f"file:{quote(str(path))}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        for pragma in (f"PRAGMA busy_timeout = {BUSY_MS}", *PRAGMAS):
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def expect_head(path: Path) -> None:
    """Raises BookRefused unless the file at `path` is a sound book of this bondtui's version."""
    if version_of(path) != HEAD:
        raise BookRefused(f"The book {path} is of another version now; open it again, so that it is carried forward.")


def schema() -> str:
    """The SQL that makes an empty book."""
    from importlib import resources

    return (resources.files("bondtui.store") / "schema.sql").read_text(encoding="utf-8")


def empty() -> sqlite3.Connection:
    """An empty book in memory: what a book that does not exist yet reads as."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(schema())
    return connection


def create(path: Path) -> None:
    """Make an empty book at `path`, 0600 in a folder that is 0700 if it is new. One that appeared meanwhile stays."""
    import tempfile

    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(prefix=".bondtui-", dir=path.parent)
        os.close(handle)
        try:
            _fill(Path(name))
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(name)
    except OSError as error:
        raise BondtuiError(f"The book {path} could not be made: {error.strerror or error}.") from error
    except sqlite3.Error as error:
        raise BondtuiError(f"The book {path} could not be made: {error}.") from error


def _fill(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; BEGIN IMMEDIATE; {schema()}"
            f"INSERT INTO alembic_version VALUES ('{HEAD}'); COMMIT;"
        )
    finally:
        connection.close()


def make_folder(folder: Path) -> None:
    """Make the missing folders, 0700 whatever the umask; one that is there keeps its mode."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def version_of(path: Path, waiting: Callable[[], None] = lambda: None) -> str:
    """The schema version of the book at `path`, after a look at the whole file.

    Raises BookRefused for anything but a sound book; the file is not touched. BookBusy after long waiting, of which
    `waiting` tells.
    """
    _look(path)
    try:
        return patiently(lambda: _inspect(path), waiting)
    except sqlite3.OperationalError as error:
        raise BookRefused(f"The book {path} could not be read: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise BookRefused(f"The file {path} is damaged or is not a bondtui book; it was not touched.") from error


def is_database(path: Path) -> bool:
    """Whether this regular file begins as a database does, whoever's it is. OSError when it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _look(path: Path) -> None:
    """Refuse what is no readable regular file with a database's header."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BookRefused(f"{path} is not a file, so it is no book.")
        is_one = is_database(path)
    except OSError as error:
        raise BookRefused(f"The book {path} could not be opened: {error.strerror}.") from error
    if not is_one:
        raise BookRefused(f"The file {path} is not a bondtui book; it was not touched.")


def _inspect(path: Path) -> str:
    with closing(connect(path)) as connection:
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise BookRefused(f"The file {path} is another program's database, not a bondtui book; it was not touched.")
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise BookRefused(f"The book {path} is damaged ({verdict}); it was not touched.")
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    version = str(found[0]) if found else ""
    if not version.isdigit():
        raise BookRefused(f"The book {path} does not say which version it is; it was not touched.")
    if int(version) > int(HEAD):
        raise BookRefused(f"The book {path} was written by a newer bondtui; it was not touched.")
    return version
