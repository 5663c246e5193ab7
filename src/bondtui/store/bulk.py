"""Writing many rows of one use case with their journal: many times as fast as a session, and in bounded memory.

Ten thousand contacts are some seventy thousand rows; an object for each would make an import wait for itself.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bondtui.store.kept_with import KEPT, UNKEPT
from bondtui.store.undo import END_REDO

Row = dict[str, Any]

BATCH = 5_000
"""Rows of a table that are gathered before they are written."""

_HEAVY = 16 << 20
"""Characters of long texts that are gathered: some rows are photos."""

_LONG = {"contact": "about", "interaction": "text", "vcard_property": "line"}
"""The columns in which long texts stand."""

_IMAGE = "INSERT INTO change_row (change_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)"


@dataclass(slots=True)
class _Table:
    """What is known of a table, and the new rows that wait. Its columns are without the kept ones."""

    columns: tuple[str, ...]
    empty: Row
    insert: str
    note: str
    """Writes the images of the rows whose ids it is given: SQLite makes JSON of a row in a third of the time."""
    next: int
    long: str
    waiting: list[tuple[Any, ...]] = field(default_factory=list)


class Bulk:
    """Inserts, updates and deletes rows within a transaction, as one change with `label`."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self.connection = connection
        self._at = now.replace(tzinfo=None).isoformat(sep=" ")
        self._tables: dict[str, _Table] = {}
        # Named when it is finished: one that came to nothing must not have taken a number.
        self._change = self.next_id("change")
        self._weight = 0
        self.rows = 0

    def next_id(self, table: str) -> int:
        """The id the next row gets: beyond all that were ever given in the table."""
        return self._known(table).next

    def insert(self, table: str, kept: Mapping[str, object] = UNKEPT, **values: Any) -> int:
        """A new row, with days as ISO text; what is left out is null. Its id, which may be one of the values.

        `kept` are the kept columns of a contact, when they are known already.
        """
        known = self._known(table)
        row = {**known.empty, "id": known.next, **values}
        number: int = row["id"]
        known.next = max(known.next, number + 1)
        known.waiting.append((*row.values(), *kept.values()) if table == "contact" else tuple(row.values()))
        self.rows += 1
        if known.long:
            self._weight += len(row[known.long])
        if len(known.waiting) >= BATCH or self._weight >= _HEAVY:
            self.flush()
        return number

    def update(self, table: str, number: int, **values: Any) -> None:
        """Some columns of a row that is there."""
        self.flush()
        before = self._read(table, number)
        after = before | values
        if after == before:
            return
        settings = ", ".join(f"{column} = :{column}" for column in values)
        self.connection.execute(f"UPDATE {table} SET {settings} WHERE id = :id", after)
        self._note(table, number, before, after)

    def delete(self, table: str, number: int) -> None:
        self.flush()
        self._note(table, number, self._read(table, number), None)
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (number,))

    def flush(self) -> None:
        """Write what was gathered; rows may refer to rows that come later."""
        for known in self._tables.values():
            if known.waiting:
                self.connection.executemany(known.insert, known.waiting)
                place = known.columns.index("id")
                self.connection.execute(known.note, (self._change, json.dumps([row[place] for row in known.waiting])))
                known.waiting.clear()
        self._weight = 0

    def finish(self, label: str) -> None:
        """Write what is left and name the change; a change in which nothing changed is none."""
        self.flush()
        if self.rows:
            sql = "INSERT INTO change (id, at, label, undone) VALUES (?, ?, ?, 0)"
            self.connection.execute(sql, (self._change, self._at, label))
            self.connection.execute(END_REDO, {"change": self._change})

    def _note(self, table: str, number: int, before: Row | None, after: Row | None) -> None:
        self.rows += 1
        self.connection.execute(_IMAGE, (self._change, table, number, _text(before), _text(after)))

    def _read(self, table: str, number: int) -> Row:
        columns = self._known(table).columns
        found = self.connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (number,)).fetchone()
        return dict(zip(columns, found, strict=True))

    def _known(self, table: str) -> _Table:
        if table not in self._tables:
            names = [name for _, name, *_ in self.connection.execute(f"PRAGMA table_info({table})")]
            columns = tuple(name for name in names if not (table == "contact" and name in KEPT))
            last = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
            insertion = _insertion(table, (*columns, *UNKEPT) if table == "contact" else columns)
            following = (last[0] if last else 0) + 1
            self._tables[table] = _Table(
                columns, dict.fromkeys(columns), insertion, _noting(table, columns), following, _LONG.get(table, "")
            )
        return self._tables[table]


def _insertion(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def _noting(table: str, columns: Sequence[str]) -> str:
    image = ", ".join(f"'{column}', {column}" for column in columns)
    return f"""
        INSERT INTO change_row (change_id, table_name, row_id, after)
        SELECT ?, '{table}', id, json_object({image}) FROM {table} WHERE id IN (SELECT value FROM json_each(?))
    """


def _text(image: Row | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)
