"""Whether a book is what it should be, in all its parts; and what can be computed anew is, when a person asks."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from bondtui.domain.health import Problem
from bondtui.domain.stages import Stage
from bondtui.errors import BondtuiError, BookRefused
from bondtui.store import doctor_files, doctor_journal, doctor_kept, doctor_rows, engine
from bondtui.store.book_file import BookFile
from bondtui.store.daily import Terms
from bondtui.store.doctor_report import Report, short
from bondtui.store.transaction import begin, transaction

_INDEX = re.compile(r"(missing from|# of entries in|values differ from|row \d+ of) index")
"""What integrity_check says where an index is not what its table says, and nothing is wrong with the table."""


def examine(path: Path, cadences: Mapping[Stage, int], waiting: Callable[[], None] = lambda: None) -> list[Problem]:
    """What is wrong with the book at `path` and the files beside it; nothing is changed.

    `cadences` are those it was last opened with. Others can read it meanwhile, and write afterwards. Raises BookBusy,
    and BookRefused when the book cannot be read to the end.
    """
    report = Report()
    if path.exists():
        with _looking(path, waiting) as (connection, writable):
            if _is_whole(connection, report):
                broken = doctor_kept.broken_searches(connection, report) if writable else []
                doctor_rows.look(connection, report)
                doctor_kept.stale(connection, cadences, report, broken)
                doctor_journal.look(connection, report)
    doctor_files.look(path, report)
    return report.problems()


def repair(terms: Terms) -> list[Problem]:
    """Set right what is mendable, and nothing else, in one transaction; what was wrong and is not any more.

    A backup is to be taken before. Nothing a person entered is touched.
    """
    damage, report = Report(), Report()
    with transaction(terms) as connection:
        whole = _is_whole(connection, damage)
        if not whole and all(each.mendable for each in damage.problems()):
            connection.execute("REINDEX")
            whole = _is_whole(connection, Report())
        if whole:
            broken = doctor_kept.broken_searches(connection, report)
            doctor_kept.rebuild(connection, broken)
            doctor_kept.mend(connection, doctor_kept.stale(connection, terms.cadences, report), terms.cadences)
    doctor_files.mend(terms.file.path, report)
    return [each for each in (*(damage.problems() if whole else ()), *report.problems()) if each.mendable]


@contextmanager
def _looking(path: Path, waiting: Callable[[], None]) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """A transaction that is rolled back; and whether it may write, without which search indexes cannot be checked."""
    writable = not BookFile(path).read_only
    try:
        with closing(engine.connect(path)) as connection:
            if writable:
                begin(connection, waiting)
            else:
                connection.execute("BEGIN")
            yield connection, writable
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise BondtuiError(f"The book {path} could not be read: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise BookRefused(f"The book {path} is damaged: {error}.") from error


def _is_whole(connection: sqlite3.Connection, report: Report) -> bool:
    """SQLite's own check of every page, table and index; a newer SQLite adds the search indexes, checked apart."""
    found = [said for (said,) in connection.execute("PRAGMA integrity_check").fetchall() if "FTS5 table" not in said]
    for said in found:
        if said != "ok":
            mendable = bool(_INDEX.search(said))
            report.add(f"integrity {mendable}", f"The file is damaged: {short(said)}.", mendable=mendable)
    return found in ([], ["ok"])
