"""A backup takes the book's place. What stood there is kept first, even when it cannot be read as a book any more."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bondtui.errors import BondtuiError, BookRefused, Refused
from bondtui.store import backups, engine
from bondtui.store.patience import patiently


def restore(path: Path, source: Path, now: datetime) -> Path | None:
    """Put the book in `source` at `path`; where what stood there is kept now, None if nothing did.

    Raises BookRefused when `source` is no sound book, BookBusy when another process holds the book at `path`. Then
    and after a full disk the book is as it was. An older version is carried forward when it is opened next.
    """
    engine.version_of(source)
    if path.exists() and path.samefile(source):
        raise Refused(f"{source} is the book itself.")
    if path.exists() and not path.is_file():
        raise Refused(f"{path} is not a file, so no book can take its place.")
    try:
        kept = _keep_what_is_there(path, now) if path.exists() else None
        engine.make_folder(path.parent)
        _put(path.resolve(), source)
    except OSError as error:
        raise BondtuiError(f"The book {path} could not be restored: {error.strerror or error}.") from error
    return kept


def _keep_what_is_there(path: Path, now: datetime) -> Path:
    """A backup, or of what was refused a plain copy, with the journal that belongs to it."""
    with suppress(BookRefused):
        engine.version_of(path)
        return backups.take(path, now, backups.BEFORE_RESTORE)
    folder = path.parent / backups.FOLDER
    engine.make_folder(folder)
    target = folder / f"{backups.base(path)}-{now:%Y%m%d-%H%M%S-%f}{backups.BEFORE_RESTORE}.kept"
    journal = Path(f"{path}-journal")
    for file, copy in ((path, target), (journal, Path(f"{target}-journal"))):
        if file.is_file():
            with open(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as to, file.open("rb") as was:
                shutil.copyfileobj(was, to)
                to.flush()
                os.fsync(to.fileno())
    backups.sync_folder(folder)
    # SQLite would play it back into the book that comes now.
    journal.unlink(missing_ok=True)
    return target


def _put(path: Path, source: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".bondtui-", suffix=".tmp", dir=path.parent)
    temp = Path(name)
    try:
        with closing(engine.connect(source)) as book, closing(engine.connect(temp)) as copy:
            book.backup(copy)
        engine.version_of(temp)
        os.fsync(handle)
        with _nobody_else(path):
            temp.replace(path)
        backups.sync_folder(path.parent)
    finally:
        os.close(handle)
        temp.unlink(missing_ok=True)


@contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """No other process reads or writes the book meanwhile; what is no book nobody can hold."""
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as connection:
        try:
            patiently(lambda: connection.execute("BEGIN EXCLUSIVE"), lambda: None)
        except sqlite3.DatabaseError:
            connection.rollback()
        yield
