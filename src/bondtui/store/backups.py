"""Whole copies of the book, so that no change, migration or damage can be the end of it.

A backup appears under its name only when it is complete, checked and on the disk.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bondtui.domain.history import Backup
from bondtui.errors import BondtuiError, BookBusy, BookRefused
from bondtui.store import engine
from bondtui.store.patience import is_busy

FOLDER = "backups"
BUSY_SECONDS = 5.0
BEFORE_RESTORE = "-before-restore"
"""Ends the name of a backup taken by a restore: on its day none is thinned out."""

LATEST, DAILY, WEEKLY, MONTHLY = 10, 7, 4, 12
"""How many are kept: the newest, and the newest of each of so many days, weeks and months."""

_COUNTERS = ((24, 28), (92, 100))
"""Bytes of a database's header that differ though nothing was changed: change counters, SQLite's own version."""

_CHUNK = 1 << 20


def take(path: Path, now: datetime, ending: str = "") -> Path:
    """Copy the book at `path` into `backups/` beside it and return the copy, named after the book and `now`.

    With nothing changed since the newest, that one is returned and none is added. Old ones are thinned out. Raises
    BookBusy when another process holds the book, BookRefused when the copy fails SQLite's check, and BondtuiError
    when the disk refuses; then nothing is left behind.
    """
    folder = path.parent / FOLDER
    try:
        with _reading(path) as book, _copied(book, path, folder) as copy:
            newest = next((file for _, file in _found(path)), None)
            if newest is not None and not ending and _same(newest, copy):
                return newest
            target = _named(copy, folder, f"{base(path)}-{now:%Y%m%d-%H%M%S}", ending)
        for changed in (folder, path.parent):
            sync_folder(changed)
        thin(path, now, target)
        return target
    except OSError as error:
        raise _not_taken(path, error.strerror or str(error)) from error


def contents(path: Path) -> bytes:
    """The whole book as the bytes of a file, checked. Raises what `take` does."""
    with _reading(path) as book:
        data = book.serialize()
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(data)
        if not _is_whole(copy):
            raise BookRefused(f"No backup of {path} was taken, because the book is damaged.")
    return data


def backups(path: Path) -> list[Backup]:
    """The backups of the book at `path`, the newest first."""
    return [_described(file, at) for (at, _), file in _found(path)]


def newest_good(path: Path) -> Path | None:
    """The latest backup of the book at `path` that is whole and is a book; None when there is none."""
    return next((file for (at, _), file in _found(path) if _described(file, at).ok), None)


def thin(path: Path, now: datetime, taken: Path | None = None) -> None:
    """Remove the backups nobody would look for any more, but not the one just `taken`, whatever the clock says.

    None is removed on a day on which one was restored.
    """
    found = _found(path)
    today = f"{now:%Y%m%d}"
    if any(at.startswith(today) and file.stem.endswith(BEFORE_RESTORE) for (at, _), file in found):
        return
    kept = {taken} | {file for _, file in found[:LATEST]}
    for number, period in ((DAILY, "%Y%m%d"), (WEEKLY, "%G%V"), (MONTHLY, "%Y%m")):
        newest: dict[str, Path] = {}
        for (at, _), file in found:
            newest.setdefault(_moment(at).strftime(period), file)
        kept |= set(list(newest.values())[:number])
    for _, file in found:
        if file not in kept:
            file.unlink(missing_ok=True)


def base(path: Path) -> str:
    """What the names of a book's backups begin with."""
    return path.name.removesuffix(".db")


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A read transaction on the book; what goes wrong in it is said as a backup that was not taken."""
    try:
        with closing(_connect(path, "rw")) as book:
            # The backup API waits for ever on a locked book; a read transaction of ours waits BUSY_SECONDS.
            book.execute("BEGIN")
            book.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            yield book
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise BookBusy(f"No backup of {path} was taken, because another process is using the book.") from error
        raise _not_taken(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise BookRefused(f"No backup of {path} could be taken: {error}.") from error


@contextmanager
def _copied(book: sqlite3.Connection, path: Path, folder: Path) -> Iterator[Path]:
    """A checked copy in a private file of `folder`, on the disk; gone afterwards, unless it got another name."""
    engine.make_folder(folder)
    # mkstemp is O_EXCL and 0600; SQLite would create the file readable for everyone.
    handle, name = tempfile.mkstemp(prefix=f".bondtui-{base(path)}-", suffix=".tmp", dir=folder)
    temp = Path(name)
    try:
        with closing(_connect(temp, "rw")) as copy:
            book.backup(copy)
            if not _is_whole(copy):
                raise BookRefused(f"No backup of {path} was taken, because the book is damaged.")
        os.fsync(handle)
        yield temp
    finally:
        os.close(handle)
        temp.unlink(missing_ok=True)
        Path(f"{temp}-journal").unlink(missing_ok=True)


def _named(copy: Path, folder: Path, name: str, ending: str) -> Path:
    """The copy under a name nobody has: two processes in one second must not replace each other's."""
    for number in count(1):
        target = folder / (f"{name}{ending}.db" if number == 1 else f"{name}-{number}{ending}.db")
        try:
            os.link(copy, target)
        except FileExistsError:
            continue
        return target
    raise AssertionError("count() ended")


def _found(path: Path) -> list[tuple[tuple[str, int], Path]]:
    """The book's backups by their names, each with its moment and number, the newest first."""
    name = re.compile(rf"{re.escape(base(path))}-(\d{{8}}-\d{{6}})(?:-(\d+))?(?:{BEFORE_RESTORE})?\.db")
    try:
        files = list((path.parent / FOLDER).iterdir())
    except OSError:
        return []
    found = [((match[1], int(match[2] or 1)), file) for file in files if (match := name.fullmatch(file.name))]
    return sorted(((key, file) for key, file in found if _is_moment(key[0]) and file.is_file()), reverse=True)


def _same(one: Path, other: Path) -> bool:
    """Whether both files hold the same book."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        head = [bytearray(file.read(_CHUNK)) for file in (first, second)]
        for start, end in _COUNTERS:
            for each in head:
                each[start:end] = bytes(end - start)
        if head[0] != head[1]:
            return False
        while chunk := first.read(_CHUNK):
            if chunk != second.read(_CHUNK):
                return False
    return True


def _described(file: Path, at: str) -> Backup:
    try:
        with closing(_connect(file, "ro")) as copy:
            (mark,) = copy.execute("PRAGMA application_id").fetchone()
            ok = mark == engine.APPLICATION_ID and _is_whole(copy)
            contacts, interactions = (
                copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("contact", "interaction")
            )
    except sqlite3.DatabaseError:
        return Backup(file, _moment(at), None, None, ok=False)
    return Backup(file, _moment(at), contacts, interactions, ok)


def _is_whole(connection: sqlite3.Connection) -> bool:
    try:
        return connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def _is_moment(at: str) -> bool:
    try:
        return bool(_moment(at))
    except ValueError:
        return False


def _moment(at: str) -> datetime:
    return datetime.strptime(at, "%Y%m%d-%H%M%S").replace(tzinfo=UTC)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open an existing file: "rw" rolls back what a killed process left half done, "ro" touches nothing."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_taken(path: Path, why: str) -> BondtuiError:
    return BondtuiError(f"No backup of {path} could be taken: {why}.")
