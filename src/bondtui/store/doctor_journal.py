"""The journal, held against the book: undo works only where the rows are what their last images say."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import SQLModel

import bondtui.store.work_tables  # noqa: F401  (its tables belong to those there are)
from bondtui.store.doctor_report import Report, short, subject
from bondtui.store.kept_with import KEPT
from bondtui.store.tables import ChangedRow, ChangeRow

JOURNALED = frozenset(SQLModel.metadata.tables) - {ChangeRow.__tablename__, ChangedRow.__tablename__}
"""The tables whose rows the journal has images of: all that a person enters."""

_EXTENT = "SELECT count(*), min(id), max(id), min(CASE WHEN NOT undone THEN id END) FROM change"
_LAST_GIVEN = "SELECT seq FROM sqlite_sequence WHERE name = 'change'"
_ROWLESS = "SELECT label FROM change WHERE NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = change.id)"
_IMAGES = """
    SELECT row_id, change.id, undone, before, after, label
    FROM change_row JOIN change ON change.id = change_id WHERE table_name = ? ORDER BY row_id, change_row.id
"""
_NEVER = float("inf")

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Image:
    """What a row was before a change and is after it; None where there is no row."""

    change: int
    undone: bool
    before: _Row | None
    after: _Row | None


def look(connection: sqlite3.Connection, report: Report) -> None:
    """Report changes that are not whole, images that are none, and rows that were changed past the journal."""
    for (label,) in connection.execute(_ROWLESS).fetchall():
        report.add("rowless", f"The history does not know any more what “{short(label)}” changed.")
    told_from = _told_from(connection, report)
    for (table,) in connection.execute("SELECT DISTINCT table_name FROM change_row").fetchall():
        if table in JOURNALED:
            _table(connection, table, told_from, report)
        else:
            report.add("image", f"The history speaks of “{short(table)}”, which it does not keep.")


def _told_from(connection: sqlite3.Connection, report: Report) -> float | None:
    """The change from which on undone ones tell what a row was before them; None when no image tells anything.

    History is thinned from its beginning. Where it now begins with undone changes, those that went may have been
    undone after them, and of the same rows.
    """
    count, first, last, standing = connection.execute(_EXTENT).fetchone()
    (given,) = connection.execute(_LAST_GIVEN).fetchone() or (last,)
    if count and count < max(given, last) - first + 1:
        report.add("gap", "Changes are missing in the midst of the history, so it is not compared with the book.")
        return None
    return 1 if first == 1 else standing or _NEVER


def _table(connection: sqlite3.Connection, table: str, told_from: float | None, report: Report) -> None:
    columns = frozenset(SQLModel.metadata.tables[table].columns.keys()) - (KEPT if table == "contact" else set())
    for number, found in groupby(connection.execute(_IMAGES, (table,)), key=itemgetter(0)):
        images, readable = list[_Image](), True
        for _, change, undone, before, after, label in found:
            try:
                images.append(_Image(change, bool(undone), *_rows(before, after, number, columns)))
            except ValueError:
                what = f"{table.replace('_', ' ')} {number}"
                report.add("image", f"The history cannot be read where “{short(label)}” changed {what}.")
                readable = False
        if readable and told_from is not None:
            _compare(connection, table, number, images, told_from, report)


def _rows(before: str | None, after: str | None, number: int, columns: frozenset[str]) -> list[_Row | None]:
    """Both sides of an image. ValueError when one is no row of the table, or there is none."""
    rows = [None if text is None else json.loads(text) for text in (before, after)]
    for row in rows:
        if row is not None and not (isinstance(row, dict) and row.keys() <= columns and row.get("id") == number):
            raise ValueError
    if rows == [None, None]:
        raise ValueError
    return rows


def _compare(
    connection: sqlite3.Connection, table: str, number: int, images: Sequence[_Image], told_from: float, report: Report
) -> None:
    """Report a row that is not what the last change that stands left, else what the first undone one found."""
    standing = [each for each in images if not each.undone]
    if not standing and images[0].change < told_from:
        return
    said = standing[-1].after if standing else images[0].before
    found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (number,))
    values = found.fetchone()
    row = None if values is None else dict(zip((column[0] for column in found.description), values, strict=True))
    if said is None and row is not None:
        what = "is there, though the history does not have it"
    elif said is not None and row is None:
        what = "is missing, though the history has it"
    elif said and row and (others := [column for column in said if said[column] != row[column]]):
        what = f"is not what the history says: {', '.join(others)}"
    else:
        return
    report.add("past", f"{subject(connection, table, row or said or {})} {what}.")
