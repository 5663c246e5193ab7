"""Whole copies of the book, so that no change, migration or damage can be the end of it.

A backup appears under its name only when it is complete, checked and on the disk.
"""

import os
import re
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

from bondtui.errors import BondtuiError, BookBusy, BookRefused

FOLDER = "backups"
BUSY_SECONDS = 5.0


def take(path: Path, now: datetime) -> Path:
    """Copy the book at `path` into `backups/` beside it and return the copy, named after the book and `now`.

    Raises BookBusy when another process holds the book, BookRefused when the copy fails SQLite's check, and
    BondtuiError when the disk refuses; then nothing is left behind.
    """
    try:
        with closing(_connect(path, "rw")) as book:
            # The backup API waits for ever on a locked book; a read transaction of ours waits BUSY_SECONDS.
            book.execute("BEGIN")
            book.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            return _copy(book, path, now)
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise BookBusy(f"No backup of {path} was taken, because another process is using the book.") from error
        raise BondtuiError(f"No backup of {path} could be taken: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise BookRefused(f"No backup of {path} could be taken: {error}.") from error
    except OSError as error:
        raise BondtuiError(f"No backup of {path} could be taken: {error.strerror or error}.") from error


def newest_good(path: Path) -> Path | None:
    """The latest backup of the book at `path` that is whole and is a book; None when there is none."""
    name = re.compile(re.escape(path.stem) + r"-(\d{8}-\d{6})(?:-(\d+))?\.db")
    try:
        files = list((path.parent / FOLDER).iterdir())
    except OSError:
        return None
    found = [((match[1], int(match[2] or 1)), file) for file in files if (match := name.fullmatch(file.name))]
    return next((file for _, file in sorted(found, reverse=True) if _is_good(file)), None)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection's lock is what went wrong; SQLite's extended codes included."""
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _copy(book: sqlite3.Connection, path: Path, now: datetime) -> Path:
    folder = path.parent / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    # mkstemp is O_EXCL and 0600; SQLite would create the file readable for everyone.
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=folder)
    temp = Path(name)
    try:
        with closing(_connect(temp, "rw")) as copy:
            book.backup(copy)
            if not _is_whole(copy):
                raise BookRefused(f"No backup of {path} was taken, because the book is damaged.")
        os.fsync(handle)
        target = _claim(folder, f"{path.stem}-{now:%Y%m%d-%H%M%S}")
        try:
            temp.replace(target)
        except OSError:
            target.unlink(missing_ok=True)
            raise
    finally:
        os.close(handle)
        temp.unlink(missing_ok=True)
        Path(f"{temp}-journal").unlink(missing_ok=True)
    for changed in (folder, path.parent):
        _sync_folder(changed)
    return target


def _claim(folder: Path, name: str) -> Path:
    """A file name nobody has, held by an empty file: two processes in one second must not replace each other's."""
    for number in count(1):
        target = folder / (f"{name}.db" if number == 1 else f"{name}-{number}.db")
        try:
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            continue
        return target
    raise AssertionError("count() ended")


def _is_good(file: Path) -> bool:
    from bondtui.store.engine import APPLICATION_ID  # engine names the newest backup, and so imports this module

    try:
        with closing(_connect(file, "ro")) as copy:
            marked: tuple[int] = copy.execute("PRAGMA application_id").fetchone()
            return marked[0] == APPLICATION_ID and _is_whole(copy)
    except sqlite3.DatabaseError:
        return False


def _is_whole(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file: "rw" rolls back what a killed process left half done, "ro" touches nothing."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
